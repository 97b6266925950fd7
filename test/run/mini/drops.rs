// Destructors run in reverse order of declaration, once, and not for what was moved out.
// RUN: %ochrec --edition 2021 -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O %s -o %t && %t | %FileCheck %s
// CHECK: 3
// CHECK-NEXT: 2
// CHECK-NEXT: 1004
// CHECK-NEXT: 4
// CHECK-NEXT: 1050
// CHECK-NEXT: 50
// CHECK-NEXT: 51
// CHECK-NEXT: 51
// CHECK-NEXT: 50
// CHECK-NEXT: 6
// CHECK-NEXT: 8
// CHECK-NEXT: 7
// CHECK-NEXT: 5
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
struct Pair {
    a: Noisy,
    b: Noisy,
}
fn take(n: Noisy) {
    print_line(n.0 + 1000);
}
fn maybe(c: bool) {
    let n = Noisy(50);
    if c {
        take(n);
    }
    print_line(51);
}
#[no_mangle]
extern "C" fn main() -> i32 {
    let _first = Noisy(1);
    {
        let _inner = Noisy(2);
        let _second = Noisy(3);
    }
    let pair = Pair { a: Noisy(4), b: Noisy(5) };
    take(pair.a);
    maybe(true);
    maybe(false);
    let mut again = Noisy(6);
    again = Noisy(7);
    print_line(8);
    0
}
