//! UTF-16.
use super::from_u32_unchecked;
use crate::fmt;

/// The characters of UTF-16 units.
#[derive(Clone, Debug)]
pub struct DecodeUtf16<I: Iterator<Item = u16>> {
    iter: I,
    /// A unit that did not belong to the surrogate before it.
    buf: Option<u16>,
}

/// A surrogate without its other half.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct DecodeUtf16Error {
    code: u16,
}

/// The characters of UTF-16 units.
#[inline]
pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
    DecodeUtf16 { iter: iter.into_iter(), buf: None }
}

impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let u = match self.buf.take() {
            Some(buf) => buf,
            None => self.iter.next()?,
        };
        if u & 0xf800 != 0xd800 {
            // SAFETY: not a surrogate.
            return Some(Ok(unsafe { from_u32_unchecked(u as u32) }));
        }
        if u >= 0xdc00 {
            return Some(Err(DecodeUtf16Error { code: u }));
        }
        let Some(u2) = self.iter.next() else {
            return Some(Err(DecodeUtf16Error { code: u }));
        };
        if u2 < 0xdc00 || u2 > 0xdfff {
            self.buf = Some(u2);
            return Some(Err(DecodeUtf16Error { code: u }));
        }
        let c = (((u & 0x3ff) as u32) << 10 | (u2 & 0x3ff) as u32) + 0x1_0000;
        // SAFETY: a pair of surrogates is a character.
        Some(Ok(unsafe { from_u32_unchecked(c) }))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.iter.size_hint();
        let (low_buf, high_buf) = match self.buf {
            None => (0, 0),
            // It is an item of its own, unless it can start a pair.
            Some(u) if u & 0xf800 != 0xd800 || u >= 0xdc00 => (1, 1),
            Some(_) if high == Some(0) => (1, 1),
            Some(_) => (0, 1),
        };
        // Each item takes one or two units.
        let low = low.div_ceil(2);
        (low + low_buf, high.and_then(|h| h.checked_add(high_buf)))
    }
}

impl DecodeUtf16Error {
    /// The surrogate.
    #[must_use]
    pub fn unpaired_surrogate(&self) -> u16 {
        self.code
    }
}

impl fmt::Display for DecodeUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unpaired surrogate found: {:x}", self.code)
    }
}
