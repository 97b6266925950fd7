//! File descriptors, owned and borrowed.

use crate::boxed::Box;
use crate::rc::Rc;
use crate::sync::Arc;
#[cfg(unix)]
use crate::os::unix::net as unix;
use crate::sys;
use crate::{fmt, fs, io, net, process};
use core::marker::PhantomData;
use core::mem::ManuallyDrop;

/// A file descriptor as the system knows it.
pub type RawFd = i32;

/// A descriptor: never -1, which leaves a niche.
#[derive(Clone, Copy)]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(0)]
#[rustc_layout_scalar_valid_range_end(0xFFFF_FFFE)]
struct Valid(RawFd);

/// A descriptor that somebody else owns.
#[derive(Copy, Clone)]
#[repr(transparent)]
pub struct BorrowedFd<'fd> {
    fd: Valid,
    owner: PhantomData<&'fd OwnedFd>,
}

/// A descriptor that is closed when dropped.
#[repr(transparent)]
pub struct OwnedFd {
    fd: Valid,
}

impl BorrowedFd<'_> {
    /// Borrows a descriptor.
    ///
    /// # Safety
    /// It must be open and stay so, and not be -1.
    #[inline]
    pub const unsafe fn borrow_raw(fd: RawFd) -> Self {
        assert!(fd != -1);
        BorrowedFd { fd: unsafe { Valid(fd) }, owner: PhantomData }
    }

    /// Makes an owned descriptor of the same file.
    pub fn try_clone_to_owned(&self) -> io::Result<OwnedFd> {
        sys::fd::duplicate(*self)
    }
}

impl OwnedFd {
    /// Makes another descriptor of the same file.
    pub fn try_clone(&self) -> io::Result<Self> {
        self.as_fd().try_clone_to_owned()
    }
}

impl Drop for OwnedFd {
    #[inline]
    fn drop(&mut self) {
        sys::fd::close(self.fd.0);
    }
}

impl fmt::Debug for BorrowedFd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowedFd").field("fd", &self.as_raw_fd()).finish()
    }
}

impl fmt::Debug for OwnedFd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedFd").field("fd", &self.as_raw_fd()).finish()
    }
}

/// What has a descriptor.
pub trait AsRawFd {
    /// The descriptor.
    fn as_raw_fd(&self) -> RawFd;
}

/// What can be made of a descriptor.
pub trait FromRawFd {
    /// Takes ownership of a descriptor.
    ///
    /// # Safety
    /// It must be open, of the right kind, and owned by nobody else.
    unsafe fn from_raw_fd(fd: RawFd) -> Self;
}

/// What can give its descriptor away.
pub trait IntoRawFd {
    /// The descriptor, to be closed by the caller.
    #[must_use = "losing the raw file descriptor may leak resources"]
    fn into_raw_fd(self) -> RawFd;
}

/// What can lend its descriptor.
pub trait AsFd {
    /// The descriptor.
    fn as_fd(&self) -> BorrowedFd<'_>;
}

impl AsRawFd for RawFd {
    fn as_raw_fd(&self) -> RawFd {
        *self
    }
}

impl IntoRawFd for RawFd {
    fn into_raw_fd(self) -> RawFd {
        self
    }
}

impl FromRawFd for RawFd {
    unsafe fn from_raw_fd(fd: RawFd) -> RawFd {
        fd
    }
}

impl AsRawFd for BorrowedFd<'_> {
    #[inline]
    fn as_raw_fd(&self) -> RawFd {
        self.fd.0
    }
}

impl AsRawFd for OwnedFd {
    #[inline]
    fn as_raw_fd(&self) -> RawFd {
        self.fd.0
    }
}

impl IntoRawFd for OwnedFd {
    #[inline]
    fn into_raw_fd(self) -> RawFd {
        ManuallyDrop::new(self).fd.0
    }
}

impl FromRawFd for OwnedFd {
    #[inline]
    unsafe fn from_raw_fd(fd: RawFd) -> Self {
        assert_ne!(fd, -1);
        OwnedFd { fd: unsafe { Valid(fd) } }
    }
}

impl AsFd for BorrowedFd<'_> {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        *self
    }
}

impl AsFd for OwnedFd {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        BorrowedFd { fd: self.fd, owner: PhantomData }
    }
}

/// Pointers have the descriptor of what they point to.
macro_rules! pointer {
    ($($ty:ty)*) => {$(
        impl<T: AsFd + ?Sized> AsFd for $ty {
            fn as_fd(&self) -> BorrowedFd<'_> {
                (**self).as_fd()
            }
        }
    )*};
}

pointer! { &T &mut T Box<T> Rc<T> Arc<T> }

impl<T: AsRawFd> AsRawFd for Box<T> {
    fn as_raw_fd(&self) -> RawFd {
        (**self).as_raw_fd()
    }
}

impl<T: AsRawFd> AsRawFd for Arc<T> {
    fn as_raw_fd(&self) -> RawFd {
        (**self).as_raw_fd()
    }
}

/// Types that are an `OwnedFd` in other clothes: conversions by their `From` implementations.
macro_rules! wraps_fd {
    ($($ty:ty;)*) => {$(
        impl AsFd for $ty {
            #[inline]
            fn as_fd(&self) -> BorrowedFd<'_> {
                self.fd().as_fd()
            }
        }
        impl AsRawFd for $ty {
            #[inline]
            fn as_raw_fd(&self) -> RawFd {
                self.fd().as_raw_fd()
            }
        }
        impl IntoRawFd for $ty {
            #[inline]
            fn into_raw_fd(self) -> RawFd {
                OwnedFd::from(self).into_raw_fd()
            }
        }
        impl FromRawFd for $ty {
            #[inline]
            unsafe fn from_raw_fd(fd: RawFd) -> Self {
                unsafe { OwnedFd::from_raw_fd(fd) }.into()
            }
        }
        impl From<$ty> for OwnedFd {
            #[inline]
            fn from(value: $ty) -> OwnedFd {
                value.into_fd()
            }
        }
        impl From<OwnedFd> for $ty {
            #[inline]
            fn from(fd: OwnedFd) -> Self {
                Self::from_fd(fd)
            }
        }
    )*};
}

wraps_fd! {
    fs::File;
    process::ChildStdin;
    process::ChildStdout;
    process::ChildStderr;
    io::PipeReader;
    io::PipeWriter;
    net::TcpListener;
    net::TcpStream;
    net::UdpSocket;
}

#[cfg(unix)]
wraps_fd! {
    unix::UnixDatagram;
    unix::UnixListener;
    unix::UnixStream;
}

impl From<fs::File> for process::Stdio {
    fn from(file: fs::File) -> process::Stdio {
        OwnedFd::from(file).into()
    }
}

/// The standard streams have fixed descriptors.
macro_rules! standard {
    ($($ty:ty, $fd:literal;)*) => {$(
        impl AsRawFd for $ty {
            #[inline]
            fn as_raw_fd(&self) -> RawFd {
                $fd
            }
        }
        impl AsFd for $ty {
            #[inline]
            fn as_fd(&self) -> BorrowedFd<'_> {
                unsafe { BorrowedFd::borrow_raw($fd) }
            }
        }
    )*};
}

standard! {
    io::Stdin, 0;
    io::StdinLock<'_>, 0;
    io::Stdout, 1;
    io::StdoutLock<'_>, 1;
    io::Stderr, 2;
    io::StderrLock<'_>, 2;
}
