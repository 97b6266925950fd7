//! Open files.

use super::{FileTimes, Metadata, Permissions};
use crate::io::{self, IoSlice, IoSliceMut, Read, Seek, SeekFrom, Write};
use crate::os::fd::{AsRawFd, OwnedFd, RawFd};
use crate::path::Path;
use crate::string::String;
use crate::sync::Arc;
use crate::sys::{self, Lock};
use crate::time::SystemTime;
use crate::vec::Vec;
use crate::{error, fmt};

/// An open file.
pub struct File {
    fd: OwnedFd,
}

/// How a file is to be opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    pub(crate) read: bool,
    pub(crate) write: bool,
    pub(crate) append: bool,
    pub(crate) truncate: bool,
    pub(crate) create: bool,
    pub(crate) create_new: bool,
    pub(crate) custom_flags: i32,
    pub(crate) mode: u32,
}

/// Why a file could not be locked at once.
pub enum TryLockError {
    /// The call failed.
    Error(io::Error),
    /// Somebody else has the lock.
    WouldBlock,
}

impl fmt::Debug for TryLockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryLockError::Error(e) => e.fmt(f),
            TryLockError::WouldBlock => f.write_str("WouldBlock"),
        }
    }
}

impl fmt::Display for TryLockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryLockError::Error(_) => f.write_str("lock acquisition failed due to I/O error"),
            TryLockError::WouldBlock => {
                f.write_str("lock acquisition failed because the operation would block")
            }
        }
    }
}

impl error::Error for TryLockError {}

impl From<TryLockError> for io::Error {
    fn from(e: TryLockError) -> io::Error {
        match e {
            TryLockError::Error(e) => e,
            TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
        }
    }
}

impl OpenOptions {
    /// Nothing is allowed yet.
    #[must_use]
    pub fn new() -> Self {
        OpenOptions {
            read: false,
            write: false,
            append: false,
            truncate: false,
            create: false,
            create_new: false,
            custom_flags: 0,
            mode: 0o666,
        }
    }

    /// Sets whether to read.
    pub fn read(&mut self, read: bool) -> &mut Self {
        self.read = read;
        self
    }

    /// Sets whether to write.
    pub fn write(&mut self, write: bool) -> &mut Self {
        self.write = write;
        self
    }

    /// Sets whether to write at the end only.
    pub fn append(&mut self, append: bool) -> &mut Self {
        self.append = append;
        self
    }

    /// Sets whether to remove what the file holds.
    pub fn truncate(&mut self, truncate: bool) -> &mut Self {
        self.truncate = truncate;
        self
    }

    /// Sets whether to make the file if there is none.
    pub fn create(&mut self, create: bool) -> &mut Self {
        self.create = create;
        self
    }

    /// Sets whether to make the file, and to fail if there is one.
    pub fn create_new(&mut self, create_new: bool) -> &mut Self {
        self.create_new = create_new;
        self
    }

    /// Opens a file.
    pub fn open<P: AsRef<Path>>(&self, path: P) -> io::Result<File> {
        self.check()?;
        sys::fs::open(path.as_ref(), self).map(File::from_fd)
    }

    /// Refuses what does not go together.
    fn check(&self) -> io::Result<()> {
        let makes = self.create || self.create_new;
        if !(self.read || self.write || self.append || makes || self.truncate) {
            return Err(io::Error::const_message(
                io::ErrorKind::InvalidInput,
                "must specify at least one of read, write, or append access",
            ));
        }
        let refused = if self.append {
            self.truncate && !self.create_new
        } else {
            (makes || self.truncate) && !self.write
        };
        if refused {
            return Err(io::Error::const_message(
                io::ErrorKind::InvalidInput,
                "creating or truncating a file requires write or append access",
            ));
        }
        Ok(())
    }
}

impl File {
    /// Opens a file to read it.
    pub fn open<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().read(true).open(path.as_ref())
    }

    /// Opens a file to write it anew.
    pub fn create<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().write(true).create(true).truncate(true).open(path.as_ref())
    }

    /// Makes a file to read and write; there must be none.
    pub fn create_new<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).open(path.as_ref())
    }

    /// How a file is to be opened: nothing is allowed yet.
    #[must_use]
    pub fn options() -> OpenOptions {
        OpenOptions::new()
    }

    pub(crate) fn fd(&self) -> &OwnedFd {
        &self.fd
    }

    pub(crate) fn into_fd(self) -> OwnedFd {
        self.fd
    }

    pub(crate) fn from_fd(fd: OwnedFd) -> Self {
        File { fd }
    }

    fn raw(&self) -> RawFd {
        self.fd.as_raw_fd()
    }

    /// Has the system write all it holds back.
    pub fn sync_all(&self) -> io::Result<()> {
        sys::fs::sync_all(self.raw())
    }

    /// Has the system write the contents that it holds back.
    pub fn sync_data(&self) -> io::Result<()> {
        sys::fs::sync_data(self.raw())
    }

    /// Cuts off or lengthens with zeros.
    pub fn set_len(&self, size: u64) -> io::Result<()> {
        let size = i64::try_from(size).map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))?;
        sys::fs::set_len(self.raw(), size)
    }

    /// Waits until nobody else has the file locked.
    pub fn lock(&self) -> io::Result<()> {
        sys::fs::lock(self.raw(), Lock::Exclusive, true)
    }

    /// Waits until nobody else has the file locked for himself.
    pub fn lock_shared(&self) -> io::Result<()> {
        sys::fs::lock(self.raw(), Lock::Shared, true)
    }

    /// Locks the file if nobody else has.
    pub fn try_lock(&self) -> Result<(), TryLockError> {
        self.try_locked(Lock::Exclusive)
    }

    /// Locks the file if nobody else has for himself.
    pub fn try_lock_shared(&self) -> Result<(), TryLockError> {
        self.try_locked(Lock::Shared)
    }

    fn try_locked(&self, lock: Lock) -> Result<(), TryLockError> {
        sys::fs::lock(self.raw(), lock, false).map_err(|e| match e.kind() {
            io::ErrorKind::WouldBlock => TryLockError::WouldBlock,
            _ => TryLockError::Error(e),
        })
    }

    /// Unlocks the file.
    pub fn unlock(&self) -> io::Result<()> {
        sys::fs::lock(self.raw(), Lock::Unlock, true)
    }

    /// What the system knows about the file.
    pub fn metadata(&self) -> io::Result<Metadata> {
        sys::fs::stat_of(self.raw()).map(Metadata::new)
    }

    /// A second handle of the same file.
    pub fn try_clone(&self) -> io::Result<File> {
        self.fd.try_clone().map(File::from_fd)
    }

    /// Sets who may do what with the file.
    pub fn set_permissions(&self, perm: Permissions) -> io::Result<()> {
        sys::fs::set_mode_of(self.raw(), perm.mode)
    }

    /// Sets the times of the file.
    pub fn set_times(&self, times: FileTimes) -> io::Result<()> {
        sys::fs::set_times(self.raw(), times.to_timespecs())
    }

    /// Sets when the file was changed.
    pub fn set_modified(&self, time: SystemTime) -> io::Result<()> {
        self.set_times(FileTimes::new().set_modified(time))
    }

    /// How much is left to read, as a hint.
    fn remaining(&self) -> Option<usize> {
        let size = self.metadata().ok()?.len();
        let pos = (&*self).stream_position().ok()?;
        usize::try_from(size.saturating_sub(pos)).ok()
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut b = f.debug_struct("File");
        b.field("fd", &self.raw());
        sys::fs::describe(self.raw(), &mut b);
        b.finish()
    }
}

impl Read for &File {
    #[inline]
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        sys::fd::read(self.raw(), buf)
    }
    #[inline]
    fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
        sys::fd::read_vectored(self.raw(), bufs)
    }
    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize> {
        let hint = self.remaining();
        io::default_read_to_end(self, buf, hint)
    }
    fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize> {
        io::append_text(buf, |bytes| self.read_to_end(bytes))
    }
}

impl Write for &File {
    #[inline]
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        sys::fd::write(self.raw(), buf)
    }
    #[inline]
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        sys::fd::write_vectored(self.raw(), bufs)
    }
    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for &File {
    fn seek(&mut self, pos: SeekFrom) -> io::Result<u64> {
        sys::fs::seek(self.raw(), pos)
    }
}

/// A handle by value, or a shared one, works as one by reference.
macro_rules! by_reference {
    ($($ty:ty, |$me:ident| $file:expr;)*) => {$(
        impl Read for $ty {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                let $me = self;
                $file.read(buf)
            }
            fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
                let $me = self;
                $file.read_vectored(bufs)
            }
            fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize> {
                let $me = self;
                $file.read_to_end(buf)
            }
            fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize> {
                let $me = self;
                $file.read_to_string(buf)
            }
        }
        impl Write for $ty {
            fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
                let $me = self;
                $file.write(buf)
            }
            fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
                let $me = self;
                $file.write_vectored(bufs)
            }
            fn flush(&mut self) -> io::Result<()> {
                let $me = self;
                $file.flush()
            }
        }
        impl Seek for $ty {
            fn seek(&mut self, pos: SeekFrom) -> io::Result<u64> {
                let $me = self;
                $file.seek(pos)
            }
        }
    )*};
}

by_reference! {
    File, |file| (&*file);
    Arc<File>, |file| (&**file);
}
