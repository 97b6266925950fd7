//! Lazy operations on two ordered sets.
//!
//! Sets of similar size are walked side by side; if one is much smaller, its values are looked up
//! in the other.

use super::set::{BTreeSet, Iter};
use core::cmp::Ordering;
use core::fmt;
use core::iter::{FusedIterator, Peekable};

/// From this ratio of sizes on, looking up is cheaper than walking.
const SEARCH_RATIO: usize = 16;

/// Iterator over values of one set that are not in another.
pub struct Difference<'a, T: 'a> {
    inner: Selection<'a, T>,
}

/// Iterator over values that are in two sets.
pub struct Intersection<'a, T: 'a> {
    inner: Selection<'a, T>,
}

/// The values of one set that are, or are not, in another.
enum Selection<'a, T> {
    Walk { values: Iter<'a, T>, other: Peekable<Iter<'a, T>> },
    Search { values: Iter<'a, T>, other: &'a BTreeSet<T> },
}

impl<'a, T: Ord> Selection<'a, T> {
    fn new(set: &'a BTreeSet<T>, other: &'a BTreeSet<T>) -> Self {
        let values = set.iter();
        if set.len() <= other.len() / SEARCH_RATIO {
            Selection::Search { values, other }
        } else {
            Selection::Walk { values, other: other.iter().peekable() }
        }
    }

    /// The next value whose presence in the other set is `wanted`.
    fn next(&mut self, wanted: bool) -> Option<&'a T> {
        match self {
            Selection::Search { values, other } => {
                values.find(|value| other.contains(*value) == wanted)
            }
            Selection::Walk { values, other } => values.find(|value| {
                while other.next_if(|o| *o < *value).is_some() {}
                (other.peek().is_some_and(|o| *o == *value)) == wanted
            }),
        }
    }

    fn values(&self) -> &Iter<'a, T> {
        match self {
            Selection::Search { values, .. } | Selection::Walk { values, .. } => values,
        }
    }

    fn other_len(&self) -> usize {
        match self {
            Selection::Search { other, .. } => other.len(),
            Selection::Walk { other, .. } => other.len(),
        }
    }
}

impl<T> Clone for Selection<'_, T> {
    fn clone(&self) -> Self {
        match self {
            Selection::Search { values, other } => {
                Selection::Search { values: values.clone(), other }
            }
            Selection::Walk { values, other } => {
                Selection::Walk { values: values.clone(), other: other.clone() }
            }
        }
    }
}

impl<'a, T: Ord> Difference<'a, T> {
    pub(super) fn new(set: &'a BTreeSet<T>, other: &'a BTreeSet<T>) -> Self {
        Difference { inner: Selection::new(set, other) }
    }
}

impl<'a, T: Ord> Iterator for Difference<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next(false)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.inner.values().len();
        (len.saturating_sub(self.inner.other_len()), Some(len))
    }
    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<'a, T: Ord> Intersection<'a, T> {
    pub(super) fn new(set: &'a BTreeSet<T>, other: &'a BTreeSet<T>) -> Self {
        // The values returned are those of the first set; only its being far larger matters.
        if other.len() <= set.len() / SEARCH_RATIO {
            return Intersection { inner: Selection::new(other, set) };
        }
        Intersection { inner: Selection::new(set, other) }
    }
}

impl<'a, T: Ord> Iterator for Intersection<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next(true)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.inner.values().len().min(self.inner.other_len())))
    }
    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

/// Two ordered iterators walked side by side.
struct Merge<'a, T> {
    a: Peekable<Iter<'a, T>>,
    b: Peekable<Iter<'a, T>>,
}

impl<'a, T: Ord> Merge<'a, T> {
    fn new(a: &'a BTreeSet<T>, b: &'a BTreeSet<T>) -> Self {
        Merge { a: a.iter().peekable(), b: b.iter().peekable() }
    }

    /// The next value of either, or of both if they are equal.
    fn next(&mut self) -> (Option<&'a T>, Option<&'a T>) {
        let order = match (self.a.peek(), self.b.peek()) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        match order {
            Ordering::Less => (self.a.next(), None),
            Ordering::Greater => (None, self.b.next()),
            Ordering::Equal => (self.a.next(), self.b.next()),
        }
    }
}

impl<T> Clone for Merge<'_, T> {
    fn clone(&self) -> Self {
        Merge { a: self.a.clone(), b: self.b.clone() }
    }
}

/// Iterator over values that are in one of two sets only.
pub struct SymmetricDifference<'a, T: 'a> {
    inner: Merge<'a, T>,
}

/// Iterator over values that are in either of two sets.
pub struct Union<'a, T: 'a> {
    inner: Merge<'a, T>,
}

impl<'a, T: Ord> SymmetricDifference<'a, T> {
    pub(super) fn new(a: &'a BTreeSet<T>, b: &'a BTreeSet<T>) -> Self {
        SymmetricDifference { inner: Merge::new(a, b) }
    }
}

impl<'a, T: Ord> Iterator for SymmetricDifference<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        loop {
            let (a, b) = self.inner.next();
            if a.is_none() || b.is_none() {
                return a.or(b);
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.inner.a.len() + self.inner.b.len()))
    }
    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<'a, T: Ord> Union<'a, T> {
    pub(super) fn new(a: &'a BTreeSet<T>, b: &'a BTreeSet<T>) -> Self {
        Union { inner: Merge::new(a, b) }
    }
}

impl<'a, T: Ord> Iterator for Union<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        let (a, b) = self.inner.next();
        a.or(b)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (a, b) = (self.inner.a.len(), self.inner.b.len());
        (a.max(b), Some(a + b))
    }
    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

/// What all four have in common.
macro_rules! operation {
    ($($Op:ident)*) => {$(
        impl<T: Ord> FusedIterator for $Op<'_, T> {}
        impl<T> Clone for $Op<'_, T> {
            fn clone(&self) -> Self {
                $Op { inner: self.inner.clone() }
            }
        }
        impl<T: fmt::Debug + Ord> fmt::Debug for $Op<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    )*};
}

operation!(Difference Intersection SymmetricDifference Union);
