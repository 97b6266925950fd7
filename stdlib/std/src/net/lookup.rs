//! From names to addresses.

use super::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use crate::io;
use crate::option;
use crate::string::String;
use crate::sys::socket;
use crate::vec::{self, Vec};
use core::iter;
use core::slice;

/// What names one or more socket addresses.
pub trait ToSocketAddrs {
    /// The addresses.
    type Iter: Iterator<Item = SocketAddr>;
    /// Finds them; this may ask a name server.
    fn to_socket_addrs(&self) -> io::Result<Self::Iter>;
}

/// Types that are one address each.
macro_rules! one_address {
    ($($ty:ty,)*) => {$(
        impl ToSocketAddrs for $ty {
            type Iter = option::IntoIter<SocketAddr>;
            fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
                Ok(Some(SocketAddr::from(*self)).into_iter())
            }
        }
    )*};
}

one_address! {
    SocketAddr, SocketAddrV4, SocketAddrV6, (IpAddr, u16), (Ipv4Addr, u16), (Ipv6Addr, u16),
}

impl ToSocketAddrs for (&str, u16) {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
        let (host, port) = *self;
        if let Ok(ip) = host.parse::<IpAddr>() {
            return Ok(Vec::from([SocketAddr::new(ip, port)]).into_iter());
        }
        look_up(host, port).map(Vec::into_iter)
    }
}

impl ToSocketAddrs for (String, u16) {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
        (&*self.0, self.1).to_socket_addrs()
    }
}

impl ToSocketAddrs for str {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
        if let Ok(addr) = self.parse() {
            return Ok(Vec::from([addr]).into_iter());
        }
        let Some((host, port)) = self.rsplit_once(':') else {
            return Err(invalid("invalid socket address"));
        };
        let port = port.parse().map_err(|_| invalid("invalid port value"))?;
        look_up(host, port).map(Vec::into_iter)
    }
}

impl ToSocketAddrs for String {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
        (**self).to_socket_addrs()
    }
}

impl<'a> ToSocketAddrs for &'a [SocketAddr] {
    type Iter = iter::Cloned<slice::Iter<'a, SocketAddr>>;
    fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
        Ok(self.iter().cloned())
    }
}

impl<T: ToSocketAddrs + ?Sized> ToSocketAddrs for &T {
    type Iter = T::Iter;
    fn to_socket_addrs(&self) -> io::Result<T::Iter> {
        (**self).to_socket_addrs()
    }
}

fn invalid(message: &'static str) -> io::Error {
    io::Error::const_message(io::ErrorKind::InvalidInput, message)
}

fn look_up(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    let mut found = socket::look_up(host)?;
    found.iter_mut().for_each(|addr| addr.set_port(port));
    Ok(found)
}
