//! [`Zip`].
use crate::cmp;
use crate::fmt::{self, Debug};
use crate::iter::{FusedIterator, TrustedLen};

/// Pairs of the items of two iterators.
///
/// If both have random access, an index drives them, which gives loops with one exit.
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Zip<A, B> {
    a: A,
    b: B,
    /// The next index and the number of pairs; `usize::MAX` pairs mean no random access.
    index: usize,
    len: usize,
}

const NO_INDEX: usize = usize::MAX;

impl<A: Iterator, B: Iterator> Zip<A, B> {
    #[inline]
    pub(in crate::iter) fn new(a: A, b: B) -> Zip<A, B> {
        let len = if a.__random_access() && b.__random_access() {
            cmp::min(a.size_hint().0, b.size_hint().0)
        } else {
            NO_INDEX
        };
        Zip { a, b, index: 0, len }
    }

    #[inline(always)]
    fn indexed(&self) -> bool {
        self.len != NO_INDEX && self.a.__random_access() && self.b.__random_access()
    }
}

/// Pairs of the items of two sequences.
pub fn zip<A: IntoIterator, B: IntoIterator>(a: A, b: B) -> Zip<A::IntoIter, B::IntoIter> {
    Zip::new(a.into_iter(), b.into_iter())
}

impl<A: Iterator, B: Iterator> Iterator for Zip<A, B> {
    type Item = (A::Item, B::Item);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.indexed() {
            if self.index == self.len {
                return None;
            }
            let i = self.index;
            self.index += 1;
            // SAFETY: `i` is in bounds of both and is not asked again.
            return unsafe { Some((self.a.__get_unchecked(i), self.b.__get_unchecked(i))) };
        }
        let x = self.a.next()?;
        let y = self.b.next()?;
        Some((x, y))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.indexed() {
            let left = self.len - self.index;
            return (left, Some(left));
        }
        let (a_lower, a_upper) = self.a.size_hint();
        let (b_lower, b_upper) = self.b.size_hint();
        let lower = cmp::min(a_lower, b_lower);
        let upper = match (a_upper, b_upper) {
            (Some(x), Some(y)) => Some(cmp::min(x, y)),
            (Some(x), None) => Some(x),
            (None, y) => y,
        };
        (lower, upper)
    }

    #[inline(always)]
    fn __trusted_len(&self) -> bool {
        self.a.__trusted_len() && self.b.__trusted_len()
    }

    #[inline]
    fn nth(&mut self, mut n: usize) -> Option<Self::Item> {
        if self.indexed() {
            self.index = if n < self.len - self.index { self.index + n } else { self.len };
            return self.next();
        }
        while let Some(x) = self.next() {
            if n == 0 {
                return Some(x);
            }
            n -= 1;
        }
        None
    }

    #[inline]
    fn fold<Acc, F: FnMut(Acc, Self::Item) -> Acc>(mut self, init: Acc, mut f: F) -> Acc {
        let mut acc = init;
        if self.indexed() {
            let mut i = self.index;
            while i < self.len {
                // SAFETY: `i` is in bounds of both and is not asked again.
                let item = unsafe { (self.a.__get_unchecked(i), self.b.__get_unchecked(i)) };
                acc = f(acc, item);
                i += 1;
            }
            return acc;
        }
        while let Some(x) = self.next() {
            acc = f(acc, x);
        }
        acc
    }
}

impl<A, B> DoubleEndedIterator for Zip<A, B>
where
    A: DoubleEndedIterator + ExactSizeIterator,
    B: DoubleEndedIterator + ExactSizeIterator,
{
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.indexed() {
            if self.index == self.len {
                return None;
            }
            self.len -= 1;
            let i = self.len;
            // SAFETY: `i` is in bounds of both and is not asked again.
            return unsafe { Some((self.a.__get_unchecked(i), self.b.__get_unchecked(i))) };
        }
        let a_len = self.a.len();
        let b_len = self.b.len();
        // Both ends must agree on what a pair is.
        for _ in b_len..a_len {
            self.a.next_back();
        }
        for _ in a_len..b_len {
            self.b.next_back();
        }
        match (self.a.next_back(), self.b.next_back()) {
            (Some(x), Some(y)) => Some((x, y)),
            (None, None) => None,
            _ => unreachable!(),
        }
    }
}

impl<A: ExactSizeIterator, B: ExactSizeIterator> ExactSizeIterator for Zip<A, B> {}
impl<A: FusedIterator, B: FusedIterator> FusedIterator for Zip<A, B> {}
unsafe impl<A: TrustedLen, B: TrustedLen> TrustedLen for Zip<A, B> {}

impl<A: Debug, B: Debug> Debug for Zip<A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zip").field("a", &self.a).field("b", &self.b).finish()
    }
}
