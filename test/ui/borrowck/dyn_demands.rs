// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
// What a dyn type names outlives what its trait's bounds say.
trait Lasting<T>: 'static {}
fn last<T: Lasting<U> + ?Sized, U>() {}
fn borrowed<'a>() {
    last::<dyn Lasting<&'a u8>, _>(); //~ ERROR lifetime may not live long enough
}
fn owned() {
    last::<dyn Lasting<u8>, _>();
}
fn main() {}
