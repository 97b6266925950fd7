// References that nothing keeps apart.
// RUN: %verify %s --edition 2024 --emit=metadata -o %t
#![allow(dead_code, unused_unsafe)]
use std::cell::UnsafeCell;

static mut COUNT: [u8; 2] = [0; 2];
static mut PAIR: (String, u8) = (String::new(), 1);

fn statics() {
    unsafe {
        let _a = &COUNT; //~ ERROR creating a shared reference to mutable static
        let _b = &mut PAIR.1; //~ ERROR creating a mutable reference to mutable static
        let _c = &raw mut COUNT;
        let _d = PAIR.0.len(); //~ ERROR creating a shared reference to mutable static
        let ref _e = COUNT; //~ ERROR creating a shared reference to mutable static
        COUNT[0] = 1;
        let _f = PAIR.1;
    }
}
fn casts(number: &i32, cell: &UnsafeCell<i32>, mut own: i32) {
    unsafe {
        *(number as *const i32 as *mut i32) = 1; //~ ERROR assigning to `&T` is undefined behavior
        *(number as *const i32).cast_mut() += 1; //~ ERROR assigning to `&T` is undefined behavior
        let _a = &mut *(number as *const i32 as *mut i32); //~ ERROR casting `&T` to `&mut T`
        let pointer = number as *const i32 as *mut u8;
        let _b = &mut *pointer.cast::<i32>(); //~ ERROR casting `&T` to `&mut T`
        std::ptr::write(std::ptr::from_ref(number).cast_mut(), 2); //~ ERROR assigning to `&T`
        let _c = &mut *cell.get();
        let _d = &mut *(&raw mut own);
        let _e: &mut i32 = std::mem::transmute(number); //~ ERROR transmuting &T to &mut T
        let _f: &i32 = std::mem::transmute(&mut own);
    }
}

fn main() {}
