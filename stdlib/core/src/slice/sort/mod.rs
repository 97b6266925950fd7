//! Sorting.
//!
//! The stable sort is a merge sort over natural runs whose merges are balanced as in Powersort
//! (J. Munro, S. Wild, "Nearly-optimal mergesorts"); its buffer comes from the caller. The
//! unstable sort is a quicksort with a branchless partition that falls back to heapsort and
//! groups equal elements. Both keep all elements in the slice if a comparison panics.
#![cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
use crate::mem::ManuallyDrop;
use crate::ptr;

pub(super) mod quick;
pub(super) mod select;
mod stable;

pub use stable::{sort as stable_sort, scratch_len};

/// Slices of up to this many elements are sorted by insertion.
const SMALL: usize = 20;

/// Moves a value into its place when it goes out of scope, even by unwinding.
struct CopyOnDrop<T> {
    src: *const T,
    dst: *mut T,
    len: usize,
}

impl<T> Drop for CopyOnDrop<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: whoever makes one keeps both valid.
        unsafe { ptr::copy_nonoverlapping(self.src, self.dst, self.len) }
    }
}

/// Sorts by insertion; the first `sorted` elements are sorted already.
fn insertion_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], sorted: usize, is_less: &mut F) {
    let base = v.as_mut_ptr();
    for i in sorted.max(1)..v.len() {
        // SAFETY: all pointers stay in the slice; the guard fills the hole.
        unsafe {
            let tail = base.add(i);
            let mut hole = tail.sub(1);
            if !is_less(&*tail, &*hole) {
                continue;
            }
            let tmp = ManuallyDrop::new(ptr::read(tail));
            ptr::copy_nonoverlapping(hole, tail, 1);
            let mut guard = CopyOnDrop { src: &*tmp, dst: hole, len: 1 };
            while hole != base && is_less(&tmp, &*hole.sub(1)) {
                let next = hole.sub(1);
                ptr::copy_nonoverlapping(next, hole, 1);
                hole = next;
                guard.dst = hole;
            }
        }
    }
}

/// The length of the run at the front, and whether it is strictly descending.
fn find_run<T, F: FnMut(&T, &T) -> bool>(v: &[T], is_less: &mut F) -> (usize, bool) {
    let len = v.len();
    if len < 2 {
        return (len, false);
    }
    let descending = is_less(&v[1], &v[0]);
    let mut end = 2;
    while end < len && is_less(&v[end], &v[end - 1]) == descending {
        end += 1;
    }
    (end, descending)
}
