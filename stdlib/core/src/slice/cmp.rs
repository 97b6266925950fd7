//! Comparison of slices.
use crate::cmp::Ordering;

impl<T, U> PartialEq<[U]> for [T]
where
    T: PartialEq<U>,
{
    #[inline]
    fn eq(&self, other: &[U]) -> bool {
        // SAFETY: the lengths agree.
        self.len() == other.len()
            && unsafe { T::__slice_eq(self.as_ptr(), other.as_ptr(), self.len()) }
    }
}

impl<T: Eq> Eq for [T] {}

impl<T: Ord> Ord for [T] {
    #[inline]
    fn cmp(&self, other: &[T]) -> Ordering {
        T::__slice_cmp(self, other)
    }
}

impl<T: PartialOrd> PartialOrd for [T] {
    #[inline]
    fn partial_cmp(&self, other: &[T]) -> Option<Ordering> {
        let len = self.len().min(other.len());
        let (l, r) = (&self[..len], &other[..len]);
        let mut i = 0;
        while i < len {
            match l[i].partial_cmp(&r[i]) {
                Some(Ordering::Equal) => i += 1,
                order => return order,
            }
        }
        self.len().partial_cmp(&other.len())
    }
}

impl<T> Default for &[T] {
    fn default() -> Self {
        &[]
    }
}

impl<T> Default for &mut [T] {
    fn default() -> Self {
        &mut []
    }
}
