//! [`TakeWhile`].
use crate::fmt;
use crate::iter::FusedIterator;
use crate::ops::{ControlFlow, Try};

/// The items of an iterator before the first that does not satisfy a predicate.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct TakeWhile<I, P> {
    iter: I,
    done: bool,
    predicate: P,
}

impl<I, P> TakeWhile<I, P> {
    pub(in crate::iter) fn new(iter: I, predicate: P) -> TakeWhile<I, P> {
        TakeWhile { iter, done: false, predicate }
    }
}

impl<I: fmt::Debug, P> fmt::Debug for TakeWhile<I, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TakeWhile").field("iter", &self.iter).field("flag", &self.done).finish()
    }
}

impl<I: Iterator, P: FnMut(&I::Item) -> bool> Iterator for TakeWhile<I, P> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        if self.done {
            return None;
        }
        let x = self.iter.next()?;
        if (self.predicate)(&x) {
            Some(x)
        } else {
            self.done = true;
            None
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.done { (0, Some(0)) } else { (0, self.iter.size_hint().1) }
    }

    #[inline]
    fn try_fold<Acc, Fold, R>(&mut self, init: Acc, mut fold: Fold) -> R
    where
        Fold: FnMut(Acc, I::Item) -> R,
        R: Try<Output = Acc>,
    {
        if self.done {
            return R::from_output(init);
        }
        let (done, predicate) = (&mut self.done, &mut self.predicate);
        self.iter
            .try_fold(init, move |acc, x| {
                if predicate(&x) {
                    ControlFlow::from_try(fold(acc, x))
                } else {
                    *done = true;
                    ControlFlow::Break(R::from_output(acc))
                }
            })
            .into_try()
    }

    #[inline]
    fn fold<Acc, Fold: FnMut(Acc, I::Item) -> Acc>(mut self, init: Acc, mut fold: Fold) -> Acc {
        let mut acc = init;
        while let Some(x) = self.next() {
            acc = fold(acc, x);
        }
        acc
    }
}

impl<I: FusedIterator, P: FnMut(&I::Item) -> bool> FusedIterator for TakeWhile<I, P> {}
