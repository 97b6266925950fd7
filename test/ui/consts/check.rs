// RUN: %verify %s --emit=mir --skip-borrowck
// What is evaluated at compile time may not do everything.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
include!("../../run/mini/Inputs/prelude.rs");

fn plain() -> u8 {
    1
}
const fn fine() -> u8 {
    2
}
const CALL: u8 = plain(); //~ E0015 cannot call non-const function `plain` in constants
static CALLS: u8 = fine();
const fn calls(f: fn() -> u8) -> u8 {
    f(); //~ ERROR function pointer calls are not allowed in constant functions
    plain() //~ E0015
}
struct D;
impl Drop for D {
    fn drop(&mut self) {}
}
const fn drops(d: D) {} //~ E0493
const fn passes(d: D) -> D {
    d
}
const fn none() -> Option<D> {
    let x = None;
    x
}
#[lang = "unsafe_cell"]
struct UnsafeCell<T>(T);
impl<T> !Freeze for UnsafeCell<T> {}
const CELL: &'static UnsafeCell<u8> = &UnsafeCell(1); //~ E0492
const NO_CELL: &'static Option<UnsafeCell<u8>> = &None;
const MUT: &'static mut u8 = &mut 3; //~ E0764
static EMPTY: &'static mut [u8] = &mut []; //~ E0764
static mut UNSAFE_ANYWAY: &'static mut u8 = &mut 3;
const OVERWRITTEN: &'static Option<UnsafeCell<u8>> = {
    let mut a = Some(UnsafeCell(1));
    a = None;
    &{ a } //~ E0492
};
const INSIDE: u8 = {
    let mut x = 3;
    let y = &mut x;
    *y = 4;
    x
};
