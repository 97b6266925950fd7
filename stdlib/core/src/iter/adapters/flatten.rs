//! [`Flatten`] and [`FlatMap`].
use crate::fmt;
use crate::iter::{Fuse, FusedIterator, Map};
use crate::num::NonZero;
use crate::ops::{ControlFlow, Try};

/// The items of the items of an iterator.
#[derive(Clone)]
struct FlattenCompat<I, U> {
    iter: Fuse<I>,
    /// The item that is being walked from the front, and the one from the back.
    front: Option<U>,
    back: Option<U>,
}

#[inline]
fn and_then_or_clear<T, U>(opt: &mut Option<T>, f: impl FnOnce(&mut T) -> Option<U>) -> Option<U> {
    let x = f(opt.as_mut()?);
    if x.is_none() {
        *opt = None;
    }
    x
}

impl<I, U> FlattenCompat<I, U>
where
    I: Iterator<Item: IntoIterator<IntoIter = U, Item = U::Item>>,
    U: Iterator,
{
    #[inline]
    fn new(iter: I) -> Self {
        FlattenCompat { iter: iter.fuse(), front: None, back: None }
    }

    #[inline]
    fn next(&mut self) -> Option<U::Item> {
        loop {
            if let elt @ Some(_) = and_then_or_clear(&mut self.front, Iterator::next) {
                return elt;
            }
            match self.iter.next() {
                None => return and_then_or_clear(&mut self.back, Iterator::next),
                Some(inner) => self.front = Some(inner.into_iter()),
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (flo, fhi) = self.front.as_ref().map_or((0, Some(0)), U::size_hint);
        let (blo, bhi) = self.back.as_ref().map_or((0, Some(0)), U::size_hint);
        let lo = flo.saturating_add(blo);
        match (self.iter.size_hint(), fhi, bhi) {
            ((0, Some(0)), Some(a), Some(b)) => (lo, a.checked_add(b)),
            _ => (lo, None),
        }
    }

    /// Walks over all inner iterators.
    #[inline]
    fn iter_try_fold<Acc, R>(&mut self, mut acc: Acc, mut f: impl FnMut(Acc, &mut U) -> R) -> R
    where
        R: Try<Output = Acc>,
    {
        if let Some(iter) = &mut self.front {
            acc = f(acc, iter)?;
        }
        self.front = None;
        let front = &mut self.front;
        acc = self.iter.try_fold(acc, |acc, iter| f(acc, front.insert(iter.into_iter())))?;
        self.front = None;
        if let Some(iter) = &mut self.back {
            acc = f(acc, iter)?;
        }
        self.back = None;
        R::from_output(acc)
    }

    #[inline]
    fn iter_fold<Acc>(self, mut acc: Acc, mut f: impl FnMut(Acc, U) -> Acc) -> Acc {
        if let Some(iter) = self.front {
            acc = f(acc, iter);
        }
        acc = self.iter.fold(acc, |acc, iter| f(acc, iter.into_iter()));
        if let Some(iter) = self.back {
            acc = f(acc, iter);
        }
        acc
    }

    #[inline]
    fn try_fold<Acc, R>(&mut self, init: Acc, mut f: impl FnMut(Acc, U::Item) -> R) -> R
    where
        R: Try<Output = Acc>,
    {
        self.iter_try_fold(init, |acc, iter| iter.try_fold(acc, &mut f))
    }

    #[inline]
    fn fold<Acc>(self, init: Acc, mut f: impl FnMut(Acc, U::Item) -> Acc) -> Acc {
        self.iter_fold(init, |acc, iter| iter.fold(acc, &mut f))
    }

    #[inline]
    #[rustc_inherit_overflow_checks]
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let left = self.iter_try_fold(n, |n, iter| match iter.advance_by(n) {
            Ok(()) => ControlFlow::Break(()),
            Err(left) => ControlFlow::Continue(left.get()),
        });
        match left {
            ControlFlow::Continue(left) => NonZero::new(left).map_or(Ok(()), Err),
            ControlFlow::Break(()) => Ok(()),
        }
    }

    #[inline]
    fn count(self) -> usize {
        self.iter_fold(0, #[rustc_inherit_overflow_checks] |count, iter| count + iter.count())
    }

    #[inline]
    fn last(self) -> Option<U::Item> {
        self.iter_fold(None, |last, iter| iter.last().or(last))
    }
}

impl<I, U> FlattenCompat<I, U>
where
    I: DoubleEndedIterator<Item: IntoIterator<IntoIter = U, Item = U::Item>>,
    U: DoubleEndedIterator,
{
    #[inline]
    fn next_back(&mut self) -> Option<U::Item> {
        loop {
            if let elt @ Some(_) = and_then_or_clear(&mut self.back, |b| b.next_back()) {
                return elt;
            }
            match self.iter.next_back() {
                None => return and_then_or_clear(&mut self.front, |f| f.next_back()),
                Some(inner) => self.back = Some(inner.into_iter()),
            }
        }
    }

    #[inline]
    fn iter_try_rfold<Acc, R>(&mut self, mut acc: Acc, mut f: impl FnMut(Acc, &mut U) -> R) -> R
    where
        R: Try<Output = Acc>,
    {
        if let Some(iter) = &mut self.back {
            acc = f(acc, iter)?;
        }
        self.back = None;
        let back = &mut self.back;
        acc = self.iter.try_rfold(acc, |acc, iter| f(acc, back.insert(iter.into_iter())))?;
        self.back = None;
        if let Some(iter) = &mut self.front {
            acc = f(acc, iter)?;
        }
        self.front = None;
        R::from_output(acc)
    }

    #[inline]
    fn try_rfold<Acc, R>(&mut self, init: Acc, mut f: impl FnMut(Acc, U::Item) -> R) -> R
    where
        R: Try<Output = Acc>,
    {
        self.iter_try_rfold(init, |acc, iter| iter.try_rfold(acc, &mut f))
    }

    #[inline]
    fn rfold<Acc>(self, mut acc: Acc, mut f: impl FnMut(Acc, U::Item) -> Acc) -> Acc {
        if let Some(iter) = self.back {
            acc = iter.rfold(acc, &mut f);
        }
        acc = self.iter.rfold(acc, |acc, iter| iter.into_iter().rfold(acc, &mut f));
        if let Some(iter) = self.front {
            acc = iter.rfold(acc, &mut f);
        }
        acc
    }

    #[inline]
    fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let left = self.iter_try_rfold(n, |n, iter| match iter.advance_back_by(n) {
            Ok(()) => ControlFlow::Break(()),
            Err(left) => ControlFlow::Continue(left.get()),
        });
        match left {
            ControlFlow::Continue(left) => NonZero::new(left).map_or(Ok(()), Err),
            ControlFlow::Break(()) => Ok(()),
        }
    }
}

/// The items of the iterators that a closure makes of each item.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct FlatMap<I, U: IntoIterator, F> {
    inner: FlattenCompat<Map<I, F>, U::IntoIter>,
}

impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> FlatMap<I, U, F> {
    pub(in crate::iter) fn new(iter: I, f: F) -> FlatMap<I, U, F> {
        FlatMap { inner: FlattenCompat::new(iter.map(f)) }
    }
}

impl<I: Clone, U: IntoIterator<IntoIter: Clone>, F: Clone> Clone for FlatMap<I, U, F> {
    fn clone(&self) -> Self {
        FlatMap { inner: self.inner.clone() }
    }
}

impl<I: fmt::Debug, U: IntoIterator<IntoIter: fmt::Debug>, F> fmt::Debug for FlatMap<I, U, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlatMap")
            .field("iter", &self.inner.iter)
            .field("frontiter", &self.inner.front)
            .field("backiter", &self.inner.back)
            .finish()
    }
}

/// The items of the items of an iterator.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Flatten<I: Iterator<Item: IntoIterator>> {
    inner: FlattenCompat<I, <I::Item as IntoIterator>::IntoIter>,
}

impl<I: Iterator<Item: IntoIterator>> Flatten<I> {
    pub(in crate::iter) fn new(iter: I) -> Flatten<I> {
        Flatten { inner: FlattenCompat::new(iter) }
    }
}

impl<I, U> fmt::Debug for Flatten<I>
where
    I: fmt::Debug + Iterator<Item: IntoIterator<IntoIter = U, Item = U::Item>>,
    U: fmt::Debug + Iterator,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flatten")
            .field("iter", &self.inner.iter)
            .field("frontiter", &self.inner.front)
            .field("backiter", &self.inner.back)
            .finish()
    }
}

impl<I, U> Clone for Flatten<I>
where
    I: Clone + Iterator<Item: IntoIterator<IntoIter = U, Item = U::Item>>,
    U: Clone + Iterator,
{
    fn clone(&self) -> Self {
        Flatten { inner: self.inner.clone() }
    }
}

macro_rules! forward {
    () => {
        #[inline]
        fn next(&mut self) -> Option<U::Item> {
            self.inner.next()
        }
        #[inline]
        fn size_hint(&self) -> (usize, Option<usize>) {
            self.inner.size_hint()
        }
        #[inline]
        fn try_fold<Acc, Fold, R>(&mut self, init: Acc, fold: Fold) -> R
        where
            Fold: FnMut(Acc, Self::Item) -> R,
            R: Try<Output = Acc>,
        {
            self.inner.try_fold(init, fold)
        }
        #[inline]
        fn fold<Acc, Fold: FnMut(Acc, Self::Item) -> Acc>(self, init: Acc, fold: Fold) -> Acc {
            self.inner.fold(init, fold)
        }
        #[inline]
        fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
            self.inner.advance_by(n)
        }
        #[inline]
        fn count(self) -> usize {
            self.inner.count()
        }
        #[inline]
        fn last(self) -> Option<Self::Item> {
            self.inner.last()
        }
    };
}

macro_rules! forward_back {
    () => {
        #[inline]
        fn next_back(&mut self) -> Option<U::Item> {
            self.inner.next_back()
        }
        #[inline]
        fn try_rfold<Acc, Fold, R>(&mut self, init: Acc, fold: Fold) -> R
        where
            Fold: FnMut(Acc, Self::Item) -> R,
            R: Try<Output = Acc>,
        {
            self.inner.try_rfold(init, fold)
        }
        #[inline]
        fn rfold<Acc, Fold: FnMut(Acc, Self::Item) -> Acc>(self, init: Acc, fold: Fold) -> Acc {
            self.inner.rfold(init, fold)
        }
        #[inline]
        fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
            self.inner.advance_back_by(n)
        }
    };
}

impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> Iterator for FlatMap<I, U, F> {
    type Item = U::Item;
    forward! {}
}

impl<I: DoubleEndedIterator, U, F> DoubleEndedIterator for FlatMap<I, U, F>
where
    F: FnMut(I::Item) -> U,
    U: IntoIterator<IntoIter: DoubleEndedIterator>,
{
    forward_back! {}
}

impl<I: FusedIterator, U: IntoIterator, F: FnMut(I::Item) -> U> FusedIterator for FlatMap<I, U, F> {}

impl<I, U> Iterator for Flatten<I>
where
    I: Iterator<Item: IntoIterator<IntoIter = U, Item = U::Item>>,
    U: Iterator,
{
    type Item = U::Item;
    forward! {}
}

impl<I, U> DoubleEndedIterator for Flatten<I>
where
    I: DoubleEndedIterator<Item: IntoIterator<IntoIter = U, Item = U::Item>>,
    U: DoubleEndedIterator,
{
    forward_back! {}
}

impl<I, U> FusedIterator for Flatten<I>
where
    I: FusedIterator<Item: IntoIterator<IntoIter = U, Item = U::Item>>,
    U: Iterator,
{
}

impl<I> Default for Flatten<I>
where
    I: Default + Iterator<Item: IntoIterator>,
{
    fn default() -> Self {
        Flatten::new(Default::default())
    }
}
