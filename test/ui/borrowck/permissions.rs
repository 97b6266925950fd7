// Changes of what is not declared mutable, directly and through references and closures.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

struct S {
    n: i32,
}
static GLOBAL: i32 = 1;

fn twice() {
    let x = 1;
    x = 2; //~ E0384 cannot assign twice to immutable variable `x`
    let y;
    loop {
        y = 3; //~ E0384 cannot assign twice to immutable variable `y`
    }
}
fn declared_in_loop() {
    loop {
        let (a, b);
        (a, b) = (1, 2);
        if a < b {}
    }
}
fn argument(n: i32) {
    n = 2; //~ E0384 cannot assign to immutable argument `n`
}
fn late() -> i32 {
    let x;
    x = 1;
    x
}
fn field(s: S) {
    s.n = 1; //~ E0594 cannot assign to `s.n`, as `s` is not declared as mutable
}
fn behind(r: &S) {
    r.n = 1; //~ E0594 cannot assign to `r.n`, which is behind a `&` reference
    let _m = &mut r.n; //~ E0596 cannot borrow `r.n` as mutable, as it is behind a `&` reference
}
fn through_immutable_binding(r: &mut S) {
    r.n = 1;
    let _m = &mut *r;
}
fn binding(r: &mut S) {
    let _m = &mut r; //~ E0596 cannot borrow `r` as mutable, as it is not declared as mutable
}
fn global() {
    GLOBAL = 2; //~ E0594 cannot assign to immutable static item `GLOBAL`
}
fn captured() {
    let x = 0;
    let _f = || x = 1; //~ E0594 cannot assign to `x`, as it is not declared as mutable
}
fn call<F: Fn()>(_f: F) {}
fn in_fn_closure() {
    let mut x = 0;
    call(|| x = 1); //~ E0594 cannot assign to `x`, as it is a captured variable in a `Fn` closure
}
fn unique_capture(r: &mut S) {
    let f = || r.n = 2;
    let _ = f;
}
fn pattern(p: (i32, S)) {
    let (a, ref s) = p;
    a = 1; //~ E0384 cannot assign twice to immutable variable `a`
    s.n = 2; //~ E0594 cannot assign to `s.n`, which is behind a `&` reference
}
