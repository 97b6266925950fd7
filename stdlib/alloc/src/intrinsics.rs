//! Intrinsics whose signature needs `Box`.

use crate::boxed::Box;
use core::mem::MaybeUninit;

/// Writes `x` into the box. A compiler may lower a call to an assignment through the box, without
/// a temporary in between; else this is an ordinary function.
#[rustc_intrinsic]
pub fn write_box_via_move<T>(mut b: Box<MaybeUninit<T>>, x: T) -> Box<MaybeUninit<T>> {
    (*b).write(x);
    b
}
