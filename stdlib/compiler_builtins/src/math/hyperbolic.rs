//! Hyperbolic functions, of `e^|x| − 1`.

use super::dd::{Dd, two_sum};
use super::exp::{assemble, expm1_dd, parts};
use super::{abs, copy_sign, log};

const ONE: Dd = Dd::new(1.0, 0.0);
const TWO: Dd = Dd::new(2.0, 0.0);

/// Half of e to a large power.
fn half_exp(x: f64) -> f64 {
    if x > 711.0 {
        return f64::INFINITY;
    }
    let (s, k) = parts(Dd::new(x, 0.0));
    assemble(s, k - 1)
}

/// The hyperbolic sine.
pub fn sinh(x: f64) -> f64 {
    let a = abs(x);
    if x.is_nan() || a < 1e-9 {
        return x;
    }
    if a > 30.0 {
        return copy_sign(half_exp(a), x);
    }
    let e = expm1_dd(Dd::new(a, 0.0));
    copy_sign(e.add(e.divide(e.add(ONE))).times(0.5).value(), x)
}

/// The hyperbolic cosine.
pub fn cosh(x: f64) -> f64 {
    let a = abs(x);
    if x.is_nan() {
        return x;
    }
    if a > 30.0 {
        return half_exp(a);
    }
    let e = expm1_dd(Dd::new(a, 0.0)).add(ONE);
    e.add(ONE.divide(e)).times(0.5).value()
}

/// The hyperbolic tangent.
pub fn tanh(x: f64) -> f64 {
    let a = abs(x);
    if x.is_nan() || a < 1e-9 {
        return x;
    }
    if a > 19.5 {
        return copy_sign(1.0, x);
    }
    let e = expm1_dd(Dd::new(2.0 * a, 0.0));
    copy_sign(e.divide(e.add(TWO)).value(), x)
}

/// The inverse of the hyperbolic sine.
pub fn asinh(x: f64) -> f64 {
    let a = abs(x);
    if x.is_nan() || a < 1e-9 || a == f64::INFINITY {
        return x;
    }
    if a > 1e9 {
        let (exponent, rest) = log::parts(Dd::new(a, 0.0));
        return copy_sign(log::join(exponent + 1.0, rest).value(), x);
    }
    // ln(1 + a + a² / (1 + √(1 + a²)))
    let square = Dd::new(a, 0.0).multiply(Dd::new(a, 0.0));
    let root = square.add(ONE).root();
    let more = Dd::new(a, 0.0).add(square.divide(root.add(ONE)));
    copy_sign(log::log1p_dd(more).value(), x)
}

/// The inverse of the hyperbolic cosine.
pub fn acosh(x: f64) -> f64 {
    if x < 1.0 {
        return f64::NAN;
    }
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x > 1e9 {
        let (exponent, rest) = log::parts(Dd::new(x, 0.0));
        return log::join(exponent + 1.0, rest).value();
    }
    // ln(1 + t + √(2t + t²)) with t = x − 1
    let t = two_sum(x, -1.0);
    if t.hi == 0.0 {
        return 0.0;
    }
    let root = t.multiply(t.add(TWO)).root();
    log::log1p_dd(t.add(root)).value()
}

/// The inverse of the hyperbolic tangent.
pub fn atanh(x: f64) -> f64 {
    let a = abs(x);
    if x.is_nan() || a < 1e-9 {
        return x;
    }
    if a >= 1.0 {
        return if a == 1.0 { copy_sign(f64::INFINITY, x) } else { f64::NAN };
    }
    // ln(1 + 2a / (1 − a)) / 2
    let more = Dd::new(2.0 * a, 0.0).divide(two_sum(1.0, -a));
    copy_sign(log::log1p_dd(more).times(0.5).value(), x)
}
