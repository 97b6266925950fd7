//! The methods that all integer types have in common.
use crate::intrinsics;

macro_rules! shared_methods {
    ($($T:ident $U:ident $bits:literal $bytes:literal;)*) => {$(
        impl $T {
            /// The number of bits.
            pub const BITS: u32 = $bits;

            /// The smallest value.
            #[inline(always)]
            #[cfg_attr(ochre, rustc_promotable)]
            pub const fn min_value() -> Self {
                Self::MIN
            }

            /// The largest value.
            #[inline(always)]
            #[cfg_attr(ochre, rustc_promotable)]
            pub const fn max_value() -> Self {
                Self::MAX
            }

            /// The number of ones.
            #[must_use]
            #[inline(always)]
            pub const fn count_ones(self) -> u32 {
                intrinsics::ctpop(self as $U)
            }

            /// The number of zeros.
            #[must_use]
            #[inline(always)]
            pub const fn count_zeros(self) -> u32 {
                (!self).count_ones()
            }

            /// The number of zeros at the high end.
            #[must_use]
            #[inline(always)]
            pub const fn leading_zeros(self) -> u32 {
                intrinsics::ctlz(self as $U)
            }

            /// The number of zeros at the low end.
            #[must_use]
            #[inline(always)]
            pub const fn trailing_zeros(self) -> u32 {
                intrinsics::cttz(self as $U)
            }

            /// The number of ones at the high end.
            #[must_use]
            #[inline(always)]
            pub const fn leading_ones(self) -> u32 {
                (!self).leading_zeros()
            }

            /// The number of ones at the low end.
            #[must_use]
            #[inline(always)]
            pub const fn trailing_ones(self) -> u32 {
                (!self).trailing_zeros()
            }

            /// Moves bits up; those that leave come back at the low end.
            #[must_use]
            #[inline(always)]
            pub const fn rotate_left(self, n: u32) -> Self {
                let (x, n) = (self as $U, n % $bits);
                // Back ends know this pattern.
                (x << n | x >> (($bits - n) % $bits)) as $T
            }

            /// Moves bits down; those that leave come back at the high end.
            #[must_use]
            #[inline(always)]
            pub const fn rotate_right(self, n: u32) -> Self {
                let (x, n) = (self as $U, n % $bits);
                (x >> n | x << (($bits - n) % $bits)) as $T
            }

            /// The bytes in reverse order.
            #[must_use]
            #[inline(always)]
            pub const fn swap_bytes(self) -> Self {
                intrinsics::bswap(self as $U) as $T
            }

            /// The bits in reverse order.
            #[must_use]
            #[inline(always)]
            pub const fn reverse_bits(self) -> Self {
                intrinsics::bitreverse(self as $U) as $T
            }

            /// From big endian.
            #[must_use]
            #[inline]
            pub const fn from_be(x: Self) -> Self {
                if cfg!(target_endian = "big") { x } else { x.swap_bytes() }
            }

            /// From little endian.
            #[must_use]
            #[inline]
            pub const fn from_le(x: Self) -> Self {
                if cfg!(target_endian = "little") { x } else { x.swap_bytes() }
            }

            /// To big endian.
            #[must_use]
            #[inline]
            pub const fn to_be(self) -> Self {
                Self::from_be(self)
            }

            /// To little endian.
            #[must_use]
            #[inline]
            pub const fn to_le(self) -> Self {
                Self::from_le(self)
            }

            /// The bytes in big-endian order.
            #[must_use]
            #[inline]
            pub const fn to_be_bytes(self) -> [u8; $bytes] {
                self.to_be().to_ne_bytes()
            }

            /// The bytes in little-endian order.
            #[must_use]
            #[inline]
            pub const fn to_le_bytes(self) -> [u8; $bytes] {
                self.to_le().to_ne_bytes()
            }

            /// The bytes as they are in memory.
            #[must_use]
            #[inline]
            pub const fn to_ne_bytes(self) -> [u8; $bytes] {
                // SAFETY: an integer is nothing but its bytes.
                unsafe { crate::mem::transmute(self) }
            }

            /// From bytes in big-endian order.
            #[must_use]
            #[inline]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> Self {
                Self::from_be(Self::from_ne_bytes(bytes))
            }

            /// From bytes in little-endian order.
            #[must_use]
            #[inline]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> Self {
                Self::from_le(Self::from_ne_bytes(bytes))
            }

            /// From bytes as they are in memory.
            #[must_use]
            #[inline]
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> Self {
                // SAFETY: an integer is nothing but its bytes.
                unsafe { crate::mem::transmute(bytes) }
            }

            /// The sum modulo 2^n.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_add(self, rhs: Self) -> Self {
                intrinsics::wrapping_add(self, rhs)
            }

            /// The difference modulo 2^n.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_sub(self, rhs: Self) -> Self {
                intrinsics::wrapping_sub(self, rhs)
            }

            /// The product modulo 2^n.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_mul(self, rhs: Self) -> Self {
                intrinsics::wrapping_mul(self, rhs)
            }

            /// The negative modulo 2^n.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_neg(self) -> Self {
                (0 as $T).wrapping_sub(self)
            }

            /// Shifts up by `rhs` modulo the number of bits.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_shl(self, rhs: u32) -> Self {
                // SAFETY: the distance is masked.
                unsafe { self.unchecked_shl(rhs & (Self::BITS - 1)) }
            }

            /// Shifts down by `rhs` modulo the number of bits.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_shr(self, rhs: u32) -> Self {
                // SAFETY: the distance is masked.
                unsafe { self.unchecked_shr(rhs & (Self::BITS - 1)) }
            }

            /// The sum modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline(always)]
            pub const fn overflowing_add(self, rhs: Self) -> (Self, bool) {
                intrinsics::add_with_overflow(self, rhs)
            }

            /// The difference modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline(always)]
            pub const fn overflowing_sub(self, rhs: Self) -> (Self, bool) {
                intrinsics::sub_with_overflow(self, rhs)
            }

            /// The product modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline(always)]
            pub const fn overflowing_mul(self, rhs: Self) -> (Self, bool) {
                intrinsics::mul_with_overflow(self, rhs)
            }

            /// [`wrapping_shl`](Self::wrapping_shl), and whether the distance was too large.
            #[must_use]
            #[inline]
            pub const fn overflowing_shl(self, rhs: u32) -> (Self, bool) {
                (self.wrapping_shl(rhs), rhs >= Self::BITS)
            }

            /// [`wrapping_shr`](Self::wrapping_shr), and whether the distance was too large.
            #[must_use]
            #[inline]
            pub const fn overflowing_shr(self, rhs: u32) -> (Self, bool) {
                (self.wrapping_shr(rhs), rhs >= Self::BITS)
            }

            /// The sum, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_add(self, rhs: Self) -> Option<Self> {
                let (value, overflow) = self.overflowing_add(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The difference, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_sub(self, rhs: Self) -> Option<Self> {
                let (value, overflow) = self.overflowing_sub(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The product, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_mul(self, rhs: Self) -> Option<Self> {
                let (value, overflow) = self.overflowing_mul(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The negative, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_neg(self) -> Option<Self> {
                let (value, overflow) = self.overflowing_neg();
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The value shifted up, unless the distance is too large.
            #[must_use]
            #[inline]
            pub const fn checked_shl(self, rhs: u32) -> Option<Self> {
                // SAFETY: the distance is checked.
                if rhs < Self::BITS { Some(unsafe { self.unchecked_shl(rhs) }) } else { None }
            }

            /// The value shifted down, unless the distance is too large.
            #[must_use]
            #[inline]
            pub const fn checked_shr(self, rhs: u32) -> Option<Self> {
                // SAFETY: the distance is checked.
                if rhs < Self::BITS { Some(unsafe { self.unchecked_shr(rhs) }) } else { None }
            }

            /// The value shifted up by any distance.
            #[must_use]
            #[inline]
            pub const fn unbounded_shl(self, rhs: u32) -> $T {
                // SAFETY: the distance is checked.
                if rhs < Self::BITS { unsafe { self.unchecked_shl(rhs) } } else { 0 }
            }

            /// The quotient, unless it overflows or the divisor is 0.
            #[must_use]
            #[inline]
            pub const fn checked_div(self, rhs: Self) -> Option<Self> {
                if intrinsics::unlikely(rhs == 0) {
                    return None;
                }
                let (value, overflow) = self.overflowing_div(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The remainder, unless it overflows or the divisor is 0.
            #[must_use]
            #[inline]
            pub const fn checked_rem(self, rhs: Self) -> Option<Self> {
                if intrinsics::unlikely(rhs == 0) {
                    return None;
                }
                let (value, overflow) = self.overflowing_rem(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The Euclidean quotient, unless it overflows or the divisor is 0.
            #[must_use]
            #[inline]
            pub const fn checked_div_euclid(self, rhs: Self) -> Option<Self> {
                if intrinsics::unlikely(rhs == 0) {
                    return None;
                }
                let (value, overflow) = self.overflowing_div_euclid(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The Euclidean remainder, unless it overflows or the divisor is 0.
            #[must_use]
            #[inline]
            pub const fn checked_rem_euclid(self, rhs: Self) -> Option<Self> {
                if intrinsics::unlikely(rhs == 0) {
                    return None;
                }
                let (value, overflow) = self.overflowing_rem_euclid(rhs);
                if intrinsics::unlikely(overflow) { None } else { Some(value) }
            }

            /// The sum.
            ///
            /// # Safety
            /// It must not overflow.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_add(self, rhs: Self) -> Self {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::unchecked_add(self, rhs) }
            }

            /// The difference.
            ///
            /// # Safety
            /// It must not overflow.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_sub(self, rhs: Self) -> Self {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::unchecked_sub(self, rhs) }
            }

            /// The product.
            ///
            /// # Safety
            /// It must not overflow.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_mul(self, rhs: Self) -> Self {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::unchecked_mul(self, rhs) }
            }

            /// The value shifted up.
            ///
            /// # Safety
            /// The distance must be less than the number of bits.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_shl(self, rhs: u32) -> Self {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::unchecked_shl(self, rhs) }
            }

            /// The value shifted down.
            ///
            /// # Safety
            /// The distance must be less than the number of bits.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn unchecked_shr(self, rhs: u32) -> Self {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::unchecked_shr(self, rhs) }
            }

            /// The sum, or the bound that it passes.
            #[must_use]
            #[inline(always)]
            pub const fn saturating_add(self, rhs: Self) -> Self {
                intrinsics::saturating_add(self, rhs)
            }

            /// The difference, or the bound that it passes.
            #[must_use]
            #[inline(always)]
            pub const fn saturating_sub(self, rhs: Self) -> Self {
                intrinsics::saturating_sub(self, rhs)
            }

            /// The sum; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_add(self, rhs: Self) -> Self {
                let (value, overflow) = self.overflowing_add(rhs);
                if overflow { crate::panicking::panic_const::panic_const_add_overflow() } else { value }
            }

            /// The difference; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_sub(self, rhs: Self) -> Self {
                let (value, overflow) = self.overflowing_sub(rhs);
                if overflow { crate::panicking::panic_const::panic_const_sub_overflow() } else { value }
            }

            /// The product; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_mul(self, rhs: Self) -> Self {
                let (value, overflow) = self.overflowing_mul(rhs);
                if overflow { crate::panicking::panic_const::panic_const_mul_overflow() } else { value }
            }

            /// The quotient; panics on overflow or if the divisor is 0.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn strict_div(self, rhs: Self) -> Self {
                let (value, overflow) = self.overflowing_div(rhs);
                if overflow { crate::panicking::panic_const::panic_const_div_overflow() } else { value }
            }

            /// The remainder; panics on overflow or if the divisor is 0.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn strict_rem(self, rhs: Self) -> Self {
                let (value, overflow) = self.overflowing_rem(rhs);
                if overflow { crate::panicking::panic_const::panic_const_rem_overflow() } else { value }
            }

            /// The Euclidean quotient; panics on overflow or if the divisor is 0.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn strict_div_euclid(self, rhs: Self) -> Self {
                let (value, overflow) = self.overflowing_div_euclid(rhs);
                if overflow { crate::panicking::panic_const::panic_const_div_overflow() } else { value }
            }

            /// The Euclidean remainder; panics on overflow or if the divisor is 0.
            #[must_use]
            #[inline(always)]
            #[track_caller]
            pub const fn strict_rem_euclid(self, rhs: Self) -> Self {
                let (value, overflow) = self.overflowing_rem_euclid(rhs);
                if overflow { crate::panicking::panic_const::panic_const_rem_overflow() } else { value }
            }

            /// The negative; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_neg(self) -> Self {
                let (value, overflow) = self.overflowing_neg();
                if overflow { crate::panicking::panic_const::panic_const_neg_overflow() } else { value }
            }

            /// The value shifted up; panics if the distance is too large.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_shl(self, rhs: u32) -> Self {
                let (value, overflow) = self.overflowing_shl(rhs);
                if overflow { crate::panicking::panic_const::panic_const_shl_overflow() } else { value }
            }

            /// The value shifted down; panics if the distance is too large.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_shr(self, rhs: u32) -> Self {
                let (value, overflow) = self.overflowing_shr(rhs);
                if overflow { crate::panicking::panic_const::panic_const_shr_overflow() } else { value }
            }

            /// The power; panics on overflow.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn strict_pow(self, mut exp: u32) -> Self {
                if exp == 0 {
                    return 1;
                }
                let mut base = self;
                let mut acc: Self = 1;
                loop {
                    if exp & 1 == 1 {
                        acc = acc.strict_mul(base);
                        if exp == 1 {
                            return acc;
                        }
                    }
                    exp /= 2;
                    base = base.strict_mul(base);
                }
            }

            /// The power, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_pow(self, mut exp: u32) -> Option<Self> {
                if exp == 0 {
                    return Some(1);
                }
                let mut base = self;
                let mut acc: Self = 1;
                loop {
                    if exp & 1 == 1 {
                        acc = match acc.checked_mul(base) {
                            Some(value) => value,
                            None => return None,
                        };
                        if exp == 1 {
                            return Some(acc);
                        }
                    }
                    exp /= 2;
                    base = match base.checked_mul(base) {
                        Some(value) => value,
                        None => return None,
                    };
                }
            }

            /// The power modulo 2^n.
            #[must_use]
            #[inline]
            pub const fn wrapping_pow(self, mut exp: u32) -> Self {
                if exp == 0 {
                    return 1;
                }
                let mut base = self;
                let mut acc: Self = 1;
                loop {
                    if exp & 1 == 1 {
                        acc = acc.wrapping_mul(base);
                        if exp == 1 {
                            return acc;
                        }
                    }
                    exp /= 2;
                    base = base.wrapping_mul(base);
                }
            }

            /// The power modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_pow(self, mut exp: u32) -> (Self, bool) {
                if exp == 0 {
                    return (1, false);
                }
                let mut base = self;
                let mut acc: Self = 1;
                let mut overflow = false;
                loop {
                    if exp & 1 == 1 {
                        let (value, over) = acc.overflowing_mul(base);
                        acc = value;
                        overflow |= over;
                        if exp == 1 {
                            return (acc, overflow);
                        }
                    }
                    exp /= 2;
                    let (value, over) = base.overflowing_mul(base);
                    base = value;
                    overflow |= over;
                }
            }

            /// The power.
            #[must_use]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn pow(self, mut exp: u32) -> Self {
                if exp == 0 {
                    return 1;
                }
                let mut base = self;
                let mut acc: Self = 1;
                loop {
                    if exp & 1 == 1 {
                        acc = acc * base;
                        if exp == 1 {
                            return acc;
                        }
                    }
                    exp /= 2;
                    base = base * base;
                }
            }

            /// The logarithm, rounded down; panics if there is none.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn ilog(self, base: Self) -> u32 {
                assert!(base >= 2, "base of integer logarithm must be at least 2");
                match self.checked_ilog(base) {
                    Some(log) => log,
                    None => no_logarithm(),
                }
            }

            /// The binary logarithm, rounded down; panics if there is none.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn ilog2(self) -> u32 {
                match self.checked_ilog2() {
                    Some(log) => log,
                    None => no_logarithm(),
                }
            }

            /// The decimal logarithm, rounded down; panics if there is none.
            #[must_use]
            #[inline]
            #[track_caller]
            pub const fn ilog10(self) -> u32 {
                match self.checked_ilog10() {
                    Some(log) => log,
                    None => no_logarithm(),
                }
            }

            /// The logarithm, rounded down, if there is one.
            #[must_use]
            #[inline]
            pub const fn checked_ilog(self, base: Self) -> Option<u32> {
                if self <= 0 || base <= 1 {
                    return None;
                }
                let mut n = 0;
                let mut rest = self;
                while rest >= base {
                    rest /= base;
                    n += 1;
                }
                Some(n)
            }

            /// The binary logarithm, rounded down, if there is one.
            #[must_use]
            #[inline]
            pub const fn checked_ilog2(self) -> Option<u32> {
                if self <= 0 { None } else { Some(Self::BITS - 1 - self.leading_zeros()) }
            }

            /// The decimal logarithm, rounded down, if there is one.
            #[must_use]
            #[inline]
            pub const fn checked_ilog10(self) -> Option<u32> {
                if self <= 0 {
                    None
                } else if Self::BITS <= 64 {
                    Some(super::int_log::log10_u64(self as u64))
                } else {
                    Some(super::int_log::log10_u128(self as u128))
                }
            }
        }
    )*};
}
shared_methods! {
    u8 u8 8 1;
    u16 u16 16 2;
    u32 u32 32 4;
    u64 u64 64 8;
    u128 u128 128 16;
    i8 u8 8 1;
    i16 u16 16 2;
    i32 u32 32 4;
    i64 u64 64 8;
    i128 u128 128 16;
}
#[cfg(target_pointer_width = "64")]
shared_methods! {
    usize usize 64 8;
    isize usize 64 8;
}
#[cfg(target_pointer_width = "32")]
shared_methods! {
    usize usize 32 4;
    isize usize 32 4;
}

#[cold]
#[track_caller]
const fn no_logarithm() -> ! {
    panic!("argument of integer logarithm must be positive")
}
