//! Reading and writing by file descriptor.

use super::preview1::{self, Ciovec, Fdstat, Iovec};
use super::{cvt, error};
use crate::io::{self, IoSlice, IoSliceMut};
use crate::os::fd::RawFd;
use core::mem::MaybeUninit;

pub(crate) use crate::sys::unsupported::fd::{duplicate, pipe};

/// Calls with a place for a count, which is returned.
#[inline]
fn count(call: impl FnOnce(*mut usize) -> i32) -> io::Result<usize> {
    let mut done = 0;
    cvt(call(&mut done))?;
    Ok(done)
}

#[inline]
pub(crate) fn read(fd: RawFd, buf: &mut [u8]) -> io::Result<usize> {
    let iov = Iovec { buf: buf.as_mut_ptr(), len: buf.len() };
    count(|done| unsafe { preview1::fd_read(fd, &iov, 1, done) })
}

#[inline]
pub(crate) fn write(fd: RawFd, buf: &[u8]) -> io::Result<usize> {
    let iov = Ciovec { buf: buf.as_ptr(), len: buf.len() };
    count(|done| unsafe { preview1::fd_write(fd, &iov, 1, done) })
}

pub(crate) fn read_vectored(fd: RawFd, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
    count(|done| unsafe { preview1::fd_read(fd, bufs.as_ptr().cast(), bufs.len(), done) })
}

pub(crate) fn write_vectored(fd: RawFd, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
    count(|done| unsafe { preview1::fd_write(fd, bufs.as_ptr().cast(), bufs.len(), done) })
}

/// Reads at an offset.
pub(crate) fn read_at(fd: RawFd, buf: &mut [u8], offset: u64) -> io::Result<usize> {
    let iov = Iovec { buf: buf.as_mut_ptr(), len: buf.len() };
    count(|done| unsafe { preview1::fd_pread(fd, &iov, 1, offset, done) })
}

/// Writes at an offset.
pub(crate) fn write_at(fd: RawFd, buf: &[u8], offset: u64) -> io::Result<usize> {
    let iov = Ciovec { buf: buf.as_ptr(), len: buf.len() };
    count(|done| unsafe { preview1::fd_pwrite(fd, &iov, 1, offset, done) })
}

/// Closes a descriptor. Errors have nowhere to go: it is gone in any case.
pub(crate) fn close(fd: RawFd) {
    unsafe { preview1::fd_close(fd) };
}

/// What is known about a descriptor.
pub(super) fn stat(fd: RawFd) -> io::Result<Fdstat> {
    let mut stat = MaybeUninit::uninit();
    cvt(unsafe { preview1::fd_fdstat_get(fd, stat.as_mut_ptr()) })?;
    Ok(unsafe { stat.assume_init() })
}

/// Whether it is a terminal: a character device that cannot seek.
pub(crate) fn is_terminal(fd: RawFd) -> bool {
    stat(fd).is_ok_and(|s| {
        s.filetype == preview1::FILETYPE_CHARACTER_DEVICE
            && s.rights_base & preview1::RIGHTS_SEEK == 0
    })
}

/// Makes calls return at once, or wait.
pub(crate) fn set_nonblocking(fd: RawFd, nonblocking: bool) -> io::Result<()> {
    let flags = stat(fd)?.flags;
    let flags = if nonblocking {
        flags | preview1::FD_NONBLOCK
    } else {
        flags & !preview1::FD_NONBLOCK
    };
    cvt(unsafe { preview1::fd_fdstat_set_flags(fd, flags) })
}

/// Writes all bytes; whether that succeeded. Of a stream that is closed nobody misses them.
pub(crate) fn write_all(fd: RawFd, bytes: &[u8]) -> bool {
    let mut iov = Ciovec { buf: bytes.as_ptr(), len: bytes.len() };
    loop {
        let mut done = 0;
        match unsafe { preview1::fd_write(fd, &iov, 1, &mut done) } {
            0 if done == iov.len => return true,
            0 if done > 0 && done < iov.len => {
                iov.buf = unsafe { iov.buf.add(done) };
                iov.len -= done;
            }
            error::INTERRUPTED => {}
            code => return code == error::BAD_DESCRIPTOR,
        }
    }
}
