//! Addresses with ports.
use super::display_buffer::DisplayBuffer;
use super::{IpAddr, Ipv4Addr, Ipv6Addr};
use crate::fmt::{self, Write};

/// An address of either version with a port.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[rustc_diagnostic_item = "SocketAddr"]
pub enum SocketAddr {
    /// Version 4.
    V4(SocketAddrV4),
    /// Version 6.
    V6(SocketAddrV6),
}

/// An address of version 4 with a port.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct SocketAddrV4 {
    ip: Ipv4Addr,
    port: u16,
}

/// An address of version 6 with a port.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct SocketAddrV6 {
    ip: Ipv6Addr,
    port: u16,
    flowinfo: u32,
    scope_id: u32,
}

impl SocketAddr {
    /// From an address and a port.
    #[must_use]
    #[inline]
    pub const fn new(ip: IpAddr, port: u16) -> SocketAddr {
        match ip {
            IpAddr::V4(a) => SocketAddr::V4(SocketAddrV4::new(a, port)),
            IpAddr::V6(a) => SocketAddr::V6(SocketAddrV6::new(a, port, 0, 0)),
        }
    }

    /// The address.
    #[must_use]
    #[inline]
    pub const fn ip(&self) -> IpAddr {
        match *self {
            SocketAddr::V4(ref a) => IpAddr::V4(a.ip),
            SocketAddr::V6(ref a) => IpAddr::V6(a.ip),
        }
    }

    /// Sets the address, which may change the version.
    #[inline]
    pub const fn set_ip(&mut self, new_ip: IpAddr) {
        *self = Self::new(new_ip, self.port());
    }

    /// The port.
    #[must_use]
    #[inline]
    pub const fn port(&self) -> u16 {
        match *self {
            SocketAddr::V4(ref a) => a.port,
            SocketAddr::V6(ref a) => a.port,
        }
    }

    /// Sets the port.
    #[inline]
    pub const fn set_port(&mut self, new_port: u16) {
        match *self {
            SocketAddr::V4(ref mut a) => a.port = new_port,
            SocketAddr::V6(ref mut a) => a.port = new_port,
        }
    }

    /// Whether it is of version 4.
    #[must_use]
    #[inline]
    pub const fn is_ipv4(&self) -> bool {
        matches!(*self, SocketAddr::V4(_))
    }

    /// Whether it is of version 6.
    #[must_use]
    #[inline]
    pub const fn is_ipv6(&self) -> bool {
        matches!(*self, SocketAddr::V6(_))
    }
}

macro_rules! common {
    ($($T:ident $Ip:ident;)*) => {$(
        impl $T {
            /// The address.
            #[must_use]
            #[inline]
            pub const fn ip(&self) -> &$Ip {
                &self.ip
            }

            /// Sets the address.
            #[inline]
            pub const fn set_ip(&mut self, new_ip: $Ip) {
                self.ip = new_ip;
            }

            /// The port.
            #[must_use]
            #[inline]
            pub const fn port(&self) -> u16 {
                self.port
            }

            /// Sets the port.
            #[inline]
            pub const fn set_port(&mut self, new_port: u16) {
                self.port = new_port;
            }
        }
    )*};
}
common! {
    SocketAddrV4 Ipv4Addr;
    SocketAddrV6 Ipv6Addr;
}

impl SocketAddrV4 {
    /// From an address and a port.
    #[must_use]
    #[inline]
    pub const fn new(ip: Ipv4Addr, port: u16) -> SocketAddrV4 {
        SocketAddrV4 { ip, port }
    }
}

impl SocketAddrV6 {
    /// From an address, a port, flow information and a scope.
    #[must_use]
    #[inline]
    pub const fn new(ip: Ipv6Addr, port: u16, flowinfo: u32, scope_id: u32) -> SocketAddrV6 {
        SocketAddrV6 { ip, port, flowinfo, scope_id }
    }

    /// The flow information.
    #[must_use]
    #[inline]
    pub const fn flowinfo(&self) -> u32 {
        self.flowinfo
    }

    /// Sets the flow information.
    #[inline]
    pub const fn set_flowinfo(&mut self, new_flowinfo: u32) {
        self.flowinfo = new_flowinfo;
    }

    /// The scope.
    #[must_use]
    #[inline]
    pub const fn scope_id(&self) -> u32 {
        self.scope_id
    }

    /// Sets the scope.
    #[inline]
    pub const fn set_scope_id(&mut self, new_scope_id: u32) {
        self.scope_id = new_scope_id;
    }
}

impl From<SocketAddrV4> for SocketAddr {
    #[inline]
    fn from(sock4: SocketAddrV4) -> SocketAddr {
        SocketAddr::V4(sock4)
    }
}

impl From<SocketAddrV6> for SocketAddr {
    #[inline]
    fn from(sock6: SocketAddrV6) -> SocketAddr {
        SocketAddr::V6(sock6)
    }
}

impl<I: Into<IpAddr>> From<(I, u16)> for SocketAddr {
    fn from(pieces: (I, u16)) -> SocketAddr {
        SocketAddr::new(pieces.0.into(), pieces.1)
    }
}

impl fmt::Display for SocketAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            SocketAddr::V4(ref a) => a.fmt(f),
            SocketAddr::V6(ref a) => a.fmt(f),
        }
    }
}

impl fmt::Display for SocketAddrV4 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.precision().is_none() && f.width().is_none() {
            return write!(f, "{}:{}", self.ip, self.port);
        }
        let mut buf = DisplayBuffer::<21>::new();
        write!(buf, "{}:{}", self.ip, self.port)?;
        f.pad(buf.as_str())
    }
}

impl SocketAddrV6 {
    fn write_to(&self, f: &mut dyn Write) -> fmt::Result {
        match self.scope_id {
            0 => write!(f, "[{}]:{}", self.ip, self.port),
            scope_id => write!(f, "[{}%{}]:{}", self.ip, scope_id, self.port),
        }
    }
}

impl fmt::Display for SocketAddrV6 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.precision().is_none() && f.width().is_none() {
            return self.write_to(f);
        }
        let mut buf = DisplayBuffer::<58>::new();
        self.write_to(&mut buf)?;
        f.pad(buf.as_str())
    }
}

macro_rules! debug_as_display {
    ($($T:ident)*) => {$(
        impl fmt::Debug for $T {
            fn fmt(&self, fmt: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, fmt)
            }
        }
    )*};
}
debug_as_display! { SocketAddr SocketAddrV4 SocketAddrV6 }
