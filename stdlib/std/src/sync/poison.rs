//! Poisoning: a lock remembers that a thread panicked while it held it.

use crate::error::Error;
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::{fmt, thread};

/// Whether a lock is poisoned.
pub(crate) struct Flag {
    failed: AtomicBool,
}

/// Whether the thread was panicking when it took the lock: such a panic poisons nothing.
pub(crate) struct Taken {
    panicking: bool,
}

impl Flag {
    #[inline]
    pub const fn new() -> Flag {
        Flag { failed: AtomicBool::new(false) }
    }

    /// To be called when the lock is taken.
    #[inline]
    pub fn take(&self) -> Taken {
        Taken { panicking: thread::panicking() }
    }

    /// To be called when the lock is given back.
    #[inline]
    pub fn done(&self, taken: &Taken) {
        if !taken.panicking && thread::panicking() {
            self.failed.store(true, Ordering::Relaxed);
        }
    }

    #[inline]
    pub fn get(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    #[inline]
    pub fn clear(&self) {
        self.failed.store(false, Ordering::Relaxed)
    }

    /// A value as an error if the lock is poisoned.
    #[inline]
    pub fn wrap<T>(&self, value: T) -> LockResult<T> {
        if self.get() { Err(PoisonError::new(value)) } else { Ok(value) }
    }
}

/// A lock was poisoned; what was asked for is inside.
pub struct PoisonError<T> {
    data: T,
}

/// A lock could not be taken at once.
pub enum TryLockError<T> {
    /// It was poisoned.
    Poisoned(PoisonError<T>),
    /// Somebody holds it.
    WouldBlock,
}

/// What taking a lock returns.
pub type LockResult<T> = Result<T, PoisonError<T>>;

/// What trying to take a lock returns.
pub type TryLockResult<Guard> = Result<Guard, TryLockError<Guard>>;

impl<T> PoisonError<T> {
    /// Wraps a guard.
    pub fn new(data: T) -> PoisonError<T> {
        PoisonError { data }
    }

    /// The guard.
    pub fn into_inner(self) -> T {
        self.data
    }

    /// The guard.
    pub fn get_ref(&self) -> &T {
        &self.data
    }

    /// The guard.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.data
    }
}

impl<T> fmt::Debug for PoisonError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PoisonError").finish_non_exhaustive()
    }
}

impl<T> fmt::Display for PoisonError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("poisoned lock: another task failed inside")
    }
}

impl<T> Error for PoisonError<T> {}

impl<T> From<PoisonError<T>> for TryLockError<T> {
    fn from(err: PoisonError<T>) -> TryLockError<T> {
        TryLockError::Poisoned(err)
    }
}

impl<T> fmt::Debug for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryLockError::Poisoned(_) => "Poisoned(..)",
            TryLockError::WouldBlock => "WouldBlock",
        })
    }
}

impl<T> fmt::Display for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryLockError::Poisoned(_) => "poisoned lock: another task failed inside",
            TryLockError::WouldBlock => {
                "try_lock failed because the operation would block"
            }
        })
    }
}

impl<T> Error for TryLockError<T> {}

/// Applies a function to what a result holds, poisoned or not.
pub(crate) fn map_result<T, U>(result: LockResult<T>, f: impl FnOnce(T) -> U) -> LockResult<U> {
    match result {
        Ok(t) => Ok(f(t)),
        Err(e) => Err(PoisonError::new(f(e.data))),
    }
}
