//! Insertion and removal of one pair.

use super::node::{CAPACITY, MIN_LEN, Node, Pos, Split};
use super::walk::{edge_after, last_edge, next_kv};

/// Inserts a pair at a leaf edge, or as the first of an empty tree; returns where it is.
pub(super) unsafe fn insert<K, V>(
    root: &mut Option<Node<K, V>>,
    at: Option<Pos<K, V>>,
    key: K,
    val: V,
) -> Pos<K, V> {
    unsafe {
        let Some(at) = at else {
            let leaf = Node::new_leaf();
            leaf.insert_pair(0, key, val);
            *root = Some(leaf);
            return Pos { node: leaf, idx: 0 };
        };
        if at.node.len() < CAPACITY {
            at.node.insert_pair(at.idx, key, val);
            return at;
        }
        let (mid, right, idx) = split_point(at.idx);
        let split = at.node.split_at_pair(mid);
        let node = if right { split.right } else { at.node };
        node.insert_pair(idx, key, val);
        insert_up(root, at.node, split);
        Pos { node, idx }
    }
}

/// Which pair of a full node goes up when something comes in at `idx`, and where that goes: into
/// the right half or not, and at which index. Both halves end up with [`MIN_LEN`] at least.
fn split_point(idx: usize) -> (usize, bool, usize) {
    const MID: usize = CAPACITY / 2;
    match idx {
        0..MID => (MID - 1, false, idx),
        MID => (MID, false, idx),
        _ if idx == MID + 1 => (MID, true, 0),
        _ => (MID + 1, true, idx - (MID + 2)),
    }
}

/// Inserts the result of splitting `left` into its parent, which may split in turn.
unsafe fn insert_up<K, V>(
    root: &mut Option<Node<K, V>>,
    mut left: Node<K, V>,
    mut split: Split<K, V>,
) {
    unsafe {
        loop {
            let Some(parent) = left.parent() else {
                let top = Node::new_internal(left);
                top.insert_split(0, split);
                *root = Some(top);
                return;
            };
            if parent.node.len() < CAPACITY {
                return parent.node.insert_split(parent.idx, split);
            }
            let (mid, right, idx) = split_point(parent.idx);
            let upper = parent.node.split_at_pair(mid);
            let node = if right { upper.right } else { parent.node };
            node.insert_split(idx, split);
            left = parent.node;
            split = upper;
        }
    }
}

/// Removes a pair; returns it and the leaf edge where it was.
pub(super) unsafe fn remove<K, V>(
    root: &mut Option<Node<K, V>>,
    kv: Pos<K, V>,
) -> ((K, V), Pos<K, V>) {
    unsafe {
        if kv.node.height == 0 {
            return remove_from_leaf(root, kv);
        }
        // The pair before it, which is in a leaf, takes its place. Rebalancing may have moved the
        // place: it is right of the edge where that pair was.
        let before = last_edge(kv.node.child(kv.idx));
        let last = Pos { node: before.node, idx: before.idx - 1 };
        let ((key, val), edge) = remove_from_leaf(root, last);
        let Some(place) = next_kv(edge) else { unreachable!() };
        let key = core::mem::replace(&mut *place.node.keys().add(place.idx), key);
        let val = core::mem::replace(&mut *place.node.vals().add(place.idx), val);
        ((key, val), edge_after(place))
    }
}

unsafe fn remove_from_leaf<K, V>(
    root: &mut Option<Node<K, V>>,
    kv: Pos<K, V>,
) -> ((K, V), Pos<K, V>) {
    unsafe {
        let Pos { mut node, mut idx } = kv;
        let pair = node.remove_pair(idx);
        if node.len() < MIN_LEN
            && let Some(Pos { node: parent, idx: i }) = node.parent()
        {
            if i > 0 {
                let left = parent.child(i - 1);
                if parent.can_merge(i - 1) {
                    idx += left.len() + 1;
                    node = parent.merge(i - 1);
                } else {
                    parent.steal_left(i - 1, 1);
                    idx += 1;
                }
            } else if parent.can_merge(i) {
                parent.merge(i);
            } else {
                parent.steal_right(i, 1);
            }
            fix_upwards(root, parent);
        }
        (pair, Pos { node, idx })
    }
}

/// Repairs an internal node that may have become too small, and those above it.
unsafe fn fix_upwards<K, V>(root: &mut Option<Node<K, V>>, mut node: Node<K, V>) {
    unsafe {
        while node.len() < MIN_LEN {
            let Some(Pos { node: parent, idx: i }) = node.parent() else {
                return drop_empty_top(root);
            };
            let left = if i > 0 { i - 1 } else { i };
            if parent.can_merge(left) {
                parent.merge(left);
                node = parent;
            } else if i > 0 {
                return parent.steal_left(left, 1);
            } else {
                return parent.steal_right(left, 1);
            }
        }
    }
}

/// Removes internal roots that have one child only.
pub(super) unsafe fn drop_empty_top<K, V>(root: &mut Option<Node<K, V>>) {
    unsafe {
        while let Some(top) = *root
            && top.height > 0
            && top.len() == 0
        {
            let child = top.child(0);
            child.clear_parent();
            top.free();
            *root = Some(child);
        }
    }
}
