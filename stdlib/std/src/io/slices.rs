//! Buffers for reads and writes of several at once, laid out as the system wants them.

use crate::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use core::slice;

#[derive(Clone, Copy)]
#[repr(C)]
struct Raw {
    base: *mut u8,
    len: usize,
}

/// A buffer to read into.
#[repr(transparent)]
pub struct IoSliceMut<'a> {
    raw: Raw,
    owner: PhantomData<&'a mut [u8]>,
}

/// A buffer to write from.
#[derive(Copy, Clone)]
#[repr(transparent)]
pub struct IoSlice<'a> {
    raw: Raw,
    owner: PhantomData<&'a [u8]>,
}

unsafe impl Send for IoSliceMut<'_> {}
unsafe impl Sync for IoSliceMut<'_> {}
unsafe impl Send for IoSlice<'_> {}
unsafe impl Sync for IoSlice<'_> {}

/// Cuts the first `n` bytes off a row of buffers.
macro_rules! advance_slices {
    ($bufs:ident, $n:ident) => {
        let mut left = $n;
        let mut whole = 0;
        for buf in $bufs.iter() {
            match left.checked_sub(buf.len()) {
                Some(rest) => left = rest,
                None => break,
            }
            whole += 1;
        }
        *$bufs = &mut core::mem::take($bufs)[whole..];
        match $bufs.first_mut() {
            Some(first) => first.advance(left),
            None => assert!(left == 0, "advancing io slices beyond their length"),
        }
    };
}

impl<'a> IoSliceMut<'a> {
    /// A buffer.
    #[inline]
    pub fn new(buf: &'a mut [u8]) -> IoSliceMut<'a> {
        IoSliceMut { raw: Raw { base: buf.as_mut_ptr(), len: buf.len() }, owner: PhantomData }
    }

    /// Cuts off its start.
    #[inline]
    pub fn advance(&mut self, n: usize) {
        assert!(n <= self.raw.len, "advancing IoSliceMut beyond its length");
        self.raw = Raw { base: unsafe { self.raw.base.add(n) }, len: self.raw.len - n };
    }

    /// Cuts off the start of several.
    #[inline]
    pub fn advance_slices(bufs: &mut &mut [IoSliceMut<'a>], n: usize) {
        advance_slices!(bufs, n);
    }
}

impl<'a> IoSlice<'a> {
    /// A buffer.
    #[must_use]
    #[inline]
    pub fn new(buf: &'a [u8]) -> IoSlice<'a> {
        let raw = Raw { base: buf.as_ptr().cast_mut(), len: buf.len() };
        IoSlice { raw, owner: PhantomData }
    }

    /// Cuts off its start.
    #[inline]
    pub fn advance(&mut self, n: usize) {
        assert!(n <= self.raw.len, "advancing IoSlice beyond its length");
        self.raw = Raw { base: unsafe { self.raw.base.add(n) }, len: self.raw.len - n };
    }

    /// Cuts off the start of several.
    #[inline]
    pub fn advance_slices(bufs: &mut &mut [IoSlice<'a>], n: usize) {
        advance_slices!(bufs, n);
    }
}

impl Deref for IoSliceMut<'_> {
    type Target = [u8];
    #[inline]
    fn deref(&self) -> &[u8] {
        unsafe { slice::from_raw_parts(self.raw.base, self.raw.len) }
    }
}

impl DerefMut for IoSliceMut<'_> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        unsafe { slice::from_raw_parts_mut(self.raw.base, self.raw.len) }
    }
}

impl Deref for IoSlice<'_> {
    type Target = [u8];
    #[inline]
    fn deref(&self) -> &[u8] {
        unsafe { slice::from_raw_parts(self.raw.base, self.raw.len) }
    }
}

impl fmt::Debug for IoSliceMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Debug for IoSlice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
