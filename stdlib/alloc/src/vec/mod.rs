//! `Vec<T>`: a growable array.
//!
//! Invariant: the first `len` elements of the buffer are initialised, `len <= capacity`. Code
//! that calls foreign functions in between first lowers `len`, so that a panic leaks at worst.

mod drain;
mod extract_if;
mod from;
mod into_iter;
mod splice;
mod traits;

pub use drain::Drain;
pub use extract_if::ExtractIf;
pub use into_iter::IntoIter;
pub use splice::Splice;

use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::raw_vec::RawVec;
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{Bound, RangeBounds};
use core::{ptr, slice};

/// A contiguous growable array.
pub struct Vec<T> {
    buf: RawVec<T>,
    len: usize,
}

/// The start and end that a range argument has in a collection of `len` elements; panics as slice
/// indexing does.
#[track_caller]
pub(crate) fn range_bounds<R: RangeBounds<usize>>(range: R, len: usize) -> (usize, usize) {
    let start = match range.start_bound() {
        Bound::Included(&n) => n,
        Bound::Excluded(&usize::MAX) => start_panic(usize::MAX, len),
        Bound::Excluded(&n) => n + 1,
        Bound::Unbounded => 0,
    };
    let end = match range.end_bound() {
        Bound::Included(&usize::MAX) => end_panic(usize::MAX, len),
        Bound::Included(&n) => n + 1,
        Bound::Excluded(&n) => n,
        Bound::Unbounded => len,
    };
    if end > len {
        end_panic(end, len);
    }
    if start > len {
        start_panic(start, len);
    }
    if start > end {
        panic!("slice index starts at {start} but ends at {end}");
    }
    (start, end)
}

#[cold]
#[track_caller]
fn start_panic(start: usize, len: usize) -> ! {
    panic!("range start index {start} out of range for slice of length {len}")
}

#[cold]
#[track_caller]
fn end_panic(end: usize, len: usize) -> ! {
    panic!("range end index {end} out of range for slice of length {len}")
}

#[cold]
#[inline(never)]
#[track_caller]
fn index_panic(what: &str, index: usize, rel: &str, len: usize) -> ! {
    panic!("{what} index (is {index}) should be {rel} len (is {len})")
}

impl<T> Vec<T> {
    /// An empty vector; allocates nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Vec { buf: RawVec::new(), len: 0 }
    }

    /// An empty vector with room for at least `capacity` elements.
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> Self {
        Vec { buf: RawVec::with_capacity(capacity), len: 0 }
    }

    /// A vector of the given parts.
    ///
    /// # Safety
    /// The parts must describe what a `Vec<T>` could own.
    #[inline]
    pub unsafe fn from_raw_parts(ptr: *mut T, length: usize, capacity: usize) -> Self {
        Vec { buf: unsafe { RawVec::from_raw_parts(ptr, capacity) }, len: length }
    }

    /// Splits into pointer, length and capacity; the caller must free them.
    #[must_use = "losing the pointer will leak memory"]
    pub fn into_raw_parts(self) -> (*mut T, usize, usize) {
        let mut me = ManuallyDrop::new(self);
        (me.as_mut_ptr(), me.len(), me.capacity())
    }

    /// How many elements fit without allocating again.
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.buf.capacity()
    }

    /// Makes room for at least `additional` more elements.
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.buf.reserve(self.len, additional);
    }

    /// Makes room for exactly `additional` more elements if there is not enough.
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.buf.reserve_exact(self.len, additional);
    }

    /// Like [`reserve`](Self::reserve), reporting failure.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.buf.try_reserve(self.len, additional)
    }

    /// Like [`reserve_exact`](Self::reserve_exact), reporting failure.
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.buf.try_reserve_exact(self.len, additional)
    }

    /// Gives back unused capacity.
    #[inline]
    #[track_caller]
    pub fn shrink_to_fit(&mut self) {
        if self.capacity() > self.len {
            self.buf.shrink_to_fit(self.len);
        }
    }

    /// Gives back capacity beyond `min_capacity` and the length.
    #[track_caller]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        if self.capacity() > min_capacity {
            self.buf.shrink_to_fit(self.len.max(min_capacity));
        }
    }

    /// The elements as a boxed slice, without spare capacity.
    #[track_caller]
    pub fn into_boxed_slice(mut self) -> Box<[T]> {
        self.shrink_to_fit();
        let mut me = ManuallyDrop::new(self);
        unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(me.as_mut_ptr(), me.len)) }
    }

    /// Drops all elements from index `len` on.
    pub fn truncate(&mut self, len: usize) {
        if len > self.len {
            return;
        }
        unsafe {
            let tail = ptr::slice_from_raw_parts_mut(self.as_mut_ptr().add(len), self.len - len);
            self.len = len;
            ptr::drop_in_place(tail);
        }
    }

    /// All elements as a slice.
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        unsafe { slice::from_raw_parts(self.as_ptr(), self.len) }
    }

    /// All elements as a mutable slice.
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr(), self.len) }
    }

    /// The start of the buffer.
    #[inline]
    pub const fn as_ptr(&self) -> *const T {
        self.buf.ptr()
    }

    /// The start of the buffer.
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self.buf.ptr()
    }

    /// Sets the length and nothing else.
    ///
    /// # Safety
    /// The first `new_len` elements must be initialised and within the capacity.
    #[inline]
    pub unsafe fn set_len(&mut self, new_len: usize) {
        debug_assert!(new_len <= self.capacity());
        self.len = new_len;
    }

    /// Removes an element and puts the last one in its place.
    #[inline]
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            index_panic("swap_remove", index, "<", len);
        }
        unsafe {
            let base = self.as_mut_ptr();
            let value = ptr::read(base.add(index));
            ptr::copy(base.add(len - 1), base.add(index), 1);
            self.len = len - 1;
            value
        }
    }

    /// Inserts before position `index`, moving the rest up.
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        let _ = self.insert_mut(index, element);
    }

    /// Like [`insert`](Self::insert), returning a reference to the element.
    #[track_caller]
    #[must_use = "if you don't need a reference to the value, use `Vec::insert` instead"]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T {
        let len = self.len;
        if index > len {
            index_panic("insertion", index, "<=", len);
        }
        if len == self.buf.capacity() {
            self.buf.grow_one();
        }
        unsafe {
            let p = self.as_mut_ptr().add(index);
            ptr::copy(p, p.add(1), len - index);
            ptr::write(p, element);
            self.len = len + 1;
            &mut *p
        }
    }

    /// Removes the element at `index`, moving the rest down.
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            index_panic("removal", index, "<", len);
        }
        unsafe {
            let p = self.as_mut_ptr().add(index);
            let value = ptr::read(p);
            ptr::copy(p.add(1), p, len - index - 1);
            self.len = len - 1;
            value
        }
    }

    /// Keeps only the elements for which `f` is true.
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|elem| f(elem));
    }

    /// Keeps only the elements for which `f`, which may change them, is true.
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let len = self.len;
        self.len = 0;
        let mut g = Compact { vec: self, read: 0, write: 0, len };
        while g.read < len {
            let elem = unsafe { &mut *g.vec.as_mut_ptr().add(g.read) };
            if f(elem) { g.keep() } else { g.discard() }
        }
    }

    /// Removes consecutive elements whose keys are equal, all but the first.
    #[inline]
    pub fn dedup_by_key<F: FnMut(&mut T) -> K, K: PartialEq>(&mut self, mut key: F) {
        self.dedup_by(|a, b| key(a) == key(b));
    }

    /// Removes each element that `same_bucket` finds equal to the kept one before it.
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, mut same_bucket: F) {
        let len = self.len;
        if len < 2 {
            return;
        }
        self.len = 0;
        let mut g = Compact { vec: self, read: 1, write: 1, len };
        while g.read < len {
            let base = g.vec.as_mut_ptr();
            let (elem, last) = unsafe { (&mut *base.add(g.read), &mut *base.add(g.write - 1)) };
            if same_bucket(elem, last) { g.discard() } else { g.keep() }
        }
    }

    /// Appends an element.
    #[inline]
    #[track_caller]
    pub fn push(&mut self, value: T) {
        let len = self.len;
        if len == self.buf.capacity() {
            self.buf.grow_one();
        }
        unsafe {
            ptr::write(self.as_mut_ptr().add(len), value);
        }
        self.len = len + 1;
    }

    /// Appends an element and returns a reference to it.
    #[inline]
    #[track_caller]
    #[must_use = "if you don't need a reference to the value, use `Vec::push` instead"]
    pub fn push_mut(&mut self, value: T) -> &mut T {
        self.push(value);
        unsafe { &mut *self.as_mut_ptr().add(self.len - 1) }
    }

    /// Removes the last element.
    #[inline]
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        Some(unsafe { ptr::read(self.as_ptr().add(self.len)) })
    }

    /// Removes the last element if `predicate` says so.
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.last_mut()?;
        if predicate(last) { self.pop() } else { None }
    }

    /// Moves all elements of `other` to the end of this vector.
    #[inline]
    #[track_caller]
    pub fn append(&mut self, other: &mut Self) {
        let count = other.len;
        self.reserve(count);
        other.len = 0;
        unsafe {
            ptr::copy_nonoverlapping(other.as_ptr(), self.as_mut_ptr().add(self.len), count);
        }
        self.len += count;
    }

    /// Removes a range and returns its elements as an iterator.
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let (start, end) = range_bounds(range, self.len);
        Drain::new(self, start, end)
    }

    /// Drops all elements, keeping the capacity.
    #[inline]
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// The number of elements.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no elements.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Removes the elements from `at` on and returns them.
    #[inline]
    #[must_use = "use `.truncate()` if you don't need the other half"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self {
        if at > self.len {
            split_panic(at, self.len);
        }
        let count = self.len - at;
        let mut other = Vec::with_capacity(count);
        unsafe {
            ptr::copy_nonoverlapping(self.as_ptr().add(at), other.as_mut_ptr(), count);
        }
        self.len = at;
        other.len = count;
        other
    }

    /// Truncates, or appends results of `f`, until there are `new_len` elements.
    #[track_caller]
    pub fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, mut f: F) {
        if new_len <= self.len {
            return self.truncate(new_len);
        }
        self.reserve(new_len - self.len);
        while self.len < new_len {
            let value = f();
            unsafe { ptr::write(self.as_mut_ptr().add(self.len), value) };
            self.len += 1;
        }
    }

    /// The elements as a slice that is never freed.
    #[inline]
    pub fn leak<'a>(self) -> &'a mut [T]
    where
        T: 'a,
    {
        let mut me = ManuallyDrop::new(self);
        unsafe { slice::from_raw_parts_mut(me.as_mut_ptr(), me.len) }
    }

    /// The part of the buffer beyond the length.
    #[inline]
    pub fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        let spare = self.capacity() - self.len;
        unsafe { slice::from_raw_parts_mut(self.as_mut_ptr().add(self.len).cast(), spare) }
    }

    /// Replaces a range by other elements and returns the old ones as an iterator.
    #[inline]
    #[track_caller]
    pub fn splice<R, I>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter>
    where
        R: RangeBounds<usize>,
        I: IntoIterator<Item = T>,
    {
        Splice::new(self.drain(range), replace_with.into_iter())
    }

    /// Iterates over the elements of a range that `filter` selects, removing them.
    #[track_caller]
    pub fn extract_if<F, R>(&mut self, range: R, filter: F) -> ExtractIf<'_, T, F>
    where
        F: FnMut(&mut T) -> bool,
        R: RangeBounds<usize>,
    {
        let (start, end) = range_bounds(range, self.len);
        ExtractIf::new(self, filter, start, end)
    }

    /// Appends all items of an iterator. As many as it surely has are written without a look at
    /// the capacity, which lets simple sources be vectorised.
    #[track_caller]
    pub(crate) fn extend_from_iter<I: Iterator<Item = T>>(&mut self, mut iter: I) {
        let (lower, _) = iter.size_hint();
        self.reserve(lower);
        let mut end = SetLen::new(self);
        for _ in 0..lower {
            match iter.next() {
                Some(value) => unsafe { end.write(value) },
                None => return,
            }
        }
        drop(end);
        while let Some(value) = iter.next() {
            if self.len == self.capacity() {
                self.reserve(iter.size_hint().0.saturating_add(1));
            }
            unsafe { ptr::write(self.as_mut_ptr().add(self.len), value) };
            self.len += 1;
        }
    }
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn split_panic(at: usize, len: usize) -> ! {
    panic!("`at` split index (is {at}) should be <= len (is {len})")
}

impl<T: Clone> Vec<T> {
    /// Truncates, or appends clones of `value`, until there are `new_len` elements.
    #[track_caller]
    pub fn resize(&mut self, new_len: usize, value: T) {
        if new_len > self.len {
            self.extend_with(new_len - self.len, value);
        } else {
            self.truncate(new_len);
        }
    }

    /// Appends `n > 0` copies, the last of which is `value` itself.
    #[track_caller]
    fn extend_with(&mut self, n: usize, value: T) {
        self.reserve(n);
        let mut end = SetLen::new(self);
        unsafe {
            for _ in 1..n {
                end.write(value.clone());
            }
            if n > 0 {
                end.write(value);
            }
        }
    }

    /// Appends clones of all elements of a slice.
    #[track_caller]
    pub fn extend_from_slice(&mut self, other: &[T]) {
        self.reserve(other.len());
        let mut end = SetLen::new(self);
        for value in other {
            unsafe { end.write(value.clone()) };
        }
    }

    /// Appends clones of the elements of a range of this vector.
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) {
        let (start, stop) = range_bounds(src, self.len);
        self.reserve(stop - start);
        let base = self.as_ptr();
        let mut end = SetLen::new(self);
        for i in start..stop {
            unsafe { end.write((*base.add(i)).clone()) };
        }
    }
}

impl<T: Copy> Vec<T> {
    /// Appends a bitwise copy of a slice.
    #[inline]
    #[track_caller]
    pub(crate) fn append_copy(&mut self, other: &[T]) {
        self.reserve(other.len());
        let len = self.len;
        unsafe { ptr::copy_nonoverlapping(other.as_ptr(), self.as_mut_ptr().add(len), other.len()) };
        self.len = len + other.len();
    }
}

impl<T, const N: usize> Vec<[T; N]> {
    /// The elements of all arrays, in order, without moving them.
    pub fn into_flattened(self) -> Vec<T> {
        let (ptr, len, cap) = self.into_raw_parts();
        let (new_len, new_cap) = if size_of::<T>() == 0 {
            (len.checked_mul(N).expect("vec len overflow"), usize::MAX)
        } else {
            (len * N, cap * N)
        };
        unsafe { Vec::from_raw_parts(ptr.cast(), new_len, new_cap) }
    }
}

impl<T: PartialEq> Vec<T> {
    /// Removes consecutive equal elements, all but the first.
    #[inline]
    pub fn dedup(&mut self) {
        self.dedup_by(|a, b| a == b)
    }
}

/// A vector of `n` clones of `elem`: what `vec![elem; n]` calls.
#[doc(hidden)]
#[track_caller]
pub fn from_elem<T: Clone>(elem: T, n: usize) -> Vec<T> {
    let mut v = Vec::with_capacity(n);
    v.extend_with(n, elem);
    v
}

/// Writes behind the end of a vector with room reserved; stores the length when dropped.
struct SetLen<'a, T> {
    len: &'a mut usize,
    local: usize,
    base: *mut T,
}

impl<'a, T> SetLen<'a, T> {
    #[inline]
    fn new(vec: &'a mut Vec<T>) -> Self {
        let base = vec.as_mut_ptr();
        SetLen { local: vec.len, len: &mut vec.len, base }
    }

    /// # Safety
    /// There must be room for one more.
    #[inline]
    unsafe fn write(&mut self, value: T) {
        unsafe { ptr::write(self.base.add(self.local), value) };
        self.local += 1;
    }
}

impl<T> Drop for SetLen<'_, T> {
    #[inline]
    fn drop(&mut self) {
        *self.len = self.local;
    }
}

/// Moves kept elements over discarded ones. Elements `..write` are kept, `write..read` are gone,
/// `read..len` not yet seen; when dropped, also by a panic, the vector is made whole.
struct Compact<'a, T> {
    vec: &'a mut Vec<T>,
    read: usize,
    write: usize,
    len: usize,
}

impl<T> Compact<'_, T> {
    #[inline]
    fn keep(&mut self) {
        if self.read != self.write {
            unsafe {
                let base = self.vec.as_mut_ptr();
                ptr::copy_nonoverlapping(base.add(self.read), base.add(self.write), 1);
            }
        }
        self.read += 1;
        self.write += 1;
    }

    #[inline]
    fn discard(&mut self) {
        self.read += 1;
        if mem::needs_drop::<T>() {
            unsafe { ptr::drop_in_place(self.vec.as_mut_ptr().add(self.read - 1)) };
        }
    }
}

impl<T> Drop for Compact<'_, T> {
    fn drop(&mut self) {
        let rest = self.len - self.read;
        unsafe {
            let base = self.vec.as_mut_ptr();
            ptr::copy(base.add(self.read), base.add(self.write), rest);
        }
        self.vec.len = self.write + rest;
    }
}
