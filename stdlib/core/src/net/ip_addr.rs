//! [`IpAddr`], [`Ipv4Addr`] and [`Ipv6Addr`].
use super::display_buffer::DisplayBuffer;
use crate::cmp::Ordering;
use crate::fmt::{self, Write};
use crate::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// An address of either version.
#[rustc_diagnostic_item = "IpAddr"]
#[derive(Copy, Clone, Eq, PartialEq, Hash, PartialOrd, Ord)]
pub enum IpAddr {
    /// Version 4.
    V4(Ipv4Addr),
    /// Version 6.
    V6(Ipv6Addr),
}

/// An address of version 4.
#[rustc_diagnostic_item = "Ipv4Addr"]
#[derive(Copy, Clone, PartialEq, Eq)]
#[repr(transparent)]
pub struct Ipv4Addr {
    octets: [u8; 4],
}

/// An address of version 6.
#[rustc_diagnostic_item = "Ipv6Addr"]
#[derive(Copy, Clone, PartialEq, Eq)]
#[repr(transparent)]
pub struct Ipv6Addr {
    octets: [u8; 16],
}

impl crate::hash::Hash for Ipv4Addr {
    fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
        state.write_u32(u32::from_ne_bytes(self.octets));
    }
}

impl crate::hash::Hash for Ipv6Addr {
    fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
        state.write_u128(u128::from_ne_bytes(self.octets));
    }
}

impl IpAddr {
    /// Whether it stands for no address.
    #[must_use]
    #[inline]
    pub const fn is_unspecified(&self) -> bool {
        match self {
            IpAddr::V4(ip) => ip.is_unspecified(),
            IpAddr::V6(ip) => ip.is_unspecified(),
        }
    }

    /// Whether it is of this machine.
    #[must_use]
    #[inline]
    pub const fn is_loopback(&self) -> bool {
        match self {
            IpAddr::V4(ip) => ip.is_loopback(),
            IpAddr::V6(ip) => ip.is_loopback(),
        }
    }

    /// Whether it is of a group.
    #[must_use]
    #[inline]
    pub const fn is_multicast(&self) -> bool {
        match self {
            IpAddr::V4(ip) => ip.is_multicast(),
            IpAddr::V6(ip) => ip.is_multicast(),
        }
    }

    /// Whether it is of version 4.
    #[must_use]
    #[inline]
    pub const fn is_ipv4(&self) -> bool {
        matches!(self, IpAddr::V4(_))
    }

    /// Whether it is of version 6.
    #[must_use]
    #[inline]
    pub const fn is_ipv6(&self) -> bool {
        matches!(self, IpAddr::V6(_))
    }

    /// Version 4, if it is a mapped address of that.
    #[must_use]
    #[inline]
    pub const fn to_canonical(&self) -> IpAddr {
        match self {
            IpAddr::V4(_) => *self,
            IpAddr::V6(v6) => v6.to_canonical(),
        }
    }
}

impl Ipv4Addr {
    /// The number of bits.
    pub const BITS: u32 = 32;
    /// This machine.
    pub const LOCALHOST: Self = Ipv4Addr::new(127, 0, 0, 1);
    /// No address.
    pub const UNSPECIFIED: Self = Ipv4Addr::new(0, 0, 0, 0);
    /// All machines.
    pub const BROADCAST: Self = Ipv4Addr::new(255, 255, 255, 255);

    /// The address `a.b.c.d`.
    #[must_use]
    #[inline]
    pub const fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
        Ipv4Addr { octets: [a, b, c, d] }
    }

    /// The address as a number.
    #[inline]
    #[must_use]
    pub const fn to_bits(self) -> u32 {
        u32::from_be_bytes(self.octets)
    }

    /// The address of a number.
    #[inline]
    #[must_use]
    pub const fn from_bits(bits: u32) -> Ipv4Addr {
        Ipv4Addr { octets: bits.to_be_bytes() }
    }

    /// The four bytes.
    #[must_use]
    #[inline]
    pub const fn octets(&self) -> [u8; 4] {
        self.octets
    }

    /// From four bytes.
    #[must_use]
    #[inline]
    pub const fn from_octets(octets: [u8; 4]) -> Ipv4Addr {
        Ipv4Addr { octets }
    }

    /// The four bytes, borrowed.
    #[inline]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "ip_as_octets", issue = "none"))]
    pub const fn as_octets(&self) -> &[u8; 4] {
        &self.octets
    }

    /// Whether it stands for no address.
    #[must_use]
    #[inline]
    pub const fn is_unspecified(&self) -> bool {
        self.to_bits() == 0
    }

    /// Whether it is of this machine.
    #[must_use]
    #[inline]
    pub const fn is_loopback(&self) -> bool {
        self.octets[0] == 127
    }

    /// Whether it is of a private network.
    #[must_use]
    #[inline]
    pub const fn is_private(&self) -> bool {
        matches!(self.octets, [10, ..] | [172, 16..=31, ..] | [192, 168, ..])
    }

    /// Whether it is valid on one link only.
    #[must_use]
    #[inline]
    pub const fn is_link_local(&self) -> bool {
        matches!(self.octets, [169, 254, ..])
    }

    /// Whether it is of a group.
    #[must_use]
    #[inline]
    pub const fn is_multicast(&self) -> bool {
        matches!(self.octets[0], 224..=239)
    }

    /// Whether it is of all machines.
    #[must_use]
    #[inline]
    pub const fn is_broadcast(&self) -> bool {
        self.to_bits() == u32::MAX
    }

    /// Whether it is for examples only.
    #[must_use]
    #[inline]
    pub const fn is_documentation(&self) -> bool {
        matches!(self.octets, [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _])
    }

    /// As a compatible address of version 6.
    #[must_use]
    #[inline]
    pub const fn to_ipv6_compatible(&self) -> Ipv6Addr {
        Ipv6Addr::from_bits(self.to_bits() as u128)
    }

    /// As a mapped address of version 6.
    #[must_use]
    #[inline]
    pub const fn to_ipv6_mapped(&self) -> Ipv6Addr {
        Ipv6Addr::from_bits(0xffff << 32 | self.to_bits() as u128)
    }
}

impl Ipv6Addr {
    /// The number of bits.
    pub const BITS: u32 = 128;
    /// This machine.
    pub const LOCALHOST: Self = Ipv6Addr::from_bits(1);
    /// No address.
    pub const UNSPECIFIED: Self = Ipv6Addr::from_bits(0);

    /// The address `a:b:c:d:e:f:g:h`.
    #[must_use]
    #[inline]
    #[allow(clippy::too_many_arguments)]
    pub const fn new(a: u16, b: u16, c: u16, d: u16, e: u16, f: u16, g: u16, h: u16) -> Ipv6Addr {
        Ipv6Addr::from_segments([a, b, c, d, e, f, g, h])
    }

    /// The address as a number.
    #[inline]
    #[must_use]
    pub const fn to_bits(self) -> u128 {
        u128::from_be_bytes(self.octets)
    }

    /// The address of a number.
    #[inline]
    #[must_use]
    pub const fn from_bits(bits: u128) -> Ipv6Addr {
        Ipv6Addr { octets: bits.to_be_bytes() }
    }

    /// The eight groups.
    #[must_use]
    #[inline]
    pub const fn segments(&self) -> [u16; 8] {
        let mut segments = [0; 8];
        let mut i = 0;
        while i < 8 {
            segments[i] = u16::from_be_bytes([self.octets[2 * i], self.octets[2 * i + 1]]);
            i += 1;
        }
        segments
    }

    /// From eight groups.
    #[must_use]
    #[inline]
    pub const fn from_segments(segments: [u16; 8]) -> Ipv6Addr {
        let mut bits = 0u128;
        let mut i = 0;
        while i < 8 {
            bits = bits << 16 | segments[i] as u128;
            i += 1;
        }
        Ipv6Addr::from_bits(bits)
    }

    /// The sixteen bytes.
    #[must_use]
    #[inline]
    pub const fn octets(&self) -> [u8; 16] {
        self.octets
    }

    /// From sixteen bytes.
    #[must_use]
    #[inline]
    pub const fn from_octets(octets: [u8; 16]) -> Ipv6Addr {
        Ipv6Addr { octets }
    }

    /// The sixteen bytes, borrowed.
    #[inline]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "ip_as_octets", issue = "none"))]
    pub const fn as_octets(&self) -> &[u8; 16] {
        &self.octets
    }

    /// Whether it stands for no address.
    #[must_use]
    #[inline]
    pub const fn is_unspecified(&self) -> bool {
        self.to_bits() == 0
    }

    /// Whether it is of this machine.
    #[must_use]
    #[inline]
    pub const fn is_loopback(&self) -> bool {
        self.to_bits() == 1
    }

    /// Whether it is of a private network.
    #[must_use]
    #[inline]
    pub const fn is_unique_local(&self) -> bool {
        self.octets[0] & 0xfe == 0xfc
    }

    /// Whether it is of one machine on one link.
    #[must_use]
    #[inline]
    pub const fn is_unicast_link_local(&self) -> bool {
        self.octets[0] == 0xfe && self.octets[1] & 0xc0 == 0x80
    }

    /// Whether it is of a group.
    #[must_use]
    #[inline]
    pub const fn is_multicast(&self) -> bool {
        self.octets[0] == 0xff
    }

    /// Version 4, if it is a mapped address of that.
    #[must_use]
    #[inline]
    pub const fn to_ipv4_mapped(&self) -> Option<Ipv4Addr> {
        let bits = self.to_bits();
        if bits >> 32 == 0xffff { Some(Ipv4Addr::from_bits(bits as u32)) } else { None }
    }

    /// Version 4, if it is a mapped or compatible address of that.
    #[must_use]
    #[inline]
    pub const fn to_ipv4(&self) -> Option<Ipv4Addr> {
        let bits = self.to_bits();
        match bits >> 32 {
            0 | 0xffff => Some(Ipv4Addr::from_bits(bits as u32)),
            _ => None,
        }
    }

    /// Version 4, if it is a mapped address of that.
    #[must_use]
    #[inline]
    pub const fn to_canonical(&self) -> IpAddr {
        match self.to_ipv4_mapped() {
            Some(mapped) => IpAddr::V4(mapped),
            None => IpAddr::V6(*self),
        }
    }
}

impl fmt::Display for IpAddr {
    fn fmt(&self, fmt: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IpAddr::V4(ip) => ip.fmt(fmt),
            IpAddr::V6(ip) => ip.fmt(fmt),
        }
    }
}

impl fmt::Display for Ipv4Addr {
    fn fmt(&self, fmt: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.octets;
        if fmt.precision().is_none() && fmt.width().is_none() {
            return write!(fmt, "{a}.{b}.{c}.{d}");
        }
        let mut buf = DisplayBuffer::<15>::new();
        write!(buf, "{a}.{b}.{c}.{d}")?;
        fmt.pad(buf.as_str())
    }
}

/// Writes groups between colons.
fn write_groups(f: &mut dyn Write, groups: &[u16]) -> fmt::Result {
    for (i, group) in groups.iter().enumerate() {
        if i > 0 {
            f.write_char(':')?;
        }
        write!(f, "{group:x}")?;
    }
    Ok(())
}

fn write_v6(f: &mut dyn Write, ip: &Ipv6Addr) -> fmt::Result {
    if let Some(ipv4) = ip.to_ipv4_mapped() {
        return write!(f, "::ffff:{ipv4}");
    }
    let segments = ip.segments();
    // The longest run of zeros, the first of several.
    let (mut best, mut best_len) = (0, 0);
    let (mut start, mut len) = (0, 0);
    for (i, &segment) in segments.iter().enumerate() {
        if segment != 0 {
            len = 0;
            continue;
        }
        if len == 0 {
            start = i;
        }
        len += 1;
        if len > best_len {
            (best, best_len) = (start, len);
        }
    }
    if best_len > 1 {
        write_groups(f, &segments[..best])?;
        f.write_str("::")?;
        write_groups(f, &segments[best + best_len..])
    } else {
        write_groups(f, &segments)
    }
}

impl fmt::Display for Ipv6Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.precision().is_none() && f.width().is_none() {
            return write_v6(f, self);
        }
        let mut buf = DisplayBuffer::<39>::new();
        write_v6(&mut buf, self)?;
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
debug_as_display! { IpAddr Ipv4Addr Ipv6Addr }

macro_rules! conversions {
    ($($From:ty => $To:ty, |$v:ident| $body:expr;)*) => {$(
        impl From<$From> for $To {
            #[inline]
            fn from($v: $From) -> $To {
                $body
            }
        }
    )*};
}
conversions! {
    Ipv4Addr => IpAddr, |ip| IpAddr::V4(ip);
    Ipv6Addr => IpAddr, |ip| IpAddr::V6(ip);
    [u8; 4] => IpAddr, |octets| IpAddr::V4(octets.into());
    [u8; 16] => IpAddr, |octets| IpAddr::V6(octets.into());
    [u16; 8] => IpAddr, |segments| IpAddr::V6(segments.into());
    Ipv4Addr => u32, |ip| ip.to_bits();
    u32 => Ipv4Addr, |bits| Ipv4Addr::from_bits(bits);
    [u8; 4] => Ipv4Addr, |octets| Ipv4Addr { octets };
    Ipv6Addr => u128, |ip| ip.to_bits();
    u128 => Ipv6Addr, |bits| Ipv6Addr::from_bits(bits);
    [u8; 16] => Ipv6Addr, |octets| Ipv6Addr { octets };
    [u16; 8] => Ipv6Addr, |segments| Ipv6Addr::from_segments(segments);
}

macro_rules! comparisons {
    ($($T:ident $variant:ident;)*) => {$(
        impl PartialEq<$T> for IpAddr {
            #[inline]
            fn eq(&self, other: &$T) -> bool {
                matches!(self, IpAddr::$variant(ip) if ip == other)
            }
        }
        impl PartialEq<IpAddr> for $T {
            #[inline]
            fn eq(&self, other: &IpAddr) -> bool {
                other == self
            }
        }
        impl PartialOrd for $T {
            #[inline]
            fn partial_cmp(&self, other: &$T) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl Ord for $T {
            #[inline]
            fn cmp(&self, other: &$T) -> Ordering {
                self.octets.cmp(&other.octets)
            }
        }
        impl PartialOrd<IpAddr> for $T {
            #[inline]
            fn partial_cmp(&self, other: &IpAddr) -> Option<Ordering> {
                IpAddr::$variant(*self).partial_cmp(other)
            }
        }
        impl PartialOrd<$T> for IpAddr {
            #[inline]
            fn partial_cmp(&self, other: &$T) -> Option<Ordering> {
                self.partial_cmp(&IpAddr::$variant(*other))
            }
        }
        impl Not for $T {
            type Output = $T;

            #[inline]
            fn not(self) -> $T {
                $T::from_bits(!self.to_bits())
            }
        }
        impl Not for &$T {
            type Output = $T;

            #[inline]
            fn not(self) -> $T {
                !*self
            }
        }
        comparisons! { @op $T BitAnd bitand BitAndAssign bitand_assign & }
        comparisons! { @op $T BitOr bitor BitOrAssign bitor_assign | }
    )*};
    (@op $T:ident $Trait:ident $method:ident $Assign:ident $assign:ident $op:tt) => {
        impl $Trait for $T {
            type Output = $T;

            #[inline]
            fn $method(self, rhs: $T) -> $T {
                $T::from_bits(self.to_bits() $op rhs.to_bits())
            }
        }
        impl $Trait<&$T> for $T {
            type Output = $T;

            #[inline]
            fn $method(self, rhs: &$T) -> $T {
                self $op *rhs
            }
        }
        impl $Trait<$T> for &$T {
            type Output = $T;

            #[inline]
            fn $method(self, rhs: $T) -> $T {
                *self $op rhs
            }
        }
        impl $Trait<&$T> for &$T {
            type Output = $T;

            #[inline]
            fn $method(self, rhs: &$T) -> $T {
                *self $op *rhs
            }
        }
        impl $Assign for $T {
            #[inline]
            fn $assign(&mut self, rhs: $T) {
                *self = *self $op rhs;
            }
        }
        impl $Assign<&$T> for $T {
            #[inline]
            fn $assign(&mut self, rhs: &$T) {
                *self = *self $op *rhs;
            }
        }
    };
}
comparisons! {
    Ipv4Addr V4;
    Ipv6Addr V6;
}
