// RUN: %verify %s --emit=mir --skip-borrowck
// Discriminants differ.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
include!("../../run/mini/Inputs/prelude.rs");

enum Same { //~ E0081 discriminant value `1` assigned more than once
    A = 1,
    B = 1,
}
