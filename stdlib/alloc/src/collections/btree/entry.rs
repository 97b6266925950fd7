//! The place of a key in a map.

use super::map::BTreeMap;
use super::node::Pos;
use super::tree;
use core::{fmt, mem};

/// The place of a key, taken or free.
pub enum Entry<'a, K: 'a, V: 'a> {
    /// Nothing there.
    Vacant(VacantEntry<'a, K, V>),
    /// A pair is there.
    Occupied(OccupiedEntry<'a, K, V>),
}

use Entry::{Occupied, Vacant};

/// A free place.
pub struct VacantEntry<'a, K, V> {
    map: &'a mut BTreeMap<K, V>,
    key: K,
    // None for an empty map.
    edge: Option<Pos<K, V>>,
}

/// A taken place.
pub struct OccupiedEntry<'a, K, V> {
    map: &'a mut BTreeMap<K, V>,
    kv: Pos<K, V>,
}

unsafe impl<K: Send, V: Send> Send for VacantEntry<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for VacantEntry<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for OccupiedEntry<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for OccupiedEntry<'_, K, V> {}

impl<K: fmt::Debug + Ord, V: fmt::Debug> fmt::Debug for Entry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Vacant(v) => f.debug_tuple("Entry").field(v).finish(),
            Occupied(o) => f.debug_tuple("Entry").field(o).finish(),
        }
    }
}

impl<K: fmt::Debug + Ord, V> fmt::Debug for VacantEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}

impl<K: fmt::Debug + Ord, V: fmt::Debug> fmt::Debug for OccupiedEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry")
            .field("key", self.key())
            .field("value", self.get())
            .finish()
    }
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// The value there, after putting in `default` if there is none.
    pub fn or_insert(self, default: V) -> &'a mut V {
        self.or_insert_with(|| default)
    }

    /// The value there, after putting in a result of `default` if there is none.
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        self.or_insert_with_key(|_| default())
    }

    /// The value there, after putting in a result of `default` for the key if there is none.
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => {
                let value = default(entry.key());
                entry.insert(value)
            }
        }
    }

    /// The key.
    pub fn key(&self) -> &K {
        match self {
            Occupied(entry) => entry.key(),
            Vacant(entry) => entry.key(),
        }
    }

    /// Changes the value there, if there is one.
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Self {
        if let Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }

    /// Sets the value.
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        match self {
            Occupied(mut entry) => {
                entry.insert(value);
                entry
            }
            Vacant(entry) => entry.insert_entry(value),
        }
    }

    /// The value there, after putting in the default one if there is none.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<'a, K: Ord, V> VacantEntry<'a, K, V> {
    pub(super) fn new(
        map: &'a mut BTreeMap<K, V>,
        key: K,
        edge: Option<Pos<K, V>>,
    ) -> Self {
        VacantEntry { map, key, edge }
    }

    /// The key.
    pub fn key(&self) -> &K {
        &self.key
    }

    /// The key.
    pub fn into_key(self) -> K {
        self.key
    }

    /// Puts in a value.
    pub fn insert(self, value: V) -> &'a mut V {
        self.insert_entry(value).into_mut()
    }

    /// Puts in a value.
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        let kv = unsafe { tree::insert(&mut self.map.root, self.edge, self.key, value) };
        self.map.length += 1;
        OccupiedEntry { map: self.map, kv }
    }
}

impl<'a, K: Ord, V> OccupiedEntry<'a, K, V> {
    pub(super) fn new(map: &'a mut BTreeMap<K, V>, kv: Pos<K, V>) -> Self {
        OccupiedEntry { map, kv }
    }

    /// The key there.
    #[must_use]
    pub fn key(&self) -> &K {
        unsafe { self.kv.node.key(self.kv.idx) }
    }

    /// Removes the pair.
    pub fn remove_entry(self) -> (K, V) {
        self.map.remove_at(self.kv).0
    }

    /// The value.
    #[must_use]
    pub fn get(&self) -> &V {
        unsafe { &*self.kv.node.vals().add(self.kv.idx) }
    }

    /// The value.
    pub fn get_mut(&mut self) -> &mut V {
        unsafe { &mut *self.kv.node.vals().add(self.kv.idx) }
    }

    /// The value, for as long as the map is borrowed.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_mut(self) -> &'a mut V {
        unsafe { &mut *self.kv.node.vals().add(self.kv.idx) }
    }

    /// Sets the value and returns the one before.
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }

    /// Removes the pair and returns the value.
    pub fn remove(self) -> V {
        self.remove_entry().1
    }
}
