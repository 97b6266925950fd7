//! What only `*const T` has.
use crate::mem::MaybeUninit;
use crate::slice::{self, SliceIndex};

impl<T: ?Sized> *const T {
    /// The pointer as a mutable one.
    #[inline(always)]
    #[must_use]
    #[rustc_diagnostic_item = "ptr_cast_mut"]
    pub const fn cast_mut(self) -> *mut T {
        self as _
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
}

impl<T> *const [T] {
    /// A pointer to the first element.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "slice_ptr_get", issue = "none"))]
    pub const fn as_ptr(self) -> *const T {
        self as *const T
    }

    /// A pointer to an element or a part.
    ///
    /// # Safety
    /// The index must be in bounds.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "slice_ptr_get", issue = "none"))]
    pub unsafe fn get_unchecked<I: SliceIndex<[T]>>(self, index: I) -> *const I::Output {
        // SAFETY: promised by the caller.
        unsafe { index.get_unchecked(self) }
    }

    /// The pointer as a slice of room, unless it is null.
    ///
    /// # Safety
    /// It must be null or valid.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "ptr_as_uninit", issue = "none"))]
    pub const unsafe fn as_uninit_slice<'a>(self) -> Option<&'a [MaybeUninit<T>]> {
        if self.is_null() {
            None
        } else {
            // SAFETY: promised by the caller.
            Some(unsafe { slice::from_raw_parts(self as *const MaybeUninit<T>, self.len()) })
        }
    }
}

impl<T, const N: usize> *const [T; N] {
    /// A pointer to the first element.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "array_ptr_get", issue = "none"))]
    pub const fn as_ptr(self) -> *const T {
        self as *const T
    }

    /// The array as a slice.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "array_ptr_get", issue = "none"))]
    pub const fn as_slice(self) -> *const [T] {
        self
    }
}
