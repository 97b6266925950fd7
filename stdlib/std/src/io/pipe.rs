//! Pipes.

use super::{IoSlice, IoSliceMut, Read, Result, Write};
use crate::os::fd::{AsRawFd, OwnedFd};
use crate::sys;

/// Makes a pipe.
pub fn pipe() -> Result<(PipeReader, PipeWriter)> {
    let (r, w) = sys::fd::pipe()?;
    Ok((PipeReader(r), PipeWriter(w)))
}

/// The end of a pipe to read from.
#[derive(Debug)]
pub struct PipeReader(OwnedFd);

/// The end of a pipe to write to.
#[derive(Debug)]
pub struct PipeWriter(OwnedFd);

/// What both ends have in common.
macro_rules! end {
    ($($End:ident)*) => {$(
        impl $End {
            /// A second handle of the same end.
            pub fn try_clone(&self) -> Result<Self> {
                self.0.try_clone().map(Self)
            }
            pub(crate) fn fd(&self) -> &OwnedFd {
                &self.0
            }
            pub(crate) fn into_fd(self) -> OwnedFd {
                self.0
            }
            pub(crate) fn from_fd(fd: OwnedFd) -> Self {
                Self(fd)
            }
        }
    )*};
}

end! { PipeReader PipeWriter }

impl Read for &PipeReader {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        sys::fd::read(self.0.as_raw_fd(), buf)
    }
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        sys::fd::read_vectored(self.0.as_raw_fd(), bufs)
    }
}

impl Read for PipeReader {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        (&*self).read(buf)
    }
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
        (&*self).read_vectored(bufs)
    }
}

impl Write for &PipeWriter {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        sys::fd::write(self.0.as_raw_fd(), buf)
    }
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        sys::fd::write_vectored(self.0.as_raw_fd(), bufs)
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Write for PipeWriter {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        (&*self).write(buf)
    }
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        (&*self).write_vectored(bufs)
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
