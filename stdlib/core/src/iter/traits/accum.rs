//! Sums and products.
use crate::iter::{self, Iterator};
use crate::num::{Saturating, Wrapping};

/// Types that a sequence can be added up to.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be made by summing an iterator over elements of type `{A}`",
    label = "value of type `{Self}` cannot be made by summing a `std::iter::Iterator<Item={A}>`"
)]
pub trait Sum<A = Self>: Sized {
    /// The sum of all items.
    fn sum<I: Iterator<Item = A>>(iter: I) -> Self;
}

/// Types that a sequence can be multiplied to.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be made by multiplying all elements of type `{A}` from an iterator",
    label = "value of type `{Self}` cannot be made by multiplying all elements from a `std::iter::Iterator<Item={A}>`"
)]
pub trait Product<A = Self>: Sized {
    /// The product of all items.
    fn product<I: Iterator<Item = A>>(iter: I) -> Self;
}

macro_rules! accumulate {
    ($zero:expr, $one:expr; $($T:ty)*) => {$(
        impl Sum for $T {
            #[inline]
            #[track_caller]
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold($zero, #[rustc_inherit_overflow_checks] |a, b| a + b)
            }
        }
        impl Product for $T {
            #[inline]
            #[track_caller]
            fn product<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold($one, #[rustc_inherit_overflow_checks] |a, b| a * b)
            }
        }
        impl<'a> Sum<&'a $T> for $T {
            #[inline]
            #[track_caller]
            fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
                iter.fold($zero, #[rustc_inherit_overflow_checks] |a, b| a + *b)
            }
        }
        impl<'a> Product<&'a $T> for $T {
            #[inline]
            #[track_caller]
            fn product<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
                iter.fold($one, #[rustc_inherit_overflow_checks] |a, b| a * *b)
            }
        }
    )*};
}
accumulate! { 0, 1; i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
accumulate! { -0.0, 1.0; f32 f64 }
accumulate! { Wrapping(0), Wrapping(1);
    Wrapping<i8> Wrapping<i16> Wrapping<i32> Wrapping<i64> Wrapping<i128> Wrapping<isize>
    Wrapping<u8> Wrapping<u16> Wrapping<u32> Wrapping<u64> Wrapping<u128> Wrapping<usize> }
accumulate! { Saturating(0), Saturating(1); Saturating<u8> Saturating<u16> Saturating<u32>
    Saturating<u64> Saturating<u128> Saturating<usize> }

impl<T, U: Sum<T>, E> Sum<Result<T, E>> for Result<U, E> {
    fn sum<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        iter::try_process(iter, |i| i.sum())
    }
}

impl<T, U: Product<T>, E> Product<Result<T, E>> for Result<U, E> {
    fn product<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        iter::try_process(iter, |i| i.product())
    }
}

impl<T, U: Sum<T>> Sum<Option<T>> for Option<U> {
    fn sum<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        iter::try_process(iter, |i| i.sum())
    }
}

impl<T, U: Product<T>> Product<Option<T>> for Option<U> {
    fn product<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        iter::try_process(iter, |i| i.product())
    }
}
