//! Threads.

mod current;
mod join;
#[macro_use]
mod local;
mod scoped;

#[doc(hidden)]
pub use local::local_impl;
pub use local::{AccessError, LocalKey};
pub use join::{Builder, JoinHandle, spawn};
pub use scoped::{Scope, ScopedJoinHandle, scope};

pub use current::{Thread, ThreadId, current};
#[cfg(unix)]
pub(crate) use current::set_main;
pub(crate) use current::{current_number, os_id, with_current_name};

use crate::any::Any;
use crate::boxed::Box;
use crate::sys;
use crate::time::{Duration, Instant};
use crate::{io, panicking as panics};
use core::num::NonZero;

/// What joining a thread returns: its result, or what it panicked with.
pub type Result<T> = core::result::Result<T, Box<dyn Any + Send + 'static>>;

/// Lets other threads run.
pub fn yield_now() {
    sys::thread::yield_now();
}

/// Whether this thread is unwinding because of a panic.
#[inline]
#[must_use]
pub fn panicking() -> bool {
    panics::panicking()
}

/// Sleeps for so long.
pub fn sleep(dur: Duration) {
    sys::thread::sleep(dur);
}

/// Sleeps until a point in time.
pub fn sleep_until(deadline: Instant) {
    if let Some(left) = deadline.checked_duration_since(Instant::now()) {
        sleep(left);
    }
}

/// Sleeps for so many milliseconds.
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::sleep`")]
pub fn sleep_ms(ms: u32) {
    sleep(Duration::from_millis(u64::from(ms)))
}

/// Sleeps until somebody calls `unpark` on this thread, or did so before.
pub fn park() {
    current().parker().park(None);
}

/// Sleeps until somebody calls `unpark` on this thread, for so long at most.
pub fn park_timeout(dur: Duration) {
    current().parker().park(Some(dur));
}

/// Sleeps until somebody calls `unpark` on this thread, for so many milliseconds at most.
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::park_timeout`")]
pub fn park_timeout_ms(ms: u32) {
    park_timeout(Duration::from_millis(u64::from(ms)))
}

/// How many threads can run at once.
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    sys::thread::available_parallelism().ok_or_else(|| {
        io::Error::const_message(
            io::ErrorKind::NotFound,
            "The number of hardware threads is not known for the target platform",
        )
    })
}
