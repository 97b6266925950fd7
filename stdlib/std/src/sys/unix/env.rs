//! Arguments, environment and directories.

use super::{c_path, cvt, libc};
use crate::ffi::{CStr, CString, OsStr, OsString};
use crate::fs;
use crate::io;
use crate::os::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::sync::atomic::{AtomicIsize, AtomicPtr, Ordering};
use crate::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use crate::vec::Vec;
use core::mem::MaybeUninit;
use core::ptr;

static ARGC: AtomicIsize = AtomicIsize::new(0);
static ARGV: AtomicPtr<*const u8> = AtomicPtr::new(ptr::null_mut());

/// Called once before `main`.
pub(super) fn set_args(argc: isize, argv: *const *const u8) {
    ARGC.store(argc, Ordering::Relaxed);
    ARGV.store(argv.cast_mut(), Ordering::Relaxed);
}

/// The arguments.
pub(crate) fn args() -> Vec<OsString> {
    let argv = ARGV.load(Ordering::Relaxed);
    let argc = if argv.is_null() { 0 } else { ARGC.load(Ordering::Relaxed) };
    let mut args = Vec::with_capacity(argc as usize);
    for i in 0..argc as usize {
        let arg = unsafe { *argv.add(i) };
        if arg.is_null() {
            break;
        }
        let bytes = unsafe { CStr::from_ptr(arg.cast()) }.to_bytes();
        args.push(OsString::from_vec(bytes.to_vec()));
    }
    args
}

/// Guards the environment, which the C library does not.
static ENV: RwLock<()> = RwLock::new(());

pub(super) fn read_lock() -> RwLockReadGuard<'static, ()> {
    ENV.read().unwrap_or_else(PoisonError::into_inner)
}

fn write_lock() -> RwLockWriteGuard<'static, ()> {
    ENV.write().unwrap_or_else(PoisonError::into_inner)
}

/// The environment.
pub(crate) fn vars() -> Vec<(OsString, OsString)> {
    let _guard = read_lock();
    let mut vars = Vec::new();
    unsafe {
        let mut at = libc::environ;
        while !at.is_null() && !(*at).is_null() {
            vars.extend(crate::sys::split_var(CStr::from_ptr(*at).to_bytes()));
            at = at.add(1);
        }
    }
    vars
}

/// The value of a variable.
pub(crate) fn var(key: &OsStr) -> Option<OsString> {
    let key = CString::new(key.as_bytes()).ok()?;
    let _guard = read_lock();
    let value = unsafe { libc::getenv(key.as_ptr()) };
    if value.is_null() {
        return None;
    }
    Some(OsString::from_vec(unsafe { CStr::from_ptr(value) }.to_bytes().to_vec()))
}

/// Sets a variable.
pub(crate) fn set_var(key: &OsStr, value: &OsStr) -> io::Result<()> {
    let key = CString::new(key.as_bytes())?;
    let value = CString::new(value.as_bytes())?;
    let _guard = write_lock();
    cvt(unsafe { libc::setenv(key.as_ptr(), value.as_ptr(), 1) }).map(drop)
}

/// Removes a variable.
pub(crate) fn remove_var(key: &OsStr) -> io::Result<()> {
    let key = CString::new(key.as_bytes())?;
    let _guard = write_lock();
    cvt(unsafe { libc::unsetenv(key.as_ptr()) }).map(drop)
}

/// The working directory.
pub(crate) fn current_dir() -> io::Result<PathBuf> {
    let mut buf = Vec::<u8>::with_capacity(512);
    loop {
        let ptr = buf.as_mut_ptr();
        if !unsafe { libc::getcwd(ptr.cast(), buf.capacity()) }.is_null() {
            let len = unsafe { CStr::from_ptr(ptr.cast()) }.to_bytes().len();
            unsafe { buf.set_len(len) };
            return Ok(PathBuf::from(OsString::from_vec(buf)));
        }
        let error = io::Error::last_os_error();
        if error.raw_os_error() != Some(libc::ERANGE) {
            return Err(error);
        }
        buf.reserve(buf.capacity() * 2);
    }
}

/// Changes the working directory.
pub(crate) fn set_current_dir(path: &Path) -> io::Result<()> {
    let path = c_path(path)?;
    cvt(unsafe { libc::chdir(path.as_ptr()) }).map(drop)
}

/// The directory that the system has noted for this process's user.
pub(crate) fn home_of_user() -> Option<OsString> {
    let size = match unsafe { libc::sysconf(libc::_SC_GETPW_R_SIZE_MAX) } {
        n if n > 0 => n as usize,
        _ => 512,
    };
    let mut buf = Vec::<u8>::with_capacity(size);
    let mut entry = MaybeUninit::<libc::passwd>::uninit();
    let mut result = ptr::null_mut();
    unsafe {
        let uid = libc::getuid();
        let (text, size) = (buf.as_mut_ptr().cast(), buf.capacity());
        if libc::getpwuid_r(uid, entry.as_mut_ptr(), text, size, &mut result) != 0
            || result.is_null()
        {
            return None;
        }
        Some(OsString::from_vec(CStr::from_ptr((*result).pw_dir).to_bytes().to_vec()))
    }
}

/// The path of the running executable.
pub(crate) fn current_exe() -> io::Result<PathBuf> {
    fs::read_link("/proc/self/exe")
}
