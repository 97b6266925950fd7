//! Linux on x86-64 with glibc.

pub(crate) mod alloc;
pub(crate) mod backtrace;
pub(crate) mod env;
pub(crate) mod error;
pub(crate) mod fd;
pub(crate) mod fs;
pub(crate) mod futex;
pub(crate) mod libc;
pub(crate) mod memory;
pub(crate) mod process;
pub(crate) mod socket;
pub(crate) mod spawn;
pub(crate) mod thread;
pub(crate) mod time;

/// What `env::consts` holds.
pub(crate) mod consts {
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

/// Functions of floating-point numbers: those of the C library.
pub(crate) mod math {
    pub(crate) use super::libc::{
        acos, acosf, asin, asinf, atan, atan2, atan2f, atanf, cbrt, cbrtf, cosh, coshf, expm1,
        expm1f, fdim, fdimf, hypot, hypotf, log1p, log1pf, sinh, sinhf, tan, tanf, tanh, tanhf,
    };
}

use super::Lock;
pub(crate) use error::errno;

use crate::ffi::CString;
use crate::io;
use crate::os::ffi::OsStrExt;
use crate::panic::{self, RefUnwindSafe};
use crate::path::Path;
use crate::rt;
use core::ptr;

/// A result of -1 as an error.
pub(crate) fn cvt(ret: i32) -> io::Result<i32> {
    if ret == -1 { Err(io::Error::last_os_error()) } else { Ok(ret) }
}

/// A result of -1 as an error.
pub(crate) fn cvt_long(ret: isize) -> io::Result<usize> {
    if ret == -1 { Err(io::Error::last_os_error()) } else { Ok(ret as usize) }
}

/// Calls again while a signal interrupts.
pub(crate) fn cvt_retry(mut f: impl FnMut() -> i32) -> io::Result<i32> {
    loop {
        match cvt(f()) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// A path or name for the system.
pub(crate) fn c_string(bytes: &[u8]) -> io::Result<CString> {
    CString::new(bytes).map_err(|_| {
        io::Error::const_message(
            io::ErrorKind::InvalidInput,
            "file name contained an unexpected NUL byte",
        )
    })
}

/// A path for the system.
pub(crate) fn c_path(path: &Path) -> io::Result<CString> {
    c_string(path.as_os_str().as_bytes())
}

/// Whether a program's size counts for more than what it tells about rare failures.
pub(crate) const SMALL: bool = false;

/// Runs a program: what comes before, itself, what comes after. Returns its status.
#[inline]
pub(crate) fn start(
    run: impl Fn() -> i32 + Sync + RefUnwindSafe,
    argc: isize,
    argv: *const *const u8,
    sigpipe: u8,
) -> i32 {
    start_dyn(&run, argc, argv, sigpipe)
}

fn start_dyn(
    run: &(dyn Fn() -> i32 + Sync + RefUnwindSafe),
    argc: isize,
    argv: *const *const u8,
    sigpipe: u8,
) -> i32 {
    unsafe { init(argc, argv, sigpipe) };
    crate::alloc::__set_error_hook(crate::alloc::out_of_memory);
    crate::thread::set_main();
    let code = panic::catch_unwind(run).unwrap_or(101);
    if panic::catch_unwind(rt::cleanup).is_err() {
        crate::process::abort();
    }
    code
}

/// Called once before `main`: makes sure that the standard streams exist, and that writing to a
/// closed pipe is an error and no signal, unless the program was compiled to keep that.
unsafe fn init(argc: isize, argv: *const *const u8, sigpipe: u8) {
    env::set_args(argc, argv);
    unsafe {
        let mut fds = [0, 1, 2].map(|fd| libc::pollfd { fd, events: 0, revents: 0 });
        while libc::poll(fds.as_mut_ptr(), 3, 0) == -1 {
            if errno() != libc::EINTR {
                break;
            }
        }
        for fd in fds {
            if fd.revents & libc::POLLNVAL != 0 {
                libc::open(c"/dev/null".as_ptr(), libc::O_RDWR, 0);
            }
        }
        // 0 and 2: ignore; 1: leave as it is; 3: the default action.
        match sigpipe {
            0 | 2 => libc::signal(libc::SIGPIPE, libc::SIG_IGN),
            3 => libc::signal(libc::SIGPIPE, libc::SIG_DFL),
            _ => 0,
        };
    }
}

/// Fills a buffer with random bytes.
pub(crate) fn random_bytes(buf: &mut [u8]) {
    let mut done = 0;
    while done < buf.len() {
        let n = unsafe {
            libc::getrandom(buf.as_mut_ptr().add(done).cast(), buf.len() - done, 0)
        };
        if n >= 0 {
            done += n as usize;
        } else if errno() != libc::EINTR {
            // Without the call, the address of the stack has to do.
            let seed = ptr::from_ref(&done).addr();
            for (i, byte) in buf[done..].iter_mut().enumerate() {
                *byte = (seed >> (8 * (i % 6))) as u8;
            }
            return;
        }
    }
}
