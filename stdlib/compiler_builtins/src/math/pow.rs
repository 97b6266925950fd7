//! Powers: `x^y = e^(y ln x)`, for which the logarithm needs ten bits more than the result has.

use super::dd::{Dd, quick_sum, two_product};
use super::super::prim::truncate;
use super::{abs, exp, log};

/// Whether an exponent is an odd integer; they end where numbers have no ones any more.
fn is_odd(y: f64) -> bool {
    abs(y) < 9_007_199_254_740_992.0 && truncate(y) == y && truncate(y * 0.5) * 2.0 != y
}

/// `x` to the power `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    let base = abs(x);
    let sign = if x.is_sign_negative() && is_odd(y) { -1.0 } else { 1.0 };
    if abs(y) == f64::INFINITY {
        let grows = (base > 1.0) == (y > 0.0);
        return if base == 1.0 { 1.0 } else if grows { f64::INFINITY } else { 0.0 };
    }
    if base == 0.0 || base == f64::INFINITY {
        return if (base == 0.0) == (y < 0.0) { sign * f64::INFINITY } else { sign * 0.0 };
    }
    if x < 0.0 && truncate(y) != y {
        return f64::NAN;
    }
    let log = log::log_dd(Dd::new(base, 0.0));
    let product = y * log.hi;
    if product > 710.0 {
        return sign * f64::INFINITY;
    }
    if product < -746.0 {
        return sign * 0.0;
    }
    if abs(product) < 1e-20 {
        return sign;
    }
    let product = two_product(y, log.hi);
    let (s, k) = exp::parts(quick_sum(product.hi, product.lo + y * log.lo));
    sign * exp::assemble(s, k)
}

/// `x` to an integer power, by squares.
pub fn powi(x: f64, n: i32) -> f64 {
    let (mut result, mut square, mut left) = (1.0, x, n.unsigned_abs());
    while left != 0 {
        if left & 1 != 0 {
            result *= square;
        }
        square *= square;
        left >>= 1;
    }
    if n < 0 { 1.0 / result } else { result }
}
