//! The buffer behind `Vec` and `VecDeque`: a pointer and a capacity, growing geometrically.
//!
//! Invariant: `cap` elements fit at `ptr`, and at most `isize::MAX` bytes. For zero-sized
//! elements nothing is ever allocated and the capacity counts as `usize::MAX`. All growth goes
//! through non-generic functions, so that an element type costs little code.

use crate::alloc::{self, Layout, handle_alloc_error};
use crate::collections::{TryReserveError, TryReserveErrorKind};
use core::marker::PhantomData;
use core::ptr::NonNull;

/// A capacity: its upper bound leaves the niche that `Option<Vec<T>>` and enums around it use.
#[derive(Clone, Copy)]
#[rustc_layout_scalar_valid_range_start(0)]
#[rustc_layout_scalar_valid_range_end(0x7FFF_FFFF_FFFF_FFFF)]
struct Cap(usize);

impl Cap {
    const ZERO: Cap = unsafe { Cap(0) };
}

/// Owner of uninitialised room for elements; frees it, but drops no element.
pub(crate) struct RawVec<T> {
    ptr: NonNull<u8>,
    cap: Cap,
    marker: PhantomData<T>,
}

unsafe impl<T: Send> Send for RawVec<T> {}
unsafe impl<T: Sync> Sync for RawVec<T> {}

#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn capacity_overflow() -> ! {
    panic!("capacity overflow")
}

#[cold]
#[track_caller]
pub(crate) fn handle_error(e: TryReserveError) -> ! {
    match e.kind {
        TryReserveErrorKind::CapacityOverflow => capacity_overflow(),
        TryReserveErrorKind::AllocError(layout) => handle_alloc_error(layout),
    }
}

/// The layout of `cap` elements like `elem`.
#[inline]
fn array_layout(elem: Layout, cap: usize) -> Result<Layout, TryReserveError> {
    match elem.size().checked_mul(cap) {
        Some(size) if size <= isize::MAX as usize - (elem.align() - 1) => {
            Ok(unsafe { Layout::from_size_align_unchecked(size, elem.align()) })
        }
        _ => Err(TryReserveErrorKind::CapacityOverflow.into()),
    }
}

/// Makes or enlarges the buffer `(ptr, old_cap)` to `new_cap` elements.
fn resize_buffer(
    elem: Layout,
    ptr: NonNull<u8>,
    old_cap: usize,
    new_cap: usize,
) -> Result<NonNull<u8>, TryReserveError> {
    let new = array_layout(elem, new_cap)?;
    let raw = unsafe {
        if old_cap == 0 {
            alloc::alloc(new)
        } else {
            let old = Layout::from_size_align_unchecked(elem.size() * old_cap, elem.align());
            alloc::realloc(ptr.as_ptr(), old, new.size())
        }
    };
    NonNull::new(raw).ok_or_else(|| TryReserveErrorKind::AllocError(new).into())
}

/// The capacity to grow to when `required` elements must fit: at least double.
fn amortized(elem: Layout, cap: usize, required: usize) -> usize {
    let floor = match elem.size() {
        1 => 8,
        2..=1024 => 4,
        _ => 1,
    };
    floor.max(required).max(cap.wrapping_mul(2))
}

impl<T> RawVec<T> {
    const IS_ZST: bool = size_of::<T>() == 0;
    const ELEM: Layout = Layout::new::<T>();

    #[inline]
    pub const fn new() -> Self {
        RawVec { ptr: NonNull::<T>::dangling().cast(), cap: Cap::ZERO, marker: PhantomData }
    }

    #[inline]
    #[track_caller]
    pub fn with_capacity(cap: usize) -> Self {
        match Self::try_with_capacity(cap) {
            Ok(v) => v,
            Err(e) => handle_error(e),
        }
    }

    pub fn try_with_capacity(cap: usize) -> Result<Self, TryReserveError> {
        if Self::IS_ZST || cap == 0 {
            return Ok(Self::new());
        }
        let layout = array_layout(Self::ELEM, cap)?;
        match NonNull::new(unsafe { alloc::alloc(layout) }) {
            Some(ptr) => Ok(RawVec { ptr, cap: unsafe { Cap(cap) }, marker: PhantomData }),
            None => Err(TryReserveErrorKind::AllocError(layout).into()),
        }
    }

    /// # Safety
    /// `ptr` owns room for `cap` elements, from the global allocator, unless that is 0 bytes.
    #[inline]
    pub const unsafe fn from_raw_parts(ptr: *mut T, cap: usize) -> Self {
        let cap = if Self::IS_ZST { Cap::ZERO } else { unsafe { Cap(cap) } };
        RawVec { ptr: unsafe { NonNull::new_unchecked(ptr.cast()) }, cap, marker: PhantomData }
    }

    #[inline]
    pub const fn ptr(&self) -> *mut T {
        self.ptr.as_ptr().cast()
    }

    #[inline]
    pub const fn capacity(&self) -> usize {
        if Self::IS_ZST { usize::MAX } else { self.cap.0 }
    }

    #[inline]
    #[track_caller]
    pub fn reserve(&mut self, len: usize, additional: usize) {
        if additional > self.capacity().wrapping_sub(len) {
            self.grow_or_fail(len, additional);
        }
    }

    /// Apart, so that the frames of those who reserve hold no errors.
    #[inline(never)]
    #[cold]
    #[track_caller]
    fn grow_or_fail(&mut self, len: usize, additional: usize) {
        if let Err(e) = self.grow(len, additional) {
            handle_error(e)
        }
    }

    #[inline]
    #[track_caller]
    pub fn reserve_exact(&mut self, len: usize, additional: usize) {
        if let Err(e) = self.try_reserve_exact(len, additional) {
            handle_error(e)
        }
    }

    pub fn try_reserve(&mut self, len: usize, additional: usize) -> Result<(), TryReserveError> {
        if additional > self.capacity().wrapping_sub(len) {
            self.grow(len, additional)?;
        }
        Ok(())
    }

    pub fn try_reserve_exact(
        &mut self,
        len: usize,
        additional: usize,
    ) -> Result<(), TryReserveError> {
        if additional <= self.capacity().wrapping_sub(len) {
            return Ok(());
        }
        let required = self.required(len, additional)?;
        self.set_capacity(required)
    }

    /// Room for one more after the buffer is found full.
    #[inline(never)]
    #[cold]
    #[track_caller]
    pub fn grow_one(&mut self) {
        if let Err(e) = self.grow(self.capacity(), 1) {
            handle_error(e)
        }
    }

    #[inline(never)]
    #[cold]
    fn grow(&mut self, len: usize, additional: usize) -> Result<(), TryReserveError> {
        let required = self.required(len, additional)?;
        self.set_capacity(amortized(Self::ELEM, self.cap.0, required))
    }

    fn required(&self, len: usize, additional: usize) -> Result<usize, TryReserveError> {
        match len.checked_add(additional) {
            Some(n) if !Self::IS_ZST => Ok(n),
            _ => Err(TryReserveErrorKind::CapacityOverflow.into()),
        }
    }

    fn set_capacity(&mut self, cap: usize) -> Result<(), TryReserveError> {
        self.ptr = resize_buffer(Self::ELEM, self.ptr, self.cap.0, cap)?;
        self.cap = unsafe { Cap(cap) };
        Ok(())
    }

    /// Gives back what is beyond `cap` elements; `cap` must not exceed the capacity.
    #[track_caller]
    pub fn shrink_to_fit(&mut self, cap: usize) {
        assert!(cap <= self.capacity(), "Tried to shrink to a larger capacity");
        if Self::IS_ZST || cap == self.cap.0 {
            return;
        }
        if cap == 0 {
            *self = Self::new();
        } else if let Err(e) = self.set_capacity(cap) {
            handle_error(e)
        }
    }
}

unsafe impl<#[may_dangle] T> Drop for RawVec<T> {
    #[inline]
    fn drop(&mut self) {
        if !Self::IS_ZST && self.cap.0 != 0 {
            let size = self.cap.0 * size_of::<T>();
            unsafe {
                let layout = Layout::from_size_align_unchecked(size, align_of::<T>());
                alloc::dealloc(self.ptr.as_ptr(), layout)
            }
        }
    }
}
