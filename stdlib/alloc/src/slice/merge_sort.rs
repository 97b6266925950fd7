//! Stable sorting: natural runs merged in the order of powersort.
//!
//! The slice is cut into runs that are sorted already (descending ones are reversed); short ones
//! are extended to [`MIN_RUN`] by insertion. Each boundary between two runs has a power: the depth
//! at which the midpoints of the two runs part in a perfectly balanced binary tree over the slice
//! (Munro and Wild, "Nearly-optimal mergesorts", 2018). Runs are merged while the boundary on the
//! stack has a higher power than the new one, so that merges are balanced: n log n comparisons at
//! most, n for sorted input. A merge copies the shorter run out and never needs more than half the
//! slice as scratch.
//!
//! A comparison may panic: every element is then still somewhere in the slice, because the parts
//! that were copied out are put back by guards.

use super::is_sortable;
use crate::vec::Vec;
use core::mem::ManuallyDrop;
use core::ptr;

const MIN_RUN: usize = 24;

/// A sorted run, and the power of the boundary between it and the next one.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

pub(super) fn sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], less: &mut F) {
    let len = v.len();
    if !is_sortable::<T>(len) {
        return;
    }
    if len <= MIN_RUN {
        return insertion_sort(v, 1, less);
    }
    let first = next_run(v, less);
    if first == len {
        return;
    }
    let mut scratch = Vec::<T>::with_capacity(len / 2);
    let scratch = scratch.as_mut_ptr();
    // Powers on the stack strictly increase and are at most 64.
    let mut stack = [Run { start: 0, len: 0, power: 0 }; 66];
    let mut depth = 0;
    let mut current = Run { start: 0, len: first, power: 0 };
    while current.start + current.len < len {
        let start = current.start + current.len;
        let next_len = next_run(&mut v[start..], less);
        let power = boundary_power(len, current.start, start, start + next_len);
        while depth > 0 && stack[depth - 1].power >= power {
            depth -= 1;
            current = merge_runs(v, stack[depth], current, scratch, less);
        }
        current.power = power;
        stack[depth] = current;
        depth += 1;
        current = Run { start, len: next_len, power: 0 };
    }
    while depth > 0 {
        depth -= 1;
        current = merge_runs(v, stack[depth], current, scratch, less);
    }
}

/// The depth at which the midpoints of `a..b` and `b..c` part, as fractions of `0..n`.
fn boundary_power(n: usize, a: usize, b: usize, c: usize) -> u32 {
    let scale = (1u64 << 62).div_ceil(n as u64);
    let left = (a as u64 + b as u64).wrapping_mul(scale);
    let right = (b as u64 + c as u64).wrapping_mul(scale);
    (left ^ right).leading_zeros()
}

/// Makes a sorted run at the start of `v` and returns its length.
fn next_run<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], less: &mut F) -> usize {
    let len = v.len();
    if len < 2 {
        return len;
    }
    let mut end = 2;
    if less(&v[1], &v[0]) {
        while end < len && less(&v[end], &v[end - 1]) {
            end += 1;
        }
        v[..end].reverse();
    } else {
        while end < len && !less(&v[end], &v[end - 1]) {
            end += 1;
        }
    }
    if end < MIN_RUN && end < len {
        let stop = MIN_RUN.min(len);
        insertion_sort(&mut v[..stop], end, less);
        end = stop;
    }
    end
}

/// Puts its value where it belongs when dropped.
struct Hole<T> {
    value: ManuallyDrop<T>,
    dest: *mut T,
}

impl<T> Drop for Hole<T> {
    fn drop(&mut self) {
        unsafe { ptr::copy_nonoverlapping(&*self.value, self.dest, 1) };
    }
}

/// Sorts `v`, whose first `sorted > 0` elements are in order.
fn insertion_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], sorted: usize, less: &mut F) {
    let base = v.as_mut_ptr();
    for i in sorted..v.len() {
        unsafe {
            let at = base.add(i);
            if !less(&*at, &*at.sub(1)) {
                continue;
            }
            let mut hole = Hole { value: ManuallyDrop::new(ptr::read(at)), dest: at.sub(1) };
            ptr::copy_nonoverlapping(at.sub(1), at, 1);
            while hole.dest > base && less(&hole.value, &*hole.dest.sub(1)) {
                ptr::copy_nonoverlapping(hole.dest.sub(1), hole.dest, 1);
                hole.dest = hole.dest.sub(1);
            }
        }
    }
}

fn merge_runs<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    left: Run,
    right: Run,
    scratch: *mut T,
    less: &mut F,
) -> Run {
    let len = left.len + right.len;
    let part = &mut v[left.start..left.start + len];
    unsafe { merge(part, left.len, scratch, less) };
    Run { start: left.start, len, power: left.power }
}

/// What a merge has copied out and where it must go: `start..end` to `dest`.
struct Pending<T> {
    start: *mut T,
    end: *mut T,
    dest: *mut T,
}

impl<T> Drop for Pending<T> {
    fn drop(&mut self) {
        unsafe {
            let len = self.end.offset_from_unsigned(self.start);
            ptr::copy_nonoverlapping(self.start, self.dest, len);
        }
    }
}

/// Merges `v[..mid]` and `v[mid..]`.
///
/// # Safety
/// `scratch` has room for the shorter one; `0 < mid < v.len()`.
unsafe fn merge<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    mid: usize,
    scratch: *mut T,
    less: &mut F,
) {
    let len = v.len();
    unsafe {
        let base = v.as_mut_ptr();
        let (v_mid, v_end) = (base.add(mid), base.add(len));
        if mid <= len - mid {
            ptr::copy_nonoverlapping(base, scratch, mid);
            let mut left = Pending { start: scratch, end: scratch.add(mid), dest: base };
            let mut right = v_mid.cast_const();
            while left.start < left.end && right < v_end {
                let take_right = less(&*right, &*left.start);
                let from = if take_right { right } else { left.start };
                ptr::copy_nonoverlapping(from, left.dest, 1);
                left.dest = left.dest.add(1);
                right = right.add(take_right as usize);
                left.start = left.start.add(!take_right as usize);
            }
        } else {
            ptr::copy_nonoverlapping(v_mid, scratch, len - mid);
            // `dest` is the end of the left run: what is left of the right one goes there.
            let mut right = Pending { start: scratch, end: scratch.add(len - mid), dest: v_mid };
            let mut out = v_end;
            while base < right.dest && right.start < right.end {
                let take_left = less(&*right.end.sub(1), &*right.dest.sub(1));
                right.dest = right.dest.sub(take_left as usize);
                right.end = right.end.sub(!take_left as usize);
                let from = if take_left { right.dest } else { right.end };
                out = out.sub(1);
                ptr::copy_nonoverlapping(from, out, 1);
            }
        }
    }
}
