//! What is one instruction.

use core::intrinsics;

/// The square root.
#[inline(always)]
pub(crate) fn sqrt(x: f64) -> f64 {
    unsafe { intrinsics::sqrtf64(x) }
}

/// The nearest integer; halves go to the even one.
#[inline(always)]
pub(crate) fn nearest(x: f64) -> f64 {
    intrinsics::round_ties_even_f64(x)
}

/// The integer part.
#[inline(always)]
pub(crate) fn truncate(x: f64) -> f64 {
    unsafe { intrinsics::truncf64(x) }
}
