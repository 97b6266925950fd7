//! Indexing of slices.
use crate::ops::{self, Bound, Range, RangeBounds};
use crate::ptr;

impl<T, I: SliceIndex<[T]>> ops::Index<I> for [T] {
    type Output = I::Output;

    #[inline(always)]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}

impl<T, I: SliceIndex<[T]>> ops::IndexMut<I> for [T] {
    #[inline(always)]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}

#[cold]
#[inline(never)]
#[track_caller]
const fn slice_index_fail(start: usize, end: usize, len: usize) -> ! {
    if start > len {
        start_fail(start, len)
    }
    if end > len {
        end_fail(end, len)
    }
    if start > end {
        order_fail(start, end)
    }
    // The only case that is left: an inclusive range up to `usize::MAX`.
    end_fail(end, len)
}

#[track_caller]
#[rustc_do_not_const_check]
const fn start_fail(start: usize, len: usize) -> ! {
    panic!("range start index {start} out of range for slice of length {len}")
}

#[track_caller]
#[rustc_do_not_const_check]
const fn end_fail(end: usize, len: usize) -> ! {
    panic!("range end index {end} out of range for slice of length {len}")
}

#[track_caller]
#[rustc_do_not_const_check]
const fn order_fail(start: usize, end: usize) -> ! {
    panic!("slice index starts at {start} but ends at {end}")
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn inclusive_end_overflow() -> ! {
    panic!("attempted to index slice up to maximum usize");
}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn exclusive_start_overflow() -> ! {
    panic!("attempted to index slice from after maximum usize");
}

mod private_slice_index {
    use crate::ops;

    pub trait Sealed {}

    impl Sealed for usize {}
    impl Sealed for ops::Range<usize> {}
    impl Sealed for ops::RangeTo<usize> {}
    impl Sealed for ops::RangeFrom<usize> {}
    impl Sealed for ops::RangeFull {}
    impl Sealed for ops::RangeInclusive<usize> {}
    impl Sealed for ops::RangeToInclusive<usize> {}
    impl Sealed for (ops::Bound<usize>, ops::Bound<usize>) {}
}

/// What a slice or a string can be indexed by.
#[rustc_diagnostic_item = "SliceIndex"]
#[diagnostic::on_unimplemented(
    message = "the type `{T}` cannot be indexed by `{Self}`",
    label = "slice indices are of type `usize` or ranges of `usize`"
)]
pub unsafe trait SliceIndex<T: ?Sized>: private_slice_index::Sealed {
    /// An element or a part.
    type Output: ?Sized;

    /// What is at the index, if it is in bounds.
    #[cfg_attr(ochre, unstable(feature = "slice_index_methods", issue = "none"))]
    fn get(self, slice: &T) -> Option<&Self::Output>;

    /// What is at the index, if it is in bounds, mutably.
    #[cfg_attr(ochre, unstable(feature = "slice_index_methods", issue = "none"))]
    fn get_mut(self, slice: &mut T) -> Option<&mut Self::Output>;

    /// A pointer to what is at the index.
    ///
    /// # Safety
    /// It must be in bounds.
    #[cfg_attr(ochre, unstable(feature = "slice_index_methods", issue = "none"))]
    unsafe fn get_unchecked(self, slice: *const T) -> *const Self::Output;

    /// A mutable pointer to what is at the index.
    ///
    /// # Safety
    /// It must be in bounds.
    #[cfg_attr(ochre, unstable(feature = "slice_index_methods", issue = "none"))]
    unsafe fn get_unchecked_mut(self, slice: *mut T) -> *mut Self::Output;

    /// What is at the index; panics if it is out of bounds.
    #[track_caller]
    #[cfg_attr(ochre, unstable(feature = "slice_index_methods", issue = "none"))]
    fn index(self, slice: &T) -> &Self::Output;

    /// What is at the index, mutably; panics if it is out of bounds.
    #[track_caller]
    #[cfg_attr(ochre, unstable(feature = "slice_index_methods", issue = "none"))]
    fn index_mut(self, slice: &mut T) -> &mut Self::Output;
}

unsafe impl<T> SliceIndex<[T]> for usize {
    type Output = T;

    #[inline]
    fn get(self, slice: &[T]) -> Option<&T> {
        // SAFETY: just checked.
        if self < slice.len() { unsafe { Some(&*slice.as_ptr().add(self)) } } else { None }
    }

    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut T> {
        // SAFETY: just checked.
        if self < slice.len() { unsafe { Some(&mut *slice.as_mut_ptr().add(self)) } } else { None }
    }

    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const T {
        // SAFETY: promised by the caller.
        unsafe { (slice as *const T).add(self) }
    }

    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut T {
        // SAFETY: promised by the caller.
        unsafe { (slice as *mut T).add(self) }
    }

    #[inline]
    fn index(self, slice: &[T]) -> &T {
        &(*slice)[self]
    }

    #[inline]
    fn index_mut(self, slice: &mut [T]) -> &mut T {
        &mut (*slice)[self]
    }
}

unsafe impl<T> SliceIndex<[T]> for Range<usize> {
    type Output = [T];

    #[inline]
    fn get(self, slice: &[T]) -> Option<&[T]> {
        if self.start <= self.end && self.end <= slice.len() {
            // SAFETY: just checked.
            unsafe { Some(&*self.get_unchecked(slice)) }
        } else {
            None
        }
    }

    #[inline]
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
        if self.start <= self.end && self.end <= slice.len() {
            // SAFETY: just checked.
            unsafe { Some(&mut *self.get_unchecked_mut(slice)) }
        } else {
            None
        }
    }

    #[inline]
    unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
        // SAFETY: promised by the caller.
        unsafe {
            ptr::slice_from_raw_parts(
                (slice as *const T).add(self.start),
                self.end.unchecked_sub(self.start),
            )
        }
    }

    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
        // SAFETY: promised by the caller.
        unsafe {
            ptr::slice_from_raw_parts_mut(
                (slice as *mut T).add(self.start),
                self.end.unchecked_sub(self.start),
            )
        }
    }

    #[inline(always)]
    fn index(self, slice: &[T]) -> &[T] {
        if self.start > self.end || self.end > slice.len() {
            slice_index_fail(self.start, self.end, slice.len())
        }
        // SAFETY: just checked.
        unsafe { &*self.get_unchecked(slice) }
    }

    #[inline(always)]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        if self.start > self.end || self.end > slice.len() {
            slice_index_fail(self.start, self.end, slice.len())
        }
        // SAFETY: just checked.
        unsafe { &mut *self.get_unchecked_mut(slice) }
    }
}

/// The other ranges become a `Range`.
macro_rules! by_range {
    ($($Range:ty, |$r:ident, $len:ident| $make:expr, get $fits:expr, index $check:expr;)*) => {$(
        unsafe impl<T> SliceIndex<[T]> for $Range {
            type Output = [T];

            #[inline]
            fn get(self, slice: &[T]) -> Option<&[T]> {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                if $fits { $make.get(slice) } else { None }
            }

            #[inline]
            fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                if $fits { $make.get_mut(slice) } else { None }
            }

            #[inline]
            unsafe fn get_unchecked(self, slice: *const [T]) -> *const [T] {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                // SAFETY: promised by the caller.
                unsafe { $make.get_unchecked(slice) }
            }

            #[inline]
            unsafe fn get_unchecked_mut(self, slice: *mut [T]) -> *mut [T] {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                // SAFETY: promised by the caller.
                unsafe { $make.get_unchecked_mut(slice) }
            }

            #[inline(always)]
            fn index(self, slice: &[T]) -> &[T] {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                $check;
                $make.index(slice)
            }

            #[inline(always)]
            fn index_mut(self, slice: &mut [T]) -> &mut [T] {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                $check;
                $make.index_mut(slice)
            }
        }
    )*};
}
by_range! {
    ops::RangeTo<usize>, |r, len| 0..r.end, get true, index ();
    ops::RangeFrom<usize>, |r, len| r.start..len, get r.start <= len,
        index if r.start > len { start_fail(r.start, len) };
    ops::RangeFull, |r, len| { let _ = r; 0..len }, get true, index ();
    ops::RangeInclusive<usize>, |r, len| r.clone().into_slice_range(), get r.end != usize::MAX,
        index if r.end == usize::MAX { slice_index_fail(r.start, r.end, len) };
    ops::RangeToInclusive<usize>, |r, len| 0..r.end + 1, get r.end != usize::MAX,
        index if r.end == usize::MAX { slice_index_fail(0, r.end, len) };
    (Bound<usize>, Bound<usize>), |r, len| into_range_unchecked(len, r),
        get into_range(len, r).is_some(), index { into_slice_range(len, r); };
}

/// Checks a range against a length.
#[track_caller]
#[cfg_attr(ochre, unstable(feature = "slice_range", issue = "none"))]
#[must_use]
pub fn range<R: RangeBounds<usize>>(range: R, bounds: ops::RangeTo<usize>) -> Range<usize> {
    let len = bounds.end;
    into_slice_range(len, (range.start_bound().copied(), range.end_bound().copied()))
}

type Bounds = (Bound<usize>, Bound<usize>);

fn into_range_unchecked(len: usize, (start, end): Bounds) -> Range<usize> {
    let start = match start {
        Bound::Included(i) => i,
        Bound::Excluded(i) => i + 1,
        Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(i) => i + 1,
        Bound::Excluded(i) => i,
        Bound::Unbounded => len,
    };
    start..end
}

/// The range of two bounds, if it is in bounds.
fn into_range(len: usize, (start, end): Bounds) -> Option<Range<usize>> {
    let start = match start {
        Bound::Included(start) => start,
        Bound::Excluded(start) => start.checked_add(1)?,
        Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(end) => end.checked_add(1)?,
        Bound::Excluded(end) => end,
        Bound::Unbounded => len,
    };
    if start <= end && end <= len { Some(start..end) } else { None }
}

/// The range of two bounds; panics if it is out of bounds.
#[track_caller]
pub(crate) fn into_slice_range(len: usize, (start, end): Bounds) -> Range<usize> {
    let end = match end {
        Bound::Included(end) if end >= len => slice_index_fail(0, end, len),
        Bound::Included(end) => end + 1,
        Bound::Excluded(end) if end > len => slice_index_fail(0, end, len),
        Bound::Excluded(end) => end,
        Bound::Unbounded => len,
    };
    let start = match start {
        Bound::Excluded(start) if start >= end => slice_index_fail(start, end, len),
        Bound::Excluded(start) => start + 1,
        Bound::Included(start) if start > end => slice_index_fail(start, end, len),
        Bound::Included(start) => start,
        Bound::Unbounded => 0,
    };
    start..end
}
