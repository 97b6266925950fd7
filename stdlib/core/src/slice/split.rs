//! Iterators over the parts of a slice between elements that match.
use crate::fmt::{self, Debug};
use crate::iter::FusedIterator;
use crate::mem;

/// What the bounded splitters need of the others.
pub(super) trait SplitIter: DoubleEndedIterator {
    /// Takes all that is left as one part.
    fn finish(&mut self) -> Option<Self::Item>;
}

/// The parts between matching elements.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Split<'a, T: 'a, P> {
    v: &'a [T],
    pred: P,
    finished: bool,
}

impl<'a, T: 'a, P> Split<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a [T], pred: P) -> Self {
        Self { v, pred, finished: false }
    }
}

impl<T: Debug, P> Debug for Split<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Split").field("v", &self.v).field("finished", &self.finished).finish()
    }
}

impl<T, P: Clone> Clone for Split<'_, T, P> {
    fn clone(&self) -> Self {
        Split { v: self.v, pred: self.pred.clone(), finished: self.finished }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for Split<'a, T, P> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.finished {
            return None;
        }
        match self.v.iter().position(|x| (self.pred)(x)) {
            None => self.finish(),
            Some(idx) => {
                let (left, right) = mem::take(&mut self.v).split_at(idx);
                self.v = right.split_at(1).1;
                Some(left)
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.finished { (0, Some(0)) } else { (1, Some(self.v.len() + 1)) }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for Split<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.finished {
            return None;
        }
        match self.v.iter().rposition(|x| (self.pred)(x)) {
            None => self.finish(),
            Some(idx) => {
                let (left, right) = mem::take(&mut self.v).split_at(idx);
                self.v = left;
                Some(right.split_at(1).1)
            }
        }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> SplitIter for Split<'a, T, P> {
    #[inline]
    fn finish(&mut self) -> Option<&'a [T]> {
        if self.finished {
            None
        } else {
            self.finished = true;
            Some(mem::take(&mut self.v))
        }
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for Split<'_, T, P> {}

/// The parts that end with a matching element.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitInclusive<'a, T: 'a, P> {
    v: &'a [T],
    pred: P,
    finished: bool,
}

impl<'a, T: 'a, P> SplitInclusive<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a [T], pred: P) -> Self {
        let finished = v.is_empty();
        Self { v, pred, finished }
    }
}

impl<T: Debug, P> Debug for SplitInclusive<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitInclusive").field("v", &self.v).field("finished", &self.finished).finish()
    }
}

impl<T, P: Clone> Clone for SplitInclusive<'_, T, P> {
    fn clone(&self) -> Self {
        SplitInclusive { v: self.v, pred: self.pred.clone(), finished: self.finished }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitInclusive<'a, T, P> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.finished {
            return None;
        }
        let len = self.v.len();
        let idx = self.v.iter().position(|x| (self.pred)(x)).map_or(len, |idx| idx + 1);
        self.finished = idx == len;
        let (left, right) = mem::take(&mut self.v).split_at(idx);
        self.v = right;
        Some(left)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.finished { (0, Some(0)) } else { (1, Some(self.v.len().max(1))) }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for SplitInclusive<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.finished {
            return None;
        }
        // The last element ends a part in any case.
        let inner = self.v.len().saturating_sub(1);
        let idx = self.v[..inner].iter().rposition(|x| (self.pred)(x)).map_or(0, |idx| idx + 1);
        self.finished = idx == 0;
        let (left, right) = mem::take(&mut self.v).split_at(idx);
        self.v = left;
        Some(right)
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for SplitInclusive<'_, T, P> {}

/// The parts between matching elements, from the back.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RSplit<'a, T: 'a, P> {
    inner: Split<'a, T, P>,
}

impl<'a, T: 'a, P> RSplit<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a [T], pred: P) -> Self {
        Self { inner: Split::new(v, pred) }
    }
}

impl<T: Debug, P> Debug for RSplit<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RSplit")
            .field("v", &self.inner.v)
            .field("finished", &self.inner.finished)
            .finish()
    }
}

impl<T, P: Clone> Clone for RSplit<'_, T, P> {
    fn clone(&self) -> Self {
        RSplit { inner: self.inner.clone() }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for RSplit<'a, T, P> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        self.inner.next_back()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for RSplit<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T]> {
        self.inner.next()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> SplitIter for RSplit<'a, T, P> {
    #[inline]
    fn finish(&mut self) -> Option<&'a [T]> {
        self.inner.finish()
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for RSplit<'_, T, P> {}

/// At most `n` parts between matching elements.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitN<'a, T: 'a, P> {
    iter: Split<'a, T, P>,
    count: usize,
}

impl<'a, T: 'a, P> SplitN<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a [T], n: usize, pred: P) -> Self {
        Self { iter: Split::new(v, pred), count: n }
    }
}

impl<T: Debug, P> Debug for SplitN<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitN").field("iter", &self.iter).field("count", &self.count).finish()
    }
}

impl<T, P: Clone> Clone for SplitN<'_, T, P> {
    fn clone(&self) -> Self {
        SplitN { iter: self.iter.clone(), count: self.count }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitN<'a, T, P> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.iter.finish()
            }
            _ => {
                self.count -= 1;
                self.iter.next()
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.iter.size_hint();
        (lower.min(self.count), Some(upper.map_or(self.count, |upper| upper.min(self.count))))
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for SplitN<'_, T, P> {}

/// At most `n` parts between matching elements, from the back.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RSplitN<'a, T: 'a, P> {
    iter: RSplit<'a, T, P>,
    count: usize,
}

impl<'a, T: 'a, P> RSplitN<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a [T], n: usize, pred: P) -> Self {
        Self { iter: RSplit::new(v, pred), count: n }
    }
}

impl<T: Debug, P> Debug for RSplitN<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RSplitN").field("iter", &self.iter).field("count", &self.count).finish()
    }
}

impl<T, P: Clone> Clone for RSplitN<'_, T, P> {
    fn clone(&self) -> Self {
        RSplitN { iter: self.iter.clone(), count: self.count }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for RSplitN<'a, T, P> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.iter.finish()
            }
            _ => {
                self.count -= 1;
                self.iter.next()
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.iter.size_hint();
        (lower.min(self.count), Some(upper.map_or(self.count, |upper| upper.min(self.count))))
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for RSplitN<'_, T, P> {}

/// The mutable parts between matching elements.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitMut<'a, T: 'a, P> {
    v: &'a mut [T],
    pred: P,
    finished: bool,
}

impl<'a, T: 'a, P> SplitMut<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], pred: P) -> Self {
        Self { v, pred, finished: false }
    }
}

impl<T: Debug, P> Debug for SplitMut<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitMut").field("v", &self.v).field("finished", &self.finished).finish()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitMut<'a, T, P> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.finished {
            return None;
        }
        match self.v.iter().position(|x| (self.pred)(x)) {
            None => self.finish(),
            Some(idx) => {
                let (left, right) = mem::take(&mut self.v).split_at_mut(idx);
                self.v = right.split_at_mut(1).1;
                Some(left)
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.finished { (0, Some(0)) } else { (1, Some(self.v.len() + 1)) }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for SplitMut<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        if self.finished {
            return None;
        }
        match self.v.iter().rposition(|x| (self.pred)(x)) {
            None => self.finish(),
            Some(idx) => {
                let (left, right) = mem::take(&mut self.v).split_at_mut(idx);
                self.v = left;
                Some(right.split_at_mut(1).1)
            }
        }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> SplitIter for SplitMut<'a, T, P> {
    #[inline]
    fn finish(&mut self) -> Option<&'a mut [T]> {
        if self.finished {
            None
        } else {
            self.finished = true;
            Some(mem::take(&mut self.v))
        }
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for SplitMut<'_, T, P> {}

/// The mutable parts that end with a matching element.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitInclusiveMut<'a, T: 'a, P> {
    v: &'a mut [T],
    pred: P,
    finished: bool,
}

impl<'a, T: 'a, P> SplitInclusiveMut<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], pred: P) -> Self {
        let finished = v.is_empty();
        Self { v, pred, finished }
    }
}

impl<T: Debug, P> Debug for SplitInclusiveMut<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitInclusiveMut").field("v", &self.v).field("finished", &self.finished).finish()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitInclusiveMut<'a, T, P> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.finished {
            return None;
        }
        let len = self.v.len();
        let idx = self.v.iter().position(|x| (self.pred)(x)).map_or(len, |idx| idx + 1);
        self.finished = idx == len;
        let (left, right) = mem::take(&mut self.v).split_at_mut(idx);
        self.v = right;
        Some(left)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.finished { (0, Some(0)) } else { (1, Some(self.v.len().max(1))) }
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for SplitInclusiveMut<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        if self.finished {
            return None;
        }
        // The last element ends a part in any case.
        let inner = self.v.len().saturating_sub(1);
        let idx = self.v[..inner].iter().rposition(|x| (self.pred)(x)).map_or(0, |idx| idx + 1);
        self.finished = idx == 0;
        let (left, right) = mem::take(&mut self.v).split_at_mut(idx);
        self.v = left;
        Some(right)
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for SplitInclusiveMut<'_, T, P> {}

/// The mutable parts between matching elements, from the back.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RSplitMut<'a, T: 'a, P> {
    inner: SplitMut<'a, T, P>,
}

impl<'a, T: 'a, P> RSplitMut<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], pred: P) -> Self {
        Self { inner: SplitMut::new(v, pred) }
    }
}

impl<T: Debug, P> Debug for RSplitMut<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RSplitMut")
            .field("v", &self.inner.v)
            .field("finished", &self.inner.finished)
            .finish()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for RSplitMut<'a, T, P> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        self.inner.next_back()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for RSplitMut<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        self.inner.next()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> SplitIter for RSplitMut<'a, T, P> {
    #[inline]
    fn finish(&mut self) -> Option<&'a mut [T]> {
        self.inner.finish()
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for RSplitMut<'_, T, P> {}

/// At most `n` mutable parts between matching elements.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitNMut<'a, T: 'a, P> {
    iter: SplitMut<'a, T, P>,
    count: usize,
}

impl<'a, T: 'a, P> SplitNMut<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], n: usize, pred: P) -> Self {
        Self { iter: SplitMut::new(v, pred), count: n }
    }
}

impl<T: Debug, P> Debug for SplitNMut<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitNMut").field("iter", &self.iter).field("count", &self.count).finish()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for SplitNMut<'a, T, P> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.iter.finish()
            }
            _ => {
                self.count -= 1;
                self.iter.next()
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.iter.size_hint();
        (lower.min(self.count), Some(upper.map_or(self.count, |upper| upper.min(self.count))))
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for SplitNMut<'_, T, P> {}

/// At most `n` mutable parts between matching elements, from the back.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RSplitNMut<'a, T: 'a, P> {
    iter: RSplitMut<'a, T, P>,
    count: usize,
}

impl<'a, T: 'a, P> RSplitNMut<'a, T, P> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], n: usize, pred: P) -> Self {
        Self { iter: RSplitMut::new(v, pred), count: n }
    }
}

impl<T: Debug, P> Debug for RSplitNMut<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RSplitNMut").field("iter", &self.iter).field("count", &self.count).finish()
    }
}

impl<'a, T, P: FnMut(&T) -> bool> Iterator for RSplitNMut<'a, T, P> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<&'a mut [T]> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.iter.finish()
            }
            _ => {
                self.count -= 1;
                self.iter.next()
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.iter.size_hint();
        (lower.min(self.count), Some(upper.map_or(self.count, |upper| upper.min(self.count))))
    }
}

impl<T, P: FnMut(&T) -> bool> FusedIterator for RSplitNMut<'_, T, P> {}
