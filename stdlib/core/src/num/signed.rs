//! The methods that only signed integer types have.
use crate::intrinsics;

macro_rules! signed_methods {
    ($($T:ident $U:ident;)*) => {$(
        impl $T {
            /// The smallest value.
            pub const MIN: Self = !Self::MAX;
            /// The largest value.
            pub const MAX: Self = (<$U>::MAX >> 1) as Self;

            /// The bits as an unsigned number.
            #[must_use]
            #[inline(always)]
            pub const fn cast_unsigned(self) -> $U {
                self as $U
            }

            /// Whether this is the one division that overflows.
            #[inline(always)]
            const fn overflows_by(self, rhs: Self) -> bool {
                (self == Self::MIN) & (rhs == -1)
            }

            /// The quotient modulo 2^n.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn wrapping_div(self, rhs: Self) -> Self {
                self.overflowing_div(rhs).0
            }

            /// The Euclidean quotient modulo 2^n.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn wrapping_div_euclid(self, rhs: Self) -> Self {
                self.overflowing_div_euclid(rhs).0
            }

            /// The remainder modulo 2^n.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem(self, rhs: Self) -> Self {
                self.overflowing_rem(rhs).0
            }

            /// The Euclidean remainder modulo 2^n.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn wrapping_rem_euclid(self, rhs: Self) -> Self {
                self.overflowing_rem_euclid(rhs).0
            }

            /// The quotient modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn overflowing_div(self, rhs: Self) -> (Self, bool) {
                if intrinsics::unlikely(self.overflows_by(rhs)) {
                    (self, true)
                } else {
                    (self / rhs, false)
                }
            }

            /// The Euclidean quotient modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn overflowing_div_euclid(self, rhs: Self) -> (Self, bool) {
                if intrinsics::unlikely(self.overflows_by(rhs)) {
                    (self, true)
                } else {
                    (self.div_euclid(rhs), false)
                }
            }

            /// The remainder modulo 2^n and whether the division overflowed.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem(self, rhs: Self) -> (Self, bool) {
                if intrinsics::unlikely(rhs == -1) {
                    (0, self == Self::MIN)
                } else {
                    (self % rhs, false)
                }
            }

            /// The Euclidean remainder modulo 2^n and whether the division overflowed.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, rhs: Self) -> (Self, bool) {
                if intrinsics::unlikely(rhs == -1) {
                    (0, self == Self::MIN)
                } else {
                    (self.rem_euclid(rhs), false)
                }
            }

            /// The negative modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_neg(self) -> (Self, bool) {
                (self.wrapping_neg(), self == Self::MIN)
            }

            /// The negative.
            ///
            /// # Safety
            /// It must not overflow.
            #[must_use]
            #[inline(always)]
            pub const unsafe fn unchecked_neg(self) -> Self {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::unchecked_sub(0, self) }
            }

            /// The quotient that leaves a remainder that is not negative.
            #[must_use]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn div_euclid(self, rhs: Self) -> Self {
                let q = self / rhs;
                if self % rhs < 0 {
                    return if rhs > 0 { q - 1 } else { q + 1 };
                }
                q
            }

            /// The remainder that is not negative.
            #[must_use]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn rem_euclid(self, rhs: Self) -> Self {
                let r = self % rhs;
                if r < 0 { r.wrapping_add(rhs.wrapping_abs()) } else { r }
            }

            /// The sum with an unsigned number, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_add_unsigned(self, rhs: $U) -> Option<Self> {
                let (value, overflow) = self.overflowing_add_unsigned(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The difference with an unsigned number, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_sub_unsigned(self, rhs: $U) -> Option<Self> {
                let (value, overflow) = self.overflowing_sub_unsigned(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The sum with an unsigned number; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_add_unsigned(self, rhs: $U) -> Self {
                let (value, overflow) = self.overflowing_add_unsigned(rhs);
                if overflow { crate::panicking::panic_const::panic_const_add_overflow() } else { value }
            }

            /// The difference with an unsigned number; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_sub_unsigned(self, rhs: $U) -> Self {
                let (value, overflow) = self.overflowing_sub_unsigned(rhs);
                if overflow { crate::panicking::panic_const::panic_const_sub_overflow() } else { value }
            }

            /// The sum with an unsigned number, or the largest value.
            #[must_use]
            #[inline]
            pub const fn saturating_add_unsigned(self, rhs: $U) -> Self {
                match self.checked_add_unsigned(rhs) {
                    Some(x) => x,
                    None => Self::MAX,
                }
            }

            /// The difference with an unsigned number, or the smallest value.
            #[must_use]
            #[inline]
            pub const fn saturating_sub_unsigned(self, rhs: $U) -> Self {
                match self.checked_sub_unsigned(rhs) {
                    Some(x) => x,
                    None => Self::MIN,
                }
            }

            /// The sum with an unsigned number modulo 2^n.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_add_unsigned(self, rhs: $U) -> Self {
                self.wrapping_add(rhs as Self)
            }

            /// The difference with an unsigned number modulo 2^n.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_sub_unsigned(self, rhs: $U) -> Self {
                self.wrapping_sub(rhs as Self)
            }

            /// The sum with an unsigned number modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_add_unsigned(self, rhs: $U) -> (Self, bool) {
                let rhs = rhs as Self;
                let (res, overflowed) = self.overflowing_add(rhs);
                (res, overflowed ^ (rhs < 0))
            }

            /// The difference with an unsigned number modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_sub_unsigned(self, rhs: $U) -> (Self, bool) {
                let rhs = rhs as Self;
                let (res, overflowed) = self.overflowing_sub(rhs);
                (res, overflowed ^ (rhs < 0))
            }

            /// The product, or the bound that it passes.
            #[must_use]
            #[inline]
            pub const fn saturating_mul(self, rhs: Self) -> Self {
                match self.checked_mul(rhs) {
                    Some(x) => x,
                    None if (self < 0) == (rhs < 0) => Self::MAX,
                    None => Self::MIN,
                }
            }

            /// The quotient, or the largest value.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn saturating_div(self, rhs: Self) -> Self {
                match self.overflowing_div(rhs) {
                    (result, false) => result,
                    (_, true) => Self::MAX,
                }
            }

            /// The power, or the bound that it passes.
            #[must_use]
            #[inline]
            pub const fn saturating_pow(self, exp: u32) -> Self {
                match self.checked_pow(exp) {
                    Some(x) => x,
                    None if self < 0 && exp % 2 == 1 => Self::MIN,
                    None => Self::MAX,
                }
            }

            /// The negative, or the largest value.
            #[must_use]
            #[inline(always)]
            pub const fn saturating_neg(self) -> Self {
                intrinsics::saturating_sub(0, self)
            }

            /// The absolute value, or the largest value.
            #[must_use]
            #[inline]
            pub const fn saturating_abs(self) -> Self {
                if self < 0 { self.saturating_neg() } else { self }
            }

            /// The value shifted down by any distance.
            #[must_use]
            #[inline]
            pub const fn unbounded_shr(self, rhs: u32) -> $T {
                let rhs = if rhs < Self::BITS { rhs } else { Self::BITS - 1 };
                // SAFETY: the distance is bounded.
                unsafe { self.unchecked_shr(rhs) }
            }

            /// The absolute value, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_abs(self) -> Option<Self> {
                if self < 0 { self.checked_neg() } else { Some(self) }
            }

            /// The absolute value; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_abs(self) -> Self {
                if self < 0 { self.strict_neg() } else { self }
            }

            /// The absolute value modulo 2^n.
            #[must_use]
            #[inline]
            pub const fn wrapping_abs(self) -> Self {
                if self < 0 { self.wrapping_neg() } else { self }
            }

            /// The absolute value modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_abs(self) -> (Self, bool) {
                (self.wrapping_abs(), self == Self::MIN)
            }

            /// The absolute value as an unsigned number.
            #[must_use]
            #[inline]
            pub const fn unsigned_abs(self) -> $U {
                self.wrapping_abs() as $U
            }

            /// The absolute value.
            #[must_use]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn abs(self) -> Self {
                if self < 0 { -self } else { self }
            }

            /// The distance of two numbers.
            #[must_use]
            #[inline]
            pub const fn abs_diff(self, other: Self) -> $U {
                if self < other {
                    (other as $U).wrapping_sub(self as $U)
                } else {
                    (self as $U).wrapping_sub(other as $U)
                }
            }

            /// The mean, rounded towards zero.
            #[must_use]
            #[inline]
            pub const fn midpoint(self, rhs: Self) -> Self {
                // Rounded down, then corrected.
                let t = ((self ^ rhs) >> 1) + (self & rhs);
                t + ((t < 0) as Self & (self ^ rhs) & 1)
            }

            /// The sign: -1, 0 or 1.
            #[must_use]
            #[inline(always)]
            pub const fn signum(self) -> Self {
                (self > 0) as Self - (self < 0) as Self
            }

            /// Whether the value is greater than 0.
            #[must_use]
            #[inline(always)]
            pub const fn is_positive(self) -> bool {
                self > 0
            }

            /// Whether the value is less than 0.
            #[must_use]
            #[inline(always)]
            pub const fn is_negative(self) -> bool {
                self < 0
            }

            /// The square root, rounded down; panics if the value is negative.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn isqrt(self) -> Self {
                match self.checked_isqrt() {
                    Some(sqrt) => sqrt,
                    None => panic!("argument of integer square root cannot be negative"),
                }
            }

            /// The square root, rounded down, unless the value is negative.
            #[must_use]
            #[inline]
            pub const fn checked_isqrt(self) -> Option<Self> {
                if self < 0 { None } else { Some((self as $U).isqrt() as Self) }
            }
        }
    )*};
}
signed_methods! {
    i8 u8;
    i16 u16;
    i32 u32;
    i64 u64;
    i128 u128;
    isize usize;
}
