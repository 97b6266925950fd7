// RUN: %verify %s --emit=mir --skip-borrowck
// Impls of Copy and Drop.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
include!("../../run/mini/Inputs/prelude.rs");

struct Plain;
struct Holds(Plain);
impl Copy for Holds {} //~ E0204
struct Dropped;
impl Copy for Dropped {} //~ E0184
impl Drop for Dropped {
    fn drop(&mut self) {}
}
impl Copy for &'static mut Plain {} //~ E0206
struct G<T>(T);
impl Drop for G<u8> { //~ E0366
    fn drop(&mut self) {}
}
struct H<T>(T);
impl<T: Copy> Drop for H<T> { //~ E0367
    fn drop(&mut self) {}
}
impl Drop for i32 { //~ E0120
    fn drop(&mut self) {}
}
