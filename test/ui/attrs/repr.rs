// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// Representation hints: their form, what goes together, what they ask of fields.
#![allow(dead_code)]
#[repr(align = "8")] //~ E0693
struct A(u8);
#[repr(transparent, C)] //~ E0692
struct B(u8);
#[repr(align(3))] //~ E0589
struct C(u8);
#[repr("C")] //~ E0565
struct E(u8);
#[repr(C = "1")] //~ E0552
struct F(u8);
#[repr(align)] //~ E0589
struct H(u8);
#[repr(u8, u16)] //~ E0566
enum N {
    A,
    B,
}
#[repr(simd)] //~ E0658
struct T([u8; 2]);
#[repr(Rust, C)] //~ E0566
struct U(u8);
#[repr(C, align(8))]
struct V(u8);
fn main() {}
