//! What is particular to WASI.

pub mod fs;

/// Text of the system is bytes.
pub mod ffi {
    pub use crate::os::ffi::{OsStrExt, OsStringExt};
}

/// File descriptors.
pub mod io {
    pub use crate::os::fd::*;
}

/// All of the traits here.
pub mod prelude {
    pub use super::ffi::{OsStrExt, OsStringExt};
    pub use super::fs::{DirEntryExt, FileExt, MetadataExt};
    pub use super::io::{
        AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd,
    };
}
