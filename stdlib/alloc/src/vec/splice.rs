//! Replacing a range of a vector by other elements.

use super::{Drain, Vec};
use core::ptr;

/// Iterator over the replaced elements; made by [`Vec::splice`]. The new ones are put in place
/// when it is dropped.
pub struct Splice<'a, I: Iterator + 'a> {
    drain: Drain<'a, I::Item>,
    replace_with: I,
}

impl<I: Iterator + core::fmt::Debug> core::fmt::Debug for Splice<'_, I>
where
    I::Item: core::fmt::Debug,
{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Splice")
            .field("drain", &self.drain)
            .field("replace_with", &self.replace_with)
            .finish()
    }
}

impl<'a, I: Iterator> Splice<'a, I> {
    pub(super) fn new(drain: Drain<'a, I::Item>, replace_with: I) -> Self {
        Splice { drain, replace_with }
    }
}

impl<I: Iterator> Iterator for Splice<'_, I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        self.drain.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.drain.size_hint()
    }
}

impl<I: Iterator> DoubleEndedIterator for Splice<'_, I> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.drain.next_back()
    }
}

impl<I: Iterator> ExactSizeIterator for Splice<'_, I> {}

impl<I: Iterator> Drop for Splice<'_, I> {
    fn drop(&mut self) {
        self.drain.by_ref().for_each(drop);
        // The slice iterator must not point into a buffer that is about to move.
        self.drain.iter = (&[]).iter();
        let vec = unsafe { &mut *self.drain.vec.as_ptr() };
        if self.drain.tail_len == 0 {
            return vec.extend_from_iter(self.replace_with.by_ref());
        }
        if !self.drain.fill(&mut self.replace_with) {
            return;
        }
        let (lower, _) = self.replace_with.size_hint();
        if lower > 0 {
            self.drain.move_tail(lower);
            if !self.drain.fill(&mut self.replace_with) {
                return;
            }
        }
        let mut rest = self.replace_with.by_ref().collect::<Vec<_>>().into_iter();
        if rest.len() > 0 {
            self.drain.move_tail(rest.len());
            self.drain.fill(&mut rest);
        }
    }
}

impl<T> Drain<'_, T> {
    /// Fills the gap before the tail; false if the iterator ended first.
    fn fill<I: Iterator<Item = T>>(&mut self, replace_with: &mut I) -> bool {
        let vec = unsafe { self.vec.as_mut() };
        while vec.len < self.tail_start {
            let Some(value) = replace_with.next() else { return false };
            unsafe { ptr::write(vec.as_mut_ptr().add(vec.len), value) };
            vec.len += 1;
        }
        true
    }

    /// Widens the gap by `additional` elements.
    fn move_tail(&mut self, additional: usize) {
        let vec = unsafe { self.vec.as_mut() };
        vec.buf.reserve(self.tail_start + self.tail_len, additional);
        let new_start = self.tail_start + additional;
        unsafe {
            let base = vec.as_mut_ptr();
            ptr::copy(base.add(self.tail_start), base.add(new_start), self.tail_len);
        }
        self.tail_start = new_start;
    }
}
