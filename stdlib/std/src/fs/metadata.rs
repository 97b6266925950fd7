//! What the system knows about files.

use crate::fmt;
use crate::io;
use crate::sys::{cvt, libc};
use crate::time::{SystemTime, Timespec};
use core::hash::{Hash, Hasher};
use core::mem::MaybeUninit;

/// What the system knows about a file.
#[derive(Clone)]
pub struct Metadata {
    pub(crate) stat: libc::stat64,
}

/// The kind of a file.
#[derive(Copy, Clone)]
pub struct FileType {
    mode: u32,
}

/// Who may do what with a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Permissions {
    pub(crate) mode: u32,
}

/// Times to be set.
#[derive(Copy, Clone, Debug, Default)]
pub struct FileTimes {
    accessed: Option<SystemTime>,
    modified: Option<SystemTime>,
}

impl Metadata {
    pub(crate) fn read(call: impl FnOnce(*mut libc::stat64) -> i32) -> io::Result<Metadata> {
        let mut stat = MaybeUninit::uninit();
        cvt(call(stat.as_mut_ptr()))?;
        Ok(Metadata { stat: unsafe { stat.assume_init() } })
    }

    /// The kind of the file.
    #[must_use]
    pub fn file_type(&self) -> FileType {
        FileType { mode: self.stat.st_mode }
    }

    /// Whether it is a directory.
    #[must_use]
    pub fn is_dir(&self) -> bool {
        self.file_type().is_dir()
    }

    /// Whether it is an ordinary file.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.file_type().is_file()
    }

    /// Whether it is a symbolic link.
    #[must_use]
    pub fn is_symlink(&self) -> bool {
        self.file_type().is_symlink()
    }

    /// The size in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.stat.st_size as u64
    }

    /// Who may do what with it.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        Permissions { mode: self.stat.st_mode }
    }

    /// When it was changed.
    pub fn modified(&self) -> io::Result<SystemTime> {
        Ok(system_time(self.stat.st_mtim))
    }

    /// When it was read.
    pub fn accessed(&self) -> io::Result<SystemTime> {
        Ok(system_time(self.stat.st_atim))
    }

    /// When it was made, as far as the system tells: when its properties were changed.
    pub fn created(&self) -> io::Result<SystemTime> {
        Ok(system_time(self.stat.st_ctim))
    }
}

fn system_time(t: libc::timespec) -> SystemTime {
    SystemTime(Timespec { secs: t.tv_sec, nanos: t.tv_nsec as u32 })
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metadata")
            .field("file_type", &self.file_type())
            .field("permissions", &self.permissions())
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

impl FileType {
    pub(crate) fn new(mode: u32) -> Self {
        FileType { mode }
    }

    pub(crate) fn is(&self, kind: u32) -> bool {
        self.mode & libc::S_IFMT == kind
    }

    /// Whether it is a directory.
    #[must_use]
    pub fn is_dir(&self) -> bool {
        self.is(libc::S_IFDIR)
    }

    /// Whether it is an ordinary file.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.is(libc::S_IFREG)
    }

    /// Whether it is a symbolic link.
    #[must_use]
    pub fn is_symlink(&self) -> bool {
        self.is(libc::S_IFLNK)
    }
}

impl PartialEq for FileType {
    fn eq(&self, other: &FileType) -> bool {
        self.is(other.mode & libc::S_IFMT)
    }
}

impl Eq for FileType {}

impl Hash for FileType {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.mode & libc::S_IFMT).hash(state)
    }
}

impl fmt::Debug for FileType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileType")
            .field("is_file", &self.is_file())
            .field("is_dir", &self.is_dir())
            .field("is_symlink", &self.is_symlink())
            .finish_non_exhaustive()
    }
}

impl Permissions {
    /// Whether nobody may write.
    #[must_use = "call `set_readonly` to modify the readonly flag"]
    pub fn readonly(&self) -> bool {
        self.mode & 0o222 == 0
    }

    /// Forbids all to write, or allows it.
    pub fn set_readonly(&mut self, readonly: bool) {
        if readonly {
            self.mode &= !0o222;
        } else {
            self.mode |= 0o222;
        }
    }
}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Permissions").field(&format_args!("{:#o}", self.mode)).finish()
    }
}

impl FileTimes {
    /// Nothing to be set yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets when the file was read.
    #[must_use]
    pub fn set_accessed(mut self, t: SystemTime) -> Self {
        self.accessed = Some(t);
        self
    }

    /// Sets when the file was changed.
    #[must_use]
    pub fn set_modified(mut self, t: SystemTime) -> Self {
        self.modified = Some(t);
        self
    }

    pub(crate) fn to_timespecs(self) -> [libc::timespec; 2] {
        [self.accessed, self.modified].map(|t| match t {
            Some(SystemTime(t)) => {
                libc::timespec { tv_sec: t.secs, tv_nsec: i64::from(t.nanos) }
            }
            None => libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_OMIT },
        })
    }
}
