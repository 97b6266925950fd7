// offset_of! through nested fields, tuples and generic types, in constants and at run time.
// RUN: %ochrec --edition 2021 %s -o %t && %t | %FileCheck %s
use std::mem::offset_of;

#[repr(C)]
struct Inner {
    a: u8,
    b: u32,
}
#[repr(C)]
struct Outer<T> {
    head: T,
    inner: Inner,
    pair: (u64, u64),
}
const AT: usize = offset_of!(Outer<u16>, inner.b);

fn of_head<T>() -> usize {
    offset_of!(Outer<T>, inner)
}

fn main() {
    // CHECK: 8
    println!("{}", AT);
    // CHECK-NEXT: 4 4 16
    println!("{} {} {}", of_head::<u8>(), of_head::<u32>(), of_head::<[u32; 4]>());
    let value = Outer { head: 1u8, inner: Inner { a: 2, b: 3 }, pair: (4, 5) };
    let base = &value as *const Outer<u8> as usize;
    // CHECK-NEXT: true
    println!("{}", base + offset_of!(Outer<u8>, pair.1) == &value.pair.1 as *const u64 as usize);
    // CHECK-NEXT: 6
    println!("{}", value.head + value.inner.a + value.inner.b as u8);
}
