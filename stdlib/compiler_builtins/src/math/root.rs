//! The cube root and the length of a hypotenuse.

use super::dd::{Dd, quick_sum, two_product};
use super::{abs, copy_sign, scale, split};

/// The cube root: a first guess by the exponent, two steps of Halley's, and the rest from the
/// exact cube of what these yield.
pub fn cbrt(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (exponent, m) = split(abs(x));
    let third = exponent.div_euclid(3);
    let m = scale(m, exponent - 3 * third);
    // m is from 1 to 8: dividing the bits by three divides the exponent so.
    let mut root = f64::from_bits(m.to_bits() / 3 + (1023_u64 << 52) / 3 * 2 - (1 << 45) * 20);
    for _ in 0..3 {
        let cube = root * root * root;
        root *= (cube + 2.0 * m) / (2.0 * cube + m);
    }
    let square = two_product(root, root);
    let cube = square.multiply(Dd::new(root, 0.0));
    let rest = Dd::new(m, 0.0).subtract(cube);
    copy_sign(scale(root + rest.hi / (3.0 * square.hi), third), x)
}

/// The length of the hypotenuse over two legs.
pub fn hypot(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (abs(x), abs(y));
    if a == f64::INFINITY || b == f64::INFINITY {
        return f64::INFINITY;
    }
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    if a < b {
        (a, b) = (b, a);
    }
    if b == 0.0 {
        return a;
    }
    let (exponent, a) = split(a);
    let (other, b) = split(b);
    if exponent - other > 60 {
        return scale(a, exponent);
    }
    let b = scale(b, other - exponent);
    let sum = two_product(a, a).add(two_product(b, b));
    let root = sum.root();
    scale(quick_sum(root.hi, root.lo).value(), exponent)
}
