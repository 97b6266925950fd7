//! `String`: growable UTF-8 text.
//!
//! Invariant: the bytes are valid UTF-8 whenever no method of this module is running.

mod convert;
mod errors;
mod traits;

pub use errors::{FromUtf8Error, FromUtf16Error, ParseError};
pub use traits::ToString;

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::vec::{Vec, range_bounds};
use core::iter::FusedIterator;
use core::mem::ManuallyDrop;
use core::ops::RangeBounds;
use core::str::Chars;
use core::{fmt, ptr, slice, str};

/// Growable UTF-8 text.
#[derive(PartialEq, PartialOrd, Eq, Ord)]
#[lang = "String"]
pub struct String {
    vec: Vec<u8>,
}

impl String {
    /// An empty string; allocates nothing.
    #[inline]
    #[must_use]
    pub const fn new() -> String {
        String { vec: Vec::new() }
    }

    /// An empty string with room for `capacity` bytes.
    #[inline]
    #[must_use]
    #[track_caller]
    pub fn with_capacity(capacity: usize) -> String {
        String { vec: Vec::with_capacity(capacity) }
    }

    /// Bytes as text, if they are UTF-8.
    #[inline]
    pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error> {
        match str::from_utf8(&vec) {
            Ok(_) => Ok(String { vec }),
            Err(error) => Err(FromUtf8Error { bytes: vec, error }),
        }
    }

    /// Bytes as text, every invalid sequence replaced by U+FFFD.
    #[must_use]
    pub fn from_utf8_lossy(v: &[u8]) -> Cow<'_, str> {
        let mut chunks = v.utf8_chunks();
        let Some(first) = chunks.next() else { return Cow::Borrowed("") };
        if first.invalid().is_empty() {
            return Cow::Borrowed(first.valid());
        }
        const REPLACEMENT: &str = "\u{FFFD}";
        let mut out = String::with_capacity(v.len());
        out.push_str(first.valid());
        out.push_str(REPLACEMENT);
        for chunk in chunks {
            out.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                out.push_str(REPLACEMENT);
            }
        }
        Cow::Owned(out)
    }

    /// Decodes UTF-16.
    pub fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error> {
        let mut out = String::with_capacity(v.len());
        for c in char::decode_utf16(v.iter().cloned()) {
            out.push(c.map_err(|_| FromUtf16Error(()))?);
        }
        Ok(out)
    }

    /// Decodes UTF-16, every unpaired surrogate replaced by U+FFFD.
    #[must_use]
    pub fn from_utf16_lossy(v: &[u16]) -> String {
        char::decode_utf16(v.iter().cloned())
            .map(|r| r.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    }

    /// Splits into pointer, length and capacity; the caller must free them.
    #[must_use = "losing the pointer will leak memory"]
    pub fn into_raw_parts(self) -> (*mut u8, usize, usize) {
        self.vec.into_raw_parts()
    }

    /// A string of the given parts.
    ///
    /// # Safety
    /// As for [`Vec::from_raw_parts`], and the bytes must be UTF-8.
    #[inline]
    pub unsafe fn from_raw_parts(buf: *mut u8, length: usize, capacity: usize) -> String {
        String { vec: unsafe { Vec::from_raw_parts(buf, length, capacity) } }
    }

    /// Bytes as text, unchecked.
    ///
    /// # Safety
    /// They must be UTF-8.
    #[inline]
    #[must_use]
    pub unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String {
        String { vec: bytes }
    }

    /// The bytes.
    #[inline]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub const fn into_bytes(self) -> Vec<u8> {
        let me = ManuallyDrop::new(self);
        unsafe { ptr::read((&raw const me).cast::<Vec<u8>>()) }
    }

    /// The text as a slice.
    #[inline]
    #[must_use]
    pub const fn as_str(&self) -> &str {
        unsafe { str::from_utf8_unchecked(self.vec.as_slice()) }
    }

    /// The text as a mutable slice.
    #[inline]
    #[must_use]
    pub const fn as_mut_str(&mut self) -> &mut str {
        unsafe { str::from_utf8_unchecked_mut(self.vec.as_mut_slice()) }
    }

    /// Appends text.
    #[inline]
    #[track_caller]
    pub fn push_str(&mut self, string: &str) {
        self.vec.append_copy(string.as_bytes())
    }

    /// Appends a copy of a part of this string.
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) {
        let (start, end) = range_bounds(src, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        self.vec.extend_from_within(start..end);
    }

    /// How many bytes fit without allocating again.
    #[inline]
    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.vec.capacity()
    }

    /// Makes room for at least `additional` more bytes.
    #[inline]
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        self.vec.reserve(additional)
    }

    /// Makes room for exactly `additional` more bytes if there is not enough.
    #[inline]
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.vec.reserve_exact(additional)
    }

    /// Like [`reserve`](Self::reserve), reporting failure.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve(additional)
    }

    /// Like [`reserve_exact`](Self::reserve_exact), reporting failure.
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve_exact(additional)
    }

    /// Gives back unused capacity.
    #[inline]
    #[track_caller]
    pub fn shrink_to_fit(&mut self) {
        self.vec.shrink_to_fit()
    }

    /// Gives back capacity beyond `min_capacity` and the length.
    #[inline]
    #[track_caller]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.vec.shrink_to(min_capacity)
    }

    /// Appends a character.
    #[inline]
    #[track_caller]
    pub fn push(&mut self, ch: char) {
        if ch.is_ascii() {
            self.vec.push(ch as u8)
        } else {
            self.vec.append_copy(ch.encode_utf8(&mut [0; 4]).as_bytes())
        }
    }

    /// The bytes of the text.
    #[inline]
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        self.vec.as_slice()
    }

    /// Removes everything from byte `new_len` on.
    #[inline]
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            assert!(self.is_char_boundary(new_len));
            self.vec.truncate(new_len)
        }
    }

    /// Removes the last character.
    #[inline]
    pub fn pop(&mut self) -> Option<char> {
        let ch = self.chars().next_back()?;
        let new_len = self.len() - ch.len_utf8();
        unsafe { self.vec.set_len(new_len) };
        Some(ch)
    }

    /// Removes the character that starts at byte `idx`.
    #[track_caller]
    pub fn remove(&mut self, idx: usize) -> char {
        let Some(ch) = self[idx..].chars().next() else {
            panic!("cannot remove a char from the end of a string")
        };
        let next = idx + ch.len_utf8();
        let len = self.len();
        unsafe {
            let base = self.vec.as_mut_ptr();
            ptr::copy(base.add(next), base.add(idx), len - next);
            self.vec.set_len(len - (next - idx));
        }
        ch
    }

    /// Keeps only the characters for which `f` is true.
    pub fn retain<F: FnMut(char) -> bool>(&mut self, mut f: F) {
        let len = self.len();
        unsafe { self.vec.set_len(0) };
        let mut g = Compact { s: self, read: 0, write: 0 };
        while g.read < len {
            let rest = unsafe {
                let at = g.s.vec.as_ptr().add(g.read);
                str::from_utf8_unchecked(slice::from_raw_parts(at, len - g.read))
            };
            let Some(ch) = rest.chars().next() else { break };
            let width = ch.len_utf8();
            if f(ch) {
                let base = g.s.vec.as_mut_ptr();
                unsafe { ptr::copy(base.add(g.read), base.add(g.write), width) };
                g.write += width;
            }
            g.read += width;
        }
    }

    /// Inserts a character at byte `idx`.
    #[inline]
    #[track_caller]
    pub fn insert(&mut self, idx: usize, ch: char) {
        self.insert_str(idx, ch.encode_utf8(&mut [0; 4]));
    }

    /// Inserts text at byte `idx`.
    #[track_caller]
    pub fn insert_str(&mut self, idx: usize, string: &str) {
        assert!(self.is_char_boundary(idx));
        let (len, amount) = (self.len(), string.len());
        self.vec.reserve(amount);
        unsafe {
            let at = self.vec.as_mut_ptr().add(idx);
            ptr::copy(at, at.add(amount), len - idx);
            ptr::copy_nonoverlapping(string.as_ptr(), at, amount);
            self.vec.set_len(len + amount);
        }
    }

    /// The bytes, writable.
    ///
    /// # Safety
    /// They must be UTF-8 again when the borrow ends.
    #[inline]
    pub const unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8> {
        &mut self.vec
    }

    /// The length in bytes.
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        self.vec.len()
    }

    /// Whether there is no text.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.vec.is_empty()
    }

    /// Removes the text from byte `at` on and returns it.
    #[inline]
    #[must_use = "use `.truncate()` if you don't need the other half"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> String {
        assert!(self.is_char_boundary(at));
        String { vec: self.vec.split_off(at) }
    }

    /// Removes all text, keeping the capacity.
    #[inline]
    pub fn clear(&mut self) {
        self.vec.clear()
    }

    /// Removes a range and returns its characters as an iterator.
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_> {
        let (start, end) = range_bounds(range, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        let string: *mut String = self;
        let iter = unsafe { (&(*string).as_str()).get_unchecked(start..end) }.chars();
        Drain { start, end, iter, string }
    }

    /// Replaces a range by other text.
    #[track_caller]
    pub fn replace_range<R: RangeBounds<usize>>(&mut self, range: R, replace_with: &str) {
        let (start, end) = range_bounds(range, self.len());
        assert!(self.is_char_boundary(start), "start of range should be a character boundary");
        assert!(self.is_char_boundary(end), "end of range should be a character boundary");
        let (old, new, len) = (end - start, replace_with.len(), self.len());
        self.vec.reserve(new.saturating_sub(old));
        unsafe {
            let base = self.vec.as_mut_ptr();
            ptr::copy(base.add(end), base.add(start + new), len - end);
            ptr::copy_nonoverlapping(replace_with.as_ptr(), base.add(start), new);
            self.vec.set_len(len - old + new);
        }
    }

    /// The text as a box, without spare capacity.
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    #[track_caller]
    pub fn into_boxed_str(self) -> Box<str> {
        let raw = Box::into_raw(self.vec.into_boxed_slice());
        unsafe { Box::from_raw(raw as *mut str) }
    }

    /// The text as a slice that is never freed.
    #[inline]
    pub fn leak<'a>(self) -> &'a mut str {
        unsafe { str::from_utf8_unchecked_mut(self.vec.leak()) }
    }
}

/// Sets the length of a string being compacted, also after a panic of the predicate.
struct Compact<'a> {
    s: &'a mut String,
    read: usize,
    write: usize,
}

impl Drop for Compact<'_> {
    fn drop(&mut self) {
        debug_assert!(self.write <= self.read);
        unsafe { self.s.vec.set_len(self.write) };
    }
}

/// Iterator over characters taken out of a string; made by [`String::drain`].
pub struct Drain<'a> {
    string: *mut String,
    start: usize,
    end: usize,
    iter: Chars<'a>,
}

unsafe impl Sync for Drain<'_> {}
unsafe impl Send for Drain<'_> {}

impl<'a> Drain<'a> {
    /// The characters not yet returned.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.iter.as_str()
    }
}

impl fmt::Debug for Drain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_str()).finish()
    }
}

impl AsRef<str> for Drain<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<[u8]> for Drain<'_> {
    fn as_ref(&self) -> &[u8] {
        self.as_str().as_bytes()
    }
}

impl Drop for Drain<'_> {
    fn drop(&mut self) {
        let vec = unsafe { &mut (*self.string).vec };
        if self.start <= self.end && self.end <= vec.len() {
            vec.drain(self.start..self.end);
        }
    }
}

impl Iterator for Drain<'_> {
    type Item = char;
    #[inline]
    fn next(&mut self) -> Option<char> {
        self.iter.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
    fn last(mut self) -> Option<char> {
        self.next_back()
    }
}

impl DoubleEndedIterator for Drain<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        self.iter.next_back()
    }
}

impl FusedIterator for Drain<'_> {}
