//! A Swiss table: open addressing with one control byte a bucket.
//!
//! A control byte is [`EMPTY`], [`DELETED`], or seven bits of the hash of the value there. Eight of
//! them are looked at together, as a word: the ones that match are found by arithmetic on it. The
//! first eight bytes are repeated behind the last, so that a group may start anywhere. Values lie
//! before the control bytes, bucket 0 last. (After "Swiss Tables Design Notes", Abseil.)
//!
//! Invariants: the number of buckets is a power of two; at least one control byte is `EMPTY`;
//! `growth_left` is how many `EMPTY` ones may yet become full; a value can be reached from the
//! start of its probe sequence without passing a group with an `EMPTY` byte.

use crate::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use crate::collections::TryReserveError;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use core::mem;

const EMPTY: u8 = 0xff;
const DELETED: u8 = 0x80;

/// The number of control bytes in a group.
const WIDTH: usize = 8;
const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// Control bytes of an empty table, which is never written to.
#[repr(align(8))]
struct EmptyGroup {
    _bytes: [u8; WIDTH],
}
static EMPTY_GROUP: EmptyGroup = EmptyGroup { _bytes: [EMPTY; WIDTH] };

/// The bytes of a group that match something: one high bit each.
#[derive(Clone, Copy)]
struct Matches(u64);

impl Iterator for Matches {
    type Item = usize;
    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let at = self.0.trailing_zeros() as usize / 8;
        self.0 &= self.0 - 1;
        Some(at)
    }
}

#[derive(Clone, Copy)]
struct Group(u64);

impl Group {
    #[inline]
    unsafe fn load(ptr: *const u8) -> Group {
        Group(u64::from_le(unsafe { ptr.cast::<u64>().read_unaligned() }))
    }

    /// The bytes equal to one below 0x80, and perhaps a few that are not: a borrow may make a byte
    /// above a match look like one. The keys tell.
    #[inline]
    fn equal_to(self, byte: u8) -> Matches {
        let x = self.0 ^ (LOW_BITS * u64::from(byte));
        Matches(x.wrapping_sub(LOW_BITS) & !x & HIGH_BITS)
    }

    #[inline]
    fn empty(self) -> Matches {
        Matches(self.0 & self.0 << 1 & HIGH_BITS)
    }

    #[inline]
    fn empty_or_deleted(self) -> Matches {
        Matches(self.0 & HIGH_BITS)
    }

    #[inline]
    fn full(self) -> Matches {
        Matches(!self.0 & HIGH_BITS)
    }
}

/// The positions of the groups where a hash may be: triangular steps reach every group once.
struct Probe {
    pos: usize,
    stride: usize,
}

impl Probe {
    #[inline]
    fn step(&mut self, mask: usize) {
        self.stride += WIDTH;
        self.pos = (self.pos + self.stride) & mask;
    }
}

/// The part of a hash that is a control byte.
#[inline]
fn tag(hash: u64) -> u8 {
    (hash >> 57) as u8
}

/// How many values may be in so many buckets: seven eighths.
fn capacity_of(mask: usize) -> usize {
    if mask < 8 { mask } else { (mask + 1) / 8 * 7 }
}

fn buckets_for(cap: usize) -> Option<usize> {
    match cap {
        0..4 => Some(4),
        4..8 => Some(8),
        _ => (cap.checked_mul(8)? / 7).checked_next_power_of_two(),
    }
}

pub(super) struct Table<T> {
    ctrl: NonNull<u8>,
    mask: usize,
    growth_left: usize,
    items: usize,
    marker: PhantomData<T>,
}

unsafe impl<T: Send> Send for Table<T> {}
unsafe impl<T: Sync> Sync for Table<T> {}

impl<T> Table<T> {
    pub const fn new() -> Self {
        let ctrl = (&raw const EMPTY_GROUP).cast::<u8>().cast_mut();
        Table {
            ctrl: unsafe { NonNull::new_unchecked(ctrl) },
            mask: 0,
            growth_left: 0,
            items: 0,
            marker: PhantomData,
        }
    }

    pub fn with_capacity(cap: usize) -> Self {
        if cap == 0 {
            return Self::new();
        }
        match Self::try_with_capacity(cap) {
            Ok(table) => table,
            Err(_) => fail::<T>(cap),
        }
    }

    fn try_with_capacity(cap: usize) -> Result<Self, TryReserveError> {
        let overflow = TryReserveError::capacity_overflow;
        let buckets = buckets_for(cap).ok_or_else(overflow)?;
        let (layout, offset) = Self::layout(buckets).ok_or_else(overflow)?;
        let base = NonNull::new(unsafe { alloc(layout) })
            .ok_or_else(|| TryReserveError::alloc_error(layout))?;
        unsafe {
            let ctrl = base.add(offset);
            ctrl.write_bytes(EMPTY, buckets + WIDTH);
            let mask = buckets - 1;
            Ok(Table {
                ctrl,
                mask,
                growth_left: capacity_of(mask),
                items: 0,
                marker: PhantomData,
            })
        }
    }

    /// The memory for so many buckets, and where in it the control bytes begin.
    fn layout(buckets: usize) -> Option<(Layout, usize)> {
        let align = align_of::<T>().max(WIDTH);
        let offset = buckets.checked_mul(size_of::<T>())?.checked_next_multiple_of(align)?;
        let size = offset.checked_add(buckets + WIDTH)?;
        Some((Layout::from_size_align(size, align).ok()?, offset))
    }

    #[inline]
    fn is_singleton(&self) -> bool {
        self.ctrl.as_ptr().cast_const() == (&raw const EMPTY_GROUP).cast()
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.items
    }

    #[inline]
    pub fn capacity(&self) -> usize {
        self.items + self.growth_left
    }

    #[inline]
    pub fn slot(&self, index: usize) -> *mut T {
        unsafe { self.ctrl.as_ptr().cast::<T>().sub(index + 1) }
    }

    #[inline]
    unsafe fn group(&self, index: usize) -> Group {
        unsafe { Group::load(self.ctrl.as_ptr().add(index)) }
    }

    #[inline]
    unsafe fn ctrl(&self, index: usize) -> u8 {
        unsafe { *self.ctrl.as_ptr().add(index) }
    }

    /// Sets a control byte, and the copy of it if it is one of the first.
    #[inline]
    unsafe fn set_ctrl(&mut self, index: usize, byte: u8) {
        let copy = (index.wrapping_sub(WIDTH) & self.mask) + WIDTH;
        unsafe {
            *self.ctrl.as_ptr().add(index) = byte;
            *self.ctrl.as_ptr().add(copy) = byte;
        }
    }

    #[inline]
    fn probe(&self, hash: u64) -> Probe {
        Probe { pos: hash as usize & self.mask, stride: 0 }
    }

    /// The bucket of a value with a hash for which `eq` is true.
    #[inline]
    pub fn find(&self, hash: u64, mut eq: impl FnMut(&T) -> bool) -> Option<usize> {
        let tag = tag(hash);
        let mut probe = self.probe(hash);
        loop {
            let group = unsafe { self.group(probe.pos) };
            for bit in group.equal_to(tag) {
                let index = (probe.pos + bit) & self.mask;
                if eq(unsafe { &*self.slot(index) }) {
                    return Some(index);
                }
            }
            if group.empty().0 != 0 {
                return None;
            }
            probe.step(self.mask);
        }
    }

    /// The first bucket that can take a value with a hash; there is one.
    #[inline]
    fn find_insert(&self, hash: u64) -> usize {
        let mut probe = self.probe(hash);
        loop {
            let group = unsafe { self.group(probe.pos) };
            if let Some(bit) = group.empty_or_deleted().next() {
                let index = (probe.pos + bit) & self.mask;
                // In a table smaller than a group the match may be a copied byte.
                if unsafe { self.ctrl(index) } < DELETED {
                    return unsafe { self.group(0) }.empty_or_deleted().next().unwrap_or(0);
                }
                return index;
            }
            probe.step(self.mask);
        }
    }

    /// Inserts a value that is not there; returns its bucket.
    #[inline]
    pub fn insert(&mut self, hash: u64, value: T, hasher: impl Fn(&T) -> u64) -> usize {
        let mut index = self.find_insert(hash);
        let mut old = unsafe { self.ctrl(index) };
        if self.growth_left == 0 && old == EMPTY {
            self.reserve(1, hasher);
            index = self.find_insert(hash);
            old = unsafe { self.ctrl(index) };
        }
        unsafe {
            self.growth_left -= usize::from(old == EMPTY);
            self.set_ctrl(index, tag(hash));
            self.items += 1;
            self.slot(index).write(value);
        }
        index
    }

    /// Takes the value out of a full bucket.
    #[inline]
    pub unsafe fn remove(&mut self, index: usize) -> T {
        unsafe {
            let value = self.slot(index).read();
            self.erase(index);
            value
        }
    }

    /// Marks a bucket as free. It may become `EMPTY` only if no probe can have gone past it: if
    /// there is an `EMPTY` byte close enough on both sides that every group over it has one.
    unsafe fn erase(&mut self, index: usize) {
        unsafe {
            let before = self.group(index.wrapping_sub(WIDTH) & self.mask).empty().0;
            let after = self.group(index).empty().0;
            let full_run = before.leading_zeros() / 8 + after.trailing_zeros() / 8;
            let byte = if full_run as usize >= WIDTH {
                DELETED
            } else {
                self.growth_left += 1;
                EMPTY
            };
            self.set_ctrl(index, byte);
        }
        self.items -= 1;
    }

    #[inline]
    pub fn reserve(&mut self, additional: usize, hasher: impl Fn(&T) -> u64) {
        if additional > self.growth_left && self.grow(additional, hasher).is_err() {
            fail::<T>(self.items.saturating_add(additional));
        }
    }

    #[inline]
    pub fn try_reserve(
        &mut self,
        additional: usize,
        hasher: impl Fn(&T) -> u64,
    ) -> Result<(), TryReserveError> {
        if additional > self.growth_left { self.grow(additional, hasher) } else { Ok(()) }
    }

    /// Makes room: a new table of the same size if many buckets are `DELETED`, else a larger one.
    #[cold]
    #[inline(never)]
    fn grow(
        &mut self,
        additional: usize,
        hasher: impl Fn(&T) -> u64,
    ) -> Result<(), TryReserveError> {
        let needed =
            self.items.checked_add(additional).ok_or_else(TryReserveError::capacity_overflow)?;
        let full = capacity_of(self.mask);
        let cap = if needed <= full / 2 { full } else { needed.max(full + 1) };
        self.resize(cap, hasher)
    }

    /// Moves all values to a table for `cap` of them. A panic of the hasher leaves this one whole.
    fn resize(&mut self, cap: usize, hasher: impl Fn(&T) -> u64) -> Result<(), TryReserveError> {
        let mut new = Self::try_with_capacity(cap)?;
        /// Frees the new table, but drops no value.
        struct Forget<'a, T>(&'a mut Table<T>);
        impl<T> Drop for Forget<'_, T> {
            fn drop(&mut self) {
                self.0.items = 0;
            }
        }
        {
            let guard = Forget(&mut new);
            for index in self.indices() {
                let hash = hasher(unsafe { &*self.slot(index) });
                let to = guard.0.find_insert(hash);
                unsafe {
                    guard.0.set_ctrl(to, tag(hash));
                    ptr::copy_nonoverlapping(self.slot(index), guard.0.slot(to), 1);
                }
            }
            mem::forget(guard);
        }
        new.items = self.items;
        new.growth_left -= self.items;
        mem::swap(self, &mut new);
        new.items = 0;
        Ok(())
    }

    pub fn shrink_to(&mut self, min: usize, hasher: impl Fn(&T) -> u64) {
        let min = min.max(self.items);
        if min == 0 {
            *self = Self::new();
        } else if let Some(buckets) = buckets_for(min)
            && buckets <= self.mask
            && self.resize(min, hasher).is_err()
        {
            fail::<T>(min);
        }
    }

    /// Drops all values.
    pub fn clear(&mut self) {
        if self.items == 0 && self.growth_left == capacity_of(self.mask) {
            return;
        }
        /// Marks all buckets as free even if a destructor panics.
        struct Reset<'a, T>(&'a mut Table<T>);
        impl<T> Drop for Reset<'_, T> {
            fn drop(&mut self) {
                self.0.reset();
            }
        }
        let guard = Reset(self);
        unsafe { guard.0.drop_values() };
    }

    /// Marks all buckets as free.
    pub fn reset(&mut self) {
        if !self.is_singleton() {
            unsafe { self.ctrl.write_bytes(EMPTY, self.mask + 1 + WIDTH) };
        }
        self.items = 0;
        self.growth_left = if self.is_singleton() { 0 } else { capacity_of(self.mask) };
    }

    unsafe fn drop_values(&mut self) {
        if mem::needs_drop::<T>() && self.items != 0 {
            for index in self.indices() {
                unsafe { ptr::drop_in_place(self.slot(index)) };
            }
        }
    }

    /// The full buckets. They must not be added to meanwhile; the current one may be removed.
    #[inline]
    pub fn indices(&self) -> Indices {
        Indices {
            matches: unsafe { self.group(0) }.full(),
            ctrl: self.ctrl,
            base: 0,
            left: self.items,
            mask: self.mask,
        }
    }

    /// Takes all values; the table is empty after.
    pub fn take(&mut self) -> Table<T> {
        mem::replace(self, Self::new())
    }

    /// Frees the memory alone.
    unsafe fn free(&mut self) {
        if !self.is_singleton()
            && let Some((layout, offset)) = Self::layout(self.mask + 1)
        {
            unsafe { dealloc(self.ctrl.as_ptr().sub(offset), layout) };
        }
    }
}

#[cold]
fn fail<T>(cap: usize) -> ! {
    match buckets_for(cap).and_then(Table::<T>::layout) {
        Some((layout, _)) => handle_alloc_error(layout),
        None => panic!("Hash table capacity overflow"),
    }
}

impl<T: Clone> Clone for Table<T> {
    fn clone(&self) -> Self {
        let mut new = Self::new();
        if self.items == 0 {
            return new;
        }
        // Clones go to the same buckets one by one: a panic leaves what was cloned to be dropped.
        match Self::try_with_capacity(capacity_of(self.mask)) {
            Ok(table) => new = table,
            Err(_) => fail::<T>(capacity_of(self.mask)),
        }
        for index in self.indices() {
            unsafe {
                let value = (*self.slot(index)).clone();
                new.slot(index).write(value);
                new.set_ctrl(index, self.ctrl(index));
            }
            new.items += 1;
        }
        // Deleted buckets stay so: values may lie behind them.
        for index in 0..=self.mask {
            unsafe {
                if self.ctrl(index) == DELETED {
                    new.set_ctrl(index, DELETED);
                }
            }
        }
        new.growth_left = self.growth_left;
        new
    }
}

unsafe impl<#[may_dangle] T> Drop for Table<T> {
    fn drop(&mut self) {
        /// Frees the memory even if a destructor panics.
        struct Free<'a, T>(&'a mut Table<T>);
        impl<T> Drop for Free<'_, T> {
            fn drop(&mut self) {
                unsafe { self.0.free() };
            }
        }
        let guard = Free(self);
        unsafe { guard.0.drop_values() };
    }
}

/// Iterator over the full buckets of a table.
#[derive(Clone)]
pub(super) struct Indices {
    matches: Matches,
    ctrl: NonNull<u8>,
    base: usize,
    left: usize,
    mask: usize,
}

impl Indices {
    #[inline]
    pub fn len(&self) -> usize {
        self.left
    }

    pub const fn empty() -> Self {
        let ctrl = NonNull::dangling();
        Indices { matches: Matches(0), ctrl, base: 0, left: 0, mask: 0 }
    }
}

impl Iterator for Indices {
    type Item = usize;
    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.left == 0 {
            return None;
        }
        loop {
            if let Some(bit) = self.matches.next() {
                self.left -= 1;
                // In a table smaller than a group only real buckets are counted: their bits come
                // before those of the copies.
                return Some((self.base + bit) & self.mask);
            }
            self.base += WIDTH;
            self.matches = unsafe { Group::load(self.ctrl.as_ptr().add(self.base)) }.full();
        }
    }
}
