//! `Rc<T>`: shared ownership within one thread.
//!
//! A counted value lies behind a header with its two counts; `Rc` and `Weak` point to the value.
//! All strong pointers together own one weak count, so that the memory goes when the weak count
//! becomes zero. What does not depend on the kind of counter is in `pointer.rs`, shared with
//! [`Arc`](crate::sync::Arc).

pub(crate) mod clone;
pub(crate) mod memory;
#[macro_use]
pub(crate) mod pointer;
#[macro_use]
pub(crate) mod traits;

use core::cell::Cell;
use crate::rc::memory::{Claim, abort};

/// The two counts of a value.
pub(crate) struct Counts {
    strong: Cell<usize>,
    weak: Cell<usize>,
}

impl Counts {
    #[inline]
    pub(crate) fn new(strong: usize) -> Self {
        Counts { strong: Cell::new(strong), weak: Cell::new(1) }
    }

    /// The number of strong pointers.
    #[inline]
    fn strong(&self) -> usize {
        self.strong.get()
    }

    /// The number of weak pointers, without the one that the strong ones own.
    #[inline]
    fn weak(&self) -> usize {
        self.weak.get() - 1
    }

    #[inline]
    fn retain_strong(&self) {
        let n = self.strong.get().wrapping_add(1);
        self.strong.set(n);
        if n == 0 {
            abort();
        }
    }

    /// Adds a strong pointer unless there is none.
    #[inline]
    fn try_retain_strong(&self) -> bool {
        let alive = self.strong.get() != 0;
        if alive {
            self.retain_strong();
        }
        alive
    }

    /// Takes a strong pointer away; true if it was the last.
    #[inline]
    fn release_strong(&self) -> bool {
        let n = self.strong.get() - 1;
        self.strong.set(n);
        n == 0
    }

    /// Takes the only strong pointer away, or does nothing.
    #[inline]
    fn try_release_only(&self) -> bool {
        let only = self.strong.get() == 1;
        if only {
            self.strong.set(0);
        }
        only
    }

    #[inline]
    fn retain_weak(&self) {
        let n = self.weak.get().wrapping_add(1);
        self.weak.set(n);
        if n == 0 {
            abort();
        }
    }

    /// Takes a weak pointer away; true if it was the last.
    #[inline]
    fn release_weak(&self) -> bool {
        let n = self.weak.get() - 1;
        self.weak.set(n);
        n == 0
    }

    /// Whether the caller's strong pointer is the only pointer of any kind.
    #[inline]
    fn is_unique(&self) -> bool {
        self.strong.get() == 1 && self.weak.get() == 1
    }

    /// Asks for the value alone: see [`Claim`].
    #[inline]
    fn claim(&self) -> Claim {
        if self.strong.get() != 1 {
            Claim::Shared
        } else if self.weak.get() != 1 {
            self.strong.set(0);
            Claim::Detached
        } else {
            Claim::Unique
        }
    }

    /// Lets the value that `new_cyclic` has made be seen.
    #[inline]
    fn publish(&self) {
        self.strong.set(1);
    }
}

counted_pointers!(Rc, Weak, "Shared ownership within one thread.");
counted_traits!(Rc, Weak);

impl Rc<dyn Any> {
    /// The pointer as one to the concrete type, if that is its type.
    #[inline]
    pub fn downcast<T: Any>(self) -> Result<Rc<T>, Self> {
        if (*self).is::<T>() {
            Ok(unsafe { Rc::from_raw(Rc::into_raw(self).cast()) })
        } else {
            Err(self)
        }
    }
}
