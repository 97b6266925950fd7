//! Slices from pointers.
use crate::ptr;

/// A slice from its parts.
///
/// # Safety
/// `data` must be valid for reads of `len` elements for the lifetime.
#[inline]
#[must_use]
#[rustc_diagnostic_item = "slice_from_raw_parts"]
#[track_caller]
pub const unsafe fn from_raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T] {
    // SAFETY: promised by the caller.
    unsafe { &*ptr::slice_from_raw_parts(data, len) }
}

/// A mutable slice from its parts.
///
/// # Safety
/// `data` must be valid for reads and writes of `len` elements, unaliased, for the lifetime.
#[inline]
#[must_use]
#[rustc_diagnostic_item = "slice_from_raw_parts_mut"]
#[track_caller]
pub const unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] {
    // SAFETY: promised by the caller.
    unsafe { &mut *ptr::slice_from_raw_parts_mut(data, len) }
}

/// A value as a slice of one element.
#[must_use]
#[inline]
pub const fn from_ref<T>(s: &T) -> &[T] {
    // SAFETY: one element.
    unsafe { from_raw_parts(s, 1) }
}

/// A value as a mutable slice of one element.
#[must_use]
#[inline]
pub const fn from_mut<T>(s: &mut T) -> &mut [T] {
    // SAFETY: one element.
    unsafe { from_raw_parts_mut(s, 1) }
}
