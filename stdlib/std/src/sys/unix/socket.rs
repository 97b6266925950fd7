//! Sockets: what TCP, UDP and those of Unix have in common.

use super::{c_string, cvt, cvt_long, cvt_retry, libc};
/// The numbers of kinds, flags and options.
pub(crate) use super::libc as names;
use crate::io;
use crate::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, SocketAddrV4, SocketAddrV6};
use crate::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use crate::time::{Duration, Instant};
use crate::vec::Vec;
use core::mem::{self, MaybeUninit};
use core::ptr;

/// An address as the system has it.
pub(crate) enum RawAddr {
    V4(libc::sockaddr_in),
    V6(libc::sockaddr_in6),
}

impl RawAddr {
    pub(crate) fn new(addr: &SocketAddr) -> RawAddr {
        match addr {
            SocketAddr::V4(v4) => RawAddr::V4(libc::sockaddr_in {
                family: libc::AF_INET as u16,
                port: v4.port().to_be(),
                addr: v4.ip().octets(),
                zero: [0; 8],
            }),
            SocketAddr::V6(v6) => RawAddr::V6(libc::sockaddr_in6 {
                family: libc::AF_INET6 as u16,
                port: v6.port().to_be(),
                flowinfo: v6.flowinfo(),
                addr: v6.ip().octets(),
                scope_id: v6.scope_id(),
            }),
        }
    }

    pub(crate) fn as_ptr(&self) -> *const libc::sockaddr {
        match self {
            RawAddr::V4(addr) => (&raw const *addr).cast(),
            RawAddr::V6(addr) => (&raw const *addr).cast(),
        }
    }

    pub(crate) fn len(&self) -> u32 {
        match self {
            RawAddr::V4(_) => size_of::<libc::sockaddr_in>() as u32,
            RawAddr::V6(_) => size_of::<libc::sockaddr_in6>() as u32,
        }
    }
}

/// The address that the system gave.
///
/// # Safety
/// It is one of the family that it says.
pub(crate) unsafe fn read_addr(addr: *const libc::sockaddr) -> io::Result<SocketAddr> {
    match unsafe { i32::from((*addr).family) } {
        libc::AF_INET => {
            let v4 = unsafe { &*addr.cast::<libc::sockaddr_in>() };
            let ip = Ipv4Addr::from(v4.addr);
            Ok(SocketAddrV4::new(ip, u16::from_be(v4.port)).into())
        }
        libc::AF_INET6 => {
            let v6 = unsafe { &*addr.cast::<libc::sockaddr_in6>() };
            let ip = Ipv6Addr::from(v6.addr);
            let port = u16::from_be(v6.port);
            Ok(SocketAddrV6::new(ip, port, v6.flowinfo, v6.scope_id).into())
        }
        _ => Err(io::Error::const_message(io::ErrorKind::InvalidInput, "invalid argument")),
    }
}

/// The address that a call fills in.
pub(crate) fn addr_of(
    call: impl FnOnce(*mut libc::sockaddr, *mut u32) -> i32,
) -> io::Result<SocketAddr> {
    let mut storage = MaybeUninit::<libc::sockaddr_storage>::zeroed();
    let mut len = size_of::<libc::sockaddr_storage>() as u32;
    cvt(call(storage.as_mut_ptr().cast(), &mut len))?;
    unsafe { read_addr(storage.as_ptr().cast()) }
}

pub(crate) fn open(family: i32, kind: i32) -> io::Result<OwnedFd> {
    let fd = cvt(unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, 0) })?;
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

pub(crate) fn open_for(addr: &SocketAddr, kind: i32) -> io::Result<OwnedFd> {
    open(if addr.is_ipv4() { libc::AF_INET } else { libc::AF_INET6 }, kind)
}

pub(crate) fn bind(fd: &OwnedFd, addr: &SocketAddr) -> io::Result<()> {
    let raw = RawAddr::new(addr);
    cvt(unsafe { libc::bind(fd.as_raw_fd(), raw.as_ptr(), raw.len()) }).map(drop)
}

pub(crate) fn connect(fd: &OwnedFd, addr: &SocketAddr) -> io::Result<()> {
    let raw = RawAddr::new(addr);
    cvt_retry(|| unsafe { libc::connect(fd.as_raw_fd(), raw.as_ptr(), raw.len()) }).map(drop)
}

/// Connects, but gives up after a time.
pub(crate) fn connect_timeout(
    fd: &OwnedFd,
    addr: &SocketAddr,
    timeout: Duration,
) -> io::Result<()> {
    if timeout.is_zero() {
        return Err(zero_timeout());
    }
    super::fd::set_nonblocking(fd.as_raw_fd(), true)?;
    let started = connect(fd, addr);
    super::fd::set_nonblocking(fd.as_raw_fd(), false)?;
    match started {
        Err(e) if e.raw_os_error() == Some(libc::EINPROGRESS) => wait_connected(fd, timeout),
        done => done,
    }
}

fn wait_connected(fd: &OwnedFd, timeout: Duration) -> io::Result<()> {
    let start = Instant::now();
    loop {
        let left = timeout.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Err(io::Error::const_message(io::ErrorKind::TimedOut, "connection timed out"));
        }
        let millis = left.as_millis().clamp(1, i32::MAX as u128) as i32;
        let mut poll = libc::pollfd { fd: fd.as_raw_fd(), events: libc::POLLOUT, revents: 0 };
        match cvt(unsafe { libc::poll(&mut poll, 1, millis) }) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
            Ok(0) => {}
            Ok(_) => return take_error(fd)?.map_or(Ok(()), Err),
        }
    }
}

pub(crate) fn listen(fd: &OwnedFd) -> io::Result<()> {
    cvt(unsafe { libc::listen(fd.as_raw_fd(), 128) }).map(drop)
}

pub(crate) fn accept(
    fd: &OwnedFd,
    addr: *mut libc::sockaddr,
    len: *mut u32,
) -> io::Result<OwnedFd> {
    let flags = libc::SOCK_CLOEXEC;
    let new = cvt_retry(|| unsafe { libc::accept4(fd.as_raw_fd(), addr, len, flags) })?;
    Ok(unsafe { OwnedFd::from_raw_fd(new) })
}

pub(crate) fn shutdown(fd: &OwnedFd, how: Shutdown) -> io::Result<()> {
    let how = match how {
        Shutdown::Read => 0,
        Shutdown::Write => 1,
        Shutdown::Both => 2,
    };
    cvt(unsafe { libc::shutdown(fd.as_raw_fd(), how) }).map(drop)
}

/// Sends without the signal that a closed connection would raise.
pub(crate) fn send(fd: &OwnedFd, buf: &[u8]) -> io::Result<usize> {
    let flags = libc::MSG_NOSIGNAL;
    cvt_long(unsafe { libc::send(fd.as_raw_fd(), buf.as_ptr().cast(), buf.len(), flags) })
}

pub(crate) fn recv(fd: &OwnedFd, buf: &mut [u8], flags: i32) -> io::Result<usize> {
    cvt_long(unsafe { libc::recv(fd.as_raw_fd(), buf.as_mut_ptr().cast(), buf.len(), flags) })
}

pub(crate) fn set_option<T>(fd: &OwnedFd, level: i32, name: i32, value: T) -> io::Result<()> {
    let (at, len) = ((&raw const value).cast(), size_of::<T>() as u32);
    cvt(unsafe { libc::setsockopt(fd.as_raw_fd(), level, name, at, len) }).map(drop)
}

/// # Safety
/// `T` may hold any bits, and is what the option's value is.
pub(crate) unsafe fn get_option<T>(fd: &OwnedFd, level: i32, name: i32) -> io::Result<T> {
    let mut value = MaybeUninit::<T>::zeroed();
    let mut len = size_of::<T>() as u32;
    let at = value.as_mut_ptr().cast();
    cvt(unsafe { libc::getsockopt(fd.as_raw_fd(), level, name, at, &mut len) })?;
    Ok(unsafe { value.assume_init() })
}

pub(crate) fn int_option(fd: &OwnedFd, level: i32, name: i32) -> io::Result<i32> {
    unsafe { get_option(fd, level, name) }
}

pub(crate) fn take_error(fd: &OwnedFd) -> io::Result<Option<io::Error>> {
    let code = int_option(fd, libc::SOL_SOCKET, libc::SO_ERROR)?;
    Ok((code != 0).then(|| io::Error::from_raw_os_error(code)))
}

fn zero_timeout() -> io::Error {
    io::Error::const_message(io::ErrorKind::InvalidInput, "cannot set a 0 duration timeout")
}

pub(crate) fn set_timeout(fd: &OwnedFd, name: i32, timeout: Option<Duration>) -> io::Result<()> {
    let mut value: libc::timeval = unsafe { mem::zeroed() };
    if let Some(timeout) = timeout {
        if timeout.is_zero() {
            return Err(zero_timeout());
        }
        value.tv_sec = timeout.as_secs().min(i64::MAX as u64) as i64;
        value.tv_usec = i64::from(timeout.subsec_micros());
        if value.tv_sec == 0 && value.tv_usec == 0 {
            value.tv_usec = 1;
        }
    }
    set_option(fd, libc::SOL_SOCKET, name, value)
}

pub(crate) fn timeout(fd: &OwnedFd, name: i32) -> io::Result<Option<Duration>> {
    let value: libc::timeval = unsafe { get_option(fd, libc::SOL_SOCKET, name)? };
    let micros = value.tv_usec as u32;
    let is_set = value.tv_sec != 0 || micros != 0;
    Ok(is_set.then(|| Duration::new(value.tv_sec as u64, micros * 1000)))
}

/// Two sockets of Unix, connected with each other.
pub(crate) fn pair(kind: i32) -> io::Result<(OwnedFd, OwnedFd)> {
    let mut fds = [0 as RawFd; 2];
    let kind = kind | libc::SOCK_CLOEXEC;
    cvt(unsafe { libc::socketpair(libc::AF_UNIX, kind, 0, fds.as_mut_ptr()) })?;
    unsafe { Ok((OwnedFd::from_raw_fd(fds[0]), OwnedFd::from_raw_fd(fds[1]))) }
}

/// The address of this end.
pub(crate) fn local_addr(fd: &OwnedFd) -> io::Result<SocketAddr> {
    addr_of(|addr, len| unsafe { libc::getsockname(fd.as_raw_fd(), addr, len) })
}

/// The address of the other end.
pub(crate) fn peer_addr(fd: &OwnedFd) -> io::Result<SocketAddr> {
    addr_of(|addr, len| unsafe { libc::getpeername(fd.as_raw_fd(), addr, len) })
}

/// Waits for a connection; also tells who it is.
pub(crate) fn accept_from(fd: &OwnedFd) -> io::Result<(OwnedFd, SocketAddr)> {
    let mut storage = MaybeUninit::<libc::sockaddr_storage>::zeroed();
    let mut len = size_of::<libc::sockaddr_storage>() as u32;
    let new = accept(fd, storage.as_mut_ptr().cast(), &mut len)?;
    Ok((new, unsafe { read_addr(storage.as_ptr().cast()) }?))
}

/// Receives a datagram, and tells from whom.
pub(crate) fn recv_from(
    fd: &OwnedFd,
    buf: &mut [u8],
    flags: i32,
) -> io::Result<(usize, SocketAddr)> {
    let mut count = 0;
    let (at, size, fd) = (buf.as_mut_ptr().cast(), buf.len(), fd.as_raw_fd());
    let addr = addr_of(|addr, len| {
        let got = unsafe { libc::recvfrom(fd, at, size, flags, addr, len) };
        count = got.max(0) as usize;
        if got < 0 { -1 } else { 0 }
    })?;
    Ok((count, addr))
}

/// Sends a datagram.
pub(crate) fn send_to(fd: &OwnedFd, buf: &[u8], addr: &SocketAddr) -> io::Result<usize> {
    let raw = RawAddr::new(addr);
    let (fd, flags) = (fd.as_raw_fd(), libc::MSG_NOSIGNAL);
    cvt_long(unsafe {
        libc::sendto(fd, buf.as_ptr().cast(), buf.len(), flags, raw.as_ptr(), raw.len())
    })
}

/// The addresses that a name stands for.
pub(crate) fn look_up(host: &str) -> io::Result<Vec<SocketAddr>> {
    let name = c_string(host.as_bytes())?;
    let hints = libc::addrinfo {
        ai_flags: 0,
        ai_family: 0,
        ai_socktype: libc::SOCK_STREAM,
        ai_protocol: 0,
        ai_addrlen: 0,
        ai_addr: ptr::null_mut(),
        ai_canonname: ptr::null_mut(),
        ai_next: ptr::null_mut(),
    };
    let mut list = ptr::null_mut();
    let code = unsafe { libc::getaddrinfo(name.as_ptr(), ptr::null(), &hints, &mut list) };
    if code != 0 {
        return Err(lookup_error(code));
    }
    let mut out = Vec::new();
    let mut at = list;
    while let Some(entry) = unsafe { at.as_ref() } {
        out.extend(unsafe { read_addr(entry.ai_addr) });
        at = entry.ai_next;
    }
    unsafe { libc::freeaddrinfo(list) };
    Ok(out)
}

fn lookup_error(code: i32) -> io::Error {
    if code == libc::EAI_SYSTEM {
        return io::Error::last_os_error();
    }
    let why = unsafe { crate::ffi::CStr::from_ptr(libc::gai_strerror(code)) };
    let why = why.to_string_lossy();
    let text = crate::fmt::format(format_args!("failed to lookup address information: {why}"));
    io::Error::new(io::ErrorKind::Uncategorized, text)
}
