//! Collections.

pub use alloc_crate::collections::{
    BTreeMap, BTreeSet, BinaryHeap, LinkedList, TryReserveError, VecDeque, binary_heap, btree_map,
    btree_set, linked_list, vec_deque,
};
pub use core::ops::Bound;

mod hash;

pub use hash_map::HashMap;
pub use hash_set::HashSet;

/// A hash map.
pub mod hash_map {
    pub use super::hash::map::*;
    pub use crate::hash::{DefaultHasher, RandomState};
}

/// A hash set.
pub mod hash_set {
    pub use super::hash::set::*;
}
