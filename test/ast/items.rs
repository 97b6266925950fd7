// RUN: %ochrec --edition 2021 --emit=ast %s | %FileCheck %s
#![feature(no_core)]
#![no_core]

// CHECK: mod a
mod a { pub mod d {} pub fn b() {} }
// CHECK: struct S<'a, T: Tr + 'a, const N: usize> { pub x: [T; N], y: &'a T } where T: for<'b> Fn(&'b u8) -> u8
struct S<'a, T: Tr + 'a, const N: usize> where T: for<'b> Fn(&'b u8) -> u8 { pub x: [T; N], y: &'a T }
// CHECK: enum E | A = 1 | B(u8, (dyn: Tr + 'static)) | C { x: u8 }
enum E { A = 1, B(u8, dyn Tr + 'static), C { x: u8 } }
// CHECK: unsafe trait Tr<A>: B + 'static where Self: C
// CHECK-NEXT: type X: D = E
// CHECK-NEXT: fn f(self: &mut <self>, (tuple a b): (u8, u8))
unsafe trait Tr<A>: B + 'static where Self: C { type X: D = E; fn f(&mut self, (a, b): (u8, u8)) {} }
// CHECK: const unsafe extern "C" fn g() -> !
const unsafe extern "C" fn g() -> ! { loop {} }
// CHECK: unsafe extern "C" block
// CHECK-NEXT: safe fn h(x: u8, : ...)
unsafe extern "C" { safe fn h(x: u8, ...); }
// CHECK: use a::{self as e, b as c, d::*}
use a::{self as e, b as c, d::*};
