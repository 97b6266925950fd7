//! Logarithms: of `2^e · m` with `m` near 1, where with `s = (m − 1) / (m + 1)`
//! `ln m = 2 (s + s³/3 + s⁵/5 + …)`.

use super::dd::{Dd, quick_sum, two_product, two_sum};
use super::{polynomial, split};
use core::f64::consts::SQRT_2;

const LN_2: [f64; 3] = [0.6931471805592082, 7.371002565167799e-13, 1.94704509238075e-31];
const INV_LN_2: Dd = Dd::new(1.4426950408889634, 2.0355273740931033e-17);
const INV_LN_10: Dd = Dd::new(0.4342944819032518, 1.098319650216765e-17);
const LOG10_2: [f64; 3] = [0.30102999566361177, 3.694239077158931e-13, -2.496038254576343e-29];
const TWO_THIRDS: Dd = Dd::new(0.6666666666666666, 3.700743415417188e-17);

/// `2/n` for odd `n` from 29 down to 5.
const SERIES: [f64; 13] = [
    2.0 / 29.0,
    2.0 / 27.0,
    2.0 / 25.0,
    2.0 / 23.0,
    2.0 / 21.0,
    2.0 / 19.0,
    2.0 / 17.0,
    2.0 / 15.0,
    2.0 / 13.0,
    2.0 / 11.0,
    2.0 / 9.0,
    2.0 / 7.0,
    2.0 / 5.0,
];

/// The exponent of a positive number, and the logarithm of the rest.
pub(super) fn parts(x: Dd) -> (f64, Dd) {
    let (mut exponent, mut m) = split(x.hi);
    if m > SQRT_2 {
        m *= 0.5;
        exponent += 1;
    }
    // The low part is not there when the high one is too small for the power to be one.
    let low = if x.lo == 0.0 { 0.0 } else { super::scale(x.lo, -exponent) };
    let numerator = two_sum(m - 1.0, low);
    let denominator = two_sum(2.0, numerator.hi);
    let denominator = quick_sum(denominator.hi, denominator.lo + numerator.lo);
    let s = numerator.divide(denominator);
    let square = s.multiply(s);
    let cube = s.multiply(square);
    let tail = cube.hi * square.hi * polynomial(square.hi, &SERIES);
    let third = cube.multiply(TWO_THIRDS);
    let rest = quick_sum(third.hi, third.lo + tail);
    (f64::from(exponent), s.times(2.0).add(rest))
}

/// An exponent times the logarithm of 2, in three parts.
fn of_power(exponent: f64, parts: [f64; 3]) -> Dd {
    let mid = two_product(exponent, parts[1]);
    let sum = two_sum(exponent * parts[0], mid.hi);
    quick_sum(sum.hi, sum.lo + (mid.lo + exponent * parts[2]))
}

/// The natural logarithm of a positive number.
pub(super) fn log_dd(x: Dd) -> Dd {
    let (exponent, rest) = parts(x);
    of_power(exponent, LN_2).add(rest)
}

/// The logarithm of what is not positive and finite.
fn special(x: f64) -> Option<f64> {
    if x == 0.0 {
        return Some(f64::NEG_INFINITY);
    }
    if x < 0.0 {
        return Some(f64::NAN);
    }
    if x < f64::INFINITY { None } else { Some(x) }
}

/// The natural logarithm.
pub fn log(x: f64) -> f64 {
    match special(x) {
        Some(result) => result,
        None => log_dd(Dd::new(x, 0.0)).value(),
    }
}

/// The logarithm to the base 2.
pub fn log2(x: f64) -> f64 {
    match special(x) {
        Some(result) => result,
        None => {
            let (exponent, rest) = parts(Dd::new(x, 0.0));
            rest.multiply(INV_LN_2).add(Dd::new(exponent, 0.0)).value()
        }
    }
}

/// The logarithm to the base 10.
pub fn log10(x: f64) -> f64 {
    match special(x) {
        Some(result) => result,
        None => {
            let (exponent, rest) = parts(Dd::new(x, 0.0));
            rest.multiply(INV_LN_10).add(of_power(exponent, LOG10_2)).value()
        }
    }
}

/// The natural logarithm of `1 + x`.
pub fn log1p(x: f64) -> f64 {
    if super::abs(x) < 1e-17 {
        return x;
    }
    match special(1.0 + x) {
        Some(result) => result,
        None => log_dd(two_sum(1.0, x)).value(),
    }
}

/// The natural logarithm from an exponent and the logarithm of the rest.
pub(super) fn join(exponent: f64, rest: Dd) -> Dd {
    of_power(exponent, LN_2).add(rest)
}

/// The natural logarithm of `1 + x` for `x` of two parts, above −1.
pub(super) fn log1p_dd(x: Dd) -> Dd {
    let sum = two_sum(1.0, x.hi);
    log_dd(quick_sum(sum.hi, sum.lo + x.lo))
}
