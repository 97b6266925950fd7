//! Files and directories.

use super::{Lock, c_path, c_string, cvt, cvt_long, cvt_retry, errno, libc};
use crate::ffi::{CStr, OsString};
use crate::fs::OpenOptions;
use crate::io::{self, SeekFrom};
use crate::os::fd::{FromRawFd, OwnedFd, RawFd};
use crate::os::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::time::Timespec;
use crate::vec::Vec;
use crate::{fmt, fs};
use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};

/// What the system knows about a file.
pub(crate) type Stat = libc::stat64;

impl Stat {
    fn read(call: impl FnOnce(*mut Stat) -> i32) -> io::Result<Stat> {
        let mut stat = MaybeUninit::uninit();
        cvt(call(stat.as_mut_ptr()))?;
        Ok(unsafe { stat.assume_init() })
    }

    /// Kind and permissions.
    pub(crate) fn mode(&self) -> u32 {
        self.st_mode
    }

    pub(crate) fn size(&self) -> u64 {
        self.st_size as u64
    }

    pub(crate) fn modified(&self) -> Timespec {
        self.st_mtim.into()
    }

    pub(crate) fn accessed(&self) -> Timespec {
        self.st_atim.into()
    }

    /// When its properties were changed: what comes next to when it was made.
    pub(crate) fn created(&self) -> Timespec {
        self.st_ctim.into()
    }
}

/// Opens a file.
pub(crate) fn open(path: &Path, options: &OpenOptions) -> io::Result<OwnedFd> {
    let path = c_path(path)?;
    let o = options;
    let access = match (o.read, o.write || o.append) {
        (_, false) => libc::O_RDONLY,
        (false, true) => libc::O_WRONLY,
        (true, true) => libc::O_RDWR,
    };
    let mut flags = access | libc::O_CLOEXEC;
    for (set, flag) in [
        (o.append, libc::O_APPEND),
        (o.create || o.create_new, libc::O_CREAT),
        (o.create_new, libc::O_EXCL),
        (o.truncate && !o.create_new, libc::O_TRUNC),
    ] {
        if set {
            flags |= flag;
        }
    }
    flags |= o.custom_flags & !(libc::O_WRONLY | libc::O_RDWR);
    let fd = cvt_retry(|| unsafe { libc::open(path.as_ptr(), flags, o.mode) })?;
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Has the system write all it holds back.
pub(crate) fn sync_all(fd: RawFd) -> io::Result<()> {
    cvt_retry(|| unsafe { libc::fsync(fd) }).map(drop)
}

/// Has the system write the contents that it holds back.
pub(crate) fn sync_data(fd: RawFd) -> io::Result<()> {
    cvt_retry(|| unsafe { libc::fdatasync(fd) }).map(drop)
}

/// Cuts off or lengthens with zeros.
pub(crate) fn set_len(fd: RawFd, size: i64) -> io::Result<()> {
    cvt_retry(|| unsafe { libc::ftruncate(fd, size) }).map(drop)
}

/// Locks or unlocks a file; waits if it must and may.
pub(crate) fn lock(fd: RawFd, lock: Lock, may_wait: bool) -> io::Result<()> {
    let op = match lock {
        Lock::Shared => libc::LOCK_SH,
        Lock::Exclusive => libc::LOCK_EX,
        Lock::Unlock => libc::LOCK_UN,
    };
    let op = if may_wait { op } else { op | libc::LOCK_NB };
    cvt(unsafe { libc::flock(fd, op) }).map(drop)
}

/// Moves the place of an open file.
pub(crate) fn seek(fd: RawFd, pos: SeekFrom) -> io::Result<u64> {
    let (whence, pos) = match pos {
        SeekFrom::Start(off) => (libc::SEEK_SET, off as i64),
        SeekFrom::End(off) => (libc::SEEK_END, off),
        SeekFrom::Current(off) => (libc::SEEK_CUR, off),
    };
    let n = unsafe { libc::lseek(fd, pos, whence) };
    if n == -1 { Err(io::Error::last_os_error()) } else { Ok(n as u64) }
}

/// Sets who may do what with an open file.
pub(crate) fn set_mode_of(fd: RawFd, mode: u32) -> io::Result<()> {
    cvt_retry(|| unsafe { libc::fchmod(fd, mode) }).map(drop)
}

/// Sets when an open file was read and changed, or one of both.
pub(crate) fn set_times(fd: RawFd, times: [Option<Timespec>; 2]) -> io::Result<()> {
    let times = times.map(|t| match t {
        Some(t) => libc::timespec { tv_sec: t.secs, tv_nsec: i64::from(t.nanos) },
        None => libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_OMIT },
    });
    cvt(unsafe { libc::futimens(fd, times.as_ptr()) }).map(drop)
}

/// What can be told about an open file.
pub(crate) fn describe(fd: RawFd, out: &mut fmt::DebugStruct<'_, '_>) {
    if let Ok(path) = fs::read_link(crate::format!("/proc/self/fd/{fd}")) {
        out.field("path", &path);
    }
    let mode = unsafe { libc::fcntl(fd, libc::F_GETFL) };
    if mode != -1 {
        let access = mode & 3;
        out.field("read", &(access != libc::O_WRONLY));
        out.field("write", &(access != libc::O_RDONLY));
    }
}

/// What the system knows about an open file.
pub(crate) fn stat_of(fd: RawFd) -> io::Result<Stat> {
    Stat::read(|out| unsafe { libc::fstat64(fd, out) })
}

/// What the system knows about a file, after following links.
pub(crate) fn stat(path: &Path) -> io::Result<Stat> {
    let path = c_path(path)?;
    Stat::read(|out| unsafe { libc::stat64(path.as_ptr(), out) })
}

/// What the system knows about a file, without following links.
pub(crate) fn stat_link(path: &Path) -> io::Result<Stat> {
    let path = c_path(path)?;
    Stat::read(|out| unsafe { libc::lstat64(path.as_ptr(), out) })
}

/// Removes a file.
pub(crate) fn remove_file(path: &Path) -> io::Result<()> {
    let path = c_path(path)?;
    cvt(unsafe { libc::unlink(path.as_ptr()) }).map(drop)
}

/// Renames a file, in place of another.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (c_path(from)?, c_path(to)?);
    cvt(unsafe { libc::rename(from.as_ptr(), to.as_ptr()) }).map(drop)
}

/// Makes a second name of a file.
pub(crate) fn hard_link(original: &Path, link: &Path) -> io::Result<()> {
    let (from, to) = (c_path(original)?, c_path(link)?);
    cvt(unsafe { libc::link(from.as_ptr(), to.as_ptr()) }).map(drop)
}

/// Makes a symbolic link.
pub(crate) fn symlink(original: &Path, link: &Path) -> io::Result<()> {
    let (from, to) = (c_path(original)?, c_path(link)?);
    cvt(unsafe { libc::symlink(from.as_ptr(), to.as_ptr()) }).map(drop)
}

/// Where a symbolic link leads.
pub(crate) fn read_link(path: &Path) -> io::Result<PathBuf> {
    let path = c_path(path)?;
    let mut buf = Vec::<u8>::with_capacity(256);
    loop {
        let (ptr, capacity) = (buf.as_mut_ptr(), buf.capacity());
        let len = cvt_long(unsafe { libc::readlink(path.as_ptr(), ptr.cast(), capacity) })?;
        unsafe { buf.set_len(len) };
        if len < capacity {
            buf.shrink_to_fit();
            return Ok(PathBuf::from(OsString::from_vec(buf)));
        }
        // Perhaps cut off.
        buf.reserve(1);
    }
}

/// The absolute path without links.
pub(crate) fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    let path = c_path(path)?;
    unsafe {
        let real = libc::realpath(path.as_ptr(), ptr::null_mut());
        if real.is_null() {
            return Err(io::Error::last_os_error());
        }
        let bytes = CStr::from_ptr(real).to_bytes().to_vec();
        libc::free(real.cast());
        Ok(PathBuf::from(OsString::from_vec(bytes)))
    }
}

/// Sets who may do what with a file.
pub(crate) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    let path = c_path(path)?;
    cvt_retry(|| unsafe { libc::chmod(path.as_ptr(), mode) }).map(drop)
}

/// Makes a directory.
pub(crate) fn create_dir(path: &Path, mode: u32) -> io::Result<()> {
    let path = c_path(path)?;
    cvt(unsafe { libc::mkdir(path.as_ptr(), mode) }).map(drop)
}

/// Removes an empty directory.
pub(crate) fn remove_dir(path: &Path) -> io::Result<()> {
    let path = c_path(path)?;
    cvt(unsafe { libc::rmdir(path.as_ptr()) }).map(drop)
}

/// An open directory.
pub(crate) struct Dir(NonNull<libc::DIR>);

unsafe impl Send for Dir {}
unsafe impl Sync for Dir {}

impl Drop for Dir {
    fn drop(&mut self) {
        unsafe { libc::closedir(self.0.as_ptr()) };
    }
}

/// An entry of a directory.
pub(crate) struct Entry {
    pub(crate) name: OsString,
    pub(crate) ino: u64,
    /// The kind as in a mode; 0 if it is not known.
    pub(crate) mode: u32,
}

impl Dir {
    pub(crate) fn open(path: &Path) -> io::Result<Dir> {
        let path = c_path(path)?;
        match NonNull::new(unsafe { libc::opendir(path.as_ptr()) }) {
            Some(dir) => Ok(Dir(dir)),
            None => Err(io::Error::last_os_error()),
        }
    }

    /// The next entry. After none there may be no other call.
    pub(crate) fn next(&self) -> Option<io::Result<Entry>> {
        loop {
            unsafe {
                *libc::__errno_location() = 0;
                let entry = libc::readdir64(self.0.as_ptr());
                if entry.is_null() {
                    let code = errno();
                    return (code != 0).then(|| Err(io::Error::from_raw_os_error(code)));
                }
                // The name is cut to its length: the rest of the struct may not be there.
                let name = CStr::from_ptr((&raw const (*entry).d_name).cast()).to_bytes();
                if name != b"." && name != b".." {
                    return Some(Ok(Entry {
                        name: OsString::from_vec(name.to_vec()),
                        ino: (*entry).d_ino,
                        mode: u32::from((*entry).d_type) << 12,
                    }));
                }
            }
        }
    }
}

/// Removes a directory, which is no link, with all that is in it. Links in it are not followed.
pub(crate) fn remove_dir_all(path: &Path) -> io::Result<()> {
    remove_recursively(None, &c_path(path)?)
}

/// Works by descriptors, so that nobody can put a link in place of a directory meanwhile.
fn remove_recursively(parent: Option<RawFd>, name: &CStr) -> io::Result<()> {
    let at = parent.unwrap_or(libc::AT_FDCWD);
    let flags = libc::O_CLOEXEC | libc::O_RDONLY | libc::O_NOFOLLOW | libc::O_DIRECTORY;
    let fd = match cvt_retry(|| unsafe { libc::openat(at, name.as_ptr(), flags) }) {
        Ok(fd) => fd,
        // No directory, or a link to one.
        Err(e) if parent.is_some() && matches!(e.raw_os_error(), Some(20 | 40)) => {
            return cvt(unsafe { libc::unlinkat(at, name.as_ptr(), 0) }).map(drop);
        }
        Err(e) => return Err(e),
    };
    let Some(dir) = NonNull::new(unsafe { libc::fdopendir(fd) }) else {
        let error = io::Error::last_os_error();
        unsafe { libc::close(fd) };
        return Err(error);
    };
    let dir = Dir(dir);
    while let Some(entry) = dir.next() {
        let name = c_string(entry?.name.as_bytes())?;
        let fd = unsafe { libc::dirfd(dir.0.as_ptr()) };
        ignore_missing(remove_recursively(Some(fd), &name))?;
    }
    ignore_missing(
        cvt(unsafe { libc::unlinkat(at, name.as_ptr(), libc::AT_REMOVEDIR) }).map(drop),
    )
}

/// Somebody else removing files at the same time is no error.
fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
