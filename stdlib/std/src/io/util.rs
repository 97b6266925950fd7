//! Small readers and writers, and copying.

use super::{
    BufRead, DEFAULT_BUF_SIZE, Error, IoSlice, IoSliceMut, Read, Result, Seek, SeekFrom, Write,
};
use crate::string::String;
use crate::vec::Vec;
use crate::{fmt, vec};

/// Reads as nothing; writes are lost.
#[non_exhaustive]
#[derive(Copy, Clone, Debug, Default)]
pub struct Empty;

/// Reads as nothing; writes are lost.
#[must_use]
pub const fn empty() -> Empty {
    Empty
}

impl Read for Empty {
    #[inline]
    fn read(&mut self, _buf: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}

impl BufRead for Empty {
    #[inline]
    fn fill_buf(&mut self) -> Result<&[u8]> {
        Ok(&[])
    }
    #[inline]
    fn consume(&mut self, _n: usize) {}
}

impl Seek for Empty {
    fn seek(&mut self, _pos: SeekFrom) -> Result<u64> {
        Ok(0)
    }
}

/// Reads as one byte, forever.
#[derive(Clone)]
pub struct Repeat {
    byte: u8,
}

/// Reads as one byte, forever.
#[must_use]
pub const fn repeat(byte: u8) -> Repeat {
    Repeat { byte }
}

impl Read for Repeat {
    #[inline]
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        buf.fill(self.byte);
        Ok(buf.len())
    }
    fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        buf.fill(self.byte);
        Ok(())
    }
    fn read_to_end(&mut self, _: &mut Vec<u8>) -> Result<usize> {
        Err(super::ErrorKind::OutOfMemory.into())
    }
    fn read_to_string(&mut self, _: &mut String) -> Result<usize> {
        Err(super::ErrorKind::OutOfMemory.into())
    }
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        let mut n = 0;
        for buf in bufs {
            n += self.read(buf)?;
        }
        Ok(n)
    }
}

impl fmt::Debug for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repeat").finish_non_exhaustive()
    }
}

/// Writes are lost.
#[non_exhaustive]
#[derive(Copy, Clone, Debug, Default)]
pub struct Sink;

/// Writes are lost.
#[must_use]
pub const fn sink() -> Sink {
    Sink
}

/// Writers that take everything and keep nothing.
macro_rules! lose {
    ($($ty:ty)*) => {$(
        impl Write for $ty {
            #[inline]
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                Ok(buf.len())
            }
            #[inline]
            fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
                Ok(bufs.iter().map(|b| b.len()).sum())
            }
            #[inline]
            fn flush(&mut self) -> Result<()> {
                Ok(())
            }
        }
    )*};
}

lose! { Empty &Empty Sink &Sink }

/// Copies everything from a reader to a writer; returns how many bytes.
pub fn copy<R: ?Sized + Read, W: ?Sized + Write>(reader: &mut R, writer: &mut W) -> Result<u64> {
    let mut buf = vec![0; DEFAULT_BUF_SIZE];
    let mut total = 0;
    loop {
        let n = match reader.read(&mut buf) {
            Ok(0) => return Ok(total),
            Ok(n) => n,
            Err(e) if e.is_interrupted() => continue,
            Err(e) => return Err(e),
        };
        writer.write_all(&buf[..n])?;
        total += n as u64;
    }
}

/// Reads everything as text.
pub fn read_to_string<R: Read>(mut reader: R) -> Result<String> {
    let mut buf = String::new();
    reader.read_to_string(&mut buf)?;
    Ok(buf)
}

/// The result of moving a position, if it does not leave the numbers.
pub(super) fn offset(base: u64, by: i64) -> Result<u64> {
    base.checked_add_signed(by).ok_or(Error::const_message(
        super::ErrorKind::InvalidInput,
        "invalid seek to a negative or overflowing position",
    ))
}
