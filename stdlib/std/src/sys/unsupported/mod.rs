//! For what a platform has not: functions that fail.

pub(crate) mod socket;
pub(crate) mod spawn;

use crate::io;

/// The error of what is not there.
pub(crate) const fn error() -> io::Error {
    io::Error::const_message(
        io::ErrorKind::Unsupported,
        "operation not supported on this platform",
    )
}

/// Descriptors.
pub(crate) mod fd {
    use super::error;
    use crate::io;
    use crate::os::fd::{BorrowedFd, OwnedFd};

    pub(crate) fn duplicate(_: BorrowedFd<'_>) -> io::Result<OwnedFd> {
        Err(error())
    }

    pub(crate) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
        Err(error())
    }
}

/// Files.
pub(crate) mod fs {
    use super::error;
    use crate::io;
    use crate::os::fd::RawFd;
    use crate::path::{Path, PathBuf};
    use crate::sys::Lock;

    pub(crate) fn canonicalize(_: &Path) -> io::Result<PathBuf> {
        Err(error())
    }

    pub(crate) fn lock(_: RawFd, _: Lock, _may_wait: bool) -> io::Result<()> {
        Err(error())
    }

    pub(crate) fn set_mode(_: &Path, _: u32) -> io::Result<()> {
        Err(error())
    }

    pub(crate) fn set_mode_of(_: RawFd, _: u32) -> io::Result<()> {
        Err(error())
    }
}
