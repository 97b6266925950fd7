//! The stable sort.
use super::{CopyOnDrop, SMALL, find_run, insertion_sort};
use crate::mem::MaybeUninit;
use crate::ptr;

/// The buffer that sorting needs, in elements.
#[must_use]
pub const fn scratch_len(len: usize) -> usize {
    if len <= SMALL { 0 } else { len / 2 }
}

/// A run on the stack, and its place in the tree of merges.
#[derive(Copy, Clone)]
struct Run {
    start: usize,
    len: usize,
    /// The depth of the node between this run and the one before it.
    power: u32,
}

/// Sorts, keeping equal elements in order. `scratch` must hold [`scratch_len`] elements.
pub fn sort<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    scratch: &mut [MaybeUninit<T>],
    is_less: &mut F,
) {
    let len = v.len();
    if size_of::<T>() == 0 || len < 2 {
        return;
    }
    if len <= SMALL {
        return insertion_sort(v, 1, is_less);
    }
    assert!(scratch.len() >= scratch_len(len));
    // Powers grow along the stack, and none exceeds the number of bits of a length.
    let mut stack = [Run { start: 0, len: 0, power: 0 }; usize::BITS as usize + 2];
    let mut depth = 0;
    let mut start = 0;
    while start < len {
        let run_len = make_run(&mut v[start..], is_less);
        let mut run = Run { start, len: run_len, power: 0 };
        if depth > 0 {
            run.power = node_power(stack[depth - 1], run, len);
        }
        while depth > 1 && stack[depth - 1].power > run.power {
            merge_top(v, scratch, &mut stack[..depth], is_less);
            depth -= 1;
        }
        stack[depth] = run;
        depth += 1;
        start += run_len;
    }
    while depth > 1 {
        merge_top(v, scratch, &mut stack[..depth], is_less);
        depth -= 1;
    }
}

/// Sorts the front of `v` and returns how much.
fn make_run<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) -> usize {
    let (run, descending) = find_run(v, is_less);
    if descending {
        v[..run].reverse();
    }
    if run >= SMALL || run == v.len() {
        return run;
    }
    let end = v.len().min(SMALL);
    insertion_sort(&mut v[..end], run, is_less);
    end
}

/// The depth of the node between two neighbouring runs in the ideal tree of merges: the first
/// binary digit in which the middles of the runs differ, as fractions of the whole length.
fn node_power(a: Run, b: Run, len: usize) -> u32 {
    let scale = ((1u64 << 62) + len as u64 - 1) / len as u64;
    let left = (2 * a.start + a.len) as u64;
    let right = (2 * b.start + b.len) as u64;
    (scale.wrapping_mul(left) ^ scale.wrapping_mul(right)).leading_zeros()
}

/// Merges the two runs on top of the stack.
fn merge_top<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    scratch: &mut [MaybeUninit<T>],
    stack: &mut [Run],
    is_less: &mut F,
) {
    let top = stack.len() - 1;
    let (a, b) = (stack[top - 1], stack[top]);
    merge(&mut v[a.start..b.start + b.len], a.len, scratch, is_less);
    stack[top - 1].len += b.len;
}

/// Merges `v[..mid]` and `v[mid..]`: the shorter one moves to the buffer and back.
fn merge<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    mid: usize,
    scratch: &mut [MaybeUninit<T>],
    is_less: &mut F,
) {
    let len = v.len();
    let base = v.as_mut_ptr();
    let buf = scratch.as_mut_ptr().cast::<T>();
    // SAFETY: the shorter side fits into the buffer. The guard always covers exactly what is
    // still in the buffer and the hole for it, so that nothing is lost if a comparison panics.
    unsafe {
        let (middle, end) = (base.add(mid), base.add(len));
        if mid <= len - mid {
            ptr::copy_nonoverlapping(base, buf, mid);
            let mut hole = CopyOnDrop { src: buf, dst: base, len: mid };
            let mut right = middle;
            while hole.len > 0 && right != end {
                let take_right = is_less(&*right, &*hole.src);
                let from = if take_right { right as *const T } else { hole.src };
                ptr::copy_nonoverlapping(from, hole.dst, 1);
                right = right.add(take_right as usize);
                hole.src = hole.src.add(!take_right as usize);
                hole.len -= !take_right as usize;
                hole.dst = hole.dst.add(1);
            }
        } else {
            let right_len = len - mid;
            ptr::copy_nonoverlapping(middle, buf, right_len);
            // What is left in the buffer goes right behind what is left of the left side.
            let mut hole = CopyOnDrop { src: buf, dst: middle, len: right_len };
            let mut out = end;
            while hole.len > 0 && hole.dst != base {
                let left_last = hole.dst.sub(1);
                let right_last = hole.src.add(hole.len - 1);
                let take_left = is_less(&*right_last, &*left_last);
                out = out.sub(1);
                let from = if take_left { left_last as *const T } else { right_last };
                ptr::copy_nonoverlapping(from, out, 1);
                hole.dst = hole.dst.sub(take_left as usize);
                hole.len -= !take_left as usize;
            }
        }
    }
}
