//! `Cursor`: bytes in memory with a position.

use super::util::offset;
use super::{BufRead, Error, IoSlice, IoSliceMut, Read, Result, Seek, SeekFrom, Write, append_text};
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

/// Bytes in memory with a position.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Cursor<T> {
    inner: T,
    pos: u64,
}

impl<T> Cursor<T> {
    /// At the start.
    pub const fn new(inner: T) -> Cursor<T> {
        Cursor { inner, pos: 0 }
    }

    /// The bytes.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The bytes.
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }

    /// The bytes.
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// The position.
    pub const fn position(&self) -> u64 {
        self.pos
    }

    /// Sets the position.
    pub const fn set_position(&mut self, pos: u64) {
        self.pos = pos;
    }
}

impl<T: AsRef<[u8]>> Cursor<T> {
    /// The bytes from the position on.
    fn rest(&self) -> &[u8] {
        let bytes = self.inner.as_ref();
        &bytes[(bytes.len() as u64).min(self.pos) as usize..]
    }
}

impl<T: Clone> Clone for Cursor<T> {
    fn clone(&self) -> Self {
        Cursor { inner: self.inner.clone(), pos: self.pos }
    }
    fn clone_from(&mut self, other: &Self) {
        self.inner.clone_from(&other.inner);
        self.pos = other.pos;
    }
}

impl<T: AsRef<[u8]>> Seek for Cursor<T> {
    fn seek(&mut self, style: SeekFrom) -> Result<u64> {
        self.pos = match style {
            SeekFrom::Start(n) => n,
            SeekFrom::End(n) => offset(self.inner.as_ref().len() as u64, n)?,
            SeekFrom::Current(n) => offset(self.pos, n)?,
        };
        Ok(self.pos)
    }

    fn stream_position(&mut self) -> Result<u64> {
        Ok(self.pos)
    }
}

impl<T: AsRef<[u8]>> Read for Cursor<T> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let n = Read::read(&mut self.rest(), buf)?;
        self.pos += n as u64;
        Ok(n)
    }

    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        let mut total = 0;
        for buf in bufs {
            let n = self.read(buf)?;
            total += n;
            if n < buf.len() {
                break;
            }
        }
        Ok(total)
    }

    fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        let mut rest = self.rest();
        let len = rest.len();
        let result = Read::read_exact(&mut rest, buf);
        self.pos += match result {
            Ok(()) => buf.len(),
            Err(_) => len,
        } as u64;
        result
    }

    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize> {
        let rest = self.rest();
        let len = rest.len();
        buf.try_reserve(len)?;
        buf.extend_from_slice(rest);
        self.pos += len as u64;
        Ok(len)
    }

    fn read_to_string(&mut self, buf: &mut String) -> Result<usize> {
        let mut rest = self.rest();
        let len = rest.len();
        append_text(buf, |bytes| rest.read_to_end(bytes))?;
        self.pos += len as u64;
        Ok(len)
    }
}

impl<T: AsRef<[u8]>> BufRead for Cursor<T> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(self.rest())
    }
    fn consume(&mut self, amt: usize) {
        self.pos += amt as u64;
    }
}

/// Overwrites bytes of a slice; it does not grow.
fn write_slice(pos: &mut u64, slice: &mut [u8], buf: &[u8]) -> Result<usize> {
    let at = (*pos).min(slice.len() as u64) as usize;
    let n = Write::write(&mut &mut slice[at..], buf)?;
    *pos += n as u64;
    Ok(n)
}

/// Overwrites bytes of a vector and appends to it; a gap becomes zeros.
fn write_vec(pos: &mut u64, vec: &mut Vec<u8>, buf: &[u8]) -> Result<usize> {
    let Ok(at) = usize::try_from(*pos) else {
        return Err(Error::const_message(
            super::ErrorKind::InvalidInput,
            "cursor position exceeds maximum possible vector length",
        ));
    };
    if at > vec.len() {
        vec.resize(at, 0);
    }
    let over = buf.len().min(vec.len() - at);
    vec[at..at + over].copy_from_slice(&buf[..over]);
    vec.extend_from_slice(&buf[over..]);
    *pos += buf.len() as u64;
    Ok(buf.len())
}

/// Writing to what can be written to.
macro_rules! writer {
    ([$($gen:tt)*] $ty:ty, $write:ident, |$inner:ident| $bytes:expr) => {
        impl<$($gen)*> Write for Cursor<$ty> {
            #[inline]
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                let $inner = &mut self.inner;
                $write(&mut self.pos, $bytes, buf)
            }

            fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
                let mut total = 0;
                for buf in bufs {
                    let n = self.write(buf)?;
                    total += n;
                    if n < buf.len() {
                        break;
                    }
                }
                Ok(total)
            }

            #[inline]
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    };
}

writer! { [] &mut [u8], write_slice, |inner| inner }
writer! { [const N: usize] [u8; N], write_slice, |inner| inner }
writer! { [] Box<[u8]>, write_slice, |inner| inner }
writer! { [] Vec<u8>, write_vec, |inner| inner }
writer! { [] &mut Vec<u8>, write_vec, |inner| inner }
