//! [`Cloned`].
use crate::iter::{FusedIterator, TrustedLen};
use crate::ops::Try;

/// The items of an iterator cloned.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone, Debug)]
pub struct Cloned<I> {
    it: I,
}

impl<I> Cloned<I> {
    pub(in crate::iter) fn new(it: I) -> Cloned<I> {
        Cloned { it }
    }
}

impl<'a, I: Iterator<Item = &'a T>, T: Clone + 'a> Iterator for Cloned<I> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        match self.it.next() {
            Some(x) => Some(x.clone()),
            None => None,
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.it.size_hint()
    }

    #[inline(always)]
    fn __trusted_len(&self) -> bool {
        self.it.__trusted_len()
    }

    #[inline]
    fn try_fold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        F: FnMut(B, T) -> R,
        R: Try<Output = B>,
    {
        self.it.try_fold(init, move |acc, x| f(acc, x.clone()))
    }

    #[inline]
    fn fold<Acc, F: FnMut(Acc, T) -> Acc>(self, init: Acc, mut f: F) -> Acc {
        self.it.fold(init, move |acc, x| f(acc, x.clone()))
    }
}

impl<'a, I: DoubleEndedIterator<Item = &'a T>, T: Clone + 'a> DoubleEndedIterator for Cloned<I> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        match self.it.next_back() {
            Some(x) => Some(x.clone()),
            None => None,
        }
    }

    #[inline]
    fn try_rfold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        F: FnMut(B, T) -> R,
        R: Try<Output = B>,
    {
        self.it.try_rfold(init, move |acc, x| f(acc, x.clone()))
    }

    #[inline]
    fn rfold<Acc, F: FnMut(Acc, T) -> Acc>(self, init: Acc, mut f: F) -> Acc {
        self.it.rfold(init, move |acc, x| f(acc, x.clone()))
    }
}

impl<'a, I: ExactSizeIterator<Item = &'a T>, T: Clone + 'a> ExactSizeIterator for Cloned<I> {
    #[inline]
    fn len(&self) -> usize {
        self.it.len()
    }
}

impl<'a, I: FusedIterator<Item = &'a T>, T: Clone + 'a> FusedIterator for Cloned<I> {}
unsafe impl<'a, I: TrustedLen<Item = &'a T>, T: Clone + 'a> TrustedLen for Cloned<I> {}

impl<I: Default> Default for Cloned<I> {
    fn default() -> Self {
        Self::new(Default::default())
    }
}
