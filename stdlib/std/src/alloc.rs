//! The system's allocator.

pub use alloc_crate::alloc::*;

/// The allocator of the system: `malloc` and its relatives, or this library's own where the system
/// has only pages.
#[derive(Debug, Default, Copy, Clone)]
pub struct System;

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
