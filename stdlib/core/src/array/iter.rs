//! The iterator over the elements of an array.
use crate::fmt;
use crate::iter::{FusedIterator, TrustedLen};
use crate::mem::{ManuallyDrop, MaybeUninit};
use crate::num::NonZero;
use crate::ops::Range;
use crate::ptr;

/// The elements of an array.
#[rustc_insignificant_dtor]
#[rustc_diagnostic_item = "ArrayIntoIter"]
pub struct IntoIter<T, const N: usize> {
    /// Only those in `alive` are there.
    data: [MaybeUninit<T>; N],
    alive: Range<usize>,
}

impl<T, const N: usize> IntoIter<T, N> {
    #[inline]
    pub(super) fn from_array(array: [T; N]) -> Self {
        let array = ManuallyDrop::new(array);
        // SAFETY: the layouts agree, and the array is not dropped.
        let data = unsafe { ptr::read((&raw const *array).cast::<[MaybeUninit<T>; N]>()) };
        IntoIter { data, alive: 0..N }
    }

    /// The older form of `into_iter`.
    #[deprecated(since = "1.59.0", note = "use `IntoIterator::into_iter` instead")]
    pub fn new(array: [T; N]) -> Self {
        Self::from_array(array)
    }

    /// The elements of a range of an array.
    ///
    /// # Safety
    /// They must be there.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "array_into_iter_constructors", issue = "none"))]
    pub const unsafe fn new_unchecked(
        buffer: [MaybeUninit<T>; N],
        initialized: Range<usize>,
    ) -> Self {
        IntoIter { data: buffer, alive: initialized }
    }

    /// No elements.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "array_into_iter_constructors", issue = "none"))]
    pub const fn empty() -> Self {
        IntoIter { data: [const { MaybeUninit::uninit() }; N], alive: 0..0 }
    }

    /// The elements that are left.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: these are there.
        unsafe { self.data.get_unchecked(self.alive.clone()).assume_init_ref() }
    }

    /// The elements that are left, mutably.
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: these are there.
        unsafe { self.data.get_unchecked_mut(self.alive.clone()).assume_init_mut() }
    }
}

impl<T, const N: usize> Default for IntoIter<T, N> {
    fn default() -> Self {
        IntoIter::empty()
    }
}

impl<T, const N: usize> Iterator for IntoIter<T, N> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        let i = self.alive.next()?;
        // SAFETY: it was alive and is so no more.
        Some(unsafe { self.data.get_unchecked(i).assume_init_read() })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.alive.end - self.alive.start;
        (len, Some(len))
    }

    #[inline(always)]
    fn __trusted_len(&self) -> bool {
        true
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn last(mut self) -> Option<T> {
        self.next_back()
    }

    #[inline]
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let step = self.len().min(n);
        let start = self.alive.start;
        self.alive.start += step;
        // SAFETY: these were alive and are so no more.
        unsafe { self.data.get_unchecked_mut(start..start + step).assume_init_drop() };
        NonZero::new(n - step).map_or(Ok(()), Err)
    }
}

impl<T, const N: usize> DoubleEndedIterator for IntoIter<T, N> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        let i = self.alive.next_back()?;
        // SAFETY: it was alive and is so no more.
        Some(unsafe { self.data.get_unchecked(i).assume_init_read() })
    }

    #[inline]
    fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let step = self.len().min(n);
        let end = self.alive.end;
        self.alive.end -= step;
        // SAFETY: these were alive and are so no more.
        unsafe { self.data.get_unchecked_mut(end - step..end).assume_init_drop() };
        NonZero::new(n - step).map_or(Ok(()), Err)
    }
}

impl<T, const N: usize> Drop for IntoIter<T, N> {
    #[inline]
    fn drop(&mut self) {
        if crate::mem::needs_drop::<T>() {
            // SAFETY: these are there and are not used again.
            unsafe { ptr::drop_in_place(self.as_mut_slice()) }
        }
    }
}

impl<T, const N: usize> ExactSizeIterator for IntoIter<T, N> {
    #[inline]
    fn len(&self) -> usize {
        self.alive.end - self.alive.start
    }
}

impl<T, const N: usize> FusedIterator for IntoIter<T, N> {}
unsafe impl<T, const N: usize> TrustedLen for IntoIter<T, N> {}

impl<T: Clone, const N: usize> Clone for IntoIter<T, N> {
    fn clone(&self) -> Self {
        let mut new = Self::empty();
        for (src, dst) in crate::iter::zip(self.as_slice(), &mut new.data) {
            dst.write(src.clone());
            new.alive.end += 1;
        }
        new
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for IntoIter<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}
