// A constant that overflows is an error whatever the profile.
// RUN: not %ochrec --edition 2021 -C panic=abort -O %s -o %t 2>&1 | %FileCheck %s
// CHECK: error[E0080]
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

const TOO_LARGE: i32 = 2147483647 + 1;

#[no_mangle]
extern "C" fn main() -> i32 {
    TOO_LARGE
}
