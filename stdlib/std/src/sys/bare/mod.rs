//! WebAssembly without a system: what is printed is lost, and all else fails.

pub(crate) use super::unsupported::{socket, spawn};
pub(crate) use super::wasm::{SMALL, alloc, backtrace, futex, math, memory, start, thread};
pub(crate) use error::errno;

use super::Hook;
use crate::os::fd::RawFd;

pub(crate) mod env;
pub(crate) mod fs;

/// What `env::consts` holds.
pub(crate) mod consts {
    /// The architecture.
    pub const ARCH: &str = "wasm32";
    /// The family of operating systems.
    pub const FAMILY: &str = "";
    /// The operating system.
    pub const OS: &str = "";
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

/// Error numbers: there are none.
pub(crate) mod error {
    use crate::io::ErrorKind;
    use crate::string::String;

    pub(crate) fn errno() -> i32 {
        0
    }

    /// A descriptor is not open.
    pub(crate) const BAD_DESCRIPTOR: i32 = -1;
    /// A signal came while waiting.
    pub(crate) const INTERRUPTED: i32 = -2;

    pub(crate) fn message(_: i32) -> String {
        String::from("operation successful")
    }

    pub(crate) fn kind(_: i32) -> ErrorKind {
        ErrorKind::Uncategorized
    }
}

/// Where what is written goes; unset, it is lost.
pub(crate) static CONSOLE: Hook<fn(RawFd, &[u8])> = Hook::new();

/// Descriptors: what is written goes to the console, and there is nothing to read.
pub(crate) mod fd {
    use crate::io::{self, IoSlice, IoSliceMut};
    use crate::os::fd::RawFd;
    use crate::sys::unsupported::error;

    pub(crate) use crate::sys::unsupported::fd::{duplicate, pipe};

    pub(crate) fn read(_: RawFd, _: &mut [u8]) -> io::Result<usize> {
        Ok(0)
    }

    pub(crate) fn write(fd: RawFd, buf: &[u8]) -> io::Result<usize> {
        write_all(fd, buf);
        Ok(buf.len())
    }

    pub(crate) fn read_vectored(_: RawFd, _: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
        Ok(0)
    }

    pub(crate) fn write_vectored(fd: RawFd, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        for buf in bufs {
            write_all(fd, buf);
        }
        Ok(bufs.iter().map(|b| b.len()).sum())
    }

    pub(crate) fn write_all(fd: RawFd, buf: &[u8]) -> bool {
        if let Some(write) = super::CONSOLE.get() {
            write(fd, buf);
        }
        true
    }

    pub(crate) fn close(_: RawFd) {}

    pub(crate) fn is_terminal(_: RawFd) -> bool {
        false
    }

    pub(crate) fn set_nonblocking(_: RawFd, _: bool) -> io::Result<()> {
        Err(error())
    }
}

/// This process.
pub(crate) mod process {
    pub(crate) use crate::sys::wasm::process::{abort, id};

    /// Ends it: there is nobody to take the code.
    pub(crate) fn exit(_: i32) -> ! {
        abort()
    }
}

/// Clocks: there are none.
pub(crate) mod time {
    use crate::time::{Duration, Timespec};

    pub(crate) fn monotonic() -> Timespec {
        panic!("time not implemented on this platform")
    }

    pub(crate) fn wall() -> Timespec {
        panic!("time not implemented on this platform")
    }

    pub(crate) fn sleep(_: Duration) {
        panic!("can't sleep")
    }

    pub(crate) fn yield_now() {}
}

/// Fills a buffer with bytes that differ from call to call, though not from run to run.
pub(crate) fn random_bytes(buf: &mut [u8]) {
    use core::sync::atomic::{AtomicU32, Ordering};
    static STATE: AtomicU32 = AtomicU32::new(0x9E37_79B9);
    for byte in buf {
        // A linear congruential generator; its high bits are the better ones.
        let state = STATE.load(Ordering::Relaxed).wrapping_mul(1_664_525).wrapping_add(0x3C6E_F35F);
        STATE.store(state, Ordering::Relaxed);
        *byte = (state >> 24) as u8;
    }
}
