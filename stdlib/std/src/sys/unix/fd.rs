//! Reading and writing by file descriptor.

use super::{cvt, cvt_long, error, libc};
use crate::io::{self, IoSlice, IoSliceMut};
use crate::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

/// The most that one call transfers.
const MAX_LEN: usize = isize::MAX as usize;
const MAX_IOV: usize = 1024;

pub(crate) fn read(fd: RawFd, buf: &mut [u8]) -> io::Result<usize> {
    let len = buf.len().min(MAX_LEN);
    cvt_long(unsafe { libc::read(fd, buf.as_mut_ptr().cast(), len) })
}

pub(crate) fn write(fd: RawFd, buf: &[u8]) -> io::Result<usize> {
    let len = buf.len().min(MAX_LEN);
    cvt_long(unsafe { libc::write(fd, buf.as_ptr().cast(), len) })
}

pub(crate) fn read_vectored(fd: RawFd, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
    let count = bufs.len().min(MAX_IOV) as i32;
    cvt_long(unsafe { libc::readv(fd, bufs.as_ptr().cast(), count) })
}

pub(crate) fn write_vectored(fd: RawFd, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
    let count = bufs.len().min(MAX_IOV) as i32;
    cvt_long(unsafe { libc::writev(fd, bufs.as_ptr().cast(), count) })
}

/// A second descriptor of the same file.
pub(crate) fn duplicate(fd: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    let new = cvt(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_DUPFD_CLOEXEC, 3) })?;
    Ok(unsafe { OwnedFd::from_raw_fd(new) })
}

/// A pipe: the end to read from, and the one to write to.
pub(crate) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let mut fds = [0; 2];
    cvt(unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC) })?;
    unsafe { Ok((OwnedFd::from_raw_fd(fds[0]), OwnedFd::from_raw_fd(fds[1]))) }
}

/// Makes calls return at once, or wait.
pub(crate) fn set_nonblocking(fd: RawFd, nonblocking: bool) -> io::Result<()> {
    let mut value = i32::from(nonblocking);
    cvt(unsafe { libc::ioctl(fd, libc::FIONBIO, &raw mut value) }).map(drop)
}

/// Closes a descriptor. Errors have nowhere to go: it is gone in any case.
pub(crate) fn close(fd: RawFd) {
    unsafe { libc::close(fd) };
}

/// Whether it is a terminal.
pub(crate) fn is_terminal(fd: RawFd) -> bool {
    unsafe { libc::isatty(fd) != 0 }
}

/// Reads at an offset.
pub(crate) fn read_at(fd: RawFd, buf: &mut [u8], offset: u64) -> io::Result<usize> {
    cvt_long(unsafe { libc::pread(fd, buf.as_mut_ptr().cast(), buf.len(), offset as i64) })
}

/// Writes at an offset.
pub(crate) fn write_at(fd: RawFd, buf: &[u8], offset: u64) -> io::Result<usize> {
    cvt_long(unsafe { libc::pwrite(fd, buf.as_ptr().cast(), buf.len(), offset as i64) })
}

/// Writes all bytes; whether that succeeded. Of a stream that is closed nobody misses them.
pub(crate) fn write_all(fd: RawFd, mut bytes: &[u8]) -> bool {
    while !bytes.is_empty() {
        match write(fd, bytes) {
            Ok(0) => return false,
            Ok(n) => bytes = &bytes[n..],
            Err(e) if e.is_interrupted() => {}
            Err(e) => return e.raw_os_error() == Some(error::BAD_DESCRIPTOR),
        }
    }
    true
}
