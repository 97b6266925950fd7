// Unsafe blocks that hold nothing unsafe, and unsafe functions that are one unsafe block.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
#![deny(unused_unsafe, unsafe_op_in_unsafe_fn)]
#![allow(dead_code)]

unsafe fn danger() {}
static mut COUNT: u8 = 0;
union Bits {
    float: f32,
    int: u32,
}

fn blocks(pointer: *const u8, bits: Bits) -> u32 {
    unsafe {} //~ ERROR unnecessary `unsafe` block
    unsafe { danger() }
    unsafe { //~ ERROR unnecessary `unsafe` block
        unsafe { danger() }
    }
    unsafe {
        unsafe { danger() } //~ ERROR unnecessary `unsafe` block
        let _ = *pointer;
        let _closure = || danger();
    }
    let _closure = || unsafe { 1 }; //~ ERROR unnecessary `unsafe` block
    #[allow(unused_unsafe)]
    unsafe {}
    unsafe { COUNT = 1 };
    match bits {
        Bits { float: _ } => {}
    }
    0
}

unsafe fn inside(pointer: *const u8) -> u8 {
    danger(); //~ E0133 call to unsafe function `danger` is unsafe and requires unsafe block
    let _closure = || danger(); //~ E0133 call to unsafe function
    unsafe { danger() };
    *pointer //~ E0133 dereference of raw pointer is unsafe and requires unsafe block
}

fn main() {}
