//! Lazy operations on two hash sets.

use super::set::{HashSet, Iter};
use crate::hash::{BuildHasher, Hash, RandomState};
use core::fmt;
use core::iter::{Chain, FusedIterator};

/// Iterator over values that are in two sets.
pub struct Intersection<'a, T: 'a, S: 'a> {
    iter: Iter<'a, T>,
    other: &'a HashSet<T, S>,
}

/// Iterator over values of one set that are not in another.
pub struct Difference<'a, T: 'a, S: 'a> {
    iter: Iter<'a, T>,
    other: &'a HashSet<T, S>,
}

/// Iterator over values that are in one of two sets only.
pub struct SymmetricDifference<'a, T: 'a, S: 'a> {
    iter: Chain<Difference<'a, T, S>, Difference<'a, T, S>>,
}

/// Iterator over values that are in either of two sets.
pub struct Union<'a, T: 'a, S: 'a = RandomState> {
    iter: Chain<Iter<'a, T>, Difference<'a, T, S>>,
}

impl<'a, T: Eq + Hash, S: BuildHasher> Intersection<'a, T, S> {
    pub(super) fn new(a: &'a HashSet<T, S>, b: &'a HashSet<T, S>) -> Self {
        let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        Intersection { iter: small.iter(), other: large }
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher> Difference<'a, T, S> {
    pub(super) fn new(a: &'a HashSet<T, S>, b: &'a HashSet<T, S>) -> Self {
        Difference { iter: a.iter(), other: b }
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher> SymmetricDifference<'a, T, S> {
    pub(super) fn new(a: &'a HashSet<T, S>, b: &'a HashSet<T, S>) -> Self {
        SymmetricDifference { iter: Difference::new(a, b).chain(Difference::new(b, a)) }
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher> Union<'a, T, S> {
    pub(super) fn new(a: &'a HashSet<T, S>, b: &'a HashSet<T, S>) -> Self {
        let (large, small) = if a.len() >= b.len() { (a, b) } else { (b, a) };
        Union { iter: large.iter().chain(Difference::new(small, large)) }
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Intersection<'a, T, S> {
    type Item = &'a T;
    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        let other = self.other;
        self.iter.find(|v| other.contains(*v))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.iter.size_hint().1)
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Difference<'a, T, S> {
    type Item = &'a T;
    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        let other = self.other;
        self.iter.find(|v| !other.contains(*v))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.iter.len();
        (len.saturating_sub(self.other.len()), Some(len))
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for SymmetricDifference<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}

impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Union<'a, T, S> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}

impl<T, S> Clone for Intersection<'_, T, S> {
    fn clone(&self) -> Self {
        Intersection { iter: self.iter.clone(), ..*self }
    }
}

impl<T, S> Clone for Difference<'_, T, S> {
    fn clone(&self) -> Self {
        Difference { iter: self.iter.clone(), ..*self }
    }
}

impl<T, S> Clone for SymmetricDifference<'_, T, S> {
    fn clone(&self) -> Self {
        SymmetricDifference { iter: self.iter.clone() }
    }
}

impl<T, S> Clone for Union<'_, T, S> {
    fn clone(&self) -> Self {
        Union { iter: self.iter.clone() }
    }
}

/// What all four have in common.
macro_rules! operation {
    ($($Op:ident)*) => {$(
        impl<T: Eq + Hash, S: BuildHasher> FusedIterator for $Op<'_, T, S> {}
        impl<T: fmt::Debug + Eq + Hash, S: BuildHasher> fmt::Debug for $Op<'_, T, S> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    )*};
}

operation!(Intersection Difference SymmetricDifference Union);
