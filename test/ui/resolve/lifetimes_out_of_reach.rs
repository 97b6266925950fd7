// RUN: %verify %s --edition 2021 --emit=metadata -o %t
// REQUIRES: stdlib
// Lifetimes of a `for` outside `impl Trait`, and any in constants.
trait Tr<'a> {
    type A;
}
impl<'a, T> Tr<'a> for T {
    type A = ();
}
trait Lt<'a> {}
impl<'a, T> Lt<'a> for T {}
trait Id<T: ?Sized> {}
fn outer() -> impl for<'a> Tr<'a, A = impl Send + 'a> {} //~ E0657 from outer `impl Trait`
fn object() -> Box<dyn for<'a> Id<impl Lt<'a>>> { //~ E0657 from `dyn` type
    loop {}
}
fn argument(_: impl for<'a> Tr<'a, A = impl Lt<'a>>) {} //~ ERROR `impl Trait` can only mention lifetimes from an fn or impl
fn in_dyn(_: &dyn for<'a> Tr<'a, A = impl Lt<'a>>) {} //~ ERROR `impl Trait` can only mention lifetimes from an fn or impl
fn fine<'b>(_: impl for<'a> Fn(&'a u8) -> &'a dyn Lt<'a>) -> impl Tr<'b, A = impl Lt<'b>> {}
fn inner() -> impl for<'a> Tr<'a, A = impl for<'b> Lt<'b>> {}

const fn id<T>(x: usize) -> usize {
    x
}
struct W<const N: usize>;
fn array<'a>(_: [u8; id::<&'a u8>(3)]) {} //~ ERROR generic parameters may not be used in const operations
fn argument_of_type<'a>() -> W<{ id::<&'a u8>(3) }> { //~ ERROR generic parameters may not be used in const operations
    W
}
fn repeat<'a>() {
    let _ = [0u8; { id::<&'a u8>(3) }]; //~ ERROR generic parameters may not be used in const operations
    let _ = const { id::<&'a u8>(3) };
}
#[repr(u8)]
enum E<'a> {
    A(&'a u8) = id::<&'a u8>(3) as u8, //~ ERROR generic parameters may not be used in enum discriminant values
}
fn own() {
    let _: [u8; {
        fn g<'b>(_: &'b u8) {}
        let _: for<'c> fn(&'c u8) = g;
        3
    }];
}
fn main() {}
