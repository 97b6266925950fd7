//! What is particular to Unix.

/// File descriptors, under their old name.
pub mod io {
    pub use crate::os::fd::*;
}

/// Text of the system is bytes.
pub mod ffi {
    pub use crate::os::ffi::{OsStrExt, OsStringExt};
}

pub mod fs;
pub mod net;
pub mod process;
pub mod thread;

/// All of the traits here.
pub mod prelude {
    pub use super::ffi::{OsStrExt, OsStringExt};
    pub use super::fs::{
        DirEntryExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt,
    };
    pub use super::io::{
        AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd,
    };
    pub use super::process::{CommandExt, ExitStatusExt};
    pub use super::thread::JoinHandleExt;
}
