//! The pointer types over a `Counts` type of the invoking module: one text for `Rc` and `Arc`.

/// Defines a strong and a weak pointer. The module has `Counts` in scope.
macro_rules! counted_pointers {
    ($Rc:ident, $Weak:ident, $doc:literal) => {
        use $crate::alloc::Layout;
        use $crate::boxed::Box;
        use $crate::rc::clone::CloneInPlace;
        use core::any::Any;
        use core::marker::{PhantomData, Unsize};
        use core::mem::{self, ManuallyDrop, MaybeUninit};
        use core::ops::{CoerceUnsized, Deref, DerefPure, DispatchFromDyn, LegacyReceiver};
        use core::panic::{RefUnwindSafe, UnwindSafe};
        use core::pin::{Pin, PinCoerceUnsized};
        use core::ptr::{self, NonNull};

        #[doc = $doc]
        pub struct $Rc<T: ?Sized> {
            ptr: NonNull<T>,
            owned: PhantomData<T>,
        }

        /// A pointer to a counted value that does not keep it alive.
        pub struct $Weak<T: ?Sized> {
            // The last address of all for a pointer that never had a value.
            ptr: NonNull<T>,
        }

        impl<T: RefUnwindSafe + ?Sized> UnwindSafe for $Rc<T> {}
        impl<T: RefUnwindSafe + ?Sized> RefUnwindSafe for $Rc<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<$Rc<U>> for $Rc<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<$Weak<U>> for $Weak<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<$Rc<U>> for $Rc<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<$Weak<U>> for $Weak<T> {}
        impl<T: ?Sized> LegacyReceiver for $Rc<T> {}
        unsafe impl<T: ?Sized> PinCoerceUnsized for $Rc<T> {}
        unsafe impl<T: ?Sized> PinCoerceUnsized for $Weak<T> {}
        impl<T: ?Sized> Unpin for $Rc<T> {}
        unsafe impl<T: ?Sized> DerefPure for $Rc<T> {}

        /// The counts of the value at `ptr`.
        #[inline]
        unsafe fn counts<'a, T: ?Sized>(ptr: NonNull<T>) -> &'a Counts {
            unsafe { ptr.cast::<Counts>().sub(1).as_ref() }
        }

        #[inline]
        fn is_dangling<T: ?Sized>(ptr: *const T) -> bool {
            ptr.cast::<()>().addr() == usize::MAX
        }

        impl<T> $Rc<T> {
            /// Moves a value into shared ownership.
            #[inline]
            pub fn new(value: T) -> Self {
                let ptr = $crate::rc::memory::allocate(Layout::new::<T>(), Counts::new(1), false).cast::<T>();
                unsafe {
                    ptr.write(value);
                    Self::from_inner(ptr)
                }
            }

            /// Makes a value that holds weak pointers to itself.
            pub fn new_cyclic<F: FnOnce(&$Weak<T>) -> T>(data_fn: F) -> Self {
                let ptr = $crate::rc::memory::allocate(Layout::new::<T>(), Counts::new(0), false).cast::<T>();
                // This is the weak pointer that the strong ones will own.
                let weak = $Weak { ptr };
                let value = data_fn(&weak);
                unsafe {
                    ptr.write(value);
                    counts(ptr).publish();
                    mem::forget(weak);
                    Self::from_inner(ptr)
                }
            }

            /// Room for a value, not yet initialised.
            #[must_use]
            pub fn new_uninit() -> $Rc<MaybeUninit<T>> {
                let ptr = $crate::rc::memory::allocate(Layout::new::<T>(), Counts::new(1), false);
                unsafe { $Rc::from_inner(ptr.cast()) }
            }

            /// Room for a value, all bytes zero.
            #[must_use]
            pub fn new_zeroed() -> $Rc<MaybeUninit<T>> {
                let ptr = $crate::rc::memory::allocate(Layout::new::<T>(), Counts::new(1), true);
                unsafe { $Rc::from_inner(ptr.cast()) }
            }

            /// Moves a value into shared ownership and pins it there.
            #[must_use]
            pub fn pin(value: T) -> Pin<Self> {
                unsafe { Pin::new_unchecked(Self::new(value)) }
            }

            /// The value, if this is the only strong pointer.
            #[inline]
            pub fn try_unwrap(this: Self) -> Result<T, Self> {
                if !unsafe { counts(this.ptr) }.try_release_only() {
                    return Err(this);
                }
                let this = ManuallyDrop::new(this);
                let _weak = $Weak { ptr: this.ptr };
                Ok(unsafe { this.ptr.read() })
            }

            /// The value, if this was the last strong pointer; drops the pointer in any case.
            #[inline]
            pub fn into_inner(this: Self) -> Option<T> {
                let this = ManuallyDrop::new(this);
                if !unsafe { counts(this.ptr) }.release_strong() {
                    return None;
                }
                let _weak = $Weak { ptr: this.ptr };
                Some(unsafe { this.ptr.read() })
            }
        }

        impl<T> $Rc<[T]> {
            /// Room for a slice, not yet initialised.
            #[must_use]
            pub fn new_uninit_slice(len: usize) -> $Rc<[MaybeUninit<T>]> {
                unsafe { $Rc::from_inner(Self::allocate_slice(len, false)) }
            }

            /// Room for a slice, all bytes zero.
            #[must_use]
            pub fn new_zeroed_slice(len: usize) -> $Rc<[MaybeUninit<T>]> {
                unsafe { $Rc::from_inner(Self::allocate_slice(len, true)) }
            }

            fn allocate_slice(len: usize, zeroed: bool) -> NonNull<[MaybeUninit<T>]> {
                let Ok(layout) = Layout::array::<T>(len) else {
                    $crate::raw_vec::capacity_overflow()
                };
                let ptr = $crate::rc::memory::allocate(layout, Counts::new(1), zeroed);
                NonNull::slice_from_raw_parts(ptr.cast(), len)
            }

            /// A pointer to a bitwise copy of `len` elements at `src`.
            pub(crate) unsafe fn copy_from_ptr(src: *const T, len: usize) -> Self {
                let mut rc = Self::new_uninit_slice(len);
                unsafe {
                    let dst = rc.ptr.as_mut().as_mut_ptr().cast::<T>();
                    ptr::copy_nonoverlapping(src, dst, len);
                    rc.assume_init()
                }
            }
        }

        impl<T> $Rc<MaybeUninit<T>> {
            /// The pointer as one to an initialised value.
            ///
            /// # Safety
            /// The value must be initialised.
            #[inline]
            pub unsafe fn assume_init(self) -> $Rc<T> {
                let this = ManuallyDrop::new(self);
                unsafe { $Rc::from_inner(this.ptr.cast()) }
            }
        }

        impl<T> $Rc<[MaybeUninit<T>]> {
            /// The pointer as one to an initialised slice.
            ///
            /// # Safety
            /// All elements must be initialised.
            #[inline]
            pub unsafe fn assume_init(self) -> $Rc<[T]> {
                let this = ManuallyDrop::new(self);
                let (ptr, len) = (this.ptr.cast(), this.ptr.len());
                unsafe { $Rc::from_inner(NonNull::slice_from_raw_parts(ptr, len)) }
            }
        }

        impl<T: ?Sized> $Rc<T> {
            #[inline]
            pub(crate) unsafe fn from_inner(ptr: NonNull<T>) -> Self {
                $Rc { ptr, owned: PhantomData }
            }

            /// Allocates for a value like `*like`; returns where it goes, with the metadata.
            pub(crate) unsafe fn allocate_like(like: *const T) -> NonNull<T> {
                unsafe {
                    let layout = Layout::for_value_raw(like);
                    let ptr = $crate::rc::memory::allocate(layout, Counts::new(1), false);
                    NonNull::from_raw_parts(ptr, ptr::metadata(like))
                }
            }

            /// Undoes [`into_raw`](Self::into_raw).
            ///
            /// # Safety
            /// `ptr` must come from there, and be used once only.
            #[inline]
            pub unsafe fn from_raw(ptr: *const T) -> Self {
                unsafe { Self::from_inner(NonNull::new_unchecked(ptr.cast_mut())) }
            }

            /// Gives up the pointer without a change of the counts.
            #[must_use = "losing the pointer will leak memory"]
            pub fn into_raw(this: Self) -> *const T {
                ManuallyDrop::new(this).ptr.as_ptr()
            }

            /// The address of the value.
            #[must_use]
            pub fn as_ptr(this: &Self) -> *const T {
                this.ptr.as_ptr()
            }

            /// Counts one more strong pointer to the value at `ptr`.
            ///
            /// # Safety
            /// `ptr` must come from [`into_raw`](Self::into_raw), and the value be alive.
            #[inline]
            pub unsafe fn increment_strong_count(ptr: *const T) {
                let this = unsafe { ManuallyDrop::new(Self::from_raw(ptr)) };
                mem::forget((*this).clone());
            }

            /// Counts one strong pointer less to the value at `ptr`.
            ///
            /// # Safety
            /// As for [`increment_strong_count`](Self::increment_strong_count).
            #[inline]
            pub unsafe fn decrement_strong_count(ptr: *const T) {
                drop(unsafe { Self::from_raw(ptr) });
            }

            /// A weak pointer to the value.
            #[must_use = "this returns a new `Weak` pointer, \
                          without modifying the original"]
            pub fn downgrade(this: &Self) -> $Weak<T> {
                unsafe { counts(this.ptr) }.retain_weak();
                $Weak { ptr: this.ptr }
            }

            /// The number of weak pointers.
            #[inline]
            #[must_use]
            pub fn weak_count(this: &Self) -> usize {
                unsafe { counts(this.ptr) }.weak()
            }

            /// The number of strong pointers.
            #[inline]
            #[must_use]
            pub fn strong_count(this: &Self) -> usize {
                unsafe { counts(this.ptr) }.strong()
            }

            /// The value for writing, if there are no other pointers to it.
            #[inline]
            pub fn get_mut(this: &mut Self) -> Option<&mut T> {
                if unsafe { counts(this.ptr) }.is_unique() {
                    Some(unsafe { this.ptr.as_mut() })
                } else {
                    None
                }
            }

            /// Whether both point to the same value.
            #[inline]
            #[must_use]
            pub fn ptr_eq(this: &Self, other: &Self) -> bool {
                ptr::addr_eq(this.ptr.as_ptr(), other.ptr.as_ptr())
            }

            #[inline(never)]
            unsafe fn drop_slow(&mut self) {
                let _weak = $Weak { ptr: self.ptr };
                unsafe { ptr::drop_in_place(self.ptr.as_ptr()) };
            }

            /// A pointer to a bitwise copy of the value; the caller forgets the original.
            unsafe fn move_value(from: *const T) -> Self {
                unsafe {
                    let ptr = Self::allocate_like(from);
                    let size = mem::size_of_val_raw(from);
                    let dst = ptr.as_ptr().cast::<u8>();
                    ptr::copy_nonoverlapping(from.cast::<u8>(), dst, size);
                    Self::from_inner(ptr)
                }
            }
        }

        impl<T: ?Sized + CloneInPlace> $Rc<T> {
            /// A pointer to a clone of a value.
            fn clone_value(value: &T) -> Self {
                /// Frees the memory if cloning panics.
                struct Memory<T: ?Sized>(NonNull<T>);
                impl<T: ?Sized> Drop for Memory<T> {
                    fn drop(&mut self) {
                        unsafe {
                            let layout = Layout::for_value_raw(self.0.as_ptr());
                            $crate::rc::memory::free::<Counts>(self.0.cast(), layout);
                        }
                    }
                }
                unsafe {
                    let memory = Memory(Self::allocate_like(value));
                    value.clone_in_place(memory.0.as_ptr().cast());
                    Self::from_inner(ManuallyDrop::new(memory).0)
                }
            }

            /// The value for writing; shared values are cloned first.
            #[inline]
            pub fn make_mut(this: &mut Self) -> &mut T {
                match unsafe { counts(this.ptr) }.claim() {
                    $crate::rc::memory::Claim::Unique => {}
                    $crate::rc::memory::Claim::Shared => *this = Self::clone_value(this),
                    $crate::rc::memory::Claim::Detached => unsafe {
                        // The weak pointers keep the old memory, of which no strong is left.
                        let _weak = $Weak { ptr: this.ptr };
                        let moved = Self::move_value(this.ptr.as_ptr());
                        ptr::write(this, moved);
                    },
                }
                unsafe { this.ptr.as_mut() }
            }
        }

        impl<T: Clone> $Rc<T> {
            /// The value, cloned if it is shared.
            #[inline]
            pub fn unwrap_or_clone(this: Self) -> T {
                Self::try_unwrap(this).unwrap_or_else(|rc| (*rc).clone())
            }
        }

        impl<T: ?Sized> Deref for $Rc<T> {
            type Target = T;
            #[inline]
            fn deref(&self) -> &T {
                unsafe { self.ptr.as_ref() }
            }
        }

        unsafe impl<#[may_dangle] T: ?Sized> Drop for $Rc<T> {
            #[inline]
            fn drop(&mut self) {
                if unsafe { counts(self.ptr) }.release_strong() {
                    unsafe { self.drop_slow() }
                }
            }
        }

        impl<T: ?Sized> Clone for $Rc<T> {
            #[inline]
            fn clone(&self) -> Self {
                unsafe { counts(self.ptr) }.retain_strong();
                unsafe { Self::from_inner(self.ptr) }
            }
        }

        impl<T> $Weak<T> {
            /// A pointer to nothing.
            #[inline]
            #[must_use]
            pub const fn new() -> $Weak<T> {
                let ptr = ptr::without_provenance_mut(usize::MAX);
                $Weak { ptr: unsafe { NonNull::new_unchecked(ptr) } }
            }
        }

        impl<T: ?Sized> $Weak<T> {
            /// The address of the value, which may be gone.
            #[must_use]
            pub fn as_ptr(&self) -> *const T {
                self.ptr.as_ptr()
            }

            /// Gives up the pointer without a change of the counts.
            #[must_use = "losing the pointer will leak memory"]
            pub fn into_raw(self) -> *const T {
                ManuallyDrop::new(self).ptr.as_ptr()
            }

            /// Undoes [`into_raw`](Self::into_raw).
            ///
            /// # Safety
            /// `ptr` must come from there, and be used once only.
            pub unsafe fn from_raw(ptr: *const T) -> Self {
                $Weak { ptr: unsafe { NonNull::new_unchecked(ptr.cast_mut()) } }
            }

            /// A strong pointer, if the value is alive.
            #[must_use = "this returns a new strong pointer, \
                          without modifying the original weak pointer"]
            pub fn upgrade(&self) -> Option<$Rc<T>> {
                if self.counts()?.try_retain_strong() {
                    Some(unsafe { $Rc::from_inner(self.ptr) })
                } else {
                    None
                }
            }

            /// The number of strong pointers.
            #[must_use]
            pub fn strong_count(&self) -> usize {
                self.counts().map_or(0, Counts::strong)
            }

            /// The number of weak pointers, 0 if the value is gone.
            #[must_use]
            pub fn weak_count(&self) -> usize {
                match self.counts() {
                    Some(c) if c.strong() > 0 => c.weak(),
                    _ => 0,
                }
            }

            /// Whether both point to the same value, or both to none.
            #[inline]
            #[must_use]
            pub fn ptr_eq(&self, other: &Self) -> bool {
                ptr::addr_eq(self.ptr.as_ptr(), other.ptr.as_ptr())
            }

            #[inline]
            fn counts(&self) -> Option<&Counts> {
                if is_dangling(self.ptr.as_ptr()) {
                    None
                } else {
                    Some(unsafe { counts(self.ptr) })
                }
            }
        }

        unsafe impl<#[may_dangle] T: ?Sized> Drop for $Weak<T> {
            fn drop(&mut self) {
                if let Some(c) = self.counts()
                    && c.release_weak()
                {
                    unsafe {
                        let layout = Layout::for_value_raw(self.ptr.as_ptr());
                        $crate::rc::memory::free::<Counts>(self.ptr.cast(), layout);
                    }
                }
            }
        }

        impl<T: ?Sized> Clone for $Weak<T> {
            #[inline]
            fn clone(&self) -> $Weak<T> {
                if let Some(c) = self.counts() {
                    c.retain_weak();
                }
                $Weak { ptr: self.ptr }
            }
        }

        impl<T: ?Sized> core::fmt::Debug for $Weak<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("(Weak)")
            }
        }

        impl<T> Default for $Weak<T> {
            fn default() -> $Weak<T> {
                $Weak::new()
            }
        }

        impl<T: ?Sized> From<Box<T>> for $Rc<T> {
            fn from(boxed: Box<T>) -> Self {
                let raw = Box::into_raw(boxed);
                unsafe {
                    let rc = Self::move_value(raw);
                    // Frees the memory, but drops no value.
                    drop(Box::from_raw(raw as *mut ManuallyDrop<T>));
                    rc
                }
            }
        }

        impl<T: ?Sized + CloneInPlace> $Rc<T> {
            /// A pointer to a clone of what is borrowed.
            #[inline]
            pub(crate) fn from_ref(value: &T) -> Self {
                Self::clone_value(value)
            }
        }
    };
}
