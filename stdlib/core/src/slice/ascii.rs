//! ASCII operations on `[u8]`.
use crate::fmt::{self, Write};
use crate::{ascii, iter, slice};

impl [u8] {
    /// Whether all bytes are ASCII.
    #[must_use]
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        const WORD: usize = size_of::<usize>();
        const HI: usize = usize::repeat_u8(0x80);
        let mut at = 0;
        while at + WORD <= self.len() {
            // SAFETY: in bounds.
            let word = unsafe { self.as_ptr().add(at).cast::<usize>().read_unaligned() };
            if word & HI != 0 {
                return false;
            }
            at += WORD;
        }
        while at < self.len() {
            if self[at] >= 0x80 {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Whether two slices are equal but for the case of ASCII letters.
    #[must_use]
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let mut i = 0;
        while i < self.len() {
            if !self[i].eq_ignore_ascii_case(&other[i]) {
                return false;
            }
            i += 1;
        }
        true
    }

    /// Makes ASCII letters upper case.
    #[inline]
    pub const fn make_ascii_uppercase(&mut self) {
        let mut i = 0;
        while i < self.len() {
            self[i] = self[i].to_ascii_uppercase();
            i += 1;
        }
    }

    /// Makes ASCII letters lower case.
    #[inline]
    pub const fn make_ascii_lowercase(&mut self) {
        let mut i = 0;
        while i < self.len() {
            self[i] = self[i].to_ascii_lowercase();
            i += 1;
        }
    }

    /// The bytes with escapes for what is not printable ASCII.
    #[must_use = "this returns the escaped bytes as an iterator, without modifying the original"]
    pub fn escape_ascii(&self) -> EscapeAscii<'_> {
        EscapeAscii { inner: self.iter().flat_map(EscapeByte) }
    }

    /// Without ASCII white space at the front.
    #[inline]
    pub const fn trim_ascii_start(&self) -> &[u8] {
        let mut bytes = self;
        while let [first, rest @ ..] = bytes {
            if !first.is_ascii_whitespace() {
                break;
            }
            bytes = rest;
        }
        bytes
    }

    /// Without ASCII white space at the back.
    #[inline]
    pub const fn trim_ascii_end(&self) -> &[u8] {
        let mut bytes = self;
        while let [rest @ .., last] = bytes {
            if !last.is_ascii_whitespace() {
                break;
            }
            bytes = rest;
        }
        bytes
    }

    /// Without ASCII white space at both ends.
    #[inline]
    pub const fn trim_ascii(&self) -> &[u8] {
        self.trim_ascii_start().trim_ascii_end()
    }
}

/// The closure `|byte| escape_default(*byte)`, with a name and `Clone`.
#[derive(Clone)]
struct EscapeByte;

impl<'a> FnOnce<(&'a u8,)> for EscapeByte {
    type Output = ascii::EscapeDefault;

    #[inline]
    extern "rust-call" fn call_once(self, (byte,): (&'a u8,)) -> ascii::EscapeDefault {
        ascii::escape_default(*byte)
    }
}

impl<'a> FnMut<(&'a u8,)> for EscapeByte {
    #[inline]
    extern "rust-call" fn call_mut(&mut self, (byte,): (&'a u8,)) -> ascii::EscapeDefault {
        ascii::escape_default(*byte)
    }
}

/// The bytes of a slice, escaped.
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct EscapeAscii<'a> {
    inner: iter::FlatMap<slice::Iter<'a, u8>, ascii::EscapeDefault, EscapeByte>,
}

impl<'a> Iterator for EscapeAscii<'a> {
    type Item = u8;

    #[inline]
    fn next(&mut self) -> Option<u8> {
        self.inner.next()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
    #[inline]
    fn fold<Acc, Fold: FnMut(Acc, u8) -> Acc>(self, init: Acc, fold: Fold) -> Acc {
        self.inner.fold(init, fold)
    }
    #[inline]
    fn last(mut self) -> Option<u8> {
        self.next_back()
    }
}

impl<'a> DoubleEndedIterator for EscapeAscii<'a> {
    fn next_back(&mut self) -> Option<u8> {
        self.inner.next_back()
    }
}

impl<'a> iter::FusedIterator for EscapeAscii<'a> {}

impl<'a> fmt::Display for EscapeAscii<'a> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.clone() {
            f.write_char(byte as char)?;
        }
        Ok(())
    }
}

impl<'a> fmt::Debug for EscapeAscii<'a> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EscapeAscii").finish_non_exhaustive()
    }
}
