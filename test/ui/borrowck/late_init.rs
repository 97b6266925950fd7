// Which assignment of a variable that is declared without a value is the first.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

fn branches(c: bool) -> u8 {
    let x;
    if c {
        x = 1;
    } else {
        x = 2;
    }
    x
}
fn again(c: bool) -> u8 {
    let x;
    if c {
        x = 1;
    }
    x = 2; //~ E0384
    x
}
fn in_loop() {
    loop {
        let x;
        x = 1;
        drop_it(x);
    }
}
fn around_loop() {
    let x;
    loop {
        x = 1; //~ E0384
    }
}
fn argument(x: u8) {
    x = 1; //~ E0384
}
fn drop_it(_: u8) {}
