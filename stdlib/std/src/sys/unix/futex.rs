//! Waiting on the value of a word.

use super::{errno, libc};
use core::ptr;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;
use core::time::Duration;

/// Sleeps while the word has this value, until woken or for so long. May return at any time;
/// false means that time is up.
pub(crate) fn wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) -> bool {
    let deadline = timeout.and_then(deadline_after);
    loop {
        if word.load(Relaxed) != expected {
            return true;
        }
        let at = match &deadline {
            Some(t) => ptr::from_ref(t),
            None => ptr::null(),
        };
        let ret = unsafe {
            libc::syscall(
                libc::SYS_FUTEX,
                word.as_ptr(),
                libc::FUTEX_WAIT_BITSET | libc::FUTEX_PRIVATE_FLAG,
                expected,
                at,
                ptr::null::<u32>(),
                !0u32,
            )
        };
        match (ret < 0).then(errno) {
            Some(libc::ETIMEDOUT) => return false,
            Some(libc::EINTR) => {}
            _ => return true,
        }
    }
}

/// The point in time after a duration; none if it is beyond all clocks.
fn deadline_after(timeout: Duration) -> Option<libc::timespec> {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut now) };
    let nsec = now.tv_nsec + i64::from(timeout.subsec_nanos());
    let carry = nsec / 1_000_000_000;
    let secs = i64::try_from(timeout.as_secs()).ok()?;
    let tv_sec = now.tv_sec.checked_add(secs)?.checked_add(carry)?;
    Some(libc::timespec { tv_sec, tv_nsec: nsec % 1_000_000_000 })
}

/// Wakes one sleeper; whether there was one.
pub(crate) fn wake(word: &AtomicU32) -> bool {
    wake_many(word.as_ptr(), 1) > 0
}

/// Wakes all sleepers.
pub(crate) fn wake_all(word: &AtomicU32) {
    wake_many(word.as_ptr(), i32::MAX);
}

/// Wakes by address only: the word itself may be gone already.
pub(crate) fn wake_many(word: *const u32, count: i32) -> i64 {
    unsafe {
        let op = libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG;
        libc::syscall(libc::SYS_FUTEX, word, op, count)
    }
}
