//! Parsing of addresses.
use super::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use crate::fmt;
use crate::str::FromStr;

/// Text that has not been parsed yet.
struct Parser<'a> {
    state: &'a [u8],
}

impl<'a> Parser<'a> {
    /// Runs a parser; the text stays as it was if it fails.
    fn atomically<T>(&mut self, inner: impl FnOnce(&mut Parser<'_>) -> Option<T>) -> Option<T> {
        let state = self.state;
        let result = inner(self);
        if result.is_none() {
            self.state = state;
        }
        result
    }

    /// Parses the whole text.
    fn parse_with<T>(
        mut self,
        kind: AddrKind,
        inner: impl FnOnce(&mut Parser<'_>) -> Option<T>,
    ) -> Result<T, AddrParseError> {
        match inner(&mut self) {
            Some(value) if self.state.is_empty() => Ok(value),
            _ => Err(AddrParseError(kind)),
        }
    }

    fn char(&mut self, target: u8) -> Option<()> {
        let (&first, rest) = self.state.split_first()?;
        if first != target {
            return None;
        }
        self.state = rest;
        Some(())
    }

    /// A number of up to `max_digits` digits and not more than `max`.
    fn number(&mut self, radix: u32, max_digits: usize, max: u32, zero_prefix: bool) -> Option<u32> {
        self.atomically(|p| {
            let mut value = 0u64;
            let mut count = 0;
            let leading_zero = p.state.first() == Some(&b'0');
            while let Some((&c, rest)) = p.state.split_first() {
                let Some(digit) = (c as char).to_digit(radix) else { break };
                value = value * radix as u64 + digit as u64;
                count += 1;
                if count > max_digits || value > max as u64 {
                    return None;
                }
                p.state = rest;
            }
            if count == 0 || (!zero_prefix && leading_zero && count > 1) {
                return None;
            }
            Some(value as u32)
        })
    }

    fn ipv4_addr(&mut self) -> Option<Ipv4Addr> {
        self.atomically(|p| {
            let mut octets = [0; 4];
            for (i, octet) in octets.iter_mut().enumerate() {
                if i > 0 {
                    p.char(b'.')?;
                }
                // Leading zeros might mean octal numbers.
                *octet = p.number(10, 3, 255, false)? as u8;
            }
            Some(octets.into())
        })
    }

    /// Groups up to the end of the array; returns how many, and whether they end in version 4.
    fn ipv6_groups(&mut self, groups: &mut [u16]) -> (usize, bool) {
        let limit = groups.len();
        let mut i = 0;
        while i < limit {
            if i + 1 < limit {
                let ipv4 = self.atomically(|p| {
                    if i > 0 {
                        p.char(b':')?;
                    }
                    p.ipv4_addr()
                });
                if let Some(v4) = ipv4 {
                    let [a, b, c, d] = v4.octets();
                    groups[i] = u16::from_be_bytes([a, b]);
                    groups[i + 1] = u16::from_be_bytes([c, d]);
                    return (i + 2, true);
                }
            }
            let group = self.atomically(|p| {
                if i > 0 {
                    p.char(b':')?;
                }
                p.number(16, 4, 0xffff, true)
            });
            match group {
                Some(group) => groups[i] = group as u16,
                None => return (i, false),
            }
            i += 1;
        }
        (limit, false)
    }

    fn ipv6_addr(&mut self) -> Option<Ipv6Addr> {
        self.atomically(|p| {
            let mut head = [0; 8];
            let (head_size, head_ipv4) = p.ipv6_groups(&mut head);
            if head_size == 8 {
                return Some(head.into());
            }
            // Version 4 can only be at the very end.
            if head_ipv4 {
                return None;
            }
            p.char(b':')?;
            p.char(b':')?;
            // At least one group is left out.
            let mut tail = [0; 7];
            let limit = 8 - (head_size + 1);
            let (tail_size, _) = p.ipv6_groups(&mut tail[..limit]);
            head[8 - tail_size..].copy_from_slice(&tail[..tail_size]);
            Some(head.into())
        })
    }

    fn port(&mut self) -> Option<u16> {
        self.atomically(|p| {
            p.char(b':')?;
            p.number(10, usize::MAX, 0xffff, true).map(|n| n as u16)
        })
    }

    fn scope_id(&mut self) -> Option<u32> {
        self.atomically(|p| {
            p.char(b'%')?;
            p.number(10, usize::MAX, u32::MAX, true)
        })
    }

    fn socket_addr_v4(&mut self) -> Option<SocketAddrV4> {
        self.atomically(|p| {
            let ip = p.ipv4_addr()?;
            let port = p.port()?;
            Some(SocketAddrV4::new(ip, port))
        })
    }

    fn socket_addr_v6(&mut self) -> Option<SocketAddrV6> {
        self.atomically(|p| {
            p.char(b'[')?;
            let ip = p.ipv6_addr()?;
            let scope_id = p.scope_id().unwrap_or(0);
            p.char(b']')?;
            let port = p.port()?;
            Some(SocketAddrV6::new(ip, port, 0, scope_id))
        })
    }

    fn ip_addr(&mut self) -> Option<IpAddr> {
        self.ipv4_addr().map(IpAddr::V4).or_else(|| self.ipv6_addr().map(IpAddr::V6))
    }

    fn socket_addr(&mut self) -> Option<SocketAddr> {
        self.socket_addr_v4()
            .map(SocketAddr::V4)
            .or_else(|| self.socket_addr_v6().map(SocketAddr::V6))
    }
}

macro_rules! from_str {
    ($($T:ident $kind:ident $method:ident $what:literal;)*) => {
        #[derive(Debug, Clone, PartialEq, Eq)]
        enum AddrKind {
            $($kind,)*
        }

        impl AddrParseError {
            fn description(&self) -> &'static str {
                match self.0 {
                    $(AddrKind::$kind => concat!("invalid ", $what, " address syntax"),)*
                }
            }
        }

        $(
            impl $T {
                /// Parses an address from bytes.
                #[cfg_attr(ochre, unstable(feature = "addr_parse_ascii", issue = "none"))]
                pub fn parse_ascii(b: &[u8]) -> Result<Self, AddrParseError> {
                    Parser { state: b }.parse_with(AddrKind::$kind, |p| p.$method())
                }
            }

            impl FromStr for $T {
                type Err = AddrParseError;

                fn from_str(s: &str) -> Result<$T, AddrParseError> {
                    Self::parse_ascii(s.as_bytes())
                }
            }
        )*
    };
}
from_str! {
    IpAddr Ip ip_addr "IP";
    Ipv4Addr Ipv4 ipv4_addr "IPv4";
    Ipv6Addr Ipv6 ipv6_addr "IPv6";
    SocketAddr Socket socket_addr "socket";
    SocketAddrV4 SocketV4 socket_addr_v4 "IPv4 socket";
    SocketAddrV6 SocketV6 socket_addr_v6 "IPv6 socket";
}

/// The error of parsing an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddrParseError(AddrKind);

impl fmt::Display for AddrParseError {
    fn fmt(&self, fmt: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt.write_str(self.description())
    }
}
