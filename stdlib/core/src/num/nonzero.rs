//! [`NonZero`]: integers without zero, which leaves a niche.
use super::{IntErrorKind, ParseIntError, TryFromIntError};
use crate::cmp::Ordering;
use crate::hash::{Hash, Hasher};
use crate::marker::{Freeze, StructuralPartialEq};
use crate::ops::{BitOr, BitOrAssign, Div, DivAssign, Neg, Rem, RemAssign};
use crate::panic::{RefUnwindSafe, UnwindSafe};
use crate::str::FromStr;
use crate::{fmt, intrinsics};

/// Primitive types with a zero.
#[cfg_attr(ochre, unstable(feature = "nonzero_internals", issue = "none"))]
pub unsafe trait ZeroablePrimitive: Sized + Copy + private::Sealed {
    /// The type with zero as its niche.
    #[doc(hidden)]
    type NonZeroInner: Sized + Copy;
}

mod private {
    pub trait Sealed {}
}

/// A number that is not zero.
#[repr(transparent)]
#[rustc_nonnull_optimization_guaranteed]
#[rustc_diagnostic_item = "NonZero"]
pub struct NonZero<T: ZeroablePrimitive>(T::NonZeroInner);

impl<T: ZeroablePrimitive> Clone for NonZero<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ZeroablePrimitive> Copy for NonZero<T> {}
unsafe impl<T: ZeroablePrimitive> Freeze for NonZero<T> where T: Freeze {}
impl<T: ZeroablePrimitive + RefUnwindSafe> RefUnwindSafe for NonZero<T> {}
unsafe impl<T: ZeroablePrimitive + Send> Send for NonZero<T> {}
impl<T: ZeroablePrimitive> StructuralPartialEq for NonZero<T> {}
unsafe impl<T: ZeroablePrimitive + Sync> Sync for NonZero<T> {}
impl<T: ZeroablePrimitive + Unpin> Unpin for NonZero<T> {}
impl<T: ZeroablePrimitive + UnwindSafe> UnwindSafe for NonZero<T> {}

impl<T: ZeroablePrimitive + PartialEq> PartialEq for NonZero<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
    #[inline]
    fn ne(&self, other: &Self) -> bool {
        self.get() != other.get()
    }
}

impl<T: ZeroablePrimitive + Eq> Eq for NonZero<T> {}

impl<T: ZeroablePrimitive + PartialOrd> PartialOrd for NonZero<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }
    #[inline]
    fn lt(&self, other: &Self) -> bool {
        self.get() < other.get()
    }
    #[inline]
    fn le(&self, other: &Self) -> bool {
        self.get() <= other.get()
    }
    #[inline]
    fn gt(&self, other: &Self) -> bool {
        self.get() > other.get()
    }
    #[inline]
    fn ge(&self, other: &Self) -> bool {
        self.get() >= other.get()
    }
}

impl<T: ZeroablePrimitive + Ord> Ord for NonZero<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.get().cmp(&other.get())
    }
}

impl<T: ZeroablePrimitive + Hash> Hash for NonZero<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state)
    }
}

impl<T: ZeroablePrimitive> From<NonZero<T>> for T {
    #[inline]
    fn from(nonzero: NonZero<T>) -> Self {
        nonzero.get()
    }
}

impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr for NonZero<T> {
    type Output = Self;

    #[inline]
    fn bitor(self, rhs: Self) -> Self {
        // SAFETY: bits that are set stay set.
        unsafe { Self::new_unchecked(self.get() | rhs.get()) }
    }
}

impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr<T> for NonZero<T> {
    type Output = Self;

    #[inline]
    fn bitor(self, rhs: T) -> Self {
        // SAFETY: bits that are set stay set.
        unsafe { Self::new_unchecked(self.get() | rhs) }
    }
}

impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr<NonZero<T>> for T {
    type Output = NonZero<T>;

    #[inline]
    fn bitor(self, rhs: NonZero<T>) -> NonZero<T> {
        // SAFETY: bits that are set stay set.
        unsafe { NonZero::new_unchecked(self | rhs.get()) }
    }
}

impl<T: ZeroablePrimitive> BitOrAssign for NonZero<T>
where
    Self: BitOr<Output = Self>,
{
    #[inline]
    fn bitor_assign(&mut self, rhs: Self) {
        *self = *self | rhs;
    }
}

impl<T: ZeroablePrimitive> BitOrAssign<T> for NonZero<T>
where
    Self: BitOr<T, Output = Self>,
{
    #[inline]
    fn bitor_assign(&mut self, rhs: T) {
        *self = *self | rhs;
    }
}

impl<T: ZeroablePrimitive> NonZero<T> {
    /// Wraps a number, unless it is zero.
    #[must_use]
    #[inline]
    pub const fn new(n: T) -> Option<Self> {
        // SAFETY: zero is the niche, hence has the bits of `None`.
        unsafe { intrinsics::transmute_unchecked(n) }
    }

    /// Wraps a number.
    ///
    /// # Safety
    /// It must not be zero.
    #[must_use]
    #[inline]
    #[track_caller]
    pub const unsafe fn new_unchecked(n: T) -> Self {
        // SAFETY: promised by the caller.
        unsafe { intrinsics::transmute_unchecked(n) }
    }

    /// A mutable reference to a number, unless it is zero.
    #[must_use]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "nonzero_from_mut", issue = "none"))]
    pub fn from_mut(n: &mut T) -> Option<&mut Self> {
        // SAFETY: the layouts agree, and `None` is what zero looks like.
        let opt_n = unsafe { &mut *(crate::ptr::from_mut(n).cast::<Option<Self>>()) };
        opt_n.as_mut()
    }

    /// The number.
    #[inline]
    pub const fn get(self) -> T {
        // SAFETY: the layouts agree.
        unsafe { intrinsics::transmute_unchecked(self) }
    }
}

macro_rules! nonzero_types {
    ($($T:ident $Name:ident $Inner:ident $max:literal;)*) => {$(
        #[doc = concat!("A `", stringify!($T), "` that is not zero.")]
        pub type $Name = NonZero<$T>;

        #[doc(hidden)]
        #[derive(Clone, Copy)]
        #[repr(transparent)]
        #[rustc_layout_scalar_valid_range_start(1)]
        #[rustc_layout_scalar_valid_range_end($max)]
        #[rustc_nonnull_optimization_guaranteed]
        #[allow(missing_debug_implementations)]
        pub struct $Inner($T);

        impl StructuralPartialEq for $Inner {}
        impl PartialEq for $Inner {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }
        impl Eq for $Inner {}

        impl private::Sealed for $T {}
        unsafe impl ZeroablePrimitive for $T {
            type NonZeroInner = $Inner;
        }

        impl NonZero<$T> {
            /// The number of bits.
            pub const BITS: u32 = <$T>::BITS;

            /// The number of zeros at the high end.
            #[must_use]
            #[inline]
            pub const fn leading_zeros(self) -> u32 {
                // SAFETY: not zero.
                unsafe { intrinsics::ctlz_nonzero(self.get()) }
            }

            /// The number of zeros at the low end.
            #[must_use]
            #[inline]
            pub const fn trailing_zeros(self) -> u32 {
                // SAFETY: not zero.
                unsafe { intrinsics::cttz_nonzero(self.get()) }
            }

            /// The number of ones.
            #[must_use]
            #[inline(always)]
            pub const fn count_ones(self) -> NonZero<u32> {
                // SAFETY: not zero.
                unsafe { NonZero::new_unchecked(self.get().count_ones()) }
            }

            /// The product, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_mul(self, other: Self) -> Option<Self> {
                match self.get().checked_mul(other.get()) {
                    // SAFETY: a product of numbers that are not zero.
                    Some(result) => Some(unsafe { Self::new_unchecked(result) }),
                    None => None,
                }
            }

            /// The product, or the bound that it passes.
            #[must_use]
            #[inline]
            pub const fn saturating_mul(self, other: Self) -> Self {
                // SAFETY: the bound that is reached is not zero.
                unsafe { Self::new_unchecked(self.get().saturating_mul(other.get())) }
            }

            /// The power, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_pow(self, other: u32) -> Option<Self> {
                match self.get().checked_pow(other) {
                    // SAFETY: a product of numbers that are not zero.
                    Some(result) => Some(unsafe { Self::new_unchecked(result) }),
                    None => None,
                }
            }

            /// The power, or the bound that it passes.
            #[must_use]
            #[inline]
            pub const fn saturating_pow(self, other: u32) -> Self {
                // SAFETY: the bound that is reached is not zero.
                unsafe { Self::new_unchecked(self.get().saturating_pow(other)) }
            }
        }

        impl FromStr for NonZero<$T> {
            type Err = ParseIntError;

            fn from_str(src: &str) -> Result<Self, ParseIntError> {
                Self::new(<$T>::from_str_radix(src, 10)?)
                    .ok_or(ParseIntError { kind: IntErrorKind::Zero })
            }
        }

        impl TryFrom<$T> for NonZero<$T> {
            type Error = TryFromIntError;

            #[inline]
            fn try_from(value: $T) -> Result<Self, TryFromIntError> {
                Self::new(value).ok_or(TryFromIntError(()))
            }
        }
    )*};
}
nonzero_types! {
    u8 NonZeroU8 NonZeroU8Inner 0xff;
    u16 NonZeroU16 NonZeroU16Inner 0xffff;
    u32 NonZeroU32 NonZeroU32Inner 0xffff_ffff;
    u64 NonZeroU64 NonZeroU64Inner 0xffff_ffff_ffff_ffff;
    u128 NonZeroU128 NonZeroU128Inner 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff;
    i8 NonZeroI8 NonZeroI8Inner 0xff;
    i16 NonZeroI16 NonZeroI16Inner 0xffff;
    i32 NonZeroI32 NonZeroI32Inner 0xffff_ffff;
    i64 NonZeroI64 NonZeroI64Inner 0xffff_ffff_ffff_ffff;
    i128 NonZeroI128 NonZeroI128Inner 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff;
}
#[cfg(target_pointer_width = "64")]
nonzero_types! {
    usize NonZeroUsize NonZeroUsizeInner 0xffff_ffff_ffff_ffff;
    isize NonZeroIsize NonZeroIsizeInner 0xffff_ffff_ffff_ffff;
}
#[cfg(target_pointer_width = "32")]
nonzero_types! {
    usize NonZeroUsize NonZeroUsizeInner 0xffff_ffff;
    isize NonZeroIsize NonZeroIsizeInner 0xffff_ffff;
}

macro_rules! nonzero_fmt {
    ($($Trait:ident)*) => {$(
        impl<T: ZeroablePrimitive + fmt::$Trait> fmt::$Trait for NonZero<T> {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.get().fmt(f)
            }
        }
    )*};
}
nonzero_fmt! { Debug Display Binary Octal LowerHex UpperHex LowerExp UpperExp }

macro_rules! nonzero_unsigned {
    ($($T:ident $S:ident;)*) => {$(
        impl NonZero<$T> {
            /// The smallest value.
            pub const MIN: Self = Self::new(1).unwrap();
            /// The largest value.
            pub const MAX: Self = Self::new(<$T>::MAX).unwrap();

            /// The sum with a number, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_add(self, other: $T) -> Option<Self> {
                match self.get().checked_add(other) {
                    // SAFETY: it has only grown.
                    Some(result) => Some(unsafe { Self::new_unchecked(result) }),
                    None => None,
                }
            }

            /// The sum with a number, or the largest value.
            #[must_use]
            #[inline]
            pub const fn saturating_add(self, other: $T) -> Self {
                // SAFETY: it has only grown.
                unsafe { Self::new_unchecked(self.get().saturating_add(other)) }
            }

            /// The least power of two that is not less, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_next_power_of_two(self) -> Option<Self> {
                match self.get().checked_next_power_of_two() {
                    // SAFETY: a power of two.
                    Some(result) => Some(unsafe { Self::new_unchecked(result) }),
                    None => None,
                }
            }

            /// Whether exactly one bit is set.
            #[must_use]
            #[inline]
            pub const fn is_power_of_two(self) -> bool {
                self.get().is_power_of_two()
            }

            /// The binary logarithm, rounded down.
            #[must_use]
            #[inline]
            pub const fn ilog2(self) -> u32 {
                Self::BITS - 1 - self.leading_zeros()
            }

            /// The decimal logarithm, rounded down.
            #[must_use]
            #[inline]
            pub const fn ilog10(self) -> u32 {
                self.get().ilog10()
            }

            /// The mean, rounded down.
            #[must_use]
            #[inline]
            pub const fn midpoint(self, rhs: Self) -> Self {
                // SAFETY: not less than the lesser one.
                unsafe { Self::new_unchecked(self.get().midpoint(rhs.get())) }
            }

            /// The square root, rounded down.
            #[must_use]
            #[inline]
            pub const fn isqrt(self) -> Self {
                // SAFETY: at least 1.
                unsafe { Self::new_unchecked(self.get().isqrt()) }
            }

            /// The quotient, rounded up.
            #[must_use]
            #[inline]
            pub const fn div_ceil(self, rhs: Self) -> Self {
                // SAFETY: at least 1.
                unsafe { Self::new_unchecked(self.get().div_ceil(rhs.get())) }
            }

            /// The bits as a signed number.
            #[must_use]
            #[inline(always)]
            pub const fn cast_signed(self) -> NonZero<$S> {
                // SAFETY: the same bits.
                unsafe { NonZero::new_unchecked(self.get() as $S) }
            }
        }

        impl Div<NonZero<$T>> for $T {
            type Output = $T;

            #[inline]
            fn div(self, other: NonZero<$T>) -> $T {
                // SAFETY: not zero.
                unsafe { intrinsics::unchecked_div(self, other.get()) }
            }
        }
        impl DivAssign<NonZero<$T>> for $T {
            #[inline]
            fn div_assign(&mut self, other: NonZero<$T>) {
                *self = *self / other;
            }
        }
        impl Rem<NonZero<$T>> for $T {
            type Output = $T;

            #[inline]
            fn rem(self, other: NonZero<$T>) -> $T {
                // SAFETY: not zero.
                unsafe { intrinsics::unchecked_rem(self, other.get()) }
            }
        }
        impl RemAssign<NonZero<$T>> for $T {
            #[inline]
            fn rem_assign(&mut self, other: NonZero<$T>) {
                *self = *self % other;
            }
        }
    )*};
}
nonzero_unsigned! { u8 i8; u16 i16; u32 i32; u64 i64; u128 i128; usize isize; }

macro_rules! nonzero_signed {
    ($($T:ident $U:ident;)*) => {$(
        impl NonZero<$T> {
            /// The smallest value.
            pub const MIN: Self = Self::new(<$T>::MIN).unwrap();
            /// The largest value.
            pub const MAX: Self = Self::new(<$T>::MAX).unwrap();

            /// The absolute value.
            #[must_use]
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            pub const fn abs(self) -> Self {
                // SAFETY: not zero.
                unsafe { Self::new_unchecked(self.get().abs()) }
            }

            /// The absolute value, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_abs(self) -> Option<Self> {
                match self.get().checked_abs() {
                    // SAFETY: not zero.
                    Some(nz) => Some(unsafe { Self::new_unchecked(nz) }),
                    None => None,
                }
            }

            /// The absolute value modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_abs(self) -> (Self, bool) {
                let (nz, flag) = self.get().overflowing_abs();
                // SAFETY: not zero.
                (unsafe { Self::new_unchecked(nz) }, flag)
            }

            /// The absolute value, or the largest value.
            #[must_use]
            #[inline]
            pub const fn saturating_abs(self) -> Self {
                // SAFETY: not zero.
                unsafe { Self::new_unchecked(self.get().saturating_abs()) }
            }

            /// The absolute value modulo 2^n.
            #[must_use]
            #[inline]
            pub const fn wrapping_abs(self) -> Self {
                // SAFETY: not zero.
                unsafe { Self::new_unchecked(self.get().wrapping_abs()) }
            }

            /// The absolute value as an unsigned number.
            #[must_use]
            #[inline]
            pub const fn unsigned_abs(self) -> NonZero<$U> {
                // SAFETY: not zero.
                unsafe { NonZero::new_unchecked(self.get().unsigned_abs()) }
            }

            /// Whether the value is greater than 0.
            #[must_use]
            #[inline]
            pub const fn is_positive(self) -> bool {
                self.get() > 0
            }

            /// Whether the value is less than 0.
            #[must_use]
            #[inline]
            pub const fn is_negative(self) -> bool {
                self.get() < 0
            }

            /// The negative, unless it overflows.
            #[must_use]
            #[inline]
            pub const fn checked_neg(self) -> Option<Self> {
                match self.get().checked_neg() {
                    // SAFETY: not zero.
                    Some(result) => Some(unsafe { Self::new_unchecked(result) }),
                    None => None,
                }
            }

            /// The negative modulo 2^n and whether it overflowed.
            #[must_use]
            #[inline]
            pub const fn overflowing_neg(self) -> (Self, bool) {
                let (result, overflow) = self.get().overflowing_neg();
                // SAFETY: not zero.
                (unsafe { Self::new_unchecked(result) }, overflow)
            }

            /// The negative, or the largest value.
            #[must_use]
            #[inline]
            pub const fn saturating_neg(self) -> Self {
                // SAFETY: not zero.
                unsafe { Self::new_unchecked(self.get().saturating_neg()) }
            }

            /// The negative modulo 2^n.
            #[must_use]
            #[inline]
            pub const fn wrapping_neg(self) -> Self {
                // SAFETY: not zero.
                unsafe { Self::new_unchecked(self.get().wrapping_neg()) }
            }

            /// The bits as an unsigned number.
            #[must_use]
            #[inline(always)]
            pub const fn cast_unsigned(self) -> NonZero<$U> {
                // SAFETY: the same bits.
                unsafe { NonZero::new_unchecked(self.get() as $U) }
            }
        }

        impl Neg for NonZero<$T> {
            type Output = Self;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn neg(self) -> Self {
                // SAFETY: not zero.
                unsafe { Self::new_unchecked(-self.get()) }
            }
        }
        impl Neg for &NonZero<$T> {
            type Output = NonZero<$T>;

            #[inline]
            #[track_caller]
            fn neg(self) -> NonZero<$T> {
                -*self
            }
        }
    )*};
}
nonzero_signed! { i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize; }

macro_rules! nonzero_lossless {
    ($($Small:ident => $($Large:ident)+;)*) => {$($(
        impl From<NonZero<$Small>> for NonZero<$Large> {
            #[inline]
            fn from(small: NonZero<$Small>) -> Self {
                // SAFETY: the same number.
                unsafe { Self::new_unchecked(small.get() as $Large) }
            }
        }
    )+)*};
}
nonzero_lossless! {
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 isize;
    u16 => u32 u64 u128 usize i32 i64 i128;
    u32 => u64 u128 i64 i128;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize;
    i16 => i32 i64 i128 isize;
    i32 => i64 i128;
    i64 => i128;
}

macro_rules! nonzero_fallible {
    ($($From:ident => $($To:ident)+;)*) => {$($(
        impl TryFrom<NonZero<$From>> for NonZero<$To> {
            type Error = TryFromIntError;

            #[inline]
            fn try_from(value: NonZero<$From>) -> Result<Self, TryFromIntError> {
                // SAFETY: the same number.
                <$To>::try_from(value.get()).map(|n| unsafe { Self::new_unchecked(n) })
            }
        }
    )+)*};
}
nonzero_fallible! {
    u8 => i8;
    u16 => u8 i8 i16 isize;
    u32 => u8 u16 i8 i16 i32 usize isize;
    u64 => u8 u16 u32 i8 i16 i32 i64 usize isize;
    u128 => u8 u16 u32 u64 i8 i16 i32 i64 i128 usize isize;
    usize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize;
    i8 => u8 u16 u32 u64 u128 usize;
    i16 => u8 u16 u32 u64 u128 i8 usize;
    i32 => u8 u16 u32 u64 u128 i8 i16 usize isize;
    i64 => u8 u16 u32 u64 u128 i8 i16 i32 usize isize;
    i128 => u8 u16 u32 u64 u128 i8 i16 i32 i64 usize isize;
    isize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 usize;
}
