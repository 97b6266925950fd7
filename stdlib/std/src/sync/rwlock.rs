//! `RwLock`.
//!
//! The state counts readers in its low bits; [`WRITER`] there means a writer. Two more bits tell
//! that readers or writers sleep. Readers sleep on the state itself, writers on a counter of their
//! own, so that one writer can be woken alone. New readers wait while writers do: writers do not
//! starve.

use super::poison::{self, LockResult, TryLockError, TryLockResult};
use crate::sys::futex;
use core::cell::UnsafeCell;
use core::fmt;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};

const COUNT: u32 = (1 << 30) - 1;
const WRITER: u32 = COUNT;
const MAX_READERS: u32 = COUNT - 1;
const READERS_WAIT: u32 = 1 << 30;
const WRITERS_WAIT: u32 = 1 << 31;

struct RawRwLock {
    state: AtomicU32,
    writer_notify: AtomicU32,
}

fn readable(state: u32) -> bool {
    state & COUNT < MAX_READERS && state & (READERS_WAIT | WRITERS_WAIT) == 0
}

impl RawRwLock {
    const fn new() -> Self {
        RawRwLock { state: AtomicU32::new(0), writer_notify: AtomicU32::new(0) }
    }

    #[inline]
    fn try_read(&self) -> bool {
        self.state
            .fetch_update(Acquire, Relaxed, |s| readable(s).then(|| s + 1))
            .is_ok()
    }

    #[inline]
    fn read(&self) {
        if !self.try_read() {
            self.read_contended();
        }
    }

    #[cold]
    fn read_contended(&self) {
        let mut state = self.spin(|s| s & COUNT != WRITER || s & !COUNT != 0);
        loop {
            if readable(state) {
                match self.state.compare_exchange_weak(state, state + 1, Acquire, Relaxed) {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            if state & COUNT == MAX_READERS {
                panic!("too many active read locks on RwLock");
            }
            if state & READERS_WAIT == 0 {
                let waiting = state | READERS_WAIT;
                if let Err(now) = self.state.compare_exchange(state, waiting, Relaxed, Relaxed) {
                    state = now;
                    continue;
                }
                state = waiting;
            }
            futex::wait(&self.state, state, None);
            state = self.spin(|s| s & COUNT != WRITER || s & !COUNT != 0);
        }
    }

    #[inline]
    fn try_write(&self) -> bool {
        self.state
            .fetch_update(Acquire, Relaxed, |s| (s & COUNT == 0).then(|| s + WRITER))
            .is_ok()
    }

    #[inline]
    fn write(&self) {
        if self.state.compare_exchange_weak(0, WRITER, Acquire, Relaxed).is_err() {
            self.write_contended();
        }
    }

    #[cold]
    fn write_contended(&self) {
        let mut state = self.spin(|s| s & COUNT == 0 || s & WRITERS_WAIT != 0);
        // Once asleep, a thread cannot know of other sleeping writers, so assumes some.
        let mut others = 0;
        loop {
            if state & COUNT == 0 {
                let locked = state | WRITER | others;
                match self.state.compare_exchange_weak(state, locked, Acquire, Relaxed) {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            if state & WRITERS_WAIT == 0 {
                let waiting = state | WRITERS_WAIT;
                if let Err(now) = self.state.compare_exchange(state, waiting, Relaxed, Relaxed) {
                    state = now;
                    continue;
                }
            }
            others = WRITERS_WAIT;
            let seen = self.writer_notify.load(Acquire);
            state = self.state.load(Relaxed);
            if state & COUNT == 0 || state & WRITERS_WAIT == 0 {
                continue;
            }
            futex::wait(&self.writer_notify, seen, None);
            state = self.spin(|s| s & COUNT == 0 || s & WRITERS_WAIT != 0);
        }
    }

    #[inline]
    unsafe fn read_unlock(&self) {
        let state = self.state.fetch_sub(1, Release) - 1;
        // Readers only sleep beside a writer, here or waiting.
        if state & COUNT == 0 && state & WRITERS_WAIT != 0 {
            self.wake(state);
        }
    }

    #[inline]
    unsafe fn write_unlock(&self) {
        let state = self.state.fetch_sub(WRITER, Release) - WRITER;
        if state != 0 {
            self.wake(state);
        }
    }

    /// Wakes a writer, or all readers if there is no writer, of an unlocked lock.
    #[cold]
    fn wake(&self, mut state: u32) {
        if state == WRITERS_WAIT {
            match self.state.compare_exchange(state, 0, Relaxed, Relaxed) {
                Ok(_) => {
                    self.wake_writer();
                    return;
                }
                Err(now) => state = now,
            }
        }
        if state == READERS_WAIT | WRITERS_WAIT {
            if self.state.compare_exchange(state, READERS_WAIT, Relaxed, Relaxed).is_err() {
                // Somebody has locked it, and will wake.
                return;
            }
            if self.wake_writer() {
                return;
            }
            // No writer slept after all.
            state = READERS_WAIT;
        }
        if state == READERS_WAIT && self.state.compare_exchange(state, 0, Relaxed, Relaxed).is_ok()
        {
            futex::wake_all(&self.state);
        }
    }

    fn wake_writer(&self) -> bool {
        self.writer_notify.fetch_add(1, Release);
        futex::wake(&self.writer_notify)
    }

    /// Waits a little for a state worth looking at.
    fn spin(&self, f: impl Fn(u32) -> bool) -> u32 {
        for _ in 0..100 {
            let state = self.state.load(Relaxed);
            if f(state) {
                return state;
            }
            core::hint::spin_loop();
        }
        self.state.load(Relaxed)
    }
}

/// A value that many threads may read or one may change.
pub struct RwLock<T: ?Sized> {
    inner: RawRwLock,
    poison: poison::Flag,
    data: UnsafeCell<T>,
}

unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

/// Access for reading; unlocks when dropped.
#[must_use = "if unused the RwLock will immediately unlock"]
#[rustc_diagnostic_item = "RwLockReadGuard"]
pub struct RwLockReadGuard<'rwlock, T: ?Sized + 'rwlock> {
    data: NonNull<T>,
    inner: &'rwlock RawRwLock,
}

/// Access for writing; unlocks when dropped.
#[must_use = "if unused the RwLock will immediately unlock"]
#[rustc_diagnostic_item = "RwLockWriteGuard"]
pub struct RwLockWriteGuard<'rwlock, T: ?Sized + 'rwlock> {
    lock: &'rwlock RwLock<T>,
    taken: poison::Taken,
}

impl<T: ?Sized> !Send for RwLockReadGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
impl<T: ?Sized> !Send for RwLockWriteGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<T> RwLock<T> {
    /// An unlocked lock.
    #[inline]
    pub const fn new(t: T) -> RwLock<T> {
        RwLock { inner: RawRwLock::new(), poison: poison::Flag::new(), data: UnsafeCell::new(t) }
    }

    /// The value.
    pub fn into_inner(self) -> LockResult<T> {
        let data = self.data.into_inner();
        self.poison.wrap(data)
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until nobody writes.
    #[inline]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.inner.read();
        self.read_guard()
    }

    /// Takes the value for reading if nobody writes.
    #[inline]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        if self.inner.try_read() { Ok(self.read_guard()?) } else { Err(TryLockError::WouldBlock) }
    }

    /// Waits until nobody else has the value.
    #[inline]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.inner.write();
        self.write_guard()
    }

    /// Takes the value for writing if nobody else has it.
    #[inline]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        if self.inner.try_write() { Ok(self.write_guard()?) } else { Err(TryLockError::WouldBlock) }
    }

    fn read_guard(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let data = unsafe { NonNull::new_unchecked(self.data.get()) };
        self.poison.wrap(RwLockReadGuard { data, inner: &self.inner })
    }

    fn write_guard(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.poison.wrap(RwLockWriteGuard { lock: self, taken: self.poison.take() })
    }

    /// Whether a thread panicked while it wrote.
    #[inline]
    pub fn is_poisoned(&self) -> bool {
        self.poison.get()
    }

    /// Forgets such panics.
    #[inline]
    pub fn clear_poison(&self) {
        self.poison.clear();
    }

    /// The value; nobody else can have it.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let data = self.data.get_mut();
        self.poison.wrap(data)
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(t: T) -> Self {
        RwLock::new(t)
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> RwLock<T> {
        RwLock::new(Default::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => d.field("data", &&*guard),
            Err(TryLockError::Poisoned(e)) => d.field("data", &&**e.get_ref()),
            Err(TryLockError::WouldBlock) => d.field("data", &format_args!("<locked>")),
        };
        d.field("poisoned", &self.poison.get()).finish_non_exhaustive()
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Turns write access into read access without letting another writer in between.
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        let s = core::mem::ManuallyDrop::new(s);
        let lock = s.lock;
        lock.poison.done(&s.taken);
        // One reader instead of the writer; sleeping readers may join if no writer waits.
        let old = lock.inner.state.fetch_sub(WRITER - 1, Release);
        if old & READERS_WAIT != 0 {
            lock.inner.state.fetch_and(!READERS_WAIT, Relaxed);
            futex::wake_all(&lock.inner.state);
        }
        let data = unsafe { NonNull::new_unchecked(lock.data.get()) };
        RwLockReadGuard { data, inner: &lock.inner }
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        unsafe { self.data.as_ref() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.data.get() }
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        unsafe { self.inner.read_unlock() };
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.poison.done(&self.taken);
        unsafe { self.lock.inner.write_unlock() };
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
