//! Steps between the edges of leaves and the pairs between them.

use super::node::{Node, Pos};
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::ops::{Bound, RangeBounds};

// All functions require a live tree.

/// The leftmost leaf edge below a node.
pub(super) unsafe fn first_edge<K, V>(mut node: Node<K, V>) -> Pos<K, V> {
    while node.height > 0 {
        node = unsafe { node.child(0) };
    }
    Pos { node, idx: 0 }
}

/// The rightmost leaf edge below a node.
pub(super) unsafe fn last_edge<K, V>(mut node: Node<K, V>) -> Pos<K, V> {
    unsafe {
        while node.height > 0 {
            node = node.child(node.len());
        }
        Pos { node, idx: node.len() }
    }
}

/// The pair right of an edge.
pub(super) unsafe fn next_kv<K, V>(mut edge: Pos<K, V>) -> Option<Pos<K, V>> {
    unsafe {
        while edge.idx == edge.node.len() {
            edge = edge.node.parent()?;
        }
        Some(edge)
    }
}

/// The pair left of an edge.
pub(super) unsafe fn prev_kv<K, V>(mut edge: Pos<K, V>) -> Option<Pos<K, V>> {
    unsafe {
        while edge.idx == 0 {
            edge = edge.node.parent()?;
        }
        Some(Pos { node: edge.node, idx: edge.idx - 1 })
    }
}

/// The leaf edge right of a pair.
pub(super) unsafe fn edge_after<K, V>(kv: Pos<K, V>) -> Pos<K, V> {
    if kv.node.height == 0 {
        return Pos { node: kv.node, idx: kv.idx + 1 };
    }
    unsafe { first_edge(kv.node.child(kv.idx + 1)) }
}

/// The leaf edge left of a pair.
pub(super) unsafe fn edge_before<K, V>(kv: Pos<K, V>) -> Pos<K, V> {
    if kv.node.height == 0 {
        return kv;
    }
    unsafe { last_edge(kv.node.child(kv.idx)) }
}

/// Finds a key: its pair, or the leaf edge where it would be.
pub(super) unsafe fn search<K, V, Q>(mut node: Node<K, V>, key: &Q) -> Result<Pos<K, V>, Pos<K, V>>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    unsafe {
        loop {
            let len = node.len();
            let mut idx = 0;
            while idx < len {
                match key.cmp(node.key(idx).borrow()) {
                    Ordering::Greater => idx += 1,
                    Ordering::Equal => return Ok(Pos { node, idx }),
                    Ordering::Less => break,
                }
            }
            if node.height == 0 {
                return Err(Pos { node, idx });
            }
            node = node.child(idx);
        }
    }
}

/// The leaf edge between the keys for which `is_left` is true and the rest.
unsafe fn partition<K, V>(mut node: Node<K, V>, is_left: impl Fn(&K) -> bool) -> Pos<K, V> {
    unsafe {
        loop {
            let len = node.len();
            let mut idx = 0;
            while idx < len && is_left(node.key(idx)) {
                idx += 1;
            }
            if node.height == 0 {
                return Pos { node, idx };
            }
            node = node.child(idx);
        }
    }
}

/// The leaf edge where the keys within a lower bound begin.
pub(super) unsafe fn lower_edge<K, V, Q>(node: Node<K, V>, bound: Bound<&Q>) -> Pos<K, V>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    unsafe {
        match bound {
            Bound::Included(q) => partition(node, |k| k.borrow() < q),
            Bound::Excluded(q) => partition(node, |k| k.borrow() <= q),
            Bound::Unbounded => first_edge(node),
        }
    }
}

/// The leaf edge where the keys within an upper bound end.
pub(super) unsafe fn upper_edge<K, V, Q>(node: Node<K, V>, bound: Bound<&Q>) -> Pos<K, V>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    unsafe {
        match bound {
            Bound::Included(q) => partition(node, |k| k.borrow() <= q),
            Bound::Excluded(q) => partition(node, |k| k.borrow() < q),
            Bound::Unbounded => last_edge(node),
        }
    }
}

/// Panics if a range ends before it starts.
#[track_caller]
pub(super) fn check_range<Q: Ord + ?Sized>(range: &impl RangeBounds<Q>, of: &str) {
    match (range.start_bound(), range.end_bound()) {
        (Bound::Excluded(s), Bound::Excluded(e)) if s == e => {
            panic!("range start and end are equal and excluded in {of}")
        }
        (Bound::Included(s) | Bound::Excluded(s), Bound::Included(e) | Bound::Excluded(e))
            if s > e =>
        {
            panic!("range start is greater than range end in {of}")
        }
        _ => {}
    }
}

/// The next pair of a tree that is being consumed: nodes left for good are freed.
pub(super) unsafe fn consume_next<K, V>(edge: &mut Pos<K, V>) -> (K, V) {
    unsafe {
        let mut at = *edge;
        while at.idx == at.node.len() {
            // The caller has counted: there is a pair.
            let Some(parent) = at.node.parent() else { unreachable!() };
            at.node.free();
            at = parent;
        }
        let pair = (at.node.keys().add(at.idx).read(), at.node.vals().add(at.idx).read());
        *edge = edge_after(at);
        pair
    }
}

/// Like [`consume_next`], from the back.
pub(super) unsafe fn consume_prev<K, V>(edge: &mut Pos<K, V>) -> (K, V) {
    unsafe {
        let mut at = *edge;
        while at.idx == 0 {
            let Some(parent) = at.node.parent() else { unreachable!() };
            at.node.free();
            at = parent;
        }
        at.idx -= 1;
        let pair = (at.node.keys().add(at.idx).read(), at.node.vals().add(at.idx).read());
        *edge = edge_before(at);
        pair
    }
}

/// Frees a node and all above it: what is left of a consumed tree.
pub(super) unsafe fn free_upwards<K, V>(mut node: Node<K, V>) {
    unsafe {
        while let Some(parent) = node.parent() {
            node.free();
            node = parent.node;
        }
        node.free();
    }
}
