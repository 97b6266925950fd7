// RUN: %verify %s --emit=mir --skip-borrowck
// Operations that fail whenever they are reached.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
#![allow(unused_variables)]
include!("../../run/mini/Inputs/prelude.rs");

fn f(n: i32) -> i32 {
    let zero = 0;
    let a = n / zero; //~ ERROR this operation will panic at runtime
    let b = [1, 2, 3][5]; //~ ERROR this operation will panic at runtime
    let c = 2147483647 + 1; //~ ERROR this arithmetic operation will overflow
    if false {
        let d = n / 0;
    }
    let e = n + 1;
    e
}
