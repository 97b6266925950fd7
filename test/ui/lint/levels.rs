// RUN: %verify %s --emit=mir --skip-borrowck -D non-snake-case
// Who decides the level of a lint: the innermost attribute, then the command line, then the default.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
#![allow(unused_variables, overflowing_literals, dead_code)]
include!("../../run/mini/Inputs/prelude.rs");

fn BadName() {} //~ ERROR function `BadName` should have a snake case name
#[allow(nonstandard_style)]
mod inner {
    fn AllowedByGroup() {}
    #[deny(non_snake_case)]
    fn DeniedInside() {} //~ ERROR function `DeniedInside` should have a snake case name
}
#[deny(warnings)]
type bad_type = u8; //~ ERROR type `bad_type` should have an upper camel case name
type warned_type = u8; //~ WARN type `warned_type` should have an upper camel case name
fn f() {
    #[deny(unused_variables)]
    let x = 1; //~ ERROR unused variable: `x`
    let y = 1;
}
