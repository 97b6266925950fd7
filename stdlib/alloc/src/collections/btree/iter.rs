//! Iterators over maps.

use super::map::BTreeMap;
use super::node::{Node, Pos};
use super::walk;
use core::borrow::Borrow;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::{Bound, RangeBounds};
use core::{fmt, mem};

/// The leaf edges at both ends of what an iterator has left; none for an empty tree.
struct Ends<K, V> {
    ends: Option<(Pos<K, V>, Pos<K, V>)>,
}

impl<K, V> Clone for Ends<K, V> {
    fn clone(&self) -> Self {
        Ends { ends: self.ends }
    }
}

impl<K, V> Ends<K, V> {
    fn whole(root: Option<Node<K, V>>) -> Self {
        Ends { ends: root.map(|n| unsafe { (walk::first_edge(n), walk::last_edge(n)) }) }
    }

    fn range<Q>(root: Option<Node<K, V>>, range: &impl RangeBounds<Q>, of: &str) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        walk::check_range(range, of);
        let ends = root.map(|n| unsafe {
            let front = walk::lower_edge(n, range.start_bound());
            (front, walk::upper_edge(n, range.end_bound()))
        });
        Ends { ends }
    }

    /// The next pair, of which there must be one.
    #[inline]
    fn step(&mut self) -> Pos<K, V> {
        unsafe {
            let Some((front, _)) = &mut self.ends else { unreachable!() };
            let Some(kv) = walk::next_kv(*front) else { unreachable!() };
            *front = walk::edge_after(kv);
            kv
        }
    }

    /// The last pair, of which there must be one.
    #[inline]
    fn step_back(&mut self) -> Pos<K, V> {
        unsafe {
            let Some((_, back)) = &mut self.ends else { unreachable!() };
            let Some(kv) = walk::prev_kv(*back) else { unreachable!() };
            *back = walk::edge_before(kv);
            kv
        }
    }

    #[inline]
    fn is_empty(&self) -> bool {
        match &self.ends {
            Some((front, back)) => front == back,
            None => true,
        }
    }
}

/// Iterator over the pairs of a map.
pub struct Iter<'a, K: 'a, V: 'a> {
    ends: Ends<K, V>,
    length: usize,
    marker: PhantomData<&'a (K, V)>,
}

/// Iterator over the pairs of a map with mutable values.
pub struct IterMut<'a, K: 'a, V: 'a> {
    ends: Ends<K, V>,
    length: usize,
    marker: PhantomData<&'a mut (K, V)>,
}

/// Iterator over a part of a map.
pub struct Range<'a, K: 'a, V: 'a> {
    ends: Ends<K, V>,
    marker: PhantomData<&'a (K, V)>,
}

/// Iterator over a part of a map with mutable values.
pub struct RangeMut<'a, K: 'a, V: 'a> {
    ends: Ends<K, V>,
    marker: PhantomData<&'a mut (K, V)>,
}

unsafe impl<K: Sync, V: Sync> Send for Iter<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for Iter<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for IterMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for IterMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Send for Range<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for Range<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for RangeMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for RangeMut<'_, K, V> {}

impl<'a, K, V> Iter<'a, K, V> {
    pub(super) fn new(map: &'a BTreeMap<K, V>) -> Self {
        Iter { ends: Ends::whole(map.root), length: map.length, marker: PhantomData }
    }
}

impl<'a, K, V> IterMut<'a, K, V> {
    pub(super) fn new(map: &'a mut BTreeMap<K, V>) -> Self {
        IterMut { ends: Ends::whole(map.root), length: map.length, marker: PhantomData }
    }

    /// What is left, for reading.
    fn iter(&self) -> Iter<'_, K, V> {
        Iter { ends: self.ends.clone(), length: self.length, marker: PhantomData }
    }
}

impl<'a, K, V> Range<'a, K, V> {
    pub(super) fn new<Q>(
        map: &'a BTreeMap<K, V>,
        range: &impl RangeBounds<Q>,
        of: &str,
    ) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        Range { ends: Ends::range(map.root, range, of), marker: PhantomData }
    }
}

impl<'a, K, V> RangeMut<'a, K, V> {
    pub(super) fn new<Q>(
        map: &'a mut BTreeMap<K, V>,
        range: &impl RangeBounds<Q>,
        of: &str,
    ) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        RangeMut { ends: Ends::range(map.root, range, of), marker: PhantomData }
    }
}

unsafe fn pair<'a, K, V>(kv: Pos<K, V>) -> (&'a K, &'a V) {
    unsafe { (kv.node.key(kv.idx), &*kv.node.vals().add(kv.idx)) }
}

unsafe fn pair_mut<'a, K, V>(kv: Pos<K, V>) -> (&'a K, &'a mut V) {
    unsafe { (kv.node.key(kv.idx), &mut *kv.node.vals().add(kv.idx)) }
}

/// Iterators that know how many pairs they have.
macro_rules! counted {
    ($Iter:ident, $item:ty, $pair:ident) => {
        impl<'a, K, V> Iterator for $Iter<'a, K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                if self.length == 0 {
                    return None;
                }
                self.length -= 1;
                Some(unsafe { $pair(self.ends.step()) })
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.length, Some(self.length))
            }
            fn last(mut self) -> Option<$item> {
                self.next_back()
            }
            fn min(mut self) -> Option<$item>
            where
                $item: Ord,
            {
                self.next()
            }
            fn max(mut self) -> Option<$item>
            where
                $item: Ord,
            {
                self.next_back()
            }
        }
        impl<'a, K, V> DoubleEndedIterator for $Iter<'a, K, V> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                if self.length == 0 {
                    return None;
                }
                self.length -= 1;
                Some(unsafe { $pair(self.ends.step_back()) })
            }
        }
        impl<K, V> ExactSizeIterator for $Iter<'_, K, V> {}
        impl<K, V> FusedIterator for $Iter<'_, K, V> {}
        impl<K, V> Default for $Iter<'_, K, V> {
            fn default() -> Self {
                $Iter { ends: Ends { ends: None }, length: 0, marker: PhantomData }
            }
        }
    };
}

counted!(Iter, (&'a K, &'a V), pair);
counted!(IterMut, (&'a K, &'a mut V), pair_mut);

/// Iterators that end where their ends meet.
macro_rules! bounded {
    ($Iter:ident, $item:ty, $pair:ident) => {
        impl<'a, K, V> Iterator for $Iter<'a, K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                if self.ends.is_empty() {
                    return None;
                }
                Some(unsafe { $pair(self.ends.step()) })
            }
            fn last(mut self) -> Option<$item> {
                self.next_back()
            }
            fn min(mut self) -> Option<$item>
            where
                $item: Ord,
            {
                self.next()
            }
            fn max(mut self) -> Option<$item>
            where
                $item: Ord,
            {
                self.next_back()
            }
        }
        impl<'a, K, V> DoubleEndedIterator for $Iter<'a, K, V> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                if self.ends.is_empty() {
                    return None;
                }
                Some(unsafe { $pair(self.ends.step_back()) })
            }
        }
        impl<K, V> FusedIterator for $Iter<'_, K, V> {}
        impl<K, V> Default for $Iter<'_, K, V> {
            fn default() -> Self {
                $Iter { ends: Ends { ends: None }, marker: PhantomData }
            }
        }
    };
}

bounded!(Range, (&'a K, &'a V), pair);
bounded!(RangeMut, (&'a K, &'a mut V), pair_mut);

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { ends: self.ends.clone(), length: self.length, marker: PhantomData }
    }
}

impl<K, V> Clone for Range<'_, K, V> {
    fn clone(&self) -> Self {
        Range { ends: self.ends.clone(), marker: PhantomData }
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for IterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Range<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for RangeMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let range = Range { ends: self.ends.clone(), marker: PhantomData };
        fmt::Debug::fmt(&range, f)
    }
}

/// Iterator that consumes a map. Nodes are freed as soon as they are left behind.
pub struct IntoIter<K, V> {
    ends: Ends<K, V>,
    length: usize,
    marker: PhantomData<(K, V)>,
}

unsafe impl<K: Send, V: Send> Send for IntoIter<K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for IntoIter<K, V> {}

impl<K, V> IntoIter<K, V> {
    pub(super) fn new(root: Option<Node<K, V>>, length: usize) -> Self {
        IntoIter { ends: Ends::whole(root), length, marker: PhantomData }
    }

    /// What is left, for reading.
    pub(super) fn iter(&self) -> Iter<'_, K, V> {
        Iter { ends: self.ends.clone(), length: self.length, marker: PhantomData }
    }
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        if self.length == 0 {
            return None;
        }
        self.length -= 1;
        let (front, _) = self.ends.ends.as_mut()?;
        Some(unsafe { walk::consume_next(front) })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.length, Some(self.length))
    }
}

impl<K, V> DoubleEndedIterator for IntoIter<K, V> {
    fn next_back(&mut self) -> Option<(K, V)> {
        if self.length == 0 {
            return None;
        }
        self.length -= 1;
        let (_, back) = self.ends.ends.as_mut()?;
        Some(unsafe { walk::consume_prev(back) })
    }
}

impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
impl<K, V> FusedIterator for IntoIter<K, V> {}

impl<K, V> Default for IntoIter<K, V> {
    fn default() -> Self {
        IntoIter::new(None, 0)
    }
}

impl<K, V> Drop for IntoIter<K, V> {
    fn drop(&mut self) {
        /// Goes on with the rest after a destructor panics.
        struct Rest<'a, K, V>(&'a mut IntoIter<K, V>);
        impl<K, V> Drop for Rest<'_, K, V> {
            fn drop(&mut self) {
                while self.0.next().is_some() {}
                // Both ends are now at the same edge.
                if let Some((front, _)) = self.0.ends.ends.take() {
                    unsafe { walk::free_upwards(front.node) };
                }
            }
        }
        let rest = Rest(self);
        while rest.0.next().is_some() {}
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for IntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Iterator over the keys of a map.
pub struct Keys<'a, K, V> {
    pub(super) inner: Iter<'a, K, V>,
}

/// Iterator over the values of a map.
pub struct Values<'a, K, V> {
    pub(super) inner: Iter<'a, K, V>,
}

/// Iterator over the mutable values of a map.
pub struct ValuesMut<'a, K, V> {
    pub(super) inner: IterMut<'a, K, V>,
}

/// Iterator over the keys of a consumed map.
pub struct IntoKeys<K, V> {
    pub(super) inner: IntoIter<K, V>,
}

/// Iterator over the values of a consumed map.
pub struct IntoValues<K, V> {
    pub(super) inner: IntoIter<K, V>,
}

/// Iterators over one half of the pairs of another.
macro_rules! half {
    ([$($lt:lifetime)?] $Iter:ident, $item:ty, $half:tt, $shown:ident) => {
        impl<$($lt,)? K, V> Iterator for $Iter<$($lt,)? K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.inner.next().map(|pair| pair.$half)
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
            fn last(mut self) -> Option<$item> {
                self.next_back()
            }
        }
        impl<$($lt,)? K, V> DoubleEndedIterator for $Iter<$($lt,)? K, V> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                self.inner.next_back().map(|pair| pair.$half)
            }
        }
        impl<$($lt,)? K, V> ExactSizeIterator for $Iter<$($lt,)? K, V> {}
        impl<$($lt,)? K, V> FusedIterator for $Iter<$($lt,)? K, V> {}
        impl<$($lt,)? K, V> Default for $Iter<$($lt,)? K, V> {
            fn default() -> Self {
                $Iter { inner: Default::default() }
            }
        }
        impl<$($lt,)? K, V> fmt::Debug for $Iter<$($lt,)? K, V>
        where
            $shown: fmt::Debug,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.show().map(|pair| pair.$half)).finish()
            }
        }
    };
}

impl<'a, K, V> Keys<'a, K, V> {
    fn show(&self) -> Iter<'a, K, V> {
        self.inner.clone()
    }
}

impl<'a, K, V> Values<'a, K, V> {
    fn show(&self) -> Iter<'a, K, V> {
        self.inner.clone()
    }
}

impl<K, V> ValuesMut<'_, K, V> {
    fn show(&self) -> Iter<'_, K, V> {
        self.inner.iter()
    }
}

impl<K, V> IntoKeys<K, V> {
    fn show(&self) -> Iter<'_, K, V> {
        self.inner.iter()
    }
}

impl<K, V> IntoValues<K, V> {
    fn show(&self) -> Iter<'_, K, V> {
        self.inner.iter()
    }
}

half!(['a] Keys, &'a K, 0, K);
half!(['a] Values, &'a V, 1, V);
half!(['a] ValuesMut, &'a mut V, 1, V);
half!([] IntoKeys, K, 0, K);
half!([] IntoValues, V, 1, V);

impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Keys { inner: self.inner.clone() }
    }
}

impl<K, V> Clone for Values<'_, K, V> {
    fn clone(&self) -> Self {
        Values { inner: self.inner.clone() }
    }
}

/// Iterator that removes selected pairs; made by [`BTreeMap::extract_if`].
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, K, V, R, F> {
    map: &'a mut BTreeMap<K, V>,
    edge: Option<Pos<K, V>>,
    range: R,
    pred: F,
}

unsafe impl<K: Send, V: Send, R: Send, F: Send> Send for ExtractIf<'_, K, V, R, F> {}
unsafe impl<K: Sync, V: Sync, R: Sync, F: Sync> Sync for ExtractIf<'_, K, V, R, F> {}

impl<'a, K: Ord, V, R: RangeBounds<K>, F> ExtractIf<'a, K, V, R, F> {
    pub(super) fn new(map: &'a mut BTreeMap<K, V>, range: R, pred: F, of: &str) -> Self {
        walk::check_range(&range, of);
        let edge = map.root.map(|n| unsafe { walk::lower_edge(n, range.start_bound()) });
        ExtractIf { map, edge, range, pred }
    }
}

impl<K: PartialOrd, V, R: RangeBounds<K>, F> ExtractIf<'_, K, V, R, F> {
    /// Removes the next pair that `pred` selects.
    pub(super) fn next_where(
        &mut self,
        mut pred: impl FnMut(&K, &mut V) -> bool,
    ) -> Option<(K, V)> {
        unsafe {
            // A panic of the predicate leaves the map whole and ends the iteration.
            while let Some(kv) = walk::next_kv(mem::take(&mut self.edge)?) {
                let (k, v) = pair_mut(kv);
                let ended = match self.range.end_bound() {
                    Bound::Included(end) => *k > *end,
                    Bound::Excluded(end) => *k >= *end,
                    Bound::Unbounded => false,
                };
                if ended {
                    return None;
                }
                if pred(k, v) {
                    let (pair, edge) = self.map.remove_at(kv);
                    self.edge = edge;
                    return Some(pair);
                }
                self.edge = Some(walk::edge_after(kv));
            }
            None
        }
    }
}

impl<K, V, R, F> ExtractIf<'_, K, V, R, F> {
    /// The pair that is looked at next.
    pub(super) fn peek(&self) -> Option<(&K, &V)> {
        unsafe { walk::next_kv(self.edge?).map(|kv| pair(kv)) }
    }

    pub(super) fn bounds(&self) -> (usize, Option<usize>) {
        (0, Some(self.map.length))
    }
}

impl<K, V, R, F> Iterator for ExtractIf<'_, K, V, R, F>
where
    K: PartialOrd,
    R: RangeBounds<K>,
    F: FnMut(&K, &mut V) -> bool,
{
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        // The predicate is lent out by way of a pointer, as the rest of the iterator changes.
        let pred: *mut F = &mut self.pred;
        self.next_where(|k, v| unsafe { (*pred)(k, v) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.bounds()
    }
}

impl<K, V, R, F> FusedIterator for ExtractIf<'_, K, V, R, F>
where
    K: PartialOrd,
    R: RangeBounds<K>,
    F: FnMut(&K, &mut V) -> bool,
{
}

impl<K: fmt::Debug, V: fmt::Debug, R, F> fmt::Debug for ExtractIf<'_, K, V, R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").field("peek", &self.peek()).finish_non_exhaustive()
    }
}
