// `pin!` keeps its value for the block around, by name and as an argument.
// RUN: %ochrec --edition 2021 %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2024 %s -o %t && %t | %FileCheck %s
use std::pin::{pin, Pin};

fn read(value: Pin<&mut u8>) -> u8 {
    *value
}

fn main() {
    let mut number = pin!(5u8);
    number.set(6);
    // CHECK: 6 7
    println!("{} {}", number, read(pin!(7)));
}
