//! Thread-local variables.

use core::cell::{Cell, RefCell};
use core::error::Error;
use core::fmt;

/// A thread-local variable; made by `thread_local!`.
pub struct LocalKey<T: 'static> {
    // Returns null after the value was destroyed. An initial value may be given.
    inner: fn(Option<&mut Option<T>>) -> *const T,
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

/// Declares thread-local variables.
#[macro_export]
#[allow_internal_unstable(thread_local_internals)]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => (
        $crate::thread::local_impl::declare!(@key [$(#[$attr])*] [$vis] $name, $t, const $init);
        $crate::thread_local!($($rest)*);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block) => (
        $crate::thread::local_impl::declare!(@key [$(#[$attr])*] [$vis] $name, $t, const $init);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => (
        $crate::thread::local_impl::declare!(@key [$(#[$attr])*] [$vis] $name, $t, $init);
        $crate::thread_local!($($rest)*);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr) => (
        $crate::thread::local_impl::declare!(@key [$(#[$attr])*] [$vis] $name, $t, $init);
    );
}

/// A thread-local was used during or after its destruction.
#[non_exhaustive]
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct AccessError;

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("already destroyed", f)
    }
}

impl Error for AccessError {}

#[cold]
#[inline(never)]
#[track_caller]
fn panic_access_error(err: AccessError) -> ! {
    panic!("cannot access a Thread Local Storage value during or after destruction: {err:?}")
}

impl<T: 'static> LocalKey<T> {
    /// For the macro alone.
    ///
    /// # Safety
    /// The function must return null or a pointer that is valid while the thread lives.
    #[doc(hidden)]
    pub const unsafe fn new(
        inner: fn(Option<&mut Option<T>>) -> *const T,
    ) -> LocalKey<T> {
        LocalKey { inner }
    }

    /// Calls with the value, which is made now if need be.
    #[track_caller]
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        match self.try_with(f) {
            Ok(r) => r,
            Err(err) => panic_access_error(err),
        }
    }

    /// Calls with the value unless it was destroyed.
    #[inline]
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        let value = unsafe { (self.inner)(None).as_ref() }.ok_or(AccessError)?;
        Ok(f(value))
    }

    /// Calls with the value; if it is made now, from `init`, which otherwise is handed over.
    #[track_caller]
    fn initialize_with<F, R>(&'static self, init: T, f: F) -> R
    where
        F: FnOnce(Option<T>, &T) -> R,
    {
        let mut init = Some(init);
        match unsafe { (self.inner)(Some(&mut init)).as_ref() } {
            Some(value) => f(init, value),
            None => panic_access_error(AccessError),
        }
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the value.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(Cell::new(value), |value, cell| {
            if let Some(value) = value {
                cell.set(value.into_inner());
            }
        })
    }

    /// A copy of the value.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes the value, leaving the default one.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Sets the value and returns the one before.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls with the value borrowed.
    #[track_caller]
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Calls with the value mutably borrowed.
    #[track_caller]
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Sets the value.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(RefCell::new(value), |value, cell| {
            if let Some(value) = value {
                *cell.borrow_mut() = value.into_inner();
            }
        })
    }

    /// Takes the value, leaving the default one.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Sets the value and returns the one before.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

/// What the macro's expansion names.
#[doc(hidden)]
pub mod local_impl {
    use crate::sys::thread::at_exit;
    use core::cell::{Cell, UnsafeCell};
    use core::{mem, ptr};

    /// Declares one key.
    #[doc(hidden)]
    #[allow_internal_unstable(thread_local, thread_local_internals, rustc_attrs)]
    #[rustc_macro_transparency = "semiopaque"]
    pub macro declare {
        (@key [$(#[$attr:meta])*] [$vis:vis] $name:ident, $t:ty, const $init:block) => {
            $(#[$attr])* $vis const $name: $crate::thread::LocalKey<$t> = {
                const __RUST_STD_INTERNAL_INIT: $t = $init;
                unsafe {
                    $crate::thread::LocalKey::new(const {
                        if $crate::mem::needs_drop::<$t>() {
                            |_| {
                                #[thread_local]
                                static __RUST_STD_INTERNAL_VAL:
                                    $crate::thread::local_impl::EagerStorage<$t> =
                                    $crate::thread::local_impl::EagerStorage::new(
                                        __RUST_STD_INTERNAL_INIT,
                                    );
                                __RUST_STD_INTERNAL_VAL.get()
                            }
                        } else {
                            |_| {
                                #[thread_local]
                                static __RUST_STD_INTERNAL_VAL: $t = __RUST_STD_INTERNAL_INIT;
                                &__RUST_STD_INTERNAL_VAL
                            }
                        }
                    })
                }
            };
        },
        (@key [$(#[$attr:meta])*] [$vis:vis] $name:ident, $t:ty, $init:expr) => {
            $(#[$attr])* $vis const $name: $crate::thread::LocalKey<$t> = {
                #[inline]
                fn __rust_std_internal_init_fn() -> $t {
                    $init
                }
                unsafe {
                    $crate::thread::LocalKey::new(|__rust_std_internal_init| {
                        #[thread_local]
                        static __RUST_STD_INTERNAL_VAL:
                            $crate::thread::local_impl::LazyStorage<$t> =
                            $crate::thread::local_impl::LazyStorage::new();
                        __RUST_STD_INTERNAL_VAL.get_or_init(
                            __rust_std_internal_init,
                            __rust_std_internal_init_fn,
                        )
                    })
                }
            };
        },
    }

    /// Aborts when a destructor panics: nothing could catch it.
    struct AbortOnUnwind;

    impl Drop for AbortOnUnwind {
        fn drop(&mut self) {
            crate::rt::fatal("thread local panicked on drop");
        }
    }

    fn guarded(f: impl FnOnce()) {
        let guard = AbortOnUnwind;
        f();
        mem::forget(guard);
    }

    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Initial,
        Alive,
        Destroyed,
    }

    /// A value that is there from the start and has a destructor.
    pub struct EagerStorage<T> {
        state: Cell<State>,
        value: UnsafeCell<T>,
    }

    impl<T> EagerStorage<T> {
        /// With its value.
        pub const fn new(value: T) -> EagerStorage<T> {
            EagerStorage { state: Cell::new(State::Initial), value: UnsafeCell::new(value) }
        }

        /// The value; null when it is destroyed.
        #[inline]
        pub fn get(&self) -> *const T {
            match self.state.get() {
                State::Alive => self.value.get(),
                State::Destroyed => ptr::null(),
                State::Initial => {
                    unsafe { at_exit(ptr::from_ref(self).cast_mut().cast(), destroy_eager::<T>) };
                    self.state.set(State::Alive);
                    self.value.get()
                }
            }
        }
    }

    unsafe extern "C" fn destroy_eager<T>(ptr: *mut u8) {
        guarded(|| unsafe {
            let storage = &*ptr.cast::<EagerStorage<T>>();
            storage.state.set(State::Destroyed);
            ptr::drop_in_place(storage.value.get());
        })
    }

    /// A value that is made when it is first used.
    pub struct LazyStorage<T> {
        state: Cell<State>,
        value: UnsafeCell<mem::MaybeUninit<T>>,
    }

    impl<T> LazyStorage<T> {
        /// Without its value.
        pub const fn new() -> LazyStorage<T> {
            LazyStorage {
                state: Cell::new(State::Initial),
                value: UnsafeCell::new(mem::MaybeUninit::uninit()),
            }
        }

        /// The value, made from `init` or by `f` if need be; null when it is destroyed.
        #[inline]
        pub fn get_or_init(&self, init: Option<&mut Option<T>>, f: fn() -> T) -> *const T {
            match self.state.get() {
                State::Alive => self.value.get().cast(),
                State::Destroyed => ptr::null(),
                State::Initial => self.init(init, f),
            }
        }

        #[cold]
        fn init(&self, init: Option<&mut Option<T>>, f: fn() -> T) -> *const T {
            let value = init.and_then(Option::take).unwrap_or_else(f);
            let slot = self.value.get().cast::<T>();
            unsafe {
                if self.state.replace(State::Alive) == State::Alive {
                    // The initialiser used the variable, and so made another value.
                    drop(ptr::replace(slot, value));
                    return slot;
                }
                slot.write(value);
                if mem::needs_drop::<T>() {
                    at_exit(ptr::from_ref(self).cast_mut().cast(), destroy_lazy::<T>);
                }
            }
            slot
        }
    }

    unsafe extern "C" fn destroy_lazy<T>(ptr: *mut u8) {
        guarded(|| unsafe {
            let storage = &*ptr.cast::<LazyStorage<T>>();
            storage.state.set(State::Destroyed);
            ptr::drop_in_place(storage.value.get().cast::<T>());
        })
    }
}
