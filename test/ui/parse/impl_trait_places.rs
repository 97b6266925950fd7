// RUN: %verify %s --emit=ast -o %t
// Where `impl Trait` has no meaning; labels, defaults and bounds in places of others.
// REQUIRES: stdlib
use std::fmt::Debug;
fn a(x: impl Into<impl Debug>) {} //~ E0666
fn b(x: impl Iterator<Item = impl Debug>) {}
fn e(x: Vec<impl Debug>) {}
trait Q<T> {
    type A;
}
fn f(x: <() as Q<impl Debug>>::A) {} //~ E0562 `impl Trait` is not allowed in paths
fn g(x: impl Iterator<Item = impl Into<impl Debug>>) {} //~ E0666
fn h(x: fn(impl Debug)) {} //~ E0562 `impl Trait` is not allowed in `fn` pointer parameters
fn i() -> impl Fn() -> impl Debug { || 1 } //~ E0562
fn j() {
    let x: impl Debug = 1; //~ E0562 `impl Trait` is not allowed in the type of variable bindings
    let y = |z: impl Debug| (); //~ E0562 `impl Trait` is not allowed in closure parameters
    'static: loop { //~ ERROR labels cannot use keyword names
        break 'static; //~ ERROR labels cannot use keyword names
    }
}
struct S {
    field: impl Debug, //~ E0562 `impl Trait` is not allowed in field types
}
fn defaults<const N: usize = 5>() {} //~ ERROR defaults for generic parameters are not allowed here
struct R<T>(T) where u8: ?Sized; //~ ERROR this relaxed bound is not permitted here
fn uses(x: impl Sized + use<>) {} //~ ERROR not allowed in argument-position `impl Trait`
extern "Rust" {
    fn variadic(x: u8, ...); //~ E0045
    fn generic<T>(x: u8); //~ E0044
}
fn dots(x: u8) {
    match x {
        0...5 => {} //~ E0783
        _ => {}
    }
}
fn binders<T>() where for<'a> &'a T: for<'b> PartialEq<&'b T> {} //~ E0316
fn main() {}
