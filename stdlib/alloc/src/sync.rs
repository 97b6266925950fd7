//! `Arc<T>`: shared ownership across threads.
//!
//! Like [`Rc`](crate::rc::Rc) with atomic counts. The last strong pointer drops the value: it
//! releases with every decrement and acquires before the drop, so that all uses come before it.

#![cfg(target_has_atomic = "ptr")]

use crate::rc::memory::{Claim, abort};
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::sync::atomic::{AtomicUsize, fence};

pub use core::sync::atomic;

/// No count may exceed this; beyond it only leaked pointers can be, and wrapping is near.
const MAX_REFCOUNT: usize = isize::MAX as usize;

/// The weak count while [`Counts::is_unique`] looks at the strong one.
const LOCKED: usize = usize::MAX;

/// The two counts of a value.
pub(crate) struct Counts {
    strong: AtomicUsize,
    weak: AtomicUsize,
}

impl Counts {
    #[inline]
    pub(crate) fn new(strong: usize) -> Self {
        Counts { strong: AtomicUsize::new(strong), weak: AtomicUsize::new(1) }
    }

    #[inline]
    fn strong(&self) -> usize {
        self.strong.load(Relaxed)
    }

    /// The number of weak pointers, without the one that the strong ones own.
    #[inline]
    fn weak(&self) -> usize {
        match self.weak.load(Relaxed) {
            LOCKED => 0,
            n => n - 1,
        }
    }

    #[inline]
    fn retain_strong(&self) {
        if self.strong.fetch_add(1, Relaxed) > MAX_REFCOUNT {
            abort();
        }
    }

    /// Adds a strong pointer unless there is none.
    #[inline]
    fn try_retain_strong(&self) -> bool {
        let mut n = self.strong.load(Relaxed);
        while n != 0 {
            if n > MAX_REFCOUNT {
                abort();
            }
            match self.strong.compare_exchange_weak(n, n + 1, Acquire, Relaxed) {
                Ok(_) => return true,
                Err(now) => n = now,
            }
        }
        false
    }

    /// Takes a strong pointer away; true if it was the last.
    #[inline]
    fn release_strong(&self) -> bool {
        let last = self.strong.fetch_sub(1, Release) == 1;
        if last {
            fence(Acquire);
        }
        last
    }

    /// Takes the only strong pointer away, or does nothing.
    #[inline]
    fn try_release_only(&self) -> bool {
        let only = self.strong.compare_exchange(1, 0, Relaxed, Relaxed).is_ok();
        if only {
            fence(Acquire);
        }
        only
    }

    fn retain_weak(&self) {
        let mut n = self.weak.load(Relaxed);
        loop {
            if n == LOCKED {
                core::hint::spin_loop();
                n = self.weak.load(Relaxed);
                continue;
            }
            if n > MAX_REFCOUNT {
                abort();
            }
            match self.weak.compare_exchange_weak(n, n + 1, Acquire, Relaxed) {
                Ok(_) => return,
                Err(now) => n = now,
            }
        }
    }

    /// Takes a weak pointer away; true if it was the last.
    #[inline]
    fn release_weak(&self) -> bool {
        let last = self.weak.fetch_sub(1, Release) == 1;
        if last {
            fence(Acquire);
        }
        last
    }

    /// Whether the caller's strong pointer is the only pointer of any kind. The weak count is
    /// locked meanwhile, so that no weak pointer is made from a strong one that then goes.
    fn is_unique(&self) -> bool {
        if self.weak.compare_exchange(1, LOCKED, Acquire, Relaxed).is_err() {
            return false;
        }
        let unique = self.strong.load(Acquire) == 1;
        self.weak.store(1, Release);
        unique
    }

    /// Asks for the value alone: see [`Claim`].
    fn claim(&self) -> Claim {
        // With strong at zero no weak pointer can become strong.
        if self.strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
            Claim::Shared
        } else if self.weak.load(Relaxed) != 1 {
            Claim::Detached
        } else {
            self.strong.store(1, Release);
            Claim::Unique
        }
    }

    /// Lets the value that `new_cyclic` has made be seen.
    #[inline]
    fn publish(&self) {
        self.strong.fetch_add(1, Release);
    }
}

counted_pointers!(Arc, Weak, "Shared ownership across threads.");
counted_traits!(Arc, Weak);

unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}

impl Arc<dyn Any + Send + Sync> {
    /// The pointer as one to the concrete type, if that is its type.
    #[inline]
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        if (*self).is::<T>() {
            Ok(unsafe { Arc::from_raw(Arc::into_raw(self).cast()) })
        } else {
            Err(self)
        }
    }
}

impl<T: core::error::Error + ?Sized> core::error::Error for Arc<T> {
    #[allow(deprecated)]
    fn cause(&self) -> Option<&dyn core::error::Error> {
        core::error::Error::cause(&**self)
    }
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        core::error::Error::source(&**self)
    }
}
