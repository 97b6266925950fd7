//! Networking: addresses, TCP and UDP.

mod lookup;
mod tcp;
mod udp;

pub use core::net::{
    AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6,
};
pub use lookup::ToSocketAddrs;
pub use tcp::{Incoming, TcpListener, TcpStream};
pub use udp::UdpSocket;

use crate::io;

/// Reading from and writing to streams, which are structs of one `OwnedFd`.
macro_rules! stream_io {
    ($Stream:ident) => {
        impl crate::io::Read for &$Stream {
            fn read(&mut self, buf: &mut [u8]) -> crate::io::Result<usize> {
                crate::sys::socket::recv(&self.0, buf, 0)
            }
            fn read_vectored(
                &mut self,
                bufs: &mut [crate::io::IoSliceMut<'_>],
            ) -> crate::io::Result<usize> {
                crate::sys::fd::read_vectored(crate::os::fd::AsRawFd::as_raw_fd(&self.0), bufs)
            }
        }

        impl crate::io::Read for $Stream {
            fn read(&mut self, buf: &mut [u8]) -> crate::io::Result<usize> {
                (&*self).read(buf)
            }
            fn read_vectored(
                &mut self,
                bufs: &mut [crate::io::IoSliceMut<'_>],
            ) -> crate::io::Result<usize> {
                (&*self).read_vectored(bufs)
            }
        }

        impl crate::io::Write for &$Stream {
            fn write(&mut self, buf: &[u8]) -> crate::io::Result<usize> {
                crate::sys::socket::send(&self.0, buf)
            }
            fn write_vectored(
                &mut self,
                bufs: &[crate::io::IoSlice<'_>],
            ) -> crate::io::Result<usize> {
                crate::sys::fd::write_vectored(crate::os::fd::AsRawFd::as_raw_fd(&self.0), bufs)
            }
            fn flush(&mut self) -> crate::io::Result<()> {
                Ok(())
            }
        }

        impl crate::io::Write for $Stream {
            fn write(&mut self, buf: &[u8]) -> crate::io::Result<usize> {
                (&*self).write(buf)
            }
            fn write_vectored(
                &mut self,
                bufs: &[crate::io::IoSlice<'_>],
            ) -> crate::io::Result<usize> {
                (&*self).write_vectored(bufs)
            }
            fn flush(&mut self) -> crate::io::Result<()> {
                Ok(())
            }
        }
    };
}
pub(crate) use stream_io;

/// Which directions of a connection to close.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Shutdown {
    /// Nothing more is read.
    Read,
    /// Nothing more is written.
    Write,
    /// Neither.
    Both,
}

/// Tries a call with each address until one succeeds.
fn each_addr<A: ToSocketAddrs, T>(
    addrs: A,
    mut call: impl FnMut(&SocketAddr) -> io::Result<T>,
) -> io::Result<T> {
    let mut last = None;
    for addr in addrs.to_socket_addrs()? {
        match call(&addr) {
            Ok(value) => return Ok(value),
            Err(e) => last = Some(e),
        }
    }
    Err(last.unwrap_or(io::Error::const_message(
        io::ErrorKind::InvalidInput,
        "could not resolve to any addresses",
    )))
}
