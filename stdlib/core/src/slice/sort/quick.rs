//! The unstable sort.
use super::{SMALL, find_run, insertion_sort};
use crate::ptr;

/// Sorts; equal elements may be reordered.
pub(in crate::slice) fn sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    if size_of::<T>() == 0 || v.len() < 2 {
        return;
    }
    if v.len() <= SMALL {
        return insertion_sort(v, 1, is_less);
    }
    let (run, descending) = find_run(v, is_less);
    if run == v.len() {
        if descending {
            v.reverse();
        }
        return;
    }
    let limit = 2 * v.len().ilog2();
    quicksort(v, None, limit, is_less);
}

fn quicksort<'a, T, F: FnMut(&T, &T) -> bool>(
    mut v: &'a mut [T],
    mut ancestor: Option<&'a T>,
    mut limit: u32,
    is_less: &mut F,
) {
    loop {
        if v.len() <= SMALL {
            return insertion_sort(v, 1, is_less);
        }
        if limit == 0 {
            return heapsort(v, is_less);
        }
        limit -= 1;
        let pivot = choose_pivot(v, is_less);
        // Not greater than what bounds all from below: hence equal to it, as are all others
        // that are not greater than the pivot.
        if let Some(p) = ancestor {
            if !is_less(p, &v[pivot]) {
                let mid = partition(v, pivot, &mut |a, b| !is_less(b, a));
                v = &mut v[mid + 1..];
                ancestor = None;
                continue;
            }
        }
        let mid = partition(v, pivot, is_less);
        let (left, right) = v.split_at_mut(mid);
        let (pivot, right) = right.split_at_mut(1);
        quicksort(left, ancestor, limit, is_less);
        v = right;
        ancestor = Some(&pivot[0]);
    }
}

/// Moves the elements that are less than the pivot before it; returns its index.
pub(super) fn partition<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    pivot: usize,
    is_less: &mut F,
) -> usize {
    v.swap(0, pivot);
    let (pivot, rest) = v.split_at_mut(1);
    let pivot = &pivot[0];
    let base = rest.as_mut_ptr();
    let mut less = 0;
    let mut i = 0;
    while i < rest.len() {
        // SAFETY: `less <= i < rest.len()`.
        unsafe {
            let at = base.add(i);
            let is_left = is_less(&*at, pivot);
            ptr::swap(base.add(less), at);
            less += is_left as usize;
        }
        i += 1;
    }
    v.swap(0, less);
    less
}

/// The index of a pivot: the median of three, each the median of three and so on in long slices.
pub(super) fn choose_pivot<T, F: FnMut(&T, &T) -> bool>(v: &[T], is_less: &mut F) -> usize {
    let eighth = v.len() / 8;
    let (a, b, c) = (0, eighth * 4, eighth * 7);
    if v.len() < 64 {
        median3(v, a, b, c, is_less)
    } else {
        median3_rec(v, a, b, c, eighth, is_less)
    }
}

fn median3_rec<T, F: FnMut(&T, &T) -> bool>(
    v: &[T],
    mut a: usize,
    mut b: usize,
    mut c: usize,
    n: usize,
    is_less: &mut F,
) -> usize {
    if n * 8 >= 64 {
        let n8 = n / 8;
        a = median3_rec(v, a, a + n8 * 4, a + n8 * 7, n8, is_less);
        b = median3_rec(v, b, b + n8 * 4, b + n8 * 7, n8, is_less);
        c = median3_rec(v, c, c + n8 * 4, c + n8 * 7, n8, is_less);
    }
    median3(v, a, b, c, is_less)
}

fn median3<T, F: FnMut(&T, &T) -> bool>(
    v: &[T],
    a: usize,
    b: usize,
    c: usize,
    is_less: &mut F,
) -> usize {
    let x = is_less(&v[a], &v[b]);
    let y = is_less(&v[a], &v[c]);
    if x != y {
        return a;
    }
    // `a` is an extreme: the median is on its side.
    let z = is_less(&v[b], &v[c]);
    if z != x { c } else { b }
}

/// Sorts in guaranteed O(n log n).
pub(super) fn heapsort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let len = v.len();
    let mut i = len + len / 2;
    while i > 0 {
        i -= 1;
        let (root, end) = if i >= len {
            (i - len, len)
        } else {
            v.swap(0, i);
            (0, i)
        };
        let mut node = root;
        loop {
            let mut child = 2 * node + 1;
            if child >= end {
                break;
            }
            if child + 1 < end && is_less(&v[child], &v[child + 1]) {
                child += 1;
            }
            if !is_less(&v[node], &v[child]) {
                break;
            }
            v.swap(node, child);
            node = child;
        }
    }
}
