//! [`ManuallyDrop`]: a value without its destructor.
use crate::fmt;
use crate::ops::{Deref, DerefMut, DerefPure};
use crate::ptr;

/// A value whose references may dangle; the compiler projects through it by this layout.
#[doc(hidden)]
#[derive(Copy, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
#[cfg_attr(ochre, unstable(feature = "maybe_dangling", issue = "none"))]
pub struct MaybeDangling<T: ?Sized>(T);

impl<T: ?Sized + fmt::Debug> fmt::Debug for MaybeDangling<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value that is dropped by hand or never.
#[lang = "manually_drop"]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
#[rustc_pub_transparent]
pub struct ManuallyDrop<T: ?Sized> {
    value: MaybeDangling<T>,
}

impl<T> ManuallyDrop<T> {
    /// Wraps a value.
    #[must_use = "if you don't need the wrapper, you can use `mem::forget` instead"]
    #[inline(always)]
    pub const fn new(value: T) -> ManuallyDrop<T> {
        ManuallyDrop { value: MaybeDangling(value) }
    }

    /// Unwraps the value, which will be dropped as usual.
    #[inline(always)]
    pub const fn into_inner(slot: ManuallyDrop<T>) -> T {
        slot.value.0
    }

    /// Moves the value out of the reference.
    ///
    /// # Safety
    /// The container must not be used again.
    #[must_use = "if you don't need the value, you can use `ManuallyDrop::drop` instead"]
    #[inline]
    pub unsafe fn take(slot: &mut ManuallyDrop<T>) -> T {
        // SAFETY: promised by the caller.
        unsafe { ptr::read(&slot.value.0) }
    }
}

impl<T: ?Sized> ManuallyDrop<T> {
    /// Drops the value in place.
    ///
    /// # Safety
    /// The value must not be used again.
    #[inline]
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>) {
        // SAFETY: promised by the caller.
        unsafe { ptr::drop_in_place(&mut slot.value.0) }
    }
}

impl<T: ?Sized> Deref for ManuallyDrop<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.value.0
    }
}

impl<T: ?Sized> DerefMut for ManuallyDrop<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value.0
    }
}

unsafe impl<T: ?Sized> DerefPure for ManuallyDrop<T> {}
