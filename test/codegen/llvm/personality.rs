// The personality that landing pads of any crate name has one symbol, wherever it is defined.
// RUN: %ochrec --crate-type rlib --edition 2021 --skip-borrowck --emit=llvm-ir %s -o %t.ll && %FileCheck %s < %t.ll
// CHECK: define {{.*}}@rust_eh_personality(
#![no_core]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

#[lang = "eh_personality"]
pub extern "C" fn personality_of_this_crate() {}
