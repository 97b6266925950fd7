//! Nodes of a B-tree.
//!
//! A node has up to [`CAPACITY`] key-value pairs; an internal one has a child more than that. All
//! leaves have the same height, 0. Children know their parent and their position in it. Only the
//! root may have fewer than [`MIN_LEN`] pairs; an internal root has at least one.
//!
//! Handles are raw: whoever holds one keeps the tree borrowed in the right way.

use crate::alloc::{self, Layout};
use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};

/// Half the number of children of a full node.
const B: usize = 6;
pub(super) const CAPACITY: usize = 2 * B - 1;
pub(super) const MIN_LEN: usize = B - 1;

#[repr(C)]
pub(super) struct Leaf<K, V> {
    parent: Option<NonNull<Internal<K, V>>>,
    parent_idx: u16,
    len: u16,
    keys: [MaybeUninit<K>; CAPACITY],
    vals: [MaybeUninit<V>; CAPACITY],
}

#[repr(C)]
pub(super) struct Internal<K, V> {
    data: Leaf<K, V>,
    edges: [MaybeUninit<NonNull<Leaf<K, V>>>; 2 * B],
}

/// A node and its height.
pub(super) struct Node<K, V> {
    ptr: NonNull<Leaf<K, V>>,
    pub height: usize,
}

/// A position in a node: of a pair, or of the edge before it.
pub(super) struct Pos<K, V> {
    pub node: Node<K, V>,
    pub idx: usize,
}

impl<K, V> Clone for Node<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for Node<K, V> {}

impl<K, V> Clone for Pos<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for Pos<K, V> {}

impl<K, V> PartialEq for Pos<K, V> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.node.ptr == other.node.ptr && self.idx == other.idx
    }
}

/// A key-value pair on its way up.
pub(super) struct Split<K, V> {
    pub key: K,
    pub val: V,
    pub right: Node<K, V>,
}

/// Inserts into an array of `len` elements with room for one more.
unsafe fn slice_insert<T>(base: *mut T, len: usize, idx: usize, value: T) {
    unsafe {
        let at = base.add(idx);
        ptr::copy(at, at.add(1), len - idx);
        at.write(value);
    }
}

/// Removes from an array of `len` elements.
unsafe fn slice_remove<T>(base: *mut T, len: usize, idx: usize) -> T {
    unsafe {
        let at = base.add(idx);
        let value = at.read();
        ptr::copy(at.add(1), at, len - idx - 1);
        value
    }
}

// All methods require a live node, indices in range, and that nothing else uses what they change.
#[allow(clippy::missing_safety_doc)]
impl<K, V> Node<K, V> {
    fn layout(height: usize) -> Layout {
        if height == 0 { Layout::new::<Leaf<K, V>>() } else { Layout::new::<Internal<K, V>>() }
    }

    /// An empty node; an internal one lacks its first child.
    fn allocate(height: usize) -> Self {
        let ptr = alloc::allocate(Self::layout(height)).cast::<Leaf<K, V>>();
        unsafe {
            (&raw mut (*ptr.as_ptr()).parent).write(None);
            (&raw mut (*ptr.as_ptr()).len).write(0);
        }
        Node { ptr, height }
    }

    pub fn new_leaf() -> Self {
        Self::allocate(0)
    }

    /// A root above `child`.
    pub unsafe fn new_internal(child: Self) -> Self {
        let node = Self::allocate(child.height + 1);
        unsafe {
            node.edges().write(child.ptr);
            node.adopt(0, 0);
        }
        node
    }

    /// Frees the node, but not what is in it.
    pub unsafe fn free(self) {
        unsafe { alloc::deallocate(self.ptr.cast(), Self::layout(self.height)) }
    }

    #[inline]
    pub unsafe fn len(self) -> usize {
        unsafe { (*self.ptr.as_ptr()).len as usize }
    }

    #[inline]
    pub unsafe fn set_len(self, len: usize) {
        unsafe { (*self.ptr.as_ptr()).len = len as u16 }
    }

    #[inline]
    pub fn keys(self) -> *mut K {
        unsafe { (&raw mut (*self.ptr.as_ptr()).keys).cast() }
    }

    #[inline]
    pub fn vals(self) -> *mut V {
        unsafe { (&raw mut (*self.ptr.as_ptr()).vals).cast() }
    }

    #[inline]
    fn edges(self) -> *mut NonNull<Leaf<K, V>> {
        let internal = self.ptr.as_ptr().cast::<Internal<K, V>>();
        unsafe { (&raw mut (*internal).edges).cast() }
    }

    #[inline]
    pub unsafe fn key<'a>(self, idx: usize) -> &'a K {
        unsafe { &*self.keys().add(idx) }
    }

    #[inline]
    pub unsafe fn child(self, idx: usize) -> Self {
        Node { ptr: unsafe { *self.edges().add(idx) }, height: self.height - 1 }
    }

    /// The edge of the parent that leads here.
    #[inline]
    pub unsafe fn parent(self) -> Option<Pos<K, V>> {
        unsafe {
            let leaf = self.ptr.as_ptr();
            let parent = (*leaf).parent?;
            let node = Node { ptr: parent.cast(), height: self.height + 1 };
            Some(Pos { node, idx: (*leaf).parent_idx as usize })
        }
    }

    pub unsafe fn clear_parent(self) {
        unsafe { (*self.ptr.as_ptr()).parent = None }
    }

    /// Tells the children `first..=last` where they are.
    unsafe fn adopt(self, first: usize, last: usize) {
        for i in first..=last {
            unsafe {
                let child = (*self.edges().add(i)).as_ptr();
                (*child).parent = Some(self.ptr.cast());
                (*child).parent_idx = i as u16;
            }
        }
    }

    /// Inserts a pair in front of position `idx`; there is room.
    pub unsafe fn insert_pair(self, idx: usize, key: K, val: V) {
        unsafe {
            let len = self.len();
            slice_insert(self.keys(), len, idx, key);
            slice_insert(self.vals(), len, idx, val);
            self.set_len(len + 1);
        }
    }

    /// Inserts what a split of child `idx` has yielded; there is room.
    pub unsafe fn insert_split(self, idx: usize, split: Split<K, V>) {
        unsafe {
            let len = self.len();
            slice_insert(self.edges(), len + 1, idx + 1, split.right.ptr);
            self.insert_pair(idx, split.key, split.val);
            self.adopt(idx + 1, len + 1);
        }
    }

    pub unsafe fn remove_pair(self, idx: usize) -> (K, V) {
        unsafe {
            let len = self.len();
            let pair =
                (slice_remove(self.keys(), len, idx), slice_remove(self.vals(), len, idx));
            self.set_len(len - 1);
            pair
        }
    }

    /// Cuts off what is right of pair `mid`, and that pair.
    pub unsafe fn split_at_pair(self, mid: usize) -> Split<K, V> {
        unsafe {
            let right = Self::allocate(self.height);
            self.move_tail(mid + 1, right);
            if self.height > 0 {
                let count = right.len() + 1;
                ptr::copy_nonoverlapping(self.edges().add(mid + 1), right.edges(), count);
                right.adopt(0, count - 1);
            }
            let (key, val) = (self.keys().add(mid).read(), self.vals().add(mid).read());
            self.set_len(mid);
            Split { key, val, right }
        }
    }

    /// Cuts at an edge: pairs from `idx` on go to a new node. Of an internal node, child `idx`
    /// stays, and `right_child`, the other half of it, becomes the new node's first.
    pub unsafe fn split_at_edge(self, idx: usize, right_child: Option<Self>) -> Self {
        unsafe {
            let right = Self::allocate(self.height);
            self.move_tail(idx, right);
            if let Some(child) = right_child {
                let count = right.len();
                right.edges().write(child.ptr);
                let (from, to) = (self.edges().add(idx + 1), right.edges().add(1));
                ptr::copy_nonoverlapping(from, to, count);
                right.adopt(0, count);
            }
            right
        }
    }

    /// Moves the pairs from `idx` on to an empty node.
    unsafe fn move_tail(self, idx: usize, to: Self) {
        unsafe {
            let count = self.len() - idx;
            ptr::copy_nonoverlapping(self.keys().add(idx), to.keys(), count);
            ptr::copy_nonoverlapping(self.vals().add(idx), to.vals(), count);
            to.set_len(count);
            self.set_len(idx);
        }
    }

    /// Whether children `idx` and `idx + 1` and the pair between them fit into one node.
    pub unsafe fn can_merge(self, idx: usize) -> bool {
        unsafe { self.child(idx).len() + 1 + self.child(idx + 1).len() <= CAPACITY }
    }

    /// Merges them; returns the merged child.
    pub unsafe fn merge(self, idx: usize) -> Self {
        unsafe {
            let (left, right) = (self.child(idx), self.child(idx + 1));
            let (left_len, right_len, len) = (left.len(), right.len(), self.len());
            let at = left_len + 1;
            let (key, val) = self.remove_pair(idx);
            left.keys().add(left_len).write(key);
            left.vals().add(left_len).write(val);
            ptr::copy_nonoverlapping(right.keys(), left.keys().add(at), right_len);
            ptr::copy_nonoverlapping(right.vals(), left.vals().add(at), right_len);
            left.set_len(at + right_len);
            if left.height > 0 {
                ptr::copy_nonoverlapping(right.edges(), left.edges().add(at), right_len + 1);
                left.adopt(at, at + right_len);
            }
            slice_remove(self.edges(), len + 1, idx + 1);
            if idx + 1 < len {
                self.adopt(idx + 1, len - 1);
            }
            right.free();
            left
        }
    }

    /// Moves `count` pairs from child `idx` to child `idx + 1`, by way of pair `idx`.
    pub unsafe fn steal_left(self, idx: usize, count: usize) {
        unsafe {
            let (left, right) = (self.child(idx), self.child(idx + 1));
            let (left_len, right_len) = (left.len(), right.len());
            let keep = left_len - count;
            shift_right(right.keys(), right_len, count);
            shift_right(right.vals(), right_len, count);
            let (from, to) = (left.keys().add(keep + 1), right.keys());
            ptr::copy_nonoverlapping(from, to, count - 1);
            let (from, to) = (left.vals().add(keep + 1), right.vals());
            ptr::copy_nonoverlapping(from, to, count - 1);
            rotate3(left.keys().add(keep), self.keys().add(idx), right.keys().add(count - 1));
            rotate3(left.vals().add(keep), self.vals().add(idx), right.vals().add(count - 1));
            left.set_len(keep);
            right.set_len(right_len + count);
            if left.height > 0 {
                shift_right(right.edges(), right_len + 1, count);
                let from = left.edges().add(keep + 1);
                ptr::copy_nonoverlapping(from, right.edges(), count);
                right.adopt(0, right_len + count);
            }
        }
    }

    /// Moves `count` pairs from child `idx + 1` to child `idx`, by way of pair `idx`.
    pub unsafe fn steal_right(self, idx: usize, count: usize) {
        unsafe {
            let (left, right) = (self.child(idx), self.child(idx + 1));
            let (left_len, right_len) = (left.len(), right.len());
            let keep = right_len - count;
            let (from, to) = (right.keys(), left.keys().add(left_len + 1));
            ptr::copy_nonoverlapping(from, to, count - 1);
            let (from, to) = (right.vals(), left.vals().add(left_len + 1));
            ptr::copy_nonoverlapping(from, to, count - 1);
            rotate3(right.keys().add(count - 1), self.keys().add(idx), left.keys().add(left_len));
            rotate3(right.vals().add(count - 1), self.vals().add(idx), left.vals().add(left_len));
            ptr::copy(right.keys().add(count), right.keys(), keep);
            ptr::copy(right.vals().add(count), right.vals(), keep);
            left.set_len(left_len + count);
            right.set_len(keep);
            if left.height > 0 {
                let to = left.edges().add(left_len + 1);
                ptr::copy_nonoverlapping(right.edges(), to, count);
                ptr::copy(right.edges().add(count), right.edges(), keep + 1);
                left.adopt(left_len + 1, left_len + count);
                right.adopt(0, keep);
            }
        }
    }
}

/// Moves `len` elements up by `by`.
unsafe fn shift_right<T>(base: *mut T, len: usize, by: usize) {
    unsafe { ptr::copy(base, base.add(by), len) }
}

/// `middle` goes to `to`, and `from` to `middle`.
unsafe fn rotate3<T>(from: *mut T, middle: *mut T, to: *mut T) {
    unsafe {
        to.write(middle.read());
        middle.write(from.read());
    }
}
