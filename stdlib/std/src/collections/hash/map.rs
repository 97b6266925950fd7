//! `HashMap`.

pub use super::entry::{Entry, OccupiedEntry, VacantEntry};

use super::table::{Indices, Table};
use crate::collections::TryReserveError;
use crate::hash::{BuildHasher, Hash, RandomState};
use core::borrow::Borrow;
use core::fmt::{self, Debug};
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::mem;
use core::ops::Index;
use core::panic::UnwindSafe;

/// A hash map.
pub struct HashMap<K, V, S = RandomState> {
    hash_builder: S,
    pub(super) table: Table<(K, V)>,
}

impl<K, V, S> UnwindSafe for HashMap<K, V, S>
where
    K: UnwindSafe,
    V: UnwindSafe,
    S: UnwindSafe,
{
}

impl<K, V> HashMap<K, V, RandomState> {
    /// An empty map; allocates nothing.
    #[inline]
    #[must_use]
    pub fn new() -> HashMap<K, V, RandomState> {
        Default::default()
    }

    /// An empty map with room for at least `capacity` pairs.
    #[inline]
    #[must_use]
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, RandomState> {
        HashMap::with_capacity_and_hasher(capacity, Default::default())
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// An empty map with a hasher.
    #[inline]
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S> {
        HashMap { hash_builder, table: Table::new() }
    }

    /// An empty map with a hasher and room for at least `capacity` pairs.
    #[inline]
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S> {
        HashMap { hash_builder, table: Table::with_capacity(capacity) }
    }

    /// How many pairs fit without allocating again.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.table.capacity()
    }

    /// Iterates over the keys.
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys { inner: self.iter() }
    }

    /// The keys.
    #[inline]
    pub fn into_keys(self) -> IntoKeys<K, V> {
        IntoKeys { inner: self.into_iter() }
    }

    /// Iterates over the values.
    pub fn values(&self) -> Values<'_, K, V> {
        Values { inner: self.iter() }
    }

    /// Iterates over mutable values.
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> {
        ValuesMut { inner: self.iter_mut() }
    }

    /// The values.
    #[inline]
    pub fn into_values(self) -> IntoValues<K, V> {
        IntoValues { inner: self.into_iter() }
    }

    /// Iterates over the pairs.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { indices: self.table.indices(), table: &self.table }
    }

    /// Iterates over the pairs with mutable values.
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut { indices: self.table.indices(), table: &raw mut self.table, marker: PhantomData }
    }

    /// The number of pairs.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are no pairs.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.table.len() == 0
    }

    /// Removes all pairs and returns them, keeping the memory.
    #[inline]
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        // The table is empty for the map while the iterator has it.
        let table = self.table.take();
        Drain { indices: table.indices(), table, home: &mut self.table }
    }

    /// Iterates over the pairs that `pred` selects, removing them.
    #[inline]
    pub fn extract_if<F>(&mut self, pred: F) -> ExtractIf<'_, K, V, F>
    where
        F: FnMut(&K, &mut V) -> bool,
    {
        ExtractIf::new(&mut self.table, pred)
    }

    /// Keeps only the pairs for which `f` is true.
    #[inline]
    pub fn retain<F>(&mut self, mut f: F)
    where
        F: FnMut(&K, &mut V) -> bool,
    {
        for index in self.table.indices() {
            unsafe {
                let (k, v) = &mut *self.table.slot(index);
                if !f(k, v) {
                    drop(self.table.remove(index));
                }
            }
        }
    }

    /// Drops all pairs.
    #[inline]
    pub fn clear(&mut self) {
        self.table.clear();
    }

    /// The hasher.
    #[inline]
    pub const fn hasher(&self) -> &S {
        &self.hash_builder
    }
}

/// Rehashes a pair when the table grows.
#[inline]
pub(super) fn rehash<K: Hash, V, S: BuildHasher>(builder: &S) -> impl Fn(&(K, V)) -> u64 + '_ {
    move |pair| builder.hash_one(&pair.0)
}

impl<K: Eq + Hash, V, S: BuildHasher> HashMap<K, V, S> {
    /// Makes room for at least `additional` more pairs.
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        self.table.reserve(additional, rehash(&self.hash_builder));
    }

    /// Like [`reserve`](Self::reserve), reporting failure.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.table.try_reserve(additional, rehash(&self.hash_builder))
    }

    /// Gives back unused capacity.
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }

    /// Gives back capacity beyond `min_capacity` and the length.
    #[inline]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.table.shrink_to(min_capacity, rehash(&self.hash_builder));
    }

    /// The place of a key, taken or free.
    #[inline]
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let hash = self.hash_builder.hash_one(&key);
        match self.table.find(hash, |(k, _)| *k == key) {
            Some(index) => Entry::Occupied(OccupiedEntry::new(&mut self.table, index)),
            None => {
                // Room is made now: the entry does not know the hasher.
                self.reserve(1);
                Entry::Vacant(VacantEntry::new(&mut self.table, hash, key))
            }
        }
    }

    #[inline]
    fn find<Q: ?Sized>(&self, k: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        if self.is_empty() {
            return None;
        }
        let hash = self.hash_builder.hash_one(k);
        self.table.find(hash, |(key, _)| k == key.borrow())
    }

    /// The value of a key.
    #[inline]
    pub fn get<Q: ?Sized>(&self, k: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        self.find(k).map(|i| unsafe { &(*self.table.slot(i)).1 })
    }

    /// The pair of a key.
    #[inline]
    pub fn get_key_value<Q: ?Sized>(&self, k: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        self.find(k).map(|i| unsafe {
            let pair = &*self.table.slot(i);
            (&pair.0, &pair.1)
        })
    }

    /// The values of several keys at once, which must be distinct.
    pub fn get_disjoint_mut<Q: ?Sized, const N: usize>(
        &mut self,
        ks: [&Q; N],
    ) -> [Option<&'_ mut V>; N]
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        let found = ks.map(|k| self.find(k));
        for (i, a) in found.iter().enumerate() {
            if a.is_some() && found[..i].contains(a) {
                panic!("duplicate keys found");
            }
        }
        found.map(|i| i.map(|i| unsafe { &mut (*self.table.slot(i)).1 }))
    }

    /// Whether a key is there.
    #[inline]
    pub fn contains_key<Q: ?Sized>(&self, k: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        self.find(k).is_some()
    }

    /// The value of a key.
    #[inline]
    pub fn get_mut<Q: ?Sized>(&mut self, k: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        self.find(k).map(|i| unsafe { &mut (*self.table.slot(i)).1 })
    }

    /// Sets the value of a key and returns the one before; a key already there stays.
    #[inline]
    pub fn insert(&mut self, k: K, v: V) -> Option<V> {
        let hash = self.hash_builder.hash_one(&k);
        match self.table.find(hash, |(key, _)| *key == k) {
            Some(i) => Some(mem::replace(unsafe { &mut (*self.table.slot(i)).1 }, v)),
            None => {
                self.table.insert(hash, (k, v), rehash(&self.hash_builder));
                None
            }
        }
    }

    /// Removes a key and returns its value.
    #[inline]
    pub fn remove<Q: ?Sized>(&mut self, k: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        self.remove_entry(k).map(|(_, v)| v)
    }

    /// Removes a key and returns its pair.
    #[inline]
    pub fn remove_entry<Q: ?Sized>(&mut self, k: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
        Q: Hash + Eq,
    {
        let index = self.find(k)?;
        Some(unsafe { self.table.remove(index) })
    }
}

impl<K: Clone, V: Clone, S: Clone> Clone for HashMap<K, V, S> {
    fn clone(&self) -> Self {
        HashMap { hash_builder: self.hash_builder.clone(), table: self.table.clone() }
    }
}

impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for HashMap<K, V, S> {
    fn eq(&self, other: &HashMap<K, V, S>) -> bool {
        self.len() == other.len() && self.iter().all(|(k, v)| other.get(k).is_some_and(|w| *v == *w))
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}

impl<K: Debug, V: Debug, S> Debug for HashMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K, V, S: Default> Default for HashMap<K, V, S> {
    #[inline]
    fn default() -> HashMap<K, V, S> {
        HashMap::with_hasher(Default::default())
    }
}

impl<K: Eq + Hash + Borrow<Q>, Q: ?Sized + Eq + Hash, V, S: BuildHasher> Index<&Q>
    for HashMap<K, V, S>
{
    type Output = V;
    #[inline]
    #[track_caller]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

impl<K: Eq + Hash, V, S: BuildHasher + Default> FromIterator<(K, V)> for HashMap<K, V, S> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> HashMap<K, V, S> {
        let mut map = HashMap::with_hasher(Default::default());
        map.extend(iter);
        map
    }
}

impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V, RandomState> {
    fn from(arr: [(K, V); N]) -> Self {
        Self::from_iter(arr)
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for HashMap<K, V, S> {
    fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) {
        let iter = iter.into_iter();
        // Keys may come twice: with some there already, half is a better guess.
        let hint = iter.size_hint().0;
        self.reserve(if self.is_empty() { hint } else { hint.div_ceil(2) });
        iter.for_each(|(k, v)| {
            self.insert(k, v);
        });
    }
}

impl<'a, K: Eq + Hash + Copy, V: Copy, S: BuildHasher> Extend<(&'a K, &'a V)>
    for HashMap<K, V, S>
{
    fn extend<T: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: T) {
        self.extend(iter.into_iter().map(|(k, v)| (*k, *v)));
    }
}

impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;
    #[inline]
    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;
    #[inline]
    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;
    #[inline]
    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter { indices: self.table.indices(), table: self.table }
    }
}

/// Iterator over the pairs of a map.
pub struct Iter<'a, K: 'a, V: 'a> {
    indices: Indices,
    table: &'a Table<(K, V)>,
}

/// Iterator over the pairs of a map with mutable values.
pub struct IterMut<'a, K: 'a, V: 'a> {
    indices: Indices,
    table: *mut Table<(K, V)>,
    marker: PhantomData<&'a mut (K, V)>,
}

/// Iterator that consumes a map.
pub struct IntoIter<K, V> {
    indices: Indices,
    table: Table<(K, V)>,
}

/// Iterator that empties a map.
pub struct Drain<'a, K: 'a, V: 'a> {
    indices: Indices,
    table: Table<(K, V)>,
    home: &'a mut Table<(K, V)>,
}

unsafe impl<K: Sync, V: Sync> Send for Iter<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for Iter<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for IterMut<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for IterMut<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for IntoIter<K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for IntoIter<K, V> {}
unsafe impl<K: Send, V: Send> Send for Drain<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for Drain<'_, K, V> {}

impl<K, V> Clone for Iter<'_, K, V> {
    #[inline]
    fn clone(&self) -> Self {
        Iter { indices: self.indices.clone(), table: self.table }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);
    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a V)> {
        let index = self.indices.next()?;
        let pair = unsafe { &*self.table.slot(index) };
        Some((&pair.0, &pair.1))
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.indices.len(), Some(self.indices.len()))
    }
}

impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);
    #[inline]
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> {
        let index = self.indices.next()?;
        let pair = unsafe { &mut *(*self.table).slot(index) };
        Some((&pair.0, &mut pair.1))
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.indices.len(), Some(self.indices.len()))
    }
}

/// Iterators that move pairs out of a table that they own.
macro_rules! moves_out {
    ([$($lt:lifetime)?] $Iter:ident) => {
        impl<$($lt,)? K, V> Iterator for $Iter<$($lt,)? K, V> {
            type Item = (K, V);
            #[inline]
            fn next(&mut self) -> Option<(K, V)> {
                let index = self.indices.next()?;
                Some(unsafe { self.table.slot(index).read() })
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.indices.len(), Some(self.indices.len()))
            }
        }

        impl<$($lt,)? K, V> $Iter<$($lt,)? K, V> {
            /// What is left, for reading.
            pub(super) fn iter(&self) -> Iter<'_, K, V> {
                Iter { indices: self.indices.clone(), table: &self.table }
            }

            /// Drops what is left; the table then holds nothing.
            fn drop_rest(&mut self) {
                /// Makes the table forget its values even if a destructor panics.
                struct Forget<'a, T>(&'a mut Table<T>);
                impl<T> Drop for Forget<'_, T> {
                    fn drop(&mut self) {
                        self.0.reset();
                    }
                }
                let guard = Forget(&mut self.table);
                if mem::needs_drop::<(K, V)>() {
                    for index in &mut self.indices {
                        drop(unsafe { guard.0.slot(index).read() });
                    }
                }
            }
        }
    };
}

moves_out!([] IntoIter);
moves_out!(['a] Drain);

impl<K, V> Drop for IntoIter<K, V> {
    fn drop(&mut self) {
        self.drop_rest();
    }
}

impl<K, V> Drop for Drain<'_, K, V> {
    fn drop(&mut self) {
        self.drop_rest();
        mem::swap(self.home, &mut self.table);
    }
}

macro_rules! exact {
    ($($ty:ty)*) => {$(
        impl<K, V> ExactSizeIterator for $ty {}
        impl<K, V> FusedIterator for $ty {}
    )*};
}

exact! {
    Iter<'_, K, V> IterMut<'_, K, V> IntoIter<K, V> Drain<'_, K, V> Keys<'_, K, V>
    Values<'_, K, V> ValuesMut<'_, K, V> IntoKeys<K, V> IntoValues<K, V>
}

impl<K: Debug, V: Debug> Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K, V> IterMut<'_, K, V> {
    /// What is left, for reading.
    fn iter(&self) -> Iter<'_, K, V> {
        Iter { indices: self.indices.clone(), table: unsafe { &*self.table } }
    }
}

/// Iterators that show what is left as a list of pairs.
macro_rules! show_pairs {
    ($($ty:ty)*) => {$(
        impl<K: Debug, V: Debug> Debug for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.iter()).finish()
            }
        }
    )*};
}

show_pairs! { IterMut<'_, K, V> IntoIter<K, V> Drain<'_, K, V> }

/// An iterator over no map.
impl<K, V> Default for IntoIter<K, V> {
    fn default() -> Self {
        IntoIter { indices: Indices::empty(), table: Table::new() }
    }
}

/// Iterator over the keys of a map.
pub struct Keys<'a, K: 'a, V: 'a> {
    inner: Iter<'a, K, V>,
}

/// Iterator over the values of a map.
pub struct Values<'a, K: 'a, V: 'a> {
    inner: Iter<'a, K, V>,
}

/// Iterator over the mutable values of a map.
pub struct ValuesMut<'a, K: 'a, V: 'a> {
    inner: IterMut<'a, K, V>,
}

/// Iterator over the keys of a consumed map.
pub struct IntoKeys<K, V> {
    inner: IntoIter<K, V>,
}

/// Iterator over the values of a consumed map.
pub struct IntoValues<K, V> {
    inner: IntoIter<K, V>,
}

/// Iterators over one half of the pairs of another.
macro_rules! half {
    ([$($lt:lifetime)?] $Iter:ident, $item:ty, $half:tt, $shown:ident, |$me:ident| $rest:expr) => {
        impl<$($lt,)? K, V> Iterator for $Iter<$($lt,)? K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.inner.next().map(|pair| pair.$half)
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
        }
        impl<$($lt,)? K, V> Debug for $Iter<$($lt,)? K, V>
        where
            $shown: Debug,
        {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $me = self;
                f.debug_list().entries($rest.map(|pair| pair.$half)).finish()
            }
        }
    };
}

half!(['a] Keys, &'a K, 0, K, |me| me.inner.clone());
half!(['a] Values, &'a V, 1, V, |me| me.inner.clone());
half!(['a] ValuesMut, &'a mut V, 1, V, |me| me.inner.iter());
half!([] IntoKeys, K, 0, K, |me| me.inner.iter());
half!([] IntoValues, V, 1, V, |me| me.inner.iter());

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

/// Iterator that removes selected pairs; made by [`HashMap::extract_if`].
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, K, V, F> {
    indices: Indices,
    table: &'a mut Table<(K, V)>,
    pred: F,
}

impl<'a, K, V, F> ExtractIf<'a, K, V, F> {
    pub(super) fn new(table: &'a mut Table<(K, V)>, pred: F) -> Self {
        ExtractIf { indices: table.indices(), table, pred }
    }

    /// Removes the next pair that `pred` selects.
    pub(super) fn next_where(
        &mut self,
        mut pred: impl FnMut(&K, &mut V) -> bool,
    ) -> Option<(K, V)> {
        for index in &mut self.indices {
            unsafe {
                let (k, v) = &mut *self.table.slot(index);
                if pred(k, v) {
                    return Some(self.table.remove(index));
                }
            }
        }
        None
    }

    pub(super) fn bounds(&self) -> (usize, Option<usize>) {
        (0, Some(self.indices.len()))
    }
}

impl<K, V, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, F> {
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

impl<K, V, F: FnMut(&K, &mut V) -> bool> FusedIterator for ExtractIf<'_, K, V, F> {}

impl<K: Debug, V: Debug, F> Debug for ExtractIf<'_, K, V, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").finish_non_exhaustive()
    }
}
