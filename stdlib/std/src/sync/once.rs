//! `Once`.

use crate::sys::futex;
use core::cell::Cell;
use core::fmt;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::{AcqRel, Acquire, Release};

const INCOMPLETE: u32 = 0;
const POISONED: u32 = 1;
const RUNNING: u32 = 2;
/// Running, and somebody may be asleep.
const QUEUED: u32 = 3;
const COMPLETE: u32 = 4;

/// Something that is done once.
pub struct Once {
    state: AtomicU32,
}

/// What the closure of [`Once::call_once_force`] is told.
pub struct OnceState {
    poisoned: bool,
    set_to: Cell<u32>,
}

/// The initial value of a [`Once`].
#[deprecated(since = "1.38.0", note = "the `Once::new()` function is now preferred")]
pub const ONCE_INIT: Once = Once::new();

impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

/// Sets the final state, also after a panic, and wakes those who wait.
struct Completion<'a> {
    state: &'a AtomicU32,
    set_to: u32,
}

impl Drop for Completion<'_> {
    fn drop(&mut self) {
        if self.state.swap(self.set_to, Release) == QUEUED {
            futex::wake_all(self.state);
        }
    }
}

impl Once {
    /// Nothing done yet.
    #[inline]
    #[must_use]
    pub const fn new() -> Once {
        Once { state: AtomicU32::new(INCOMPLETE) }
    }

    /// Calls the closure unless it was called before; waits for a call that is under way.
    #[inline]
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if self.is_completed() {
            return;
        }
        let mut f = Some(f);
        self.call(false, &mut |_| {
            if let Some(f) = f.take() {
                f()
            }
        });
    }

    /// Like [`call_once`](Self::call_once), also after a call that panicked.
    #[inline]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if self.is_completed() {
            return;
        }
        let mut f = Some(f);
        self.call(true, &mut |state| {
            if let Some(f) = f.take() {
                f(state)
            }
        });
    }

    /// Whether it is done.
    #[inline]
    pub fn is_completed(&self) -> bool {
        self.state.load(Acquire) == COMPLETE
    }

    /// Waits until it is done.
    pub fn wait(&self) {
        self.wait_until(false)
    }

    /// Waits until it is done, also by a call after one that panicked.
    pub fn wait_force(&self) {
        self.wait_until(true)
    }

    fn wait_until(&self, ignore_poison: bool) {
        loop {
            match self.state.load(Acquire) {
                COMPLETE => return,
                POISONED if !ignore_poison => panic!("Once instance has previously been poisoned"),
                RUNNING => {
                    let _ = self.state.compare_exchange(RUNNING, QUEUED, Acquire, Acquire);
                }
                QUEUED => {
                    futex::wait(&self.state, QUEUED, None);
                }
                // Nobody has begun: there is no word to sleep on that a beginner would wake.
                _ => crate::thread::yield_now(),
            }
        }
    }

    #[cold]
    #[track_caller]
    fn call(&self, ignore_poison: bool, f: &mut dyn FnMut(&OnceState)) {
        loop {
            let state = self.state.load(Acquire);
            match state {
                COMPLETE => return,
                POISONED if !ignore_poison => panic!("Once instance has previously been poisoned"),
                INCOMPLETE | POISONED => {
                    if self.state.compare_exchange(state, RUNNING, AcqRel, Acquire).is_err() {
                        continue;
                    }
                    let mut completion = Completion { state: &self.state, set_to: POISONED };
                    let told = OnceState {
                        poisoned: state == POISONED,
                        set_to: Cell::new(COMPLETE),
                    };
                    f(&told);
                    completion.set_to = told.set_to.get();
                    return;
                }
                RUNNING => {
                    let _ = self.state.compare_exchange(RUNNING, QUEUED, Acquire, Acquire);
                }
                _ => {
                    futex::wait(&self.state, QUEUED, None);
                }
            }
        }
    }

    /// Whether it is done, for the owner.
    pub(crate) fn is_done(&mut self) -> bool {
        *self.state.get_mut() == COMPLETE
    }

    /// Whether a call has panicked, for the owner.
    pub(crate) fn has_failed(&mut self) -> bool {
        *self.state.get_mut() == POISONED
    }
}

impl OnceState {
    /// Whether an earlier call panicked.
    #[inline]
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }

    /// Makes the call count as failed.
    pub(crate) fn fail(&self) {
        self.set_to.set(POISONED);
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

impl fmt::Debug for OnceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceState").field("poisoned", &self.is_poisoned()).finish()
    }
}
