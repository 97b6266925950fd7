//! [`LazyCell`]: a value that is computed on first use.
use super::UnsafeCell;
use crate::ops::{Deref, DerefMut};
use crate::{fmt, mem};

enum State<T, F> {
    Uninit(F),
    Init(T),
    Poisoned,
}

/// A value that is computed on first use.
pub struct LazyCell<T, F = fn() -> T> {
    state: UnsafeCell<State<T, F>>,
}

impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    /// A value that `f` will compute.
    #[inline]
    pub const fn new(f: F) -> LazyCell<T, F> {
        LazyCell { state: UnsafeCell::new(State::Uninit(f)) }
    }

    /// The value, or the function that would compute it.
    #[cfg_attr(ochre, unstable(feature = "lazy_cell_into_inner", issue = "none"))]
    pub fn into_inner(this: Self) -> Result<T, F> {
        match this.state.into_inner() {
            State::Init(data) => Ok(data),
            State::Uninit(f) => Err(f),
            State::Poisoned => panic_poisoned(),
        }
    }

    /// Borrows the value; computes it first if need be.
    #[inline]
    pub fn force(this: &LazyCell<T, F>) -> &T {
        // SAFETY: no mutable reference into the state is alive here.
        let state = unsafe { &*this.state.get() };
        match state {
            State::Init(data) => data,
            // SAFETY: the state is not borrowed any more.
            State::Uninit(_) => unsafe { LazyCell::really_init(this) },
            State::Poisoned => panic_poisoned(),
        }
    }

    /// Mutably borrows the value; computes it first if need be.
    #[inline]
    pub fn force_mut(this: &mut LazyCell<T, F>) -> &mut T {
        if let State::Init(_) = this.state.get_mut() {
        } else {
            LazyCell::force(this);
        }
        match this.state.get_mut() {
            State::Init(data) => data,
            _ => panic_poisoned(),
        }
    }

    /// # Safety
    /// The state must be `Uninit` and not borrowed.
    #[cold]
    unsafe fn really_init(this: &LazyCell<T, F>) -> &T {
        // SAFETY: promised by the caller. While the function runs, the state is `Poisoned`, and
        // it stays so if the function panics.
        let old = mem::replace(unsafe { &mut *this.state.get() }, State::Poisoned);
        let State::Uninit(f) = old else { unreachable!() };
        let data = f();
        // SAFETY: `Poisoned` gives out no references.
        unsafe { this.state.get().write(State::Init(data)) };
        // SAFETY: as above.
        match unsafe { &*this.state.get() } {
            State::Init(data) => data,
            _ => unreachable!(),
        }
    }
}

impl<T, F> LazyCell<T, F> {
    /// Mutably borrows the value, if it has been computed.
    #[inline]
    pub fn get_mut(this: &mut LazyCell<T, F>) -> Option<&mut T> {
        match this.state.get_mut() {
            State::Init(data) => Some(data),
            _ => None,
        }
    }

    /// Borrows the value, if it has been computed.
    #[inline]
    pub fn get(this: &LazyCell<T, F>) -> Option<&T> {
        // SAFETY: no mutable reference into the state is alive here.
        match unsafe { &*this.state.get() } {
            State::Init(data) => Some(data),
            _ => None,
        }
    }
}

#[cold]
#[inline(never)]
fn panic_poisoned() -> ! {
    panic!("LazyCell instance has previously been poisoned")
}

impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        LazyCell::force(self)
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyCell<T, F> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        LazyCell::force_mut(self)
    }
}

impl<T: Default> Default for LazyCell<T> {
    fn default() -> LazyCell<T> {
        LazyCell::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyCell<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("LazyCell");
        match LazyCell::get(self) {
            Some(data) => d.field(data),
            None => d.field(&format_args!("<uninit>")),
        };
        d.finish()
    }
}

impl<T, F> From<T> for LazyCell<T, F> {
    #[inline]
    fn from(value: T) -> Self {
        LazyCell { state: UnsafeCell::new(State::Init(value)) }
    }
}
