//! The process's arguments, environment and directories.

use crate::error::Error;
use crate::ffi::{OsStr, OsString};
use crate::os::ffi::{OsStrExt, OsStringExt};
use crate::path::{Path, PathBuf};
use crate::string::String;
use crate::sys;
use crate::vec::Vec;
use crate::{fmt, io, vec};

pub use core::{env, option_env};

/// What belongs to the target.
pub mod consts {
    pub use crate::sys::consts::*;
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
    ArgsOs { inner: sys::env::args().into_iter() }
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
    VarsOs { inner: sys::env::vars().into_iter() }
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
    sys::env::var(key.as_ref())
}

/// Sets a variable.
///
/// # Safety
/// No other thread may use the environment by other means than this library.
#[rustc_deprecated_safe_2024(audit_that = "the environment access only happens in single-threaded code")]
pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(key: K, value: V) {
    let (key, value) = (key.as_ref(), value.as_ref());
    sys::env::set_var(key, value).unwrap_or_else(|e| {
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
    sys::env::remove_var(key).unwrap_or_else(|e| {
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
    sys::env::current_dir()
}

/// Changes the working directory.
pub fn set_current_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    sys::env::set_current_dir(path.as_ref())
}

/// The user's directory.
#[must_use]
pub fn home_dir() -> Option<PathBuf> {
    var_os("HOME").filter(|s| !s.is_empty()).or_else(sys::env::home_of_user).map(PathBuf::from)
}

/// The directory for temporary files.
#[must_use]
pub fn temp_dir() -> PathBuf {
    var_os("TMPDIR").map_or_else(|| PathBuf::from("/tmp"), PathBuf::from)
}

/// The path of the running executable.
pub fn current_exe() -> io::Result<PathBuf> {
    sys::env::current_exe()
}
