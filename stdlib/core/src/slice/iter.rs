//! The iterators over the elements of a slice.
use crate::fmt;
use crate::iter::{FusedIterator, TrustedLen};
use crate::marker::PhantomData;
use crate::mem::SizedTypeProperties;
use crate::num::NonZero;
use crate::ptr::{self, NonNull};
use crate::slice::{from_raw_parts, from_raw_parts_mut};

/// Iterator over references to the elements of a slice.
///
/// `end` is the end of the slice, or, for elements without size, the number of those left, as an
/// address.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[rustc_diagnostic_item = "SliceIter"]
pub struct Iter<'a, T: 'a> {
    ptr: NonNull<T>,
    end: *const T,
    _marker: PhantomData<&'a T>,
}

unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Sync> Send for Iter<'_, T> {}

/// Iterator over mutable references to the elements of a slice.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IterMut<'a, T: 'a> {
    ptr: NonNull<T>,
    end: *mut T,
    _marker: PhantomData<&'a mut T>,
}

unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}

impl<'a, T> Iter<'a, T> {
    #[inline]
    pub(super) const fn new(slice: &'a [T]) -> Self {
        let len = slice.len();
        let ptr: NonNull<T> = NonNull::from_ref(slice).cast();
        // SAFETY: the end of the slice.
        let end = unsafe {
            if T::IS_ZST { ptr::without_provenance(len) } else { ptr.as_ptr().add(len) }
        };
        Self { ptr, end, _marker: PhantomData }
    }

    /// The elements that are left.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &'a [T] {
        // SAFETY: this many elements are left.
        unsafe { from_raw_parts(self.ptr.as_ptr(), self.remaining()) }
    }
}

impl<T> Clone for Iter<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        Iter { ptr: self.ptr, end: self.end, _marker: self._marker }
    }
}

impl<T> AsRef<[T]> for Iter<'_, T> {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.as_slice()).finish()
    }
}

impl<'a, T> IterMut<'a, T> {
    #[inline]
    pub(super) const fn new(slice: &'a mut [T]) -> Self {
        let len = slice.len();
        let ptr: NonNull<T> = NonNull::from_mut(slice).cast();
        // SAFETY: the end of the slice.
        let end = unsafe {
            if T::IS_ZST { ptr::without_provenance_mut(len) } else { ptr.as_ptr().add(len) }
        };
        Self { ptr, end, _marker: PhantomData }
    }

    /// The elements that are left, mutably.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_slice(self) -> &'a mut [T] {
        // SAFETY: this many elements are left.
        unsafe { from_raw_parts_mut(self.ptr.as_ptr(), self.remaining()) }
    }

    /// The elements that are left.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: this many elements are left.
        unsafe { from_raw_parts(self.ptr.as_ptr(), self.remaining()) }
    }

    /// The elements that are left, mutably.
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "slice_iter_mut_as_mut_slice", issue = "none"))]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: this many elements are left.
        unsafe { from_raw_parts_mut(self.ptr.as_ptr(), self.remaining()) }
    }
}

impl<T> AsRef<[T]> for IterMut<'_, T> {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IterMut").field(&self.as_slice()).finish()
    }
}

macro_rules! slice_iterator {
    ($Iter:ident, $Item:ty, |$p:ident| $deref:expr, $without:ident) => {
        impl<'a, T> $Iter<'a, T> {
            /// The number of elements that are left.
            #[inline(always)]
            fn remaining(&self) -> usize {
                if T::IS_ZST {
                    self.end.addr()
                } else {
                    // SAFETY: the end is not before the start.
                    unsafe { (self.end as *const T).offset_from_unsigned(self.ptr.as_ptr()) }
                }
            }

            #[inline(always)]
            fn is_exhausted(&self) -> bool {
                if T::IS_ZST {
                    self.end.addr() == 0
                } else {
                    self.ptr.as_ptr() as *const T == self.end as *const T
                }
            }

            /// Moves the front by `n` and returns its old place.
            ///
            /// # Safety
            /// At least `n` elements must be left.
            #[inline(always)]
            unsafe fn advance(&mut self, n: usize) -> NonNull<T> {
                let old = self.ptr;
                // SAFETY: promised by the caller.
                unsafe {
                    if T::IS_ZST {
                        self.end = ptr::$without(self.end.addr().unchecked_sub(n));
                    } else {
                        self.ptr = self.ptr.add(n);
                    }
                }
                old
            }

            /// Moves the back by `n` and returns its new place.
            ///
            /// # Safety
            /// At least `n` elements must be left.
            #[inline(always)]
            unsafe fn retreat(&mut self, n: usize) -> NonNull<T> {
                // SAFETY: promised by the caller.
                unsafe {
                    if T::IS_ZST {
                        self.end = ptr::$without(self.end.addr().unchecked_sub(n));
                        self.ptr
                    } else {
                        self.end = self.end.sub(n);
                        NonNull::new_unchecked(self.end as *mut T)
                    }
                }
            }
        }

        impl<'a, T> Iterator for $Iter<'a, T> {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                if self.is_exhausted() {
                    None
                } else {
                    // SAFETY: one element is left.
                    unsafe {
                        let $p = self.advance(1).as_ptr();
                        Some($deref)
                    }
                }
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                let exact = self.remaining();
                (exact, Some(exact))
            }

            #[inline(always)]
            fn __trusted_len(&self) -> bool {
                true
            }

            #[inline(always)]
            fn __random_access(&self) -> bool {
                true
            }

            #[inline]
            unsafe fn __get_unchecked(&mut self, index: usize) -> $Item {
                // SAFETY: promised by the caller.
                unsafe {
                    let $p = self.ptr.as_ptr().add(index);
                    $deref
                }
            }

            #[inline]
            fn count(self) -> usize {
                self.remaining()
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<$Item> {
                let left = self.remaining();
                if n >= left {
                    // SAFETY: all that are left.
                    unsafe { self.advance(left) };
                    return None;
                }
                // SAFETY: more than `n` elements are left.
                unsafe {
                    self.advance(n);
                    let $p = self.advance(1).as_ptr();
                    Some($deref)
                }
            }

            #[inline]
            fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
                let step = self.remaining().min(n);
                // SAFETY: this many are left.
                unsafe { self.advance(step) };
                NonZero::new(n - step).map_or(Ok(()), Err)
            }

            #[inline]
            fn last(mut self) -> Option<$Item> {
                self.next_back()
            }

            #[inline]
            fn fold<B, F: FnMut(B, $Item) -> B>(self, init: B, mut f: F) -> B {
                // An index gives the optimiser a known trip count, also for elements without size.
                let len = self.remaining();
                let mut acc = init;
                let mut i = 0;
                while i < len {
                    // SAFETY: in bounds.
                    acc = unsafe {
                        let $p = self.ptr.as_ptr().add(i);
                        f(acc, $deref)
                    };
                    i += 1;
                }
                acc
            }
        }

        impl<'a, T> DoubleEndedIterator for $Iter<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$Item> {
                if self.is_exhausted() {
                    None
                } else {
                    // SAFETY: one element is left.
                    unsafe {
                        let $p = self.retreat(1).as_ptr();
                        Some($deref)
                    }
                }
            }

            #[inline]
            fn nth_back(&mut self, n: usize) -> Option<$Item> {
                let left = self.remaining();
                if n >= left {
                    // SAFETY: all that are left.
                    unsafe { self.retreat(left) };
                    return None;
                }
                // SAFETY: more than `n` elements are left.
                unsafe {
                    self.retreat(n);
                    let $p = self.retreat(1).as_ptr();
                    Some($deref)
                }
            }

            #[inline]
            fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
                let step = self.remaining().min(n);
                // SAFETY: this many are left.
                unsafe { self.retreat(step) };
                NonZero::new(n - step).map_or(Ok(()), Err)
            }
        }

        impl<T> ExactSizeIterator for $Iter<'_, T> {
            #[inline(always)]
            fn len(&self) -> usize {
                self.remaining()
            }
            #[inline(always)]
            fn is_empty(&self) -> bool {
                self.is_exhausted()
            }
        }

        impl<T> FusedIterator for $Iter<'_, T> {}
        unsafe impl<T> TrustedLen for $Iter<'_, T> {}
    };
}
slice_iterator! { Iter, &'a T, |p| &*p, without_provenance }
slice_iterator! { IterMut, &'a mut T, |p| &mut *p, without_provenance_mut }

impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        (&[]).into_iter()
    }
}

impl<T> Default for IterMut<'_, T> {
    fn default() -> Self {
        (&mut []).into_iter()
    }
}

impl<'a, T> IntoIterator for &'a [T] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut [T] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}

// Slices are never iterators: boxed ones have an `IntoIterator` of their own.
impl<T> !Iterator for [T] {}
