//! Collections.

pub mod binary_heap;
mod btree;
pub mod linked_list;
pub mod vec_deque;

/// An ordered map.
pub mod btree_map {
    pub use super::btree::map::*;
}

/// An ordered set.
pub mod btree_set {
    pub use super::btree::set::*;
}

pub use binary_heap::BinaryHeap;
pub use btree_map::BTreeMap;
pub use btree_set::BTreeSet;
pub use linked_list::LinkedList;
pub use vec_deque::VecDeque;

use crate::alloc::Layout;
use core::fmt;

/// Why a `try_reserve` failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TryReserveError {
    pub(crate) kind: TryReserveErrorKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum TryReserveErrorKind {
    CapacityOverflow,
    AllocError(Layout),
}

impl From<TryReserveErrorKind> for TryReserveError {
    fn from(kind: TryReserveErrorKind) -> Self {
        TryReserveError { kind }
    }
}

impl TryReserveError {
    /// The error for a capacity that no allocation can have.
    #[doc(hidden)]
    pub fn capacity_overflow() -> Self {
        TryReserveErrorKind::CapacityOverflow.into()
    }

    /// The error of the allocator for a layout.
    #[doc(hidden)]
    pub fn alloc_error(layout: Layout) -> Self {
        TryReserveErrorKind::AllocError(layout).into()
    }
}

impl fmt::Display for TryReserveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory allocation failed")?;
        f.write_str(match self.kind {
            TryReserveErrorKind::CapacityOverflow => {
                " because the computed capacity exceeded the collection's maximum"
            }
            TryReserveErrorKind::AllocError(_) => {
                " because the memory allocator returned an error"
            }
        })
    }
}

impl core::error::Error for TryReserveError {}
