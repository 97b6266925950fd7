//! `BufReader`.

use super::{
    BufRead, DEFAULT_BUF_SIZE, IoSliceMut, Read, Result, Seek, SeekFrom, append_text,
    default_read_to_end,
};
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;
use crate::{fmt, vec};

/// A reader with a buffer, of which `pos..filled` was not yet asked for.
pub struct BufReader<R: ?Sized> {
    buf: Box<[u8]>,
    pos: usize,
    filled: usize,
    inner: R,
}

impl<R: Read> BufReader<R> {
    /// With a buffer of the usual size.
    pub fn new(inner: R) -> BufReader<R> {
        BufReader::with_capacity(DEFAULT_BUF_SIZE, inner)
    }

    /// With a buffer of so many bytes.
    pub fn with_capacity(capacity: usize, inner: R) -> BufReader<R> {
        let buf = vec![0; capacity].into_boxed_slice();
        BufReader { buf, pos: 0, filled: 0, inner }
    }
}

impl<R: ?Sized> BufReader<R> {
    /// The reader.
    pub fn get_ref(&self) -> &R {
        &self.inner
    }

    /// The reader.
    pub fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// What is buffered.
    pub fn buffer(&self) -> &[u8] {
        &self.buf[self.pos..self.filled]
    }

    /// The size of the buffer.
    pub fn capacity(&self) -> usize {
        self.buf.len()
    }

    /// The reader; what is buffered is lost.
    pub fn into_inner(self) -> R
    where
        R: Sized,
    {
        self.inner
    }

    fn discard(&mut self) {
        self.pos = 0;
        self.filled = 0;
    }
}

impl<R: ?Sized + Seek> BufReader<R> {
    /// Moves by so many bytes, within the buffer if possible.
    pub fn seek_relative(&mut self, offset: i64) -> Result<()> {
        let pos = self.pos as i64;
        if let Some(new) = pos.checked_add(offset)
            && 0 <= new
            && new <= self.filled as i64
        {
            self.pos = new as usize;
            return Ok(());
        }
        self.seek(SeekFrom::Current(offset)).map(drop)
    }
}

impl<R: ?Sized + Read> Read for BufReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        // A large read into an empty buffer would only copy twice.
        if self.pos == self.filled && buf.len() >= self.capacity() {
            self.discard();
            return self.inner.read(buf);
        }
        let n = self.fill_buf()?.read(buf)?;
        self.consume(n);
        Ok(n)
    }

    fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        if let Some(bytes) = self.buffer().get(..buf.len()) {
            buf.copy_from_slice(bytes);
            self.pos += buf.len();
            return Ok(());
        }
        let mut rest = buf;
        while !rest.is_empty() {
            match self.read(rest) {
                Ok(0) => return Err(super::Error::UNEXPECTED_EOF),
                Ok(n) => rest = &mut rest[n..],
                Err(e) if e.is_interrupted() => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        let total: usize = bufs.iter().map(|b| b.len()).sum();
        if self.pos == self.filled && total >= self.capacity() {
            self.discard();
            return self.inner.read_vectored(bufs);
        }
        let n = self.fill_buf()?.read_vectored(bufs)?;
        self.consume(n);
        Ok(n)
    }

    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize> {
        let buffered = self.buffer();
        let n = buffered.len();
        buf.try_reserve(n)?;
        buf.extend_from_slice(buffered);
        self.discard();
        Ok(n + self.inner.read_to_end(buf)?)
    }

    fn read_to_string(&mut self, buf: &mut String) -> Result<usize> {
        append_text(buf, |bytes| default_read_to_end(self, bytes, None))
    }
}

impl<R: ?Sized + Read> BufRead for BufReader<R> {
    #[inline]
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.pos >= self.filled {
            self.discard();
            self.filled = self.inner.read(&mut self.buf)?;
        }
        Ok(&self.buf[self.pos..self.filled])
    }

    #[inline]
    fn consume(&mut self, amt: usize) {
        self.pos = (self.pos + amt).min(self.filled);
    }
}

impl<R: ?Sized + Seek> Seek for BufReader<R> {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        let result;
        if let SeekFrom::Current(n) = pos {
            // The reader is ahead by what is buffered.
            let ahead = (self.filled - self.pos) as i64;
            if let Some(offset) = n.checked_sub(ahead) {
                result = self.inner.seek(SeekFrom::Current(offset))?;
            } else {
                self.inner.seek(SeekFrom::Current(-ahead))?;
                self.discard();
                result = self.inner.seek(SeekFrom::Current(n))?;
            }
        } else {
            result = self.inner.seek(pos)?;
        }
        self.discard();
        Ok(result)
    }

    fn stream_position(&mut self) -> Result<u64> {
        let ahead = (self.filled - self.pos) as u64;
        let pos = self.inner.stream_position()?;
        Ok(pos.checked_sub(ahead).expect(
            "overflow when subtracting remaining buffer size from inner stream position",
        ))
    }

    fn seek_relative(&mut self, offset: i64) -> Result<()> {
        BufReader::seek_relative(self, offset)
    }
}

impl<R: ?Sized + fmt::Debug> fmt::Debug for BufReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let used = self.filled - self.pos;
        f.debug_struct("BufReader")
            .field("reader", &&self.inner)
            .field("buffer", &format_args!("{}/{}", used, self.capacity()))
            .finish()
    }
}
