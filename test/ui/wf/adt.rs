// RUN: %verify %s --emit=mir --skip-borrowck
// Fields, parameters and sizes of types.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
include!("../../run/mini/Inputs/prelude.rs");

struct Unused<T> { //~ E0392 type parameter `T` is never used
    x: u8,
}
struct UnusedLifetime<'a>(u8); //~ E0392 lifetime parameter `'a` is never used
struct Determined<I: Pair<Other = U>, U>(I);
trait Pair {
    type Other;
}
struct Recursive<T> { //~ ERROR type parameter `T` is only used recursively
//~^ E0072 recursive type `Recursive` has infinite size
    next: Recursive<T>,
}
struct List { //~ E0072 recursive type `List` has infinite size
    next: Option<List>,
}
struct A { //~ E0072 recursive types `A` and `B` have infinite size
    b: (u8, B),
}
struct B {
    a: [A; 2],
}
struct Fine {
    next: Option<*const Fine>,
}
struct Early {
    tail: [u8], //~ E0277
    x: u8,
}
struct Late {
    x: u8,
    tail: [u8],
}
enum E {
    V(str), //~ E0277
}
union U {
    a: D, //~ E0740
    b: u8,
}
struct D;
impl Drop for D {
    fn drop(&mut self) {}
}
struct Needs<T: Pair>(T);
struct Lacks<T>(Needs<T>); //~ E0277
struct WithDefault<T: Pair = u8>(T); //~ E0277
static BAD: *const u8 = 0 as *const u8;
const UNSIZED: [u8] = 0; //~ E0277
//~^ E0308
