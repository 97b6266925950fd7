//! Methods of slices that need an allocation.

pub use core::slice::*;

mod join;
mod merge_sort;

pub use join::{Concat, Join};

use crate::borrow::ToOwned;
use crate::boxed::Box;
use crate::vec::Vec;
use core::cmp::Ordering;
use core::mem;

impl<T: Clone> ToOwned for [T] {
    type Owned = Vec<T>;
    fn to_owned(&self) -> Vec<T> {
        self.to_vec()
    }
    fn clone_into(&self, target: &mut Vec<T>) {
        target.truncate(self.len());
        let (head, tail) = self.split_at(target.len());
        target.clone_from_slice(head);
        target.extend_from_slice(tail);
    }
}

impl<T> [T] {
    /// Sorts; equal elements keep their order.
    #[rustc_allow_incoherent_impl]
    #[inline]
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        merge_sort::sort(self, &mut |a: &T, b: &T| a.lt(b));
    }

    /// Sorts by a comparison; equal elements keep their order.
    #[rustc_allow_incoherent_impl]
    #[inline]
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) {
        merge_sort::sort(self, &mut |a: &T, b: &T| compare(a, b) == Ordering::Less);
    }

    /// Sorts by a key; equal elements keep their order.
    #[rustc_allow_incoherent_impl]
    #[inline]
    pub fn sort_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        merge_sort::sort(self, &mut |a: &T, b: &T| f(a).lt(&f(b)));
    }

    /// Sorts by a key that is computed once an element; equal elements keep their order.
    #[rustc_allow_incoherent_impl]
    pub fn sort_by_cached_key<K: Ord, F: FnMut(&T) -> K>(&mut self, f: F) {
        let len = self.len();
        if len < 2 {
            return;
        }
        let mut order: Vec<(K, usize)> =
            self.iter().map(f).enumerate().map(|(i, k)| (k, i)).collect();
        order.sort_unstable();
        // Position i receives the element that started at order[i].1, which earlier swaps may
        // have moved: follow them.
        for i in 0..len {
            let mut index = order[i].1;
            while index < i {
                index = order[index].1;
            }
            order[i].1 = index;
            self.swap(i, index);
        }
    }

    /// Copies the elements into a vector.
    #[rustc_allow_incoherent_impl]
    #[inline]
    #[track_caller]
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        let mut v = Vec::with_capacity(self.len());
        v.extend_from_slice(self);
        v
    }

    /// The boxed slice as a vector, without copying.
    #[rustc_allow_incoherent_impl]
    #[inline]
    pub fn into_vec(self: Box<Self>) -> Vec<T> {
        let len = self.len();
        let ptr = Box::into_raw(self).cast::<T>();
        unsafe { Vec::from_raw_parts(ptr, len, len) }
    }

    /// The elements `n` times over.
    #[rustc_allow_incoherent_impl]
    #[track_caller]
    pub fn repeat(&self, n: usize) -> Vec<T>
    where
        T: Copy,
    {
        let Some(total) = self.len().checked_mul(n) else { crate::raw_vec::capacity_overflow() };
        let mut buf = Vec::with_capacity(total);
        if total == 0 {
            return buf;
        }
        buf.append_copy(self);
        // Doubling the part already there needs few, long copies.
        while buf.len() < total {
            let count = buf.len().min(total - buf.len());
            unsafe {
                let base: *mut T = buf.as_mut_ptr();
                core::ptr::copy_nonoverlapping(base, base.add(buf.len()), count);
                buf.set_len(buf.len() + count);
            }
        }
        buf
    }

    /// Joins slices or strings into one.
    #[rustc_allow_incoherent_impl]
    pub fn concat<Item: ?Sized>(&self) -> <Self as Concat<Item>>::Output
    where
        Self: Concat<Item>,
    {
        Concat::concat(self)
    }

    /// Joins slices or strings into one, with a separator in between.
    #[rustc_allow_incoherent_impl]
    pub fn join<Separator>(&self, sep: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, sep)
    }

    /// Joins with a separator in between.
    #[rustc_allow_incoherent_impl]
    #[deprecated(since = "1.3.0", note = "renamed to join")]
    pub fn connect<Separator>(&self, sep: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, sep)
    }
}

impl [u8] {
    /// The bytes with ASCII letters in upper case.
    #[rustc_allow_incoherent_impl]
    #[must_use = "this returns the uppercase bytes as a new Vec, without modifying the original"]
    #[inline]
    pub fn to_ascii_uppercase(&self) -> Vec<u8> {
        let mut me = self.to_vec();
        me.make_ascii_uppercase();
        me
    }

    /// The bytes with ASCII letters in lower case.
    #[rustc_allow_incoherent_impl]
    #[must_use = "this returns the lowercase bytes as a new Vec, without modifying the original"]
    #[inline]
    pub fn to_ascii_lowercase(&self) -> Vec<u8> {
        let mut me = self.to_vec();
        me.make_ascii_lowercase();
        me
    }
}

/// Whether sorting has anything to do: values without size are all alike.
pub(crate) const fn is_sortable<T>(len: usize) -> bool {
    len > 1 && mem::size_of::<T>() != 0
}
