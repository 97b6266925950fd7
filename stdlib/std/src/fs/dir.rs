//! Directories.

use super::{FileType, Metadata, symlink_metadata};
#[cfg(unix)]
use crate::ffi::OsStr;
use crate::ffi::OsString;
use crate::fmt;
use crate::io;
use crate::path::{Path, PathBuf};
use crate::sync::Arc;
use crate::sys;

/// An open directory and its path.
struct Open {
    dir: sys::fs::Dir,
    path: PathBuf,
}

/// Iterator over a directory.
pub struct ReadDir {
    open: Arc<Open>,
    ended: bool,
}

/// An entry of a directory.
pub struct DirEntry {
    open: Arc<Open>,
    entry: sys::fs::Entry,
}

/// Iterates over a directory.
pub fn read_dir<P: AsRef<Path>>(path: P) -> io::Result<ReadDir> {
    let path = path.as_ref();
    let open = Arc::new(Open { dir: sys::fs::Dir::open(path)?, path: path.to_path_buf() });
    Ok(ReadDir { open, ended: false })
}

impl Iterator for ReadDir {
    type Item = io::Result<DirEntry>;
    fn next(&mut self) -> Option<io::Result<DirEntry>> {
        if self.ended {
            return None;
        }
        let entry = self.open.dir.next();
        self.ended = !matches!(entry, Some(Ok(_)));
        Some(entry?.map(|entry| DirEntry { open: self.open.clone(), entry }))
    }
}

impl fmt::Debug for ReadDir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReadDir").field(&self.open.path).finish()
    }
}

impl DirEntry {
    /// The path: the directory's, and the name.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.open.path.join(&self.entry.name)
    }

    /// What the system knows about the file, without following links.
    pub fn metadata(&self) -> io::Result<Metadata> {
        symlink_metadata(self.path())
    }

    /// The kind of the file.
    pub fn file_type(&self) -> io::Result<FileType> {
        match self.entry.mode {
            0 => self.metadata().map(|m| m.file_type()),
            mode => Ok(FileType::new(mode)),
        }
    }

    /// The name.
    #[must_use]
    pub fn file_name(&self) -> OsString {
        self.entry.name.clone()
    }

    #[cfg(unix)]
    pub(crate) fn name(&self) -> &OsStr {
        &self.entry.name
    }

    pub(crate) fn number(&self) -> u64 {
        self.entry.ino
    }
}

impl fmt::Debug for DirEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DirEntry").field(&self.path()).finish()
    }
}

/// How directories are to be made.
#[derive(Debug)]
pub struct DirBuilder {
    pub(crate) mode: u32,
    recursive: bool,
}

impl DirBuilder {
    /// One directory with the usual permissions.
    #[must_use]
    pub fn new() -> DirBuilder {
        DirBuilder { mode: 0o777, recursive: false }
    }

    /// Sets whether to make missing parents too.
    pub fn recursive(&mut self, recursive: bool) -> &mut Self {
        self.recursive = recursive;
        self
    }

    /// Makes a directory.
    pub fn create<P: AsRef<Path>>(&self, path: P) -> io::Result<()> {
        let path = path.as_ref();
        if self.recursive { self.create_all(path) } else { self.mkdir(path) }
    }

    fn mkdir(&self, path: &Path) -> io::Result<()> {
        sys::fs::create_dir(path, self.mode)
    }

    fn create_all(&self, path: &Path) -> io::Result<()> {
        if path.as_os_str().is_empty() {
            return Ok(());
        }
        // Find the nearest parent that is there, then make the others downwards.
        let mut missing = crate::vec::Vec::new();
        for ancestor in path.ancestors() {
            if ancestor.as_os_str().is_empty() {
                break;
            }
            match self.mkdir(ancestor) {
                Ok(()) => break,
                Err(e) if e.kind() == io::ErrorKind::NotFound => missing.push(ancestor),
                Err(_) if ancestor.is_dir() => break,
                Err(e) => return Err(e),
            }
        }
        for ancestor in missing.into_iter().rev() {
            match self.mkdir(ancestor) {
                Err(e) if !ancestor.is_dir() => return Err(e),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Makes a directory.
pub fn create_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    DirBuilder::new().create(path.as_ref())
}

/// Makes a directory and its missing parents.
pub fn create_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(path.as_ref())
}

/// Removes an empty directory.
pub fn remove_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    sys::fs::remove_dir(path.as_ref())
}

/// Removes a directory with all that is in it. Links in it are not followed.
pub fn remove_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path.as_ref();
    if symlink_metadata(path)?.is_symlink() {
        return super::remove_file(path);
    }
    sys::fs::remove_dir_all(path)
}
