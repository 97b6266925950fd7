//! Inverse trigonometric functions, all of them the angle of a point.
//!
//! The angle is brought below π/4 by symmetry, then near 0 by that of a point with the height i/16:
//! `atan(b/a) = atan(i/16) + atan((b − a i/16) / (a + b i/16))`.

use super::super::prim::nearest;
use super::dd::{Dd, quick_sum, two_product, two_sum};
use super::{abs, copy_sign, polynomial, scale, split};

const PI: Dd = Dd::new(3.141592653589793, 1.2246467991473532e-16);
const HALF_PI: Dd = Dd::new(1.5707963267948966, 6.123233995736766e-17);

/// The arctangent of i/16.
const TABLE: [(f64, f64); 17] = [
    (0.0, 0.0),
    (0.06241880999595735, -1.5490756308295046e-18),
    (0.12435499454676144, -3.1253241424539383e-18),
    (0.18534794999569476, 4.180692268843079e-18),
    (0.24497866312686414, 1.0698755618734451e-17),
    (0.3028848683749714, -1.1010827903001369e-17),
    (0.35877067027057225, -2.4623815582638635e-17),
    (0.4124104415973873, -1.587652227770689e-17),
    (0.4636476090008061, 2.2698777452961687e-17),
    (0.5123894603107377, -2.5462781472855804e-17),
    (0.5585993153435624, -5.4556305485916264e-18),
    (0.6022873461349642, 2.950430737228402e-17),
    (0.6435011087932844, 1.5834785051444286e-17),
    (0.6823165548747481, 6.943223671560008e-18),
    (0.7188299996216245, -2.1478388444456983e-17),
    (0.7531512809621944, -2.4256934659182068e-17),
    (0.7853981633974483, 3.061616997868383e-17),
];

/// `±1/n` for odd `n` from 15 down to 3.
const SERIES: [f64; 7] =
    [-1.0 / 15.0, 1.0 / 13.0, -1.0 / 11.0, 1.0 / 9.0, -1.0 / 7.0, 1.0 / 5.0, -1.0 / 3.0];

/// The angle of the point (a, b), where `0 ≤ b ≤ a` and `a` is neither tiny nor huge.
fn low_angle(b: Dd, a: Dd) -> Dd {
    let i = nearest(b.hi / a.hi * 16.0);
    let c = Dd::new(i / 16.0, 0.0);
    let u = b.subtract(c.multiply(a)).divide(a.add(c.multiply(b)));
    let square = u.hi * u.hi;
    let series = u.hi * square * polynomial(square, &SERIES);
    let (hi, lo) = TABLE[i as usize];
    Dd::new(hi, lo).add(quick_sum(u.hi, u.lo + series))
}

/// The angle of the point (x, y), where `y` is not negative.
fn angle(y: Dd, x: Dd) -> Dd {
    let negative = x.hi < 0.0;
    let x = if negative { x.negate() } else { x };
    let angle = if y.hi > x.hi { HALF_PI.subtract(low_angle(x, y)) } else { low_angle(y, x) };
    if negative { PI.subtract(angle) } else { angle }
}

/// The angle of the point (x, y).
pub fn atan2(y: f64, x: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    let (b, a) = (abs(y), abs(x));
    let right = x.is_sign_positive();
    let result = if b == 0.0 {
        if right { 0.0 } else { PI.hi }
    } else if a == f64::INFINITY && b == f64::INFINITY {
        if right { TABLE[16].0 } else { 2.356194490192345 }
    } else if a == 0.0 || b == f64::INFINITY {
        HALF_PI.hi
    } else if a == f64::INFINITY {
        if right { 0.0 } else { PI.hi }
    } else {
        let ((ea, ma), (eb, mb)) = (split(a), split(b));
        if eb - ea > 60 {
            HALF_PI.hi
        } else if ea - eb > 60 {
            // A point so low has the angle of its slope.
            if right { b / a } else { PI.hi }
        } else if ea >= eb {
            angle(Dd::new(scale(mb, eb - ea), 0.0), Dd::new(copy_sign(ma, x), 0.0)).value()
        } else {
            angle(Dd::new(mb, 0.0), Dd::new(copy_sign(scale(ma, ea - eb), x), 0.0)).value()
        }
    };
    copy_sign(result, y)
}

/// The arctangent.
pub fn atan(x: f64) -> f64 {
    if abs(x) < 1e-9 {
        return x;
    }
    atan2(x, 1.0)
}

/// `√(1 − x²)` for `|x| ≤ 1`.
fn other_leg(x: f64) -> Dd {
    let square = two_product(x, x);
    let rest = two_sum(1.0, -square.hi);
    let rest = quick_sum(rest.hi, rest.lo - square.lo);
    if rest.hi <= 0.0 { Dd::new(0.0, 0.0) } else { rest.root() }
}

/// The arcsine.
pub fn asin(x: f64) -> f64 {
    let a = abs(x);
    if a < 1e-9 {
        return x;
    }
    if a <= 1.0 { copy_sign(angle(Dd::new(a, 0.0), other_leg(a)).value(), x) } else { f64::NAN }
}

/// The arccosine.
pub fn acos(x: f64) -> f64 {
    if abs(x) <= 1.0 { angle(other_leg(x), Dd::new(x, 0.0)).value() } else { f64::NAN }
}
