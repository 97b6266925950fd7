// RUN: %verify %s --emit=metadata -o %t --edition 2021
// REQUIRES: stdlib
// A function pointer whose result has no size can be named, but not called.
fn call<R>(_: impl Fn() -> R) {}
fn boxed(f: fn() -> dyn ToString) {
    let _: Box<dyn Fn() -> dyn ToString> = Box::new(f); //~ ERROR the size for values of type `dyn ToString` cannot be known
}
fn main() { call(String::new); call(main); }
