// RUN: %verify %s --emit=mir --skip-borrowck
// Levels that contradict a `forbid`; names that no lint has.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
#![allow(unused_variables, overflowing_literals)]
include!("../../run/mini/Inputs/prelude.rs");

#[forbid(non_upper_case_globals)]
mod forbidden {
    #[allow(non_upper_case_globals)] //~ E0453
    const lower: u8 = 1;
}
#[deny(unknown_lints)]
#[allow(no_such_lint)] //~ ERROR unknown lint: `no_such_lint`
fn f() {}

#[deny(renamed_and_removed_lints)]
#[allow(const_err)] //~ ERROR lint `const_err` has been removed
#[deny(overlapping_patterns)] //~ ERROR lint `overlapping_patterns` has been renamed to
fn g() {}
