//! The place of a key in a hash map.

use super::table::Table;
use core::fmt::{self, Debug};
use core::mem;

/// The place of a key, taken or free.
pub enum Entry<'a, K: 'a, V: 'a> {
    /// A pair is there.
    Occupied(OccupiedEntry<'a, K, V>),
    /// Nothing there.
    Vacant(VacantEntry<'a, K, V>),
}

use Entry::{Occupied, Vacant};

/// A taken place.
pub struct OccupiedEntry<'a, K: 'a, V: 'a> {
    table: &'a mut Table<(K, V)>,
    index: usize,
}

/// A free place; the table has room for one more.
pub struct VacantEntry<'a, K: 'a, V: 'a> {
    table: &'a mut Table<(K, V)>,
    hash: u64,
    key: K,
}

impl<K: Debug, V: Debug> Debug for Entry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Vacant(v) => f.debug_tuple("Entry").field(v).finish(),
            Occupied(o) => f.debug_tuple("Entry").field(o).finish(),
        }
    }
}

impl<K: Debug, V: Debug> Debug for OccupiedEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry")
            .field("key", self.key())
            .field("value", self.get())
            .finish_non_exhaustive()
    }
}

impl<K: Debug, V> Debug for VacantEntry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}

impl<'a, K, V> Entry<'a, K, V> {
    /// The value there, after putting in `default` if there is none.
    #[inline]
    pub fn or_insert(self, default: V) -> &'a mut V {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(default),
        }
    }

    /// The value there, after putting in a result of `default` if there is none.
    #[inline]
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(default()),
        }
    }

    /// The value there, after putting in a result of `default` for the key if there is none.
    #[inline]
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
    #[inline]
    pub fn key(&self) -> &K {
        match self {
            Occupied(entry) => entry.key(),
            Vacant(entry) => entry.key(),
        }
    }

    /// Changes the value there, if there is one.
    #[inline]
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, f: F) -> Self {
        if let Occupied(entry) = &mut self {
            f(entry.get_mut());
        }
        self
    }

    /// Sets the value.
    #[inline]
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
    #[inline]
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        match self {
            Occupied(entry) => entry.into_mut(),
            Vacant(entry) => entry.insert(V::default()),
        }
    }
}

impl<'a, K, V> OccupiedEntry<'a, K, V> {
    pub(super) fn new(table: &'a mut Table<(K, V)>, index: usize) -> Self {
        OccupiedEntry { table, index }
    }

    /// The key there.
    #[inline]
    pub fn key(&self) -> &K {
        unsafe { &(*self.table.slot(self.index)).0 }
    }

    /// Removes the pair.
    #[inline]
    pub fn remove_entry(self) -> (K, V) {
        unsafe { self.table.remove(self.index) }
    }

    /// The value.
    #[inline]
    pub fn get(&self) -> &V {
        unsafe { &(*self.table.slot(self.index)).1 }
    }

    /// The value.
    #[inline]
    pub fn get_mut(&mut self) -> &mut V {
        unsafe { &mut (*self.table.slot(self.index)).1 }
    }

    /// The value, for as long as the map is borrowed.
    #[inline]
    pub fn into_mut(self) -> &'a mut V {
        unsafe { &mut (*self.table.slot(self.index)).1 }
    }

    /// Sets the value and returns the one before.
    #[inline]
    pub fn insert(&mut self, value: V) -> V {
        mem::replace(self.get_mut(), value)
    }

    /// Removes the pair and returns the value.
    #[inline]
    pub fn remove(self) -> V {
        self.remove_entry().1
    }
}

impl<'a, K: 'a, V: 'a> VacantEntry<'a, K, V> {
    pub(super) fn new(table: &'a mut Table<(K, V)>, hash: u64, key: K) -> Self {
        VacantEntry { table, hash, key }
    }

    /// The key.
    #[inline]
    pub fn key(&self) -> &K {
        &self.key
    }

    /// The key.
    #[inline]
    pub fn into_key(self) -> K {
        self.key
    }

    /// Puts in a value.
    #[inline]
    pub fn insert(self, value: V) -> &'a mut V {
        self.insert_entry(value).into_mut()
    }

    /// Puts in a value.
    #[inline]
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        // There is room: no pair is hashed again.
        let index = self.table.insert(self.hash, (self.key, value), |_| unreachable!());
        OccupiedEntry { table: self.table, index }
    }
}
