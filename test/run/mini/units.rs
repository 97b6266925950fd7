// Several codegen units: functions, statics and generic instances of one are used in others, and the
// same source gives the same program.
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort -C codegen-units=8 %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort -C codegen-units=8 -O %s -o %t && %t | %FileCheck %s
// CHECK: 7
// CHECK-NEXT: 42
// CHECK-NEXT: 3
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

mod a {
    pub static SEVEN: i32 = 7;
    pub fn pick<T>(x: T, _: T) -> T {
        x
    }
}
mod b {
    #[inline]
    pub fn answer() -> i32 {
        super::a::pick(42, 0)
    }
    pub trait Count {
        fn count(&self) -> i32;
    }
    impl Count for [i32; 3] {
        fn count(&self) -> i32 {
            3
        }
    }
}
#[no_mangle]
extern "C" fn main() -> i32 {
    print_line(a::SEVEN);
    print_line(b::answer());
    let counted: &dyn b::Count = &[1, 2, 3];
    print_line(counted.count());
    0
}
