//! Files and directories: there are none.

use crate::ffi::OsString;
use crate::fmt;
use crate::fs::OpenOptions;
use crate::io::{self, SeekFrom};
use crate::os::fd::{OwnedFd, RawFd};
use crate::path::{Path, PathBuf};
use crate::sys::unsupported::error;
use crate::time::Timespec;

pub(crate) use crate::sys::unsupported::fs::{canonicalize, lock, set_mode, set_mode_of};

/// What the system knows about a file.
#[derive(Clone)]
pub(crate) enum Stat {}

impl Stat {
    pub(crate) fn mode(&self) -> u32 {
        match *self {}
    }

    pub(crate) fn size(&self) -> u64 {
        match *self {}
    }

    pub(crate) fn modified(&self) -> Timespec {
        match *self {}
    }

    pub(crate) fn accessed(&self) -> Timespec {
        match *self {}
    }

    pub(crate) fn created(&self) -> Timespec {
        match *self {}
    }
}

/// An entry of a directory.
pub(crate) struct Entry {
    pub(crate) name: OsString,
    pub(crate) ino: u64,
    pub(crate) mode: u32,
}

/// An open directory.
pub(crate) enum Dir {}

impl Dir {
    pub(crate) fn open(_: &Path) -> io::Result<Dir> {
        Err(error())
    }

    pub(crate) fn next(&self) -> Option<io::Result<Entry>> {
        match *self {}
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
    open(&Path, &OpenOptions) -> OwnedFd;
    sync_all(RawFd) -> ();
    sync_data(RawFd) -> ();
    set_len(RawFd, i64) -> ();
    seek(RawFd, SeekFrom) -> u64;
    set_times(RawFd, [Option<Timespec>; 2]) -> ();
    stat_of(RawFd) -> Stat;
    stat(&Path) -> Stat;
    stat_link(&Path) -> Stat;
    remove_file(&Path) -> ();
    rename(&Path, &Path) -> ();
    hard_link(&Path, &Path) -> ();
    symlink(&Path, &Path) -> ();
    read_link(&Path) -> PathBuf;
    create_dir(&Path, u32) -> ();
    remove_dir(&Path) -> ();
    remove_dir_all(&Path) -> ();
}

pub(crate) fn describe(_: RawFd, _: &mut fmt::DebugStruct<'_, '_>) {}
