// RUN: %verify %s --emit=mir --skip-borrowck
// Sizes of transmuted types; references to packed fields.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls, intrinsics)]
include!("../../run/mini/Inputs/prelude.rs");

#[rustc_intrinsic]
unsafe fn transmute<A, B>(value: A) -> B;

unsafe fn sizes<T, U>(t: T, r: *const T, u: &U) {
    let _: u32 = transmute(1i32);
    let _: u8 = transmute(1i32); //~ E0512
    let _: *const U = transmute(r);
    let _: *mut T = transmute(r);
    let _: Option<&T> = transmute(u);
    let _: u8 = transmute(t); //~ E0512
}
#[repr(packed)]
struct P {
    a: u8,
    b: i32,
}
#[repr(packed(4))]
struct P4 {
    b: i32,
}
fn refs(p: &P, q: &P4) {
    let _x = &p.a;
    let _y = &p.b; //~ E0793 reference to field of packed struct is unaligned
    let _z = &raw const p.b;
    let _w = &q.b;
}
