// RUN: %not %ochrec --edition 2021 --emit=mir %s 2>&1 | %FileCheck %s
// The hidden type has to meet the bounds of the opaque type.
#![no_core]
#![no_main]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}
trait Mark {}
impl Mark for u8 {}
struct S;

// CHECK: error[E0277]: the trait bound `S: Mark` is not satisfied
// CHECK-NEXT: hidden_type_bounds.rs:[[#@LINE+1]]:
fn bad() -> impl Mark { S }
// CHECK-NOT: error[
fn good() -> impl Mark { 1u8 }
// CHECK: aborting due to 1 previous error
