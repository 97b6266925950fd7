// A library with things that may not be used by anyone or in any way.
#![no_core]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../../run/mini/Inputs/prelude.rs");

pub static mut COUNTER: i32 = 0;
pub unsafe fn danger() {}
extern "C" {
    pub static FOREIGN: i32;
}
pub struct Secret {
    pub open: i32,
    hidden: i32,
}
pub struct Wrapped(i32);
impl Secret {
    fn private(&self) {}
}
pub(crate) fn internal() {}
#[non_exhaustive]
pub enum Growing {
    A,
    B,
}
pub fn growing() -> Growing {
    Growing::A
}
pub trait Speak {
    fn speak(&self) -> i32;
}
impl Speak for i32 {
    fn speak(&self) -> i32 {
        *self
    }
}
pub union Bits {
    pub a: i32,
    pub b: u8,
}
pub const fn div(a: i32, b: i32) -> i32 {
    a / b
}
pub fn plain() -> i32 {
    1
}
