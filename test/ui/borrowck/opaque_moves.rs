// An opaque type is `Copy` if it says so, not if the type behind it is.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

fn hidden() -> impl Sized {
    1u8
}
fn told() -> impl Copy {
    1u8
}
fn take<T>(_: T) {}
fn wrap(f: impl Fn(u8) -> u8) -> impl Fn(u8) -> u8 {
    move |a| f(a)
}

fn moves() {
    let a = hidden();
    take(a);
    take(a); //~ E0382 use of moved value: `a`
}
fn copies() {
    let a = told();
    take(a);
    take(a);
}
fn twice() {
    let f = wrap(wrap(|a| a));
    take(f);
    take(f); //~ E0382 use of moved value: `f`
}
