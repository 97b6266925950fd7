//! `+ - * / %`, unary `-` and their assigning forms.

macro_rules! operator_traits {
    ($($Trait:ident $method:ident $lang:literal $Assign:ident $assign:ident $assign_lang:literal
       $sign:literal;)*) => {$(
        #[doc = concat!("The operator `", $sign, "`.")]
        #[lang = $lang]
        #[diagnostic::on_unimplemented(
            message = "no implementation for `{Self} {Rhs}`",
            label = "no implementation for this operator"
        )]
        pub trait $Trait<Rhs = Self> {
            /// The type of the result.
            type Output;

            #[doc = concat!("Performs `self ", $sign, " rhs`.")]
            #[must_use = "this returns the result of the operation, without modifying the original"]
            fn $method(self, rhs: Rhs) -> Self::Output;
        }

        #[doc = concat!("The operator `", $sign, "=`.")]
        #[lang = $assign_lang]
        pub trait $Assign<Rhs = Self> {
            #[doc = concat!("Performs `*self ", $sign, "= rhs`.")]
            fn $assign(&mut self, rhs: Rhs);
        }
    )*};
}
pub(super) use operator_traits;

/// Implements a binary operator and its assigning form for primitive types, also by reference.
macro_rules! operator_impls {
    ($Trait:ident $method:ident $Assign:ident $assign:ident $op:tt $assign_op:tt: $($T:ty)*) => {$(
        impl $Trait for $T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: $T) -> $T {
                self $op rhs
            }
        }
        impl<'a> $Trait<$T> for &'a $T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: $T) -> $T {
                *self $op rhs
            }
        }
        impl<'a> $Trait<&'a $T> for $T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: &'a $T) -> $T {
                self $op *rhs
            }
        }
        impl<'a> $Trait<&'a $T> for &$T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $method(self, rhs: &'a $T) -> $T {
                *self $op *rhs
            }
        }
        impl $Assign for $T {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $assign(&mut self, rhs: $T) {
                *self $assign_op rhs
            }
        }
        impl<'a> $Assign<&'a $T> for $T {
            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn $assign(&mut self, rhs: &'a $T) {
                *self $assign_op *rhs
            }
        }
    )*};
}
pub(super) use operator_impls;

operator_traits! {
    Add add "add" AddAssign add_assign "add_assign" "+";
    Sub sub "sub" SubAssign sub_assign "sub_assign" "-";
    Mul mul "mul" MulAssign mul_assign "mul_assign" "*";
    Div div "div" DivAssign div_assign "div_assign" "/";
    Rem rem "rem" RemAssign rem_assign "rem_assign" "%";
}

macro_rules! for_numbers {
    ($($Trait:ident $method:ident $Assign:ident $assign:ident $op:tt $assign_op:tt;)*) => {$(
        operator_impls! { $Trait $method $Assign $assign $op $assign_op:
            usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }
    )*};
}
for_numbers! {
    Add add AddAssign add_assign + +=;
    Sub sub SubAssign sub_assign - -=;
    Mul mul MulAssign mul_assign * *=;
    Div div DivAssign div_assign / /=;
    Rem rem RemAssign rem_assign % %=;
}

/// The unary operator `-`.
#[lang = "neg"]
pub trait Neg {
    /// The type of the result.
    type Output;

    /// Performs `-self`.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn neg(self) -> Self::Output;
}

macro_rules! neg_impls {
    ($($T:ty)*) => {$(
        impl Neg for $T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn neg(self) -> $T {
                -self
            }
        }
        impl Neg for &$T {
            type Output = $T;

            #[inline]
            #[track_caller]
            #[rustc_inherit_overflow_checks]
            fn neg(self) -> $T {
                -*self
            }
        }
    )*};
}
neg_impls! { isize i8 i16 i32 i64 i128 f32 f64 }
