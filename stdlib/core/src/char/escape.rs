//! Escapes and conversions of case, as iterators.
use crate::escape::EscapeBuffer;
use crate::fmt::{self, Write};
use crate::iter::FusedIterator;
use crate::num::NonZero;
use crate::unicode;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// What `escape_debug` escapes besides what cannot be printed.
#[derive(Copy, Clone)]
pub(crate) struct EscapeDebugExtArgs {
    pub(crate) escape_grapheme_extended: bool,
    pub(crate) escape_single_quote: bool,
    pub(crate) escape_double_quote: bool,
}

impl EscapeDebugExtArgs {
    pub(crate) const ESCAPE_ALL: Self = Self {
        escape_grapheme_extended: true,
        escape_single_quote: true,
        escape_double_quote: true,
    };
}

fn unicode_escape(c: char) -> EscapeBuffer<10> {
    let c = c as u32;
    let mut buf = EscapeBuffer::empty();
    buf.push_all(b"\\u{");
    // Without leading zeros, but at least one digit.
    let mut shift = (31 - (c | 1).leading_zeros()) / 4 * 4;
    loop {
        buf.push(HEX[(c >> shift & 15) as usize]);
        if shift == 0 {
            break;
        }
        shift -= 4;
    }
    buf.push(b'}');
    buf
}

fn backslash(c: u8) -> EscapeBuffer<10> {
    let mut buf = EscapeBuffer::empty();
    buf.push_all(&[b'\\', c]);
    buf
}

/// A character as `\u{…}`.
#[derive(Clone, Debug)]
pub struct EscapeUnicode(EscapeBuffer<10>);

/// A character with an escape if it is not printable ASCII.
#[derive(Clone, Debug)]
pub struct EscapeDefault(EscapeBuffer<10>);

/// A character with an escape if it cannot be printed.
#[derive(Clone, Debug)]
pub struct EscapeDebug(EscapeDebugInner);

#[derive(Clone, Debug)]
enum EscapeDebugInner {
    Bytes(EscapeBuffer<10>),
    Char(Option<char>),
}

impl fmt::Debug for EscapeBuffer<10> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl EscapeUnicode {
    pub(super) fn new(c: char) -> Self {
        EscapeUnicode(unicode_escape(c))
    }
}

impl EscapeDefault {
    pub(super) fn new(c: char) -> Self {
        EscapeDefault(match c {
            '\t' => backslash(b't'),
            '\r' => backslash(b'r'),
            '\n' => backslash(b'n'),
            '\\' | '\'' | '"' => backslash(c as u8),
            '\x20'..='\x7e' => {
                let mut buf = EscapeBuffer::empty();
                buf.push(c as u8);
                buf
            }
            _ => unicode_escape(c),
        })
    }
}

impl EscapeDebug {
    pub(super) fn new(c: char, args: EscapeDebugExtArgs) -> Self {
        EscapeDebug(EscapeDebugInner::Bytes(match c {
            '\0' => backslash(b'0'),
            '\t' => backslash(b't'),
            '\r' => backslash(b'r'),
            '\n' => backslash(b'n'),
            '\\' => backslash(b'\\'),
            '"' if args.escape_double_quote => backslash(b'"'),
            '\'' if args.escape_single_quote => backslash(b'\''),
            _ if args.escape_grapheme_extended && c.is_grapheme_extended() => unicode_escape(c),
            _ if unicode::is_printable(c) => return EscapeDebug(EscapeDebugInner::Char(Some(c))),
            _ => unicode_escape(c),
        }))
    }

    /// Calls `f` with the text.
    pub(crate) fn write_to(&self, f: &mut dyn Write) -> fmt::Result {
        match &self.0 {
            EscapeDebugInner::Bytes(bytes) => f.write_str(bytes.as_str()),
            EscapeDebugInner::Char(Some(c)) => f.write_char(*c),
            EscapeDebugInner::Char(None) => Ok(()),
        }
    }
}

macro_rules! escape_iterator {
    ($($Iter:ident)*) => {$(
        impl Iterator for $Iter {
            type Item = char;

            #[inline]
            fn next(&mut self) -> Option<char> {
                self.0.next().map(char::from)
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
            fn last(mut self) -> Option<char> {
                self.0.next_back().map(char::from)
            }
            #[inline]
            fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
                self.0.advance_by(n)
            }
        }
        impl ExactSizeIterator for $Iter {
            #[inline]
            fn len(&self) -> usize {
                self.0.len()
            }
        }
        impl FusedIterator for $Iter {}
        impl fmt::Display for $Iter {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0.as_str())
            }
        }
    )*};
}
escape_iterator! { EscapeUnicode EscapeDefault }

impl Iterator for EscapeDebug {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        match &mut self.0 {
            EscapeDebugInner::Bytes(bytes) => bytes.next().map(char::from),
            EscapeDebugInner::Char(c) => c.take(),
        }
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.len();
        (n, Some(n))
    }
    #[inline]
    fn count(self) -> usize {
        self.len()
    }
}

impl ExactSizeIterator for EscapeDebug {
    fn len(&self) -> usize {
        match &self.0 {
            EscapeDebugInner::Bytes(bytes) => bytes.len(),
            EscapeDebugInner::Char(c) => c.is_some() as usize,
        }
    }
}

impl FusedIterator for EscapeDebug {}

impl fmt::Display for EscapeDebug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

/// Up to three characters.
#[derive(Clone, Debug)]
struct CaseMapping {
    chars: [char; 3],
    start: u8,
    end: u8,
}

impl CaseMapping {
    fn new(chars: [char; 3]) -> Self {
        let end = if chars[2] != '\0' {
            3
        } else if chars[1] != '\0' {
            2
        } else {
            1
        };
        CaseMapping { chars, start: 0, end }
    }

    fn as_slice(&self) -> &[char] {
        &self.chars[self.start as usize..self.end as usize]
    }
}

macro_rules! case_iterator {
    ($($Iter:ident $map:ident $doc:literal;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Debug)]
        pub struct $Iter(CaseMapping);

        impl $Iter {
            pub(super) fn new(c: char) -> Self {
                $Iter(CaseMapping::new(unicode::$map(c)))
            }
        }

        impl Iterator for $Iter {
            type Item = char;

            fn next(&mut self) -> Option<char> {
                let c = *self.0.as_slice().first()?;
                self.0.start += 1;
                Some(c)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.0.as_slice().len();
                (n, Some(n))
            }
            fn __trusted_len(&self) -> bool {
                true
            }
        }
        impl DoubleEndedIterator for $Iter {
            fn next_back(&mut self) -> Option<char> {
                let c = *self.0.as_slice().last()?;
                self.0.end -= 1;
                Some(c)
            }
        }
        impl ExactSizeIterator for $Iter {}
        impl FusedIterator for $Iter {}
        unsafe impl crate::iter::TrustedLen for $Iter {}
        impl fmt::Display for $Iter {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for &c in self.0.as_slice() {
                    f.write_char(c)?;
                }
                Ok(())
            }
        }
    )*};
}
case_iterator! {
    ToLowercase to_lower "A character in lower case.";
    ToUppercase to_upper "A character in upper case.";
}
