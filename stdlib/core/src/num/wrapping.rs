//! [`Wrapping`]: integers whose operators wrap around.
use crate::fmt;
use crate::ops::{Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign};
use crate::ops::{Div, DivAssign, Mul, MulAssign, Neg, Not, Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign};

/// An integer whose operators wrap around.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
#[rustc_diagnostic_item = "Wrapping"]
pub struct Wrapping<T>(pub T);

macro_rules! fmt_impls {
    ($($Trait:ident)*) => {$(
        impl<T: fmt::$Trait> fmt::$Trait for Wrapping<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}
fmt_impls! { Debug Display Binary Octal LowerHex UpperHex }

/// One operator of one type: by value and by reference, and its assigning forms.
macro_rules! operator {
    ($T:ident $Trait:ident $method:ident $Assign:ident $assign:ident |$a:ident, $b:ident| $body:expr) => {
        impl $Trait for Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: Wrapping<$T>) -> Wrapping<$T> {
                let ($a, $b) = (self.0, other.0);
                Wrapping($body)
            }
        }
        impl<'a> $Trait<Wrapping<$T>> for &'a Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: Wrapping<$T>) -> Wrapping<$T> {
                (*self).$method(other)
            }
        }
        impl<'a> $Trait<&'a Wrapping<$T>> for Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: &'a Wrapping<$T>) -> Wrapping<$T> {
                self.$method(*other)
            }
        }
        impl<'a> $Trait<&'a Wrapping<$T>> for &Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: &'a Wrapping<$T>) -> Wrapping<$T> {
                (*self).$method(*other)
            }
        }
        impl $Assign for Wrapping<$T> {
            #[inline]
            fn $assign(&mut self, other: Wrapping<$T>) {
                *self = (*self).$method(other);
            }
        }
        impl<'a> $Assign<&'a Wrapping<$T>> for Wrapping<$T> {
            #[inline]
            fn $assign(&mut self, other: &'a Wrapping<$T>) {
                *self = (*self).$method(*other);
            }
        }
        impl $Assign<$T> for Wrapping<$T> {
            #[inline]
            fn $assign(&mut self, other: $T) {
                *self = (*self).$method(Wrapping(other));
            }
        }
        impl<'a> $Assign<&'a $T> for Wrapping<$T> {
            #[inline]
            fn $assign(&mut self, other: &'a $T) {
                *self = (*self).$method(Wrapping(*other));
            }
        }
    };
}

macro_rules! methods {
    ($($T:ident)*) => {$(
        operator! { $T Add add AddAssign add_assign |a, b| a.wrapping_add(b) }
        operator! { $T Sub sub SubAssign sub_assign |a, b| a.wrapping_sub(b) }
        operator! { $T Mul mul MulAssign mul_assign |a, b| a.wrapping_mul(b) }
        operator! { $T Div div DivAssign div_assign |a, b| a.wrapping_div(b) }
        operator! { $T Rem rem RemAssign rem_assign |a, b| a.wrapping_rem(b) }
        operator! { $T BitXor bitxor BitXorAssign bitxor_assign |a, b| a ^ b }
        operator! { $T BitOr bitor BitOrAssign bitor_assign |a, b| a | b }
        operator! { $T BitAnd bitand BitAndAssign bitand_assign |a, b| a & b }

        impl Not for Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn not(self) -> Wrapping<$T> {
                Wrapping(!self.0)
            }
        }
        impl Not for &Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn not(self) -> Wrapping<$T> {
                Wrapping(!self.0)
            }
        }

        impl Wrapping<$T> {
            /// The smallest value.
            pub const MIN: Self = Self(<$T>::MIN);
            /// The largest value.
            pub const MAX: Self = Self(<$T>::MAX);
            /// The number of bits.
            pub const BITS: u32 = <$T>::BITS;

            /// The number of ones.
            #[must_use]
            #[inline]
            pub const fn count_ones(self) -> u32 {
                self.0.count_ones()
            }

            /// The number of zeros.
            #[must_use]
            #[inline]
            pub const fn count_zeros(self) -> u32 {
                self.0.count_zeros()
            }

            /// The number of zeros at the high end.
            #[must_use]
            #[inline]
            pub const fn leading_zeros(self) -> u32 {
                self.0.leading_zeros()
            }

            /// The number of zeros at the low end.
            #[must_use]
            #[inline]
            pub const fn trailing_zeros(self) -> u32 {
                self.0.trailing_zeros()
            }

            /// Moves bits up; those that leave come back at the low end.
            #[must_use]
            #[inline]
            pub const fn rotate_left(self, n: u32) -> Self {
                Wrapping(self.0.rotate_left(n))
            }

            /// Moves bits down; those that leave come back at the high end.
            #[must_use]
            #[inline]
            pub const fn rotate_right(self, n: u32) -> Self {
                Wrapping(self.0.rotate_right(n))
            }

            /// The bytes in reverse order.
            #[must_use]
            #[inline]
            pub const fn swap_bytes(self) -> Self {
                Wrapping(self.0.swap_bytes())
            }

            /// The bits in reverse order.
            #[must_use]
            #[inline]
            pub const fn reverse_bits(self) -> Self {
                Wrapping(self.0.reverse_bits())
            }

            /// From big endian.
            #[must_use]
            #[inline]
            pub const fn from_be(x: Self) -> Self {
                Wrapping(<$T>::from_be(x.0))
            }

            /// From little endian.
            #[must_use]
            #[inline]
            pub const fn from_le(x: Self) -> Self {
                Wrapping(<$T>::from_le(x.0))
            }

            /// To big endian.
            #[must_use]
            #[inline]
            pub const fn to_be(self) -> Self {
                Wrapping(self.0.to_be())
            }

            /// To little endian.
            #[must_use]
            #[inline]
            pub const fn to_le(self) -> Self {
                Wrapping(self.0.to_le())
            }

            /// The power.
            #[must_use]
            #[inline]
            pub fn pow(self, exp: u32) -> Self {
                Wrapping(self.0.wrapping_pow(exp))
            }
        }
    )*};
}
methods! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! signed {
    ($($T:ident)*) => {$(
        impl Wrapping<$T> {
            /// The absolute value.
            #[must_use]
            #[inline]
            pub fn abs(self) -> Wrapping<$T> {
                Wrapping(self.0.wrapping_abs())
            }

            /// The sign: -1, 0 or 1.
            #[must_use]
            #[inline]
            pub fn signum(self) -> Wrapping<$T> {
                Wrapping(self.0.signum())
            }

            /// Whether the value is greater than 0.
            #[must_use]
            #[inline]
            pub const fn is_positive(self) -> bool {
                self.0.is_positive()
            }

            /// Whether the value is less than 0.
            #[must_use]
            #[inline]
            pub const fn is_negative(self) -> bool {
                self.0.is_negative()
            }
        }

        impl Neg for Wrapping<$T> {
            type Output = Self;

            #[inline]
            fn neg(self) -> Self {
                Wrapping(self.0.wrapping_neg())
            }
        }
        impl Neg for &Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn neg(self) -> Wrapping<$T> {
                -*self
            }
        }
    )*};
}
signed! { isize i8 i16 i32 i64 i128 }

macro_rules! unsigned {
    ($($T:ident)*) => {$(
        impl Wrapping<$T> {
            /// Whether exactly one bit is set.
            #[must_use]
            #[inline]
            pub fn is_power_of_two(self) -> bool {
                self.0.is_power_of_two()
            }
        }

        impl Neg for Wrapping<$T> {
            type Output = Self;

            #[inline]
            fn neg(self) -> Self {
                Wrapping(self.0.wrapping_neg())
            }
        }
        impl Neg for &Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn neg(self) -> Wrapping<$T> {
                -*self
            }
        }
    )*};
}
unsigned! { usize u8 u16 u32 u64 u128 }

macro_rules! shifts {
    ($($T:ident)*) => {$(
        shifts! { @one $T Shl shl ShlAssign shl_assign wrapping_shl }
        shifts! { @one $T Shr shr ShrAssign shr_assign wrapping_shr }
    )*};
    (@one $T:ident $Trait:ident $method:ident $Assign:ident $assign:ident $wrapping:ident) => {
        impl $Trait<usize> for Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: usize) -> Wrapping<$T> {
                Wrapping(self.0.$wrapping((other & (<$T>::BITS as usize - 1)) as u32))
            }
        }
        impl $Trait<usize> for &Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: usize) -> Wrapping<$T> {
                (*self).$method(other)
            }
        }
        impl<'a> $Trait<&'a usize> for Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: &'a usize) -> Wrapping<$T> {
                self.$method(*other)
            }
        }
        impl<'a> $Trait<&'a usize> for &Wrapping<$T> {
            type Output = Wrapping<$T>;

            #[inline]
            fn $method(self, other: &'a usize) -> Wrapping<$T> {
                (*self).$method(*other)
            }
        }
        impl $Assign<usize> for Wrapping<$T> {
            #[inline]
            fn $assign(&mut self, other: usize) {
                *self = (*self).$method(other);
            }
        }
        impl<'a> $Assign<&'a usize> for Wrapping<$T> {
            #[inline]
            fn $assign(&mut self, other: &'a usize) {
                *self = (*self).$method(*other);
            }
        }
    };
}
shifts! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
