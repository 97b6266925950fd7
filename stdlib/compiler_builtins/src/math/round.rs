//! Rounding that has no instruction, and the positive difference.

use super::super::prim::truncate;
use super::{abs, copy_sign};

/// The nearest integer; halves go away from 0.
pub fn round(x: f64) -> f64 {
    let whole = truncate(x);
    let away = if abs(x - whole) >= 0.5 { whole + copy_sign(1.0, x) } else { whole };
    copy_sign(away, x)
}

/// The difference if it is positive, else 0.
pub fn fdim(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    if x > y { x - y } else { 0.0 }
}
