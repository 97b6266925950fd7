//! `Barrier`.

use super::{Condvar, Mutex, PoisonError};
use core::fmt;

/// Lets a number of threads wait for each other.
pub struct Barrier {
    state: Mutex<State>,
    cvar: Condvar,
    num_threads: usize,
}

struct State {
    count: usize,
    generation: usize,
}

/// Whether a thread was the one that completed the group.
pub struct BarrierWaitResult(bool);

impl Barrier {
    /// A barrier for groups of `n` threads.
    #[must_use]
    #[inline]
    pub const fn new(n: usize) -> Barrier {
        let state = Mutex::new(State { count: 0, generation: 0 });
        Barrier { state, cvar: Condvar::new(), num_threads: n }
    }

    /// Waits until the group is complete.
    pub fn wait(&self) -> BarrierWaitResult {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let generation = state.generation;
        state.count += 1;
        if state.count < self.num_threads {
            let _guard = self
                .cvar
                .wait_while(state, |s| s.generation == generation)
                .unwrap_or_else(PoisonError::into_inner);
            return BarrierWaitResult(false);
        }
        state.count = 0;
        state.generation = generation.wrapping_add(1);
        self.cvar.notify_all();
        BarrierWaitResult(true)
    }
}

impl BarrierWaitResult {
    /// True for one thread of each group.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult").field("is_leader", &self.is_leader()).finish()
    }
}
