//! WebAssembly with the system interface "preview 1", for one thread.
//!
//! There is no C library below: [`preview1`] declares what the host offers, and the rest of this
//! module is all that stands between that and the library.

pub(crate) mod env;
pub(crate) mod error;
pub(crate) mod fd;
pub(crate) mod fs;
pub(crate) mod path;
pub(crate) mod preview1;
pub(crate) mod process;
pub(crate) mod time;

pub(crate) use super::unsupported::{socket, spawn};
pub(crate) use super::wasm::{SMALL, alloc, backtrace, futex, math, memory, start, thread};
pub(crate) use error::errno;

use crate::io;

/// What `env::consts` holds.
pub(crate) mod consts {
    /// The architecture.
    pub const ARCH: &str = "wasm32";
    /// The family of operating systems.
    pub const FAMILY: &str = "wasm";
    /// The operating system.
    pub const OS: &str = "wasi";
    /// How names of dynamic libraries begin.
    pub const DLL_PREFIX: &str = "";
    /// How names of dynamic libraries end.
    pub const DLL_SUFFIX: &str = ".wasm";
    /// The extension of dynamic libraries.
    pub const DLL_EXTENSION: &str = "wasm";
    /// How names of executables end.
    pub const EXE_SUFFIX: &str = ".wasm";
    /// The extension of executables.
    pub const EXE_EXTENSION: &str = "wasm";
}

/// An error number, 0 for none, as a result.
#[inline]
pub(crate) fn cvt(code: i32) -> io::Result<()> {
    if code == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(code)) }
}

/// Fills a buffer with random bytes.
pub(crate) fn random_bytes(buf: &mut [u8]) {
    // A host without random bytes leaves the buffer as it was.
    unsafe { preview1::random_get(buf.as_mut_ptr(), buf.len()) };
}
