//! Iterators over a queue: two slices, one after the other.

use super::VecDeque;
use core::iter::FusedIterator;
use core::{fmt, mem, slice};

/// Iterator over references.
pub struct Iter<'a, T> {
    a: slice::Iter<'a, T>,
    b: slice::Iter<'a, T>,
}

/// Iterator over mutable references.
pub struct IterMut<'a, T> {
    a: slice::IterMut<'a, T>,
    b: slice::IterMut<'a, T>,
}

/// Iterator over values.
#[derive(Clone)]
pub struct IntoIter<T> {
    inner: VecDeque<T>,
}

/// The two borrowing iterators have one text.
macro_rules! two_slices {
    ($Iter:ident, $item:ty) => {
        impl<'a, T> $Iter<'a, T> {
            pub(super) fn new(a: slice::$Iter<'a, T>, b: slice::$Iter<'a, T>) -> Self {
                $Iter { a, b }
            }
        }

        impl<'a, T> Iterator for $Iter<'a, T> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                match self.a.next() {
                    Some(v) => Some(v),
                    None => {
                        // The second slice takes over, for good.
                        mem::swap(&mut self.a, &mut self.b);
                        self.a.next()
                    }
                }
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                let len = self.a.len() + self.b.len();
                (len, Some(len))
            }
            fn fold<Acc, F: FnMut(Acc, $item) -> Acc>(self, acc: Acc, mut f: F) -> Acc {
                let acc = self.a.fold(acc, &mut f);
                self.b.fold(acc, &mut f)
            }
            fn nth(&mut self, n: usize) -> Option<$item> {
                let first = self.a.len();
                if n < first {
                    return self.a.nth(n);
                }
                self.a = mem::take(&mut self.b);
                self.a.nth(n - first)
            }
            #[inline]
            fn last(mut self) -> Option<$item> {
                self.next_back()
            }
        }

        impl<'a, T> DoubleEndedIterator for $Iter<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                match self.b.next_back() {
                    Some(v) => Some(v),
                    None => {
                        mem::swap(&mut self.a, &mut self.b);
                        self.b.next_back()
                    }
                }
            }
            fn rfold<Acc, F: FnMut(Acc, $item) -> Acc>(self, acc: Acc, mut f: F) -> Acc {
                let acc = self.b.rfold(acc, &mut f);
                self.a.rfold(acc, &mut f)
            }
        }

        impl<T> ExactSizeIterator for $Iter<'_, T> {}
        impl<T> FusedIterator for $Iter<'_, T> {}

        impl<T> Default for $Iter<'_, T> {
            fn default() -> Self {
                $Iter { a: Default::default(), b: Default::default() }
            }
        }
    };
}

two_slices!(Iter, &'a T);
two_slices!(IterMut, &'a mut T);

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { a: self.a.clone(), b: self.b.clone() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.a.as_slice()).field(&self.b.as_slice()).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IterMut").field(&self.a.as_slice()).field(&self.b.as_slice()).finish()
    }
}

impl<T> IntoIter<T> {
    pub(super) fn new(inner: VecDeque<T>) -> Self {
        IntoIter { inner }
    }
}

impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.inner).finish()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.inner.pop_front()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.inner.len(), Some(self.inner.len()))
    }
    #[inline]
    fn count(self) -> usize {
        self.inner.len()
    }
    #[inline]
    fn last(mut self) -> Option<T> {
        self.inner.pop_back()
    }
}

impl<T> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.inner.pop_back()
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
