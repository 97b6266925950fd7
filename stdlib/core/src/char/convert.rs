//! Conversions of characters.
use crate::fmt;
use crate::mem::transmute;
use crate::str::FromStr;

/// The character with a number, if there is one.
#[must_use]
#[inline]
pub const fn from_u32(i: u32) -> Option<char> {
    // One comparison for surrogates and what is too large: the XOR moves the surrogates to the
    // bottom, and the difference wraps them to the top.
    if (i ^ 0xd800).wrapping_sub(0x800) >= 0x110000 - 0x800 {
        None
    } else {
        // SAFETY: just checked.
        Some(unsafe { from_u32_unchecked(i) })
    }
}

/// The character with a number.
///
/// # Safety
/// There must be one.
#[inline]
#[must_use]
pub const unsafe fn from_u32_unchecked(i: u32) -> char {
    // SAFETY: promised by the caller.
    unsafe { transmute(i) }
}

/// The digit of a number in a base, if there is one.
#[inline]
#[must_use]
pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
    if radix > 36 {
        panic!("from_digit: radix is too high (maximum 36)");
    }
    if num >= radix {
        return None;
    }
    let num = num as u8;
    Some(if num < 10 { (b'0' + num) as char } else { (b'a' + num - 10) as char })
}

macro_rules! from_char {
    ($($T:ident)*) => {$(
        impl From<char> for $T {
            /// The number of the character.
            #[inline]
            fn from(c: char) -> Self {
                c as $T
            }
        }
    )*};
}
from_char! { u32 u64 u128 }

macro_rules! try_from_char {
    ($($T:ident)*) => {$(
        impl TryFrom<char> for $T {
            type Error = TryFromCharError;

            /// The number of the character, if it fits.
            #[inline]
            fn try_from(c: char) -> Result<$T, Self::Error> {
                match $T::try_from(c as u32) {
                    Ok(n) => Ok(n),
                    Err(_) => Err(TryFromCharError(())),
                }
            }
        }
    )*};
}
try_from_char! { u8 u16 }

impl TryFrom<char> for usize {
    type Error = TryFromCharError;

    /// The number of the character, if it fits.
    #[inline]
    fn try_from(c: char) -> Result<usize, Self::Error> {
        Ok(c as usize)
    }
}

impl From<u8> for char {
    /// The character with this number (Latin-1).
    #[inline]
    fn from(i: u8) -> Self {
        i as char
    }
}

impl TryFrom<u32> for char {
    type Error = CharTryFromError;

    #[inline]
    fn try_from(i: u32) -> Result<Self, Self::Error> {
        from_u32(i).ok_or(CharTryFromError(()))
    }
}

/// The error of a conversion from a number.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CharTryFromError(());

impl fmt::Display for CharTryFromError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        "converted integer out of range for `char`".fmt(f)
    }
}

/// The error of a conversion to a number.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromCharError(pub(crate) ());

impl fmt::Display for TryFromCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        "unicode code point out of range".fmt(f)
    }
}

/// The error of parsing a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCharError {
    kind: CharErrorKind,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum CharErrorKind {
    EmptyString,
    TooManyChars,
}

impl fmt::Display for ParseCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            CharErrorKind::EmptyString => "cannot parse char from empty string",
            CharErrorKind::TooManyChars => "too many characters in string",
        }
        .fmt(f)
    }
}

impl FromStr for char {
    type Err = ParseCharError;

    #[inline]
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let mut chars = s.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Err(ParseCharError { kind: CharErrorKind::EmptyString }),
            (Some(c), None) => Ok(c),
            _ => Err(ParseCharError { kind: CharErrorKind::TooManyChars }),
        }
    }
}
