// RUN: %verify %s --emit=mir --skip-borrowck
// Lints of bodies.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
#![deny(unused_variables)]
#![allow(unused_unsafe)]
include!("../../run/mini/Inputs/prelude.rs");

fn literals() -> (i8, i8, u8, i32, f32) {
    let _a: i8 = 128; //~ ERROR literal out of range for `i8`
    (-128, -129, 256, 0xFFFF_FFFF, 1e40)
    //~^ ERROR literal out of range for `i8`
    //~| ERROR literal out of range for `u8`
    //~| ERROR literal out of range for `i32`
    //~| ERROR literal out of range for `f32`
}
fn variables(unused: u8, used: u8, _other: u8) -> u8 { //~ ERROR unused variable: `unused`
    let mut set; //~ ERROR variable `set` is assigned to, but never used
    set = 1;
    let captured = 2i32;
    let c = || captured;
    c();
    used
}
