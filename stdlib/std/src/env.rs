//! The process's arguments, environment and directories.

use crate::error::Error;
use crate::ffi::{CStr, CString, OsStr, OsString};
use crate::os::unix::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::string::String;
use crate::sync::atomic::{AtomicIsize, AtomicPtr, Ordering};
use crate::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use crate::sys::{self, cvt, libc};
use crate::vec::Vec;
use crate::{fmt, fs, io, vec};
use core::ptr;

pub use core::{env, option_env};

/// What belongs to the target.
pub mod consts {
    /// The architecture.
    pub const ARCH: &str = "x86_64";
    /// The family of operating systems.
    pub const FAMILY: &str = "unix";
    /// The operating system.
    pub const OS: &str = "linux";
    /// How names of dynamic libraries begin.
    pub const DLL_PREFIX: &str = "lib";
    /// How names of dynamic libraries end.
    pub const DLL_SUFFIX: &str = ".so";
    /// The extension of dynamic libraries.
    pub const DLL_EXTENSION: &str = "so";
    /// How names of executables end.
    pub const EXE_SUFFIX: &str = "";
    /// The extension of executables.
    pub const EXE_EXTENSION: &str = "";
}

static ARGC: AtomicIsize = AtomicIsize::new(0);
static ARGV: AtomicPtr<*const u8> = AtomicPtr::new(ptr::null_mut());

/// Called once before `main`.
pub(crate) fn set_args(argc: isize, argv: *const *const u8) {
    ARGC.store(argc, Ordering::Relaxed);
    ARGV.store(argv.cast_mut(), Ordering::Relaxed);
}

/// Iterator over the process's arguments as text.
pub struct Args {
    inner: ArgsOs,
}

/// Iterator over the process's arguments.
pub struct ArgsOs {
    inner: vec::IntoIter<OsString>,
}

/// The arguments, which must be text.
pub fn args() -> Args {
    Args { inner: args_os() }
}

/// The arguments.
pub fn args_os() -> ArgsOs {
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
    ArgsOs { inner: args.into_iter() }
}

/// Both iterators over arguments.
macro_rules! args_iterator {
    ($Args:ident, $item:ty, $map:expr) => {
        impl Iterator for $Args {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                self.inner.next().map($map)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
        }
        impl ExactSizeIterator for $Args {}
        impl DoubleEndedIterator for $Args {
            fn next_back(&mut self) -> Option<$item> {
                self.inner.next_back().map($map)
            }
        }
        impl !Send for $Args {}
        impl !Sync for $Args {}
    };
}

args_iterator!(Args, String, |s| s.into_string().unwrap());
args_iterator!(ArgsOs, OsString, |s| s);

impl fmt::Debug for Args {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Args").field("inner", &self.inner.inner.as_slice()).finish()
    }
}

impl fmt::Debug for ArgsOs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArgsOs").field("inner", &self.inner.as_slice()).finish()
    }
}

/// Guards the environment, which the C library does not.
static ENV: RwLock<()> = RwLock::new(());

pub(crate) fn read_lock() -> RwLockReadGuard<'static, ()> {
    ENV.read().unwrap_or_else(PoisonError::into_inner)
}

fn write_lock() -> RwLockWriteGuard<'static, ()> {
    ENV.write().unwrap_or_else(PoisonError::into_inner)
}

/// Iterator over the environment as text.
pub struct Vars {
    inner: VarsOs,
}

/// Iterator over the environment.
pub struct VarsOs {
    inner: vec::IntoIter<(OsString, OsString)>,
}

/// The environment, which must be text.
#[must_use]
pub fn vars() -> Vars {
    Vars { inner: vars_os() }
}

/// The environment.
#[must_use]
pub fn vars_os() -> VarsOs {
    let _guard = read_lock();
    let mut vars = Vec::new();
    unsafe {
        let mut at = libc::environ;
        while !at.is_null() && !(*at).is_null() {
            let entry = CStr::from_ptr(*at).to_bytes();
            at = at.add(1);
            // A name may begin with `=`, but not be empty.
            if let Some(i) = entry.iter().skip(1).position(|&b| b == b'=') {
                let (name, value) = (&entry[..i + 1], &entry[i + 2..]);
                vars.push((
                    OsString::from_vec(name.to_vec()),
                    OsString::from_vec(value.to_vec()),
                ));
            }
        }
    }
    VarsOs { inner: vars.into_iter() }
}

impl Iterator for Vars {
    type Item = (String, String);
    fn next(&mut self) -> Option<(String, String)> {
        self.inner.next().map(|(a, b)| (a.into_string().unwrap(), b.into_string().unwrap()))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl Iterator for VarsOs {
    type Item = (OsString, OsString);
    fn next(&mut self) -> Option<(OsString, OsString)> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl !Send for Vars {}
impl !Sync for Vars {}
impl !Send for VarsOs {}
impl !Sync for VarsOs {}

impl fmt::Debug for Vars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vars").field("inner", &self.inner.inner.as_slice()).finish()
    }
}

impl fmt::Debug for VarsOs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VarsOs").field("inner", &self.inner.as_slice()).finish()
    }
}

/// Why a variable could not be read.
#[derive(Debug, PartialEq, Eq, Clone)]
pub enum VarError {
    /// It is not set.
    NotPresent,
    /// It is no text.
    NotUnicode(OsString),
}

impl fmt::Display for VarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VarError::NotPresent => f.write_str("environment variable not found"),
            VarError::NotUnicode(s) => {
                write!(f, "environment variable was not valid unicode: {s:?}")
            }
        }
    }
}

impl Error for VarError {}

/// The value of a variable, which must be text.
pub fn var<K: AsRef<OsStr>>(key: K) -> Result<String, VarError> {
    match var_os(key) {
        Some(s) => s.into_string().map_err(VarError::NotUnicode),
        None => Err(VarError::NotPresent),
    }
}

/// The value of a variable.
#[must_use]
pub fn var_os<K: AsRef<OsStr>>(key: K) -> Option<OsString> {
    let key = CString::new(key.as_ref().as_bytes()).ok()?;
    let _guard = read_lock();
    let value = unsafe { libc::getenv(key.as_ptr()) };
    if value.is_null() {
        return None;
    }
    Some(OsString::from_vec(unsafe { CStr::from_ptr(value) }.to_bytes().to_vec()))
}

/// Sets a variable.
///
/// # Safety
/// No other thread may use the environment by other means than this library.
#[rustc_deprecated_safe_2024(audit_that = "the environment access only happens in single-threaded code")]
pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(key: K, value: V) {
    let (key, value) = (key.as_ref(), value.as_ref());
    let set = || {
        let k = CString::new(key.as_bytes())?;
        let v = CString::new(value.as_bytes())?;
        let _guard = write_lock();
        cvt(unsafe { libc::setenv(k.as_ptr(), v.as_ptr(), 1) }).map(drop)
    };
    set().unwrap_or_else(|e: io::Error| {
        panic!("failed to set environment variable `{key:?}` to `{value:?}`: {e}")
    })
}

/// Removes a variable.
///
/// # Safety
/// As for [`set_var`].
#[rustc_deprecated_safe_2024(audit_that = "the environment access only happens in single-threaded code")]
pub unsafe fn remove_var<K: AsRef<OsStr>>(key: K) {
    let key = key.as_ref();
    let remove = || {
        let k = CString::new(key.as_bytes())?;
        let _guard = write_lock();
        cvt(unsafe { libc::unsetenv(k.as_ptr()) }).map(drop)
    };
    remove().unwrap_or_else(|e: io::Error| {
        panic!("failed to remove environment variable `{key:?}`: {e}")
    })
}

/// Iterator over the paths in a variable like `PATH`.
pub struct SplitPaths<'a> {
    rest: Option<&'a [u8]>,
}

/// Splits the value of a variable like `PATH`.
pub fn split_paths<T: AsRef<OsStr> + ?Sized>(unparsed: &T) -> SplitPaths<'_> {
    SplitPaths { rest: Some(unparsed.as_ref().as_bytes()) }
}

impl Iterator for SplitPaths<'_> {
    type Item = PathBuf;
    fn next(&mut self) -> Option<PathBuf> {
        let rest = self.rest?;
        let (part, rest) = match rest.iter().position(|&b| b == b':') {
            Some(i) => (&rest[..i], Some(&rest[i + 1..])),
            None => (rest, None),
        };
        self.rest = rest;
        Some(PathBuf::from(OsString::from_vec(part.to_vec())))
    }
}

impl fmt::Debug for SplitPaths<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitPaths").finish_non_exhaustive()
    }
}

/// A path holds the separator.
#[derive(Debug)]
pub struct JoinPathsError(());

impl fmt::Display for JoinPathsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("path segment contains separator `:`")
    }
}

impl Error for JoinPathsError {}

/// Makes the value of a variable like `PATH`.
pub fn join_paths<I, T>(paths: I) -> Result<OsString, JoinPathsError>
where
    I: IntoIterator<Item = T>,
    T: AsRef<OsStr>,
{
    let mut joined = Vec::new();
    for (i, path) in paths.into_iter().enumerate() {
        if i > 0 {
            joined.push(b':');
        }
        let path = path.as_ref().as_bytes();
        if path.contains(&b':') {
            return Err(JoinPathsError(()));
        }
        joined.extend_from_slice(path);
    }
    Ok(OsString::from_vec(joined))
}

/// The working directory.
pub fn current_dir() -> io::Result<PathBuf> {
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
pub fn set_current_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = sys::c_string(path.as_ref().as_os_str().as_bytes())?;
    cvt(unsafe { libc::chdir(path.as_ptr()) }).map(drop)
}

/// The user's directory.
#[must_use]
pub fn home_dir() -> Option<PathBuf> {
    var_os("HOME").filter(|s| !s.is_empty()).or_else(home_of_user).map(PathBuf::from)
}

fn home_of_user() -> Option<OsString> {
    let size = match unsafe { libc::sysconf(libc::_SC_GETPW_R_SIZE_MAX) } {
        n if n > 0 => n as usize,
        _ => 512,
    };
    let mut buf = Vec::<u8>::with_capacity(size);
    let mut entry = core::mem::MaybeUninit::<libc::passwd>::uninit();
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

/// The directory for temporary files.
#[must_use]
pub fn temp_dir() -> PathBuf {
    var_os("TMPDIR").map_or_else(|| PathBuf::from("/tmp"), PathBuf::from)
}

/// The path of the running executable.
pub fn current_exe() -> io::Result<PathBuf> {
    fs::read_link("/proc/self/exe")
}
