//! This process.

use super::libc;

/// Ends it with a code.
pub(crate) fn exit(code: i32) -> ! {
    unsafe { libc::exit(code) }
}

/// Ends it as a crash.
pub(crate) fn abort() -> ! {
    unsafe { libc::abort() }
}

/// Its number.
pub(crate) fn id() -> u32 {
    unsafe { libc::getpid() as u32 }
}
