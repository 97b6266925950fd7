//! Files, as WASI has them.

use crate::fs::{DirEntry, File, Metadata};
use crate::io;
use crate::os::fd::AsRawFd;
use crate::path::Path;
use crate::sys;

/// Reading and writing at places of a file.
pub trait FileExt {
    /// Reads at an offset.
    fn read_at(&self, buf: &mut [u8], offset: u64) -> io::Result<usize>;
    /// Writes at an offset.
    fn write_at(&self, buf: &[u8], offset: u64) -> io::Result<usize>;
}

impl FileExt for File {
    fn read_at(&self, buf: &mut [u8], offset: u64) -> io::Result<usize> {
        sys::fd::read_at(self.as_raw_fd(), buf, offset)
    }
    fn write_at(&self, buf: &[u8], offset: u64) -> io::Result<usize> {
        sys::fd::write_at(self.as_raw_fd(), buf, offset)
    }
}

/// More about files.
pub trait MetadataExt {
    /// The device it is on.
    fn dev(&self) -> u64;
    /// Its number.
    fn ino(&self) -> u64;
    /// How many names it has.
    fn nlink(&self) -> u64;
    /// Its size.
    fn size(&self) -> u64;
}

impl MetadataExt for Metadata {
    fn dev(&self) -> u64 {
        self.stat.0.dev
    }
    fn ino(&self) -> u64 {
        self.stat.0.ino
    }
    fn nlink(&self) -> u64 {
        self.stat.0.nlink
    }
    fn size(&self) -> u64 {
        self.stat.0.size
    }
}

/// More about entries of directories.
pub trait DirEntryExt {
    /// The number of the file.
    fn ino(&self) -> u64;
}

impl DirEntryExt for DirEntry {
    fn ino(&self) -> u64 {
        self.number()
    }
}

/// Makes a symbolic link.
pub fn symlink_path<P: AsRef<Path>, U: AsRef<Path>>(old_path: P, new_path: U) -> io::Result<()> {
    sys::fs::symlink(old_path.as_ref(), new_path.as_ref())
}
