//! What only `*mut T` has.
use crate::mem::MaybeUninit;
use crate::ptr;
use crate::slice::{self, SliceIndex};

impl<T: ?Sized> *mut T {
    /// The pointer as a const one.
    #[inline(always)]
    #[must_use]
    #[rustc_diagnostic_item = "ptr_cast_const"]
    pub const fn cast_const(self) -> *const T {
        self as _
    }

    /// The pointer as a mutable reference, unless it is null.
    ///
    /// # Safety
    /// It must be null or valid and unaliased.
    #[inline]
    pub const unsafe fn as_mut<'a>(self) -> Option<&'a mut T> {
        // SAFETY: promised by the caller.
        if self.is_null() { None } else { unsafe { Some(&mut *self) } }
    }

    /// The pointer as a mutable reference.
    ///
    /// # Safety
    /// It must be valid and unaliased.
    #[inline]
    #[must_use]
    pub const unsafe fn as_mut_unchecked<'a>(self) -> &'a mut T {
        // SAFETY: promised by the caller.
        unsafe { &mut *self }
    }

    /// The pointer as a reference to room, unless it is null.
    ///
    /// # Safety
    /// It must be null or valid.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "ptr_as_uninit", issue = "none"))]
    pub const unsafe fn as_uninit_ref<'a>(self) -> Option<&'a MaybeUninit<T>>
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        if self.is_null() { None } else { Some(unsafe { &*(self as *const MaybeUninit<T>) }) }
    }

    /// The pointer as a mutable reference to room, unless it is null.
    ///
    /// # Safety
    /// It must be null or valid and unaliased.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "ptr_as_uninit", issue = "none"))]
    pub const unsafe fn as_uninit_mut<'a>(self) -> Option<&'a mut MaybeUninit<T>>
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        if self.is_null() { None } else { Some(unsafe { &mut *(self as *mut MaybeUninit<T>) }) }
    }

    /// [`ptr::copy`] from `src` to here.
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn copy_from(self, src: *const T, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::copy(src, self, count) }
    }

    /// [`ptr::copy_nonoverlapping`] from `src` to here.
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn copy_from_nonoverlapping(self, src: *const T, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::copy_nonoverlapping(src, self, count) }
    }

    /// [`ptr::drop_in_place`].
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    pub unsafe fn drop_in_place(self) {
        // SAFETY: promised by the caller.
        unsafe { ptr::drop_in_place(self) }
    }

    /// [`ptr::write`](fn@ptr::write).
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn write(self, val: T)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::write(self, val) }
    }

    /// [`ptr::write_bytes`].
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn write_bytes(self, val: u8, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::write_bytes(self, val, count) }
    }

    /// [`ptr::write_volatile`].
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    #[track_caller]
    pub unsafe fn write_volatile(self, val: T)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::write_volatile(self, val) }
    }

    /// [`ptr::write_unaligned`].
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    #[track_caller]
    pub const unsafe fn write_unaligned(self, val: T)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::write_unaligned(self, val) }
    }

    /// [`ptr::replace`].
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    pub const unsafe fn replace(self, src: T) -> T
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::replace(self, src) }
    }

    /// [`ptr::swap`].
    ///
    /// # Safety
    /// See there.
    #[inline(always)]
    pub const unsafe fn swap(self, with: *mut T)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { ptr::swap(self, with) }
    }
}

impl<T> *mut [T] {
    /// A pointer to the first element.
    #[inline(always)]
    #[cfg_attr(ochre, unstable(feature = "slice_ptr_get", issue = "none"))]
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }

    /// A pointer to an element or a part.
    ///
    /// # Safety
    /// The index must be in bounds.
    #[inline(always)]
    #[cfg_attr(ochre, unstable(feature = "slice_ptr_get", issue = "none"))]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(self, index: I) -> *mut I::Output {
        // SAFETY: promised by the caller.
        unsafe { index.get_unchecked_mut(self) }
    }

    /// Splits without a check.
    ///
    /// # Safety
    /// `mid` must be in bounds.
    #[inline(always)]
    #[cfg_attr(ochre, unstable(feature = "raw_slice_split", issue = "none"))]
    pub unsafe fn split_at_mut_unchecked(self, mid: usize) -> (*mut [T], *mut [T]) {
        let len = self.len();
        let ptr = self.as_mut_ptr();
        // SAFETY: promised by the caller.
        let tail = unsafe { ptr.add(mid) };
        (ptr::slice_from_raw_parts_mut(ptr, mid), ptr::slice_from_raw_parts_mut(tail, len - mid))
    }

    /// The pointer as a mutable slice of room, unless it is null.
    ///
    /// # Safety
    /// It must be null or valid and unaliased.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "ptr_as_uninit", issue = "none"))]
    pub const unsafe fn as_uninit_slice_mut<'a>(self) -> Option<&'a mut [MaybeUninit<T>]> {
        if self.is_null() {
            None
        } else {
            // SAFETY: promised by the caller.
            Some(unsafe { slice::from_raw_parts_mut(self as *mut MaybeUninit<T>, self.len()) })
        }
    }
}

impl<T, const N: usize> *mut [T; N] {
    /// A pointer to the first element.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "array_ptr_get", issue = "none"))]
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }

    /// The array as a slice.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "array_ptr_get", issue = "none"))]
    pub const fn as_mut_slice(self) -> *mut [T] {
        self
    }
}
