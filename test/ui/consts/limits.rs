// Limits of the evaluation of constants.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

trait Value {
    const N: u8; //~ E0275 overflow evaluating
}
struct Wrap<T>(T);
impl<T> Value for Wrap<T> {
    const N: u8 = <Wrap<Wrap<T>> as Value>::N;
}
const ENDLESS: u8 = <Wrap<u8> as Value>::N;

const HUGE: [u8; 68719476736] = [0; 68719476736]; //~ E0080 tried to allocate more memory than available
