//! Sine, cosine and tangent, by their series between −π/4 and π/4.

use super::dd::{Dd, quick_sum, two_product, two_sum};
use super::polynomial;
use super::reduce::quarters;

/// `±1/n!` for odd `n` from 19 down to 3.
const SINE: [f64; 9] = [
    -1.0 / 121_645_100_408_832_000.0,
    1.0 / 355_687_428_096_000.0,
    -1.0 / 1_307_674_368_000.0,
    1.0 / 6_227_020_800.0,
    -1.0 / 39_916_800.0,
    1.0 / 362_880.0,
    -1.0 / 5040.0,
    1.0 / 120.0,
    -1.0 / 6.0,
];

/// `±1/n!` for even `n` from 18 down to 4.
const COSINE: [f64; 8] = [
    -1.0 / 6_402_373_705_728_000.0,
    1.0 / 20_922_789_888_000.0,
    -1.0 / 87_178_291_200.0,
    1.0 / 479_001_600.0,
    -1.0 / 3_628_800.0,
    1.0 / 40_320.0,
    -1.0 / 720.0,
    1.0 / 24.0,
];

fn sine(r: Dd) -> Dd {
    let z = r.hi * r.hi;
    let series = r.hi * z * polynomial(z, &SINE);
    quick_sum(r.hi, series + r.lo * (1.0 - 0.5 * z))
}

fn cosine(r: Dd) -> Dd {
    let square = two_product(r.hi, r.hi);
    let z = square.hi;
    let series = z * z * polynomial(z, &COSINE);
    let sum = two_sum(1.0, -0.5 * z);
    quick_sum(sum.hi, sum.lo + (series - (0.5 * square.lo + r.lo * r.hi)))
}

/// The sine.
pub fn sin(x: f64) -> f64 {
    if super::abs(x) < 1e-8 {
        return x;
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    let (n, r) = quarters(x);
    let value = if n & 1 == 0 { sine(r) } else { cosine(r) }.value();
    if n & 2 == 0 { value } else { -value }
}

/// The cosine.
pub fn cos(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    let (n, r) = quarters(x);
    let value = if n & 1 == 0 { cosine(r) } else { sine(r) }.value();
    if (n + 1) & 2 == 0 { value } else { -value }
}

/// The tangent.
pub fn tan(x: f64) -> f64 {
    if super::abs(x) < 1e-9 {
        return x;
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    let (n, r) = quarters(x);
    let (sine, cosine) = (sine(r), cosine(r));
    if n & 1 == 0 { sine.divide(cosine).value() } else { -cosine.divide(sine).value() }
}
