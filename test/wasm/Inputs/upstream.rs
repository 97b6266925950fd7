#![feature(no_core, lang_items, intrinsics, rustc_attrs, auto_traits)]
#![no_core]
#![allow(internal_features)]
#[lang = "pointee_sized"]
pub trait PointeeSized {}
#[lang = "meta_sized"]
pub trait MetaSized: PointeeSized {}
#[lang = "sized"]
pub trait Sized: MetaSized {}
#[lang = "copy"]
pub trait Copy {}
impl Copy for i32 {}
#[lang = "sync"]
pub trait Sync {}
impl Sync for i32 {}
#[lang = "freeze"]
pub unsafe auto trait Freeze {}

static BASE: i32 = 40;

/// Neither generic nor inline: its code is made by the program alone.
pub fn base() -> i32 {
    BASE
}

#[no_mangle]
pub extern "C" fn by_symbol() -> i32 {
    base()
}

#[no_mangle]
pub extern "C" fn nobody_calls_it() -> i32 {
    base()
}
