//! Cloning a value, possibly unsized, into memory that has room for it.

use crate::vec::Vec;
use core::ptr;

/// Types whose values can be cloned in place.
///
/// # Safety
/// The clone must be complete when the function returns.
#[doc(hidden)]
pub unsafe trait CloneInPlace {
    /// Writes a clone to `dest`.
    ///
    /// # Safety
    /// `dest` is aligned and has room for a value of the size of this one.
    unsafe fn clone_in_place(&self, dest: *mut u8);
}

unsafe impl<T: Clone> CloneInPlace for T {
    #[inline]
    unsafe fn clone_in_place(&self, dest: *mut u8) {
        unsafe { dest.cast::<T>().write(self.clone()) }
    }
}

unsafe impl<T: Clone> CloneInPlace for [T] {
    unsafe fn clone_in_place(&self, dest: *mut u8) {
        /// Drops what was cloned if a later clone panics.
        struct Partial<T>(*mut T, usize);
        impl<T> Drop for Partial<T> {
            fn drop(&mut self) {
                unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.0, self.1)) }
            }
        }
        let mut done = Partial(dest.cast::<T>(), 0);
        for value in self {
            unsafe { done.0.add(done.1).write(value.clone()) };
            done.1 += 1;
        }
        core::mem::forget(done);
    }
}

unsafe impl CloneInPlace for str {
    unsafe fn clone_in_place(&self, dest: *mut u8) {
        unsafe { ptr::copy_nonoverlapping(self.as_ptr(), dest, self.len()) }
    }
}

unsafe impl CloneInPlace for core::ffi::CStr {
    unsafe fn clone_in_place(&self, dest: *mut u8) {
        let bytes = self.to_bytes_with_nul();
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), dest, bytes.len()) }
    }
}

/// Empties a vector whose elements were moved elsewhere.
pub(crate) fn forget_elements<T>(vec: &mut Vec<T>) {
    unsafe { vec.set_len(0) }
}
