//! The methods of `char`.
use super::{
    DecodeUtf16, EscapeDebug, EscapeDebugExtArgs, EscapeDefault, EscapeUnicode, ToLowercase,
    ToUppercase,
};
use crate::slice;
use crate::str::from_utf8_unchecked_mut;
use crate::unicode;

impl char {
    /// The smallest character.
    pub const MIN: char = '\0';
    /// The largest character.
    pub const MAX: char = '\u{10FFFF}';
    /// The most bytes that a character takes in UTF-8.
    pub const MAX_LEN_UTF8: usize = 4;
    /// The most units that a character takes in UTF-16.
    pub const MAX_LEN_UTF16: usize = 2;
    /// What stands for something that cannot be decoded.
    pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
    /// The version of Unicode.
    pub const UNICODE_VERSION: (u8, u8, u8) = unicode::VERSION;

    /// The characters of UTF-16 units.
    #[inline]
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
        super::decode_utf16(iter)
    }

    /// The character with a number, if there is one.
    #[must_use]
    #[inline]
    pub const fn from_u32(i: u32) -> Option<char> {
        super::from_u32(i)
    }

    /// The character with a number.
    ///
    /// # Safety
    /// There must be one.
    #[must_use]
    #[inline]
    pub const unsafe fn from_u32_unchecked(i: u32) -> char {
        // SAFETY: promised by the caller.
        unsafe { super::from_u32_unchecked(i) }
    }

    /// The digit of a number in a base, if there is one.
    #[must_use]
    #[inline]
    pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
        super::from_digit(num, radix)
    }

    /// Whether it is a digit in a base.
    #[inline]
    pub const fn is_digit(self, radix: u32) -> bool {
        self.to_digit(radix).is_some()
    }

    /// The value as a digit in a base.
    #[must_use]
    #[inline]
    pub const fn to_digit(self, radix: u32) -> Option<u32> {
        assert!(
            radix >= 2 && radix <= 36,
            "to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive"
        );
        let c = self as u32;
        let value = if c > '9' as u32 && radix > 10 {
            // Letters, of either case; all below wrap to something large.
            (c | 0x20).wrapping_sub('a' as u32).saturating_add(10)
        } else {
            c.wrapping_sub('0' as u32)
        };
        if value < radix { Some(value) } else { None }
    }

    /// The character as `\u{…}`.
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    #[inline]
    pub fn escape_unicode(self) -> EscapeUnicode {
        EscapeUnicode::new(self)
    }

    #[inline]
    pub(crate) fn escape_debug_ext(self, args: EscapeDebugExtArgs) -> EscapeDebug {
        EscapeDebug::new(self, args)
    }

    /// Whether `escape_debug_ext` surely changes nothing: printable ASCII without quotes.
    #[inline]
    pub(crate) const fn is_plain_in_debug(self) -> bool {
        matches!(self, ' '..='~') && !matches!(self, '"' | '\'' | '\\')
    }

    /// The character with an escape if it cannot be printed.
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    #[inline]
    pub fn escape_debug(self) -> EscapeDebug {
        self.escape_debug_ext(EscapeDebugExtArgs::ESCAPE_ALL)
    }

    /// The character with an escape if it is not printable ASCII.
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    #[inline]
    pub fn escape_default(self) -> EscapeDefault {
        EscapeDefault::new(self)
    }

    /// The number of bytes in UTF-8.
    #[must_use]
    #[inline]
    pub const fn len_utf8(self) -> usize {
        len_utf8(self as u32)
    }

    /// The number of units in UTF-16.
    #[must_use]
    #[inline]
    pub const fn len_utf16(self) -> usize {
        if (self as u32) < 0x10000 { 1 } else { 2 }
    }

    /// Writes the character in UTF-8 and returns what was written.
    #[inline]
    pub const fn encode_utf8(self, dst: &mut [u8]) -> &mut str {
        // SAFETY: the encoding of a character is UTF-8.
        unsafe { from_utf8_unchecked_mut(encode_utf8_raw(self as u32, dst)) }
    }

    /// Writes the character in UTF-16 and returns what was written.
    #[inline]
    pub const fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16] {
        let code = self as u32;
        let len = self.len_utf16();
        match (len, dst.len()) {
            (1, 1..) => dst[0] = code as u16,
            (2, 2..) => {
                let code = code - 0x1_0000;
                dst[0] = 0xd800 | (code >> 10) as u16;
                dst[1] = 0xdc00 | (code as u16 & 0x3ff);
            }
            _ => buffer_too_small_utf16(code, len, dst.len()),
        }
        // SAFETY: just written.
        unsafe { slice::from_raw_parts_mut(dst.as_mut_ptr(), len) }
    }

    /// Whether it is a letter.
    #[must_use]
    #[inline]
    pub fn is_alphabetic(self) -> bool {
        match self {
            'a'..='z' | 'A'..='Z' => true,
            c => c > '\x7f' && unicode::is_alphabetic(c),
        }
    }

    /// Whether it is a small letter.
    #[must_use]
    #[inline]
    pub const fn is_lowercase(self) -> bool {
        match self {
            'a'..='z' => true,
            c => c > '\x7f' && unicode::is_lowercase(c),
        }
    }

    /// Whether it is a capital letter.
    #[must_use]
    #[inline]
    pub const fn is_uppercase(self) -> bool {
        match self {
            'A'..='Z' => true,
            c => c > '\x7f' && unicode::is_uppercase(c),
        }
    }

    /// Whether it is white space.
    #[must_use]
    #[inline]
    pub const fn is_whitespace(self) -> bool {
        match self {
            ' ' | '\x09'..='\x0d' => true,
            c => c > '\x7f' && unicode::is_whitespace(c),
        }
    }

    /// Whether it is a letter or a number.
    #[must_use]
    #[inline]
    pub fn is_alphanumeric(self) -> bool {
        if self.is_ascii() {
            self.is_ascii_alphanumeric()
        } else {
            unicode::is_alphabetic(self) || unicode::is_numeric(self)
        }
    }

    /// Whether it is a control character.
    #[must_use]
    #[inline]
    pub fn is_control(self) -> bool {
        matches!(self, '\0'..='\x1f' | '\x7f'..='\u{9f}')
    }

    /// Whether it joins the character before it.
    #[must_use]
    #[inline]
    pub(crate) fn is_grapheme_extended(self) -> bool {
        self > '\u{02FF}' && unicode::is_grapheme_extended(self)
    }

    /// Whether it has case.
    #[doc(hidden)]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
    pub fn __is_cased(self) -> bool {
        unicode::is_cased(self)
    }

    /// Whether it does not end a word for the rules of case.
    #[doc(hidden)]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
    pub fn __is_case_ignorable(self) -> bool {
        unicode::is_case_ignorable(self)
    }

    /// Whether it is a number.
    #[must_use]
    #[inline]
    pub fn is_numeric(self) -> bool {
        match self {
            '0'..='9' => true,
            c => c > '\x7f' && unicode::is_numeric(c),
        }
    }

    /// The character in lower case, which may be several.
    #[must_use]
    #[inline]
    pub fn to_lowercase(self) -> ToLowercase {
        ToLowercase::new(self)
    }

    /// The character in upper case, which may be several.
    #[must_use]
    #[inline]
    pub fn to_uppercase(self) -> ToUppercase {
        ToUppercase::new(self)
    }

    /// Whether it is ASCII.
    #[must_use]
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        (*self as u32) < 128
    }

    /// In upper case, if it is an ASCII letter.
    #[must_use]
    #[inline]
    pub const fn to_ascii_uppercase(&self) -> char {
        if self.is_ascii_lowercase() { ((*self as u8) ^ 0x20) as char } else { *self }
    }

    /// In lower case, if it is an ASCII letter.
    #[must_use]
    #[inline]
    pub const fn to_ascii_lowercase(&self) -> char {
        if self.is_ascii_uppercase() { ((*self as u8) | 0x20) as char } else { *self }
    }

    /// Whether two characters are equal but for the case of ASCII letters.
    #[must_use]
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &char) -> bool {
        self.to_ascii_lowercase() == other.to_ascii_lowercase()
    }

    /// Makes it upper case, if it is an ASCII letter.
    #[inline]
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }

    /// Makes it lower case, if it is an ASCII letter.
    #[inline]
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
}

#[inline]
const fn len_utf8(code: u32) -> usize {
    match code {
        ..0x80 => 1,
        ..0x800 => 2,
        ..0x1_0000 => 3,
        _ => 4,
    }
}

/// Writes a code point in UTF-8, also if it is a surrogate.
#[doc(hidden)]
#[inline]
pub(crate) const fn encode_utf8_raw(code: u32, dst: &mut [u8]) -> &mut [u8] {
    let len = len_utf8(code);
    if dst.len() < len {
        buffer_too_small(code, len, dst.len());
    }
    match len {
        1 => dst[0] = code as u8,
        2 => {
            dst[0] = (code >> 6) as u8 | 0xc0;
            dst[1] = (code & 0x3f) as u8 | 0x80;
        }
        3 => {
            dst[0] = (code >> 12) as u8 | 0xe0;
            dst[1] = (code >> 6 & 0x3f) as u8 | 0x80;
            dst[2] = (code & 0x3f) as u8 | 0x80;
        }
        _ => {
            dst[0] = (code >> 18) as u8 | 0xf0;
            dst[1] = (code >> 12 & 0x3f) as u8 | 0x80;
            dst[2] = (code >> 6 & 0x3f) as u8 | 0x80;
            dst[3] = (code & 0x3f) as u8 | 0x80;
        }
    }
    // SAFETY: just written.
    unsafe { slice::from_raw_parts_mut(dst.as_mut_ptr(), len) }
}

#[cold]
#[inline(never)]
#[rustc_do_not_const_check]
const fn buffer_too_small(code: u32, len: usize, dst_len: usize) -> ! {
    panic!(
        "encode_utf8: need {len} bytes to encode U+{code:04X} but buffer has just {dst_len}"
    )
}

#[cold]
#[inline(never)]
#[rustc_do_not_const_check]
const fn buffer_too_small_utf16(code: u32, len: usize, dst_len: usize) -> ! {
    panic!(
        "encode_utf16: need {len} units to encode U+{code:04X} but buffer has just {dst_len}"
    )
}
