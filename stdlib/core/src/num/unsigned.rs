//! The methods that only unsigned integer types have.
use crate::intrinsics;

macro_rules! unsigned_methods {
    ($($T:ident $S:ident $sqrt:ident $W:ident;)*) => {$(
        impl $T {
            /// The smallest value.
            pub const MIN: Self = 0;
            /// The largest value.
            pub const MAX: Self = !0;

            /// The bits as a signed number.
            #[must_use]
            #[inline(always)]
            pub const fn cast_signed(self) -> $S {
                self as $S
            }

            /// The quotient; as all others of unsigned numbers, it does not overflow.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn wrapping_div(self, rhs: Self) -> Self {
                self / rhs
            }

            /// The Euclidean quotient.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn wrapping_div_euclid(self, rhs: Self) -> Self {
                self / rhs
            }

            /// The remainder.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn wrapping_rem(self, rhs: Self) -> Self {
                self % rhs
            }

            /// The Euclidean remainder.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn wrapping_rem_euclid(self, rhs: Self) -> Self {
                self % rhs
            }

            /// The quotient and `false`.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn overflowing_div(self, rhs: Self) -> (Self, bool) {
                (self / rhs, false)
            }

            /// The Euclidean quotient and `false`.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn overflowing_div_euclid(self, rhs: Self) -> (Self, bool) {
                (self / rhs, false)
            }

            /// The remainder and `false`.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn overflowing_rem(self, rhs: Self) -> (Self, bool) {
                (self % rhs, false)
            }

            /// The Euclidean remainder and `false`.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn overflowing_rem_euclid(self, rhs: Self) -> (Self, bool) {
                (self % rhs, false)
            }

            /// The negative modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline(always)]
            pub const fn overflowing_neg(self) -> (Self, bool) {
                ((!self).wrapping_add(1), self != 0)
            }

            /// The Euclidean quotient.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn div_euclid(self, rhs: Self) -> Self {
                self / rhs
            }

            /// The Euclidean remainder.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn rem_euclid(self, rhs: Self) -> Self {
                self % rhs
            }

            /// The quotient, rounded down.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            #[cfg_attr(ochre, unstable(feature = "int_roundings", issue = "none"))]
            pub const fn div_floor(self, rhs: Self) -> Self {
                self / rhs
            }

            /// The quotient, rounded up.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn div_ceil(self, rhs: Self) -> Self {
                let (quotient, rest) = (self / rhs, self % rhs);
                if rest > 0 { quotient + 1 } else { quotient }
            }

            /// The least multiple of `rhs` that is not less.
            #[must_use]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn next_multiple_of(self, rhs: Self) -> Self {
                match self % rhs {
                    0 => self,
                    r => self + (rhs - r),
                }
            }

            /// The least multiple of `rhs` that is not less, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_next_multiple_of(self, rhs: Self) -> Option<Self> {
                match self.checked_rem(rhs) {
                    None => None,
                    Some(0) => Some(self),
                    Some(r) => self.checked_add(rhs - r),
                }
            }

            /// Whether this is a multiple of `rhs`.
            #[must_use]
            #[inline]
            pub const fn is_multiple_of(self, rhs: Self) -> bool {
                match rhs {
                    0 => self == 0,
                    _ => self % rhs == 0,
                }
            }

            /// The sum with a signed number, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_add_signed(self, rhs: $S) -> Option<Self> {
                let (value, overflow) = self.overflowing_add_signed(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The difference with a signed number, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_sub_signed(self, rhs: $S) -> Option<Self> {
                let (value, overflow) = self.overflowing_sub_signed(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The sum with a signed number; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_add_signed(self, rhs: $S) -> Self {
                let (value, overflow) = self.overflowing_add_signed(rhs);
                if overflow { crate::panicking::panic_const::panic_const_add_overflow() } else { value }
            }

            /// The difference with a signed number; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_sub_signed(self, rhs: $S) -> Self {
                let (value, overflow) = self.overflowing_sub_signed(rhs);
                if overflow { crate::panicking::panic_const::panic_const_sub_overflow() } else { value }
            }

            /// The difference as a signed number, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_signed_diff(self, rhs: Self) -> Option<$S> {
                let res = self.wrapping_sub(rhs) as $S;
                let overflow = (self >= rhs) == (res < 0);
                if overflow { None } else { Some(res) }
            }

            /// The sum with a signed number, or the bound that it passes.
            #[must_use]
            #[inline]
            pub const fn saturating_add_signed(self, rhs: $S) -> Self {
                let (value, overflow) = self.overflowing_add(rhs as Self);
                if overflow == (rhs < 0) {
                    value
                } else if overflow {
                    Self::MAX
                } else {
                    0
                }
            }

            /// The difference with a signed number, or the bound that it passes.
            #[must_use]
            #[inline]
            pub const fn saturating_sub_signed(self, rhs: $S) -> Self {
                let (value, overflow) = self.overflowing_sub_signed(rhs);
                if !overflow {
                    value
                } else if rhs < 0 {
                    Self::MAX
                } else {
                    0
                }
            }

            /// The sum with a signed number modulo 2^n.
            #[must_use]
            #[inline]
            pub const fn wrapping_add_signed(self, rhs: $S) -> Self {
                self.wrapping_add(rhs as Self)
            }

            /// The difference with a signed number modulo 2^n.
            #[must_use]
            #[inline]
            pub const fn wrapping_sub_signed(self, rhs: $S) -> Self {
                self.wrapping_sub(rhs as Self)
            }

            /// The sum with a signed number modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_add_signed(self, rhs: $S) -> (Self, bool) {
                let (value, overflow) = self.overflowing_add(rhs as Self);
                (value, overflow ^ (rhs < 0))
            }

            /// The difference with a signed number modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_sub_signed(self, rhs: $S) -> (Self, bool) {
                let (value, overflow) = self.overflowing_sub(rhs as Self);
                (value, overflow ^ (rhs < 0))
            }

            /// The sum with a carry, and the new carry.
            #[must_use]
            #[inline]
            pub const fn carrying_add(self, rhs: Self, carry: bool) -> (Self, bool) {
                let (a, c1) = self.overflowing_add(rhs);
                let (b, c2) = a.overflowing_add(carry as $T);
                (b, c1 | c2)
            }

            /// The difference with a borrow, and the new borrow.
            #[must_use]
            #[inline]
            pub const fn borrowing_sub(self, rhs: Self, borrow: bool) -> (Self, bool) {
                let (a, c1) = self.overflowing_sub(rhs);
                let (b, c2) = a.overflowing_sub(borrow as $T);
                (b, c1 | c2)
            }

            /// The two halves of the double-width product.
            #[must_use]
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "bigint_helper_methods", issue = "none"))]
            pub const fn widening_mul(self, rhs: Self) -> (Self, Self) {
                self.carrying_mul_add(rhs, 0, 0)
            }

            /// The two halves of `self * rhs + carry`.
            #[must_use]
            #[inline]
            pub const fn carrying_mul(self, rhs: Self, carry: Self) -> (Self, Self) {
                self.carrying_mul_add(rhs, carry, 0)
            }

            /// The two halves of `self * rhs + carry + add`.
            #[must_use]
            #[inline]
            pub const fn carrying_mul_add(self, rhs: Self, carry: Self, add: Self) -> (Self, Self) {
                unsigned_methods!(@mul_add $T $W self rhs carry add)
            }

            /// The distance of two numbers.
            #[must_use]
            #[inline]
            pub const fn abs_diff(self, other: Self) -> Self {
                if self < other { other - self } else { self - other }
            }

            /// The mean, rounded down.
            #[must_use]
            #[inline]
            pub const fn midpoint(self, rhs: Self) -> Self {
                ((self ^ rhs) >> 1) + (self & rhs)
            }

            /// The product, or the largest value.
            #[must_use]
            #[inline]
            pub const fn saturating_mul(self, rhs: Self) -> Self {
                match self.checked_mul(rhs) {
                    Some(x) => x,
                    None => Self::MAX,
                }
            }

            /// The quotient.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn saturating_div(self, rhs: Self) -> Self {
                self / rhs
            }

            /// The power, or the largest value.
            #[must_use]
            #[inline]
            pub const fn saturating_pow(self, exp: u32) -> Self {
                match self.checked_pow(exp) {
                    Some(x) => x,
                    None => Self::MAX,
                }
            }

            /// The value shifted down by any distance.
            #[must_use]
            #[inline]
            pub const fn unbounded_shr(self, rhs: u32) -> $T {
                // SAFETY: the distance is checked.
                if rhs < Self::BITS { unsafe { self.unchecked_shr(rhs) } } else { 0 }
            }

            /// The square root, rounded down.
            #[must_use]
            #[inline]
            pub const fn isqrt(self) -> Self {
                super::int_log::$sqrt(self as _) as $T
            }

            /// Whether exactly one bit is set.
            #[must_use]
            #[inline(always)]
            pub const fn is_power_of_two(self) -> bool {
                self.count_ones() == 1
            }

            /// One less than the least power of two that is not less; 0 for 0 and 1.
            #[inline]
            const fn one_less_than_next_power_of_two(self) -> Self {
                if self <= 1 {
                    return 0;
                }
                let p = self - 1;
                // SAFETY: `p` is not 0.
                let z = unsafe { intrinsics::ctlz_nonzero(p) };
                Self::MAX >> z
            }

            /// The least power of two that is not less.
            #[must_use]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn next_power_of_two(self) -> Self {
                self.one_less_than_next_power_of_two() + 1
            }

            /// The least power of two that is not less, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_next_power_of_two(self) -> Option<Self> {
                self.one_less_than_next_power_of_two().checked_add(1)
            }

            /// The least power of two that is not less, or 0.
            #[must_use]
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "wrapping_next_power_of_two", issue = "none"))]
            pub const fn wrapping_next_power_of_two(self) -> Self {
                self.one_less_than_next_power_of_two().wrapping_add(1)
            }
        }
    )*};
    (@mul_add u128 $W:ident $a:ident $b:ident $c:ident $d:ident) => {{
        const MASK: u128 = u64::MAX as u128;
        let (a0, a1, b0, b1) = ($a & MASK, $a >> 64, $b & MASK, $b >> 64);
        // Schoolbook; no column overflows 128 bits.
        let p00 = a0 * b0;
        let mid = a1 * b0 + (p00 >> 64);
        let mid2 = a0 * b1 + (mid & MASK);
        let low = mid2 << 64 | (p00 & MASK);
        let high = a1 * b1 + (mid >> 64) + (mid2 >> 64);
        let (low, c1) = low.overflowing_add($c);
        let (low, c2) = low.overflowing_add($d);
        (low, high + c1 as u128 + c2 as u128)
    }};
    (@mul_add $T:ident $W:ident $a:ident $b:ident $c:ident $d:ident) => {{
        let wide = ($a as $W) * ($b as $W) + ($c as $W) + ($d as $W);
        (wide as $T, (wide >> <$T>::BITS) as $T)
    }};
}
unsigned_methods! {
    u8 i8 sqrt_u64 u16;
    u16 i16 sqrt_u64 u32;
    u32 i32 sqrt_u64 u64;
    u64 i64 sqrt_u64 u128;
    u128 i128 sqrt_u128 u128;
    usize isize sqrt_u64 u128;
}

impl usize {
    /// Repeats a byte.
    #[inline]
    pub(crate) const fn repeat_u8(x: u8) -> usize {
        usize::MAX / 255 * x as usize
    }
}
