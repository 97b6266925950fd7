//! Removing a range of a queue.

use super::{DropOnExit, VecDeque};
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};

/// Iterator over elements taken out of a queue; made by [`VecDeque::drain`].
///
/// Until it is dropped, the queue has only the elements before the range.
pub struct Drain<'a, T> {
    deque: NonNull<VecDeque<T>>,
    start: usize,
    drain_len: usize,
    tail_len: usize,
    // What is left: `idx..idx + remaining`, logical positions.
    idx: usize,
    remaining: usize,
    marker: PhantomData<&'a T>,
}

unsafe impl<T: Sync> Sync for Drain<'_, T> {}
unsafe impl<T: Send> Send for Drain<'_, T> {}

impl<'a, T> Drain<'a, T> {
    pub(super) fn new(deque: &'a mut VecDeque<T>, start: usize, drain_len: usize) -> Self {
        let tail_len = deque.len - start - drain_len;
        deque.len = start;
        Drain {
            deque: NonNull::from(deque),
            start,
            drain_len,
            tail_len,
            idx: start,
            remaining: drain_len,
            marker: PhantomData,
        }
    }

    fn rest(&self) -> (*mut [T], *mut [T]) {
        unsafe { self.deque.as_ref() }.parts(self.idx, self.idx + self.remaining)
    }
}

impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = self.rest();
        let (a, b) = unsafe { (&*a, &*b) };
        f.debug_tuple("Drain")
            .field(&self.drain_len)
            .field(&self.idx)
            .field(&self.tail_len)
            .field(&self.remaining)
            .field(&a)
            .field(&b)
            .finish()
    }
}

impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.remaining == 0 {
            return None;
        }
        let slot = unsafe { self.deque.as_ref() }.slot(self.idx);
        self.idx += 1;
        self.remaining -= 1;
        Some(unsafe { ptr::read(slot) })
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining, Some(self.remaining))
    }
}

impl<T> DoubleEndedIterator for Drain<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.remaining == 0 {
            return None;
        }
        self.remaining -= 1;
        let slot = unsafe { self.deque.as_ref() }.slot(self.idx + self.remaining);
        Some(unsafe { ptr::read(slot) })
    }
}

impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}

/// Closes the gap, moving the shorter side, even if an element's destructor panics.
struct Close<'r, 'a, T>(&'r mut Drain<'a, T>);

impl<T> Drop for Close<'_, '_, T> {
    fn drop(&mut self) {
        let (start, gap, tail) = (self.0.start, self.0.drain_len, self.0.tail_len);
        let deque = unsafe { self.0.deque.as_mut() };
        unsafe {
            if start < tail {
                deque.shift(0, gap, start);
                deque.head = deque.physical(gap);
            } else {
                deque.shift(start + gap, start, tail);
            }
        }
        deque.len = start + tail;
        if deque.len == 0 {
            deque.head = 0;
        }
    }
}

impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        let (a, b) = self.rest();
        let _close = Close(self);
        let _back = DropOnExit(b);
        let _front = DropOnExit(a);
    }
}
