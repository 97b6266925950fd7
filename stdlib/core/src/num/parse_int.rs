//! Parsing of integers.
use super::{IntErrorKind, ParseIntError};
use crate::str::FromStr;

const fn fail<T>(kind: IntErrorKind) -> Result<T, ParseIntError> {
    Err(ParseIntError { kind })
}

/// The value of a digit, or something not less than `radix`.
#[inline(always)]
const fn digit_value(byte: u8, radix: u32) -> u32 {
    let decimal = (byte as u32).wrapping_sub('0' as u32);
    if radix <= 10 || decimal < 10 {
        return decimal;
    }
    let letter = (byte as u32 | 0x20).wrapping_sub('a' as u32);
    if letter < 26 { letter + 10 } else { u32::MAX }
}

macro_rules! parse_impls {
    ($($T:ident $signed:literal;)*) => {$(
        impl $T {
            /// Parses a number in the given base.
            #[inline]
            pub const fn from_str_radix(src: &str, radix: u32) -> Result<$T, ParseIntError> {
                <$T>::from_ascii_radix(src.as_bytes(), radix)
            }

            /// Parses a decimal number.
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "int_from_ascii", issue = "none"))]
            pub const fn from_ascii(src: &[u8]) -> Result<$T, ParseIntError> {
                <$T>::from_ascii_radix(src, 10)
            }

            /// Parses a number in the given base.
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "int_from_ascii", issue = "none"))]
            pub const fn from_ascii_radix(src: &[u8], radix: u32) -> Result<$T, ParseIntError> {
                if radix < 2 || radix > 36 {
                    bad_radix(radix);
                }
                let (mut digits, negative) = match src {
                    [] => return fail(IntErrorKind::Empty),
                    [b'+' | b'-'] => return fail(IntErrorKind::InvalidDigit),
                    [b'+', rest @ ..] => (rest, false),
                    [b'-', rest @ ..] if $signed => (rest, true),
                    _ => (src, false),
                };
                let mut value: $T = 0;
                // A digit of base 16 or less has at most 4 bits: so many cannot overflow.
                if radix <= 16 && digits.len() <= size_of::<$T>() * 2 - $signed as usize {
                    while let [first, rest @ ..] = digits {
                        let digit = digit_value(*first, radix);
                        if digit >= radix {
                            return fail(IntErrorKind::InvalidDigit);
                        }
                        value = value * (radix as $T);
                        if negative {
                            value -= digit as $T;
                        } else {
                            value += digit as $T;
                        }
                        digits = rest;
                    }
                    return Ok(value);
                }
                let overflow =
                    if negative { IntErrorKind::NegOverflow } else { IntErrorKind::PosOverflow };
                while let [first, rest @ ..] = digits {
                    let digit = digit_value(*first, radix);
                    if digit >= radix {
                        return fail(IntErrorKind::InvalidDigit);
                    }
                    let Some(scaled) = value.checked_mul(radix as $T) else {
                        return fail(overflow);
                    };
                    let next = if negative {
                        scaled.checked_sub(digit as $T)
                    } else {
                        scaled.checked_add(digit as $T)
                    };
                    value = match next {
                        Some(next) => next,
                        None => return fail(overflow),
                    };
                    digits = rest;
                }
                Ok(value)
            }
        }

        impl FromStr for $T {
            type Err = ParseIntError;

            #[inline]
            fn from_str(src: &str) -> Result<$T, ParseIntError> {
                <$T>::from_str_radix(src, 10)
            }
        }
    )*};
}
parse_impls! {
    u8 false; u16 false; u32 false; u64 false; u128 false; usize false;
    i8 true; i16 true; i32 true; i64 true; i128 true; isize true;
}

#[cold]
#[inline(never)]
#[track_caller]
#[rustc_do_not_const_check]
const fn bad_radix(radix: u32) -> ! {
    panic!("from_ascii_radix: radix must lie in the range `[2, 36]` - found {radix}")
}
