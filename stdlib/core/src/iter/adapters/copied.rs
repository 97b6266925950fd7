//! [`Copied`].
use crate::iter::{FusedIterator, TrustedLen};
use crate::num::NonZero;
use crate::ops::Try;

/// The items of an iterator copied.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone, Debug)]
pub struct Copied<I> {
    it: I,
}

impl<I> Copied<I> {
    pub(in crate::iter) fn new(it: I) -> Copied<I> {
        Copied { it }
    }
}

impl<'a, I: Iterator<Item = &'a T>, T: Copy + 'a> Iterator for Copied<I> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        match self.it.next() {
            Some(x) => Some(*x),
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

    #[inline(always)]
    fn __random_access(&self) -> bool {
        self.it.__random_access()
    }

    #[inline]
    unsafe fn __get_unchecked(&mut self, index: usize) -> T {
        // SAFETY: promised by the caller.
        unsafe { *self.it.__get_unchecked(index) }
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<T> {
        self.it.nth(n).copied()
    }

    fn last(self) -> Option<T> {
        self.it.last().copied()
    }

    #[inline]
    fn count(self) -> usize {
        self.it.count()
    }

    #[inline]
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        self.it.advance_by(n)
    }

    #[inline]
    fn try_fold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        F: FnMut(B, T) -> R,
        R: Try<Output = B>,
    {
        self.it.try_fold(init, move |acc, x| f(acc, *x))
    }

    #[inline]
    fn fold<Acc, F: FnMut(Acc, T) -> Acc>(self, init: Acc, mut f: F) -> Acc {
        self.it.fold(init, move |acc, x| f(acc, *x))
    }
}

impl<'a, I: DoubleEndedIterator<Item = &'a T>, T: Copy + 'a> DoubleEndedIterator for Copied<I> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        match self.it.next_back() {
            Some(x) => Some(*x),
            None => None,
        }
    }

    #[inline]
    fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        self.it.advance_back_by(n)
    }

    #[inline]
    fn try_rfold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        F: FnMut(B, T) -> R,
        R: Try<Output = B>,
    {
        self.it.try_rfold(init, move |acc, x| f(acc, *x))
    }

    #[inline]
    fn rfold<Acc, F: FnMut(Acc, T) -> Acc>(self, init: Acc, mut f: F) -> Acc {
        self.it.rfold(init, move |acc, x| f(acc, *x))
    }
}

impl<'a, I: ExactSizeIterator<Item = &'a T>, T: Copy + 'a> ExactSizeIterator for Copied<I> {
    #[inline]
    fn len(&self) -> usize {
        self.it.len()
    }
}

impl<'a, I: FusedIterator<Item = &'a T>, T: Copy + 'a> FusedIterator for Copied<I> {}
unsafe impl<'a, I: TrustedLen<Item = &'a T>, T: Copy + 'a> TrustedLen for Copied<I> {}

impl<I: Default> Default for Copied<I> {
    fn default() -> Self {
        Self::new(Default::default())
    }
}
