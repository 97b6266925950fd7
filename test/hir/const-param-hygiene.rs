// A const parameter that a macro declares is seen by what the call writes, as a type parameter is.
// RUN: %ochrec --edition 2021 --emit=hir %s | %FileCheck %s
#![no_core]
#![feature(no_core, lang_items)]
#[lang = "pointee_sized"]
pub trait PointeeSized {}
#[lang = "meta_sized"]
pub trait MetaSized: PointeeSized {}
#[lang = "sized"]
pub trait Sized: MetaSized {}
trait Pair<R: PointeeSized> {}
macro_rules! pair {
    ($a:ty, $b:ty) => {
        impl<T, const N: usize> Pair<$b> for $a {}
    };
}
// CHECK: impl<T, const N: usize> Pair<
pair!([T; N], [T]);
fn main() {}
