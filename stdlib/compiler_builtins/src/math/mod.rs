//! Elementary functions of `f64`, each within one unit in the last place.
//!
//! Most of them are sums of series, of which the leading terms are held as a `Dd`, an unevaluated
//! sum of two numbers, so that what is lost is hardly more than the last rounding. Arguments are
//! brought near zero first: by multiples of ln 2 or π/2, by powers of two, or by a small table.
//! Those of `f32` are these, rounded.

mod arc;
mod dd;
mod exp;
mod fused;
mod hyperbolic;
mod log;
mod pow;
mod reduce;
mod remainder;
mod root;
mod round;
mod trig;

pub use arc::{acos, asin, atan, atan2};
pub use exp::{exp, exp2, expm1};
pub use fused::{fma, fmaf};
pub use hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub use log::{log, log1p, log2, log10};
pub use pow::{pow, powi};
pub use remainder::{fmod, fmodf};
pub use root::{cbrt, hypot};
pub use round::{fdim, round};
pub use trig::{cos, sin, tan};

/// `x · 2ⁿ`, rounded once where the result is normal.
fn scale(x: f64, n: i32) -> f64 {
    let power = |n: i32| f64::from_bits(((1023 + n) as u64) << 52);
    match n {
        -1022..=1023 => x * power(n),
        1024.. => x * power(1023) * power((n - 1023).min(1023)),
        // The first product is exact, so that only the second one rounds.
        _ => x * power(n.max(-1022 - 969) + 969) * power(-969),
    }
}

/// The exponent of a number that is neither zero nor infinite, and the number with the exponent 0.
fn split(x: f64) -> (i32, f64) {
    let (x, offset) = if abs(x) < f64::MIN_POSITIVE { (x * 18_014_398_509_481_984.0, 54) } else { (x, 0) };
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32 - 1023 - offset;
    (exponent, f64::from_bits(bits & !(0x7FF << 52) | 1023 << 52))
}

fn abs(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & !(1 << 63))
}

/// The first number with the sign of the second.
fn copy_sign(x: f64, sign: f64) -> f64 {
    f64::from_bits(x.to_bits() & !(1 << 63) | sign.to_bits() & 1 << 63)
}

/// A polynomial; the coefficients begin with that of the highest power.
#[inline]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    let mut i = 0;
    while i < N {
        sum = sum * x + coefficients[i];
        i += 1;
    }
    sum
}
