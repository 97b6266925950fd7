// RUN: %verify %s --edition 2021 --emit=mir --skip-borrowck -o %t
// `trait Num: Add<Output = Self>` says what `T::Output` is where `T: Num`.
#![no_core]
#![no_main]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}
trait Add<Rhs = Self> {
    type Output;
    fn add(self, rhs: Rhs) -> Self::Output;
}
trait Num: Sized + Add<Output = Self> + Add<u8, Output = bool> {}
trait Deeper: Num {}
trait Loose: Sized + Add {}

fn own<T: Deeper>(x: T, y: T) -> T {
    x.add(y)
}
fn other<T: Deeper>(x: T) -> bool {
    x.add(0u8)
}
fn unknown<T: Loose>(x: T, y: T) -> T {
    x.add(y) //~ E0308
}
