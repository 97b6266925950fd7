// Each call is of a larger type than the last: the recursion limit ends it, where the call stands.
// RUN: %verify %s --edition 2021 --emit=obj -o %t
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
#![recursion_limit = "60"]
include!("../../run/mini/Inputs/prelude.rs");

struct Wrap<T>(T);

fn nest<T>(more: bool, value: T) {
    if more {
        nest(false, Wrap(value)); //~ ERROR reached the recursion limit while instantiating
    }
}

#[no_mangle]
pub extern "C" fn start() {
    nest(true, 0u8);
}
