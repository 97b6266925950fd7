// RUN: %verify %s --edition 2021
// `async fn` and `impl Trait` in traits, against their impls.
#![allow(async_fn_in_trait, refining_impl_trait)]
use std::fmt::Display;

trait Tr {
    fn shown(&self) -> impl Display;
    fn pair() -> (impl Sized, impl Iterator<Item = impl Display>);
    async fn number(&self) -> u32;
    fn defaulted(&self) -> impl Display {
        0
    }
}
struct NotDisplay;
struct A;
impl Tr for A {
    fn shown(&self) -> NotDisplay { //~ E0277
        NotDisplay
    }
    fn pair() -> (NotDisplay, std::vec::IntoIter<u8>) {
        (NotDisplay, vec![].into_iter())
    }
    async fn number(&self) -> u32 {
        1
    }
}
struct B;
impl Tr for B {
    fn shown(&self) -> impl Display {
        1
    }
    fn pair() -> (u8, std::vec::IntoIter<NotDisplay>) { //~ E0277
        (0, vec![].into_iter())
    }
    fn number(&self) -> std::future::Ready<u8> { //~ E0271
        std::future::ready(1)
    }
    fn defaulted(&self) -> u64 {
        1
    }
}
fn uses<T: Tr>(t: &T) {
    let x: u8 = t.defaulted(); //~ E0308
    println!("{} {}", t.shown(), x);
}
fn object(_: &dyn Tr) {} //~ E0038
fn main() {}
