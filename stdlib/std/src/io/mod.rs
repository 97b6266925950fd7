//! Input and output.

mod adapters;
mod bufreader;
mod bufwriter;
mod cursor;
mod error;
mod impls;
mod pipe;
pub mod prelude;
mod slices;
mod stdio;
mod text;
mod util;

pub use adapters::{Bytes, Chain, Lines, Split, Take};
pub use bufreader::BufReader;
pub use bufwriter::{BufWriter, IntoInnerError, LineWriter, WriterPanicked};
pub use cursor::Cursor;
pub use error::{Error, ErrorKind, RawOsError, Result};
pub use pipe::{PipeReader, PipeWriter, pipe};
pub use slices::{IoSlice, IoSliceMut};
pub use stdio::{
    IsTerminal, Stderr, StderrLock, Stdin, StdinLock, Stdout, StdoutLock, stderr, stdin, stdout,
};
#[doc(hidden)]
pub use stdio::{_eprint, _print, set_output_capture};
pub(crate) use stdio::{RawText, attempt_eprint, cleanup, inherit_output_capture, stderr_raw};
pub use util::{Empty, Repeat, Sink, copy, empty, read_to_string, repeat, sink};

use crate::string::String;
use crate::vec::Vec;
use crate::{fmt, str};

/// The size of buffers unless asked for another.
pub(crate) const DEFAULT_BUF_SIZE: usize = 8 * 1024;

/// Sources of bytes.
pub trait Read {
    /// Reads some bytes and returns how many; 0 at the end.
    fn read(&mut self, buf: &mut [u8]) -> Result<usize>;

    /// Reads into several buffers.
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        match bufs.iter_mut().find(|b| !b.is_empty()) {
            Some(buf) => self.read(buf),
            None => self.read(&mut []),
        }
    }

    /// Reads everything to the end.
    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize> {
        default_read_to_end(self, buf, None)
    }

    /// Reads everything to the end as text.
    fn read_to_string(&mut self, buf: &mut String) -> Result<usize> {
        append_text(buf, |bytes| default_read_to_end(self, bytes, None))
    }

    /// Fills the buffer; too few bytes are an error.
    fn read_exact(&mut self, mut buf: &mut [u8]) -> Result<()> {
        while !buf.is_empty() {
            match self.read(buf) {
                Ok(0) => return Err(Error::UNEXPECTED_EOF),
                Ok(n) => buf = &mut buf[n..],
                Err(e) if e.is_interrupted() => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// A reader by reference.
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// Iterates over the bytes.
    fn bytes(self) -> Bytes<Self>
    where
        Self: Sized,
    {
        Bytes::new(self)
    }

    /// Reads another source after this one.
    fn chain<R: Read>(self, next: R) -> Chain<Self, R>
    where
        Self: Sized,
    {
        Chain::new(self, next)
    }

    /// Reads `limit` bytes at most.
    fn take(self, limit: u64) -> Take<Self>
    where
        Self: Sized,
    {
        Take::new(self, limit)
    }
}

/// Reads to the end, into spare capacity first; `hint` is how much is expected.
pub(crate) fn default_read_to_end<R: Read + ?Sized>(
    r: &mut R,
    buf: &mut Vec<u8>,
    hint: Option<usize>,
) -> Result<usize> {
    let start = buf.len();
    if let Some(hint) = hint {
        buf.try_reserve(hint.saturating_add(1))?;
    }
    let first_capacity = buf.capacity();
    let mut step = 32;
    loop {
        if buf.len() == buf.capacity() {
            if buf.len() == first_capacity && first_capacity > start {
                // Perhaps this was all: a small read tells without growing the buffer.
                let mut probe = [0; 32];
                match r.read(&mut probe) {
                    Ok(0) => return Ok(buf.len() - start),
                    Ok(n) => buf.extend_from_slice(&probe[..n]),
                    Err(e) if e.is_interrupted() => {}
                    Err(e) => return Err(e),
                }
                continue;
            }
            buf.try_reserve(step)?;
        }
        let len = buf.len();
        let room = buf.spare_capacity_mut().len().min(step.max(DEFAULT_BUF_SIZE));
        // Zeroed first: a reader may look at what it is given.
        for byte in &mut buf.spare_capacity_mut()[..room] {
            byte.write(0);
        }
        unsafe { buf.set_len(len + room) };
        let result = r.read(&mut buf[len..]);
        buf.truncate(len + *result.as_ref().unwrap_or(&0));
        match result {
            Ok(0) => return Ok(len - start),
            Ok(n) if n == room => step = step.saturating_mul(2),
            Ok(_) => {}
            Err(e) if e.is_interrupted() => {}
            Err(e) => return Err(e),
        }
    }
}

/// Appends bytes that `read` yields to a string, which is unchanged if they are no text.
pub(crate) fn append_text(
    buf: &mut String,
    read: impl FnOnce(&mut Vec<u8>) -> Result<usize>,
) -> Result<usize> {
    /// Cuts off what is not known to be text, also after a panic.
    struct Guard<'a> {
        buf: &'a mut Vec<u8>,
        valid: usize,
    }
    impl Drop for Guard<'_> {
        fn drop(&mut self) {
            self.buf.truncate(self.valid);
        }
    }
    let valid = buf.len();
    let mut g = Guard { buf: unsafe { buf.as_mut_vec() }, valid };
    let result = read(g.buf);
    if str::from_utf8(&g.buf[valid..]).is_err() {
        return result.and(Err(Error::INVALID_UTF8));
    }
    g.valid = g.buf.len();
    result
}

/// Sinks of bytes.
pub trait Write {
    /// Writes some bytes and returns how many.
    fn write(&mut self, buf: &[u8]) -> Result<usize>;

    /// Passes on what is buffered.
    fn flush(&mut self) -> Result<()>;

    /// Writes from several buffers.
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        match bufs.iter().find(|b| !b.is_empty()) {
            Some(buf) => self.write(buf),
            None => self.write(&[]),
        }
    }

    /// Writes all bytes.
    fn write_all(&mut self, mut buf: &[u8]) -> Result<()> {
        while !buf.is_empty() {
            match self.write(buf) {
                Ok(0) => return Err(Error::WRITE_ALL_EOF),
                Ok(n) => buf = &buf[n..],
                Err(e) if e.is_interrupted() => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Writes formatted text.
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
        match args.as_str() {
            Some(s) => self.write_all(s.as_bytes()),
            None => default_write_fmt(self, args),
        }
    }

    /// A writer by reference.
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }
}

pub(crate) fn default_write_fmt<W: Write + ?Sized>(
    w: &mut W,
    args: fmt::Arguments<'_>,
) -> Result<()> {
    /// Keeps the error that formatting cannot carry.
    struct Adapter<'a, T: ?Sized> {
        inner: &'a mut T,
        error: Result<()>,
    }
    impl<T: Write + ?Sized> fmt::Write for Adapter<'_, T> {
        fn write_str(&mut self, s: &str) -> fmt::Result {
            self.inner.write_all(s.as_bytes()).map_err(|e| {
                self.error = Err(e);
                fmt::Error
            })
        }
    }
    let mut out = Adapter { inner: w, error: Ok(()) };
    match fmt::write(&mut out, args) {
        Ok(()) => Ok(()),
        Err(..) if out.error.is_err() => out.error,
        Err(..) => panic!(
            "a formatting trait implementation returned an error when the underlying stream did \
             not"
        ),
    }
}

/// Where to go in a stream.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum SeekFrom {
    /// So many bytes from the start.
    Start(u64),
    /// So many bytes from the end.
    End(i64),
    /// So many bytes from here.
    Current(i64),
}

/// Streams with a position that can be set.
pub trait Seek {
    /// Sets the position and returns it, from the start.
    fn seek(&mut self, pos: SeekFrom) -> Result<u64>;

    /// Goes to the start.
    fn rewind(&mut self) -> Result<()> {
        self.seek(SeekFrom::Start(0))?;
        Ok(())
    }

    /// The position, from the start.
    fn stream_position(&mut self) -> Result<u64> {
        self.seek(SeekFrom::Current(0))
    }

    /// Moves by so many bytes.
    fn seek_relative(&mut self, offset: i64) -> Result<()> {
        self.seek(SeekFrom::Current(offset))?;
        Ok(())
    }
}

/// Readers with a buffer.
pub trait BufRead: Read {
    /// What is in the buffer, filled if it was empty; empty at the end.
    fn fill_buf(&mut self) -> Result<&[u8]>;

    /// Marks so many bytes of the buffer as read.
    fn consume(&mut self, amount: usize);

    /// Reads up to a byte and including it.
    fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize> {
        let start = buf.len();
        take_until(self, byte, |part| buf.extend_from_slice(part))?;
        Ok(buf.len() - start)
    }

    /// Skips up to a byte and including it.
    fn skip_until(&mut self, byte: u8) -> Result<usize> {
        let mut skipped = 0;
        take_until(self, byte, |part| skipped += part.len())?;
        Ok(skipped)
    }

    /// Reads a line with its end.
    fn read_line(&mut self, buf: &mut String) -> Result<usize> {
        append_text(buf, |bytes| {
            let start = bytes.len();
            take_until(self, b'\n', |part| bytes.extend_from_slice(part))?;
            Ok(bytes.len() - start)
        })
    }

    /// Iterates over the parts between a byte.
    fn split(self, byte: u8) -> Split<Self>
    where
        Self: Sized,
    {
        Split::new(self, byte)
    }

    /// Iterates over the lines, without their ends.
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Lines::new(self)
    }
}

/// Hands out what a reader has up to a byte and including it.
fn take_until<R: BufRead + ?Sized>(
    r: &mut R,
    byte: u8,
    mut take: impl FnMut(&[u8]),
) -> Result<()> {
    loop {
        let available = match r.fill_buf() {
            Ok(bytes) => bytes,
            Err(e) if e.is_interrupted() => continue,
            Err(e) => return Err(e),
        };
        let found = find_byte(byte, available);
        let used = found.map_or(available.len(), |i| i + 1);
        take(&available[..used]);
        r.consume(used);
        if found.is_some() || used == 0 {
            return Ok(());
        }
    }
}

pub(crate) use crate::sys::memory::{find_byte, rfind_byte};
