// RUN: %not %ochrec --edition 2021 --emit=mir %s 2>&1 | %FileCheck %s
// Matches that leave values out, and bindings that may not match.
#![no_core]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}

enum Three {
    A,
    B(bool),
    C { x: u8 },
}

fn f(t: Three, n: u8) {
    // CHECK: error[E0004]: non-exhaustive patterns: `Three::B(false)` not covered
    match t {
        Three::A => {}
        Three::B(true) => {}
        Three::C { .. } => {}
    }
    // CHECK: error[E0004]: non-exhaustive patterns: `11_u8..=u8::MAX` not covered
    match n {
        0..=10 => {}
    }
    // CHECK: error[E0005]: refutable pattern in local binding
    let 0 = n;
}

unsafe fn danger() {}

fn main() {
    // CHECK: error[E0133]: call to unsafe function `danger` is unsafe and requires unsafe function or block
    danger();
}
