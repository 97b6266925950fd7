//! Powers of e and 2: `2^k · e^r` with `|r| ≤ ln 2 / 2`, and `e^r` by its series.

use super::super::prim::nearest;
use super::dd::{Dd, quick_sum, two_product, two_sum};
use super::{polynomial, scale};

/// ln 2 in three parts, of which the first times any exponent is exact.
const LN_2: [f64; 3] = [0.6931471805592082, 7.371002565167799e-13, 1.94704509238075e-31];
const LN_2_DD: Dd = Dd::new(0.6931471805599453, 2.3190468138462996e-17);
const INV_LN_2: f64 = 1.4426950408889634;

/// `1/n!` from 14 down to 3.
const SERIES: [f64; 12] = [
    1.0 / 87_178_291_200.0,
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
];

/// `e^r − 1` for small `r`.
fn near_zero(r: Dd) -> Dd {
    let square = two_product(r.hi, r.hi);
    let tail = r.hi * square.hi * polynomial(r.hi, &SERIES);
    let half = quick_sum(0.5 * square.hi, 0.5 * square.lo + tail + r.lo * r.hi);
    let sum = two_sum(r.hi, half.hi);
    quick_sum(sum.hi, sum.lo + (half.lo + r.lo))
}

/// `e^x` as `(1 + s) · 2^k`: `s` and `k`. The argument is at most 2^20.
pub(super) fn parts(x: Dd) -> (Dd, i32) {
    let k = nearest(x.hi * INV_LN_2);
    let high = x.hi - k * LN_2[0];
    let mid = two_product(k, LN_2[1]);
    let r = two_sum(high, -mid.hi);
    let r = quick_sum(r.hi, r.lo + (x.lo - mid.lo - k * LN_2[2]));
    (near_zero(r), k as i32)
}

/// `(1 + s) · 2^k`
pub(super) fn assemble(s: Dd, k: i32) -> f64 {
    let sum = two_sum(1.0, s.hi);
    scale(sum.hi + (sum.lo + s.lo), k)
}

/// `e^x − 1` for `|x| < 40`.
pub(super) fn expm1_dd(x: Dd) -> Dd {
    let (s, k) = parts(x);
    if k == 0 {
        return s;
    }
    let power = scale(1.0, k);
    s.times(power).add(two_sum(power, -1.0))
}

/// e to the power `x`.
pub fn exp(x: f64) -> f64 {
    if x > 710.0 {
        return f64::INFINITY;
    }
    if x < -746.0 {
        return 0.0;
    }
    if x.is_nan() {
        return x;
    }
    let (s, k) = parts(Dd::new(x, 0.0));
    assemble(s, k)
}

/// 2 to the power `x`.
pub fn exp2(x: f64) -> f64 {
    if x >= 1024.0 {
        return f64::INFINITY;
    }
    if x < -1076.0 {
        return 0.0;
    }
    if x.is_nan() {
        return x;
    }
    let k = nearest(x);
    let r = Dd::new(x - k, 0.0).multiply(LN_2_DD);
    assemble(near_zero(r), k as i32)
}

/// e to the power `x`, less 1.
pub fn expm1(x: f64) -> f64 {
    if x.is_nan() || super::abs(x) < 1e-17 {
        return x;
    }
    if x >= 40.0 {
        return exp(x);
    }
    if x < -40.0 {
        return -1.0;
    }
    expm1_dd(Dd::new(x, 0.0)).value()
}
