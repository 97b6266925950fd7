//! `& | ^ << >>`, unary `!` and the assigning forms.
use super::arith::{operator_impls, operator_traits};

operator_traits! {
    BitAnd bitand "bitand" BitAndAssign bitand_assign "bitand_assign" "&";
    BitOr bitor "bitor" BitOrAssign bitor_assign "bitor_assign" "|";
    BitXor bitxor "bitxor" BitXorAssign bitxor_assign "bitxor_assign" "^";
    Shl shl "shl" ShlAssign shl_assign "shl_assign" "<<";
    Shr shr "shr" ShrAssign shr_assign "shr_assign" ">>";
}

macro_rules! for_bits {
    ($($Trait:ident $method:ident $Assign:ident $assign:ident $op:tt $assign_op:tt;)*) => {$(
        operator_impls! { $Trait $method $Assign $assign $op $assign_op:
            bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
    )*};
}
for_bits! {
    BitAnd bitand BitAndAssign bitand_assign & &=;
    BitOr bitor BitOrAssign bitor_assign | |=;
    BitXor bitxor BitXorAssign bitxor_assign ^ ^=;
}

/// Shifts of one type by all integer types.
macro_rules! shift_impls {
    ($T:ty: $($By:ty)*) => {$(
        shift_impls! { @one $T, $By, Shl shl ShlAssign shl_assign << <<= }
        shift_impls! { @one $T, $By, Shr shr ShrAssign shr_assign >> >>= }
    )*};
    (@one $T:ty, $By:ty, $Trait:ident $method:ident $Assign:ident $assign:ident $op:tt $assign_op:tt) => {
        impl $Trait<$By> for $T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: $By) -> $T {
                self $op rhs
            }
        }
        impl<'a> $Trait<$By> for &'a $T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: $By) -> $T {
                *self $op rhs
            }
        }
        impl<'a> $Trait<&'a $By> for $T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: &'a $By) -> $T {
                self $op *rhs
            }
        }
        impl<'a> $Trait<&'a $By> for &$T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: &'a $By) -> $T {
                *self $op *rhs
            }
        }
        impl $Assign<$By> for $T {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $assign(&mut self, rhs: $By) {
                *self $assign_op rhs
            }
        }
        impl<'a> $Assign<&'a $By> for $T {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $assign(&mut self, rhs: &'a $By) {
                *self $assign_op *rhs
            }
        }
    };
}

macro_rules! shift_all {
    ($($T:ty)*) => {$(
        shift_impls! { $T: u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
    )*};
}
shift_all! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

/// The unary operator `!`.
#[lang = "not"]
pub trait Not {
    /// The type of the result.
    type Output;

    /// Performs `!self`.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn not(self) -> Self::Output;
}

macro_rules! not_impls {
    ($($T:ty)*) => {$(
        impl Not for $T {
            type Output = $T;

            #[inline]
            fn not(self) -> $T {
                !self
            }
        }
        impl Not for &$T {
            type Output = $T;

            #[inline]
            fn not(self) -> $T {
                !*self
            }
        }
    )*};
}
not_impls! { bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

impl Not for ! {
    type Output = !;

    #[inline]
    fn not(self) -> ! {
        match self {}
    }
}
