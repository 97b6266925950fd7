//! Iterators over parts of a slice that do not depend on its elements' values.
//!
//! The shared and the mutable form of each iterator come from one macro: the slice that is left
//! is taken out, split, and what is left is put back.
use crate::fmt;
use crate::iter::{FusedIterator, TrustedLen};
use crate::mem;

/// The traits that follow from `next`, `next_back` and the number of parts.
macro_rules! part_iterator {
    (
        $Iter:ident<$lt:lifetime, T>, $Item:ty,
        |$len_self:ident| $len:expr,
        front |$s:ident, $front:ident, $n:ident| $next:expr,
        back |$b:ident, $back:ident, $m:ident| $prev:expr
    ) => {
        impl<$lt, T> $Iter<$lt, T> {
            /// The number of parts that are left.
            #[inline]
            fn parts(&self) -> usize {
                let $len_self = self;
                $len
            }

            /// Drops `n` parts, which exist, and takes the next one, which exists.
            #[inline]
            fn take_front(&mut self, $n: usize) -> $Item {
                let $s = self;
                let $front = mem::take(&mut $s.v);
                $next
            }

            /// Drops `n` parts from the back, which exist, and takes the next one, which exists.
            #[inline]
            fn take_back(&mut self, $m: usize) -> $Item {
                let $b = self;
                let $back = mem::take(&mut $b.v);
                $prev
            }
        }

        impl<$lt, T> Iterator for $Iter<$lt, T> {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                if self.parts() == 0 { None } else { Some(self.take_front(0)) }
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.parts();
                (n, Some(n))
            }

            #[inline(always)]
            fn __trusted_len(&self) -> bool {
                true
            }

            #[inline]
            fn count(self) -> usize {
                self.parts()
            }

            #[inline]
            fn nth(&mut self, n: usize) -> Option<$Item> {
                if n < self.parts() {
                    Some(self.take_front(n))
                } else {
                    self.v = Default::default();
                    None
                }
            }

            #[inline]
            fn last(mut self) -> Option<$Item> {
                self.next_back()
            }
        }

        impl<$lt, T> DoubleEndedIterator for $Iter<$lt, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$Item> {
                if self.parts() == 0 { None } else { Some(self.take_back(0)) }
            }

            #[inline]
            fn nth_back(&mut self, n: usize) -> Option<$Item> {
                if n < self.parts() {
                    Some(self.take_back(n))
                } else {
                    self.v = Default::default();
                    None
                }
            }
        }

        impl<T> ExactSizeIterator for $Iter<'_, T> {}
        impl<T> FusedIterator for $Iter<'_, T> {}
        unsafe impl<T> TrustedLen for $Iter<'_, T> {}
    };
}

/// Overlapping parts of the same length.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Windows<'a, T: 'a> {
    v: &'a [T],
    size: usize,
}

impl<'a, T: 'a> Windows<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a [T], size: usize) -> Self {
        Self { v, size }
    }
}

impl<T> Clone for Windows<'_, T> {
    fn clone(&self) -> Self {
        Windows { v: self.v, size: self.size }
    }
}

part_iterator! {
    Windows<'a, T>, &'a [T],
    |s| if s.v.len() < s.size { 0 } else { s.v.len() - s.size + 1 },
    front |s, v, n| {
        s.v = &v[n + 1..];
        &v[n..n + s.size]
    },
    back |s, v, n| {
        let end = v.len() - n;
        s.v = &v[..end - 1];
        &v[end - s.size..end]
    }
}

/// Overlapping parts of the same length as arrays.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ArrayWindows<'a, T: 'a, const N: usize> {
    v: &'a [T],
}

impl<'a, T: 'a, const N: usize> ArrayWindows<'a, T, N> {
    #[inline]
    pub(super) const fn new(v: &'a [T]) -> Self {
        Self { v }
    }
}

impl<T, const N: usize> Clone for ArrayWindows<'_, T, N> {
    fn clone(&self) -> Self {
        ArrayWindows { v: self.v }
    }
}

impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let part = self.v.first_chunk();
        if part.is_some() {
            self.v = &self.v[1..];
        }
        part
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = if N > self.v.len() { 0 } else { self.v.len() - N + 1 };
        (n, Some(n))
    }

    #[inline]
    fn count(self) -> usize {
        self.len()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        self.v = &self.v[n.min(self.v.len())..];
        self.next()
    }

    #[inline]
    fn last(self) -> Option<Self::Item> {
        self.v.last_chunk()
    }
}

impl<'a, T, const N: usize> DoubleEndedIterator for ArrayWindows<'a, T, N> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a [T; N]> {
        let part = self.v.last_chunk();
        if part.is_some() {
            self.v = &self.v[..self.v.len() - 1];
        }
        part
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<&'a [T; N]> {
        self.v = &self.v[..self.v.len().saturating_sub(n)];
        self.next_back()
    }
}

impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}
impl<T, const N: usize> FusedIterator for ArrayWindows<'_, T, N> {}
unsafe impl<T, const N: usize> TrustedLen for ArrayWindows<'_, T, N> {}

/// Consecutive parts of the same length; the last one may be shorter.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Chunks<'a, T: 'a> {
    v: &'a [T],
    chunk_size: usize,
}

impl<'a, T: 'a> Chunks<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a [T], chunk_size: usize) -> Self {
        Self { v, chunk_size }
    }
}

impl<T> Clone for Chunks<'_, T> {
    fn clone(&self) -> Self {
        Chunks { v: self.v, chunk_size: self.chunk_size }
    }
}

part_iterator! {
    Chunks<'a, T>, &'a [T],
    |s| s.v.len().div_ceil(s.chunk_size),
    front |s, v, n| {
        let (_, v) = v.split_at(n * s.chunk_size);
        let mid = v.len().min(s.chunk_size);
        let (part, rest) = v.split_at(mid);
        s.v = rest;
        part
    },
    back |s, v, n| {
        let start = (v.len().div_ceil(s.chunk_size) - 1 - n) * s.chunk_size;
        let end = start.saturating_add(s.chunk_size).min(v.len());
        let (v, _) = v.split_at(end);
        let (rest, part) = v.split_at(start);
        s.v = rest;
        part
    }
}

/// Consecutive parts of exactly the same length.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunksExact<'a, T: 'a> {
    v: &'a [T],
    rem: &'a [T],
    chunk_size: usize,
}

impl<'a, T: 'a> ChunksExact<'a, T> {
    #[inline]
    pub(super) fn new(slice: &'a [T], chunk_size: usize) -> Self {
        let fst_len = slice.len() - slice.len() % chunk_size;
        let (v, rem) = slice.split_at(fst_len);
        Self { v, rem, chunk_size }
    }

    /// What is too short for a part.
    #[must_use]
    pub fn remainder(&self) -> &'a [T] {
        self.rem
    }
}

impl<T> Clone for ChunksExact<'_, T> {
    fn clone(&self) -> Self {
        ChunksExact { v: self.v, rem: self.rem, chunk_size: self.chunk_size }
    }
}

part_iterator! {
    ChunksExact<'a, T>, &'a [T],
    |s| s.v.len() / s.chunk_size,
    front |s, v, n| {
        let (_, v) = v.split_at(n * s.chunk_size);
        let (part, rest) = v.split_at(s.chunk_size);
        s.v = rest;
        part
    },
    back |s, v, n| {
        let end = v.len() - n * s.chunk_size;
        let (v, _) = v.split_at(end);
        let (rest, part) = v.split_at(end - s.chunk_size);
        s.v = rest;
        part
    }
}

/// Consecutive parts of the same length from the back; the one at the front may be shorter.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunks<'a, T: 'a> {
    v: &'a [T],
    chunk_size: usize,
}

impl<'a, T: 'a> RChunks<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a [T], chunk_size: usize) -> Self {
        Self { v, chunk_size }
    }
}

impl<T> Clone for RChunks<'_, T> {
    fn clone(&self) -> Self {
        RChunks { v: self.v, chunk_size: self.chunk_size }
    }
}

part_iterator! {
    RChunks<'a, T>, &'a [T],
    |s| s.v.len().div_ceil(s.chunk_size),
    front |s, v, n| {
        let end = v.len() - n * s.chunk_size;
        let (v, _) = v.split_at(end);
        let (rest, part) = v.split_at(end.saturating_sub(s.chunk_size));
        s.v = rest;
        part
    },
    back |s, v, n| {
        // Parts end where the distance to the back is a multiple of the length.
        let short = match v.len() % s.chunk_size {
            0 => s.chunk_size,
            rem => rem,
        };
        let end = short + n * s.chunk_size;
        let start = end.saturating_sub(s.chunk_size);
        let (v, rest) = v.split_at(end);
        let (_, part) = v.split_at(if n == 0 { 0 } else { start });
        s.v = rest;
        part
    }
}

/// Consecutive parts of exactly the same length from the back.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunksExact<'a, T: 'a> {
    v: &'a [T],
    rem: &'a [T],
    chunk_size: usize,
}

impl<'a, T: 'a> RChunksExact<'a, T> {
    #[inline]
    pub(super) fn new(slice: &'a [T], chunk_size: usize) -> Self {
        let rem = slice.len() % chunk_size;
        let (rem, v) = slice.split_at(rem);
        Self { v, rem, chunk_size }
    }

    /// What is too short for a part.
    #[must_use]
    pub fn remainder(&self) -> &'a [T] {
        self.rem
    }
}

impl<T> Clone for RChunksExact<'_, T> {
    fn clone(&self) -> Self {
        RChunksExact { v: self.v, rem: self.rem, chunk_size: self.chunk_size }
    }
}

part_iterator! {
    RChunksExact<'a, T>, &'a [T],
    |s| s.v.len() / s.chunk_size,
    front |s, v, n| {
        let end = v.len() - n * s.chunk_size;
        let (v, _) = v.split_at(end);
        let (rest, part) = v.split_at(end - s.chunk_size);
        s.v = rest;
        part
    },
    back |s, v, n| {
        let (_, v) = v.split_at(n * s.chunk_size);
        let (part, rest) = v.split_at(s.chunk_size);
        s.v = rest;
        part
    }
}

/// Consecutive parts within which a predicate holds for neighbours.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunkBy<'a, T: 'a, P> {
    slice: &'a [T],
    predicate: P,
}

impl<'a, T: 'a, P> ChunkBy<'a, T, P> {
    pub(super) fn new(slice: &'a [T], predicate: P) -> Self {
        ChunkBy { slice, predicate }
    }
}

impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> Iterator for ChunkBy<'a, T, P> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.slice.is_empty() {
            return None;
        }
        let mut len = 1;
        while len < self.slice.len() && (self.predicate)(&self.slice[len - 1], &self.slice[len]) {
            len += 1;
        }
        let (head, tail) = mem::take(&mut self.slice).split_at(len);
        self.slice = tail;
        Some(head)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.slice.is_empty() { (0, Some(0)) } else { (1, Some(self.slice.len())) }
    }

    #[inline]
    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }
}

impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> DoubleEndedIterator for ChunkBy<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.slice.is_empty() {
            return None;
        }
        let mut at = self.slice.len() - 1;
        while at > 0 && (self.predicate)(&self.slice[at - 1], &self.slice[at]) {
            at -= 1;
        }
        let (head, tail) = mem::take(&mut self.slice).split_at(at);
        self.slice = head;
        Some(tail)
    }
}

impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> FusedIterator for ChunkBy<'a, T, P> {}

impl<'a, T: 'a + fmt::Debug, P> fmt::Debug for ChunkBy<'a, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ChunkBy").field(&self.slice).finish()
    }
}

impl<'a, T: 'a, P: Clone> Clone for ChunkBy<'a, T, P> {
    fn clone(&self) -> Self {
        Self { slice: self.slice, predicate: self.predicate.clone() }
    }
}

/// Consecutive mutable parts of the same length; the last one may be shorter.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunksMut<'a, T: 'a> {
    v: &'a mut [T],
    chunk_size: usize,
}

impl<'a, T: 'a> ChunksMut<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], chunk_size: usize) -> Self {
        Self { v, chunk_size }
    }
}

part_iterator! {
    ChunksMut<'a, T>, &'a mut [T],
    |s| s.v.len().div_ceil(s.chunk_size),
    front |s, v, n| {
        let (_, v) = v.split_at_mut(n * s.chunk_size);
        let mid = v.len().min(s.chunk_size);
        let (part, rest) = v.split_at_mut(mid);
        s.v = rest;
        part
    },
    back |s, v, n| {
        let start = (v.len().div_ceil(s.chunk_size) - 1 - n) * s.chunk_size;
        let end = start.saturating_add(s.chunk_size).min(v.len());
        let (v, _) = v.split_at_mut(end);
        let (rest, part) = v.split_at_mut(start);
        s.v = rest;
        part
    }
}

/// Consecutive mutable parts of exactly the same length.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunksExactMut<'a, T: 'a> {
    v: &'a mut [T],
    rem: &'a mut [T],
    chunk_size: usize,
}

impl<'a, T: 'a> ChunksExactMut<'a, T> {
    #[inline]
    pub(super) fn new(slice: &'a mut [T], chunk_size: usize) -> Self {
        let fst_len = slice.len() - slice.len() % chunk_size;
        let (v, rem) = slice.split_at_mut(fst_len);
        Self { v, rem, chunk_size }
    }

    /// What is too short for a part.
    #[must_use]
    pub fn into_remainder(self) -> &'a mut [T] {
        self.rem
    }
}

part_iterator! {
    ChunksExactMut<'a, T>, &'a mut [T],
    |s| s.v.len() / s.chunk_size,
    front |s, v, n| {
        let (_, v) = v.split_at_mut(n * s.chunk_size);
        let (part, rest) = v.split_at_mut(s.chunk_size);
        s.v = rest;
        part
    },
    back |s, v, n| {
        let end = v.len() - n * s.chunk_size;
        let (v, _) = v.split_at_mut(end);
        let (rest, part) = v.split_at_mut(end - s.chunk_size);
        s.v = rest;
        part
    }
}

/// Consecutive mutable parts of the same length from the back; the one at the front may be shorter.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunksMut<'a, T: 'a> {
    v: &'a mut [T],
    chunk_size: usize,
}

impl<'a, T: 'a> RChunksMut<'a, T> {
    #[inline]
    pub(super) fn new(v: &'a mut [T], chunk_size: usize) -> Self {
        Self { v, chunk_size }
    }
}

part_iterator! {
    RChunksMut<'a, T>, &'a mut [T],
    |s| s.v.len().div_ceil(s.chunk_size),
    front |s, v, n| {
        let end = v.len() - n * s.chunk_size;
        let (v, _) = v.split_at_mut(end);
        let (rest, part) = v.split_at_mut(end.saturating_sub(s.chunk_size));
        s.v = rest;
        part
    },
    back |s, v, n| {
        // Parts end where the distance to the back is a multiple of the length.
        let short = match v.len() % s.chunk_size {
            0 => s.chunk_size,
            rem => rem,
        };
        let end = short + n * s.chunk_size;
        let start = end.saturating_sub(s.chunk_size);
        let (v, rest) = v.split_at_mut(end);
        let (_, part) = v.split_at_mut(if n == 0 { 0 } else { start });
        s.v = rest;
        part
    }
}

/// Consecutive mutable parts of exactly the same length from the back.
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunksExactMut<'a, T: 'a> {
    v: &'a mut [T],
    rem: &'a mut [T],
    chunk_size: usize,
}

impl<'a, T: 'a> RChunksExactMut<'a, T> {
    #[inline]
    pub(super) fn new(slice: &'a mut [T], chunk_size: usize) -> Self {
        let rem = slice.len() % chunk_size;
        let (rem, v) = slice.split_at_mut(rem);
        Self { v, rem, chunk_size }
    }

    /// What is too short for a part.
    #[must_use]
    pub fn into_remainder(self) -> &'a mut [T] {
        self.rem
    }
}

part_iterator! {
    RChunksExactMut<'a, T>, &'a mut [T],
    |s| s.v.len() / s.chunk_size,
    front |s, v, n| {
        let end = v.len() - n * s.chunk_size;
        let (v, _) = v.split_at_mut(end);
        let (rest, part) = v.split_at_mut(end - s.chunk_size);
        s.v = rest;
        part
    },
    back |s, v, n| {
        let (_, v) = v.split_at_mut(n * s.chunk_size);
        let (part, rest) = v.split_at_mut(s.chunk_size);
        s.v = rest;
        part
    }
}

/// Consecutive mutable parts within which a predicate holds for neighbours.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunkByMut<'a, T: 'a, P> {
    slice: &'a mut [T],
    predicate: P,
}

impl<'a, T: 'a, P> ChunkByMut<'a, T, P> {
    pub(super) fn new(slice: &'a mut [T], predicate: P) -> Self {
        ChunkByMut { slice, predicate }
    }
}

impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> Iterator for ChunkByMut<'a, T, P> {
    type Item = &'a mut [T];

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.slice.is_empty() {
            return None;
        }
        let mut len = 1;
        while len < self.slice.len() && (self.predicate)(&self.slice[len - 1], &self.slice[len]) {
            len += 1;
        }
        let (head, tail) = mem::take(&mut self.slice).split_at_mut(len);
        self.slice = tail;
        Some(head)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.slice.is_empty() { (0, Some(0)) } else { (1, Some(self.slice.len())) }
    }

    #[inline]
    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }
}

impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> DoubleEndedIterator for ChunkByMut<'a, T, P> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.slice.is_empty() {
            return None;
        }
        let mut at = self.slice.len() - 1;
        while at > 0 && (self.predicate)(&self.slice[at - 1], &self.slice[at]) {
            at -= 1;
        }
        let (head, tail) = mem::take(&mut self.slice).split_at_mut(at);
        self.slice = head;
        Some(tail)
    }
}

impl<'a, T: 'a, P: FnMut(&T, &T) -> bool> FusedIterator for ChunkByMut<'a, T, P> {}

impl<'a, T: 'a + fmt::Debug, P> fmt::Debug for ChunkByMut<'a, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ChunkByMut").field(&self.slice).finish()
    }
}
