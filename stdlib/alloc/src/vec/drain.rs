//! Removing a range of a vector.

use super::Vec;
use core::iter::FusedIterator;
use core::ptr::{self, NonNull};
use core::{fmt, mem, slice};

/// Iterator over elements taken out of a vector; made by [`Vec::drain`].
pub struct Drain<'a, T> {
    pub(super) tail_start: usize,
    pub(super) tail_len: usize,
    pub(super) iter: slice::Iter<'a, T>,
    pub(super) vec: NonNull<Vec<T>>,
}

unsafe impl<T: Sync> Sync for Drain<'_, T> {}
unsafe impl<T: Send> Send for Drain<'_, T> {}

impl<'a, T> Drain<'a, T> {
    pub(super) fn new(vec: &'a mut Vec<T>, start: usize, end: usize) -> Self {
        let len = vec.len;
        vec.len = start;
        let taken = unsafe { slice::from_raw_parts(vec.as_ptr().add(start), end - start) };
        Drain {
            tail_start: end,
            tail_len: len - end,
            iter: taken.iter(),
            vec: NonNull::from(vec),
        }
    }

    /// The elements not yet returned.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self.iter.as_slice()
    }
}

impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_slice()).finish()
    }
}

impl<T> AsRef<[T]> for Drain<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.iter.next().map(|elem| unsafe { ptr::read(elem) })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}

impl<T> DoubleEndedIterator for Drain<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.iter.next_back().map(|elem| unsafe { ptr::read(elem) })
    }
}

impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}

/// Closes the gap even if an element's destructor panics.
struct MoveTail<'r, 'a, T>(&'r mut Drain<'a, T>);

impl<T> Drop for MoveTail<'_, '_, T> {
    fn drop(&mut self) {
        if self.0.tail_len == 0 {
            return;
        }
        unsafe {
            let vec = self.0.vec.as_mut();
            let start = vec.len;
            let base = vec.as_mut_ptr();
            ptr::copy(base.add(self.0.tail_start), base.add(start), self.0.tail_len);
            vec.len = start + self.0.tail_len;
        }
    }
}

impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        let rest = mem::take(&mut self.iter).as_slice() as *const [T] as *mut [T];
        let _guard = MoveTail(self);
        unsafe { ptr::drop_in_place(rest) };
    }
}
