//! From paths to what the system takes: a directory that was opened for the program, and the rest
//! of the path.

use super::{cvt, fd, preview1};
use crate::ffi::{OsStr, OsString};
use crate::io;
use crate::os::fd::RawFd;
use crate::os::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::sys::wasm::Global;
use crate::vec::Vec;
use core::mem::MaybeUninit;

/// A directory that was opened for the program.
struct Preopen {
    fd: RawFd,
    /// Its path, without what leads to the root or to here.
    name: Vec<u8>,
}

static PREOPENS: Global<Option<Vec<Preopen>>> = Global::new(None);

/// The working directory, once it was set; else it is the root.
static CURRENT: Global<Option<PathBuf>> = Global::new(None);

/// A path without what leads to the root or to here: `/a`, `./a` and `a` are the same.
fn strip(mut path: &[u8]) -> &[u8] {
    loop {
        path = match path {
            [b'/', rest @ ..] | [b'.', b'/', rest @ ..] => rest,
            [b'.'] => &[],
            _ => return path,
        };
    }
}

/// Asks for the descriptors from 3 on until one is no such directory.
fn load() -> Vec<Preopen> {
    let mut out = Vec::new();
    for fd in 3.. {
        let mut stat = MaybeUninit::<preview1::Prestat>::uninit();
        if unsafe { preview1::fd_prestat_get(fd, stat.as_mut_ptr()) } != 0 {
            break;
        }
        let stat = unsafe { stat.assume_init() };
        if stat.tag != 0 {
            continue;
        }
        let mut name = Vec::<u8>::with_capacity(stat.name_len);
        unsafe {
            if preview1::fd_prestat_dir_name(fd, name.as_mut_ptr(), stat.name_len) != 0 {
                continue;
            }
            name.set_len(stat.name_len);
        }
        let mut name = strip(&name);
        while let [rest @ .., b'/'] = name {
            name = rest;
        }
        out.push(Preopen { fd, name: name.to_vec() });
    }
    out
}

/// What follows a directory's name in a path, if the path is in the directory.
fn relative_to<'a>(path: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let rest = path.strip_prefix(name)?;
    match rest {
        [] => Some(b"."),
        [b'/', ..] => Some(strip(rest)),
        _ if name.is_empty() => Some(rest),
        _ => None,
    }
}

/// A path as a directory and what leads on from there.
pub(super) struct Resolved {
    pub(super) dir: RawFd,
    rest: Vec<u8>,
}

impl Resolved {
    pub(super) fn ptr(&self) -> *const u8 {
        self.rest.as_ptr()
    }

    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }
}

/// Finds the directory with the longest name that a path is in.
pub(super) fn resolve(path: &Path) -> io::Result<Resolved> {
    let bytes = path.as_os_str().as_bytes();
    if bytes.is_empty() {
        return Err(io::Error::from_raw_os_error(44));
    }
    if bytes.contains(&0) {
        return Err(io::Error::const_message(
            io::ErrorKind::InvalidInput,
            "file name contained an unexpected NUL byte",
        ));
    }
    let joined = CURRENT.with(|dir| match dir {
        Some(dir) if bytes[0] != b'/' => Some(dir.join(path)),
        _ => None,
    });
    let full = strip(joined.as_ref().map_or(bytes, |p| p.as_os_str().as_bytes()));
    let found = PREOPENS.with(|preopens| {
        preopens
            .get_or_insert_with(load)
            .iter()
            .filter_map(|p| Some((p.name.len(), p.fd, relative_to(full, &p.name)?)))
            .max_by_key(|&(len, _, _)| len)
            .map(|(_, dir, rest)| {
                let rest = if rest.is_empty() { b"." } else { rest };
                Resolved { dir, rest: rest.to_vec() }
            })
    });
    found.ok_or(const {
        io::Error::const_message(
            io::ErrorKind::NotFound,
            "no directory that was opened for the program holds the path",
        )
    })
}

/// The working directory.
pub(super) fn current_dir() -> PathBuf {
    CURRENT.with(|dir| dir.clone().unwrap_or_else(|| PathBuf::from("/")))
}

/// Changes the working directory, which must be one.
pub(super) fn set_current_dir(path: &Path) -> io::Result<()> {
    let at = resolve(path)?;
    let fd = super::fs::open_at(&at, preview1::O_DIRECTORY, preview1::RIGHTS_READ, 0)?;
    let is_dir = fd::stat(fd).is_ok_and(|s| s.filetype == preview1::FILETYPE_DIRECTORY);
    cvt(unsafe { preview1::fd_close(fd) })?;
    if !is_dir {
        return Err(io::Error::from_raw_os_error(54));
    }
    let full = normal(&current_dir().join(path));
    CURRENT.with(|dir| *dir = Some(full));
    Ok(())
}

/// An absolute path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut parts = Vec::<&[u8]>::new();
    for part in path.as_os_str().as_bytes().split(|&b| b == b'/') {
        match part {
            b"" | b"." => {}
            b".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let mut out = Vec::new();
    for part in &parts {
        out.push(b'/');
        out.extend_from_slice(part);
    }
    if out.is_empty() { PathBuf::from(OsStr::new("/")) } else { OsString::from_vec(out).into() }
}
