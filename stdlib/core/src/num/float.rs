//! The methods of `f32` and `f64` that need no operating system.
use super::convert::FloatToInt;
use crate::cmp::Ordering;
use crate::intrinsics;

/// What kind of number a floating-point number is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FpCategory {
    /// Not a number.
    Nan,
    /// Positive or negative infinity.
    Infinite,
    /// Positive or negative zero.
    Zero,
    /// Too small for full precision.
    Subnormal,
    /// All others.
    Normal,
}

macro_rules! float_methods {
    (
        $F:ident $Bits:ident $Signed:ident $bytes:literal, digits $mant:literal $dec:literal,
        exp $min_exp:literal $max_exp:literal $min10:literal $max10:literal,
        epsilon $eps:literal, max $max:literal, min_positive $minpos:literal,
        abs $abs:ident copysign $copysign:ident,
        degrees $degrees:expr, half $low:expr, $high:expr
    ) => {
        impl $F {
            /// The base.
            pub const RADIX: u32 = 2;
            /// The number of bits of precision.
            pub const MANTISSA_DIGITS: u32 = $mant;
            /// The number of decimal digits that survive.
            pub const DIGITS: u32 = $dec;
            /// The distance from 1 to the next number.
            pub const EPSILON: $F = $eps;
            /// The smallest finite number.
            pub const MIN: $F = -$max;
            /// The smallest positive normal number.
            pub const MIN_POSITIVE: $F = $minpos;
            /// The largest finite number.
            pub const MAX: $F = $max;
            /// The smallest exponent of 2 of a normal number, plus one.
            pub const MIN_EXP: i32 = $min_exp;
            /// The largest exponent of 2, plus one.
            pub const MAX_EXP: i32 = $max_exp;
            /// The smallest exponent of 10 of a normal number.
            pub const MIN_10_EXP: i32 = $min10;
            /// The largest exponent of 10.
            pub const MAX_10_EXP: i32 = $max10;
            /// Not a number.
            #[rustc_diagnostic_item = "float_nan"]
            pub const NAN: $F = 0.0 / 0.0;
            /// Infinity.
            pub const INFINITY: $F = 1.0 / 0.0;
            /// Negative infinity.
            pub const NEG_INFINITY: $F = -1.0 / 0.0;

            const SIGN_MASK: $Bits = 1 << (<$Bits>::BITS - 1);
            const MAN_MASK: $Bits = (1 << ($mant - 1)) - 1;
            const EXP_MASK: $Bits = !(Self::SIGN_MASK | Self::MAN_MASK);

            /// Whether this is not a number.
            #[must_use]
            #[inline]
            pub const fn is_nan(self) -> bool {
                self != self
            }

            /// Whether this is positive or negative infinity.
            #[must_use]
            #[inline]
            pub const fn is_infinite(self) -> bool {
                (self == Self::INFINITY) | (self == Self::NEG_INFINITY)
            }

            /// Whether this is neither infinite nor NaN.
            #[must_use]
            #[inline]
            pub const fn is_finite(self) -> bool {
                self.abs() < Self::INFINITY
            }

            /// Whether this is subnormal.
            #[must_use]
            #[inline]
            pub const fn is_subnormal(self) -> bool {
                matches!(self.classify(), FpCategory::Subnormal)
            }

            /// Whether this is normal.
            #[must_use]
            #[inline]
            pub const fn is_normal(self) -> bool {
                matches!(self.classify(), FpCategory::Normal)
            }

            /// What kind of number this is.
            #[must_use]
            pub const fn classify(self) -> FpCategory {
                let bits = self.to_bits();
                match (bits & Self::MAN_MASK, bits & Self::EXP_MASK) {
                    (0, Self::EXP_MASK) => FpCategory::Infinite,
                    (_, Self::EXP_MASK) => FpCategory::Nan,
                    (0, 0) => FpCategory::Zero,
                    (_, 0) => FpCategory::Subnormal,
                    _ => FpCategory::Normal,
                }
            }

            /// Whether the sign bit is clear.
            #[must_use]
            #[inline]
            pub const fn is_sign_positive(self) -> bool {
                !self.is_sign_negative()
            }

            /// Whether the sign bit is set.
            #[must_use]
            #[inline]
            pub const fn is_sign_negative(self) -> bool {
                self.to_bits() & Self::SIGN_MASK != 0
            }

            /// The least number that is greater.
            #[must_use]
            #[inline]
            pub const fn next_up(self) -> Self {
                let bits = self.to_bits();
                if self.is_nan() || bits == Self::INFINITY.to_bits() {
                    return self;
                }
                let abs = bits & !Self::SIGN_MASK;
                let next = if abs == 0 {
                    1
                } else if bits == abs {
                    bits + 1
                } else {
                    bits - 1
                };
                Self::from_bits(next)
            }

            /// The greatest number that is less.
            #[must_use]
            #[inline]
            pub const fn next_down(self) -> Self {
                let bits = self.to_bits();
                if self.is_nan() || bits == Self::NEG_INFINITY.to_bits() {
                    return self;
                }
                let abs = bits & !Self::SIGN_MASK;
                let next = if abs == 0 {
                    Self::SIGN_MASK | 1
                } else if bits == abs {
                    bits - 1
                } else {
                    bits + 1
                };
                Self::from_bits(next)
            }

            /// One divided by this.
            #[must_use]
            #[inline]
            pub const fn recip(self) -> $F {
                1.0 / self
            }

            /// From radians to degrees.
            #[must_use]
            #[inline]
            pub const fn to_degrees(self) -> $F {
                const PIS_IN_180: $F = $degrees;
                self * PIS_IN_180
            }

            /// From degrees to radians.
            #[must_use]
            #[inline]
            pub const fn to_radians(self) -> $F {
                const RADS_PER_DEG: $F = super::shims::$F::consts::PI / 180.0;
                self * RADS_PER_DEG
            }

            /// The greater number, or the one that is not NaN.
            #[must_use]
            #[inline]
            pub const fn max(self, other: $F) -> $F {
                if self > other || other != other { self } else { other }
            }

            /// The lesser number, or the one that is not NaN.
            #[must_use]
            #[inline]
            pub const fn min(self, other: $F) -> $F {
                if self < other || other != other { self } else { other }
            }

            /// The greater number, or NaN.
            #[must_use]
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "float_minimum_maximum", issue = "none"))]
            pub const fn maximum(self, other: $F) -> $F {
                if self > other {
                    self
                } else if other > self {
                    other
                } else if self == other {
                    if self.is_sign_positive() && other.is_sign_negative() { self } else { other }
                } else {
                    self + other
                }
            }

            /// The lesser number, or NaN.
            #[must_use]
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "float_minimum_maximum", issue = "none"))]
            pub const fn minimum(self, other: $F) -> $F {
                if self < other {
                    self
                } else if other < self {
                    other
                } else if self == other {
                    if self.is_sign_negative() && other.is_sign_positive() { self } else { other }
                } else {
                    self + other
                }
            }

            /// The mean.
            #[must_use]
            #[inline]
            pub const fn midpoint(self, other: $F) -> $F {
                const LO: $F = $low;
                const HI: $F = $high;
                let (a, b) = (self, other);
                let (abs_a, abs_b) = (a.abs(), b.abs());
                if abs_a <= HI && abs_b <= HI {
                    // The sum does not overflow.
                    (a + b) / 2.0
                } else if abs_a < LO {
                    // Halving it would lose precision.
                    a + (b / 2.0)
                } else if abs_b < LO {
                    (a / 2.0) + b
                } else {
                    (a / 2.0) + (b / 2.0)
                }
            }

            /// The integer, truncated.
            ///
            /// # Safety
            /// It must be in range.
            #[must_use]
            #[inline]
            pub unsafe fn to_int_unchecked<Int>(self) -> Int
            where
                Self: FloatToInt<Int>,
            {
                // SAFETY: promised by the caller.
                unsafe { FloatToInt::<Int>::to_int_unchecked(self) }
            }

            /// The bits.
            #[must_use]
            #[inline]
            pub const fn to_bits(self) -> $Bits {
                // SAFETY: every number has bits.
                unsafe { crate::mem::transmute(self) }
            }

            /// From bits.
            #[must_use]
            #[inline]
            pub const fn from_bits(v: $Bits) -> Self {
                // SAFETY: all bits are a number.
                unsafe { crate::mem::transmute(v) }
            }

            /// The bytes in big-endian order.
            #[must_use]
            #[inline]
            pub const fn to_be_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_be_bytes()
            }

            /// The bytes in little-endian order.
            #[must_use]
            #[inline]
            pub const fn to_le_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_le_bytes()
            }

            /// The bytes as they are in memory.
            #[must_use]
            #[inline]
            pub const fn to_ne_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_ne_bytes()
            }

            /// From bytes in big-endian order.
            #[must_use]
            #[inline]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> Self {
                Self::from_bits(<$Bits>::from_be_bytes(bytes))
            }

            /// From bytes in little-endian order.
            #[must_use]
            #[inline]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> Self {
                Self::from_bits(<$Bits>::from_le_bytes(bytes))
            }

            /// From bytes as they are in memory.
            #[must_use]
            #[inline]
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> Self {
                Self::from_bits(<$Bits>::from_ne_bytes(bytes))
            }

            /// The total order of IEEE 754, which has a place for every NaN.
            #[must_use]
            #[inline]
            pub fn total_cmp(&self, other: &Self) -> Ordering {
                let mut left = self.to_bits() as $Signed;
                let mut right = other.to_bits() as $Signed;
                // Negative numbers are ordered the other way round.
                left ^= (((left >> (<$Bits>::BITS - 1)) as $Bits) >> 1) as $Signed;
                right ^= (((right >> (<$Bits>::BITS - 1)) as $Bits) >> 1) as $Signed;
                left.cmp(&right)
            }

            /// The value, or the bound that it lies beyond.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn clamp(mut self, min: $F, max: $F) -> $F {
                if !(min <= max) {
                    bad_clamp(min as f64, max as f64);
                }
                if self < min {
                    self = min;
                }
                if self > max {
                    self = max;
                }
                self
            }

            /// The absolute value.
            #[must_use]
            #[inline]
            pub const fn abs(self) -> $F {
                intrinsics::$abs(self)
            }

            /// The sign: -1, 1 or NaN.
            #[must_use]
            #[inline]
            pub const fn signum(self) -> $F {
                let one: $F = 1.0;
                if self.is_nan() { Self::NAN } else { one.copysign(self) }
            }

            /// The value with the sign of another.
            #[must_use]
            #[inline]
            pub const fn copysign(self, sign: $F) -> $F {
                intrinsics::$copysign(self, sign)
            }
        }
    };
}

float_methods! {
    f32 u32 i32 4, digits 24 6,
    exp -125 128 -37 38,
    epsilon 1.19209290e-07, max 3.40282347e+38, min_positive 1.17549435e-38,
    abs fabsf32 copysign copysignf32,
    degrees 57.2957795130823208767981548141051703, half f32::MIN_POSITIVE * 2., f32::MAX / 2.
}
float_methods! {
    f64 u64 i64 8, digits 53 15,
    exp -1021 1024 -307 308,
    epsilon 2.2204460492503131e-16, max 1.7976931348623157e+308, min_positive 2.2250738585072014e-308,
    abs fabsf64 copysign copysignf64,
    degrees 180.0f64 / super::shims::f64::consts::PI, half f64::MIN_POSITIVE * 2., f64::MAX / 2.
}

#[cold]
#[inline(never)]
#[track_caller]
#[rustc_do_not_const_check]
const fn bad_clamp(min: f64, max: f64) -> ! {
    panic!("min > max, or either was NaN. min = {min:?}, max = {max:?}")
}
