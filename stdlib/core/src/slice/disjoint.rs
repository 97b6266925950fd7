//! Several mutable references into one slice.
use super::SliceIndex;
use crate::fmt;
use crate::mem::MaybeUninit;
use crate::ops::{Range, RangeInclusive};

/// Indices of which it can be told whether they overlap.
///
/// # Safety
/// If an index is in bounds, and does not overlap others, so is what it refers to.
#[cfg_attr(ochre, unstable(feature = "get_disjoint_mut_helpers", issue = "none"))]
pub unsafe trait GetDisjointMutIndex: Clone + sealed::Sealed {
    /// Whether the index is in bounds.
    fn is_in_bounds(&self, len: usize) -> bool;

    /// Whether two indices refer to the same element.
    fn is_overlapping(&self, other: &Self) -> bool;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for usize {}
    impl Sealed for super::Range<usize> {}
    impl Sealed for super::RangeInclusive<usize> {}
}

unsafe impl GetDisjointMutIndex for usize {
    #[inline]
    fn is_in_bounds(&self, len: usize) -> bool {
        *self < len
    }
    #[inline]
    fn is_overlapping(&self, other: &Self) -> bool {
        *self == *other
    }
}

unsafe impl GetDisjointMutIndex for Range<usize> {
    #[inline]
    fn is_in_bounds(&self, len: usize) -> bool {
        (self.start <= self.end) & (self.end <= len)
    }
    #[inline]
    fn is_overlapping(&self, other: &Self) -> bool {
        (self.start < other.end) & (other.start < self.end)
    }
}

unsafe impl GetDisjointMutIndex for RangeInclusive<usize> {
    #[inline]
    fn is_in_bounds(&self, len: usize) -> bool {
        (self.start <= self.end) & (self.end < len)
    }
    #[inline]
    fn is_overlapping(&self, other: &Self) -> bool {
        (self.start <= other.end) & (other.start <= self.end)
    }
}

/// The error of `get_disjoint_mut`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetDisjointMutError {
    /// An index is out of bounds.
    IndexOutOfBounds,
    /// Two indices overlap.
    OverlappingIndices,
}

impl fmt::Display for GetDisjointMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let msg = match self {
            GetDisjointMutError::IndexOutOfBounds => "an index is out of bounds",
            GetDisjointMutError::OverlappingIndices => "there were overlapping indices",
        };
        fmt::Display::fmt(msg, f)
    }
}

impl<T> [T] {
    /// Mutable references to several places, without a check.
    ///
    /// # Safety
    /// The indices must be in bounds and must not overlap.
    #[inline]
    #[track_caller]
    pub unsafe fn get_disjoint_unchecked_mut<I, const N: usize>(
        &mut self,
        indices: [I; N],
    ) -> [&mut I::Output; N]
    where
        I: GetDisjointMutIndex + SliceIndex<Self>,
    {
        let slice: *mut [T] = self;
        let mut arr: MaybeUninit<[&mut I::Output; N]> = MaybeUninit::uninit();
        let arr_ptr = arr.as_mut_ptr().cast::<&mut I::Output>();
        // SAFETY: promised by the caller; all elements of the array are written.
        unsafe {
            for i in 0..N {
                let idx = indices.get_unchecked(i).clone();
                arr_ptr.add(i).write(&mut *slice.get_unchecked_mut(idx));
            }
            arr.assume_init()
        }
    }

    /// Mutable references to several places.
    #[inline]
    pub fn get_disjoint_mut<I, const N: usize>(
        &mut self,
        indices: [I; N],
    ) -> Result<[&mut I::Output; N], GetDisjointMutError>
    where
        I: GetDisjointMutIndex + SliceIndex<Self>,
    {
        for (i, idx) in indices.iter().enumerate() {
            if !idx.is_in_bounds(self.len()) {
                return Err(GetDisjointMutError::IndexOutOfBounds);
            }
            for idx2 in &indices[..i] {
                if idx.is_overlapping(idx2) {
                    return Err(GetDisjointMutError::OverlappingIndices);
                }
            }
        }
        // SAFETY: just checked.
        unsafe { Ok(self.get_disjoint_unchecked_mut(indices)) }
    }
}
