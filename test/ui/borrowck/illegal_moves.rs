// Moves out of references, destructors, slices, statics and captures.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

struct S;
struct Pair {
    a: S,
    b: S,
}
struct Dropped {
    a: S,
}
impl Drop for Dropped {
    fn drop(&mut self) {}
}
static GLOBAL: S = S;
fn take(_s: S) {}

fn from_ref(r: &S) -> S {
    *r //~ E0507 cannot move out of `*r` which is behind a shared reference
}
fn field(r: &mut Pair) -> S {
    r.a //~ E0507 cannot move out of `r.a` which is behind a mutable reference
}
fn pattern(r: &Pair) {
    match *r { //~ E0507 cannot move out of
        Pair { a, b } => {
            take(a);
            take(b);
        }
    }
}
fn from_drop(d: Dropped) -> S {
    d.a //~ E0509 cannot move out of type `Dropped`, which implements the `Drop` trait
}
fn from_array(a: [S; 2], i: usize) -> S {
    a[i] //~ E0508 cannot move out of type `[S; 2]`, a non-copy array
}
fn from_static() -> S {
    GLOBAL //~ E0507 cannot move out of static item `GLOBAL`
}
fn call<F: Fn()>(_f: F) {}
fn from_capture(s: S) {
    call(move || take(s)); //~ E0507 cannot move out of `s`, a captured variable in an `Fn` closure
}
fn guard(o: Option<S>) {
    match o {
        Some(s) if { take(s); true } => {} //~ E0507 cannot move out of `s` in pattern guard
        _ => {}
    }
}
