//! Atomic types.
use self::Ordering::*;
use crate::cell::UnsafeCell;
use crate::intrinsics::{self, AtomicOrdering as AO};
use crate::{fmt, hint, ptr};

/// Memory orders.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
#[non_exhaustive]
#[rustc_diagnostic_item = "Ordering"]
pub enum Ordering {
    /// No order with other operations.
    Relaxed,
    /// What came before is visible to whoever acquires the value.
    Release,
    /// What came before the release of the value is visible.
    Acquire,
    /// Both.
    AcqRel,
    /// Both, and one total order of all such operations.
    SeqCst,
}

/// Calls an intrinsic with the order as a constant.
macro_rules! with_order {
    ($order:expr, $name:ident::<$T:ty $(, $U:ty)?>($($arg:expr),*)) => {
        // SAFETY: an atomic is valid and aligned; data races are what it is for.
        unsafe {
            match $order {
                Relaxed => intrinsics::$name::<$T, $($U,)? { AO::Relaxed }>($($arg),*),
                Acquire => intrinsics::$name::<$T, $($U,)? { AO::Acquire }>($($arg),*),
                Release => intrinsics::$name::<$T, $($U,)? { AO::Release }>($($arg),*),
                AcqRel => intrinsics::$name::<$T, $($U,)? { AO::AcqRel }>($($arg),*),
                SeqCst => intrinsics::$name::<$T, $($U,)? { AO::SeqCst }>($($arg),*),
            }
        }
    };
}

#[inline]
#[track_caller]
fn atomic_load<T: Copy>(src: *const T, order: Ordering) -> T {
    // SAFETY: as above.
    unsafe {
        match order {
            Relaxed => intrinsics::atomic_load::<T, { AO::Relaxed }>(src),
            Acquire => intrinsics::atomic_load::<T, { AO::Acquire }>(src),
            SeqCst => intrinsics::atomic_load::<T, { AO::SeqCst }>(src),
            Release => panic!("there is no such thing as a release load"),
            AcqRel => panic!("there is no such thing as an acquire-release load"),
        }
    }
}

#[inline]
#[track_caller]
fn atomic_store<T: Copy>(dst: *mut T, val: T, order: Ordering) {
    // SAFETY: as above.
    unsafe {
        match order {
            Relaxed => intrinsics::atomic_store::<T, { AO::Relaxed }>(dst, val),
            Release => intrinsics::atomic_store::<T, { AO::Release }>(dst, val),
            SeqCst => intrinsics::atomic_store::<T, { AO::SeqCst }>(dst, val),
            Acquire => panic!("there is no such thing as an acquire store"),
            AcqRel => panic!("there is no such thing as an acquire-release store"),
        }
    }
}

macro_rules! exchange_fns {
    ($($name:ident $intrinsic:ident;)*) => {$(
        #[inline]
        #[track_caller]
        fn $name<T: Copy>(
            dst: *mut T,
            old: T,
            new: T,
            success: Ordering,
            failure: Ordering,
        ) -> Result<T, T> {
            use intrinsics::$intrinsic as cx;
            // SAFETY: as above.
            let (val, ok) = unsafe {
                match (success, failure) {
                    (Relaxed, Relaxed) => cx::<T, { AO::Relaxed }, { AO::Relaxed }>(dst, old, new),
                    (Relaxed, Acquire) => cx::<T, { AO::Relaxed }, { AO::Acquire }>(dst, old, new),
                    (Relaxed, SeqCst) => cx::<T, { AO::Relaxed }, { AO::SeqCst }>(dst, old, new),
                    (Acquire, Relaxed) => cx::<T, { AO::Acquire }, { AO::Relaxed }>(dst, old, new),
                    (Acquire, Acquire) => cx::<T, { AO::Acquire }, { AO::Acquire }>(dst, old, new),
                    (Acquire, SeqCst) => cx::<T, { AO::Acquire }, { AO::SeqCst }>(dst, old, new),
                    (Release, Relaxed) => cx::<T, { AO::Release }, { AO::Relaxed }>(dst, old, new),
                    (Release, Acquire) => cx::<T, { AO::Release }, { AO::Acquire }>(dst, old, new),
                    (Release, SeqCst) => cx::<T, { AO::Release }, { AO::SeqCst }>(dst, old, new),
                    (AcqRel, Relaxed) => cx::<T, { AO::AcqRel }, { AO::Relaxed }>(dst, old, new),
                    (AcqRel, Acquire) => cx::<T, { AO::AcqRel }, { AO::Acquire }>(dst, old, new),
                    (AcqRel, SeqCst) => cx::<T, { AO::AcqRel }, { AO::SeqCst }>(dst, old, new),
                    (SeqCst, Relaxed) => cx::<T, { AO::SeqCst }, { AO::Relaxed }>(dst, old, new),
                    (SeqCst, Acquire) => cx::<T, { AO::SeqCst }, { AO::Acquire }>(dst, old, new),
                    (SeqCst, SeqCst) => cx::<T, { AO::SeqCst }, { AO::SeqCst }>(dst, old, new),
                    (_, AcqRel) => {
                        panic!("there is no such thing as an acquire-release failure ordering")
                    }
                    (_, Release) => {
                        panic!("there is no such thing as a release failure ordering")
                    }
                }
            };
            if ok { Ok(val) } else { Err(val) }
        }
    )*};
}
exchange_fns! {
    atomic_compare_exchange atomic_cxchg;
    atomic_compare_exchange_weak atomic_cxchgweak;
}

/// The order of a failed exchange that goes with one of a success.
#[inline]
const fn strongest_failure_ordering(order: Ordering) -> Ordering {
    match order {
        Release | Relaxed => Relaxed,
        SeqCst => SeqCst,
        Acquire | AcqRel => Acquire,
    }
}

/// A fence between operations.
#[inline]
#[rustc_diagnostic_item = "fence"]
pub fn fence(order: Ordering) {
    // SAFETY: a fence is always fine.
    unsafe {
        match order {
            Acquire => intrinsics::atomic_fence::<{ AO::Acquire }>(),
            Release => intrinsics::atomic_fence::<{ AO::Release }>(),
            AcqRel => intrinsics::atomic_fence::<{ AO::AcqRel }>(),
            SeqCst => intrinsics::atomic_fence::<{ AO::SeqCst }>(),
            Relaxed => panic!("there is no such thing as a relaxed fence"),
        }
    }
}

/// A fence that only the compiler sees.
#[inline]
#[rustc_diagnostic_item = "compiler_fence"]
pub fn compiler_fence(order: Ordering) {
    // SAFETY: a fence is always fine.
    unsafe {
        match order {
            Acquire => intrinsics::atomic_singlethreadfence::<{ AO::Acquire }>(),
            Release => intrinsics::atomic_singlethreadfence::<{ AO::Release }>(),
            AcqRel => intrinsics::atomic_singlethreadfence::<{ AO::AcqRel }>(),
            SeqCst => intrinsics::atomic_singlethreadfence::<{ AO::SeqCst }>(),
            Relaxed => panic!("there is no such thing as a relaxed fence"),
        }
    }
}

/// Says that the thread is waiting in a loop.
#[inline]
#[deprecated(since = "1.51.0", note = "use hint::spin_loop instead")]
pub fn spin_loop_hint() {
    hint::spin_loop()
}

/// What all atomic types have in common. The value is stored as `$R`.
macro_rules! atomic_common {
    ([$($generics:tt)*] $Atomic:ty, $T:ty, $R:ty, |$to:ident| $to_raw:expr, |$from:ident| $from_raw:expr) => {
        impl<$($generics)*> $Atomic {
            #[inline(always)]
            fn to_raw($to: $T) -> $R {
                $to_raw
            }

            #[inline(always)]
            fn from_raw($from: $R) -> $T {
                $from_raw
            }

            #[inline(always)]
            fn raw(&self) -> *mut $R {
                self.v.get()
            }

            /// A pointer as a reference to an atomic.
            ///
            /// # Safety
            /// It must be valid, aligned, and used only atomically.
            #[inline]
            pub const unsafe fn from_ptr<'a>(ptr: *mut $T) -> &'a Self {
                // SAFETY: promised by the caller.
                unsafe { &*ptr.cast() }
            }

            /// Mutably borrows the value.
            #[inline]
            pub const fn get_mut(&mut self) -> &mut $T {
                // SAFETY: the reference is unique.
                unsafe { &mut *(self.v.get() as *mut $T) }
            }

            /// A pointer to the value.
            #[inline]
            #[rustc_as_ptr]
            #[rustc_never_returns_null_ptr]
            pub const fn as_ptr(&self) -> *mut $T {
                self.v.get() as *mut $T
            }

            /// The value.
            #[inline]
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $T {
                Self::from_raw(atomic_load(self.raw(), order))
            }

            /// Sets the value.
            #[inline]
            #[track_caller]
            #[rustc_should_not_be_called_on_const_items]
            pub fn store(&self, val: $T, order: Ordering) {
                atomic_store(self.raw(), Self::to_raw(val), order)
            }

            /// Sets the value and returns the old one.
            #[inline]
            pub fn swap(&self, val: $T, order: Ordering) -> $T {
                let val = Self::to_raw(val);
                Self::from_raw(with_order!(order, atomic_xchg::<$R>(self.raw(), val)))
            }

            /// Sets the value if it is `current` and returns the old one.
            #[inline]
            #[deprecated(
                since = "1.50.0",
                note = "use `compare_exchange` or `compare_exchange_weak` instead"
            )]
            pub fn compare_and_swap(&self, current: $T, new: $T, order: Ordering) -> $T {
                match self.compare_exchange(current, new, order, strongest_failure_ordering(order)) {
                    Ok(x) => x,
                    Err(x) => x,
                }
            }

            /// Sets the value if it is `current`.
            #[inline]
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $T,
                new: $T,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$T, $T> {
                let (current, new) = (Self::to_raw(current), Self::to_raw(new));
                match atomic_compare_exchange(self.raw(), current, new, success, failure) {
                    Ok(x) => Ok(Self::from_raw(x)),
                    Err(x) => Err(Self::from_raw(x)),
                }
            }

            /// Sets the value if it is `current`; may fail without a reason.
            #[inline]
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $T,
                new: $T,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$T, $T> {
                let (current, new) = (Self::to_raw(current), Self::to_raw(new));
                match atomic_compare_exchange_weak(self.raw(), current, new, success, failure) {
                    Ok(x) => Ok(Self::from_raw(x)),
                    Err(x) => Err(Self::from_raw(x)),
                }
            }

            /// Replaces the value by what `f` makes of it, until `f` returns `None`.
            #[inline]
            #[track_caller]
            pub fn fetch_update<F: FnMut($T) -> Option<$T>>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                f: F,
            ) -> Result<$T, $T> {
                self.try_update(set_order, fetch_order, f)
            }

            /// Replaces the value by what `f` makes of it, until `f` returns `None`.
            #[inline]
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($T) -> Option<$T>,
            ) -> Result<$T, $T> {
                let mut prev = self.load(fetch_order);
                while let Some(next) = f(prev) {
                    match self.compare_exchange_weak(prev, next, set_order, fetch_order) {
                        x @ Ok(_) => return x,
                        Err(next_prev) => prev = next_prev,
                    }
                }
                Err(prev)
            }

            /// Replaces the value by what `f` makes of it.
            #[inline]
            #[track_caller]
            pub fn update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($T) -> $T,
            ) -> $T {
                let mut prev = self.load(fetch_order);
                loop {
                    match self.compare_exchange_weak(prev, f(prev), set_order, fetch_order) {
                        Ok(x) => break x,
                        Err(next_prev) => prev = next_prev,
                    }
                }
            }
        }

        unsafe impl<$($generics)*> Sync for $Atomic {}
        unsafe impl<$($generics)*> Send for $Atomic {}
        impl<$($generics)*> crate::panic::RefUnwindSafe for $Atomic {}

        impl<$($generics)*> From<$T> for $Atomic {
            #[inline]
            fn from(v: $T) -> Self {
                Self::new(v)
            }
        }

        impl<$($generics)*> fmt::Debug for $Atomic {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.load(Relaxed), f)
            }
        }
    };
}

/// The operations on bits that integers and `bool` share.
macro_rules! fetch_ops {
    ($($(#[$doc:meta])* $name:ident($T:ty as $R:ty) $intrinsic:ident::<$($arg:ty),*>;)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name(&self, val: $T, order: Ordering) -> $T {
            let val = Self::to_raw(val);
            Self::from_raw(with_order!(order, $intrinsic::<$($arg),*>(self.raw(), val)))
        }
    )*};
}

macro_rules! atomic_integers {
    ($($Atomic:ident $T:ident $align:literal $min:ident $max:ident;)*) => {$(
        #[doc = concat!("An atomic `", stringify!($T), "`.")]
        #[repr(C, align($align))]
        pub struct $Atomic {
            v: UnsafeCell<$T>,
        }

        atomic_common! { [] $Atomic, $T, $T, |val| val, |val| val }

        impl Default for $Atomic {
            #[inline]
            fn default() -> Self {
                Self::new(0)
            }
        }

        impl $Atomic {
            /// An atomic with a value.
            #[inline]
            #[must_use]
            pub const fn new(v: $T) -> Self {
                Self { v: UnsafeCell::new(v) }
            }

            /// Unwraps the value.
            #[inline]
            pub const fn into_inner(self) -> $T {
                self.v.into_inner()
            }

            fetch_ops! {
                /// Adds, wrapping around, and returns the old value.
                fetch_add($T as $T) atomic_xadd::<$T, $T>;
                /// Subtracts, wrapping around, and returns the old value.
                fetch_sub($T as $T) atomic_xsub::<$T, $T>;
                /// Performs `&` and returns the old value.
                fetch_and($T as $T) atomic_and::<$T, $T>;
                /// Performs `!(a & b)` and returns the old value.
                fetch_nand($T as $T) atomic_nand::<$T, $T>;
                /// Performs `|` and returns the old value.
                fetch_or($T as $T) atomic_or::<$T, $T>;
                /// Performs `^` and returns the old value.
                fetch_xor($T as $T) atomic_xor::<$T, $T>;
                /// Takes the greater value and returns the old one.
                fetch_max($T as $T) $max::<$T>;
                /// Takes the lesser value and returns the old one.
                fetch_min($T as $T) $min::<$T>;
            }
        }
    )*};
}
atomic_integers! {
    AtomicI8 i8 1 atomic_min atomic_max;
    AtomicU8 u8 1 atomic_umin atomic_umax;
    AtomicI16 i16 2 atomic_min atomic_max;
    AtomicU16 u16 2 atomic_umin atomic_umax;
    AtomicI32 i32 4 atomic_min atomic_max;
    AtomicU32 u32 4 atomic_umin atomic_umax;
    AtomicI64 i64 8 atomic_min atomic_max;
    AtomicU64 u64 8 atomic_umin atomic_umax;
}
#[cfg(target_pointer_width = "64")]
atomic_integers! {
    AtomicIsize isize 8 atomic_min atomic_max;
    AtomicUsize usize 8 atomic_umin atomic_umax;
}
#[cfg(target_pointer_width = "32")]
atomic_integers! {
    AtomicIsize isize 4 atomic_min atomic_max;
    AtomicUsize usize 4 atomic_umin atomic_umax;
}

/// An [`AtomicIsize`] of 0.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
pub const ATOMIC_ISIZE_INIT: AtomicIsize = AtomicIsize::new(0);
/// An [`AtomicUsize`] of 0.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
pub const ATOMIC_USIZE_INIT: AtomicUsize = AtomicUsize::new(0);
/// An [`AtomicBool`] of `false`.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
pub const ATOMIC_BOOL_INIT: AtomicBool = AtomicBool::new(false);

/// An atomic `bool`.
#[rustc_diagnostic_item = "AtomicBool"]
#[repr(C, align(1))]
pub struct AtomicBool {
    v: UnsafeCell<u8>,
}

atomic_common! { [] AtomicBool, bool, u8, |val| val as u8, |val| val != 0 }

impl Default for AtomicBool {
    #[inline]
    fn default() -> Self {
        Self::new(false)
    }
}

impl AtomicBool {
    /// An atomic with a value.
    #[inline]
    #[must_use]
    pub const fn new(v: bool) -> AtomicBool {
        AtomicBool { v: UnsafeCell::new(v as u8) }
    }

    /// Unwraps the value.
    #[inline]
    pub const fn into_inner(self) -> bool {
        self.v.into_inner() != 0
    }

    fetch_ops! {
        /// Performs `&` and returns the old value.
        fetch_and(bool as u8) atomic_and::<u8, u8>;
        /// Performs `|` and returns the old value.
        fetch_or(bool as u8) atomic_or::<u8, u8>;
        /// Performs `^` and returns the old value.
        fetch_xor(bool as u8) atomic_xor::<u8, u8>;
    }

    /// Performs `!(a & b)` and returns the old value.
    #[inline]
    pub fn fetch_nand(&self, val: bool, order: Ordering) -> bool {
        // The other bits must stay clear.
        if val { self.fetch_xor(true, order) } else { self.swap(true, order) }
    }

    /// Performs `!` and returns the old value.
    #[inline]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.fetch_xor(true, order)
    }
}

/// An atomic pointer.
#[rustc_diagnostic_item = "AtomicPtr"]
#[cfg_attr(target_pointer_width = "32", repr(C, align(4)))]
#[cfg_attr(target_pointer_width = "64", repr(C, align(8)))]
pub struct AtomicPtr<T> {
    v: UnsafeCell<*mut T>,
}

atomic_common! { [T] AtomicPtr<T>, *mut T, *mut T, |val| val, |val| val }

impl<T> Default for AtomicPtr<T> {
    fn default() -> AtomicPtr<T> {
        AtomicPtr::new(ptr::null_mut())
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Relaxed), f)
    }
}

impl<T> AtomicPtr<T> {
    /// An atomic with a value.
    #[inline]
    pub const fn new(p: *mut T) -> AtomicPtr<T> {
        AtomicPtr { v: UnsafeCell::new(p) }
    }

    /// An atomic with the null pointer.
    #[inline]
    #[must_use]
    pub const fn null() -> AtomicPtr<T> {
        AtomicPtr::new(ptr::null_mut())
    }

    /// Unwraps the value.
    #[inline]
    pub const fn into_inner(self) -> *mut T {
        self.v.into_inner()
    }

    /// Moves the pointer by elements and returns the old one.
    #[inline]
    pub fn fetch_ptr_add(&self, val: usize, order: Ordering) -> *mut T {
        self.fetch_byte_add(val.wrapping_mul(size_of::<T>()), order)
    }

    /// Moves the pointer back by elements and returns the old one.
    #[inline]
    pub fn fetch_ptr_sub(&self, val: usize, order: Ordering) -> *mut T {
        self.fetch_byte_sub(val.wrapping_mul(size_of::<T>()), order)
    }

    /// Moves the pointer by bytes and returns the old one.
    #[inline]
    pub fn fetch_byte_add(&self, val: usize, order: Ordering) -> *mut T {
        with_order!(order, atomic_xadd::<*mut T, usize>(self.raw(), val))
    }

    /// Moves the pointer back by bytes and returns the old one.
    #[inline]
    pub fn fetch_byte_sub(&self, val: usize, order: Ordering) -> *mut T {
        with_order!(order, atomic_xsub::<*mut T, usize>(self.raw(), val))
    }

    /// Performs `|` on the address and returns the old pointer.
    #[inline]
    pub fn fetch_or(&self, val: usize, order: Ordering) -> *mut T {
        with_order!(order, atomic_or::<*mut T, usize>(self.raw(), val))
    }

    /// Performs `&` on the address and returns the old pointer.
    #[inline]
    pub fn fetch_and(&self, val: usize, order: Ordering) -> *mut T {
        with_order!(order, atomic_and::<*mut T, usize>(self.raw(), val))
    }

    /// Performs `^` on the address and returns the old pointer.
    #[inline]
    pub fn fetch_xor(&self, val: usize, order: Ordering) -> *mut T {
        with_order!(order, atomic_xor::<*mut T, usize>(self.raw(), val))
    }
}
