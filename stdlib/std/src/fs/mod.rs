//! Files.

mod dir;
mod file;
mod metadata;

pub use dir::{DirBuilder, DirEntry, ReadDir, create_dir, create_dir_all, read_dir, remove_dir,
    remove_dir_all};
pub use file::{File, OpenOptions, TryLockError};
pub use metadata::{FileTimes, FileType, Metadata, Permissions};

use crate::ffi::{CString, OsString};
use crate::io::{self, Read, Write};
use crate::os::unix::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::string::String;
use crate::sys::{self, cvt, cvt_long, cvt_retry, libc};
use crate::vec::Vec;

/// A path for the system.
fn c_path(path: &Path) -> io::Result<CString> {
    sys::c_string(path.as_os_str().as_bytes())
}

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
    let path = c_path(path.as_ref())?;
    cvt(unsafe { libc::unlink(path.as_ptr()) }).map(drop)
}

/// What the system knows about a file, after following links.
pub fn metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    let path = c_path(path.as_ref())?;
    Metadata::read(|out| unsafe { libc::stat64(path.as_ptr(), out) })
}

/// What the system knows about a file, without following links.
pub fn symlink_metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    let path = c_path(path.as_ref())?;
    Metadata::read(|out| unsafe { libc::lstat64(path.as_ptr(), out) })
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
    let (from, to) = (c_path(from.as_ref())?, c_path(to.as_ref())?);
    cvt(unsafe { libc::rename(from.as_ptr(), to.as_ptr()) }).map(drop)
}

/// Copies a file and its permissions; returns how many bytes.
pub fn copy<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<u64> {
    use crate::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let mut reader = File::open(from)?;
    let metadata = reader.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::const_message(
            io::ErrorKind::InvalidInput,
            "the source path is neither a regular file nor a symlink to a regular file",
        ));
    }
    let permissions = metadata.permissions();
    let mut writer = OpenOptions::new()
        .mode(permissions.mode())
        .write(true)
        .create(true)
        .truncate(true)
        .open(to)?;
    if writer.metadata()?.is_file() {
        writer.set_permissions(permissions)?;
    }
    io::copy(&mut reader, &mut writer)
}

/// Makes a second name of a file.
pub fn hard_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    let (from, to) = (c_path(original.as_ref())?, c_path(link.as_ref())?);
    cvt(unsafe { libc::link(from.as_ptr(), to.as_ptr()) }).map(drop)
}

/// Makes a symbolic link.
#[deprecated(since = "1.1.0", note = "replaced with std::os::unix::fs::symlink and \
             std::os::windows::fs::{symlink_file, symlink_dir}")]
pub fn soft_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    crate::os::unix::fs::symlink(original, link)
}

/// Where a symbolic link leads.
pub fn read_link<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = c_path(path.as_ref())?;
    let mut buf = Vec::<u8>::with_capacity(256);
    loop {
        let (ptr, capacity) = (buf.as_mut_ptr(), buf.capacity());
        let len =
            cvt_long(unsafe { libc::readlink(path.as_ptr(), ptr.cast(), capacity) })?;
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
pub fn canonicalize<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = c_path(path.as_ref())?;
    unsafe {
        let real = libc::realpath(path.as_ptr(), core::ptr::null_mut());
        if real.is_null() {
            return Err(io::Error::last_os_error());
        }
        let bytes = crate::ffi::CStr::from_ptr(real).to_bytes().to_vec();
        libc::free(real.cast());
        Ok(PathBuf::from(OsString::from_vec(bytes)))
    }
}

/// Sets who may do what with a file.
pub fn set_permissions<P: AsRef<Path>>(path: P, perm: Permissions) -> io::Result<()> {
    use crate::os::unix::fs::PermissionsExt;
    let path = c_path(path.as_ref())?;
    cvt_retry(|| unsafe { libc::chmod(path.as_ptr(), perm.mode()) }).map(drop)
}
