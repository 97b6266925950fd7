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
