// RUN: %verify %s --emit=mir --skip-borrowck
// REQUIRES: stdlib
// What an elided lifetime of a result is: that of references to what contains Self, else that of
// the only parameter that has one.
#![allow(dead_code)]
use std::pin::Pin;
use std::rc::Rc;

trait Get {
    type Out;
}
struct Struct<'a>(&'a u32);
impl<'a> Get for Struct<'a> {
    type Out = Self;
}
impl<'a> Struct<'a> {
    fn by_value(self, x: &u32) -> &u32 { x }
    fn projected(self: Rc<<Struct<'a> as Get>::Out>, x: &u32) -> &u32 { x }
    fn named<'b>(self: &'b Struct<'a>, _x: &u32) -> &u32 { self.0 }
    fn inside(self: &Box<Self>, _x: &u32) -> &u32 { self.0 }
    fn pinned(self: Pin<&mut Self>, _x: &u32) -> &u32 { self.get_mut().0 }
    fn twice(self: &Box<&Self>) -> &u32 { self.0 } //~ E0106
}
type Alias = Struct<'static>;
impl Alias {
    fn not_self<'b>(self: &Alias, x: &'b u32) -> &'b u32 { x }
}
fn one_parameter<'a>(x: (&'a u8, &'a u8), _n: u8) -> &u8 { x.0 }
trait Lend {
    type Item<'a>;
    fn number(&self) -> &u32;
}
fn bound_inside(x: &impl for<'a> Lend<Item<'a> = &'a u8>) -> &u32 { x.number() }
fn only_bound_inside(_x: Box<dyn for<'a> Fn(&'a u8)>) -> &u32 { &1 } //~ E0106
fn two_parameters<'a>(x: &'a u8, _y: &'a u8) -> &u8 { x } //~ E0106
fn two_lifetimes(x: (&u8, &u8)) -> &u8 { x.0 } //~ E0106
type Two<'a> = dyn Fn(&'a u8, &'a u8) -> &u8; //~ E0106
