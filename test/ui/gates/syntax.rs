// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// Syntax that is not stable.
trait A = Clone; //~ E0658 trait aliases are experimental
auto trait B {} //~ E0658 auto traits are experimental and possibly buggy
struct S;
impl !Send for S {} //~ E0658
trait C {
    type T = u8; //~ E0658 associated type defaults are unstable
    fn f() {}
}
impl C for u8 {
    default fn f() {} //~ E0658 specialization is unstable
}
const trait CT {} //~ E0658 const trait impls are experimental
impl S {
    type X = u8; //~ E0658 inherent associated types are unstable
}
macro m() {} //~ E0658 `macro` is experimental
const G<T>: u8 = 1; //~ E0658 generic const items are experimental
struct D {
    x: u8 = 3, //~ E0658 default values on fields are experimental
}
extern "C" {
    type ET; //~ E0658 extern types are experimental
}
fn nev(x: !) {} //~ E0658 the `!` type is experimental
fn nev2() -> ! {
    loop {}
}
type NF = fn() -> !;
fn bx(x: Box<u8>) {
    let box y = x; //~ E0658 box pattern syntax is experimental
}
fn sl(x: [u8; 3]) {
    if let [a, 1.., ..] = x {} //~ E0658 `X..` patterns in slices are experimental
}
fn cl() {
    let _ = for<'a> |x: &'a u8| -> () {}; //~ E0658 `for<...>` binders for closures are experimental
    let a = #[allow(unused)] 1; //~ E0658 attributes on expressions are experimental
    f(#[allow(unused)] 2);
}
fn f(_: u8) {}
fn nlb() where for<T> T: Clone {} //~ E0658 only lifetime parameters can be used in this context
fn cb<T: const CT>() {} //~ E0658 const trait impls are experimental
fn mr(x: u8) {
    let mut ref y = x; //~ E0658 mutable by-reference bindings are experimental
}
fn lit() {
    1f16; //~ E0658 the type `f16` is unstable
}
fn neg<T: !Copy>() {} //~ ERROR negative bounds are not supported
fn main() {}
