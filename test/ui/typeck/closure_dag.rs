// A closure that captures another names its type twice, in its own parent's arguments and in what
// it captures: after 30 levels the type has a thousand million parts.
// RUN: %ochrec %s --edition 2021 --crate-type=lib --emit=obj -o %t
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

fn twice(f: impl Fn(u8) -> u8) -> impl Fn(u8) -> u8 {
    move |a| f(f(a))
}

#[no_mangle]
pub fn start() -> u8 {
    let f = |a| a;
    let f = twice(twice(twice(twice(twice(f)))));
    let f = twice(twice(twice(twice(twice(f)))));
    let f = twice(twice(twice(twice(twice(f)))));
    let f = twice(twice(twice(twice(twice(f)))));
    let f = twice(twice(twice(twice(twice(f)))));
    let f = twice(twice(twice(twice(twice(f)))));
    f(1)
}
