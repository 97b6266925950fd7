// Uses of what is moved or not initialised: straight on, in loops, in parts, by closures.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

struct S {
    n: i32,
}
struct Pair {
    a: S,
    b: S,
}
fn take(_s: S) {}
fn cond() -> bool {
    true
}

fn twice(s: S) {
    take(s);
    take(s); //~ E0382 use of moved value: `s`
}
fn in_loop(s: S) {
    loop {
        take(s); //~ E0382 use of moved value: `s`
    }
}
fn moved_again_each_time() {
    let mut s = S { n: 1 };
    loop {
        take(s);
        s = S { n: 2 };
    }
}
fn partial(p: Pair) -> Pair {
    take(p.a);
    let _b = &p.b;
    p //~ E0382 use of partially moved value: `p`
}
fn uninit() -> i32 {
    let x: i32;
    if cond() {
        x = 1;
    }
    x //~ E0381 used binding `x` is possibly-uninitialized
}
fn never_init() -> i32 {
    let x: i32;
    x //~ E0381 used binding `x` isn't initialized
}
fn init_on_all_ways() -> i32 {
    let x;
    if cond() {
        x = 1;
    } else {
        x = 2;
    }
    x
}
fn field_of_uninit() {
    let p: Pair;
    p.a = S { n: 1 }; //~ E0381 partially assigned binding `p` isn't fully initialized
}
fn captured(s: S) {
    let f = move || take(s);
    take(s); //~ E0382 use of moved value: `s`
    let _ = f;
}
fn by_closure(s: S) {
    take(s);
    let _f = || take(s); //~ E0382 use of moved value: `s`
}
fn matched(o: Option<S>) {
    match o {
        Some(s) => take(s),
        None => {}
    }
    let _p = &o; //~ E0382 borrow of partially moved value: `o`
}
