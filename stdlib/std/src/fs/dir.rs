//! Directories.

use super::{FileType, Metadata, c_path, symlink_metadata};
use crate::ffi::{CStr, OsStr, OsString};
use crate::fmt;
use crate::io;
use crate::os::unix::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::sync::Arc;
use crate::sys::{cvt, cvt_retry, errno, libc};
use core::ptr::NonNull;

/// An open directory and its path.
struct Open {
    dir: NonNull<libc::DIR>,
    path: PathBuf,
}

unsafe impl Send for Open {}
unsafe impl Sync for Open {}

impl Drop for Open {
    fn drop(&mut self) {
        unsafe { libc::closedir(self.dir.as_ptr()) };
    }
}

/// Iterator over a directory.
pub struct ReadDir {
    open: Arc<Open>,
    ended: bool,
}

/// An entry of a directory.
pub struct DirEntry {
    open: Arc<Open>,
    pub(crate) ino: u64,
    kind: u8,
    name: OsString,
}

/// Iterates over a directory.
pub fn read_dir<P: AsRef<Path>>(path: P) -> io::Result<ReadDir> {
    let path = path.as_ref();
    let c = c_path(path)?;
    match NonNull::new(unsafe { libc::opendir(c.as_ptr()) }) {
        Some(dir) => {
            let open = Arc::new(Open { dir, path: path.to_path_buf() });
            Ok(ReadDir { open, ended: false })
        }
        None => Err(io::Error::last_os_error()),
    }
}

impl Iterator for ReadDir {
    type Item = io::Result<DirEntry>;
    fn next(&mut self) -> Option<io::Result<DirEntry>> {
        while !self.ended {
            unsafe {
                *libc::__errno_location() = 0;
                let entry = libc::readdir64(self.open.dir.as_ptr());
                if entry.is_null() {
                    self.ended = true;
                    let code = errno();
                    return (code != 0).then(|| Err(io::Error::from_raw_os_error(code)));
                }
                // The name is cut to its length: the rest of the struct may not be there.
                let name = CStr::from_ptr((&raw const (*entry).d_name).cast()).to_bytes();
                if name != b"." && name != b".." {
                    return Some(Ok(DirEntry {
                        open: self.open.clone(),
                        ino: (*entry).d_ino,
                        kind: (*entry).d_type,
                        name: OsString::from_vec(name.to_vec()),
                    }));
                }
            }
        }
        None
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
        self.open.path.join(&self.name)
    }

    /// What the system knows about the file, without following links.
    pub fn metadata(&self) -> io::Result<Metadata> {
        symlink_metadata(self.path())
    }

    /// The kind of the file.
    pub fn file_type(&self) -> io::Result<FileType> {
        match self.kind {
            0 => self.metadata().map(|m| m.file_type()),
            kind => Ok(FileType::new(u32::from(kind) << 12)),
        }
    }

    /// The name.
    #[must_use]
    pub fn file_name(&self) -> OsString {
        self.name.clone()
    }

    pub(crate) fn name(&self) -> &OsStr {
        &self.name
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
        let path = c_path(path)?;
        cvt(unsafe { libc::mkdir(path.as_ptr(), self.mode) }).map(drop)
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
    let path = c_path(path.as_ref())?;
    cvt(unsafe { libc::rmdir(path.as_ptr()) }).map(drop)
}

/// Removes a directory with all that is in it. Links in it are not followed.
pub fn remove_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path.as_ref();
    if symlink_metadata(path)?.is_symlink() {
        return super::remove_file(path);
    }
    let path = c_path(path)?;
    remove_recursively(None, &path)
}

/// Works by descriptors, so that nobody can put a link in place of a directory meanwhile.
fn remove_recursively(parent: Option<i32>, name: &CStr) -> io::Result<()> {
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
    let open = Arc::new(Open { dir, path: PathBuf::new() });
    for entry in (ReadDir { open: open.clone(), ended: false }) {
        let entry = entry?;
        let name = crate::sys::c_string(entry.name().as_bytes())?;
        let fd = unsafe { libc::dirfd(open.dir.as_ptr()) };
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
