// RUN: %verify %s --edition 2021 --emit=mir --skip-borrowck -o %t
// Lengths from patterns that cannot fail; casts of any integer to a pointer; rvalues that are unsized later; `(..) = e`.
#![no_core]
#![no_main]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}
#[lang = "unsize"]
trait Unsize<T: ?Sized> {}
#[lang = "coerce_unsized"]
trait CoerceUnsized<T> {}
impl<'a, 'b: 'a, T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<&'a U> for &'b T {}
#[lang = "copy"]
trait Copy {}
impl Copy for i8 {}
impl Copy for char {}

struct Fat<T: ?Sized> {
    head: u8,
    tail: T,
}
fn casts(n: i8, c: char) {
    let _ = n as *const ();
    let _: *mut u8 = 0 as _;
    let _ = c as *const u8; //~ E0606
}
fn unsized_later() {
    let _: &Fat<[u8]> = &Fat { head: 1, tail: [2, 3] };
    let _: &Fat<Fat<[u8]>> = &Fat { head: 1, tail: Fat { head: 2, tail: [3] } };
}
trait Into<T> {
    fn into(self) -> T;
}
impl Into<[u8; 2]> for char {
    fn into(self) -> [u8; 2] {
        [1, 2]
    }
}
impl Into<[u8; 3]> for char {
    fn into(self) -> [u8; 3] {
        [1, 2, 3]
    }
}
fn length_from_pattern(c: char) {
    let [_, _] = c.into();
    let [_, _] = c.into() else { loop {} }; //~ E0282
}
fn rest() {
    (..) = (1, true);
}
