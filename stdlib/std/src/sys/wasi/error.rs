//! Error numbers.

use crate::io::ErrorKind;
use crate::string::String;

/// The error of the last failed call: calls return theirs here.
pub(crate) fn errno() -> i32 {
    0
}

/// A descriptor is not open.
pub(crate) const BAD_DESCRIPTOR: i32 = 8;
/// A signal came while waiting.
pub(crate) const INTERRUPTED: i32 = 27;

/// What the error numbers mean, in their order.
const MESSAGES: &str = "Success\nArgument list too long\nPermission denied\nAddress in use\n\
    Address not available\nAddress family not supported by protocol\n\
    Resource temporarily unavailable\nOperation already in progress\nBad file descriptor\n\
    Bad message\nResource busy\nOperation canceled\nNo child process\nConnection aborted\n\
    Connection refused\nConnection reset by peer\nResource deadlock would occur\n\
    Destination address required\nDomain error\nQuota exceeded\nFile exists\nBad address\n\
    File too large\nHost is unreachable\nIdentifier removed\nIllegal byte sequence\n\
    Operation in progress\nInterrupted system call\nInvalid argument\nI/O error\n\
    Socket is connected\nIs a directory\nSymbolic link loop\nToo many open files\n\
    Too many links\nMessage too large\nMultihop attempted\nFilename too long\nNetwork is down\n\
    Connection reset by network\nNetwork unreachable\nToo many open files in system\n\
    No buffer space available\nNo such device\nNo such file or directory\nExec format error\n\
    No locks available\nLink has been severed\nOut of memory\nNo message of desired type\n\
    Protocol not available\nNo space left on device\nFunction not implemented\n\
    Socket not connected\nNot a directory\nDirectory not empty\nState not recoverable\n\
    Not a socket\nNot supported\nNot a tty\nNo such device or address\n\
    Value too large for data type\nPrevious owner died\nOperation not permitted\nBroken pipe\n\
    Protocol error\nProtocol not supported\nProtocol wrong type for socket\n\
    Result not representable\nRead-only file system\nInvalid seek\nNo such process\n\
    Stale file handle\nOperation timed out\nText file busy\nCross-device link\n\
    Capabilities insufficient";

/// The text for an error number.
pub(crate) fn message(code: i32) -> String {
    let text = usize::try_from(code).ok().and_then(|n| MESSAGES.split('\n').nth(n));
    String::from(text.unwrap_or("No error information"))
}

/// The kind of error that a number means.
pub(crate) fn kind(code: i32) -> ErrorKind {
    match code {
        1 => ErrorKind::ArgumentListTooLong,
        2 | 63 | 76 => ErrorKind::PermissionDenied,
        3 => ErrorKind::AddrInUse,
        4 => ErrorKind::AddrNotAvailable,
        6 => ErrorKind::WouldBlock,
        10 => ErrorKind::ResourceBusy,
        13 => ErrorKind::ConnectionAborted,
        14 => ErrorKind::ConnectionRefused,
        15 => ErrorKind::ConnectionReset,
        16 => ErrorKind::Deadlock,
        19 => ErrorKind::QuotaExceeded,
        20 => ErrorKind::AlreadyExists,
        22 => ErrorKind::FileTooLarge,
        23 => ErrorKind::HostUnreachable,
        26 => ErrorKind::InProgress,
        27 => ErrorKind::Interrupted,
        28 => ErrorKind::InvalidInput,
        31 => ErrorKind::IsADirectory,
        32 => ErrorKind::FilesystemLoop,
        34 => ErrorKind::TooManyLinks,
        37 => ErrorKind::InvalidFilename,
        38 => ErrorKind::NetworkDown,
        40 => ErrorKind::NetworkUnreachable,
        44 => ErrorKind::NotFound,
        48 => ErrorKind::OutOfMemory,
        51 => ErrorKind::StorageFull,
        52 | 58 => ErrorKind::Unsupported,
        53 => ErrorKind::NotConnected,
        54 => ErrorKind::NotADirectory,
        55 => ErrorKind::DirectoryNotEmpty,
        64 => ErrorKind::BrokenPipe,
        69 => ErrorKind::ReadOnlyFilesystem,
        70 => ErrorKind::NotSeekable,
        72 => ErrorKind::StaleNetworkFileHandle,
        73 => ErrorKind::TimedOut,
        74 => ErrorKind::ExecutableFileBusy,
        75 => ErrorKind::CrossesDevices,
        _ => ErrorKind::Uncategorized,
    }
}
