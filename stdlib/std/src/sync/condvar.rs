//! `Condvar`.

use super::mutex::{MutexGuard, RawMutex};
use super::poison::{LockResult, PoisonError};
use crate::sys::futex;
use crate::time::{Duration, Instant};
use core::fmt;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

/// Whether a wait ended because time was up.
#[derive(Debug, PartialEq, Eq, Copy, Clone)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether time was up.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

/// Lets threads wait for a change of what a mutex guards.
///
/// Every notification changes the counter; a waiter that has seen the old value sleeps on it only
/// while it is unchanged, so that no notification after its unlocking is missed.
pub struct Condvar {
    counter: AtomicU32,
}

impl Condvar {
    /// A condition variable that nobody waits for.
    #[must_use]
    #[inline]
    pub const fn new() -> Condvar {
        Condvar { counter: AtomicU32::new(0) }
    }

    fn wait_raw(&self, mutex: &RawMutex, timeout: Option<Duration>) -> bool {
        let seen = self.counter.load(Relaxed);
        unsafe { mutex.unlock() };
        let in_time = futex::wait(&self.counter, seen, timeout);
        mutex.lock();
        in_time
    }

    /// Unlocks, waits to be notified, and locks again.
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let mutex = guard.mutex();
        self.wait_raw(&mutex.inner, None);
        if mutex.is_poisoned() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }

    /// Waits while a condition holds.
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// Waits so many milliseconds at most; whether it was notified in time.
    #[deprecated(since = "1.6.0", note = "replaced by `std::sync::Condvar::wait_timeout`")]
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        ms: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let result = self.wait_timeout(guard, Duration::from_millis(u64::from(ms)));
        super::poison::map_result(result, |(guard, timeout)| (guard, !timeout.timed_out()))
    }

    /// Waits so long at most.
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        dur: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let mutex = guard.mutex();
        let result = WaitTimeoutResult(!self.wait_raw(&mutex.inner, Some(dur)));
        if mutex.is_poisoned() {
            Err(PoisonError::new((guard, result)))
        } else {
            Ok((guard, result))
        }
    }

    /// Waits while a condition holds, so long at most.
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        dur: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let start = Instant::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let Some(left) = dur.checked_sub(start.elapsed()) else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            guard = self.wait_timeout(guard, left)?.0;
        }
    }

    /// Wakes one waiter.
    #[inline]
    pub fn notify_one(&self) {
        self.counter.fetch_add(1, Relaxed);
        futex::wake(&self.counter);
    }

    /// Wakes all waiters.
    #[inline]
    pub fn notify_all(&self) {
        self.counter.fetch_add(1, Relaxed);
        futex::wake_all(&self.counter);
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}

impl Default for Condvar {
    fn default() -> Condvar {
        Condvar::new()
    }
}
