//! Selection.
use super::quick::{choose_pivot, heapsort, partition};
use super::{SMALL, insertion_sort};

/// Puts the element of rank `index` in its place, with lesser ones before and greater ones behind.
pub(in crate::slice) fn partition_at_index<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    index: usize,
    mut is_less: F,
) -> (&mut [T], &mut T, &mut [T]) {
    let len = v.len();
    if index >= len {
        panic!("partition_at_index index {index} greater than length of slice {len}");
    }
    if size_of::<T>() != 0 {
        select(v, index, &mut is_less);
    }
    let (left, right) = v.split_at_mut(index);
    let (pivot, right) = right.split_at_mut(1);
    (left, &mut pivot[0], right)
}

fn select<T, F: FnMut(&T, &T) -> bool>(mut v: &mut [T], mut index: usize, is_less: &mut F) {
    // Each step should at least take an eighth away; more bad ones than this are no accident.
    let mut limit = 2 * (v.len() | 1).ilog2() + 8;
    loop {
        if v.len() <= SMALL {
            return insertion_sort(v, 1, is_less);
        }
        if limit == 0 {
            return heapsort(v, is_less);
        }
        limit -= 1;
        let pivot = choose_pivot(v, is_less);
        let mid = partition(v, pivot, is_less);
        if index < mid {
            v = &mut v[..mid];
            continue;
        }
        if index == mid {
            return;
        }
        // All that equal the pivot come next.
        let rest = &mut v[mid..];
        let equal = partition(rest, 0, &mut |a, b| !is_less(b, a));
        if index <= mid + equal {
            return;
        }
        index -= mid + equal + 1;
        v = &mut rest[equal + 1..];
    }
}
