//! A few ASCII bytes, for the iterators over escapes.
use crate::num::NonZero;

/// Up to `N` ASCII bytes that are taken from both ends.
#[derive(Clone)]
pub(crate) struct EscapeBuffer<const N: usize> {
    bytes: [u8; N],
    start: u8,
    end: u8,
}

impl<const N: usize> EscapeBuffer<N> {
    #[inline]
    pub(crate) const fn empty() -> Self {
        EscapeBuffer { bytes: [0; N], start: 0, end: 0 }
    }

    /// Appends an ASCII byte.
    #[inline]
    pub(crate) const fn push(&mut self, byte: u8) {
        self.bytes[self.end as usize] = byte;
        self.end += 1;
    }

    #[inline]
    pub(crate) const fn push_all(&mut self, bytes: &[u8]) {
        let mut i = 0;
        while i < bytes.len() {
            self.push(bytes[i]);
            i += 1;
        }
    }

    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        // SAFETY: ASCII, and in bounds.
        unsafe {
            crate::str::from_utf8_unchecked(
                self.bytes.get_unchecked(self.start as usize..self.end as usize),
            )
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    #[inline]
    pub(crate) fn next(&mut self) -> Option<u8> {
        if self.start == self.end {
            return None;
        }
        let byte = self.bytes[self.start as usize];
        self.start += 1;
        Some(byte)
    }

    #[inline]
    pub(crate) fn next_back(&mut self) -> Option<u8> {
        if self.start == self.end {
            return None;
        }
        self.end -= 1;
        Some(self.bytes[self.end as usize])
    }

    pub(crate) fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let step = self.len().min(n);
        self.start += step as u8;
        NonZero::new(n - step).map_or(Ok(()), Err)
    }

    pub(crate) fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let step = self.len().min(n);
        self.end -= step as u8;
        NonZero::new(n - step).map_or(Ok(()), Err)
    }
}
