//! Arguments, environment and directories: there are none.

use crate::ffi::{OsStr, OsString};
use crate::io;
use crate::path::{Path, PathBuf};
use crate::sys::unsupported::error;
use crate::vec::Vec;

pub(crate) fn args() -> Vec<OsString> {
    Vec::new()
}

pub(crate) fn vars() -> Vec<(OsString, OsString)> {
    Vec::new()
}

pub(crate) fn var(_: &OsStr) -> Option<OsString> {
    None
}

pub(crate) fn set_var(_: &OsStr, _: &OsStr) -> io::Result<()> {
    Err(error())
}

pub(crate) fn remove_var(_: &OsStr) -> io::Result<()> {
    Err(error())
}

pub(crate) fn current_dir() -> io::Result<PathBuf> {
    Err(error())
}

pub(crate) fn set_current_dir(_: &Path) -> io::Result<()> {
    Err(error())
}

pub(crate) fn home_of_user() -> Option<OsString> {
    None
}

pub(crate) fn current_exe() -> io::Result<PathBuf> {
    Err(error())
}
