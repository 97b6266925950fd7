//! Files, as Unix has them.

use crate::ffi::OsStr;
use crate::fs::{DirBuilder, DirEntry, File, FileType, Metadata, OpenOptions, Permissions};
use crate::io;
use crate::os::fd::AsRawFd;
use crate::path::Path;
use crate::sys::{self, c_path, cvt, libc};

/// Reading and writing at places of a file.
pub trait FileExt {
    /// Reads at an offset.
    fn read_at(&self, buf: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes at an offset.
    fn write_at(&self, buf: &[u8], offset: u64) -> io::Result<usize>;

    /// Fills the buffer from an offset.
    fn read_exact_at(&self, mut buf: &mut [u8], mut offset: u64) -> io::Result<()> {
        while !buf.is_empty() {
            match self.read_at(buf, offset) {
                Ok(0) => return Err(io::Error::UNEXPECTED_EOF),
                Ok(n) => {
                    buf = &mut buf[n..];
                    offset += n as u64;
                }
                Err(e) if e.is_interrupted() => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Writes all bytes at an offset.
    fn write_all_at(&self, mut buf: &[u8], mut offset: u64) -> io::Result<()> {
        while !buf.is_empty() {
            match self.write_at(buf, offset) {
                Ok(0) => return Err(io::Error::WRITE_ALL_EOF),
                Ok(n) => {
                    buf = &buf[n..];
                    offset += n as u64;
                }
                Err(e) if e.is_interrupted() => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
}

impl FileExt for File {
    fn read_at(&self, buf: &mut [u8], offset: u64) -> io::Result<usize> {
        sys::fd::read_at(self.as_raw_fd(), buf, offset)
    }
    fn write_at(&self, buf: &[u8], offset: u64) -> io::Result<usize> {
        sys::fd::write_at(self.as_raw_fd(), buf, offset)
    }
}

/// The mode of permissions.
pub trait PermissionsExt {
    /// The mode.
    fn mode(&self) -> u32;
    /// Sets the mode.
    fn set_mode(&mut self, mode: u32);
    /// Permissions of a mode.
    fn from_mode(mode: u32) -> Self;
}

impl PermissionsExt for Permissions {
    fn mode(&self) -> u32 {
        self.mode
    }
    fn set_mode(&mut self, mode: u32) {
        self.mode = mode;
    }
    fn from_mode(mode: u32) -> Permissions {
        Permissions { mode }
    }
}

/// More about opening files.
pub trait OpenOptionsExt {
    /// The mode of new files.
    fn mode(&mut self, mode: u32) -> &mut Self;
    /// More flags for the call.
    fn custom_flags(&mut self, flags: i32) -> &mut Self;
}

impl OpenOptionsExt for OpenOptions {
    fn mode(&mut self, mode: u32) -> &mut OpenOptions {
        self.mode = mode;
        self
    }
    fn custom_flags(&mut self, flags: i32) -> &mut OpenOptions {
        self.custom_flags = flags;
        self
    }
}

/// Declares and implements the numbers of `stat`.
macro_rules! stat_fields {
    ($($(#[$doc:meta])* $name:ident: $ty:ty = |$stat:ident| $value:expr;)*) => {
        /// More about files.
        pub trait MetadataExt {
            $($(#[$doc])* fn $name(&self) -> $ty;)*
        }
        impl MetadataExt for Metadata {
            $(fn $name(&self) -> $ty {
                let $stat = &self.stat;
                $value
            })*
        }
    };
}

stat_fields! {
    /// The device it is on.
    dev: u64 = |s| s.st_dev;
    /// Its number.
    ino: u64 = |s| s.st_ino;
    /// Kind and permissions.
    mode: u32 = |s| s.st_mode;
    /// How many names it has.
    nlink: u64 = |s| s.st_nlink;
    /// Its owner.
    uid: u32 = |s| s.st_uid;
    /// Its group.
    gid: u32 = |s| s.st_gid;
    /// The device that it is.
    rdev: u64 = |s| s.st_rdev;
    /// Its size.
    size: u64 = |s| s.st_size as u64;
    /// When it was read: seconds.
    atime: i64 = |s| s.st_atim.tv_sec;
    /// When it was read: nanoseconds.
    atime_nsec: i64 = |s| s.st_atim.tv_nsec;
    /// When it was changed: seconds.
    mtime: i64 = |s| s.st_mtim.tv_sec;
    /// When it was changed: nanoseconds.
    mtime_nsec: i64 = |s| s.st_mtim.tv_nsec;
    /// When its properties were changed: seconds.
    ctime: i64 = |s| s.st_ctim.tv_sec;
    /// When its properties were changed: nanoseconds.
    ctime_nsec: i64 = |s| s.st_ctim.tv_nsec;
    /// The size of its blocks.
    blksize: u64 = |s| s.st_blksize as u64;
    /// How many blocks of 512 bytes it takes.
    blocks: u64 = |s| s.st_blocks as u64;
}

/// More kinds of files.
pub trait FileTypeExt {
    /// Whether it is a block device.
    fn is_block_device(&self) -> bool;
    /// Whether it is a character device.
    fn is_char_device(&self) -> bool;
    /// Whether it is a pipe.
    fn is_fifo(&self) -> bool;
    /// Whether it is a socket.
    fn is_socket(&self) -> bool;
}

impl FileTypeExt for FileType {
    fn is_block_device(&self) -> bool {
        self.is(libc::S_IFBLK)
    }
    fn is_char_device(&self) -> bool {
        self.is(libc::S_IFCHR)
    }
    fn is_fifo(&self) -> bool {
        self.is(libc::S_IFIFO)
    }
    fn is_socket(&self) -> bool {
        self.is(libc::S_IFSOCK)
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

/// The name of an entry without copying.
pub trait DirEntryExt2 {
    /// The name.
    fn file_name_ref(&self) -> &OsStr;
}

impl DirEntryExt2 for DirEntry {
    fn file_name_ref(&self) -> &OsStr {
        self.name()
    }
}

/// More about making directories.
pub trait DirBuilderExt {
    /// The mode of new directories.
    fn mode(&mut self, mode: u32) -> &mut Self;
}

impl DirBuilderExt for DirBuilder {
    fn mode(&mut self, mode: u32) -> &mut DirBuilder {
        self.mode = mode;
        self
    }
}

/// Makes a symbolic link.
pub fn symlink<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    sys::fs::symlink(original.as_ref(), link.as_ref())
}

/// Changes owner and group of a file.
pub fn chown<P: AsRef<Path>>(dir: P, uid: Option<u32>, gid: Option<u32>) -> io::Result<()> {
    let path = c_path(dir.as_ref())?;
    let (uid, gid) = (uid.unwrap_or(u32::MAX), gid.unwrap_or(u32::MAX));
    cvt(unsafe { libc::chown(path.as_ptr(), uid, gid) }).map(drop)
}

/// Makes a directory the root of this process.
pub fn chroot<P: AsRef<Path>>(dir: P) -> io::Result<()> {
    let path = c_path(dir.as_ref())?;
    cvt(unsafe { libc::chroot(path.as_ptr()) }).map(drop)
}
