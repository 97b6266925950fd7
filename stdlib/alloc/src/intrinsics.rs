//! Intrinsics whose signature needs `Box`.

use crate::boxed::Box;
use core::mem::MaybeUninit;

/// Writes `x` into the box without a stack temporary in between: the compiler lowers a call to
/// an assignment through the box.
#[rustc_intrinsic]
pub fn write_box_via_move<T>(b: Box<MaybeUninit<T>>, x: T) -> Box<MaybeUninit<T>>;
