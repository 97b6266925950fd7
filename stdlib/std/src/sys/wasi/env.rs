//! Arguments, environment and the working directory.

use super::{cvt, preview1};
use crate::ffi::{CStr, OsStr, OsString};
use crate::io;
use crate::os::ffi::OsStringExt;
use crate::path::{Path, PathBuf};
use crate::sys::unsupported::error;
use crate::sys::wasm::Global;
use crate::vec::Vec;

/// Strings that the host copies: one function tells how many there are and how long, the other
/// fills in pointers and bytes.
fn strings(
    sizes: unsafe extern "C" fn(*mut usize, *mut usize) -> i32,
    get: unsafe extern "C" fn(*mut *mut u8, *mut u8) -> i32,
) -> io::Result<Vec<Vec<u8>>> {
    let (mut count, mut size) = (0, 0);
    unsafe {
        cvt(sizes(&mut count, &mut size))?;
        let mut pointers = Vec::<*mut u8>::with_capacity(count);
        let mut bytes = Vec::<u8>::with_capacity(size);
        cvt(get(pointers.as_mut_ptr(), bytes.as_mut_ptr()))?;
        pointers.set_len(count);
        Ok(pointers.iter().map(|&p| CStr::from_ptr(p.cast()).to_bytes().to_vec()).collect())
    }
}

/// Called once before `main`; arguments are asked for when they are used.
pub(crate) fn args() -> Vec<OsString> {
    let args = strings(preview1::args_sizes_get, preview1::args_get).unwrap_or_default();
    args.into_iter().map(OsString::from_vec).collect()
}

type Vars = Vec<(OsString, OsString)>;

/// The environment, once somebody has asked for it.
static VARS: Global<Option<Vars>> = Global::new(None);

fn with_vars<R>(f: impl FnOnce(&mut Vars) -> R) -> R {
    VARS.with(|vars| {
        f(vars.get_or_insert_with(|| {
            let all = strings(preview1::environ_sizes_get, preview1::environ_get);
            all.unwrap_or_default().iter().filter_map(|s| crate::sys::split_var(s)).collect()
        }))
    })
}

/// The environment.
pub(crate) fn vars() -> Vars {
    with_vars(|vars| vars.clone())
}

/// The value of a variable.
pub(crate) fn var(key: &OsStr) -> Option<OsString> {
    with_vars(|vars| vars.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone()))
}

/// A name that no variable can have, or a value.
fn check(key: &OsStr, value: &OsStr) -> io::Result<()> {
    let (k, v) = (key.as_encoded_bytes(), value.as_encoded_bytes());
    if k.is_empty() || k.contains(&b'=') || k.contains(&0) || v.contains(&0) {
        return Err(io::Error::const_message(io::ErrorKind::InvalidInput, "invalid argument"));
    }
    Ok(())
}

/// Sets a variable.
pub(crate) fn set_var(key: &OsStr, value: &OsStr) -> io::Result<()> {
    check(key, value)?;
    with_vars(|vars| match vars.iter_mut().find(|(k, _)| k == key) {
        Some((_, v)) => *v = value.to_os_string(),
        None => vars.push((key.to_os_string(), value.to_os_string())),
    });
    Ok(())
}

/// Removes a variable.
pub(crate) fn remove_var(key: &OsStr) -> io::Result<()> {
    check(key, OsStr::new(""))?;
    with_vars(|vars| vars.retain(|(k, _)| k != key));
    Ok(())
}

/// The working directory: the system has none, so it is kept here.
pub(crate) fn current_dir() -> io::Result<PathBuf> {
    Ok(super::path::current_dir())
}

/// Changes the working directory.
pub(crate) fn set_current_dir(path: &Path) -> io::Result<()> {
    super::path::set_current_dir(path)
}

/// The directory that the system has noted for this process's user.
pub(crate) fn home_of_user() -> Option<OsString> {
    None
}

/// The path of the running executable.
pub(crate) fn current_exe() -> io::Result<PathBuf> {
    Err(error())
}
