// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// Items of the library that are not stable, and types of function traits.
fn calls<F: Fn()>(f: F) {
    f.call(()); //~ E0658 use of unstable library feature `fn_traits`
    Fn::call(&f, ()); //~ E0658 use of unstable library feature `fn_traits`
    f();
}
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
struct Derived {
    a: u8,
}
fn main() {
    println!("{:?}", Derived { a: 1 });
    assert_eq!(vec![1], vec![1]);
}
