// `drop_in_place` called by name: of a type without destructor, of an object.
// RUN: %ochrec --edition 2021 -C panic=abort --skip-borrowck %s -o %t && %t | %FileCheck %s
// CHECK: 7
// CHECK-NEXT: 1
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

struct Noisy(i32);
impl Drop for Noisy {
    fn drop(&mut self) {
        print_line(self.0);
    }
}
trait Any {}
impl Any for Noisy {}

#[no_mangle]
extern "C" fn main() -> i32 {
    unsafe {
        let mut plain = 1u8;
        drop_in_place(&mut plain as *mut u8);
        let mut parts = [1u8, 2];
        let slice: &mut [u8] = &mut parts;
        drop_in_place(slice as *mut [u8]);
        let mut noisy = Noisy(7);
        let object: &mut dyn Any = &mut noisy;
        drop_in_place(object as *mut dyn Any);
        noisy.0 = 1;
    }
    0
}
