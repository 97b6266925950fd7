//! `BTreeMap`.

pub use super::entry::{Entry, OccupiedEntry, VacantEntry};
pub use super::iter::{
    ExtractIf, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, Range, RangeMut, Values,
    ValuesMut,
};

use super::bulk;
use super::node::{Node, Pos};
use super::{tree, walk};
use crate::boxed::Box;
use crate::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::mem::{self, ManuallyDrop};
use core::ops::{Index, RangeBounds};
use core::panic::{RefUnwindSafe, UnwindSafe};

/// An ordered map.
pub struct BTreeMap<K, V> {
    pub(super) root: Option<Node<K, V>>,
    pub(super) length: usize,
    marker: PhantomData<Box<(K, V)>>,
}

unsafe impl<K: Send, V: Send> Send for BTreeMap<K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for BTreeMap<K, V> {}
impl<K: RefUnwindSafe, V: RefUnwindSafe> UnwindSafe for BTreeMap<K, V> {}
impl<K: RefUnwindSafe, V: RefUnwindSafe> RefUnwindSafe for BTreeMap<K, V> {}

impl<K, V> BTreeMap<K, V> {
    /// An empty map; allocates nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> BTreeMap<K, V> {
        BTreeMap { root: None, length: 0, marker: PhantomData }
    }

    /// Drops all pairs.
    pub fn clear(&mut self) {
        drop(mem::take(self));
    }

    /// A map of sorted pairs with distinct keys.
    pub(super) fn from_sorted<I: Iterator<Item = (K, V)>>(pairs: I) -> Self {
        let (root, length) = bulk::from_sorted(pairs);
        BTreeMap { root, length, marker: PhantomData }
    }

    /// A map of pairs sorted by a stable sort: the last of equal keys stays, as if inserted.
    fn from_sorted_vec(pairs: Vec<(K, V)>) -> Self
    where
        K: Ord,
    {
        let mut pairs = pairs.into_iter().peekable();
        Self::from_sorted(core::iter::from_fn(move || {
            let mut pair = pairs.next()?;
            while let Some((_, v)) = pairs.next_if(|(k, _)| *k == pair.0) {
                pair.1 = v;
            }
            Some(pair)
        }))
    }

    fn find<Q>(&self, key: &Q) -> Option<Pos<K, V>>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        unsafe { walk::search(self.root?, key).ok() }
    }

    /// The value of a key.
    pub fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.find(key).map(|kv| unsafe { &*kv.node.vals().add(kv.idx) })
    }

    /// The pair of a key.
    pub fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.find(k).map(|kv| unsafe { (kv.node.key(kv.idx), &*kv.node.vals().add(kv.idx)) })
    }

    /// The pair with the least key.
    pub fn first_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        self.iter().next()
    }

    /// The entry with the least key.
    pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>>
    where
        K: Ord,
    {
        let kv = unsafe { walk::next_kv(walk::first_edge(self.root?))? };
        Some(OccupiedEntry::new(self, kv))
    }

    /// Removes the pair with the least key.
    pub fn pop_first(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        self.first_entry().map(OccupiedEntry::remove_entry)
    }

    /// The pair with the greatest key.
    pub fn last_key_value(&self) -> Option<(&K, &V)>
    where
        K: Ord,
    {
        self.iter().next_back()
    }

    /// The entry with the greatest key.
    pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>>
    where
        K: Ord,
    {
        let kv = unsafe { walk::prev_kv(walk::last_edge(self.root?))? };
        Some(OccupiedEntry::new(self, kv))
    }

    /// Removes the pair with the greatest key.
    pub fn pop_last(&mut self) -> Option<(K, V)>
    where
        K: Ord,
    {
        self.last_entry().map(OccupiedEntry::remove_entry)
    }

    /// Whether a key is there.
    pub fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.find(key).is_some()
    }

    /// The value of a key.
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.find(key).map(|kv| unsafe { &mut *kv.node.vals().add(kv.idx) })
    }

    /// Sets the value of a key and returns the one before; a key already there stays.
    pub fn insert(&mut self, key: K, value: V) -> Option<V>
    where
        K: Ord,
    {
        match self.entry(key) {
            Entry::Occupied(mut entry) => Some(entry.insert(value)),
            Entry::Vacant(entry) => {
                entry.insert(value);
                None
            }
        }
    }

    /// Removes a key and returns its value.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        self.remove_entry(key).map(|(_, v)| v)
    }

    /// Removes a key and returns its pair.
    pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        let kv = self.find(key)?;
        Some(self.remove_at(kv).0)
    }

    /// Removes a pair; returns it and the leaf edge where it was, if the map is not empty now.
    pub(super) fn remove_at(&mut self, kv: Pos<K, V>) -> ((K, V), Option<Pos<K, V>>) {
        unsafe {
            let (pair, edge) = tree::remove(&mut self.root, kv);
            self.length -= 1;
            if self.length > 0 {
                return (pair, Some(edge));
            }
            if let Some(root) = self.root.take() {
                root.free();
            }
            (pair, None)
        }
    }

    /// Keeps only the pairs for which `f` is true.
    pub fn retain<F>(&mut self, mut f: F)
    where
        K: Ord,
        F: FnMut(&K, &mut V) -> bool,
    {
        self.extract_if(.., |k, v| !f(k, v)).for_each(drop);
    }

    /// Moves all pairs of `other` here; where both have a key, its value is the one of `other`.
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
    {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            return mem::swap(self, other);
        }
        let mut a = mem::take(self).into_iter().peekable();
        let mut b = mem::take(other).into_iter().peekable();
        *self = Self::from_sorted(core::iter::from_fn(move || {
            let order = match (a.peek(), b.peek()) {
                (Some((x, _)), Some((y, _))) => x.cmp(y),
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            match order {
                Ordering::Less => a.next(),
                Ordering::Greater => b.next(),
                Ordering::Equal => {
                    a.next();
                    b.next()
                }
            }
        }));
    }

    /// Iterates over the pairs whose keys are in a range.
    pub fn range<T, R>(&self, range: R) -> Range<'_, K, V>
    where
        T: Ord + ?Sized,
        K: Borrow<T> + Ord,
        R: RangeBounds<T>,
    {
        Range::new(self, &range, "BTreeMap")
    }

    /// Iterates over the pairs whose keys are in a range, with mutable values.
    pub fn range_mut<T, R>(&mut self, range: R) -> RangeMut<'_, K, V>
    where
        T: Ord + ?Sized,
        K: Borrow<T> + Ord,
        R: RangeBounds<T>,
    {
        RangeMut::new(self, &range, "BTreeMap")
    }

    /// The place of a key, taken or free.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V>
    where
        K: Ord,
    {
        let Some(root) = self.root else {
            return Entry::Vacant(VacantEntry::new(self, key, None));
        };
        match unsafe { walk::search(root, &key) } {
            Ok(kv) => Entry::Occupied(OccupiedEntry::new(self, kv)),
            Err(edge) => Entry::Vacant(VacantEntry::new(self, key, Some(edge))),
        }
    }

    /// Removes the pairs from a key on and returns them.
    pub fn split_off<Q: ?Sized + Ord>(&mut self, key: &Q) -> Self
    where
        K: Borrow<Q> + Ord,
    {
        let Some(root) = self.root else { return Self::new() };
        let total = self.length;
        let right_root = unsafe {
            let edge = walk::lower_edge(root, core::ops::Bound::Included(key));
            bulk::split_off(&mut self.root, edge)
        };
        // Count the tree that is not higher; the other has the rest.
        let height = |root: &Option<Node<K, V>>| root.map_or(0, |n| n.height);
        let right = if height(&self.root) < height(&right_root) {
            total - unsafe { bulk::count(self.root) }
        } else {
            unsafe { bulk::count(right_root) }
        };
        self.length = total - right;
        BTreeMap { root: right_root, length: right, marker: PhantomData }
    }

    /// Iterates over the pairs of a range that `pred` selects, removing them.
    pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F>
    where
        K: Ord,
        R: RangeBounds<K>,
        F: FnMut(&K, &mut V) -> bool,
    {
        ExtractIf::new(self, range, pred, "BTreeMap")
    }

    /// The keys in order.
    #[inline]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys { inner: self.into_iter() }
    }

    /// The values in the order of their keys.
    #[inline]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues { inner: self.into_iter() }
    }

    /// Iterates over the pairs in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(self)
    }

    /// Iterates over the pairs in the order of their keys, with mutable values.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut::new(self)
    }

    /// Iterates over the keys in order.
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys { inner: self.iter() }
    }

    /// Iterates over the values in the order of their keys.
    pub fn values(&self) -> Values<'_, K, V> {
        Values { inner: self.iter() }
    }

    /// Iterates over mutable values in the order of their keys.
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut { inner: self.iter_mut() }
    }

    /// The number of pairs.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there are no pairs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

unsafe impl<#[may_dangle] K, #[may_dangle] V> Drop for BTreeMap<K, V> {
    fn drop(&mut self) {
        drop(IntoIter::new(self.root.take(), self.length));
    }
}

impl<K, V> IntoIterator for BTreeMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    fn into_iter(self) -> IntoIter<K, V> {
        let me = ManuallyDrop::new(self);
        IntoIter::new(me.root, me.length)
    }
}

impl<'a, K, V> IntoIterator for &'a BTreeMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut BTreeMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

impl<K: Clone, V: Clone> Clone for BTreeMap<K, V> {
    fn clone(&self) -> BTreeMap<K, V> {
        Self::from_sorted(self.iter().map(|(k, v)| (k.clone(), v.clone())))
    }
}

impl<K, V> Default for BTreeMap<K, V> {
    fn default() -> BTreeMap<K, V> {
        BTreeMap::new()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for BTreeMap<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> BTreeMap<K, V> {
        let mut pairs: Vec<_> = iter.into_iter().collect();
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        Self::from_sorted_vec(pairs)
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> {
    fn from(arr: [(K, V); N]) -> Self {
        Self::from_iter(arr)
    }
}

impl<K: Ord, V> Extend<(K, V)> for BTreeMap<K, V> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) {
        for (k, v) in iter {
            self.insert(k, v);
        }
    }
}

impl<'a, K: Ord + Copy, V: Copy> Extend<(&'a K, &'a V)> for BTreeMap<K, V> {
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: I) {
        self.extend(iter.into_iter().map(|(k, v)| (*k, *v)));
    }
}

impl<K: Hash, V: Hash> Hash for BTreeMap<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for pair in self {
            pair.hash(state);
        }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for BTreeMap<K, V> {
    fn eq(&self, other: &BTreeMap<K, V>) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a == b)
    }
}

impl<K: Eq, V: Eq> Eq for BTreeMap<K, V> {}

impl<K: PartialOrd, V: PartialOrd> PartialOrd for BTreeMap<K, V> {
    fn partial_cmp(&self, other: &BTreeMap<K, V>) -> Option<Ordering> {
        self.iter().partial_cmp(other.iter())
    }
}

impl<K: Ord, V: Ord> Ord for BTreeMap<K, V> {
    fn cmp(&self, other: &BTreeMap<K, V>) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for BTreeMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K, Q: ?Sized, V> Index<&Q> for BTreeMap<K, V>
where
    K: Borrow<Q> + Ord,
    Q: Ord,
{
    type Output = V;
    #[inline]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}
