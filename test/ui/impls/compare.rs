// RUN: %verify %s --emit=mir --skip-borrowck
// Items of impls against those of the trait.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
include!("../../run/mini/Inputs/prelude.rs");

trait Tr {
    type Ty: Copy;
    const C: u8;
    fn takes(a: u8) -> u8;
    fn by_ref(&self);
    fn free();
    fn generic<T>(t: T);
    fn life<'a>(a: &'a u8) -> &'a u8;
    fn bound<T>(t: T);
    fn early<'a: 'a>();
    fn synthetic(t: impl Copy);
}
struct S;
impl Tr for S {
    type Ty = &'static mut u8; //~ E0277
    const C: i32 = 1; //~ E0326
    fn takes(a: i32) -> u8 { //~ E0053 method `takes` has an incompatible type for trait
        loop {}
    }
    fn by_ref() {} //~ E0186
    fn free(&self) {} //~ E0185
    fn generic<T, U>(t: T) {} //~ E0049
    fn life<'a>(a: &'static u8) -> &'static u8 { //~ E0308 method not compatible with trait
        a
    }
    fn bound<T: Copy>(t: T) {} //~ E0276
    fn early() {} //~ E0195
    fn synthetic<T: Copy>(t: T) {} //~ E0643
}
struct Missing;
impl Tr for Missing { //~ E0046 missing: `C`, `takes`, `by_ref`
    type Ty = u8;
    fn free() {}
    fn generic<T>(t: T) {}
    fn life<'b>(a: &'b u8) -> &'b u8 {
        a
    }
    fn bound<T>(t: T) {}
    fn early<'a: 'a>() {}
    fn synthetic(t: impl Copy) {}
}
trait Count {
    fn two(a: u8, b: u8);
    fn more<'a>(a: &'a u8) -> &'a u8;
}
impl Count for S {
    fn two(a: u8) {} //~ E0050
    fn more<'a>(a: &u8) -> &'static u8 {
        loop {}
    }
}
