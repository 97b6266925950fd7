//! A product and a sum with one rounding, by integers: the product has 106 bits, the other number
//! is moved to its place beside it, and what falls off below is one bit that says so.

use super::dd::two_sum;

/// Mantissa of 53 bits and exponent of a number that is finite and not zero.
fn take_apart(x: f64) -> (u64, i32) {
    let (exponent, one) = super::split(x);
    (one.to_bits() & ((1 << 52) - 1) | 1 << 52, exponent - 52)
}

/// A number shifted right; the last bit is set if anything is lost.
fn shift_sticky(x: u128, by: u32) -> u128 {
    match by {
        0 => x,
        1..128 => x >> by | u128::from(x << (128 - by) != 0),
        _ => u128::from(x != 0),
    }
}

/// `m · 2^e`, rounded; the last bit of `m` may stand for more.
fn assemble(m: u128, e: i32, negative: bool) -> f64 {
    let sign = u64::from(negative) << 63;
    if m == 0 {
        return f64::from_bits(sign);
    }
    // The first bit goes to place 63, unless the number is subnormal.
    let first = 127 - m.leading_zeros() as i32;
    let mut exponent = e + first;
    let drop = first - 63 + (-1022 - exponent).max(0);
    let m = if drop >= 0 { shift_sticky(m, drop as u32) } else { m << -drop } as u64;
    exponent = exponent.max(-1022);
    // Eleven bits are rounded away, to even.
    let (kept, lost) = (m >> 11, m & 0x7FF);
    let up = lost > 0x400 || lost == 0x400 && kept & 1 != 0;
    let kept = kept + u64::from(up);
    // The bit before the mantissa adds one to the exponent.
    let biased = (exponent + 1022) as u64;
    if exponent > 1023 {
        return f64::from_bits(sign | 0x7FF << 52);
    }
    f64::from_bits(sign | (biased << 52) + kept)
}

/// `x · y + z`, rounded once.
pub fn fma(x: f64, y: f64, z: f64) -> f64 {
    if !x.is_finite() || !y.is_finite() || x == 0.0 || y == 0.0 {
        return x * y + z;
    }
    if !z.is_finite() {
        return z;
    }
    let ((mx, ex), (my, ey)) = (take_apart(x), take_apart(y));
    let negative = x.is_sign_negative() != y.is_sign_negative();
    // Below the product there is room for a bit that is shifted out.
    let (product, ep) = (u128::from(mx) * u128::from(my) << 2, ex + ey - 2);
    if z == 0.0 {
        return assemble(product, ep, negative);
    }
    let (mz, ez) = take_apart(z);
    // The other number with its first bit at most at place 125.
    let (other, eo) = (u128::from(mz) << 60, ez - 60);
    let shift = ep - eo;
    let (a, b, e) = if shift >= 0 {
        // The product may be moved up a little, else the other one goes down.
        let up = (shift as u32).min(product.leading_zeros() - 2);
        (product << up, shift_sticky(other, shift as u32 - up), ep - up as i32)
    } else {
        let down = shift.unsigned_abs();
        let up = down.min(other.leading_zeros() - 2);
        (shift_sticky(product, down - up), other << up, eo - up as i32)
    };
    if negative == z.is_sign_negative() {
        return assemble(a + b, e, negative);
    }
    if a == b {
        return 0.0;
    }
    if a > b { assemble(a - b, e, negative) } else { assemble(b - a, e, !negative) }
}

/// `x · y + z`, rounded once: the product is exact in `f64`, and its sum with `z` is rounded to odd
/// there, which makes the second rounding right.
pub fn fmaf(x: f32, y: f32, z: f32) -> f32 {
    let product = f64::from(x) * f64::from(y);
    let sum = two_sum(product, f64::from(z));
    if sum.hi.is_finite() && sum.lo != 0.0 && sum.hi.to_bits() & 1 == 0 {
        let away = (sum.lo > 0.0) == (sum.hi > 0.0);
        let bits = sum.hi.to_bits();
        return f64::from_bits(if away { bits + 1 } else { bits - 1 }) as f32;
    }
    sum.hi as f32
}
