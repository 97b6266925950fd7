//! The methods of slices that take them apart, fill them and move their elements.
use super::{
    ArrayWindows, ChunkBy, ChunkByMut, Chunks, ChunksExact, ChunksExactMut, ChunksMut, Iter,
    IterMut, RChunks, RChunksExact, RChunksExactMut, RChunksMut, RSplit, RSplitMut, RSplitN,
    RSplitNMut, SliceIndex, Split, SplitInclusive, SplitInclusiveMut, SplitMut, SplitN, SplitNMut,
    Windows, from_raw_parts, from_raw_parts_mut, rotate,
};
use crate::mem::{self, SizedTypeProperties};
use crate::ops::{Bound, OneSidedRange, Range, RangeBounds};
use crate::ptr;

impl<T> [T] {
    /// The number of elements.
    #[lang = "slice_len_fn"]
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        ptr::metadata(self)
    }

    /// Whether there are no elements.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first element.
    #[inline]
    #[must_use]
    pub const fn first(&self) -> Option<&T> {
        if let [first, ..] = self { Some(first) } else { None }
    }

    /// The first element, mutably.
    #[inline]
    #[must_use]
    pub const fn first_mut(&mut self) -> Option<&mut T> {
        if let [first, ..] = self { Some(first) } else { None }
    }

    /// The first element and the rest.
    #[inline]
    #[must_use]
    pub const fn split_first(&self) -> Option<(&T, &[T])> {
        if let [first, tail @ ..] = self { Some((first, tail)) } else { None }
    }

    /// The first element and the rest, mutably.
    #[inline]
    #[must_use]
    pub const fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [first, tail @ ..] = self { Some((first, tail)) } else { None }
    }

    /// The last element and the rest.
    #[inline]
    #[must_use]
    pub const fn split_last(&self) -> Option<(&T, &[T])> {
        if let [init @ .., last] = self { Some((last, init)) } else { None }
    }

    /// The last element and the rest, mutably.
    #[inline]
    #[must_use]
    pub const fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])> {
        if let [init @ .., last] = self { Some((last, init)) } else { None }
    }

    /// The last element.
    #[inline]
    #[must_use]
    pub const fn last(&self) -> Option<&T> {
        if let [.., last] = self { Some(last) } else { None }
    }

    /// The last element, mutably.
    #[inline]
    #[must_use]
    pub const fn last_mut(&mut self) -> Option<&mut T> {
        if let [.., last] = self { Some(last) } else { None }
    }

    /// The first `N` elements.
    #[inline]
    #[must_use]
    pub const fn first_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() >= N {
            // SAFETY: just checked.
            Some(unsafe { &*(self.as_ptr().cast::<[T; N]>()) })
        } else {
            None
        }
    }

    /// The first `N` elements, mutably.
    #[inline]
    #[must_use]
    pub const fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() >= N {
            // SAFETY: just checked.
            Some(unsafe { &mut *(self.as_mut_ptr().cast::<[T; N]>()) })
        } else {
            None
        }
    }

    /// The last `N` elements.
    #[inline]
    #[must_use]
    pub const fn last_chunk<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() >= N {
            // SAFETY: just checked.
            Some(unsafe { &*(self.as_ptr().add(self.len() - N).cast::<[T; N]>()) })
        } else {
            None
        }
    }

    /// The last `N` elements, mutably.
    #[inline]
    #[must_use]
    pub const fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() >= N {
            // SAFETY: just checked.
            Some(unsafe { &mut *({ let at = self.len() - N; self.as_mut_ptr().add(at) }.cast::<[T; N]>()) })
        } else {
            None
        }
    }

    /// The slice as an array, if it has exactly `N` elements.
    #[inline]
    #[must_use]
    pub const fn as_array<const N: usize>(&self) -> Option<&[T; N]> {
        if self.len() == N {
            // SAFETY: just checked.
            Some(unsafe { &*(self.as_ptr().cast::<[T; N]>()) })
        } else {
            None
        }
    }

    /// The slice as an array, if it has exactly `N` elements, mutably.
    #[inline]
    #[must_use]
    pub const fn as_mut_array<const N: usize>(&mut self) -> Option<&mut [T; N]> {
        if self.len() == N {
            // SAFETY: just checked.
            Some(unsafe { &mut *(self.as_mut_ptr().cast::<[T; N]>()) })
        } else {
            None
        }
    }

    /// The first `N` elements and the rest.
    #[inline]
    #[must_use]
    pub const fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])> {
        let Some((first, tail)) = self.split_at_checked(N) else { return None };
        // SAFETY: `N` elements.
        Some((unsafe { &*(first.as_ptr().cast::<[T; N]>()) }, tail))
    }

    /// The first `N` elements and the rest, mutably.
    #[inline]
    #[must_use]
    pub const fn split_first_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T; N], &mut [T])> {
        let Some((first, tail)) = self.split_at_mut_checked(N) else { return None };
        // SAFETY: `N` elements.
        Some((unsafe { &mut *(first.as_mut_ptr().cast::<[T; N]>()) }, tail))
    }

    /// The last `N` elements and the rest before.
    #[inline]
    #[must_use]
    pub const fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])> {
        let Some(index) = self.len().checked_sub(N) else { return None };
        let (init, last) = self.split_at(index);
        // SAFETY: `N` elements.
        Some((init, unsafe { &*(last.as_ptr().cast::<[T; N]>()) }))
    }

    /// The last `N` elements and the rest before, mutably.
    #[inline]
    #[must_use]
    pub const fn split_last_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T], &mut [T; N])> {
        let Some(index) = self.len().checked_sub(N) else { return None };
        let (init, last) = self.split_at_mut(index);
        // SAFETY: `N` elements.
        Some((init, unsafe { &mut *(last.as_mut_ptr().cast::<[T; N]>()) }))
    }

    /// An element or a part, if it is in bounds.
    #[inline]
    #[must_use]
    pub fn get<I: SliceIndex<[T]>>(&self, index: I) -> Option<&I::Output> {
        index.get(self)
    }

    /// An element or a part, if it is in bounds, mutably.
    #[inline]
    #[must_use]
    pub fn get_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> Option<&mut I::Output> {
        index.get_mut(self)
    }

    /// An element or a part, without a check.
    ///
    /// # Safety
    /// The index must be in bounds.
    #[inline]
    #[must_use]
    #[track_caller]
    pub unsafe fn get_unchecked<I: SliceIndex<[T]>>(&self, index: I) -> &I::Output {
        // SAFETY: promised by the caller.
        unsafe { &*index.get_unchecked(self) }
    }

    /// An element or a part, without a check, mutably.
    ///
    /// # Safety
    /// The index must be in bounds.
    #[inline]
    #[must_use]
    #[track_caller]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> &mut I::Output {
        // SAFETY: promised by the caller.
        unsafe { &mut *index.get_unchecked_mut(self) }
    }

    /// A pointer to the first element.
    #[inline(always)]
    #[must_use]
    #[rustc_as_ptr]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const T {
        self as *const [T] as *const T
    }

    /// A mutable pointer to the first element.
    #[inline(always)]
    #[must_use]
    #[rustc_as_ptr]
    #[rustc_never_returns_null_ptr]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self as *mut [T] as *mut T
    }

    /// Pointers to the first element and behind the last one.
    #[inline]
    #[must_use]
    pub const fn as_ptr_range(&self) -> Range<*const T> {
        let start = self.as_ptr();
        // SAFETY: the end of the slice.
        let end = unsafe { start.add(self.len()) };
        start..end
    }

    /// Mutable pointers to the first element and behind the last one.
    #[inline]
    #[must_use]
    pub const fn as_mut_ptr_range(&mut self) -> Range<*mut T> {
        let start = self.as_mut_ptr();
        // SAFETY: the end of the slice.
        let end = unsafe { start.add(self.len()) };
        start..end
    }

    /// Swaps two elements.
    #[inline]
    #[track_caller]
    pub const fn swap(&mut self, a: usize, b: usize) {
        let pa = &raw mut self[a];
        let pb = &raw mut self[b];
        // SAFETY: both are in bounds.
        unsafe { ptr::swap(pa, pb) }
    }

    /// Swaps two elements, without a check.
    ///
    /// # Safety
    /// Both must be in bounds.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "slice_swap_unchecked", issue = "none"))]
    pub const unsafe fn swap_unchecked(&mut self, a: usize, b: usize) {
        let p = self.as_mut_ptr();
        // SAFETY: promised by the caller.
        unsafe { ptr::swap(p.add(a), p.add(b)) }
    }

    /// Reverses the order of the elements.
    #[inline]
    pub const fn reverse(&mut self) {
        let n = self.len();
        let p = self.as_mut_ptr();
        let mut i = 0;
        while i < n / 2 {
            // SAFETY: `i` and its mirror image are in bounds and differ.
            unsafe {
                let (a, b) = (p.add(i), p.add(n - 1 - i));
                let value = ptr::read(a);
                ptr::copy_nonoverlapping(b, a, 1);
                ptr::write(b, value);
            }
            i += 1;
        }
    }

    /// Iterates over the elements.
    #[inline]
    #[rustc_diagnostic_item = "slice_iter"]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self)
    }

    /// Iterates over the elements mutably.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut::new(self)
    }

    /// Iterates over overlapping parts of `size` elements.
    #[inline]
    #[track_caller]
    pub fn windows(&self, size: usize) -> Windows<'_, T> {
        assert!(size != 0, "window size must be non-zero");
        Windows::new(self, size)
    }

    /// Iterates over overlapping parts of `N` elements.
    #[inline]
    #[track_caller]
    pub fn array_windows<const N: usize>(&self) -> ArrayWindows<'_, T, N> {
        const { assert!(N != 0, "window size must be non-zero") };
        ArrayWindows::new(self)
    }

    /// Iterates over parts of a length.
    #[inline]
    #[track_caller]
    pub fn chunks(&self, chunk_size: usize) -> Chunks<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        Chunks::new(self, chunk_size)
    }

    /// Iterates over parts of a length, mutably.
    #[inline]
    #[track_caller]
    pub fn chunks_mut(&mut self, chunk_size: usize) -> ChunksMut<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        ChunksMut::new(self, chunk_size)
    }

    /// Iterates over parts of exactly a length.
    #[inline]
    #[track_caller]
    pub fn chunks_exact(&self, chunk_size: usize) -> ChunksExact<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        ChunksExact::new(self, chunk_size)
    }

    /// Iterates over parts of exactly a length, mutably.
    #[inline]
    #[track_caller]
    pub fn chunks_exact_mut(&mut self, chunk_size: usize) -> ChunksExactMut<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        ChunksExactMut::new(self, chunk_size)
    }

    /// Iterates over parts of a length from the back.
    #[inline]
    #[track_caller]
    pub fn rchunks(&self, chunk_size: usize) -> RChunks<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        RChunks::new(self, chunk_size)
    }

    /// Iterates over parts of a length from the back, mutably.
    #[inline]
    #[track_caller]
    pub fn rchunks_mut(&mut self, chunk_size: usize) -> RChunksMut<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        RChunksMut::new(self, chunk_size)
    }

    /// Iterates over parts of exactly a length from the back.
    #[inline]
    #[track_caller]
    pub fn rchunks_exact(&self, chunk_size: usize) -> RChunksExact<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        RChunksExact::new(self, chunk_size)
    }

    /// Iterates over parts of exactly a length from the back, mutably.
    #[inline]
    #[track_caller]
    pub fn rchunks_exact_mut(&mut self, chunk_size: usize) -> RChunksExactMut<'_, T> {
        assert!(chunk_size != 0, "chunk size must be non-zero");
        RChunksExactMut::new(self, chunk_size)
    }

    /// The slice as arrays.
    ///
    /// # Safety
    /// The length must be a multiple of `N`, which is not 0.
    #[inline]
    #[must_use]
    #[track_caller]
    pub const unsafe fn as_chunks_unchecked<const N: usize>(&self) -> &[[T; N]] {
        let new_len = self.len() / N;
        // SAFETY: promised by the caller.
        unsafe { from_raw_parts(self.as_ptr().cast(), new_len) }
    }

    /// The slice as arrays and a rest.
    #[inline]
    #[track_caller]
    #[must_use]
    pub const fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]) {
        assert!(N != 0, "chunk size must be non-zero");
        let len_rounded_down = self.len() / N * N;
        let (multiple_of_n, remainder) = self.split_at(len_rounded_down);
        // SAFETY: just computed.
        (unsafe { multiple_of_n.as_chunks_unchecked() }, remainder)
    }

    /// A rest and the slice as arrays.
    #[inline]
    #[track_caller]
    #[must_use]
    pub const fn as_rchunks<const N: usize>(&self) -> (&[T], &[[T; N]]) {
        assert!(N != 0, "chunk size must be non-zero");
        let len = self.len() / N;
        let (remainder, multiple_of_n) = self.split_at(self.len() - len * N);
        // SAFETY: just computed.
        (remainder, unsafe { multiple_of_n.as_chunks_unchecked() })
    }

    /// Iterates over parts within which `pred` holds for neighbours.
    #[inline]
    pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, pred: F) -> ChunkBy<'_, T, F> {
        ChunkBy::new(self, pred)
    }

    /// Splits at an index; panics if it is out of bounds.
    #[inline]
    #[track_caller]
    #[must_use]
    pub const fn split_at(&self, mid: usize) -> (&[T], &[T]) {
        match self.split_at_checked(mid) {
            Some(pair) => pair,
            None => panic!("mid > len"),
        }
    }

    /// Splits at an index, if it is in bounds.
    #[inline]
    #[must_use]
    pub const fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])> {
        if mid <= self.len() {
            // SAFETY: just checked.
            Some(unsafe { self.split_at_unchecked(mid) })
        } else {
            None
        }
    }

    /// Splits at an index, without a check.
    ///
    /// # Safety
    /// It must be in bounds.
    #[inline]
    #[must_use]
    #[track_caller]
    pub const unsafe fn split_at_unchecked(&self, mid: usize) -> (&[T], &[T]) {
        let len = self.len();
        let ptr = self.as_ptr();
        // SAFETY: promised by the caller.
        unsafe {
            (from_raw_parts(ptr, mid), from_raw_parts(ptr.add(mid), len.unchecked_sub(mid)))
        }
    }

    /// The slice as arrays, mutably.
    ///
    /// # Safety
    /// The length must be a multiple of `N`, which is not 0.
    #[inline]
    #[must_use]
    #[track_caller]
    pub const unsafe fn as_chunks_unchecked_mut<const N: usize>(&mut self) -> &mut [[T; N]] {
        let new_len = self.len() / N;
        // SAFETY: promised by the caller.
        unsafe { from_raw_parts_mut(self.as_mut_ptr().cast(), new_len) }
    }

    /// The slice as arrays and a rest, mutably.
    #[inline]
    #[track_caller]
    #[must_use]
    pub const fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]) {
        assert!(N != 0, "chunk size must be non-zero");
        let len_rounded_down = self.len() / N * N;
        let (multiple_of_n, remainder) = self.split_at_mut(len_rounded_down);
        // SAFETY: just computed.
        (unsafe { multiple_of_n.as_chunks_unchecked_mut() }, remainder)
    }

    /// A rest and the slice as arrays, mutably.
    #[inline]
    #[track_caller]
    #[must_use]
    pub const fn as_rchunks_mut<const N: usize>(&mut self) -> (&mut [T], &mut [[T; N]]) {
        assert!(N != 0, "chunk size must be non-zero");
        let len = self.len() / N;
        let (remainder, multiple_of_n) = self.split_at_mut(self.len() - len * N);
        // SAFETY: just computed.
        (remainder, unsafe { multiple_of_n.as_chunks_unchecked_mut() })
    }

    /// Iterates over parts within which `pred` holds for neighbours, mutably.
    #[inline]
    pub fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, pred: F) -> ChunkByMut<'_, T, F> {
        ChunkByMut::new(self, pred)
    }

    /// Splits at an index, mutably; panics if it is out of bounds.
    #[inline]
    #[track_caller]
    #[must_use]
    pub const fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        match self.split_at_mut_checked(mid) {
            Some(pair) => pair,
            None => panic!("mid > len"),
        }
    }

    /// Splits at an index, mutably, if it is in bounds.
    #[inline]
    #[must_use]
    pub const fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])> {
        if mid <= self.len() {
            // SAFETY: just checked.
            Some(unsafe { self.split_at_mut_unchecked(mid) })
        } else {
            None
        }
    }

    /// Splits at an index, mutably, without a check.
    ///
    /// # Safety
    /// It must be in bounds.
    #[inline]
    #[must_use]
    #[track_caller]
    pub const unsafe fn split_at_mut_unchecked(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        let len = self.len();
        let ptr = self.as_mut_ptr();
        // SAFETY: promised by the caller.
        unsafe {
            (from_raw_parts_mut(ptr, mid), from_raw_parts_mut(ptr.add(mid), len.unchecked_sub(mid)))
        }
    }

    /// Iterates over the parts between elements that match.
    #[inline]
    pub fn split<F: FnMut(&T) -> bool>(&self, pred: F) -> Split<'_, T, F> {
        Split::new(self, pred)
    }

    /// Iterates over the parts between elements that match, mutably.
    #[inline]
    pub fn split_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitMut<'_, T, F> {
        SplitMut::new(self, pred)
    }

    /// Iterates over the parts up to elements that match, with them.
    #[inline]
    pub fn split_inclusive<F: FnMut(&T) -> bool>(&self, pred: F) -> SplitInclusive<'_, T, F> {
        SplitInclusive::new(self, pred)
    }

    /// Iterates over the parts up to elements that match, with them, mutably.
    #[inline]
    pub fn split_inclusive_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitInclusiveMut<'_, T, F> {
        SplitInclusiveMut::new(self, pred)
    }

    /// Iterates over the parts between elements that match, from the back.
    #[inline]
    pub fn rsplit<F: FnMut(&T) -> bool>(&self, pred: F) -> RSplit<'_, T, F> {
        RSplit::new(self, pred)
    }

    /// Iterates over the parts between elements that match, from the back, mutably.
    #[inline]
    pub fn rsplit_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> RSplitMut<'_, T, F> {
        RSplitMut::new(self, pred)
    }

    /// Iterates over the parts between elements that match, at most `n`.
    #[inline]
    pub fn splitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> SplitN<'_, T, F> {
        SplitN::new(self, n, pred)
    }

    /// Iterates over the parts between elements that match, at most `n`, mutably.
    #[inline]
    pub fn splitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> SplitNMut<'_, T, F> {
        SplitNMut::new(self, n, pred)
    }

    /// Iterates over the parts between elements that match, at most `n`, from the back.
    #[inline]
    pub fn rsplitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> RSplitN<'_, T, F> {
        RSplitN::new(self, n, pred)
    }

    /// Iterates over the parts between elements that match, at most `n`, from the back, mutably.
    #[inline]
    pub fn rsplitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> RSplitNMut<'_, T, F> {
        RSplitNMut::new(self, n, pred)
    }

    /// Rotates so that the element at `mid` becomes the first.
    #[track_caller]
    pub const fn rotate_left(&mut self, mid: usize) {
        assert!(mid <= self.len());
        let k = self.len() - mid;
        let p = self.as_mut_ptr();
        // SAFETY: all of the slice.
        unsafe { rotate::ptr_rotate(mid, p.add(mid), k) }
    }

    /// Rotates so that the first element goes to index `k`.
    #[track_caller]
    pub const fn rotate_right(&mut self, k: usize) {
        assert!(k <= self.len());
        let mid = self.len() - k;
        let p = self.as_mut_ptr();
        // SAFETY: all of the slice.
        unsafe { rotate::ptr_rotate(mid, p.add(mid), k) }
    }

    /// Makes all elements clones of `value`.
    pub fn fill(&mut self, value: T)
    where
        T: Clone,
    {
        if let Some((last, elems)) = self.split_last_mut() {
            for el in elems {
                el.clone_from(&value);
            }
            *last = value
        }
    }

    /// Makes all elements by calling `f`.
    pub fn fill_with<F: FnMut() -> T>(&mut self, mut f: F) {
        for el in self {
            *el = f();
        }
    }

    /// Clones all elements of a slice of the same length.
    #[track_caller]
    pub fn clone_from_slice(&mut self, src: &[T])
    where
        T: Clone,
    {
        if self.len() != src.len() {
            panic!("destination and source slices have different lengths");
        }
        for (to, from) in self.iter_mut().zip(src) {
            to.clone_from(from);
        }
    }

    /// Copies all elements of a slice of the same length.
    #[inline]
    #[track_caller]
    pub const fn copy_from_slice(&mut self, src: &[T])
    where
        T: Copy,
    {
        if self.len() != src.len() {
            copy_length_mismatch(src.len(), self.len());
        }
        let len = self.len();
        // SAFETY: both have `len` elements, and a mutable reference does not overlap.
        unsafe { ptr::copy_nonoverlapping(src.as_ptr(), self.as_mut_ptr(), len) }
    }

    /// Copies a part of the slice to another place in it.
    #[track_caller]
    pub fn copy_within<R: RangeBounds<usize>>(&mut self, src: R, dest: usize)
    where
        T: Copy,
    {
        let Range { start, end } = super::range(src, ..self.len());
        let count = end - start;
        assert!(dest <= self.len() - count, "dest is out of bounds");
        let p = self.as_mut_ptr();
        // SAFETY: both parts are in bounds.
        unsafe { ptr::copy(p.add(start), p.add(dest), count) }
    }

    /// Swaps all elements with a slice of the same length.
    #[track_caller]
    pub fn swap_with_slice(&mut self, other: &mut [T]) {
        assert!(
            self.len() == other.len(),
            "destination and source slices have different lengths"
        );
        // SAFETY: two mutable references do not overlap.
        unsafe { ptr::swap_nonoverlapping(self.as_mut_ptr(), other.as_mut_ptr(), self.len()) }
    }

    /// The parts before, within and behind what can be seen as aligned `U`s.
    ///
    /// # Safety
    /// The bytes must be valid `U`s.
    #[must_use]
    pub unsafe fn align_to<U>(&self) -> (&[T], &[U], &[T]) {
        let Some((before, middle)) = aligned_parts::<T, U>(self.as_ptr(), self.len()) else {
            return (self, &[], &[]);
        };
        let (left, rest) = self.split_at(before);
        let (mid, right) = rest.split_at(middle * size_of::<U>() / size_of::<T>());
        // SAFETY: promised by the caller.
        (left, unsafe { from_raw_parts(mid.as_ptr().cast::<U>(), middle) }, right)
    }

    /// The parts before, within and behind what can be seen as aligned `U`s, mutably.
    ///
    /// # Safety
    /// The bytes must be valid `U`s, and what is written valid `T`s.
    #[must_use]
    pub unsafe fn align_to_mut<U>(&mut self) -> (&mut [T], &mut [U], &mut [T]) {
        let Some((before, middle)) = aligned_parts::<T, U>(self.as_ptr(), self.len()) else {
            return (self, &mut [], &mut []);
        };
        let (left, rest) = self.split_at_mut(before);
        let (mid, right) = rest.split_at_mut(middle * size_of::<U>() / size_of::<T>());
        // SAFETY: promised by the caller.
        (left, unsafe { from_raw_parts_mut(mid.as_mut_ptr().cast::<U>(), middle) }, right)
    }

    /// Cuts off a range at one end and returns it, if it is in bounds.
    #[inline]
    #[must_use = "method does not modify the slice if the range is out of bounds"]
    pub fn split_off<'a, R: OneSidedRange<usize>>(
        self: &mut &'a Self,
        range: R,
    ) -> Option<&'a Self> {
        let (from_start, at) = split_point(range)?;
        let (front, back) = self.split_at_checked(at)?;
        if from_start {
            *self = back;
            Some(front)
        } else {
            *self = front;
            Some(back)
        }
    }

    /// Cuts off a range at one end and returns it, if it is in bounds, mutably.
    #[inline]
    #[must_use = "method does not modify the slice if the range is out of bounds"]
    pub fn split_off_mut<'a, R: OneSidedRange<usize>>(
        self: &mut &'a mut Self,
        range: R,
    ) -> Option<&'a mut Self> {
        let (from_start, at) = split_point(range)?;
        if at > self.len() {
            return None;
        }
        let (front, back) = mem::take(self).split_at_mut(at);
        if from_start {
            *self = back;
            Some(front)
        } else {
            *self = front;
            Some(back)
        }
    }

    /// Cuts off the first element and returns it.
    #[inline]
    pub const fn split_off_first<'a>(self: &mut &'a Self) -> Option<&'a T> {
        let Some((first, rem)) = self.split_first() else { return None };
        *self = rem;
        Some(first)
    }

    /// Cuts off the first element and returns it, mutably.
    #[inline]
    pub const fn split_off_first_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> {
        let Some((first, rem)) = mem::replace(self, &mut []).split_first_mut() else { return None };
        *self = rem;
        Some(first)
    }

    /// Cuts off the last element and returns it.
    #[inline]
    pub const fn split_off_last<'a>(self: &mut &'a Self) -> Option<&'a T> {
        let Some((last, rem)) = self.split_last() else { return None };
        *self = rem;
        Some(last)
    }

    /// Cuts off the last element and returns it, mutably.
    #[inline]
    pub const fn split_off_last_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> {
        let Some((last, rem)) = mem::replace(self, &mut []).split_last_mut() else { return None };
        *self = rem;
        Some(last)
    }

    /// The index of an element that a reference points to, if it is one.
    #[must_use]
    pub fn element_offset(&self, element: &T) -> Option<usize> {
        if T::IS_ZST {
            panic!("elements are zero-sized");
        }
        let byte_offset = ptr::from_ref(element).addr().wrapping_sub(self.as_ptr().addr());
        if byte_offset % size_of::<T>() != 0 {
            return None;
        }
        let offset = byte_offset / size_of::<T>();
        if offset < self.len() { Some(offset) } else { None }
    }
}

impl<T, const N: usize> [[T; N]] {
    /// All elements in one slice.
    pub const fn as_flattened(&self) -> &[T] {
        // SAFETY: the layouts agree.
        unsafe { from_raw_parts(self.as_ptr().cast(), flattened_len::<T, N>(self.len())) }
    }

    /// All elements in one slice, mutably.
    pub const fn as_flattened_mut(&mut self) -> &mut [T] {
        let len = flattened_len::<T, N>(self.len());
        // SAFETY: the layouts agree.
        unsafe { from_raw_parts_mut(self.as_mut_ptr().cast(), len) }
    }
}

const fn flattened_len<T, const N: usize>(len: usize) -> usize {
    if T::IS_ZST { len.checked_mul(N).expect("slice len overflow") } else { len * N }
}

#[cold]
#[inline(never)]
#[track_caller]
#[rustc_do_not_const_check]
const fn copy_length_mismatch(src: usize, dst: usize) -> ! {
    panic!("copy_from_slice: source slice length ({src}) does not match destination slice length ({dst})")
}

/// The number of elements before the aligned middle, and the number of `U`s in it.
fn aligned_parts<T, U>(ptr: *const T, len: usize) -> Option<(usize, usize)> {
    if U::IS_ZST || T::IS_ZST {
        return None;
    }
    let before = ptr.align_offset(align_of::<U>());
    if before > len {
        return None;
    }
    // A whole number of both types.
    let (mut a, mut b) = (size_of::<T>(), size_of::<U>());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let (ts, us) = (size_of::<U>() / a, size_of::<T>() / a);
    Some((before, (len - before) / ts * us))
}

/// Where a one-sided range splits, and whether it is the front.
fn split_point(range: impl OneSidedRange<usize>) -> Option<(bool, usize)> {
    match range.bound() {
        (true, Bound::Included(at)) => Some((false, at)),
        (false, Bound::Excluded(at)) => Some((true, at)),
        (false, Bound::Included(at)) => Some((true, at.checked_add(1)?)),
        _ => None,
    }
}
