// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// Lifetimes that need no name.
#![deny(single_use_lifetimes, unused_lifetimes)]
#![allow(dead_code, unused_variables)]
struct S<'a>(&'a u8);
fn once<'a>(x: &'a u8) {} //~ ERROR lifetime parameter `'a` only used once
fn twice<'a>(x: &'a u8) -> &'a u8 {
    x
}
fn never<'a>() {} //~ ERROR lifetime parameter `'a` never used
impl<'a> S<'a> { //~ ERROR lifetime parameter `'a` only used once
    fn f(&self) {}
}
#[derive(Clone, PartialEq)]
struct Derived<'a>(&'a u8);
fn bound<'a, T: Trait<'a>>(t: T) {}
trait Trait<'a> {
    fn get(&self) -> &'a u8;
}
fn pointer(f: for<'a> fn(&'a u8) -> &'a u8) {}
fn main() {}
