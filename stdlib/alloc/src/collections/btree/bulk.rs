//! Building a tree from sorted pairs, and cutting one in two.

use super::iter::IntoIter;
use super::node::{CAPACITY, MIN_LEN, Node, Pos, Split};
use super::tree::drop_empty_top;
use super::walk::last_edge;

/// Appends pairs at the right end of a tree one by one, filling nodes up. Until
/// [`finish`](Builder::finish), nodes at the right border may be too small.
pub(super) struct Builder<K, V> {
    pub root: Option<Node<K, V>>,
    pub length: usize,
    leaf: Option<Node<K, V>>,
}

impl<K, V> Builder<K, V> {
    pub fn new() -> Self {
        Builder { root: None, length: 0, leaf: None }
    }

    pub fn push(&mut self, key: K, val: V) {
        unsafe {
            self.length += 1;
            let leaf = match self.leaf {
                Some(leaf) => leaf,
                None => {
                    let leaf = Node::new_leaf();
                    self.root = Some(leaf);
                    self.leaf = Some(leaf);
                    leaf
                }
            };
            if leaf.len() < CAPACITY {
                return leaf.insert_pair(leaf.len(), key, val);
            }
            // The pair goes into the first node above with room, followed by an empty subtree.
            let mut open = leaf;
            while open.len() == CAPACITY {
                open = match open.parent() {
                    Some(pos) => pos.node,
                    None => {
                        let top = Node::new_internal(open);
                        self.root = Some(top);
                        top
                    }
                };
            }
            let mut right = Node::new_leaf();
            self.leaf = Some(right);
            while right.height + 1 < open.height {
                right = Node::new_internal(right);
            }
            open.insert_split(open.len(), Split { key, val, right });
        }
    }

    /// Makes the right border whole.
    pub fn finish(mut self) -> (Option<Node<K, V>>, usize) {
        unsafe { fix_right_border(&mut self.root) };
        (self.root.take(), self.length)
    }
}

impl<K, V> Drop for Builder<K, V> {
    fn drop(&mut self) {
        // After a panic of the source.
        if self.root.is_some() {
            unsafe { fix_right_border(&mut self.root) };
            drop(IntoIter::new(self.root, self.length));
        }
    }
}

/// A tree of sorted pairs with distinct keys.
pub(super) fn from_sorted<K, V, I>(pairs: I) -> (Option<Node<K, V>>, usize)
where
    I: Iterator<Item = (K, V)>,
{
    let mut builder = Builder::new();
    pairs.for_each(|(k, v)| builder.push(k, v));
    builder.finish()
}

/// Restores the minimum of nodes at the right border. Going down, every child gets one more than
/// the minimum, so that a merge below leaves it enough.
pub(super) unsafe fn fix_right_border<K, V>(root: &mut Option<Node<K, V>>) {
    unsafe {
        drop_empty_top(root);
        let Some(mut node) = *root else { return };
        while node.height > 0 {
            let last = node.len() - 1;
            if node.can_merge(last) {
                node = node.merge(last);
            } else {
                let right = node.child(last + 1);
                if right.len() <= MIN_LEN {
                    node.steal_left(last, MIN_LEN + 1 - right.len());
                }
                node = right;
            }
        }
        drop_empty_top(root);
    }
}

/// Like [`fix_right_border`], on the left.
pub(super) unsafe fn fix_left_border<K, V>(root: &mut Option<Node<K, V>>) {
    unsafe {
        drop_empty_top(root);
        let Some(mut node) = *root else { return };
        while node.height > 0 {
            if node.can_merge(0) {
                node = node.merge(0);
            } else {
                let left = node.child(0);
                if left.len() <= MIN_LEN {
                    node.steal_right(0, MIN_LEN + 1 - left.len());
                }
                node = left;
            }
        }
        drop_empty_top(root);
    }
}

/// Cuts a tree at a leaf edge and returns the right part.
pub(super) unsafe fn split_off<K, V>(
    root: &mut Option<Node<K, V>>,
    edge: Pos<K, V>,
) -> Option<Node<K, V>> {
    unsafe {
        let mut at = edge;
        let mut right = at.node.split_at_edge(at.idx, None);
        while let Some(parent) = at.node.parent() {
            at = parent;
            right = at.node.split_at_edge(at.idx, Some(right));
        }
        let mut right = Some(right);
        fix_right_border(root);
        fix_left_border(&mut right);
        drop_if_empty(root);
        drop_if_empty(&mut right);
        right
    }
}

/// Frees a tree that is one empty leaf.
unsafe fn drop_if_empty<K, V>(root: &mut Option<Node<K, V>>) {
    unsafe {
        if let Some(node) = *root
            && node.len() == 0
        {
            node.free();
            *root = None;
        }
    }
}

/// The number of pairs in a tree, node by node.
pub(super) unsafe fn count<K, V>(root: Option<Node<K, V>>) -> usize {
    unsafe {
        let Some(root) = root else { return 0 };
        let end = last_edge(root).node;
        let mut leaf = super::walk::first_edge(root).node;
        let mut total = leaf.len();
        while (Pos { node: leaf, idx: 0 }) != (Pos { node: end, idx: 0 }) {
            // From the end of one leaf over the pair above it to the next leaf.
            let edge = Pos { node: leaf, idx: leaf.len() };
            let Some(kv) = super::walk::next_kv(edge) else { unreachable!() };
            leaf = super::walk::edge_after(kv).node;
            total += 1 + leaf.len();
        }
        total
    }
}
