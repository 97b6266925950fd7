//! Addresses of the Internet protocols.
mod display_buffer;
mod ip_addr;
mod parser;
mod socket_addr;

pub use self::ip_addr::{IpAddr, Ipv4Addr, Ipv6Addr};
pub use self::parser::AddrParseError;
pub use self::socket_addr::{SocketAddr, SocketAddrV4, SocketAddrV6};
