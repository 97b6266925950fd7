//! [`MaybeUninit`]: memory that may not hold a value yet.
use crate::any::type_name;
use crate::mem::ManuallyDrop;
use crate::{fmt, intrinsics, ptr, slice};

/// Room for a `T`.
#[lang = "maybe_uninit"]
#[derive(Copy)]
#[repr(transparent)]
#[rustc_pub_transparent]
pub union MaybeUninit<T> {
    uninit: (),
    value: ManuallyDrop<T>,
}

impl<T: Copy> Clone for MaybeUninit<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> fmt::Debug for MaybeUninit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let full_name = type_name::<Self>();
        let prefix_len = full_name.find("MaybeUninit").unwrap_or(0);
        f.pad(&full_name[prefix_len..])
    }
}

impl<T> MaybeUninit<T> {
    /// Room that holds `val`.
    #[must_use = "use `forget` to avoid running Drop code"]
    #[inline(always)]
    pub const fn new(val: T) -> MaybeUninit<T> {
        MaybeUninit { value: ManuallyDrop::new(val) }
    }

    /// Room without a value.
    #[must_use]
    #[inline(always)]
    #[rustc_diagnostic_item = "maybe_uninit_uninit"]
    pub const fn uninit() -> MaybeUninit<T> {
        MaybeUninit { uninit: () }
    }

    /// Room whose bytes are zero.
    #[inline]
    #[must_use]
    #[rustc_diagnostic_item = "maybe_uninit_zeroed"]
    pub const fn zeroed() -> MaybeUninit<T> {
        let mut u = MaybeUninit::<T>::uninit();
        // SAFETY: zero bytes are fine for room.
        unsafe { u.as_mut_ptr().write_bytes(0u8, 1) };
        u
    }

    /// Stores a value, without dropping an older one.
    #[inline(always)]
    pub const fn write(&mut self, val: T) -> &mut T {
        *self = MaybeUninit::new(val);
        // SAFETY: it has just been written.
        unsafe { self.assume_init_mut() }
    }

    /// Points to the room.
    #[inline(always)]
    #[rustc_as_ptr]
    pub const fn as_ptr(&self) -> *const T {
        self as *const _ as *const T
    }

    /// Points to the room, for writing.
    #[inline(always)]
    #[rustc_as_ptr]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut _ as *mut T
    }

    /// The value.
    ///
    /// # Safety
    /// It must have been stored.
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn assume_init(self) -> T {
        // SAFETY: promised by the caller.
        unsafe {
            intrinsics::assert_inhabited::<T>();
            ManuallyDrop::into_inner(self.value)
        }
    }

    /// Copies the value out of the room.
    ///
    /// # Safety
    /// It must have been stored and must not be dropped twice.
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn assume_init_read(&self) -> T {
        // SAFETY: promised by the caller.
        unsafe {
            intrinsics::assert_inhabited::<T>();
            self.as_ptr().read()
        }
    }

    /// Drops the value in place.
    ///
    /// # Safety
    /// It must have been stored.
    pub unsafe fn assume_init_drop(&mut self) {
        // SAFETY: promised by the caller.
        unsafe { ptr::drop_in_place(self.as_mut_ptr()) }
    }

    /// Borrows the value.
    ///
    /// # Safety
    /// It must have been stored.
    #[inline(always)]
    pub const unsafe fn assume_init_ref(&self) -> &T {
        // SAFETY: promised by the caller.
        unsafe {
            intrinsics::assert_inhabited::<T>();
            &*self.as_ptr()
        }
    }

    /// Mutably borrows the value.
    ///
    /// # Safety
    /// It must have been stored.
    #[inline(always)]
    pub const unsafe fn assume_init_mut(&mut self) -> &mut T {
        // SAFETY: promised by the caller.
        unsafe {
            intrinsics::assert_inhabited::<T>();
            &mut *self.as_mut_ptr()
        }
    }

    /// The values of an array of which all have been stored.
    ///
    /// # Safety
    /// They must have been.
    #[inline(always)]
    #[cfg_attr(ochre, unstable(feature = "maybe_uninit_array_assume_init", issue = "none"))]
    pub const unsafe fn array_assume_init<const N: usize>(array: [Self; N]) -> [T; N] {
        // SAFETY: promised by the caller.
        unsafe { intrinsics::transmute_unchecked(array) }
    }

    /// The room's bytes.
    #[cfg_attr(ochre, unstable(feature = "maybe_uninit_as_bytes", issue = "none"))]
    pub const fn as_bytes(&self) -> &[MaybeUninit<u8>] {
        // SAFETY: bytes that may be uninitialised are always valid.
        unsafe { slice::from_raw_parts(self.as_ptr().cast::<MaybeUninit<u8>>(), size_of::<T>()) }
    }
}

impl<T> [MaybeUninit<T>] {
    /// Copies elements into the room.
    #[inline]
    pub const fn write_copy_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Copy,
    {
        // SAFETY: room has the layout of its content.
        let uninit_src: &[MaybeUninit<T>] = unsafe { intrinsics::transmute(src) };
        self.copy_from_slice(uninit_src);
        // SAFETY: all of it has just been written.
        unsafe { self.assume_init_mut() }
    }

    /// Clones elements into the room.
    #[inline]
    pub fn write_clone_of_slice(&mut self, src: &[T]) -> &mut [T]
    where
        T: Clone,
    {
        assert_eq!(self.len(), src.len(), "destination and source slices have different lengths");
        let mut guard = Guard { slice: self, initialized: 0 };
        while guard.initialized < src.len() {
            let i = guard.initialized;
            guard.slice[i].write(src[i].clone());
            guard.initialized += 1;
        }
        crate::mem::forget(guard);
        // SAFETY: all of it has just been written.
        unsafe { self.assume_init_mut() }
    }

    /// Drops the values in place.
    ///
    /// # Safety
    /// All must have been stored.
    #[inline(always)]
    pub unsafe fn assume_init_drop(&mut self) {
        // SAFETY: promised by the caller.
        unsafe { ptr::drop_in_place(self as *mut Self as *mut [T]) }
    }

    /// Borrows the values.
    ///
    /// # Safety
    /// All must have been stored.
    #[inline(always)]
    pub const unsafe fn assume_init_ref(&self) -> &[T] {
        // SAFETY: promised by the caller.
        unsafe { &*(self as *const Self as *const [T]) }
    }

    /// Mutably borrows the values.
    ///
    /// # Safety
    /// All must have been stored.
    #[inline(always)]
    pub const unsafe fn assume_init_mut(&mut self) -> &mut [T] {
        // SAFETY: promised by the caller.
        unsafe { &mut *(self as *mut Self as *mut [T]) }
    }
}

/// Drops the elements written so far if a clone panics.
struct Guard<'a, T> {
    slice: &'a mut [MaybeUninit<T>],
    initialized: usize,
}

impl<'a, T> Drop for Guard<'a, T> {
    fn drop(&mut self) {
        // SAFETY: this many elements have been written.
        unsafe { self.slice.get_unchecked_mut(..self.initialized).assume_init_drop() }
    }
}

impl<T, const N: usize> MaybeUninit<[T; N]> {
    /// Room for an array as an array of room.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "maybe_uninit_uninit_array_transpose", issue = "none"))]
    pub const fn transpose(self) -> [MaybeUninit<T>; N] {
        // SAFETY: the layouts agree.
        unsafe { intrinsics::transmute_unchecked(self) }
    }
}

impl<T, const N: usize> [MaybeUninit<T>; N] {
    /// An array of room as room for an array.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "maybe_uninit_uninit_array_transpose", issue = "none"))]
    pub const fn transpose(self) -> MaybeUninit<[T; N]> {
        // SAFETY: the layouts agree.
        unsafe { intrinsics::transmute_unchecked(self) }
    }
}

impl<T, const N: usize> From<[MaybeUninit<T>; N]> for MaybeUninit<[T; N]> {
    #[inline]
    fn from(arr: [MaybeUninit<T>; N]) -> Self {
        arr.transpose()
    }
}

impl<T, const N: usize> From<MaybeUninit<[T; N]>> for [MaybeUninit<T>; N] {
    #[inline]
    fn from(arr: MaybeUninit<[T; N]>) -> Self {
        arr.transpose()
    }
}

impl<T, const N: usize> AsRef<[MaybeUninit<T>; N]> for MaybeUninit<[T; N]> {
    #[inline]
    fn as_ref(&self) -> &[MaybeUninit<T>; N] {
        // SAFETY: the layouts agree.
        unsafe { &*ptr::from_ref(self).cast() }
    }
}

impl<T, const N: usize> AsRef<[MaybeUninit<T>]> for MaybeUninit<[T; N]> {
    #[inline]
    fn as_ref(&self) -> &[MaybeUninit<T>] {
        &*AsRef::<[MaybeUninit<T>; N]>::as_ref(self)
    }
}

impl<T, const N: usize> AsMut<[MaybeUninit<T>; N]> for MaybeUninit<[T; N]> {
    #[inline]
    fn as_mut(&mut self) -> &mut [MaybeUninit<T>; N] {
        // SAFETY: the layouts agree.
        unsafe { &mut *ptr::from_mut(self).cast() }
    }
}

impl<T, const N: usize> AsMut<[MaybeUninit<T>]> for MaybeUninit<[T; N]> {
    #[inline]
    fn as_mut(&mut self) -> &mut [MaybeUninit<T>] {
        &mut *AsMut::<[MaybeUninit<T>; N]>::as_mut(self)
    }
}
