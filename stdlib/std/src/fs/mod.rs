//! Files.

mod dir;
mod file;
mod metadata;

pub use dir::{DirBuilder, DirEntry, ReadDir, create_dir, create_dir_all, read_dir, remove_dir,
    remove_dir_all};
pub use file::{File, OpenOptions, TryLockError};
pub use metadata::{FileTimes, FileType, Metadata, Permissions};

use crate::io::{self, Read, Write};
use crate::path::{Path, PathBuf};
use crate::string::String;
use crate::sys;
use crate::vec::Vec;

/// Reads a file.
pub fn read<P: AsRef<Path>>(path: P) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file as text.
pub fn read_to_string<P: AsRef<Path>>(path: P) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut string = String::new();
    file.read_to_string(&mut string)?;
    Ok(string)
}

/// Writes a file, in place of what it held.
pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(path: P, contents: C) -> io::Result<()> {
    File::create(path)?.write_all(contents.as_ref())
}

/// Removes a file.
pub fn remove_file<P: AsRef<Path>>(path: P) -> io::Result<()> {
    sys::fs::remove_file(path.as_ref())
}

/// What the system knows about a file, after following links.
pub fn metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    sys::fs::stat(path.as_ref()).map(Metadata::new)
}

/// What the system knows about a file, without following links.
pub fn symlink_metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    sys::fs::stat_link(path.as_ref()).map(Metadata::new)
}

/// Whether there is such a file.
pub fn exists<P: AsRef<Path>>(path: P) -> io::Result<bool> {
    match metadata(path) {
        Ok(_) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

/// Renames a file, in place of another.
pub fn rename<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<()> {
    sys::fs::rename(from.as_ref(), to.as_ref())
}

/// Copies a file and its permissions; returns how many bytes.
pub fn copy<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<u64> {
    let mut reader = File::open(from)?;
    let metadata = reader.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::const_message(
            io::ErrorKind::InvalidInput,
            "the source path is neither a regular file nor a symlink to a regular file",
        ));
    }
    let permissions = metadata.permissions();
    let mut options = OpenOptions::new();
    options.mode = permissions.mode;
    let mut writer = options.write(true).create(true).truncate(true).open(to)?;
    if writer.metadata()?.is_file() {
        match writer.set_permissions(permissions) {
            // Files may be all alike in this.
            Err(e) if e.kind() == io::ErrorKind::Unsupported => {}
            done => done?,
        }
    }
    io::copy(&mut reader, &mut writer)
}

/// Makes a second name of a file.
pub fn hard_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    sys::fs::hard_link(original.as_ref(), link.as_ref())
}

/// Makes a symbolic link.
#[deprecated(since = "1.1.0", note = "replaced with std::os::unix::fs::symlink and \
             std::os::windows::fs::{symlink_file, symlink_dir}")]
pub fn soft_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    sys::fs::symlink(original.as_ref(), link.as_ref())
}

/// Where a symbolic link leads.
pub fn read_link<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    sys::fs::read_link(path.as_ref())
}

/// The absolute path without links.
pub fn canonicalize<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    sys::fs::canonicalize(path.as_ref())
}

/// Sets who may do what with a file.
pub fn set_permissions<P: AsRef<Path>>(path: P, perm: Permissions) -> io::Result<()> {
    sys::fs::set_mode(path.as_ref(), perm.mode)
}
