// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
// A dyn type implements its trait if what it names keeps the bounds of the trait.
#![allow(dead_code)]
trait HasClone {
    type Item: Clone;
}
trait Sub: HasClone {}
fn ask<T: HasClone + ?Sized>() {}
fn of_own() {
    ask::<dyn HasClone<Item = str>>(); //~ E0277 the trait bound
}
fn of_super() {
    ask::<dyn Sub<Item = str>>(); //~ E0277 the trait bound
}
fn kept() {
    ask::<dyn HasClone<Item = u8>>();
    ask::<dyn Sub<Item = u8>>();
}

trait Two {
    type A;
    type B;
}
trait Same: Two<A = <Self as Two>::B> {}
fn equal<A, B, T: Same<B = B> + ?Sized>(x: T::A) -> B {
    x
}
fn transmute<A, B>(x: A) -> B {
    equal::<A, B, dyn Same<A = A, B = B>>(x) //~ E0271 type mismatch
}

// What a dyn type would have to say of its own hidden type.
trait Compares {
    type With: PartialEq<Self>;
}
fn compares(_: &dyn Compares<With = u8>) {} //~ E0038 not dyn compatible
trait Super<Q> {
    type Out;
}
trait Named: Super<u8>
where
    Self: Sized2,
{
    fn get(&self) -> <Self as Super<u8>>::Out;
}
trait Sized2 {}
fn named(_: &dyn Named<Out = u8>) {}
trait Unnamed: Super<u8>
where
    <Self as Me>::Me: Super<u16>,
{
    fn get(&self) -> <Self as Super<u16>>::Out;
}
trait Me {
    type Me: ?Sized;
}
impl<T: ?Sized> Me for T {
    type Me = T;
}
fn unnamed(_: &dyn Unnamed<Out = u8>) {} //~ E0038 not dyn compatible
fn main() {}
