//! Files and directories.

use super::path::{Resolved, resolve};
use super::preview1::{self, Filestat};
use super::{cvt, fd, time};
use crate::ffi::OsString;
use crate::fmt;
use crate::fs::OpenOptions;
use crate::io::{self, SeekFrom};
use crate::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use crate::os::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::time::Timespec;
use crate::vec::{self, Vec};
use core::cell::RefCell;
use core::mem::MaybeUninit;

pub(crate) use crate::sys::unsupported::fs::{canonicalize, lock, set_mode, set_mode_of};

/// What the system knows about a file.
#[derive(Clone)]
pub(crate) struct Stat(pub(crate) Filestat);

/// The kind of a file as in a mode; 0 if it is not known.
fn mode_of(filetype: u8) -> u32 {
    match filetype {
        1 => 0o060_000,
        2 => 0o020_000,
        3 => 0o040_000,
        4 => 0o100_000,
        5 | 6 => 0o140_000,
        7 => 0o120_000,
        _ => 0,
    }
}

impl Stat {
    fn read(call: impl FnOnce(*mut Filestat) -> i32) -> io::Result<Stat> {
        let mut stat = MaybeUninit::uninit();
        cvt(call(stat.as_mut_ptr()))?;
        Ok(Stat(unsafe { stat.assume_init() }))
    }

    /// Kind and permissions, of which the system knows none.
    pub(crate) fn mode(&self) -> u32 {
        mode_of(self.0.filetype) | 0o777
    }

    pub(crate) fn size(&self) -> u64 {
        self.0.size
    }

    pub(crate) fn modified(&self) -> Timespec {
        time::timespec(self.0.mtim)
    }

    pub(crate) fn accessed(&self) -> Timespec {
        time::timespec(self.0.atim)
    }

    pub(crate) fn created(&self) -> Timespec {
        time::timespec(self.0.ctim)
    }
}

/// Opens with what rights the directory can give of those that are asked for and those that no
/// reading or writing needs.
pub(super) fn open_at(
    at: &Resolved,
    oflags: u16,
    rights: u64,
    fdflags: u16,
) -> io::Result<RawFd> {
    let given = fd::stat(at.dir)?.rights_inheriting;
    let rights = given & (rights | !(preview1::RIGHTS_READ | preview1::RIGHTS_WRITE));
    let (follow, mut opened) = (preview1::SYMLINK_FOLLOW, 0);
    cvt(unsafe {
        preview1::path_open(
            at.dir,
            follow,
            at.ptr(),
            at.len(),
            oflags,
            rights,
            given,
            fdflags,
            &mut opened,
        )
    })?;
    Ok(opened)
}

/// Opens a file.
pub(crate) fn open(path: &Path, options: &OpenOptions) -> io::Result<OwnedFd> {
    let o = options;
    let mut rights = 0;
    if o.read {
        rights |= preview1::RIGHTS_READ;
    }
    if o.write || o.append {
        rights |= preview1::RIGHTS_WRITE;
    }
    let mut oflags = 0;
    for (set, flag) in [
        (o.create || o.create_new, preview1::O_CREAT),
        (o.create_new, preview1::O_EXCL),
        (o.truncate && !o.create_new, preview1::O_TRUNC),
    ] {
        if set {
            oflags |= flag;
        }
    }
    let fdflags = if o.append { preview1::FD_APPEND } else { 0 };
    let fd = open_at(&resolve(path)?, oflags, rights, fdflags)?;
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Has the system write all it holds back.
pub(crate) fn sync_all(fd: RawFd) -> io::Result<()> {
    cvt(unsafe { preview1::fd_sync(fd) })
}

/// Has the system write the contents that it holds back.
pub(crate) fn sync_data(fd: RawFd) -> io::Result<()> {
    cvt(unsafe { preview1::fd_datasync(fd) })
}

/// Cuts off or lengthens with zeros.
pub(crate) fn set_len(fd: RawFd, size: i64) -> io::Result<()> {
    cvt(unsafe { preview1::fd_filestat_set_size(fd, size as u64) })
}

/// Moves the place of an open file.
pub(crate) fn seek(fd: RawFd, pos: SeekFrom) -> io::Result<u64> {
    let (whence, offset) = match pos {
        SeekFrom::Start(off) => (0, off as i64),
        SeekFrom::Current(off) => (1, off),
        SeekFrom::End(off) => (2, off),
    };
    let mut place = 0;
    cvt(unsafe { preview1::fd_seek(fd, offset, whence, &mut place) })?;
    Ok(place)
}

/// Sets when an open file was read and changed, or one of both.
pub(crate) fn set_times(fd: RawFd, times: [Option<Timespec>; 2]) -> io::Result<()> {
    let [read, changed] = times.map(|t| {
        t.map(|t| (t.secs as u64).wrapping_mul(1_000_000_000).wrapping_add(u64::from(t.nanos)))
    });
    let mut flags = 0;
    if read.is_some() {
        flags |= preview1::SET_ATIM;
    }
    if changed.is_some() {
        flags |= preview1::SET_MTIM;
    }
    let (read, changed) = (read.unwrap_or(0), changed.unwrap_or(0));
    cvt(unsafe { preview1::fd_filestat_set_times(fd, read, changed, flags) })
}

/// What can be told about an open file: nothing.
pub(crate) fn describe(_: RawFd, _: &mut fmt::DebugStruct<'_, '_>) {}

/// What the system knows about an open file.
pub(crate) fn stat_of(fd: RawFd) -> io::Result<Stat> {
    Stat::read(|out| unsafe { preview1::fd_filestat_get(fd, out) })
}

fn stat_at(path: &Path, flags: u32) -> io::Result<Stat> {
    let at = resolve(path)?;
    Stat::read(|out| unsafe {
        preview1::path_filestat_get(at.dir, flags, at.ptr(), at.len(), out)
    })
}

/// What the system knows about a file, after following links.
pub(crate) fn stat(path: &Path) -> io::Result<Stat> {
    stat_at(path, preview1::SYMLINK_FOLLOW)
}

/// What the system knows about a file, without following links.
pub(crate) fn stat_link(path: &Path) -> io::Result<Stat> {
    stat_at(path, 0)
}

/// Removes a file.
pub(crate) fn remove_file(path: &Path) -> io::Result<()> {
    let at = resolve(path)?;
    cvt(unsafe { preview1::path_unlink_file(at.dir, at.ptr(), at.len()) })
}

/// Renames a file, in place of another.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (resolve(from)?, resolve(to)?);
    cvt(unsafe {
        preview1::path_rename(from.dir, from.ptr(), from.len(), to.dir, to.ptr(), to.len())
    })
}

/// Makes a second name of a file.
pub(crate) fn hard_link(original: &Path, link: &Path) -> io::Result<()> {
    let (from, to) = (resolve(original)?, resolve(link)?);
    cvt(unsafe {
        preview1::path_link(from.dir, 0, from.ptr(), from.len(), to.dir, to.ptr(), to.len())
    })
}

/// Makes a symbolic link.
pub(crate) fn symlink(original: &Path, link: &Path) -> io::Result<()> {
    let (original, at) = (original.as_os_str().as_bytes(), resolve(link)?);
    cvt(unsafe {
        preview1::path_symlink(original.as_ptr(), original.len(), at.dir, at.ptr(), at.len())
    })
}

/// Where a symbolic link leads.
pub(crate) fn read_link(path: &Path) -> io::Result<PathBuf> {
    let at = resolve(path)?;
    let mut buf = Vec::<u8>::with_capacity(256);
    loop {
        let (ptr, capacity) = (buf.as_mut_ptr(), buf.capacity());
        let mut done = 0;
        cvt(unsafe {
            preview1::path_readlink(at.dir, at.ptr(), at.len(), ptr, capacity, &mut done)
        })?;
        unsafe { buf.set_len(done) };
        if done < capacity {
            return Ok(PathBuf::from(OsString::from_vec(buf)));
        }
        // Perhaps cut off.
        buf.reserve(1);
    }
}

/// Makes a directory.
pub(crate) fn create_dir(path: &Path, _mode: u32) -> io::Result<()> {
    let at = resolve(path)?;
    cvt(unsafe { preview1::path_create_directory(at.dir, at.ptr(), at.len()) })
}

/// Removes an empty directory.
pub(crate) fn remove_dir(path: &Path) -> io::Result<()> {
    let at = resolve(path)?;
    cvt(unsafe { preview1::path_remove_directory(at.dir, at.ptr(), at.len()) })
}

/// An entry of a directory.
pub(crate) struct Entry {
    pub(crate) name: OsString,
    pub(crate) ino: u64,
    /// The kind as in a mode; 0 if it is not known.
    pub(crate) mode: u32,
}

/// A directory, read when it was opened.
pub(crate) struct Dir(RefCell<vec::IntoIter<Entry>>);

// There is one thread.
unsafe impl Sync for Dir {}

impl Dir {
    pub(crate) fn open(path: &Path) -> io::Result<Dir> {
        let at = resolve(path)?;
        let fd = open_at(&at, preview1::O_DIRECTORY, preview1::RIGHTS_READ, 0)?;
        let fd = unsafe { OwnedFd::from_raw_fd(fd) };
        Ok(Dir(RefCell::new(read_entries(fd.as_raw_fd())?.into_iter())))
    }

    /// The next entry.
    pub(crate) fn next(&self) -> Option<io::Result<Entry>> {
        self.0.borrow_mut().next().map(Ok)
    }
}

/// All entries of a directory but itself and its parent.
fn read_entries(fd: RawFd) -> io::Result<Vec<Entry>> {
    const HEAD: usize = size_of::<preview1::Dirent>();
    let mut buf = crate::vec![0u8; 4096];
    let (mut entries, mut cookie) = (Vec::new(), 0);
    loop {
        let mut filled = 0;
        cvt(unsafe {
            preview1::fd_readdir(fd, buf.as_mut_ptr(), buf.len(), cookie, &mut filled)
        })?;
        let (mut rest, before) = (&buf[..filled], cookie);
        // The last entry may be cut off; it comes again after the last whole one.
        while rest.len() >= HEAD {
            let head = unsafe { rest.as_ptr().cast::<preview1::Dirent>().read_unaligned() };
            let Some(name) = rest[HEAD..].get(..head.name_len as usize) else { break };
            if name != b"." && name != b".." {
                entries.push(Entry {
                    name: OsString::from_vec(name.to_vec()),
                    ino: head.ino,
                    mode: mode_of(head.filetype),
                });
            }
            cookie = head.next;
            rest = &rest[HEAD + name.len()..];
        }
        if filled < buf.len() {
            return Ok(entries);
        }
        if cookie == before {
            // Not even one entry fits.
            buf.resize(buf.len() * 2, 0);
        }
    }
}

/// Removes a directory, which is no link, with all that is in it. Links in it are not followed.
pub(crate) fn remove_dir_all(path: &Path) -> io::Result<()> {
    let dir = Dir::open(path)?;
    while let Some(entry) = dir.next() {
        let entry = entry?;
        let path = path.join(&entry.name);
        if stat_link(&path)?.0.filetype == preview1::FILETYPE_DIRECTORY {
            remove_dir_all(&path)?;
        } else {
            remove_file(&path)?;
        }
    }
    remove_dir(path)
}
