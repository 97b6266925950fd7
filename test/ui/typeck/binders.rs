// RUN: %not %ochrec --edition 2021 --emit=mir --skip-borrowck %s 2>&1 | %FileCheck %s
// Two types that are subtypes of each other need not be equal.
#![no_core]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}

trait Trait<T> {}
impl<'a> Trait<fn(fn(&'a u32))> for () {}
fn require<T: Trait<for<'b> fn(fn(&'b u32))>>() {}

fn main() {
    // CHECK: error[E0277]
    // CHECK: binders.rs:[[@LINE+1]]:
    require::<()>();
    // CHECK: aborting due to 1 previous error
}
