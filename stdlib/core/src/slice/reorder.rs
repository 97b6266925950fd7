//! Sorting and selecting that may change the order of equal elements.
use super::sort::{quick, select};

impl<T> [T] {
    /// Sorts; equal elements may be reordered.
    #[inline]
    pub fn sort_unstable(&mut self)
    where
        T: Ord,
    {
        quick::sort(self, &mut T::lt);
    }

    /// Sorts by a comparison; equal elements may be reordered.
    #[inline]
    pub fn sort_unstable_by<F>(&mut self, mut compare: F)
    where
        F: FnMut(&T, &T) -> crate::cmp::Ordering,
    {
        quick::sort(self, &mut |a, b| compare(a, b).is_lt());
    }

    /// Sorts by a key; elements with equal keys may be reordered.
    #[inline]
    pub fn sort_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        quick::sort(self, &mut |a, b| f(a).lt(&f(b)));
    }

    /// Puts the element that sorting would put at `index` there.
    #[inline]
    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T])
    where
        T: Ord,
    {
        select::partition_at_index(self, index, T::lt)
    }

    /// [`select_nth_unstable`](slice::select_nth_unstable) by a comparison.
    #[inline]
    pub fn select_nth_unstable_by<F>(
        &mut self,
        index: usize,
        mut compare: F,
    ) -> (&mut [T], &mut T, &mut [T])
    where
        F: FnMut(&T, &T) -> crate::cmp::Ordering,
    {
        select::partition_at_index(self, index, |a, b| compare(a, b).is_lt())
    }

    /// [`select_nth_unstable`](slice::select_nth_unstable) by a key.
    #[inline]
    pub fn select_nth_unstable_by_key<K, F>(
        &mut self,
        index: usize,
        mut f: F,
    ) -> (&mut [T], &mut T, &mut [T])
    where
        F: FnMut(&T) -> K,
        K: Ord,
    {
        select::partition_at_index(self, index, |a, b| f(a).lt(&f(b)))
    }
}
