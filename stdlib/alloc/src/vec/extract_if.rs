//! Taking out the elements that a predicate selects.

use super::Vec;
use core::{fmt, ptr};

/// Iterator that removes and returns selected elements; made by [`Vec::extract_if`].
///
/// Elements `..idx` were looked at and `del` of them taken out, the kept ones being moved down.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, T, F> {
    vec: &'a mut Vec<T>,
    idx: usize,
    end: usize,
    del: usize,
    old_len: usize,
    pred: F,
}

impl<'a, T, F> ExtractIf<'a, T, F> {
    pub(super) fn new(vec: &'a mut Vec<T>, pred: F, start: usize, end: usize) -> Self {
        let old_len = vec.len;
        vec.len = 0;
        ExtractIf { vec, idx: start, end, del: 0, old_len, pred }
    }
}

impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        while self.idx < self.end {
            let i = self.idx;
            let base = self.vec.as_mut_ptr();
            let selected = (self.pred)(unsafe { &mut *base.add(i) });
            self.idx += 1;
            unsafe {
                if selected {
                    self.del += 1;
                    return Some(ptr::read(base.add(i)));
                }
                if self.del > 0 {
                    ptr::copy_nonoverlapping(base.add(i), base.add(i - self.del), 1);
                }
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.end - self.idx))
    }
}

impl<T, F> Drop for ExtractIf<'_, T, F> {
    fn drop(&mut self) {
        if self.del > 0 {
            unsafe {
                let from = self.vec.as_mut_ptr().add(self.idx);
                ptr::copy(from, from.sub(self.del), self.old_len - self.idx);
            }
        }
        self.vec.len = self.old_len - self.del;
    }
}

impl<T: fmt::Debug, F> fmt::Debug for ExtractIf<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = self.vec.as_ptr();
        let rest = unsafe { core::slice::from_raw_parts(base.add(self.idx), self.end - self.idx) };
        f.debug_struct("ExtractIf").field("remainder", &rest).finish_non_exhaustive()
    }
}
