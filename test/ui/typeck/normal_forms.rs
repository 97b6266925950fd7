// RUN: %ochrec --edition 2021 --crate-type rlib --skip-borrowck --emit=mir %s -o - | %FileCheck %s
// Normal forms that are not types yet: rigid aliases whose arguments are aliases, and variables.
#![no_core]
#![feature(no_core, lang_items)]
#[lang = "pointee_sized"]
trait PointeeSized {}
#[lang = "meta_sized"]
trait MetaSized: PointeeSized {}
#[lang = "sized"]
trait Sized: MetaSized {}
#[lang = "copy"]
trait Copy {}

trait Try {
    type Output;
    type Residual;
}
trait Residual<O> {
    type TryType: Try<Output = O, Residual = Self>;
}
enum Flow<B, C> {
    Break(B),
    Continue(C),
}
impl<B, C> Try for Flow<B, C> {
    type Output = C;
    type Residual = B;
}

fn same<T>(t: T) -> T {
    t
}
// CHECK-LABEL: fn rigid
fn rigid<R>(
    x: <R::Residual as Residual<[R::Output; 3]>>::TryType,
) -> <R::Residual as Residual<[R::Output; 3]>>::TryType
where
    R: Try<Residual: Residual<[R::Output; 3]>>,
{
    same(x)
}

fn unit<T: Try<Output = ()>>(_: T) {}
// CHECK-LABEL: fn variable
// CHECK: const fn(Flow<u8, ()>) {unit::<Flow<u8, ()>>}
fn variable() {
    unit(Flow::Break(1u8))
}
