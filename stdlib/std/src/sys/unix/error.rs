//! Error numbers.

use super::libc;
use crate::io::ErrorKind;
use crate::string::String;

/// The error of the last failed call.
pub(crate) fn errno() -> i32 {
    unsafe { *libc::__errno_location() }
}

/// The system's text for an error number.
pub(crate) fn message(code: i32) -> String {
    let mut buf = [0u8; 128];
    unsafe { libc::strerror_r(code, buf.as_mut_ptr().cast(), buf.len()) };
    let len = buf.iter().position(|&b| b == 0).unwrap_or(buf.len());
    String::from_utf8_lossy(&buf[..len]).into_owned()
}

/// A signal came while waiting.
pub(crate) const INTERRUPTED: i32 = 4;

/// A descriptor is not open.
pub(crate) const BAD_DESCRIPTOR: i32 = 9;

/// The kind of error that a number means.
pub(crate) fn kind(code: i32) -> ErrorKind {
    match code {
        2 => ErrorKind::NotFound,
        1 | 13 => ErrorKind::PermissionDenied,
        111 => ErrorKind::ConnectionRefused,
        104 => ErrorKind::ConnectionReset,
        113 => ErrorKind::HostUnreachable,
        101 => ErrorKind::NetworkUnreachable,
        103 => ErrorKind::ConnectionAborted,
        107 => ErrorKind::NotConnected,
        98 => ErrorKind::AddrInUse,
        99 => ErrorKind::AddrNotAvailable,
        100 => ErrorKind::NetworkDown,
        32 => ErrorKind::BrokenPipe,
        17 => ErrorKind::AlreadyExists,
        11 => ErrorKind::WouldBlock,
        20 => ErrorKind::NotADirectory,
        21 => ErrorKind::IsADirectory,
        39 => ErrorKind::DirectoryNotEmpty,
        30 => ErrorKind::ReadOnlyFilesystem,
        40 => ErrorKind::FilesystemLoop,
        116 => ErrorKind::StaleNetworkFileHandle,
        22 => ErrorKind::InvalidInput,
        110 => ErrorKind::TimedOut,
        28 => ErrorKind::StorageFull,
        29 => ErrorKind::NotSeekable,
        122 => ErrorKind::QuotaExceeded,
        27 => ErrorKind::FileTooLarge,
        16 => ErrorKind::ResourceBusy,
        26 => ErrorKind::ExecutableFileBusy,
        35 => ErrorKind::Deadlock,
        18 => ErrorKind::CrossesDevices,
        31 => ErrorKind::TooManyLinks,
        36 => ErrorKind::InvalidFilename,
        7 => ErrorKind::ArgumentListTooLong,
        4 => ErrorKind::Interrupted,
        38 | 95 => ErrorKind::Unsupported,
        12 => ErrorKind::OutOfMemory,
        115 => ErrorKind::InProgress,
        _ => ErrorKind::Uncategorized,
    }
}
