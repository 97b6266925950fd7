//! [`Iterator`].
use super::super::{
    Chain, Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, FlatMap, Flatten, Fuse, Inspect,
    Map, MapWhile, Peekable, Product, Rev, Scan, Skip, SkipWhile, StepBy, Sum, Take, TakeWhile, Zip,
};
use crate::cmp::Ordering;
use crate::num::NonZero;
use crate::ops::{ControlFlow, Try};

/// A sequence of items, produced one at a time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an iterator",
    label = "`{Self}` is not an iterator"
)]
#[lang = "iterator"]
#[rustc_diagnostic_item = "Iterator"]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub trait Iterator {
    /// The type of the items.
    #[rustc_diagnostic_item = "IteratorItem"]
    type Item;

    /// Takes the next item.
    #[lang = "next"]
    fn next(&mut self) -> Option<Self::Item>;

    /// Bounds of the number of items that are left.
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, None)
    }

    /// Whether unsafe code may rely on [`size_hint`](Iterator::size_hint): the lower bound is
    /// exact, unless there is no upper bound, which means more than `usize::MAX` items.
    #[doc(hidden)]
    #[inline(always)]
    #[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
    fn __trusted_len(&self) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether [`__get_unchecked`](Iterator::__get_unchecked) works: it has no side effects
    /// and items may be dropped or not.
    #[doc(hidden)]
    #[inline(always)]
    #[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
    fn __random_access(&self) -> bool
    where
        Self: Sized,
    {
        false
    }

    /// The item at an index, for iterators with random access.
    ///
    /// # Safety
    /// Each index may be asked once, must be in bounds, and `next` must not be called any more.
    #[doc(hidden)]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
    unsafe fn __get_unchecked(&mut self, index: usize) -> Self::Item
    where
        Self: Sized,
    {
        let _ = index;
        unreachable!("no random access")
    }

    /// The number of items.
    #[inline]
    fn count(self) -> usize
    where
        Self: Sized,
    {
        self.fold(0, #[rustc_inherit_overflow_checks] |count, _| count + 1)
    }

    /// The last item.
    #[inline]
    fn last(self) -> Option<Self::Item>
    where
        Self: Sized,
    {
        self.fold(None, |_, x| Some(x))
    }

    /// Drops `n` items; returns how many were missing.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "iter_advance_by", issue = "none"))]
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let mut i = 0;
        while i < n {
            if self.next().is_none() {
                // SAFETY: `i < n`.
                return Err(unsafe { NonZero::new_unchecked(n - i) });
            }
            i += 1;
        }
        Ok(())
    }

    /// Takes the `n`th item, dropping those before it.
    #[inline]
    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        if self.advance_by(n).is_err() {
            return None;
        }
        self.next()
    }

    /// Every `step`th item.
    #[inline]
    fn step_by(self, step: usize) -> StepBy<Self>
    where
        Self: Sized,
    {
        StepBy::new(self, step)
    }

    /// The items of this, then those of `other`.
    #[inline]
    fn chain<U>(self, other: U) -> Chain<Self, U::IntoIter>
    where
        Self: Sized,
        U: IntoIterator<Item = Self::Item>,
    {
        Chain::new(self, other.into_iter())
    }

    /// Pairs of items.
    #[inline]
    fn zip<U>(self, other: U) -> Zip<Self, U::IntoIter>
    where
        Self: Sized,
        U: IntoIterator,
    {
        Zip::new(self, other.into_iter())
    }

    /// The items transformed.
    #[inline]
    #[rustc_diagnostic_item = "IteratorMap"]
    fn map<B, F>(self, f: F) -> Map<Self, F>
    where
        Self: Sized,
        F: FnMut(Self::Item) -> B,
    {
        Map::new(self, f)
    }

    /// Calls `f` with each item.
    #[inline]
    fn for_each<F>(self, mut f: F)
    where
        Self: Sized,
        F: FnMut(Self::Item),
    {
        self.fold((), move |(), item| f(item));
    }

    /// The items that satisfy `predicate`.
    #[inline]
    #[rustc_diagnostic_item = "iter_filter"]
    fn filter<P>(self, predicate: P) -> Filter<Self, P>
    where
        Self: Sized,
        P: FnMut(&Self::Item) -> bool,
    {
        Filter::new(self, predicate)
    }

    /// The items transformed, without those for which `f` returns `None`.
    #[inline]
    fn filter_map<B, F>(self, f: F) -> FilterMap<Self, F>
    where
        Self: Sized,
        F: FnMut(Self::Item) -> Option<B>,
    {
        FilterMap::new(self, f)
    }

    /// The items with their number.
    #[inline]
    #[rustc_diagnostic_item = "enumerate_method"]
    fn enumerate(self) -> Enumerate<Self>
    where
        Self: Sized,
    {
        Enumerate::new(self)
    }

    /// With a look at the next item.
    #[inline]
    fn peekable(self) -> Peekable<Self>
    where
        Self: Sized,
    {
        Peekable::new(self)
    }

    /// The items from the first that does not satisfy `predicate`.
    #[inline]
    #[doc(alias = "drop_while")]
    fn skip_while<P>(self, predicate: P) -> SkipWhile<Self, P>
    where
        Self: Sized,
        P: FnMut(&Self::Item) -> bool,
    {
        SkipWhile::new(self, predicate)
    }

    /// The items before the first that does not satisfy `predicate`.
    #[inline]
    fn take_while<P>(self, predicate: P) -> TakeWhile<Self, P>
    where
        Self: Sized,
        P: FnMut(&Self::Item) -> bool,
    {
        TakeWhile::new(self, predicate)
    }

    /// The items transformed, up to the first for which `predicate` returns `None`.
    #[inline]
    fn map_while<B, P>(self, predicate: P) -> MapWhile<Self, P>
    where
        Self: Sized,
        P: FnMut(Self::Item) -> Option<B>,
    {
        MapWhile::new(self, predicate)
    }

    /// The items after the first `n`.
    #[inline]
    fn skip(self, n: usize) -> Skip<Self>
    where
        Self: Sized,
    {
        Skip::new(self, n)
    }

    /// The first `n` items.
    #[inline]
    #[doc(alias = "limit")]
    fn take(self, n: usize) -> Take<Self>
    where
        Self: Sized,
    {
        Take::new(self, n)
    }

    /// The items transformed by a closure with a state, up to the first `None`.
    #[inline]
    fn scan<St, B, F>(self, initial_state: St, f: F) -> Scan<Self, St, F>
    where
        Self: Sized,
        F: FnMut(&mut St, Self::Item) -> Option<B>,
    {
        Scan::new(self, initial_state, f)
    }

    /// The items of the iterators that `f` makes of each item.
    #[inline]
    fn flat_map<U, F>(self, f: F) -> FlatMap<Self, U, F>
    where
        Self: Sized,
        U: IntoIterator,
        F: FnMut(Self::Item) -> U,
    {
        FlatMap::new(self, f)
    }

    /// The items of each item.
    #[inline]
    fn flatten(self) -> Flatten<Self>
    where
        Self: Sized,
        Self::Item: IntoIterator,
    {
        Flatten::new(self)
    }

    /// Ends for good at the first `None`.
    #[inline]
    fn fuse(self) -> Fuse<Self>
    where
        Self: Sized,
    {
        Fuse::new(self)
    }

    /// Shows each item to `f` on its way.
    #[inline]
    fn inspect<F>(self, f: F) -> Inspect<Self, F>
    where
        Self: Sized,
        F: FnMut(&Self::Item),
    {
        Inspect::new(self, f)
    }

    /// Borrows the iterator, so that an adapter does not consume it.
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }

    /// Builds a collection.
    #[inline]
    #[must_use = "if you really need to exhaust the iterator, consider `.for_each(drop)` instead"]
    #[rustc_diagnostic_item = "iterator_collect_fn"]
    fn collect<B: FromIterator<Self::Item>>(self) -> B
    where
        Self: Sized,
    {
        FromIterator::from_iter(self)
    }

    /// Two collections: of the items that satisfy `f`, and of the others.
    fn partition<B, F>(self, mut f: F) -> (B, B)
    where
        Self: Sized,
        B: Default + Extend<Self::Item>,
        F: FnMut(&Self::Item) -> bool,
    {
        let mut left: B = Default::default();
        let mut right: B = Default::default();
        self.for_each(|x| if f(&x) { left.extend_one(x) } else { right.extend_one(x) });
        (left, right)
    }

    /// Accumulates until `f` stops.
    #[inline]
    fn try_fold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        Self: Sized,
        F: FnMut(B, Self::Item) -> R,
        R: Try<Output = B>,
    {
        let mut accum = init;
        while let Some(x) = self.next() {
            accum = f(accum, x)?;
        }
        R::from_output(accum)
    }

    /// Calls `f` with each item until it stops.
    #[inline]
    fn try_for_each<F, R>(&mut self, mut f: F) -> R
    where
        Self: Sized,
        F: FnMut(Self::Item) -> R,
        R: Try<Output = ()>,
    {
        self.try_fold((), move |(), x| f(x))
    }

    /// Accumulates all items.
    #[inline]
    #[doc(alias = "inject", alias = "foldl")]
    fn fold<B, F>(mut self, init: B, mut f: F) -> B
    where
        Self: Sized,
        F: FnMut(B, Self::Item) -> B,
    {
        let mut accum = init;
        while let Some(x) = self.next() {
            accum = f(accum, x);
        }
        accum
    }

    /// Accumulates all items, starting with the first.
    #[inline]
    fn reduce<F>(mut self, f: F) -> Option<Self::Item>
    where
        Self: Sized,
        F: FnMut(Self::Item, Self::Item) -> Self::Item,
    {
        let first = self.next()?;
        Some(self.fold(first, f))
    }

    /// Whether all items satisfy `f`.
    #[inline]
    fn all<F>(&mut self, mut f: F) -> bool
    where
        Self: Sized,
        F: FnMut(Self::Item) -> bool,
    {
        self.try_fold((), move |(), x| {
            if f(x) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
        .is_continue()
    }

    /// Whether some item satisfies `f`.
    #[inline]
    fn any<F>(&mut self, mut f: F) -> bool
    where
        Self: Sized,
        F: FnMut(Self::Item) -> bool,
    {
        self.try_fold((), move |(), x| {
            if f(x) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .is_break()
    }

    /// The first item that satisfies `predicate`.
    #[inline]
    fn find<P>(&mut self, mut predicate: P) -> Option<Self::Item>
    where
        Self: Sized,
        P: FnMut(&Self::Item) -> bool,
    {
        self.try_fold((), move |(), x| {
            if predicate(&x) { ControlFlow::Break(x) } else { ControlFlow::Continue(()) }
        })
        .break_value()
    }

    /// The first value that `f` makes of an item.
    #[inline]
    fn find_map<B, F>(&mut self, mut f: F) -> Option<B>
    where
        Self: Sized,
        F: FnMut(Self::Item) -> Option<B>,
    {
        self.try_fold((), move |(), x| match f(x) {
            Some(x) => ControlFlow::Break(x),
            None => ControlFlow::Continue(()),
        })
        .break_value()
    }

    /// The number of the first item that satisfies `predicate`.
    #[inline]
    fn position<P>(&mut self, mut predicate: P) -> Option<usize>
    where
        Self: Sized,
        P: FnMut(Self::Item) -> bool,
    {
        self.try_fold(
            0,
            #[rustc_inherit_overflow_checks]
            move |i, x| {
                if predicate(x) { ControlFlow::Break(i) } else { ControlFlow::Continue(i + 1) }
            },
        )
        .break_value()
    }

    /// The number of the last item that satisfies `predicate`.
    #[inline]
    fn rposition<P>(&mut self, mut predicate: P) -> Option<usize>
    where
        P: FnMut(Self::Item) -> bool,
        Self: Sized + ExactSizeIterator + DoubleEndedIterator,
    {
        let n = self.len();
        self.try_rfold(n, move |i, x| {
            let i = i - 1;
            if predicate(x) { ControlFlow::Break(i) } else { ControlFlow::Continue(i) }
        })
        .break_value()
    }

    /// The greatest item, the last of several.
    #[inline]
    fn max(self) -> Option<Self::Item>
    where
        Self: Sized,
        Self::Item: Ord,
    {
        self.max_by(Self::Item::cmp)
    }

    /// The least item, the first of several.
    #[inline]
    fn min(self) -> Option<Self::Item>
    where
        Self: Sized,
        Self::Item: Ord,
    {
        self.min_by(Self::Item::cmp)
    }

    /// The item with the greatest key, the last of several.
    #[inline]
    fn max_by_key<B: Ord, F>(self, mut f: F) -> Option<Self::Item>
    where
        Self: Sized,
        F: FnMut(&Self::Item) -> B,
    {
        let keyed = self.map(move |x| (f(&x), x));
        keyed.reduce(|a, b| if a.0.cmp(&b.0).is_gt() { a } else { b }).map(|(_, x)| x)
    }

    /// The greatest item by a comparison, the last of several.
    #[inline]
    fn max_by<F>(self, mut compare: F) -> Option<Self::Item>
    where
        Self: Sized,
        F: FnMut(&Self::Item, &Self::Item) -> Ordering,
    {
        self.reduce(move |a, b| if compare(&a, &b).is_gt() { a } else { b })
    }

    /// The item with the least key, the first of several.
    #[inline]
    fn min_by_key<B: Ord, F>(self, mut f: F) -> Option<Self::Item>
    where
        Self: Sized,
        F: FnMut(&Self::Item) -> B,
    {
        let keyed = self.map(move |x| (f(&x), x));
        keyed.reduce(|a, b| if a.0.cmp(&b.0).is_le() { a } else { b }).map(|(_, x)| x)
    }

    /// The least item by a comparison, the first of several.
    #[inline]
    fn min_by<F>(self, mut compare: F) -> Option<Self::Item>
    where
        Self: Sized,
        F: FnMut(&Self::Item, &Self::Item) -> Ordering,
    {
        self.reduce(move |a, b| if compare(&a, &b).is_le() { a } else { b })
    }

    /// From the back to the front.
    #[inline]
    #[doc(alias = "reverse")]
    fn rev(self) -> Rev<Self>
    where
        Self: Sized + DoubleEndedIterator,
    {
        Rev::new(self)
    }

    /// Two collections from a sequence of pairs.
    fn unzip<A, B, FromA, FromB>(self) -> (FromA, FromB)
    where
        FromA: Default + Extend<A>,
        FromB: Default + Extend<B>,
        Self: Sized + Iterator<Item = (A, B)>,
    {
        let mut unzipped: (FromA, FromB) = Default::default();
        unzipped.extend(self);
        unzipped
    }

    /// The items copied.
    #[rustc_diagnostic_item = "iter_copied"]
    fn copied<'a, T: Copy + 'a>(self) -> Copied<Self>
    where
        Self: Sized + Iterator<Item = &'a T>,
    {
        Copied::new(self)
    }

    /// The items cloned.
    #[rustc_diagnostic_item = "iter_cloned"]
    fn cloned<'a, T: Clone + 'a>(self) -> Cloned<Self>
    where
        Self: Sized + Iterator<Item = &'a T>,
    {
        Cloned::new(self)
    }

    /// The items over and over again.
    #[inline]
    fn cycle(self) -> Cycle<Self>
    where
        Self: Sized + Clone,
    {
        Cycle::new(self)
    }

    /// The sum of all items.
    fn sum<S>(self) -> S
    where
        Self: Sized,
        S: Sum<Self::Item>,
    {
        Sum::sum(self)
    }

    /// The product of all items.
    fn product<P>(self) -> P
    where
        Self: Sized,
        P: Product<Self::Item>,
    {
        Product::product(self)
    }

    /// The lexicographic order of two sequences.
    fn cmp<I>(self, other: I) -> Ordering
    where
        I: IntoIterator<Item = Self::Item>,
        Self::Item: Ord,
        Self: Sized,
    {
        compare(self, other.into_iter(), |x, y| match x.cmp(&y) {
            Ordering::Equal => ControlFlow::Continue(()),
            order => ControlFlow::Break(order),
        })
        .into_value(|order| order)
    }

    /// The lexicographic order of two sequences, if there is one.
    fn partial_cmp<I>(self, other: I) -> Option<Ordering>
    where
        I: IntoIterator,
        Self::Item: PartialOrd<I::Item>,
        Self: Sized,
    {
        compare(self, other.into_iter(), |x, y| match x.partial_cmp(&y) {
            Some(Ordering::Equal) => ControlFlow::Continue(()),
            order => ControlFlow::Break(order),
        })
        .into_value(Some)
    }

    /// Whether two sequences are equal.
    fn eq<I>(self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialEq<I::Item>,
        Self: Sized,
    {
        compare(self, other.into_iter(), |x, y| {
            if x == y { ControlFlow::Continue(()) } else { ControlFlow::Break(false) }
        })
        .into_value(|order| order.is_eq())
    }

    /// Whether two sequences are not equal.
    #[inline]
    fn ne<I>(self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialEq<I::Item>,
        Self: Sized,
    {
        !self.eq(other)
    }

    /// Whether this sequence is less.
    #[inline]
    fn lt<I>(self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialOrd<I::Item>,
        Self: Sized,
    {
        self.partial_cmp(other) == Some(Ordering::Less)
    }

    /// Whether this sequence is less or equal.
    #[inline]
    fn le<I>(self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialOrd<I::Item>,
        Self: Sized,
    {
        matches!(self.partial_cmp(other), Some(Ordering::Less | Ordering::Equal))
    }

    /// Whether this sequence is greater.
    #[inline]
    fn gt<I>(self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialOrd<I::Item>,
        Self: Sized,
    {
        self.partial_cmp(other) == Some(Ordering::Greater)
    }

    /// Whether this sequence is greater or equal.
    #[inline]
    fn ge<I>(self, other: I) -> bool
    where
        I: IntoIterator,
        Self::Item: PartialOrd<I::Item>,
        Self: Sized,
    {
        matches!(self.partial_cmp(other), Some(Ordering::Greater | Ordering::Equal))
    }

    /// Whether no item is greater than the next.
    #[inline]
    fn is_sorted(self) -> bool
    where
        Self: Sized,
        Self::Item: PartialOrd,
    {
        self.is_sorted_by(|a, b| a <= b)
    }

    /// Whether `compare` holds for every item and the next.
    fn is_sorted_by<F>(mut self, mut compare: F) -> bool
    where
        Self: Sized,
        F: FnMut(&Self::Item, &Self::Item) -> bool,
    {
        let mut last = match self.next() {
            Some(e) => e,
            None => return true,
        };
        self.all(move |curr| {
            if !compare(&last, &curr) {
                return false;
            }
            last = curr;
            true
        })
    }

    /// Whether no key is greater than the next.
    #[inline]
    fn is_sorted_by_key<F, K>(self, f: F) -> bool
    where
        Self: Sized,
        F: FnMut(Self::Item) -> K,
        K: PartialOrd,
    {
        self.map(f).is_sorted()
    }
}

/// The outcome of walking two sequences side by side.
enum Walk<T> {
    /// A pair decided.
    Decided(T),
    /// One sequence ended, or both.
    Ended(Ordering),
}

impl<T> Walk<T> {
    fn into_value(self, ended: impl FnOnce(Ordering) -> T) -> T {
        match self {
            Walk::Decided(value) => value,
            Walk::Ended(order) => ended(order),
        }
    }
}

/// Walks two sequences until `f` decides or one ends.
#[inline]
fn compare<A: Iterator, B: Iterator, T, F>(mut a: A, mut b: B, mut f: F) -> Walk<T>
where
    F: FnMut(A::Item, B::Item) -> ControlFlow<T>,
{
    let decided = a.try_for_each(|x| match b.next() {
        None => ControlFlow::Break(Walk::Ended(Ordering::Greater)),
        Some(y) => match f(x, y) {
            ControlFlow::Continue(()) => ControlFlow::Continue(()),
            ControlFlow::Break(value) => ControlFlow::Break(Walk::Decided(value)),
        },
    });
    match decided {
        ControlFlow::Break(walk) => walk,
        ControlFlow::Continue(()) if b.next().is_none() => Walk::Ended(Ordering::Equal),
        ControlFlow::Continue(()) => Walk::Ended(Ordering::Less),
    }
}

impl<I: Iterator + ?Sized> Iterator for &mut I {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        (**self).next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (**self).size_hint()
    }
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        (**self).advance_by(n)
    }
    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        (**self).nth(n)
    }
}
