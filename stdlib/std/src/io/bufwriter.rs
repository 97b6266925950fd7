//! `BufWriter` and `LineWriter`.

use super::{
    DEFAULT_BUF_SIZE, Error, ErrorKind, IoSlice, Result, Seek, SeekFrom, Write, rfind_byte,
};
use crate::vec::Vec;
use crate::{error, fmt, mem, ptr, result};
use core::mem::ManuallyDrop;

/// A writer with a buffer, which is passed on when full, when flushed and when dropped.
pub struct BufWriter<W: ?Sized + Write> {
    buf: Vec<u8>,
    // Whether the inner writer panicked: then what it has written is unknown.
    panicked: bool,
    inner: W,
}

impl<W: Write> BufWriter<W> {
    /// With a buffer of the usual size.
    pub fn new(inner: W) -> BufWriter<W> {
        BufWriter::with_capacity(DEFAULT_BUF_SIZE, inner)
    }

    /// With a buffer of so many bytes.
    pub fn with_capacity(capacity: usize, inner: W) -> BufWriter<W> {
        BufWriter { buf: Vec::with_capacity(capacity), panicked: false, inner }
    }

    /// Flushes and returns the writer.
    pub fn into_inner(mut self) -> result::Result<W, IntoInnerError<BufWriter<W>>> {
        match self.flush_buf() {
            Err(e) => Err(IntoInnerError(self, e)),
            Ok(()) => Ok(self.into_parts().0),
        }
    }

    /// The writer, and what is buffered unless the writer has panicked.
    pub fn into_parts(self) -> (W, result::Result<Vec<u8>, WriterPanicked>) {
        let mut this = ManuallyDrop::new(self);
        let buf = mem::take(&mut this.buf);
        let buf = if this.panicked { Err(WriterPanicked { buf }) } else { Ok(buf) };
        (unsafe { ptr::read(&this.inner) }, buf)
    }
}

impl<W: ?Sized + Write> BufWriter<W> {
    /// The writer.
    pub fn get_ref(&self) -> &W {
        &self.inner
    }

    /// The writer.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }

    /// What is buffered.
    pub fn buffer(&self) -> &[u8] {
        &self.buf
    }

    /// The size of the buffer.
    pub fn capacity(&self) -> usize {
        self.buf.capacity()
    }

    fn spare(&self) -> usize {
        self.buf.capacity() - self.buf.len()
    }

    /// Calls the inner writer, noting a panic.
    fn inner_call<T>(&mut self, f: impl FnOnce(&mut W) -> T) -> T {
        self.panicked = true;
        let result = f(&mut self.inner);
        self.panicked = false;
        result
    }

    /// Passes on all that is buffered.
    pub(super) fn flush_buf(&mut self) -> Result<()> {
        /// Removes what was written from the buffer, also after an error or a panic.
        struct Written<'a> {
            buf: &'a mut Vec<u8>,
            count: usize,
        }
        impl Drop for Written<'_> {
            fn drop(&mut self) {
                if self.count > 0 {
                    self.buf.drain(..self.count);
                }
            }
        }
        let mut done = Written { buf: &mut self.buf, count: 0 };
        while done.count < done.buf.len() {
            self.panicked = true;
            let result = self.inner.write(&done.buf[done.count..]);
            self.panicked = false;
            match result {
                Ok(0) => {
                    return Err(Error::const_message(
                        ErrorKind::WriteZero,
                        "failed to write the buffered data",
                    ));
                }
                Ok(n) => done.count += n,
                Err(e) if e.is_interrupted() => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Buffers what fits; returns how much.
    fn write_to_buf(&mut self, buf: &[u8]) -> usize {
        let n = buf.len().min(self.spare());
        self.buf.extend_from_slice(&buf[..n]);
        n
    }
}

impl<W: ?Sized + Write> Write for BufWriter<W> {
    #[inline]
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        if buf.len() > self.spare() {
            self.flush_buf()?;
        }
        if buf.len() >= self.buf.capacity() {
            return self.inner_call(|w| w.write(buf));
        }
        self.buf.extend_from_slice(buf);
        Ok(buf.len())
    }

    #[inline]
    fn write_all(&mut self, buf: &[u8]) -> Result<()> {
        if buf.len() > self.spare() {
            self.flush_buf()?;
        }
        if buf.len() >= self.buf.capacity() {
            return self.inner_call(|w| w.write_all(buf));
        }
        self.buf.extend_from_slice(buf);
        Ok(())
    }

    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        let total = bufs.iter().fold(0usize, |n, b| n.saturating_add(b.len()));
        if total > self.spare() {
            self.flush_buf()?;
        }
        if total >= self.buf.capacity() {
            return self.inner_call(|w| w.write_vectored(bufs));
        }
        bufs.iter().for_each(|b| self.buf.extend_from_slice(b));
        Ok(total)
    }

    fn flush(&mut self) -> Result<()> {
        self.flush_buf()?;
        self.inner.flush()
    }
}

impl<W: ?Sized + Write + Seek> Seek for BufWriter<W> {
    fn seek(&mut self, pos: SeekFrom) -> Result<u64> {
        self.flush_buf()?;
        self.inner.seek(pos)
    }
}

impl<W: ?Sized + Write> Drop for BufWriter<W> {
    fn drop(&mut self) {
        if !self.panicked {
            let _ = self.flush_buf();
        }
    }
}

impl<W: ?Sized + Write + fmt::Debug> fmt::Debug for BufWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufWriter")
            .field("writer", &&self.inner)
            .field("buffer", &format_args!("{}/{}", self.buf.len(), self.buf.capacity()))
            .finish()
    }
}

/// The buffer of a writer that has panicked.
pub struct WriterPanicked {
    buf: Vec<u8>,
}

impl WriterPanicked {
    /// The bytes, some of which may have been written.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_inner(self) -> Vec<u8> {
        self.buf
    }
}

impl error::Error for WriterPanicked {}

impl fmt::Display for WriterPanicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BufWriter inner writer panicked, what data remains unwritten is not known")
    }
}

impl fmt::Debug for WriterPanicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriterPanicked")
            .field("buffer", &format_args!("{}/{}", self.buf.len(), self.buf.capacity()))
            .finish()
    }
}

/// Flushing failed: the writer, and why.
#[derive(Debug)]
pub struct IntoInnerError<W>(W, Error);

impl<W> IntoInnerError<W> {
    /// Why.
    pub fn error(&self) -> &Error {
        &self.1
    }

    /// The writer.
    pub fn into_inner(self) -> W {
        self.0
    }

    /// Why.
    pub fn into_error(self) -> Error {
        self.1
    }

    /// Both.
    pub fn into_parts(self) -> (Error, W) {
        (self.1, self.0)
    }
}

impl<W> From<IntoInnerError<W>> for Error {
    fn from(e: IntoInnerError<W>) -> Error {
        e.1
    }
}

impl<W: Send + fmt::Debug> error::Error for IntoInnerError<W> {}

impl<W> fmt::Display for IntoInnerError<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

/// A writer with a buffer, which is passed on at the end of every line.
pub struct LineWriter<W: ?Sized + Write> {
    inner: BufWriter<W>,
}

impl<W: Write> LineWriter<W> {
    /// With a buffer for an ordinary line.
    pub fn new(inner: W) -> LineWriter<W> {
        LineWriter::with_capacity(1024, inner)
    }

    /// With a buffer of so many bytes.
    pub fn with_capacity(capacity: usize, inner: W) -> LineWriter<W> {
        LineWriter { inner: BufWriter::with_capacity(capacity, inner) }
    }

    /// Without a buffer: all is passed on at once.
    pub(super) const fn without_buffer(inner: W) -> LineWriter<W> {
        LineWriter { inner: BufWriter { buf: Vec::new(), panicked: false, inner } }
    }

    pub(super) fn capacity(&self) -> usize {
        self.inner.capacity()
    }

    /// Flushes and returns the writer.
    pub fn into_inner(self) -> result::Result<W, IntoInnerError<LineWriter<W>>> {
        self.inner
            .into_inner()
            .map_err(|IntoInnerError(inner, e)| IntoInnerError(LineWriter { inner }, e))
    }
}

impl<W: ?Sized + Write> LineWriter<W> {
    /// The writer.
    pub fn get_ref(&self) -> &W {
        self.inner.get_ref()
    }

    /// The writer.
    pub fn get_mut(&mut self) -> &mut W {
        self.inner.get_mut()
    }

    /// Passes on a line that is complete already.
    fn flush_if_complete(&mut self) -> Result<()> {
        match self.inner.buffer().last() {
            Some(b'\n') => self.inner.flush_buf(),
            _ => Ok(()),
        }
    }
}

impl<W: ?Sized + Write> Write for LineWriter<W> {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        let Some(newline) = rfind_byte(b'\n', buf).map(|i| i + 1) else {
            self.flush_if_complete()?;
            return self.inner.write(buf);
        };
        self.inner.flush_buf()?;
        let lines = &buf[..newline];
        let flushed = self.inner.inner_call(|w| w.write(lines))?;
        if flushed == 0 {
            return Ok(0);
        }
        // What comes after the lines that were written is buffered as far as it fits.
        let tail = if flushed >= newline {
            &buf[flushed..]
        } else if newline - flushed <= self.inner.capacity() {
            &buf[flushed..newline]
        } else {
            let scan = &buf[flushed..][..self.inner.capacity()];
            match rfind_byte(b'\n', scan) {
                Some(i) => &scan[..i + 1],
                None => scan,
            }
        };
        Ok(flushed + self.inner.write_to_buf(tail))
    }

    fn write_all(&mut self, buf: &[u8]) -> Result<()> {
        let Some(newline) = rfind_byte(b'\n', buf).map(|i| i + 1) else {
            self.flush_if_complete()?;
            return self.inner.write_all(buf);
        };
        let (lines, tail) = buf.split_at(newline);
        if self.inner.buffer().is_empty() {
            self.inner.inner_call(|w| w.write_all(lines))?;
        } else {
            self.inner.write_all(lines)?;
            self.inner.flush_buf()?;
        }
        self.inner.write_all(tail)
    }

    fn flush(&mut self) -> Result<()> {
        self.inner.flush()
    }
}

impl<W: ?Sized + Write + fmt::Debug> fmt::Debug for LineWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let buf = &self.inner;
        f.debug_struct("LineWriter")
            .field("writer", &self.get_ref())
            .field("buffer", &format_args!("{}/{}", buf.buffer().len(), buf.capacity()))
            .finish_non_exhaustive()
    }
}
