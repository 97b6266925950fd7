//! [`Fuse`].
use crate::iter::{FusedIterator, TrustedLen};
use crate::ops::Try;

/// An iterator that ends for good at the first `None`.
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Fuse<I> {
    /// `None` after the end.
    iter: Option<I>,
}

impl<I> Fuse<I> {
    pub(in crate::iter) fn new(iter: I) -> Fuse<I> {
        Fuse { iter: Some(iter) }
    }
}

/// Runs `$call` on the iterator, which is dropped if the result is `None`.
macro_rules! fuse {
    ($self:ident . iter . $($call:tt)+) => {
        match $self.iter {
            Some(ref mut iter) => match iter.$($call)+ {
                None => {
                    $self.iter = None;
                    None
                }
                item => item,
            },
            None => None,
        }
    };
}

impl<I: Iterator> Iterator for Fuse<I> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        fuse!(self.iter.next())
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        fuse!(self.iter.nth(n))
    }

    #[inline]
    fn last(self) -> Option<I::Item> {
        self.iter.and_then(I::last)
    }

    #[inline]
    fn count(self) -> usize {
        self.iter.map_or(0, I::count)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.iter {
            Some(ref iter) => iter.size_hint(),
            None => (0, Some(0)),
        }
    }

    #[inline]
    fn __trusted_len(&self) -> bool {
        match self.iter {
            Some(ref iter) => iter.__trusted_len(),
            None => true,
        }
    }

    #[inline]
    fn try_fold<Acc, Fold, R>(&mut self, mut acc: Acc, fold: Fold) -> R
    where
        Fold: FnMut(Acc, I::Item) -> R,
        R: Try<Output = Acc>,
    {
        if let Some(ref mut iter) = self.iter {
            acc = iter.try_fold(acc, fold)?;
            self.iter = None;
        }
        R::from_output(acc)
    }

    #[inline]
    fn fold<Acc, Fold: FnMut(Acc, I::Item) -> Acc>(self, acc: Acc, fold: Fold) -> Acc {
        match self.iter {
            Some(iter) => iter.fold(acc, fold),
            None => acc,
        }
    }

    #[inline]
    fn find<P: FnMut(&I::Item) -> bool>(&mut self, predicate: P) -> Option<I::Item> {
        fuse!(self.iter.find(predicate))
    }
}

impl<I: DoubleEndedIterator> DoubleEndedIterator for Fuse<I> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        fuse!(self.iter.next_back())
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<I::Item> {
        fuse!(self.iter.nth_back(n))
    }

    #[inline]
    fn try_rfold<Acc, Fold, R>(&mut self, mut acc: Acc, fold: Fold) -> R
    where
        Fold: FnMut(Acc, I::Item) -> R,
        R: Try<Output = Acc>,
    {
        if let Some(ref mut iter) = self.iter {
            acc = iter.try_rfold(acc, fold)?;
            self.iter = None;
        }
        R::from_output(acc)
    }

    #[inline]
    fn rfold<Acc, Fold: FnMut(Acc, I::Item) -> Acc>(self, acc: Acc, fold: Fold) -> Acc {
        match self.iter {
            Some(iter) => iter.rfold(acc, fold),
            None => acc,
        }
    }

    #[inline]
    fn rfind<P: FnMut(&I::Item) -> bool>(&mut self, predicate: P) -> Option<I::Item> {
        fuse!(self.iter.rfind(predicate))
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for Fuse<I> {
    fn len(&self) -> usize {
        match self.iter {
            Some(ref iter) => iter.len(),
            None => 0,
        }
    }
}

impl<I: Iterator> FusedIterator for Fuse<I> {}
unsafe impl<I: TrustedLen> TrustedLen for Fuse<I> {}

impl<I: Default> Default for Fuse<I> {
    fn default() -> Fuse<I> {
        Fuse { iter: Some(I::default()) }
    }
}
