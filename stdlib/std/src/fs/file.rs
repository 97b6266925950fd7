//! Open files.

use super::{FileTimes, Metadata, Permissions, c_path};
use crate::io::{self, IoSlice, IoSliceMut, Read, Seek, SeekFrom, Write};
use crate::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use crate::os::unix::fs::PermissionsExt;
use crate::path::Path;
use crate::string::String;
use crate::sync::Arc;
use crate::sys::{self, cvt, cvt_retry, libc};
use crate::time::SystemTime;
use crate::vec::Vec;
use crate::{error, fmt, fs};

/// An open file.
pub struct File {
    fd: OwnedFd,
}

/// How a file is to be opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    read: bool,
    write: bool,
    append: bool,
    truncate: bool,
    create: bool,
    create_new: bool,
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
        let path = c_path(path.as_ref())?;
        let flags = libc::O_CLOEXEC
            | self.access_mode()?
            | self.creation_mode()?
            | self.custom_flags & !(libc::O_WRONLY | libc::O_RDWR);
        let fd = cvt_retry(|| unsafe { libc::open(path.as_ptr(), flags, self.mode) })?;
        Ok(File { fd: unsafe { OwnedFd::from_raw_fd(fd) } })
    }

    fn access_mode(&self) -> io::Result<i32> {
        match (self.read, self.write, self.append) {
            (true, false, false) => Ok(libc::O_RDONLY),
            (false, true, false) => Ok(libc::O_WRONLY),
            (true, true, false) => Ok(libc::O_RDWR),
            (false, _, true) => Ok(libc::O_WRONLY | libc::O_APPEND),
            (true, _, true) => Ok(libc::O_RDWR | libc::O_APPEND),
            (false, false, false) if self.create || self.create_new || self.truncate => {
                Err(io::Error::const_message(
                    io::ErrorKind::InvalidInput,
                    "creating or truncating a file requires write or append access",
                ))
            }
            (false, false, false) => Err(io::Error::const_message(
                io::ErrorKind::InvalidInput,
                "must specify at least one of read, write, or append access",
            )),
        }
    }

    fn creation_mode(&self) -> io::Result<i32> {
        let changes = self.truncate || self.create || self.create_new;
        let refused = if self.append {
            self.truncate && !self.create_new
        } else {
            changes && !self.write
        };
        if refused {
            return Err(io::Error::const_message(
                io::ErrorKind::InvalidInput,
                "creating or truncating a file requires write or append access",
            ));
        }
        Ok(match (self.create, self.truncate, self.create_new) {
            (false, false, false) => 0,
            (true, false, false) => libc::O_CREAT,
            (false, true, false) => libc::O_TRUNC,
            (true, true, false) => libc::O_CREAT | libc::O_TRUNC,
            (_, _, true) => libc::O_CREAT | libc::O_EXCL,
        })
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
        cvt_retry(|| unsafe { libc::fsync(self.raw()) }).map(drop)
    }

    /// Has the system write the contents that it holds back.
    pub fn sync_data(&self) -> io::Result<()> {
        cvt_retry(|| unsafe { libc::fdatasync(self.raw()) }).map(drop)
    }

    /// Cuts off or lengthens with zeros.
    pub fn set_len(&self, size: u64) -> io::Result<()> {
        let size = i64::try_from(size).map_err(|e| io::Error::new(io::ErrorKind::InvalidInput, e))?;
        cvt_retry(|| unsafe { libc::ftruncate(self.raw(), size) }).map(drop)
    }

    fn flock(&self, op: i32) -> io::Result<()> {
        cvt(unsafe { libc::flock(self.raw(), op) }).map(drop)
    }

    /// Waits until nobody else has the file locked.
    pub fn lock(&self) -> io::Result<()> {
        self.flock(libc::LOCK_EX)
    }

    /// Waits until nobody else has the file locked for himself.
    pub fn lock_shared(&self) -> io::Result<()> {
        self.flock(libc::LOCK_SH)
    }

    /// Locks the file if nobody else has.
    pub fn try_lock(&self) -> Result<(), TryLockError> {
        self.try_flock(libc::LOCK_EX)
    }

    /// Locks the file if nobody else has for himself.
    pub fn try_lock_shared(&self) -> Result<(), TryLockError> {
        self.try_flock(libc::LOCK_SH)
    }

    fn try_flock(&self, op: i32) -> Result<(), TryLockError> {
        self.flock(op | libc::LOCK_NB).map_err(|e| match e.kind() {
            io::ErrorKind::WouldBlock => TryLockError::WouldBlock,
            _ => TryLockError::Error(e),
        })
    }

    /// Unlocks the file.
    pub fn unlock(&self) -> io::Result<()> {
        self.flock(libc::LOCK_UN)
    }

    /// What the system knows about the file.
    pub fn metadata(&self) -> io::Result<Metadata> {
        Metadata::read(|out| unsafe { libc::fstat64(self.raw(), out) })
    }

    /// A second handle of the same file.
    pub fn try_clone(&self) -> io::Result<File> {
        self.fd.try_clone().map(File::from_fd)
    }

    /// Sets who may do what with the file.
    pub fn set_permissions(&self, perm: Permissions) -> io::Result<()> {
        cvt_retry(|| unsafe { libc::fchmod(self.raw(), perm.mode()) }).map(drop)
    }

    /// Sets the times of the file.
    pub fn set_times(&self, times: FileTimes) -> io::Result<()> {
        let times = times.to_timespecs();
        cvt(unsafe { libc::futimens(self.raw(), times.as_ptr()) }).map(drop)
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
        let fd = self.raw();
        let mut b = f.debug_struct("File");
        b.field("fd", &fd);
        if let Ok(path) = fs::read_link(crate::format!("/proc/self/fd/{fd}")) {
            b.field("path", &path);
        }
        let mode = unsafe { libc::fcntl(fd, libc::F_GETFL) };
        if mode != -1 {
            let access = mode & 3;
            b.field("read", &(access != libc::O_WRONLY)).field("write", &(access != libc::O_RDONLY));
        }
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
        let (whence, pos) = match pos {
            SeekFrom::Start(off) => (libc::SEEK_SET, off as i64),
            SeekFrom::End(off) => (libc::SEEK_END, off),
            SeekFrom::Current(off) => (libc::SEEK_CUR, off),
        };
        let n = unsafe { libc::lseek(self.raw(), pos, whence) };
        if n == -1 { Err(io::Error::last_os_error()) } else { Ok(n as u64) }
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
