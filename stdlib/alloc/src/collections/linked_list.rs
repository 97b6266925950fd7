//! `LinkedList`: a doubly linked list.
//!
//! Every node is a box owned by the list; `head` and `tail` are its ends, and `len` the number
//! of nodes that are reachable from either of them.

use crate::boxed::Box;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ptr::NonNull;
use core::{fmt, mem};

type Link<T> = Option<NonNull<Node<T>>>;

struct Node<T> {
    next: Link<T>,
    prev: Link<T>,
    element: T,
}

/// A doubly linked list.
pub struct LinkedList<T> {
    head: Link<T>,
    tail: Link<T>,
    len: usize,
    marker: PhantomData<Box<Node<T>>>,
}

unsafe impl<T: Send> Send for LinkedList<T> {}
unsafe impl<T: Sync> Sync for LinkedList<T> {}

impl<T> LinkedList<T> {
    /// An empty list.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        LinkedList { head: None, tail: None, len: 0, marker: PhantomData }
    }

    /// Moves all elements of `other` to the end.
    pub fn append(&mut self, other: &mut Self) {
        let Some(tail) = self.tail else { return mem::swap(self, other) };
        if let Some(head) = other.head.take() {
            unsafe {
                (*tail.as_ptr()).next = Some(head);
                (*head.as_ptr()).prev = Some(tail);
            }
            self.tail = other.tail.take();
            self.len += mem::take(&mut other.len);
        }
    }

    /// Iterates from front to back.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { head: self.head, tail: self.tail, len: self.len, marker: PhantomData }
    }

    /// Iterates from front to back over mutable references.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut { head: self.head, tail: self.tail, len: self.len, marker: PhantomData }
    }

    /// Whether there are no elements.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.head.is_none()
    }

    /// The number of elements.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Drops all elements.
    #[inline]
    pub fn clear(&mut self) {
        drop(mem::take(self));
    }

    /// Whether an element equals `x`.
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        self.iter().any(|e| e == x)
    }

    /// The first element.
    #[inline]
    #[must_use]
    pub fn front(&self) -> Option<&T> {
        self.head.map(|node| unsafe { &(*node.as_ptr()).element })
    }

    /// The first element.
    #[inline]
    #[must_use]
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.head.map(|node| unsafe { &mut (*node.as_ptr()).element })
    }

    /// The last element.
    #[inline]
    #[must_use]
    pub fn back(&self) -> Option<&T> {
        self.tail.map(|node| unsafe { &(*node.as_ptr()).element })
    }

    /// The last element.
    #[inline]
    #[must_use]
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.tail.map(|node| unsafe { &mut (*node.as_ptr()).element })
    }

    /// Adds an element in front.
    pub fn push_front(&mut self, elt: T) {
        let _ = self.push_front_mut(elt);
    }

    /// Adds an element in front and returns a reference to it.
    #[must_use = "if you don't need a reference to the value, use `LinkedList::push_front` instead"]
    pub fn push_front_mut(&mut self, elt: T) -> &mut T {
        let new = self.insert_before(self.head, elt);
        unsafe { &mut (*new.as_ptr()).element }
    }

    /// Removes the first element.
    pub fn pop_front(&mut self) -> Option<T> {
        self.head.map(|node| unsafe { self.unlink(node) })
    }

    /// Adds an element at the end.
    pub fn push_back(&mut self, elt: T) {
        let _ = self.push_back_mut(elt);
    }

    /// Adds an element at the end and returns a reference to it.
    #[must_use = "if you don't need a reference to the value, use `LinkedList::push_back` instead"]
    pub fn push_back_mut(&mut self, elt: T) -> &mut T {
        let new = self.insert_before(None, elt);
        unsafe { &mut (*new.as_ptr()).element }
    }

    /// Removes the last element.
    pub fn pop_back(&mut self) -> Option<T> {
        self.tail.map(|node| unsafe { self.unlink(node) })
    }

    /// Removes the elements from position `at` on and returns them.
    pub fn split_off(&mut self, at: usize) -> LinkedList<T> {
        let len = self.len;
        assert!(at <= len, "Cannot split off at a nonexistent index");
        if at == 0 {
            return mem::take(self);
        }
        if at == len {
            return LinkedList::new();
        }
        let last = self.node_at(at - 1);
        let first = unsafe { (*last.as_ptr()).next.take() };
        if let Some(first) = first {
            unsafe { (*first.as_ptr()).prev = None };
        }
        let tail = self.tail.replace(last);
        self.len = at;
        LinkedList { head: first, tail, len: len - at, marker: PhantomData }
    }

    /// Iterates over the elements that `filter` selects, removing them.
    pub fn extract_if<F: FnMut(&mut T) -> bool>(&mut self, filter: F) -> ExtractIf<'_, T, F> {
        ExtractIf { it: self.head, idx: 0, old_len: self.len, list: self, pred: filter }
    }

    /// The node at a position that exists, found from the nearer end.
    fn node_at(&self, at: usize) -> NonNull<Node<T>> {
        let mut iter = self.iter();
        if at < self.len / 2 {
            for _ in 0..at {
                iter.next();
            }
            iter.head.unwrap()
        } else {
            for _ in at + 1..self.len {
                iter.next_back();
            }
            iter.tail.unwrap()
        }
    }

    /// Links in a new node before `next`, or at the end.
    fn insert_before(&mut self, next: Link<T>, element: T) -> NonNull<Node<T>> {
        let prev = match next {
            Some(next) => unsafe { (*next.as_ptr()).prev },
            None => self.tail,
        };
        let new = Box::into_non_null(Box::new(Node { next, prev, element }));
        unsafe {
            match prev {
                Some(prev) => (*prev.as_ptr()).next = Some(new),
                None => self.head = Some(new),
            }
            match next {
                Some(next) => (*next.as_ptr()).prev = Some(new),
                None => self.tail = Some(new),
            }
        }
        self.len += 1;
        new
    }

    /// Removes a node of this list.
    unsafe fn unlink(&mut self, node: NonNull<Node<T>>) -> T {
        let node = unsafe { Box::from_non_null(node) };
        unsafe {
            match node.prev {
                Some(prev) => (*prev.as_ptr()).next = node.next,
                None => self.head = node.next,
            }
            match node.next {
                Some(next) => (*next.as_ptr()).prev = node.prev,
                None => self.tail = node.prev,
            }
        }
        self.len -= 1;
        Box::into_inner(node).element
    }
}

unsafe impl<#[may_dangle] T> Drop for LinkedList<T> {
    fn drop(&mut self) {
        /// Goes on with the rest after a destructor panics.
        struct Rest<'a, T>(&'a mut LinkedList<T>);
        impl<T> Drop for Rest<'_, T> {
            fn drop(&mut self) {
                while self.0.pop_front().is_some() {}
            }
        }
        let rest = Rest(self);
        while rest.0.pop_front().is_some() {}
        mem::forget(rest);
    }
}

/// Iterator over references.
pub struct Iter<'a, T> {
    head: Link<T>,
    tail: Link<T>,
    len: usize,
    marker: PhantomData<&'a Node<T>>,
}

/// Iterator over mutable references.
pub struct IterMut<'a, T> {
    head: Link<T>,
    tail: Link<T>,
    len: usize,
    marker: PhantomData<&'a mut Node<T>>,
}

/// Iterator over values.
#[derive(Clone)]
pub struct IntoIter<T> {
    list: LinkedList<T>,
}

unsafe impl<T: Sync> Send for Iter<'_, T> {}
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}

/// The two borrowing iterators differ only in the reference they return.
macro_rules! borrowing_iterator {
    ($Iter:ident, $item:ty, $node:ident => $make:expr) => {
        impl<'a, T> Iterator for $Iter<'a, T> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                if self.len == 0 {
                    return None;
                }
                let $node = self.head?.as_ptr();
                self.len -= 1;
                unsafe {
                    self.head = (*$node).next;
                    Some($make)
                }
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.len, Some(self.len))
            }
            #[inline]
            fn last(mut self) -> Option<$item> {
                self.next_back()
            }
        }
        impl<'a, T> DoubleEndedIterator for $Iter<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                if self.len == 0 {
                    return None;
                }
                let $node = self.tail?.as_ptr();
                self.len -= 1;
                unsafe {
                    self.tail = (*$node).prev;
                    Some($make)
                }
            }
        }
        impl<T> ExactSizeIterator for $Iter<'_, T> {}
        impl<T> FusedIterator for $Iter<'_, T> {}
        impl<T> Default for $Iter<'_, T> {
            fn default() -> Self {
                $Iter { head: None, tail: None, len: 0, marker: PhantomData }
            }
        }
        impl<T: fmt::Debug> fmt::Debug for $Iter<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let rest =
                    Iter { head: self.head, tail: self.tail, len: self.len, marker: PhantomData };
                f.debug_tuple(stringify!($Iter)).field(&Elements(rest)).field(&self.len).finish()
            }
        }
    };
}

borrowing_iterator!(Iter, &'a T, node => &(*node).element);
borrowing_iterator!(IterMut, &'a mut T, node => &mut (*node).element);

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { ..*self }
    }
}

/// Shows what an iterator has left as a list.
struct Elements<'a, T>(Iter<'a, T>);

impl<T: fmt::Debug> fmt::Debug for Elements<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.clone()).finish()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.list.pop_front()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.list.len, Some(self.list.len))
    }
}

impl<T> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.list.pop_back()
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

impl<T> Default for IntoIter<T> {
    fn default() -> Self {
        LinkedList::new().into_iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.list).finish()
    }
}

/// Iterator that removes selected elements; made by [`LinkedList::extract_if`].
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ExtractIf<'a, T, F> {
    list: &'a mut LinkedList<T>,
    it: Link<T>,
    pred: F,
    idx: usize,
    old_len: usize,
}

impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while let Some(node) = self.it {
            unsafe {
                self.it = (*node.as_ptr()).next;
                self.idx += 1;
                if (self.pred)(&mut (*node.as_ptr()).element) {
                    return Some(self.list.unlink(node));
                }
            }
        }
        None
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.old_len - self.idx))
    }
}

impl<T: fmt::Debug, F> fmt::Debug for ExtractIf<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let element = self.it.map(|node| unsafe { &(*node.as_ptr()).element });
        f.debug_struct("ExtractIf").field("peek", &element).finish_non_exhaustive()
    }
}

impl<T> Default for LinkedList<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> FromIterator<T> for LinkedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut list = Self::new();
        list.extend(iter);
        list
    }
}

impl<T> IntoIterator for LinkedList<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    #[inline]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { list: self }
    }
}

impl<'a, T> IntoIterator for &'a LinkedList<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut LinkedList<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T> Extend<T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        iter.into_iter().for_each(|elt| self.push_back(elt));
    }
}

impl<'a, T: 'a + Copy> Extend<&'a T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.extend(iter.into_iter().cloned());
    }
}

impl<T: PartialEq> PartialEq for LinkedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl<T: Eq> Eq for LinkedList<T> {}

impl<T: PartialOrd> PartialOrd for LinkedList<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.iter().partial_cmp(other)
    }
}

impl<T: Ord> Ord for LinkedList<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other)
    }
}

impl<T: Clone> Clone for LinkedList<T> {
    fn clone(&self) -> Self {
        self.iter().cloned().collect()
    }
    fn clone_from(&mut self, source: &Self) {
        let mut source = source.iter();
        if self.len > source.len() {
            drop(self.split_off(source.len()));
        }
        for (mine, theirs) in self.iter_mut().zip(&mut source) {
            mine.clone_from(theirs);
        }
        self.extend(source.cloned());
    }
}

impl<T: fmt::Debug> fmt::Debug for LinkedList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T: Hash> Hash for LinkedList<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for elt in self {
            elt.hash(state);
        }
    }
}

impl<T, const N: usize> From<[T; N]> for LinkedList<T> {
    fn from(arr: [T; N]) -> Self {
        Self::from_iter(arr)
    }
}
