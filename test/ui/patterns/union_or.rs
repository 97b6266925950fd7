// RUN: %verify %s --edition 2021 --emit=mir --skip-borrowck -o %t
// An or-pattern of wildcards reads nothing of a union.
#![no_core]
#![no_main]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}
#[lang = "copy"]
trait Copy {}
impl Copy for i8 {}

union Either {
    a: i8,
    b: i8,
}
fn reads(e: Either) {
    match e {
        Either { a: _ | (_ | _) } => {}
    }
    match e {
        Either { a: _ | 1 } => {} //~ E0133
    }
}
