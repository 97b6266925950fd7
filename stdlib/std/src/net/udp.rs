//! UDP.

use super::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, each_addr};
use crate::io;
use crate::os::fd::{AsRawFd, OwnedFd};
use crate::sys::{self, socket, socket::names};
use crate::time::Duration;
use core::fmt;

/// A socket for datagrams.
pub struct UdpSocket(OwnedFd);

impl UdpSocket {
    pub(crate) fn fd(&self) -> &OwnedFd {
        &self.0
    }
    pub(crate) fn into_fd(self) -> OwnedFd {
        self.0
    }
    pub(crate) fn from_fd(fd: OwnedFd) -> Self {
        Self(fd)
    }

    /// A socket with the first of the addresses that is free.
    pub fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<UdpSocket> {
        each_addr(addr, |addr| {
            let fd = socket::open_for(addr, names::SOCK_DGRAM)?;
            socket::bind(&fd, addr)?;
            Ok(UdpSocket(fd))
        })
    }

    /// Receives a datagram, and tells from whom. What the buffer cannot hold is lost.
    pub fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        socket::recv_from(&self.0, buf, 0)
    }

    /// As `recv_from`, but the datagram stays.
    pub fn peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        socket::recv_from(&self.0, buf, names::MSG_PEEK)
    }

    /// Sends a datagram to the first of the addresses.
    pub fn send_to<A: ToSocketAddrs>(&self, buf: &[u8], addr: A) -> io::Result<usize> {
        let Some(addr) = addr.to_socket_addrs()?.next() else {
            return Err(io::Error::const_message(
                io::ErrorKind::InvalidInput,
                "no addresses to send data to",
            ));
        };
        socket::send_to(&self.0, buf, &addr)
    }

    /// Fixes whom `send` and `recv` talk to.
    pub fn connect<A: ToSocketAddrs>(&self, addr: A) -> io::Result<()> {
        each_addr(addr, |addr| socket::connect(&self.0, addr))
    }

    /// Sends to whom it is connected with.
    pub fn send(&self, buf: &[u8]) -> io::Result<usize> {
        socket::send(&self.0, buf)
    }

    /// Receives from whom it is connected with.
    pub fn recv(&self, buf: &mut [u8]) -> io::Result<usize> {
        socket::recv(&self.0, buf, 0)
    }

    /// As `recv`, but the datagram stays.
    pub fn peek(&self, buf: &mut [u8]) -> io::Result<usize> {
        socket::recv(&self.0, buf, names::MSG_PEEK)
    }

    /// The address of this end.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        socket::local_addr(&self.0)
    }

    /// The address that it is connected with.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        socket::peer_addr(&self.0)
    }

    /// A second handle of the same socket.
    pub fn try_clone(&self) -> io::Result<UdpSocket> {
        self.0.try_clone().map(UdpSocket)
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

    fn set(&self, level: i32, name: i32, value: i32) -> io::Result<()> {
        socket::set_option(&self.0, level, name, value)
    }

    fn get(&self, level: i32, name: i32) -> io::Result<i32> {
        socket::int_option(&self.0, level, name)
    }

    /// Sets whether it may send to broadcast addresses.
    pub fn set_broadcast(&self, broadcast: bool) -> io::Result<()> {
        self.set(names::SOL_SOCKET, names::SO_BROADCAST, i32::from(broadcast))
    }

    /// Whether it may send to broadcast addresses.
    pub fn broadcast(&self) -> io::Result<bool> {
        Ok(self.get(names::SOL_SOCKET, names::SO_BROADCAST)? != 0)
    }

    /// Sets whether its own multicast packets come back, for IPv4.
    pub fn set_multicast_loop_v4(&self, on: bool) -> io::Result<()> {
        self.set(names::IPPROTO_IP, names::IP_MULTICAST_LOOP, i32::from(on))
    }

    /// Whether its own multicast packets come back, for IPv4.
    pub fn multicast_loop_v4(&self) -> io::Result<bool> {
        Ok(self.get(names::IPPROTO_IP, names::IP_MULTICAST_LOOP)? != 0)
    }

    /// Sets how many routers a multicast packet may pass, for IPv4.
    pub fn set_multicast_ttl_v4(&self, ttl: u32) -> io::Result<()> {
        self.set(names::IPPROTO_IP, names::IP_MULTICAST_TTL, ttl as i32)
    }

    /// How many routers a multicast packet may pass, for IPv4.
    pub fn multicast_ttl_v4(&self) -> io::Result<u32> {
        Ok(self.get(names::IPPROTO_IP, names::IP_MULTICAST_TTL)? as u32)
    }

    /// Sets whether its own multicast packets come back, for IPv6.
    pub fn set_multicast_loop_v6(&self, on: bool) -> io::Result<()> {
        self.set(names::IPPROTO_IPV6, names::IPV6_MULTICAST_LOOP, i32::from(on))
    }

    /// Whether its own multicast packets come back, for IPv6.
    pub fn multicast_loop_v6(&self) -> io::Result<bool> {
        Ok(self.get(names::IPPROTO_IPV6, names::IPV6_MULTICAST_LOOP)? != 0)
    }

    /// Sets how many routers a packet may pass.
    pub fn set_ttl(&self, ttl: u32) -> io::Result<()> {
        self.set(names::IPPROTO_IP, names::IP_TTL, ttl as i32)
    }

    /// How many routers a packet may pass.
    pub fn ttl(&self) -> io::Result<u32> {
        Ok(self.get(names::IPPROTO_IP, names::IP_TTL)? as u32)
    }

    fn membership_v4(&self, name: i32, group: &Ipv4Addr, interface: &Ipv4Addr) -> io::Result<()> {
        let value = [group.octets(), interface.octets()];
        socket::set_option(&self.0, names::IPPROTO_IP, name, value)
    }

    /// Joins a multicast group.
    pub fn join_multicast_v4(&self, group: &Ipv4Addr, interface: &Ipv4Addr) -> io::Result<()> {
        self.membership_v4(names::IP_ADD_MEMBERSHIP, group, interface)
    }

    /// Leaves a multicast group.
    pub fn leave_multicast_v4(&self, group: &Ipv4Addr, interface: &Ipv4Addr) -> io::Result<()> {
        self.membership_v4(names::IP_DROP_MEMBERSHIP, group, interface)
    }

    fn membership_v6(&self, name: i32, group: &Ipv6Addr, interface: u32) -> io::Result<()> {
        /// `struct ipv6_mreq`
        #[repr(C)]
        struct Request([u8; 16], u32);
        socket::set_option(&self.0, names::IPPROTO_IPV6, name, Request(group.octets(), interface))
    }

    /// Joins a multicast group.
    pub fn join_multicast_v6(&self, group: &Ipv6Addr, interface: u32) -> io::Result<()> {
        self.membership_v6(names::IPV6_ADD_MEMBERSHIP, group, interface)
    }

    /// Leaves a multicast group.
    pub fn leave_multicast_v6(&self, group: &Ipv6Addr, interface: u32) -> io::Result<()> {
        self.membership_v6(names::IPV6_DROP_MEMBERSHIP, group, interface)
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

impl fmt::Debug for UdpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("UdpSocket");
        if let Ok(addr) = self.local_addr() {
            out.field("addr", &addr);
        }
        out.field("fd", &self.0.as_raw_fd()).finish()
    }
}
