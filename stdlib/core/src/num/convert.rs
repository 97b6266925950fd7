//! Conversions between numbers.
use super::TryFromIntError;

macro_rules! lossless {
    ($($Small:ident => $($Large:ident)+;)*) => {$($(
        impl From<$Small> for $Large {
            /// Converts without loss.
            #[inline(always)]
            fn from(small: $Small) -> Self {
                small as Self
            }
        }
    )+)*};
}
lossless! {
    bool => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 isize f32 f64;
    u16 => u32 u64 u128 usize i32 i64 i128 f32 f64;
    u32 => u64 u128 i64 i128 f64;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize f32 f64;
    i16 => i32 i64 i128 isize f32 f64;
    i32 => i64 i128 f64;
    i64 => i128;
    f32 => f64;
}

impl From<bool> for f32 {
    /// 0 or 1.
    #[inline]
    fn from(small: bool) -> Self {
        small as u8 as Self
    }
}

impl From<bool> for f64 {
    /// 0 or 1.
    #[inline]
    fn from(small: bool) -> Self {
        small as u8 as Self
    }
}

/// Conversions that may fail: a value survives the way there and back exactly if it fits and its
/// sign is kept.
macro_rules! fallible {
    ($($From:ident => $($To:ident)+;)*) => {$($(
        impl TryFrom<$From> for $To {
            type Error = TryFromIntError;

            /// Converts, unless the value does not fit.
            #[inline]
            #[allow(unused_comparisons)]
            fn try_from(value: $From) -> Result<Self, TryFromIntError> {
                let converted = value as Self;
                if converted as $From == value && (converted < 0) == (value < 0) {
                    Ok(converted)
                } else {
                    Err(TryFromIntError(()))
                }
            }
        }
    )+)*};
}
fallible! {
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

/// Types that a float converts to without a check.
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "convert_float_to_int", issue = "none"))]
pub trait FloatToInt<Int>: Sized {
    /// # Safety
    /// The value must be in range after truncation.
    #[doc(hidden)]
    unsafe fn to_int_unchecked(self) -> Int;
}

macro_rules! float_to_int {
    ($($Float:ident => $($Int:ident)+;)*) => {$($(
        impl FloatToInt<$Int> for $Float {
            #[inline]
            unsafe fn to_int_unchecked(self) -> $Int {
                // SAFETY: promised by the caller.
                unsafe { crate::intrinsics::float_to_int_unchecked(self) }
            }
        }
    )+)*};
}
float_to_int! {
    f32 => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    f64 => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
}
