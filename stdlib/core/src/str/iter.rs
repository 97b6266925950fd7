//! The iterators over the parts of a string that need no pattern.
use super::count::count_chars;
use super::from_utf8_unchecked;
use super::validations::{next_code_point, next_code_point_reverse};
use crate::char as char_mod;
use crate::char::EscapeDebugExtArgs;
use crate::fmt::{self, Write};
use crate::iter::{Chain, Copied, FlatMap, Flatten, FusedIterator, TrustedLen};
use crate::num::NonZero;
use crate::{option, slice};

/// The characters of a string.
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Chars<'a> {
    pub(super) iter: slice::Iter<'a, u8>,
}

impl<'a> Iterator for Chars<'a> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        // SAFETY: the bytes are UTF-8.
        unsafe { next_code_point(&mut self.iter).map(|ch| char::from_u32_unchecked(ch)) }
    }

    #[inline]
    fn count(self) -> usize {
        count_chars(self.as_str())
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.iter.len();
        (len.div_ceil(4), Some(len))
    }

    #[inline]
    fn last(mut self) -> Option<char> {
        self.next_back()
    }

    fn advance_by(&mut self, mut remainder: usize) -> Result<(), NonZero<usize>> {
        while remainder > 0 {
            let Some(&first) = self.iter.as_slice().first() else {
                // SAFETY: just checked.
                return Err(unsafe { NonZero::new_unchecked(remainder) });
            };
            let _ = self.iter.advance_by(super::utf8_char_width(first));
            remainder -= 1;
        }
        Ok(())
    }
}

impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chars(")?;
        f.debug_list().entries(self.clone()).finish()?;
        write!(f, ")")
    }
}

impl<'a> DoubleEndedIterator for Chars<'a> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        // SAFETY: the bytes are UTF-8.
        unsafe { next_code_point_reverse(&mut self.iter).map(|ch| char::from_u32_unchecked(ch)) }
    }
}

impl FusedIterator for Chars<'_> {}

impl<'a> Chars<'a> {
    /// What is left.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &'a str {
        // SAFETY: the bytes are UTF-8.
        unsafe { from_utf8_unchecked(self.iter.as_slice()) }
    }
}

/// The characters of a string with their positions.
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct CharIndices<'a> {
    pub(super) front_offset: usize,
    pub(super) iter: Chars<'a>,
}

impl<'a> Iterator for CharIndices<'a> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let pre_len = self.iter.iter.len();
        let ch = self.iter.next()?;
        let index = self.front_offset;
        self.front_offset += pre_len - self.iter.iter.len();
        Some((index, ch))
    }

    #[inline]
    fn count(self) -> usize {
        self.iter.count()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }

    #[inline]
    fn last(mut self) -> Option<(usize, char)> {
        self.next_back()
    }
}

impl<'a> DoubleEndedIterator for CharIndices<'a> {
    #[inline]
    fn next_back(&mut self) -> Option<(usize, char)> {
        let ch = self.iter.next_back()?;
        Some((self.front_offset + self.iter.iter.len(), ch))
    }
}

impl FusedIterator for CharIndices<'_> {}

impl<'a> CharIndices<'a> {
    /// What is left.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &'a str {
        self.iter.as_str()
    }

    /// The position of the next character, or the length.
    #[inline]
    #[must_use]
    pub fn offset(&self) -> usize {
        self.front_offset
    }
}

/// The bytes of a string.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone, Debug)]
pub struct Bytes<'a>(pub(super) Copied<slice::Iter<'a, u8>>);

impl Iterator for Bytes<'_> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        self.0.next()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
    #[inline(always)]
    fn __trusted_len(&self) -> bool {
        true
    }
    #[inline(always)]
    fn __random_access(&self) -> bool {
        true
    }
    #[inline]
    unsafe fn __get_unchecked(&mut self, index: usize) -> u8 {
        // SAFETY: promised by the caller.
        unsafe { self.0.__get_unchecked(index) }
    }
    #[inline]
    fn count(self) -> usize {
        self.0.count()
    }
    #[inline]
    fn last(self) -> Option<u8> {
        self.0.last()
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<u8> {
        self.0.nth(n)
    }
    #[inline]
    fn fold<Acc, F: FnMut(Acc, u8) -> Acc>(self, init: Acc, f: F) -> Acc {
        self.0.fold(init, f)
    }
}

impl DoubleEndedIterator for Bytes<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<u8> {
        self.0.next_back()
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<u8> {
        self.0.nth_back(n)
    }
}

impl ExactSizeIterator for Bytes<'_> {
    #[inline]
    fn len(&self) -> usize {
        self.0.len()
    }
}

impl FusedIterator for Bytes<'_> {}
unsafe impl TrustedLen for Bytes<'_> {}

/// The UTF-16 units of a string.
#[derive(Clone)]
pub struct EncodeUtf16<'a> {
    pub(super) chars: Chars<'a>,
    /// The second unit of a pair, or 0.
    pub(super) extra: u16,
}

impl fmt::Debug for EncodeUtf16<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeUtf16").finish_non_exhaustive()
    }
}

impl<'a> Iterator for EncodeUtf16<'a> {
    type Item = u16;

    #[inline]
    fn next(&mut self) -> Option<u16> {
        if self.extra != 0 {
            return Some(crate::mem::replace(&mut self.extra, 0));
        }
        let mut buf = [0; 2];
        let ch = self.chars.next()?;
        if ch.encode_utf16(&mut buf).len() == 2 {
            self.extra = buf[1];
        }
        Some(buf[0])
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.chars.iter.len();
        // A unit comes of one to three bytes.
        let extra = (self.extra != 0) as usize;
        (len.div_ceil(3) + extra, Some(len + extra))
    }
}

impl FusedIterator for EncodeUtf16<'_> {}

/// Closures with names, so that the iterators can be cloned.
macro_rules! escape_closures {
    ($($Name:ident $Out:ty, |$c:ident| $body:expr;)*) => {$(
        #[derive(Clone)]
        pub(super) struct $Name;

        impl FnOnce<(char,)> for $Name {
            type Output = $Out;

            #[inline]
            extern "rust-call" fn call_once(self, ($c,): (char,)) -> $Out {
                $body
            }
        }
        impl FnMut<(char,)> for $Name {
            #[inline]
            extern "rust-call" fn call_mut(&mut self, ($c,): (char,)) -> $Out {
                $body
            }
        }
    )*};
}
escape_closures! {
    CharEscapeDebug char_mod::EscapeDebug, |c| c.escape_debug_ext(EscapeDebugExtArgs {
        escape_grapheme_extended: false,
        escape_single_quote: true,
        escape_double_quote: true,
    });
    CharEscapeDefault char_mod::EscapeDefault, |c| c.escape_default();
    CharEscapeUnicode char_mod::EscapeUnicode, |c| c.escape_unicode();
}

/// The characters of a string, escaped if they cannot be printed.
#[derive(Clone)]
pub struct EscapeDebug<'a> {
    pub(super) inner: Chain<
        Flatten<option::IntoIter<char_mod::EscapeDebug>>,
        FlatMap<Chars<'a>, char_mod::EscapeDebug, CharEscapeDebug>,
    >,
}

/// The characters of a string, escaped if they are not printable ASCII.
#[derive(Clone)]
pub struct EscapeDefault<'a> {
    pub(super) inner: FlatMap<Chars<'a>, char_mod::EscapeDefault, CharEscapeDefault>,
}

/// The characters of a string as `\u{…}`.
#[derive(Clone)]
pub struct EscapeUnicode<'a> {
    pub(super) inner: FlatMap<Chars<'a>, char_mod::EscapeUnicode, CharEscapeUnicode>,
}

macro_rules! escape_impls {
    ($($Name:ident)*) => {$(
        impl fmt::Display for $Name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.clone().try_for_each(|c| f.write_char(c))
            }
        }
        impl fmt::Debug for $Name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Name)).finish_non_exhaustive()
            }
        }
        impl Iterator for $Name<'_> {
            type Item = char;

            #[inline]
            fn next(&mut self) -> Option<char> {
                self.inner.next()
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
            #[inline]
            fn fold<Acc, F: FnMut(Acc, char) -> Acc>(self, init: Acc, f: F) -> Acc {
                self.inner.fold(init, f)
            }
        }
        impl FusedIterator for $Name<'_> {}
    )*};
}
escape_impls! { EscapeDebug EscapeDefault EscapeUnicode }
