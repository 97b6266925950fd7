//! What the system knows about files.

use crate::fmt;
use crate::io;
use crate::sys::fs::Stat;
use crate::time::{SystemTime, Timespec};
use core::hash::{Hash, Hasher};

/// The part of a mode that is the kind of the file, and the kinds that all systems have.
pub(crate) const S_IFMT: u32 = 0o170_000;
pub(crate) const S_IFLNK: u32 = 0o120_000;
pub(crate) const S_IFREG: u32 = 0o100_000;
pub(crate) const S_IFDIR: u32 = 0o040_000;

/// What the system knows about a file.
#[derive(Clone)]
pub struct Metadata {
    pub(crate) stat: Stat,
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
    pub(crate) fn new(stat: Stat) -> Metadata {
        Metadata { stat }
    }

    /// The kind of the file.
    #[must_use]
    pub fn file_type(&self) -> FileType {
        FileType { mode: self.stat.mode() }
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
        self.stat.size()
    }

    /// Who may do what with it.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        Permissions { mode: self.stat.mode() }
    }

    /// When it was changed.
    pub fn modified(&self) -> io::Result<SystemTime> {
        Ok(SystemTime(self.stat.modified()))
    }

    /// When it was read.
    pub fn accessed(&self) -> io::Result<SystemTime> {
        Ok(SystemTime(self.stat.accessed()))
    }

    /// When it was made, as far as the system tells: when its properties were changed.
    pub fn created(&self) -> io::Result<SystemTime> {
        Ok(SystemTime(self.stat.created()))
    }
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
        self.mode & S_IFMT == kind
    }

    /// Whether it is a directory.
    #[must_use]
    pub fn is_dir(&self) -> bool {
        self.is(S_IFDIR)
    }

    /// Whether it is an ordinary file.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.is(S_IFREG)
    }

    /// Whether it is a symbolic link.
    #[must_use]
    pub fn is_symlink(&self) -> bool {
        self.is(S_IFLNK)
    }
}

impl PartialEq for FileType {
    fn eq(&self, other: &FileType) -> bool {
        self.is(other.mode & S_IFMT)
    }
}

impl Eq for FileType {}

impl Hash for FileType {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.mode & S_IFMT).hash(state)
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

    /// When read, and when changed.
    pub(crate) fn to_timespecs(self) -> [Option<Timespec>; 2] {
        [self.accessed, self.modified].map(|t| t.map(|SystemTime(t)| t))
    }
}
