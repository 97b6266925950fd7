//! `BinaryHeap`: a priority queue in a vector; the children of element `i` are `2i+1` and `2i+2`.

use super::TryReserveError;
use crate::vec::{self, Vec};
use core::iter::FusedIterator;
use core::mem::{self, ManuallyDrop};
use core::ops::{Deref, DerefMut};
use core::{fmt, ptr, slice};

/// A priority queue whose greatest element comes first.
pub struct BinaryHeap<T> {
    data: Vec<T>,
}

/// An element taken out of a slice and its empty place; put back when dropped, also by a panic.
struct Hole<'a, T> {
    data: &'a mut [T],
    elt: ManuallyDrop<T>,
    pos: usize,
}

impl<'a, T> Hole<'a, T> {
    /// # Safety
    /// `pos` is in bounds, as are all indices given to the methods; none equals the hole's.
    #[inline]
    unsafe fn new(data: &'a mut [T], pos: usize) -> Self {
        let elt = unsafe { ptr::read(data.get_unchecked(pos)) };
        Hole { data, elt: ManuallyDrop::new(elt), pos }
    }

    #[inline]
    unsafe fn get(&self, index: usize) -> &T {
        unsafe { self.data.get_unchecked(index) }
    }

    #[inline]
    unsafe fn move_to(&mut self, index: usize) {
        unsafe {
            let base = self.data.as_mut_ptr();
            ptr::copy_nonoverlapping(base.add(index), base.add(self.pos), 1);
        }
        self.pos = index;
    }
}

impl<T> Drop for Hole<'_, T> {
    #[inline]
    fn drop(&mut self) {
        unsafe {
            let at = self.data.get_unchecked_mut(self.pos);
            ptr::copy_nonoverlapping(&*self.elt, at, 1);
        }
    }
}

impl<T: Ord> BinaryHeap<T> {
    /// An empty heap.
    #[must_use]
    pub const fn new() -> BinaryHeap<T> {
        BinaryHeap { data: Vec::new() }
    }

    /// An empty heap with room for `capacity` elements.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T> {
        BinaryHeap { data: Vec::with_capacity(capacity) }
    }

    /// The greatest element, for change.
    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>> {
        if self.is_empty() { None } else { Some(PeekMut { heap: self, original_len: None }) }
    }

    /// Removes the greatest element.
    pub fn pop(&mut self) -> Option<T> {
        let mut item = self.data.pop()?;
        if let Some(top) = self.data.first_mut() {
            mem::swap(&mut item, top);
            unsafe { self.sift_down_to_bottom(0) };
        }
        Some(item)
    }

    /// Adds an element.
    pub fn push(&mut self, item: T) {
        let old_len = self.len();
        self.data.push(item);
        unsafe { self.sift_up(0, old_len) };
    }

    /// The elements in ascending order.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_sorted_vec(mut self) -> Vec<T> {
        let mut end = self.len();
        while end > 1 {
            end -= 1;
            self.data.swap(0, end);
            unsafe { self.sift_down_range(0, end) };
        }
        self.into_vec()
    }

    /// Moves the element at `pos` up to where it belongs, not above `start`.
    unsafe fn sift_up(&mut self, start: usize, pos: usize) -> usize {
        let mut hole = unsafe { Hole::new(&mut self.data, pos) };
        while hole.pos > start {
            let parent = (hole.pos - 1) / 2;
            if *hole.elt <= *unsafe { hole.get(parent) } {
                break;
            }
            unsafe { hole.move_to(parent) };
        }
        hole.pos
    }

    /// Moves the element at `pos` down to where it belongs within `..end`.
    unsafe fn sift_down_range(&mut self, pos: usize, end: usize) {
        let mut hole = unsafe { Hole::new(&mut self.data, pos) };
        let mut child = 2 * hole.pos + 1;
        while child < end {
            unsafe {
                if child + 1 < end && hole.get(child) <= hole.get(child + 1) {
                    child += 1;
                }
                if *hole.elt >= *hole.get(child) {
                    return;
                }
                hole.move_to(child);
            }
            child = 2 * hole.pos + 1;
        }
    }

    /// Moves the element at `pos` down to a leaf, then up: cheaper for one that came from there.
    unsafe fn sift_down_to_bottom(&mut self, pos: usize) {
        let end = self.len();
        let mut hole = unsafe { Hole::new(&mut self.data, pos) };
        let mut child = 2 * hole.pos + 1;
        while child < end {
            unsafe {
                if child + 1 < end && hole.get(child) <= hole.get(child + 1) {
                    child += 1;
                }
                hole.move_to(child);
            }
            child = 2 * hole.pos + 1;
        }
        let bottom = hole.pos;
        drop(hole);
        unsafe { self.sift_up(pos, bottom) };
    }

    fn rebuild(&mut self) {
        let mut n = self.len() / 2;
        while n > 0 {
            n -= 1;
            unsafe { self.sift_down_range(n, self.len()) };
        }
    }

    /// Restores the order after elements from `start` on have changed, by the cheaper way.
    fn rebuild_tail(&mut self, start: usize) {
        let tail = self.len() - start;
        if tail == 0 {
            return;
        }
        let log2 = (usize::BITS - 1 - start.max(1).leading_zeros()) as usize;
        if start < tail || 2 * self.len() < tail.saturating_mul(log2) {
            self.rebuild();
        } else {
            for i in start..self.len() {
                unsafe { self.sift_up(0, i) };
            }
        }
    }

    /// Moves all elements of `other` here.
    pub fn append(&mut self, other: &mut Self) {
        if self.len() < other.len() {
            mem::swap(self, other);
        }
        let start = self.len();
        self.data.append(&mut other.data);
        self.rebuild_tail(start);
    }

    /// Keeps only the elements for which `f` is true.
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        /// Restores the order even if the predicate panics.
        struct Guard<'a, T: Ord>(&'a mut BinaryHeap<T>, usize);
        impl<T: Ord> Drop for Guard<'_, T> {
            fn drop(&mut self) {
                let start = self.1.min(self.0.len());
                self.0.rebuild_tail(start);
            }
        }
        let len = self.len();
        let mut guard = Guard(self, len);
        let Guard(heap, first) = &mut guard;
        let mut i = 0;
        heap.data.retain(|e| {
            let keep = f(e);
            if !keep {
                *first = (*first).min(i);
            }
            i += 1;
            keep
        });
    }
}

impl<T> BinaryHeap<T> {
    /// The elements in no particular order.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { iter: self.data.iter() }
    }

    /// The greatest element.
    #[must_use]
    pub fn peek(&self) -> Option<&T> {
        self.data.first()
    }

    /// How many elements fit without allocating again.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.data.capacity()
    }

    /// Makes room for exactly `additional` more elements.
    pub fn reserve_exact(&mut self, additional: usize) {
        self.data.reserve_exact(additional);
    }

    /// Makes room for at least `additional` more elements.
    pub fn reserve(&mut self, additional: usize) {
        self.data.reserve(additional);
    }

    /// Like [`reserve`](Self::reserve), reporting failure.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.data.try_reserve(additional)
    }

    /// Like [`reserve_exact`](Self::reserve_exact), reporting failure.
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.data.try_reserve_exact(additional)
    }

    /// Gives back unused capacity.
    pub fn shrink_to_fit(&mut self) {
        self.data.shrink_to_fit();
    }

    /// Gives back capacity beyond `min_capacity`.
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.data.shrink_to(min_capacity)
    }

    /// The elements in no particular order.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_vec(self) -> Vec<T> {
        self.data
    }

    /// The elements in no particular order.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self.data.as_slice()
    }

    /// The number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there are no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Removes all elements and returns them in no particular order.
    pub fn drain(&mut self) -> Drain<'_, T> {
        Drain { iter: self.data.drain(..) }
    }

    /// Drops all elements.
    pub fn clear(&mut self) {
        self.data.clear();
    }
}

/// The greatest element of a heap; restores the order when dropped if it was changed.
pub struct PeekMut<'a, T: Ord> {
    heap: &'a mut BinaryHeap<T>,
    // While the element may have changed, the vector is cut down to it, so that leaking this
    // guard leaves a heap in order; this is the length to restore.
    original_len: Option<usize>,
}

impl<'a, T: Ord> PeekMut<'a, T> {
    /// Removes the element.
    pub fn pop(mut this: PeekMut<'a, T>) -> T {
        if let Some(len) = this.original_len.take() {
            unsafe { this.heap.data.set_len(len) };
            // The new top must be in order before `pop` compares; it need not, as it moves away.
        }
        let data = &mut this.heap.data;
        let top = data.swap_remove(0);
        if data.len() > 1 {
            unsafe { this.heap.sift_down_to_bottom(0) };
        }
        top
    }
}

impl<T: Ord> Drop for PeekMut<'_, T> {
    fn drop(&mut self) {
        if let Some(len) = self.original_len {
            unsafe {
                self.heap.data.set_len(len);
                self.heap.sift_down_range(0, len);
            }
        }
    }
}

impl<T: Ord> Deref for PeekMut<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.heap.data[0]
    }
}

impl<T: Ord> DerefMut for PeekMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        let len = self.heap.len();
        if len > 1 && self.original_len.is_none() {
            self.original_len = Some(len);
            unsafe { self.heap.data.set_len(1) };
        }
        &mut self.heap.data[0]
    }
}

impl<T: Ord + fmt::Debug> fmt::Debug for PeekMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PeekMut").field(&self.heap.data[0]).finish()
    }
}

impl<T: Clone> Clone for BinaryHeap<T> {
    fn clone(&self) -> Self {
        BinaryHeap { data: self.data.clone() }
    }
    fn clone_from(&mut self, source: &Self) {
        self.data.clone_from(&source.data);
    }
}

impl<T: Ord> Default for BinaryHeap<T> {
    fn default() -> BinaryHeap<T> {
        BinaryHeap::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Ord> From<Vec<T>> for BinaryHeap<T> {
    fn from(vec: Vec<T>) -> BinaryHeap<T> {
        let mut heap = BinaryHeap { data: vec };
        heap.rebuild();
        heap
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for BinaryHeap<T> {
    fn from(arr: [T; N]) -> Self {
        Self::from(Vec::from(arr))
    }
}

impl<T> From<BinaryHeap<T>> for Vec<T> {
    fn from(heap: BinaryHeap<T>) -> Vec<T> {
        heap.data
    }
}

impl<T: Ord> FromIterator<T> for BinaryHeap<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BinaryHeap<T> {
        BinaryHeap::from(iter.into_iter().collect::<Vec<_>>())
    }
}

impl<T: Ord> Extend<T> for BinaryHeap<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        /// Restores the order even if the iterator panics.
        struct Guard<'a, T: Ord>(&'a mut BinaryHeap<T>, usize);
        impl<T: Ord> Drop for Guard<'_, T> {
            fn drop(&mut self) {
                self.0.rebuild_tail(self.1);
            }
        }
        let start = self.len();
        let guard = Guard(self, start);
        guard.0.data.extend(iter);
    }
}

impl<'a, T: Ord + Copy + 'a> Extend<&'a T> for BinaryHeap<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.extend(iter.into_iter().cloned());
    }
}

impl<T> IntoIterator for BinaryHeap<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { iter: self.data.into_iter() }
    }
}

impl<'a, T> IntoIterator for &'a BinaryHeap<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// Iterator over a heap's elements, in no particular order.
pub struct Iter<'a, T> {
    iter: slice::Iter<'a, T>,
}

/// Owning iterator over a heap's elements, in no particular order.
#[derive(Clone)]
pub struct IntoIter<T> {
    iter: vec::IntoIter<T>,
}

/// Iterator that empties a heap, in no particular order.
#[derive(Debug)]
pub struct Drain<'a, T> {
    iter: vec::Drain<'a, T>,
}

impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        Iter { iter: Default::default() }
    }
}

impl<T> Default for IntoIter<T> {
    fn default() -> Self {
        IntoIter { iter: Default::default() }
    }
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { iter: self.iter.clone() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.iter.as_slice()).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.iter.as_slice()).finish()
    }
}

/// An iterator that is another one under a new name.
macro_rules! delegate_iterator {
    ([$($gen:tt)*] $ty:ty, $item:ty) => {
        impl<$($gen)*> Iterator for $ty {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.iter.next()
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.iter.size_hint()
            }
        }
        impl<$($gen)*> DoubleEndedIterator for $ty {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                self.iter.next_back()
            }
        }
        impl<$($gen)*> ExactSizeIterator for $ty {}
        impl<$($gen)*> FusedIterator for $ty {}
    };
}

delegate_iterator! { ['a, T] Iter<'a, T>, &'a T }
delegate_iterator! { [T] IntoIter<T>, T }
delegate_iterator! { [T] Drain<'_, T>, T }
