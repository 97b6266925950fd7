//! A lock that its holder may take again.

use super::mutex::RawMutex;
use crate::sys::thread::ALONE;
use crate::thread;
use core::cell::Cell;
use core::ops::Deref;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::AtomicU64;
use core::sync::atomic::Ordering::Relaxed;

/// A value that one thread at a time may use, any number of times at once.
pub(crate) struct ReentrantLock<T> {
    mutex: RawMutex,
    owner: AtomicU64,
    // Used by the owner only.
    count: Cell<u32>,
    data: T,
}

unsafe impl<T: Send> Send for ReentrantLock<T> {}
unsafe impl<T: Send> Sync for ReentrantLock<T> {}
impl<T: UnwindSafe> UnwindSafe for ReentrantLock<T> {}
impl<T> RefUnwindSafe for ReentrantLock<T> {}

pub(crate) struct ReentrantLockGuard<'a, T> {
    lock: &'a ReentrantLock<T>,
}

impl<T> !Send for ReentrantLockGuard<'_, T> {}

impl<T> ReentrantLock<T> {
    pub const fn new(data: T) -> Self {
        let mutex = RawMutex::new();
        ReentrantLock { mutex, owner: AtomicU64::new(0), count: Cell::new(0), data }
    }

    pub fn lock(&self) -> ReentrantLockGuard<'_, T> {
        let me = thread::current_number();
        // Only this thread can have stored its own number.
        if !ALONE && self.owner.load(Relaxed) != me {
            self.mutex.lock();
            self.owner.store(me, Relaxed);
        }
        self.enter()
    }

    pub fn try_lock(&self) -> Option<ReentrantLockGuard<'_, T>> {
        let me = thread::current_number();
        if !ALONE && self.owner.load(Relaxed) != me {
            if !self.mutex.try_lock() {
                return None;
            }
            self.owner.store(me, Relaxed);
        }
        Some(self.enter())
    }

    fn enter(&self) -> ReentrantLockGuard<'_, T> {
        self.count.set(self.count.get().checked_add(1).expect("lock count overflow"));
        ReentrantLockGuard { lock: self }
    }
}

impl<T> Deref for ReentrantLockGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.lock.data
    }
}

impl<T> Drop for ReentrantLockGuard<'_, T> {
    fn drop(&mut self) {
        let count = self.lock.count.get() - 1;
        self.lock.count.set(count);
        if !ALONE && count == 0 {
            self.lock.owner.store(0, Relaxed);
            unsafe { self.lock.mutex.unlock() };
        }
    }
}
