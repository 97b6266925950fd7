// RUN: %not %ochrec --edition 2021 --emit=mir %s 2>&1 | %FileCheck %s
// Types that do not agree: at a coercion site, in arms, as an argument, as a pattern.
#![no_core]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}

struct Pair {
    a: u8,
    b: bool,
}

fn take(_: u8) {}

fn main() {
    // CHECK: error[E0308]: mismatched types
    // CHECK: expected `bool`, found integer
    let _x: bool = 1;
    // CHECK: error[E0308]: mismatched types
    // CHECK: expected `u8`, found `bool`
    take(true);
    // CHECK: error[E0061]: this function takes 1 argument but 2 arguments were supplied
    take(1, 2);
    // CHECK: error[E0063]: missing field `b` in initializer of `Pair`
    let p = Pair { a: 1 };
    // CHECK: error[E0609]: no field `c` on type `Pair`
    p.c;
    // CHECK: error[E0308]: `if` and `else` have incompatible types
    let _y = if true { 1u8 } else { false };
    // CHECK: error[E0618]: expected function, found `{{.*}}`
    2u8();
}
