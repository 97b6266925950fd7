// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
#![allow(dead_code)]
#[repr(packed)]
struct P(Q); //~ E0588
#[repr(align(8))]
struct Q(u8);
#[repr(transparent)]
struct R(u8, u16); //~ E0690
#[repr(transparent)]
enum S { //~ E0731
    A(u8),
    B(u8),
}
#[repr(transparent)]
struct Fine<T>(T, (), std::marker::PhantomData<u8>);
type Unused<T> = u8; //~ E0091
fn main() {}
