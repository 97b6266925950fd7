// RUN: %ochrec --edition 2021 --crate-type=lib --skip-borrowck --emit=mir %s -o - | %FileCheck %s
// What the result of a call should be says what its arguments should be, whatever else in them is
// unknown: here the length of the array.
#![no_core]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}
#[lang = "copy"]
trait Copy {}
#[lang = "unsize"]
trait Unsize<T> {}
#[lang = "coerce_unsized"]
trait CoerceUnsized<T> {}
impl<'a, 'b: 'a, T: Unsize<U>, U> CoerceUnsized<&'a U> for &'b T {}

trait Shape {}
struct Circle;
struct Square;
impl Shape for Circle {}
impl Shape for Square {}
struct List<T>(T);
fn list<T, const N: usize>(items: [T; N]) -> List<T> {
    loop {}
}

// CHECK-LABEL: fn shapes
// CHECK: [&dyn Shape; 2]
fn shapes<'a>(circle: &'a Circle, square: &'a Square) -> List<&'a dyn Shape> {
    list([circle, square])
}
