//! TCP.

use super::{Shutdown, SocketAddr, ToSocketAddrs, each_addr};
use crate::io;
use crate::os::fd::{AsRawFd, OwnedFd};
use crate::sys::{self, socket, socket::names};
use crate::time::Duration;
use core::fmt;
use core::iter::FusedIterator;

/// A connection.
pub struct TcpStream(OwnedFd);

/// A socket that waits for connections.
pub struct TcpListener(OwnedFd);

/// What streams and listeners have in common.
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
                socket::local_addr(&self.0)
            }

            /// A second handle of the same socket.
            pub fn try_clone(&self) -> io::Result<Self> {
                self.0.try_clone().map(Self)
            }

            /// Sets how many routers a packet may pass.
            pub fn set_ttl(&self, ttl: u32) -> io::Result<()> {
                socket::set_option(&self.0, names::IPPROTO_IP, names::IP_TTL, ttl as i32)
            }

            /// How many routers a packet may pass.
            pub fn ttl(&self) -> io::Result<u32> {
                let ttl = socket::int_option(&self.0, names::IPPROTO_IP, names::IP_TTL)?;
                Ok(ttl as u32)
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
    )*};
}

common! { TcpStream TcpListener }

impl TcpStream {
    /// Connects to the first of the addresses that answers.
    pub fn connect<A: ToSocketAddrs>(addr: A) -> io::Result<TcpStream> {
        each_addr(addr, |addr| {
            let fd = socket::open_for(addr, names::SOCK_STREAM)?;
            socket::connect(&fd, addr)?;
            Ok(TcpStream(fd))
        })
    }

    /// Connects, but gives up after a time.
    pub fn connect_timeout(addr: &SocketAddr, timeout: Duration) -> io::Result<TcpStream> {
        let fd = socket::open_for(addr, names::SOCK_STREAM)?;
        socket::connect_timeout(&fd, addr, timeout)?;
        Ok(TcpStream(fd))
    }

    /// The address of the other end.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        socket::peer_addr(&self.0)
    }

    /// Closes one direction, or both.
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        socket::shutdown(&self.0, how)
    }

    /// Sets how long a read may wait; without a time, for ever.
    pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        socket::set_timeout(&self.0, names::SO_RCVTIMEO, timeout)
    }

    /// Sets how long a write may wait; without a time, for ever.
    pub fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        socket::set_timeout(&self.0, names::SO_SNDTIMEO, timeout)
    }

    /// How long a read may wait.
    pub fn read_timeout(&self) -> io::Result<Option<Duration>> {
        socket::timeout(&self.0, names::SO_RCVTIMEO)
    }

    /// How long a write may wait.
    pub fn write_timeout(&self) -> io::Result<Option<Duration>> {
        socket::timeout(&self.0, names::SO_SNDTIMEO)
    }

    /// Reads without taking.
    pub fn peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        socket::recv(&self.0, buf, names::MSG_PEEK)
    }

    /// Sets whether small packets are sent at once.
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        let value = i32::from(nodelay);
        socket::set_option(&self.0, names::IPPROTO_TCP, names::TCP_NODELAY, value)
    }

    /// Whether small packets are sent at once.
    pub fn nodelay(&self) -> io::Result<bool> {
        Ok(socket::int_option(&self.0, names::IPPROTO_TCP, names::TCP_NODELAY)? != 0)
    }
}

super::stream_io! { TcpStream }

impl TcpListener {
    /// Listens at the first of the addresses that is free.
    pub fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<TcpListener> {
        each_addr(addr, |addr| {
            let fd = socket::open_for(addr, names::SOCK_STREAM)?;
            socket::set_option(&fd, names::SOL_SOCKET, names::SO_REUSEADDR, 1_i32)?;
            socket::bind(&fd, addr)?;
            socket::listen(&fd)?;
            Ok(TcpListener(fd))
        })
    }

    /// Waits for a connection; also tells who it is.
    pub fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        socket::accept_from(&self.0).map(|(fd, addr)| (TcpStream(fd), addr))
    }

    /// All connections to come.
    pub fn incoming(&self) -> Incoming<'_> {
        Incoming { listener: self }
    }
}

/// The connections of a listener.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Incoming<'a> {
    listener: &'a TcpListener,
}

impl Iterator for Incoming<'_> {
    type Item = io::Result<TcpStream>;
    fn next(&mut self) -> Option<io::Result<TcpStream>> {
        Some(self.listener.accept().map(|(stream, _)| stream))
    }
}

impl FusedIterator for Incoming<'_> {}

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("TcpStream");
        if let Ok(addr) = self.local_addr() {
            out.field("addr", &addr);
        }
        if let Ok(peer) = self.peer_addr() {
            out.field("peer", &peer);
        }
        out.field("fd", &self.0.as_raw_fd()).finish()
    }
}

impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("TcpListener");
        if let Ok(addr) = self.local_addr() {
            out.field("addr", &addr);
        }
        out.field("fd", &self.0.as_raw_fd()).finish()
    }
}
