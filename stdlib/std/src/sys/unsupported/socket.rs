//! Sockets: there are none, and no names of hosts.

use super::error;
use crate::io;
use crate::net::{Shutdown, SocketAddr};
use crate::os::fd::OwnedFd;
use crate::time::Duration;
use crate::vec::Vec;

/// The numbers of kinds, flags and options, which nobody reads.
pub(crate) mod names {
    macro_rules! zeros {
        ($($name:ident)*) => {
            $(pub(crate) const $name: i32 = 0;)*
        };
    }
    zeros! {
        IPPROTO_IP IPPROTO_IPV6 IPPROTO_TCP IPV6_ADD_MEMBERSHIP IPV6_DROP_MEMBERSHIP
        IPV6_MULTICAST_LOOP IPV6_V6ONLY IP_ADD_MEMBERSHIP IP_DROP_MEMBERSHIP IP_MULTICAST_LOOP
        IP_MULTICAST_TTL IP_TTL MSG_PEEK SOCK_DGRAM SOCK_STREAM SOL_SOCKET SO_BROADCAST SO_ERROR
        SO_LINGER SO_RCVTIMEO SO_REUSEADDR SO_SNDTIMEO TCP_NODELAY
    }
}

/// Functions that fail.
macro_rules! fail {
    ($($name:ident($($arg:ty),*) -> $ret:ty;)*) => {
        $(
            pub(crate) fn $name($(_: $arg),*) -> io::Result<$ret> {
                Err(error())
            }
        )*
    };
}

fail! {
    open_for(&SocketAddr, i32) -> OwnedFd;
    bind(&OwnedFd, &SocketAddr) -> ();
    connect(&OwnedFd, &SocketAddr) -> ();
    connect_timeout(&OwnedFd, &SocketAddr, Duration) -> ();
    listen(&OwnedFd) -> ();
    accept_from(&OwnedFd) -> (OwnedFd, SocketAddr);
    shutdown(&OwnedFd, Shutdown) -> ();
    send(&OwnedFd, &[u8]) -> usize;
    recv(&OwnedFd, &mut [u8], i32) -> usize;
    recv_from(&OwnedFd, &mut [u8], i32) -> (usize, SocketAddr);
    send_to(&OwnedFd, &[u8], &SocketAddr) -> usize;
    int_option(&OwnedFd, i32, i32) -> i32;
    take_error(&OwnedFd) -> Option<io::Error>;
    set_timeout(&OwnedFd, i32, Option<Duration>) -> ();
    timeout(&OwnedFd, i32) -> Option<Duration>;
    local_addr(&OwnedFd) -> SocketAddr;
    peer_addr(&OwnedFd) -> SocketAddr;
    look_up(&str) -> Vec<SocketAddr>;
}

pub(crate) fn set_option<T>(_: &OwnedFd, _level: i32, _name: i32, _value: T) -> io::Result<()> {
    Err(error())
}
