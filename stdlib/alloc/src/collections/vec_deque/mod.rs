//! `VecDeque`: a queue with two ends in a ring buffer.
//!
//! Invariant: `head < capacity` (or both are 0), `len <= capacity`, and the elements are at
//! positions `head`, `head + 1`… modulo the capacity. "Logical" positions count from `head`.

mod drain;
mod iter;
mod traits;

pub use drain::Drain;
pub use iter::{IntoIter, Iter, IterMut};

use super::TryReserveError;
use crate::raw_vec::RawVec;
use crate::vec::range_bounds;
use core::cmp::Ordering;
use core::ops::RangeBounds;
use core::{mem, ptr};

/// A queue with two ends.
pub struct VecDeque<T> {
    head: usize,
    len: usize,
    buf: RawVec<T>,
}

impl<T> VecDeque<T> {
    /// An empty queue; allocates nothing.
    #[must_use]
    pub const fn new() -> VecDeque<T> {
        VecDeque { head: 0, len: 0, buf: RawVec::new() }
    }

    /// An empty queue with room for at least `capacity` elements.
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> VecDeque<T> {
        VecDeque { head: 0, len: 0, buf: RawVec::with_capacity(capacity) }
    }

    #[inline]
    fn base(&self) -> *mut T {
        self.buf.ptr()
    }

    /// The buffer position of a logical one, which is at most the capacity.
    #[inline]
    fn physical(&self, i: usize) -> usize {
        let room = self.capacity() - self.head;
        if i < room { self.head + i } else { i - room }
    }

    /// The address of a logical position.
    #[inline]
    fn slot(&self, i: usize) -> *mut T {
        unsafe { self.base().add(self.physical(i)) }
    }

    /// Moves `len` elements from logical position `src` to `dst`; the ranges may overlap.
    unsafe fn shift(&mut self, src: usize, dst: usize, len: usize) {
        let cap = self.capacity();
        let mut left = len;
        while left > 0 {
            // Forwards, the next chunk is the first of what is left; backwards, the last.
            let forward = dst < src;
            let done = len - left;
            let (from, to, n);
            if forward {
                (from, to) = (self.physical(src + done), self.physical(dst + done));
                n = left.min(cap - from).min(cap - to);
            } else {
                let from_end = self.physical(src + left - 1) + 1;
                let to_end = self.physical(dst + left - 1) + 1;
                n = left.min(from_end).min(to_end);
                (from, to) = (from_end - n, to_end - n);
            }
            unsafe { ptr::copy(self.base().add(from), self.base().add(to), n) };
            left -= n;
        }
    }

    /// Unwraps the ring after the buffer has grown from `old_cap`.
    unsafe fn after_growth(&mut self, old_cap: usize) {
        let new_cap = self.capacity();
        let head_len = old_cap - self.head;
        if self.len <= head_len {
            return;
        }
        let tail_len = self.len - head_len;
        unsafe {
            if tail_len < head_len && new_cap - old_cap >= tail_len {
                ptr::copy_nonoverlapping(self.base(), self.base().add(old_cap), tail_len);
            } else {
                let new_head = new_cap - head_len;
                ptr::copy(self.base().add(self.head), self.base().add(new_head), head_len);
                self.head = new_head;
            }
        }
    }

    #[inline(never)]
    #[track_caller]
    fn grow(&mut self) {
        let old_cap = self.capacity();
        self.buf.grow_one();
        unsafe { self.after_growth(old_cap) };
    }

    /// The element at a position.
    pub fn get(&self, index: usize) -> Option<&T> {
        if index < self.len { Some(unsafe { &*self.slot(index) }) } else { None }
    }

    /// The element at a position.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index < self.len { Some(unsafe { &mut *self.slot(index) }) } else { None }
    }

    /// Swaps two elements.
    #[track_caller]
    pub fn swap(&mut self, i: usize, j: usize) {
        assert!(i < self.len());
        assert!(j < self.len());
        unsafe { ptr::swap(self.slot(i), self.slot(j)) }
    }

    /// How many elements fit without allocating again.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.buf.capacity()
    }

    /// Makes room for exactly `additional` more elements.
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        let old_cap = self.capacity();
        self.buf.reserve_exact(self.len, additional);
        unsafe { self.after_growth(old_cap) };
    }

    /// Makes room for at least `additional` more elements.
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        let old_cap = self.capacity();
        self.buf.reserve(self.len, additional);
        unsafe { self.after_growth(old_cap) };
    }

    /// Like [`reserve_exact`](Self::reserve_exact), reporting failure.
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        let old_cap = self.capacity();
        self.buf.try_reserve_exact(self.len, additional)?;
        unsafe { self.after_growth(old_cap) };
        Ok(())
    }

    /// Like [`reserve`](Self::reserve), reporting failure.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        let old_cap = self.capacity();
        self.buf.try_reserve(self.len, additional)?;
        unsafe { self.after_growth(old_cap) };
        Ok(())
    }

    /// Gives back unused capacity.
    #[track_caller]
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }

    /// Gives back capacity beyond `min_capacity` and the length.
    #[track_caller]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let target = min_capacity.max(self.len);
        if size_of::<T>() == 0 || target >= self.capacity() {
            return;
        }
        // What lies beyond the new end must move below it first.
        if self.len == 0 {
            self.head = 0;
        } else if self.head.saturating_add(self.len) > target {
            self.make_contiguous();
            unsafe { ptr::copy(self.base().add(self.head), self.base(), self.len) };
            self.head = 0;
        }
        self.buf.shrink_to_fit(target);
    }

    /// Drops all elements from position `len` on.
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len {
            return;
        }
        let (front, back) = self.as_mut_slices();
        let (front_len, back): (usize, *mut [T]) = (front.len(), back);
        let front: *mut [T] = front;
        self.len = len;
        unsafe {
            if len > front_len {
                drop_from(back, len - front_len);
            } else {
                let rest = DropOnExit(back);
                drop_from(front, len);
                drop(rest);
            }
        }
    }

    /// Iterates from front to back.
    pub fn iter(&self) -> Iter<'_, T> {
        let (a, b) = self.as_slices();
        Iter::new(a.iter(), b.iter())
    }

    /// Iterates from front to back over mutable references.
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        let (a, b) = self.as_mut_slices();
        IterMut::new(a.iter_mut(), b.iter_mut())
    }

    /// The elements as two slices.
    #[inline]
    pub fn as_slices(&self) -> (&[T], &[T]) {
        let (a, b) = self.parts(0, self.len);
        unsafe { (&*a, &*b) }
    }

    /// The elements as two slices.
    #[inline]
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        let (a, b) = self.parts(0, self.len);
        unsafe { (&mut *a, &mut *b) }
    }

    /// The two parts of a logical range.
    fn parts(&self, start: usize, end: usize) -> (*mut [T], *mut [T]) {
        let len = end - start;
        let at = self.physical(start);
        let first = len.min(self.capacity() - at);
        unsafe {
            let a = ptr::slice_from_raw_parts_mut(self.base().add(at), first);
            (a, ptr::slice_from_raw_parts_mut(self.base(), len - first))
        }
    }

    /// The number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Iterates over a range.
    #[track_caller]
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> Iter<'_, T> {
        let (start, end) = range_bounds(range, self.len);
        let (a, b) = self.parts(start, end);
        unsafe { Iter::new((*a).iter(), (*b).iter()) }
    }

    /// Iterates over a range of mutable references.
    #[track_caller]
    pub fn range_mut<R: RangeBounds<usize>>(&mut self, range: R) -> IterMut<'_, T> {
        let (start, end) = range_bounds(range, self.len);
        let (a, b) = self.parts(start, end);
        unsafe { IterMut::new((*a).iter_mut(), (*b).iter_mut()) }
    }

    /// Removes a range and returns its elements as an iterator.
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let (start, end) = range_bounds(range, self.len);
        Drain::new(self, start, end - start)
    }

    /// Drops all elements.
    pub fn clear(&mut self) {
        self.truncate(0);
        self.head = 0;
    }

    /// Whether an element equals `x`.
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        let (a, b) = self.as_slices();
        a.contains(x) || b.contains(x)
    }

    /// The first element.
    pub fn front(&self) -> Option<&T> {
        self.get(0)
    }

    /// The first element.
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.get_mut(0)
    }

    /// The last element.
    pub fn back(&self) -> Option<&T> {
        self.get(self.len.wrapping_sub(1))
    }

    /// The last element.
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.get_mut(self.len.wrapping_sub(1))
    }

    /// Removes the first element.
    pub fn pop_front(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        let value = unsafe { ptr::read(self.slot(0)) };
        self.head = self.physical(1);
        self.len -= 1;
        Some(value)
    }

    /// Removes the last element.
    pub fn pop_back(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { ptr::read(self.slot(self.len)) })
    }

    /// Removes the first element if `predicate` says so.
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if predicate(self.front_mut()?) { self.pop_front() } else { None }
    }

    /// Removes the last element if `predicate` says so.
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        if predicate(self.back_mut()?) { self.pop_back() } else { None }
    }

    /// Adds an element in front.
    #[track_caller]
    pub fn push_front(&mut self, value: T) {
        let _ = self.push_front_mut(value);
    }

    /// Adds an element in front and returns a reference to it.
    #[track_caller]
    #[must_use = "if you don't need a reference to the value, use `VecDeque::push_front` instead"]
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        if self.len == self.capacity() {
            self.grow();
        }
        self.step_back();
        unsafe {
            ptr::write(self.slot(0), value);
            &mut *self.slot(0)
        }
    }

    /// Lengthens by one element in front, which must be written next.
    fn step_back(&mut self) {
        self.head = if self.head == 0 { self.capacity() - 1 } else { self.head - 1 };
        self.len += 1;
    }

    /// Adds an element at the end.
    #[track_caller]
    pub fn push_back(&mut self, value: T) {
        let _ = self.push_back_mut(value);
    }

    /// Adds an element at the end and returns a reference to it.
    #[track_caller]
    #[must_use = "if you don't need a reference to the value, use `VecDeque::push_back` instead"]
    pub fn push_back_mut(&mut self, value: T) -> &mut T {
        if self.len == self.capacity() {
            self.grow();
        }
        self.len += 1;
        let slot = self.slot(self.len - 1);
        unsafe {
            ptr::write(slot, value);
            &mut *slot
        }
    }

    /// Removes an element and puts the first one in its place.
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        self.swap(index, 0);
        self.pop_front()
    }

    /// Removes an element and puts the last one in its place.
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        self.swap(index, self.len - 1);
        self.pop_back()
    }

    /// Inserts before position `index`, moving the shorter side.
    #[track_caller]
    pub fn insert(&mut self, index: usize, value: T) {
        let _ = self.insert_mut(index, value);
    }

    /// Like [`insert`](Self::insert), returning a reference to the element.
    #[track_caller]
    #[must_use = "if you don't need a reference to the value, use `VecDeque::insert` instead"]
    pub fn insert_mut(&mut self, index: usize, value: T) -> &mut T {
        assert!(index <= self.len, "index out of bounds");
        if self.len == self.capacity() {
            self.grow();
        }
        unsafe {
            if self.len - index < index {
                self.shift(index, index + 1, self.len - index);
                self.len += 1;
            } else {
                self.step_back();
                self.shift(1, 0, index);
            }
            let slot = self.slot(index);
            ptr::write(slot, value);
            &mut *slot
        }
    }

    /// Removes the element at `index`, moving the shorter side.
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        unsafe {
            let value = ptr::read(self.slot(index));
            let after = self.len - index - 1;
            if after < index {
                self.shift(index + 1, index, after);
            } else {
                self.shift(0, 1, index);
                self.head = self.physical(1);
            }
            self.len -= 1;
            Some(value)
        }
    }

    /// Removes the elements from `at` on and returns them.
    #[inline]
    #[must_use = "use `.truncate()` if you don't need the other half"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self {
        assert!(at <= self.len, "`at` out of bounds");
        let mut other = VecDeque::with_capacity(self.len - at);
        let (a, b) = self.parts(at, self.len);
        unsafe {
            ptr::copy_nonoverlapping(a.cast::<T>(), other.base(), a.len());
            ptr::copy_nonoverlapping(b.cast::<T>(), other.base().add(a.len()), b.len());
        }
        other.len = self.len - at;
        self.len = at;
        other
    }

    /// Moves all elements of `other` to the end.
    #[inline]
    #[track_caller]
    pub fn append(&mut self, other: &mut Self) {
        if size_of::<T>() == 0 {
            self.len = self.len.checked_add(other.len).expect("capacity overflow");
            other.len = 0;
            other.head = 0;
            return;
        }
        self.reserve(other.len);
        let (a, b) = other.as_slices();
        unsafe {
            self.copy_to_end(a.as_ptr(), a.len());
            self.copy_to_end(b.as_ptr(), b.len());
        }
        other.len = 0;
        other.head = 0;
    }

    /// Appends a bitwise copy of elements for which there is room.
    unsafe fn copy_to_end(&mut self, src: *const T, len: usize) {
        let (a, b) = self.parts(self.len, self.len + len);
        unsafe {
            ptr::copy_nonoverlapping(src, a.cast::<T>(), a.len());
            ptr::copy_nonoverlapping(src.add(a.len()), b.cast::<T>(), b.len());
        }
        self.len += len;
    }

    /// Keeps only the elements for which `f` is true.
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|elem| f(elem));
    }

    /// Keeps only the elements for which `f`, which may change them, is true.
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let mut kept = 0;
        // Swapping keeps the queue whole, should `f` panic.
        for i in 0..self.len {
            if f(&mut self[i]) {
                if kept != i {
                    self.swap(kept, i);
                }
                kept += 1;
            }
        }
        self.truncate(kept);
    }

    /// Truncates, or appends results of `generator`, until there are `new_len` elements.
    #[track_caller]
    pub fn resize_with(&mut self, new_len: usize, mut generator: impl FnMut() -> T) {
        if new_len <= self.len {
            return self.truncate(new_len);
        }
        self.reserve(new_len - self.len);
        while self.len < new_len {
            self.push_back(generator());
        }
    }

    /// Moves the elements so that they are one slice, and returns it.
    pub fn make_contiguous(&mut self) -> &mut [T] {
        let head_len = self.capacity() - self.head;
        if size_of::<T>() == 0 {
            self.head = 0;
        } else if self.len > head_len {
            let tail_len = self.len - head_len;
            unsafe {
                // The front part goes right behind the back part, then they change places.
                let base = self.base();
                ptr::copy(base.add(self.head), base.add(tail_len), head_len);
                self.head = 0;
                let all = ptr::slice_from_raw_parts_mut(base, self.len);
                (*all).rotate_left(tail_len);
            }
        }
        unsafe { &mut *ptr::slice_from_raw_parts_mut(self.slot(0), self.len) }
    }

    /// Rotates so that the element at `n` comes first.
    #[track_caller]
    pub fn rotate_left(&mut self, n: usize) {
        assert!(n <= self.len());
        let k = self.len - n;
        if n <= k { self.front_to_back(n) } else { self.back_to_front(k) }
    }

    /// Rotates so that the first element comes to `n`.
    #[track_caller]
    pub fn rotate_right(&mut self, n: usize) {
        assert!(n <= self.len());
        let k = self.len - n;
        if n <= k { self.back_to_front(n) } else { self.front_to_back(k) }
    }

    fn front_to_back(&mut self, n: usize) {
        for _ in 0..n {
            // With a full ring both positions are the same.
            unsafe { ptr::copy(self.slot(0), self.slot(self.len), 1) };
            self.head = self.physical(1);
        }
    }

    fn back_to_front(&mut self, n: usize) {
        for _ in 0..n {
            self.step_back();
            self.len -= 1;
            unsafe { ptr::copy(self.slot(self.len), self.slot(0), 1) };
        }
    }

    /// Searches sorted elements for `x`.
    #[inline]
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.binary_search_by(|e| e.cmp(x))
    }

    /// Searches sorted elements by a comparison.
    pub fn binary_search_by<'a, F>(&'a self, mut f: F) -> Result<usize, usize>
    where
        F: FnMut(&'a T) -> Ordering,
    {
        let (front, back) = self.as_slices();
        match back.first().map(|elem| f(elem)) {
            Some(Ordering::Equal) => Ok(front.len()),
            Some(Ordering::Less) => back
                .binary_search_by(f)
                .map(|i| i + front.len())
                .map_err(|i| i + front.len()),
            _ => front.binary_search_by(f),
        }
    }

    /// Searches elements sorted by a key.
    #[inline]
    pub fn binary_search_by_key<'a, B: Ord, F>(&'a self, b: &B, mut f: F) -> Result<usize, usize>
    where
        F: FnMut(&'a T) -> B,
    {
        self.binary_search_by(|k| f(k).cmp(b))
    }

    /// The number of elements at the front for which `pred` is true.
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut pred: P) -> usize {
        let (front, back) = self.as_slices();
        if back.first().is_some_and(&mut pred) {
            back.partition_point(pred) + front.len()
        } else {
            front.partition_point(pred)
        }
    }
}

impl<T: Clone> VecDeque<T> {
    /// Truncates, or appends clones of `value`, until there are `new_len` elements.
    #[track_caller]
    pub fn resize(&mut self, new_len: usize, value: T) {
        if new_len <= self.len {
            return self.truncate(new_len);
        }
        self.reserve(new_len - self.len);
        while self.len + 1 < new_len {
            self.push_back(value.clone());
        }
        self.push_back(value);
    }
}

/// Drops a slice when it goes out of scope, also by a panic.
struct DropOnExit<T>(*mut [T]);

impl<T> Drop for DropOnExit<T> {
    fn drop(&mut self) {
        unsafe { ptr::drop_in_place(self.0) }
    }
}

/// Drops the elements of a slice from `start` on.
unsafe fn drop_from<T>(slice: *mut [T], start: usize) {
    if mem::needs_drop::<T>() {
        unsafe {
            let at = slice.cast::<T>().add(start);
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(at, slice.len() - start));
        }
    }
}
