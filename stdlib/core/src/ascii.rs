//! ASCII bytes and characters.
use crate::escape::EscapeBuffer;
use crate::fmt;
use crate::iter::FusedIterator;
use crate::num::NonZero;

/// The bytes of an escaped byte.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct EscapeDefault(EscapeBuffer<4>);

/// A byte with an escape if it is not printable ASCII.
pub fn escape_default(c: u8) -> EscapeDefault {
    let mut buf = EscapeBuffer::empty();
    match c {
        b'\t' => buf.push_all(b"\\t"),
        b'\r' => buf.push_all(b"\\r"),
        b'\n' => buf.push_all(b"\\n"),
        b'\\' | b'\'' | b'"' => buf.push_all(&[b'\\', c]),
        0x20..=0x7e => buf.push(c),
        _ => {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            buf.push_all(&[b'\\', b'x', HEX[(c >> 4) as usize], HEX[(c & 15) as usize]]);
        }
    }
    EscapeDefault(buf)
}

impl Iterator for EscapeDefault {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        self.0.next()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.0.len();
        (n, Some(n))
    }
    #[inline]
    fn count(self) -> usize {
        self.0.len()
    }
    #[inline]
    fn last(mut self) -> Option<u8> {
        self.0.next_back()
    }
    #[inline]
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        self.0.advance_by(n)
    }
}

impl DoubleEndedIterator for EscapeDefault {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        self.0.next_back()
    }
    #[inline]
    fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        self.0.advance_back_by(n)
    }
}

impl ExactSizeIterator for EscapeDefault {
    #[inline]
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl FusedIterator for EscapeDefault {}

impl fmt::Display for EscapeDefault {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Debug for EscapeDefault {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EscapeDefault").finish_non_exhaustive()
    }
}

impl u8 {
    /// Whether the byte is ASCII.
    #[must_use]
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        *self < 0x80
    }

    /// In upper case, if it is an ASCII letter.
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"]
    #[inline]
    pub const fn to_ascii_uppercase(&self) -> u8 {
        *self ^ ((self.is_ascii_lowercase() as u8) << 5)
    }

    /// In lower case, if it is an ASCII letter.
    #[must_use = "to lowercase the value in-place, use `make_ascii_lowercase()`"]
    #[inline]
    pub const fn to_ascii_lowercase(&self) -> u8 {
        *self | ((self.is_ascii_uppercase() as u8) << 5)
    }

    /// Whether two bytes are equal but for the case of ASCII letters.
    #[must_use]
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool {
        self.to_ascii_lowercase() == other.to_ascii_lowercase()
    }

    /// Makes it upper case.
    #[inline]
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }

    /// Makes it lower case.
    #[inline]
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }

    /// The byte with an escape if it is not printable ASCII.
    #[must_use = "this returns the escaped byte as an iterator, without modifying the original"]
    #[inline]
    pub fn escape_ascii(self) -> EscapeDefault {
        escape_default(self)
    }

    /// Whether a string may be split before this byte.
    #[inline]
    pub(crate) const fn is_utf8_char_boundary(self) -> bool {
        (self as i8) >= -0x40
    }
}

/// The predicates that `u8` and `char` share.
macro_rules! ascii_predicates {
    (@impl $T:ident: $($doc:literal $name:ident |$c:ident| $test:expr;)*) => {
        impl $T {$(
            #[doc = $doc]
            #[must_use]
            #[inline]
            pub const fn $name(&self) -> bool {
                let $c = *self as u32;
                $test
            }
        )*}
    };
}

macro_rules! for_both {
    ($($T:ident)*) => {$(
        ascii_predicates! { @impl $T:
            "Whether it is an ASCII letter." is_ascii_alphabetic
                |c| (c | 0x20).wrapping_sub('a' as u32) < 26;
            "Whether it is an ASCII capital." is_ascii_uppercase
                |c| c.wrapping_sub('A' as u32) < 26;
            "Whether it is a small ASCII letter." is_ascii_lowercase
                |c| c.wrapping_sub('a' as u32) < 26;
            "Whether it is an ASCII letter or digit." is_ascii_alphanumeric
                |c| (c | 0x20).wrapping_sub('a' as u32) < 26 || c.wrapping_sub('0' as u32) < 10;
            "Whether it is an ASCII digit." is_ascii_digit
                |c| c.wrapping_sub('0' as u32) < 10;
            "Whether it is a hexadecimal digit." is_ascii_hexdigit
                |c| (c | 0x20).wrapping_sub('a' as u32) < 6 || c.wrapping_sub('0' as u32) < 10;
            "Whether it is ASCII punctuation." is_ascii_punctuation
                |c| matches!(c, 0x21..=0x2f | 0x3a..=0x40 | 0x5b..=0x60 | 0x7b..=0x7e);
            "Whether it is a visible ASCII character." is_ascii_graphic
                |c| matches!(c, 0x21..=0x7e);
            "Whether it is ASCII white space." is_ascii_whitespace
                |c| matches!(c, 0x20 | 0x09 | 0x0a | 0x0c | 0x0d);
            "Whether it is an ASCII control character." is_ascii_control
                |c| c < 0x20 || c == 0x7f;
        }
    )*};
}
for_both! { u8 char }
