// What a constant of another crate may hold is seen in its value, not only in its type.
// REQUIRES: stdlib
// RUN: mkdir -p %t.dir
// RUN: %ochrec --crate-name held_consts --crate-type rlib --edition 2021 %S/Inputs/held_consts.rs --emit=metadata --out-dir %t.dir
// RUN: %verify %s --edition 2021 --crate-type rlib --extern held_consts=%t.dir/libheld_consts.rmeta --emit=metadata --out-dir %t.dir
use held_consts::*;
use std::cell::Cell;

pub const NAMES: &'static [Name] = &[STANDARD, ALIAS];
pub const CUSTOMS: &'static [Name] = &[STANDARD, CUSTOM]; //~ E0492
pub const OF_IMPL: &'static Option<Cell<u8>> = &<u16 as Default2>::OF_TRAIT; //~ E0492
pub const OF_TRAIT: &'static Option<Cell<u8>> = &<u8 as Default2>::OF_TRAIT; //~ E0492

pub fn promoted() -> &'static Option<String> {
    &NO_TEXT
}
pub fn not_promoted() -> &'static Option<String> {
    &TEXT //~ E0515
}
pub const fn dropped() {
    let _a = NO_TEXT;
}
pub const fn not_dropped() {
    let _a = TEXT; //~ E0493
}
