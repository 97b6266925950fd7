// Closures by reference, by mutable reference and by value, called through generics.
// RUN: %ochrec --edition 2021 -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O %s -o %t && %t | %FileCheck %s
// CHECK: 23
// CHECK-NEXT: 15
// CHECK-NEXT: 70
// CHECK-NEXT: 18
// CHECK-NEXT: 99
// CHECK-NEXT: 42
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

fn apply<F: Fn(i32) -> i32>(f: F, n: i32) -> i32 {
    f(n) + f(n + 1)
}
fn repeat<F: FnMut()>(mut f: F) {
    f();
    f();
    f();
}
fn once<F: FnOnce(i32, i32) -> i32>(f: F) -> i32 {
    f(20, 3)
}
fn double(n: i32) -> i32 {
    n * 2
}
#[no_mangle]
extern "C" fn main() -> i32 {
    let base = 10;
    print_line(apply(|n| n + base, 1));
    let mut count = 0;
    repeat(|| count = count + 5);
    print_line(count);
    print_line(once(move |a, b| a * b + base));
    print_line(apply(double, 4));
    let f: fn(i32) -> i32 = |n| n - 1;
    print_line(f(100));
    let object: &dyn Fn(i32) -> i32 = &|n| n + 1;
    print_line(object(41));
    0
}
