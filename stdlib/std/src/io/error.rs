//! `io::Error`.

use crate::boxed::Box;
use crate::sys::{self, error as system};
use crate::{error, fmt, result};

/// What operations on streams and files return.
pub type Result<T> = result::Result<T, Error>;

/// An error number of the system.
pub type RawOsError = i32;

/// Why input or output failed.
pub struct Error {
    repr: Repr,
}

enum Repr {
    Os(RawOsError),
    Simple(ErrorKind),
    Message(ErrorKind, &'static str),
    Custom(Box<Custom>),
}

#[derive(Debug)]
struct Custom {
    kind: ErrorKind,
    error: Box<dyn error::Error + Send + Sync>,
}

/// Kinds and their messages.
macro_rules! kinds {
    ($($(#[$attr:meta])* $kind:ident $text:literal;)*) => {
        /// The kind of an error.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $(#[doc = $text] $(#[$attr])* $kind,)*
        }

        impl ErrorKind {
            /// The message.
            pub(crate) const fn description(self) -> &'static str {
                match self {
                    $(ErrorKind::$kind => $text,)*
                }
            }
        }
    };
}

kinds! {
    NotFound "entity not found";
    PermissionDenied "permission denied";
    ConnectionRefused "connection refused";
    ConnectionReset "connection reset";
    HostUnreachable "host unreachable";
    NetworkUnreachable "network unreachable";
    ConnectionAborted "connection aborted";
    NotConnected "not connected";
    AddrInUse "address in use";
    AddrNotAvailable "address not available";
    NetworkDown "network down";
    BrokenPipe "broken pipe";
    AlreadyExists "entity already exists";
    WouldBlock "operation would block";
    NotADirectory "not a directory";
    IsADirectory "is a directory";
    DirectoryNotEmpty "directory not empty";
    ReadOnlyFilesystem "read-only filesystem or storage medium";
    #[doc(hidden)] FilesystemLoop "filesystem loop or indirection limit (e.g. symlink loop)";
    StaleNetworkFileHandle "stale network file handle";
    InvalidInput "invalid input parameter";
    InvalidData "invalid data";
    TimedOut "timed out";
    WriteZero "write zero";
    StorageFull "no storage space";
    NotSeekable "seek on unseekable file";
    QuotaExceeded "quota exceeded";
    FileTooLarge "file too large";
    ResourceBusy "resource busy";
    ExecutableFileBusy "executable file busy";
    Deadlock "deadlock";
    CrossesDevices "cross-device link or rename";
    TooManyLinks "too many links";
    InvalidFilename "invalid filename";
    ArgumentListTooLong "argument list too long";
    Interrupted "operation interrupted";
    Unsupported "unsupported";
    UnexpectedEof "unexpected end of file";
    OutOfMemory "out of memory";
    #[doc(hidden)] InProgress "in progress";
    Other "other error";
    #[doc(hidden)] Uncategorized "uncategorized error";
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description())
    }
}

impl Error {
    /// An error of a kind with a payload.
    #[inline(never)]
    pub fn new<E>(kind: ErrorKind, error: E) -> Error
    where
        E: Into<Box<dyn error::Error + Send + Sync>>,
    {
        Error { repr: Repr::Custom(Box::new(Custom { kind, error: error.into() })) }
    }

    /// An error of no particular kind with a payload.
    pub fn other<E>(error: E) -> Error
    where
        E: Into<Box<dyn error::Error + Send + Sync>>,
    {
        Error::new(ErrorKind::Other, error)
    }

    /// An error with a fixed message; allocates nothing.
    pub(crate) const fn const_message(kind: ErrorKind, message: &'static str) -> Error {
        Error { repr: Repr::Message(kind, message) }
    }

    pub(crate) const UNEXPECTED_EOF: Error =
        Error::const_message(ErrorKind::UnexpectedEof, "failed to fill whole buffer");
    pub(crate) const WRITE_ALL_EOF: Error =
        Error::const_message(ErrorKind::WriteZero, "failed to write whole buffer");
    pub(crate) const INVALID_UTF8: Error =
        Error::const_message(ErrorKind::InvalidData, "stream did not contain valid UTF-8");

    /// The error of the last failed call of the system.
    #[must_use]
    #[inline]
    pub fn last_os_error() -> Error {
        Error::from_raw_os_error(sys::errno())
    }

    /// The error for an error number.
    #[must_use]
    #[inline]
    pub fn from_raw_os_error(code: RawOsError) -> Error {
        Error { repr: Repr::Os(code) }
    }

    /// The error number, if there is one.
    #[must_use]
    #[inline]
    pub fn raw_os_error(&self) -> Option<RawOsError> {
        match self.repr {
            Repr::Os(code) => Some(code),
            _ => None,
        }
    }

    /// The payload, if there is one.
    #[must_use]
    pub fn get_ref(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)> {
        match &self.repr {
            Repr::Custom(c) => Some(&*c.error),
            _ => None,
        }
    }

    /// The payload, if there is one.
    #[must_use]
    pub fn get_mut(&mut self) -> Option<&mut (dyn error::Error + Send + Sync + 'static)> {
        match &mut self.repr {
            Repr::Custom(c) => Some(&mut *c.error),
            _ => None,
        }
    }

    /// The payload, if there is one.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_inner(self) -> Option<Box<dyn error::Error + Send + Sync>> {
        match self.repr {
            Repr::Custom(c) => Some(c.error),
            _ => None,
        }
    }

    /// The payload as a value of its type, if that is its type.
    pub fn downcast<E>(self) -> result::Result<E, Self>
    where
        E: error::Error + Send + Sync + 'static,
    {
        match self.repr {
            Repr::Custom(c) if c.error.is::<E>() => match c.error.downcast::<E>() {
                Ok(e) => Ok(*e),
                Err(error) => {
                    let kind = c.kind;
                    Err(Error { repr: Repr::Custom(Box::new(Custom { kind, error })) })
                }
            },
            repr => Err(Error { repr }),
        }
    }

    /// The kind.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> ErrorKind {
        match &self.repr {
            Repr::Os(code) => system::kind(*code),
            Repr::Simple(kind) | Repr::Message(kind, _) => *kind,
            Repr::Custom(c) => c.kind,
        }
    }

    pub(crate) fn is_interrupted(&self) -> bool {
        match &self.repr {
            Repr::Os(code) => *code == system::INTERRUPTED,
            Repr::Simple(kind) | Repr::Message(kind, _) => *kind == ErrorKind::Interrupted,
            Repr::Custom(c) => c.kind == ErrorKind::Interrupted,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => f
                .debug_struct("Os")
                .field("code", code)
                .field("kind", &system::kind(*code))
                .field("message", &system::message(*code))
                .finish(),
            Repr::Simple(kind) => f.debug_tuple("Kind").field(kind).finish(),
            Repr::Message(kind, message) => f
                .debug_struct("Error")
                .field("kind", kind)
                .field("message", message)
                .finish(),
            Repr::Custom(c) => fmt::Debug::fmt(c, f),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => write!(f, "{} (os error {code})", system::message(*code)),
            Repr::Simple(kind) => f.write_str(kind.description()),
            Repr::Message(_, message) => f.write_str(message),
            Repr::Custom(c) => c.error.fmt(f),
        }
    }
}

impl error::Error for Error {
    #[allow(deprecated)]
    fn cause(&self) -> Option<&dyn error::Error> {
        match &self.repr {
            Repr::Custom(c) => c.error.cause(),
            _ => None,
        }
    }
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.repr {
            Repr::Custom(c) => c.error.source(),
            _ => None,
        }
    }
}

impl From<ErrorKind> for Error {
    #[inline]
    fn from(kind: ErrorKind) -> Error {
        Error { repr: Repr::Simple(kind) }
    }
}

impl From<crate::ffi::NulError> for Error {
    fn from(_: crate::ffi::NulError) -> Error {
        Error::const_message(ErrorKind::InvalidInput, "data provided contains a nul byte")
    }
}

impl From<crate::collections::TryReserveError> for Error {
    fn from(_: crate::collections::TryReserveError) -> Error {
        ErrorKind::OutOfMemory.into()
    }
}
