//! Room for the text of an address, so that it can be padded as a whole.
use crate::fmt;
use crate::str;

/// Up to `SIZE` bytes of text.
pub(super) struct DisplayBuffer<const SIZE: usize> {
    buf: [u8; SIZE],
    len: usize,
}

impl<const SIZE: usize> DisplayBuffer<SIZE> {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { buf: [0; SIZE], len: 0 }
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        // SAFETY: only whole strings have been written.
        unsafe { str::from_utf8_unchecked(&self.buf[..self.len]) }
    }
}

impl<const SIZE: usize> fmt::Write for DisplayBuffer<SIZE> {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        let end = self.len + s.len();
        match self.buf.get_mut(self.len..end) {
            Some(room) => {
                room.copy_from_slice(s.as_bytes());
                self.len = end;
                Ok(())
            }
            None => Err(fmt::Error),
        }
    }
}
