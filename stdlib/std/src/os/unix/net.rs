//! Sockets of Unix: named by paths, or by nothing.

use crate::ffi::OsStr;
use crate::io;
use crate::net::{Shutdown, stream_io};
use crate::os::fd::{AsRawFd, OwnedFd};
use crate::os::unix::ffi::OsStrExt;
use crate::path::Path;
use crate::sys::{self, cvt, cvt_long, cvt_retry, libc, socket};
use crate::time::Duration;
use core::fmt;
use core::mem;

/// The address of such a socket.
#[derive(Clone)]
pub struct SocketAddr {
    addr: libc::sockaddr_un,
    len: u32,
}

/// Where the path begins.
const PATH_OFFSET: u32 = size_of::<u16>() as u32;

impl SocketAddr {
    fn of(call: impl FnOnce(*mut libc::sockaddr, *mut u32) -> i32) -> io::Result<SocketAddr> {
        let mut out = SocketAddr::unnamed();
        out.len = size_of::<libc::sockaddr_un>() as u32;
        cvt(call((&raw mut out.addr).cast(), &mut out.len))?;
        Ok(out)
    }

    fn unnamed() -> SocketAddr {
        let mut addr: libc::sockaddr_un = unsafe { mem::zeroed() };
        addr.family = libc::AF_UNIX as u16;
        SocketAddr { addr, len: PATH_OFFSET }
    }

    /// The address of a path.
    pub fn from_pathname<P: AsRef<Path>>(path: P) -> io::Result<SocketAddr> {
        let bytes = path.as_ref().as_os_str().as_bytes();
        let mut out = SocketAddr::unnamed();
        if bytes.contains(&0) {
            return Err(io::Error::const_message(
                io::ErrorKind::InvalidInput,
                "paths must not contain interior null bytes",
            ));
        }
        if bytes.len() >= out.addr.path.len() {
            return Err(io::Error::const_message(
                io::ErrorKind::InvalidInput,
                "path must be shorter than SUN_LEN",
            ));
        }
        out.addr.path[..bytes.len()].copy_from_slice(bytes);
        out.len += bytes.len() as u32 + u32::from(!bytes.is_empty());
        Ok(out)
    }

    fn path_bytes(&self) -> &[u8] {
        &self.addr.path[..self.len.saturating_sub(PATH_OFFSET) as usize]
    }

    /// Whether the socket has no name.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        self.path_bytes().is_empty()
    }

    /// The path that names it, if one does.
    #[must_use]
    pub fn as_pathname(&self) -> Option<&Path> {
        let bytes = self.path_bytes();
        // A leading zero makes an abstract name.
        let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
        (end > 0).then(|| Path::new(OsStr::from_bytes(&bytes[..end])))
    }

    fn as_ptr(&self) -> *const libc::sockaddr {
        (&raw const self.addr).cast()
    }
}

impl fmt::Debug for SocketAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_pathname() {
            Some(path) => write!(f, "{path:?} (pathname)"),
            None if self.is_unnamed() => f.write_str("(unnamed)"),
            None => write!(f, "\"{}\" (abstract)", self.path_bytes()[1..].escape_ascii()),
        }
    }
}

/// A connection.
pub struct UnixStream(OwnedFd);

/// A socket that waits for connections.
pub struct UnixListener(OwnedFd);

/// A socket for datagrams.
pub struct UnixDatagram(OwnedFd);

fn bound(path: &Path, kind: i32) -> io::Result<OwnedFd> {
    let addr = SocketAddr::from_pathname(path)?;
    let fd = socket::open(libc::AF_UNIX, kind)?;
    cvt(unsafe { libc::bind(fd.as_raw_fd(), addr.as_ptr(), addr.len) })?;
    Ok(fd)
}

fn connect(fd: &OwnedFd, path: &Path) -> io::Result<()> {
    let addr = SocketAddr::from_pathname(path)?;
    cvt_retry(|| unsafe { libc::connect(fd.as_raw_fd(), addr.as_ptr(), addr.len) }).map(drop)
}

/// What the three kinds have in common.
macro_rules! common {
    ($($Socket:ident)*) => {$(
        impl $Socket {
            pub(crate) fn fd(&self) -> &OwnedFd {
                &self.0
            }
            pub(crate) fn into_fd(self) -> OwnedFd {
                self.0
            }
            pub(crate) fn from_fd(fd: OwnedFd) -> Self {
                Self(fd)
            }

            /// The address of this end.
            pub fn local_addr(&self) -> io::Result<SocketAddr> {
                let fd = self.0.as_raw_fd();
                SocketAddr::of(|addr, len| unsafe { libc::getsockname(fd, addr, len) })
            }

            /// A second handle of the same socket.
            pub fn try_clone(&self) -> io::Result<Self> {
                self.0.try_clone().map(Self)
            }

            /// Takes the error that is pending.
            pub fn take_error(&self) -> io::Result<Option<io::Error>> {
                socket::take_error(&self.0)
            }

            /// Makes calls return at once, or wait.
            pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()> {
                sys::fd::set_nonblocking(self.0.as_raw_fd(), nonblocking)
            }
        }

        impl fmt::Debug for $Socket {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut out = f.debug_struct(stringify!($Socket));
                out.field("fd", &self.0.as_raw_fd());
                if let Ok(addr) = self.local_addr() {
                    out.field("local", &addr);
                }
                out.finish()
            }
        }
    )*};
}

common! { UnixStream UnixListener UnixDatagram }

/// What connections and datagrams have in common.
macro_rules! connected {
    ($($Socket:ident $kind:ident;)*) => {$(
        impl $Socket {
            /// Two sockets that are connected with each other.
            pub fn pair() -> io::Result<($Socket, $Socket)> {
                let (a, b) = socket::pair(libc::$kind)?;
                Ok(($Socket(a), $Socket(b)))
            }

            /// The address of the other end.
            pub fn peer_addr(&self) -> io::Result<SocketAddr> {
                let fd = self.0.as_raw_fd();
                SocketAddr::of(|addr, len| unsafe { libc::getpeername(fd, addr, len) })
            }

            /// Closes one direction, or both.
            pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
                socket::shutdown(&self.0, how)
            }

            /// Sets how long a read may wait; without a time, for ever.
            pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                socket::set_timeout(&self.0, libc::SO_RCVTIMEO, timeout)
            }

            /// Sets how long a write may wait; without a time, for ever.
            pub fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                socket::set_timeout(&self.0, libc::SO_SNDTIMEO, timeout)
            }

            /// How long a read may wait.
            pub fn read_timeout(&self) -> io::Result<Option<Duration>> {
                socket::timeout(&self.0, libc::SO_RCVTIMEO)
            }

            /// How long a write may wait.
            pub fn write_timeout(&self) -> io::Result<Option<Duration>> {
                socket::timeout(&self.0, libc::SO_SNDTIMEO)
            }
        }
    )*};
}

connected! {
    UnixStream SOCK_STREAM;
    UnixDatagram SOCK_DGRAM;
}

impl UnixStream {
    /// Connects to who listens at the path.
    pub fn connect<P: AsRef<Path>>(path: P) -> io::Result<UnixStream> {
        let fd = socket::open(libc::AF_UNIX, libc::SOCK_STREAM)?;
        connect(&fd, path.as_ref())?;
        Ok(UnixStream(fd))
    }
}

stream_io! { UnixStream }

impl UnixListener {
    /// Listens at the path, which it makes.
    pub fn bind<P: AsRef<Path>>(path: P) -> io::Result<UnixListener> {
        let fd = bound(path.as_ref(), libc::SOCK_STREAM)?;
        socket::listen(&fd)?;
        Ok(UnixListener(fd))
    }

    /// Waits for a connection; also tells who it is.
    pub fn accept(&self) -> io::Result<(UnixStream, SocketAddr)> {
        let mut addr = SocketAddr::unnamed();
        addr.len = size_of::<libc::sockaddr_un>() as u32;
        let fd = socket::accept(&self.0, (&raw mut addr.addr).cast(), &mut addr.len)?;
        Ok((UnixStream(fd), addr))
    }

    /// All connections to come.
    pub fn incoming(&self) -> Incoming<'_> {
        Incoming { listener: self }
    }
}

impl<'a> IntoIterator for &'a UnixListener {
    type Item = io::Result<UnixStream>;
    type IntoIter = Incoming<'a>;
    fn into_iter(self) -> Incoming<'a> {
        self.incoming()
    }
}

/// The connections of a listener.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Incoming<'a> {
    listener: &'a UnixListener,
}

impl Iterator for Incoming<'_> {
    type Item = io::Result<UnixStream>;
    fn next(&mut self) -> Option<io::Result<UnixStream>> {
        Some(self.listener.accept().map(|(stream, _)| stream))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

impl UnixDatagram {
    /// A socket with the path as its name.
    pub fn bind<P: AsRef<Path>>(path: P) -> io::Result<UnixDatagram> {
        bound(path.as_ref(), libc::SOCK_DGRAM).map(UnixDatagram)
    }

    /// A socket without a name.
    pub fn unbound() -> io::Result<UnixDatagram> {
        socket::open(libc::AF_UNIX, libc::SOCK_DGRAM).map(UnixDatagram)
    }

    /// Fixes whom `send` and `recv` talk to.
    pub fn connect<P: AsRef<Path>>(&self, path: P) -> io::Result<()> {
        connect(&self.0, path.as_ref())
    }

    /// Receives a datagram, and tells from whom.
    pub fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let mut count = 0;
        let (at, size, fd) = (buf.as_mut_ptr().cast(), buf.len(), self.0.as_raw_fd());
        let addr = SocketAddr::of(|addr, len| {
            let got = unsafe { libc::recvfrom(fd, at, size, 0, addr, len) };
            count = got.max(0) as usize;
            if got < 0 { -1 } else { 0 }
        })?;
        Ok((count, addr))
    }

    /// Receives from whom it is connected with.
    pub fn recv(&self, buf: &mut [u8]) -> io::Result<usize> {
        socket::recv(&self.0, buf, 0)
    }

    /// Sends to whom it is connected with.
    pub fn send(&self, buf: &[u8]) -> io::Result<usize> {
        socket::send(&self.0, buf)
    }

    /// Sends a datagram to the socket at the path.
    pub fn send_to<P: AsRef<Path>>(&self, buf: &[u8], path: P) -> io::Result<usize> {
        let addr = SocketAddr::from_pathname(path)?;
        let (fd, flags) = (self.0.as_raw_fd(), libc::MSG_NOSIGNAL);
        cvt_long(unsafe {
            libc::sendto(fd, buf.as_ptr().cast(), buf.len(), flags, addr.as_ptr(), addr.len)
        })
    }
}
