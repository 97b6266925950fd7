//! A vector's elements by value.

use super::Vec;
use crate::raw_vec::RawVec;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr::{self, NonNull};
use core::{fmt, slice};

/// Iterator that moves out of a vector; made by its `into_iter`.
///
/// Elements `ptr..end` are still there. For zero-sized elements `end` is `ptr` plus their number
/// in bytes.
pub struct IntoIter<T> {
    buf: NonNull<T>,
    cap: usize,
    ptr: *const T,
    end: *const T,
    marker: PhantomData<T>,
}

unsafe impl<T: Send> Send for IntoIter<T> {}
unsafe impl<T: Sync> Sync for IntoIter<T> {}

impl<T> IntoIter<T> {
    const IS_ZST: bool = size_of::<T>() == 0;

    #[inline]
    pub(super) fn new(vec: Vec<T>) -> Self {
        let mut vec = ManuallyDrop::new(vec);
        let ptr = vec.as_mut_ptr();
        let end = if Self::IS_ZST {
            ptr.wrapping_byte_add(vec.len())
        } else {
            unsafe { ptr.add(vec.len()) }
        };
        let buf = unsafe { NonNull::new_unchecked(ptr) };
        IntoIter { buf, cap: vec.capacity(), ptr, end, marker: PhantomData }
    }

    #[inline]
    fn remaining(&self) -> usize {
        let bytes = self.end.addr() - self.ptr.addr();
        if Self::IS_ZST { bytes } else { bytes / size_of::<T>() }
    }

    /// The elements not yet returned.
    pub fn as_slice(&self) -> &[T] {
        unsafe { slice::from_raw_parts(self.start(), self.remaining()) }
    }

    /// The elements not yet returned.
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { slice::from_raw_parts_mut(self.start().cast_mut(), self.remaining()) }
    }

    /// Where the next element is; aligned also when zero-sized.
    fn start(&self) -> *const T {
        if Self::IS_ZST { self.buf.as_ptr() } else { self.ptr }
    }

    /// Skips `n` elements, of which there must be that many, without dropping them.
    #[inline]
    unsafe fn skip_front(&mut self, n: usize) {
        let p = self.ptr;
        self.ptr = if Self::IS_ZST { p.wrapping_byte_add(n) } else { unsafe { p.add(n) } };
    }

    #[inline]
    unsafe fn skip_back(&mut self, n: usize) {
        let p = self.end;
        self.end = if Self::IS_ZST { p.wrapping_byte_sub(n) } else { unsafe { p.sub(n) } };
    }
}

impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}

impl<T> AsRef<[T]> for IntoIter<T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.ptr == self.end {
            return None;
        }
        let at = self.start();
        unsafe {
            self.skip_front(1);
            Some(ptr::read(at))
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining(), Some(self.remaining()))
    }

    #[inline]
    fn count(self) -> usize {
        self.remaining()
    }

    fn nth(&mut self, n: usize) -> Option<T> {
        let skip = n.min(self.remaining());
        let skipped = ptr::slice_from_raw_parts_mut(self.start().cast_mut(), skip);
        unsafe {
            self.skip_front(skip);
            ptr::drop_in_place(skipped);
        }
        self.next()
    }
}

impl<T> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.ptr == self.end {
            return None;
        }
        unsafe {
            self.skip_back(1);
            Some(ptr::read(if Self::IS_ZST { self.start() } else { self.end }))
        }
    }

    fn nth_back(&mut self, n: usize) -> Option<T> {
        let skip = n.min(self.remaining());
        unsafe {
            self.skip_back(skip);
            let from = if Self::IS_ZST { self.start() } else { self.end };
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(from.cast_mut(), skip));
        }
        self.next_back()
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

impl<T> Default for IntoIter<T> {
    fn default() -> Self {
        Vec::new().into_iter()
    }
}

impl<T: Clone> Clone for IntoIter<T> {
    fn clone(&self) -> Self {
        self.as_slice().to_vec().into_iter()
    }
}

/// Frees the buffer even if an element's destructor panics.
struct Buffer<T>(#[allow(dead_code)] RawVec<T>);

unsafe impl<#[may_dangle] T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        let _buffer = Buffer(unsafe { RawVec::from_raw_parts(self.buf.as_ptr(), self.cap) });
        unsafe { ptr::drop_in_place(self.as_mut_slice()) };
    }
}
