//! The system's allocator.

pub use alloc_crate::alloc::*;

use crate::sys::libc;
use core::ptr;

/// The allocator of the system: `malloc` and its relatives.
#[derive(Debug, Default, Copy, Clone)]
pub struct System;

/// Up to this alignment `malloc` is aligned by itself.
const MIN_ALIGN: usize = 16;

unsafe impl GlobalAlloc for System {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= MIN_ALIGN && layout.align() <= layout.size() {
            unsafe { libc::malloc(layout.size()).cast() }
        } else {
            aligned_alloc(layout)
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= MIN_ALIGN && layout.align() <= layout.size() {
            return unsafe { libc::calloc(layout.size(), 1).cast() };
        }
        let ptr = aligned_alloc(layout);
        if !ptr.is_null() {
            unsafe { ptr::write_bytes(ptr, 0, layout.size()) };
        }
        ptr
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: *mut u8, _layout: Layout) {
        unsafe { libc::free(ptr.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if layout.align() <= MIN_ALIGN && layout.align() <= new_size {
            return unsafe { libc::realloc(ptr.cast(), new_size).cast() };
        }
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(ptr, new, layout.size().min(new_size));
                self.dealloc(ptr, layout);
            }
            new
        }
    }
}

fn aligned_alloc(layout: Layout) -> *mut u8 {
    let mut out = ptr::null_mut();
    // The function demands at least the alignment of a pointer.
    let align = layout.align().max(size_of::<usize>());
    let ret = unsafe { libc::posix_memalign(&mut out, align, layout.size()) };
    if ret != 0 { ptr::null_mut() } else { out.cast() }
}

/// What the compiler's allocator shim calls when the program names no other allocator.
#[doc(hidden)]
pub mod __default_lib_allocator {
    use super::{GlobalAlloc, Layout, System};

    /// # Safety
    /// As for [`GlobalAlloc::alloc`].
    #[rustc_std_internal_symbol]
    pub unsafe extern "C" fn __rdl_alloc(size: usize, align: usize) -> *mut u8 {
        unsafe { System.alloc(Layout::from_size_align_unchecked(size, align)) }
    }

    /// # Safety
    /// As for [`GlobalAlloc::dealloc`].
    #[rustc_std_internal_symbol]
    pub unsafe extern "C" fn __rdl_dealloc(ptr: *mut u8, size: usize, align: usize) {
        unsafe { System.dealloc(ptr, Layout::from_size_align_unchecked(size, align)) }
    }

    /// # Safety
    /// As for [`GlobalAlloc::realloc`].
    #[rustc_std_internal_symbol]
    pub unsafe extern "C" fn __rdl_realloc(
        ptr: *mut u8,
        old_size: usize,
        align: usize,
        new_size: usize,
    ) -> *mut u8 {
        let old = unsafe { Layout::from_size_align_unchecked(old_size, align) };
        unsafe { System.realloc(ptr, old, new_size) }
    }

    /// # Safety
    /// As for [`GlobalAlloc::alloc_zeroed`].
    #[rustc_std_internal_symbol]
    pub unsafe extern "C" fn __rdl_alloc_zeroed(size: usize, align: usize) -> *mut u8 {
        unsafe { System.alloc_zeroed(Layout::from_size_align_unchecked(size, align)) }
    }
}

/// What is called when memory runs out.
pub(crate) fn out_of_memory(layout: Layout) -> ! {
    use crate::io::Write;
    let _ = crate::io::stderr_raw()
        .write_fmt(format_args!("memory allocation of {} bytes failed\n", layout.size()));
    crate::process::abort()
}
