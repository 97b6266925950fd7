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
pub(crate) use current::{current_number, os_id, set_main, with_current_name};

use crate::any::Any;
use crate::boxed::Box;
use crate::sys::{cvt, libc};
use crate::time::{Duration, Instant};
use crate::{io, panicking as panics};
use core::num::NonZero;

/// What joining a thread returns: its result, or what it panicked with.
pub type Result<T> = core::result::Result<T, Box<dyn Any + Send + 'static>>;

/// Lets other threads run.
pub fn yield_now() {
    unsafe { libc::sched_yield() };
}

/// Whether this thread is unwinding because of a panic.
#[inline]
#[must_use]
pub fn panicking() -> bool {
    panics::panicking()
}

/// Sleeps for so long.
pub fn sleep(dur: Duration) {
    let mut secs = dur.as_secs();
    let mut nsecs = i64::from(dur.subsec_nanos());
    while secs > 0 || nsecs > 0 {
        let part = secs.min(i64::MAX as u64);
        let mut ts = libc::timespec { tv_sec: part as i64, tv_nsec: nsecs };
        secs -= part;
        let ptr = &raw mut ts;
        if cvt(unsafe { libc::nanosleep(ptr, ptr) }).is_err() {
            // A signal came: what is left is in `ts`.
            secs += ts.tv_sec as u64;
            nsecs = ts.tv_nsec;
        } else {
            nsecs = 0;
        }
    }
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
    let mut set = [0u64; 16];
    let size = size_of_val(&set);
    let count = if unsafe { libc::sched_getaffinity(0, size, &mut set) } == 0 {
        set.iter().map(|word| word.count_ones() as usize).sum()
    } else {
        unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) }.max(0) as usize
    };
    NonZero::new(count).ok_or_else(|| {
        io::Error::const_message(
            io::ErrorKind::NotFound,
            "The number of hardware threads is not known for the target platform",
        )
    })
}
