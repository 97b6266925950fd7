// Scalars and pairs live in locals of WebAssembly, pairs are returned as two values, what has an
// address lies in the frame, and only a function that has one moves the stack pointer.
// RUN: %ochrec --target=wasm32-unknown-unknown --crate-type=cdylib --emit=wat %s -o - | %FileCheck %s
#![feature(no_core)]
#![no_core]
include!("../../run/mini/Inputs/prelude.rs");

// CHECK-LABEL: (func $sum (param
// CHECK-NOT: __stack_pointer
// CHECK-NOT: i32.load
// CHECK: (loop
// CHECK: (return
#[no_mangle]
pub extern "C" fn sum(n: i32) -> i32 {
    let mut i = 0;
    let mut total = 0;
    while i < n {
        total = total + i;
        i = i + 1;
    }
    total
}

// CHECK-LABEL: (func $with_frame (param
// CHECK: (global.set $__stack_pointer
// CHECK: (i32.store
// CHECK: (global.set $__stack_pointer
// CHECK-NEXT: (i32.add
// CHECK: (return
#[no_mangle]
pub extern "C" fn with_frame(n: i32) -> i32 {
    let mut there = n;
    add_to(&mut there);
    swapped((there, 1)).1
}

// CHECK-LABEL: (func ${{[^ ]*}}swapped (param $0 i32) (param $1 i32) (result i32 i32)
// CHECK-NOT: __stack_pointer
#[inline(never)]
fn swapped(pair: (i32, i32)) -> (i32, i32) {
    (pair.1, pair.0)
}

#[inline(never)]
fn add_to(place: &mut i32) {
    *place = *place + 1;
}
