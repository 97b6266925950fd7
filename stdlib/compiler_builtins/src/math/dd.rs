//! Sums of two numbers: about 106 bits.
//!
//! The error of a sum is exact by Knuth's six operations, that of a product by Dekker's splitting
//! of the factors (1971); the rest follows from these two.

use super::super::prim::sqrt;

/// `hi + lo`, where `lo` is at most half a unit in the last place of `hi`.
#[derive(Clone, Copy)]
pub(super) struct Dd {
    pub hi: f64,
    pub lo: f64,
}

/// A sum and its error.
#[inline]
pub(super) fn two_sum(a: f64, b: f64) -> Dd {
    let hi = a + b;
    let part = hi - a;
    Dd { hi, lo: (a - (hi - part)) + (b - part) }
}

/// A sum and its error, where the first is not the smaller one.
#[inline]
pub(super) fn quick_sum(a: f64, b: f64) -> Dd {
    let hi = a + b;
    Dd { hi, lo: b - (hi - a) }
}

/// A number as two of 26 bits each.
#[inline]
fn halves(a: f64) -> (f64, f64) {
    let c = a * 134_217_729.0;
    let hi = c - (c - a);
    (hi, a - hi)
}

/// A product and its error. The factors are below 2^996.
#[inline]
pub(super) fn two_product(a: f64, b: f64) -> Dd {
    let hi = a * b;
    let ((ah, al), (bh, bl)) = (halves(a), halves(b));
    Dd { hi, lo: al * bl - (((hi - ah * bh) - al * bh) - ah * bl) }
}

impl Dd {
    pub(super) const fn new(hi: f64, lo: f64) -> Dd {
        Dd { hi, lo }
    }

    /// The sum, rounded.
    #[inline]
    pub(super) fn value(self) -> f64 {
        self.hi + self.lo
    }

    #[inline]
    pub(super) fn negate(self) -> Dd {
        Dd { hi: -self.hi, lo: -self.lo }
    }

    #[inline]
    pub(super) fn add(self, other: Dd) -> Dd {
        let high = two_sum(self.hi, other.hi);
        let low = two_sum(self.lo, other.lo);
        let sum = quick_sum(high.hi, high.lo + low.hi);
        quick_sum(sum.hi, sum.lo + low.lo)
    }

    #[inline]
    pub(super) fn subtract(self, other: Dd) -> Dd {
        self.add(other.negate())
    }

    #[inline]
    pub(super) fn multiply(self, other: Dd) -> Dd {
        let p = two_product(self.hi, other.hi);
        quick_sum(p.hi, p.lo + (self.hi * other.lo + self.lo * other.hi))
    }

    #[inline]
    pub(super) fn divide(self, other: Dd) -> Dd {
        let q = self.hi / other.hi;
        let rest = self.subtract(other.multiply(Dd::new(q, 0.0)));
        let next = rest.hi / other.hi;
        let rest = rest.subtract(other.multiply(Dd::new(next, 0.0)));
        let q = quick_sum(q, next);
        quick_sum(q.hi, q.lo + rest.hi / other.hi)
    }

    /// The square root of a positive number.
    #[inline]
    pub(super) fn root(self) -> Dd {
        let root = sqrt(self.hi);
        let rest = self.subtract(two_product(root, root));
        quick_sum(root, rest.hi / (2.0 * root))
    }

    /// Both parts times a power of two.
    #[inline]
    pub(super) fn times(self, power: f64) -> Dd {
        Dd { hi: self.hi * power, lo: self.lo * power }
    }
}
