// RUN: %verify %s --edition 2021
// Where `impl Trait` may stand: in arguments and results of functions.
use std::fmt::Debug;

struct Default1<T = impl Copy>(T); //~ E0562 not allowed in generic parameter defaults
type Alias<T, E = impl Debug> = Result<T, E>; //~ E0562 not allowed in generic parameter defaults
struct Field {
    field: impl Debug, //~ E0562 not allowed in field types
}
enum Variant {
    A(Vec<impl Debug>), //~ E0562 not allowed in field types
}
static STATIC: impl Debug = 1; //~ E0562 not allowed in static types
const CONST: impl Debug = 1; //~ E0562 not allowed in const types
trait Tr<T> {
    fn method(x: impl Debug) -> impl Debug;
}
impl Tr<impl Debug> for u8 { //~ E0562
    fn method(x: impl Debug) -> impl Debug {
        x
    }
}
impl Debug for Vec<impl Copy> { //~ E0562 not allowed in impl headers
}
fn bounds<T>(_: T)
where
    Vec<impl Copy>: Debug, //~ E0562 not allowed in bounds
    T: Iterator<Item = impl Copy>, //~ E0562 not allowed in bounds
{
}
extern "C" {
    fn foreign(x: impl Copy); //~ E0562 not allowed in `extern fn` parameters
    fn foreign_out() -> impl Copy; //~ E0562 not allowed in `extern fn` return types
}
fn pointers(_: fn(impl Copy)) {} //~ E0562 not allowed in `fn` pointer parameters
fn pointer_out() -> fn() -> impl Copy { //~ E0562 not allowed in `fn` pointer return types
    loop {}
}
fn callable() -> Box<dyn Fn(impl Copy)> { //~ E0562 not allowed in the parameters of `Fn` trait bounds
    loop {}
}
fn body() {
    let _x: impl Copy = 1; //~ E0562 not allowed in the type of variable bindings
    let _c = |_: impl Copy| {}; //~ E0562 not allowed in closure parameters
    let _r = || -> impl Copy { 1 }; //~ E0562 not allowed in closure return types
    let _p = Vec::<impl Copy>::new(); //~ E0562 not allowed in paths
    let _y = 1 as impl Copy; //~ E0562 not allowed in cast expression types
}
fn allowed(x: impl Iterator<Item = impl Debug>, _: &[impl Copy]) -> (impl Debug, Option<impl Copy>) {
    (x.count(), Some(1))
}
fn main() {}
