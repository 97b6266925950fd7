// RUN: %verify %s --edition 2021 --emit=metadata -o %t
// REQUIRES: stdlib
#![allow(dead_code, improper_ctypes)]
fn call<F: FnOnce()>(_: F) {}
extern "C" fn foreign() {}
fn safe() {}
fn abi() {
    call(safe);
    call(foreign); //~ E0277 expected a `FnOnce()` closure
    call(foreign as extern "C" fn()); //~ E0277 expected a `FnOnce()` closure
}

trait Unsafe {
    unsafe fn get(&self);
    fn put(&self);
}
impl Unsafe for u8 {
    fn get(&self) {} //~ E0053 method `get` has an incompatible type for trait
    fn put(&self) {}
}

extern "C" {
    static BYTES: [u8]; //~ E0277 the size for values of type `[u8]` cannot be known
}

#[derive(Clone)]
struct Inner<'a>(&'a u8);
impl Copy for Inner<'static> {}
#[derive(Clone)]
struct Outer<'a>(Inner<'a>);
impl<'a> Copy for Outer<'a> {} //~ E0204 the trait `Copy` cannot be implemented for
#[derive(Clone)]
struct Lasting<'a>(Inner<'static>, &'a u8);
impl<'a> Copy for Lasting<'a> {}
#[derive(Clone)]
struct Bounded<'a, T>(&'a T);
impl<'a, T: Copy + 'a> Copy for Bounded<'a, T> {}
#[derive(Clone)]
struct Implied<'a, T>(Bounded<'a, T>);
impl<T: Copy> Copy for Implied<'_, T> {}

#[repr(u8)]
enum Numbered {
    A() = 1,
    B = 2,
}
enum Plain {
    A(),
    B {},
}
fn casts() {
    let _ = Numbered::B as u8; //~ E0605 non-primitive cast
    let _ = Plain::A() as u8;
    let _ = Plain::B {} as u8;
}

trait Family {
    type Of<T: Copy>;
}
impl Family for u8 {
    type Of<T: Copy> = ();
}
fn written() {
    let _: <u8 as Family>::Of<String>; //~ E0277 the trait bound `String: Copy` is not satisfied
    let _: <u8 as Family>::Of<u8>;
}
fn main() {}
