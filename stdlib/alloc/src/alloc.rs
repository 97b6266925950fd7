//! Raw allocation through the global allocator.

pub use core::alloc::*;

use core::mem;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicPtr, Ordering};

unsafe extern "Rust" {
    // The compiler defines these: they forward to the crate's `#[global_allocator]`, or to the
    // default one of `std`.
    #[rustc_allocator]
    #[rustc_nounwind]
    #[rustc_std_internal_symbol]
    fn __rust_alloc(size: usize, align: usize) -> *mut u8;
    #[rustc_deallocator]
    #[rustc_nounwind]
    #[rustc_std_internal_symbol]
    fn __rust_dealloc(ptr: *mut u8, size: usize, align: usize);
    #[rustc_reallocator]
    #[rustc_nounwind]
    #[rustc_std_internal_symbol]
    fn __rust_realloc(ptr: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8;
    #[rustc_allocator_zeroed]
    #[rustc_nounwind]
    #[rustc_std_internal_symbol]
    fn __rust_alloc_zeroed(size: usize, align: usize) -> *mut u8;
}

/// Allocates memory; null on failure.
///
/// # Safety
/// The layout's size must not be zero.
#[inline]
#[must_use]
pub unsafe fn alloc(layout: Layout) -> *mut u8 {
    unsafe { __rust_alloc(layout.size(), layout.align()) }
}

/// Frees memory obtained with the same layout.
///
/// # Safety
/// `ptr` must denote a live block of this allocator with this layout.
#[inline]
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout) {
    unsafe { __rust_dealloc(ptr, layout.size(), layout.align()) }
}

/// Changes the size of a block, moving it if need be; null on failure.
///
/// # Safety
/// As for [`dealloc`]; `new_size` must not be zero and must not overflow when aligned.
#[inline]
#[must_use]
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
    unsafe { __rust_realloc(ptr, layout.size(), layout.align(), new_size) }
}

/// Allocates memory filled with zeros; null on failure.
///
/// # Safety
/// The layout's size must not be zero.
#[inline]
#[must_use]
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 {
    unsafe { __rust_alloc_zeroed(layout.size(), layout.align()) }
}

/// What is called when an allocation fails; null for a panic. `std` sets it at the start.
static ERROR_HOOK: AtomicPtr<()> = AtomicPtr::new(ptr::null_mut());

/// Sets what is called when an allocation fails.
#[doc(hidden)]
pub fn __set_error_hook(hook: fn(Layout) -> !) {
    ERROR_HOOK.store(hook as *mut (), Ordering::Relaxed);
}

/// Reports that an allocation failed, and does not come back.
#[cold]
pub fn handle_alloc_error(layout: Layout) -> ! {
    let hook = ERROR_HOOK.load(Ordering::Relaxed);
    if !hook.is_null() {
        unsafe { mem::transmute::<*mut (), fn(Layout) -> !>(hook)(layout) }
    }
    panic!("memory allocation of {} bytes failed", layout.size())
}

/// What an allocator shim that knows error handlers calls by default.
#[doc(hidden)]
pub mod __alloc_error_handler {
    /// Panics with the size that could not be had.
    ///
    /// # Safety
    /// Called by the allocator shim only.
    #[rustc_std_internal_symbol]
    pub unsafe fn __rdl_alloc_error_handler(size: usize, _align: usize) -> ! {
        panic!("memory allocation of {size} bytes failed")
    }
}

/// Allocates for `layout`, which may be empty; never null.
#[inline]
pub(crate) fn allocate(layout: Layout) -> NonNull<u8> {
    if layout.size() == 0 {
        return dangling(layout.align());
    }
    match NonNull::new(unsafe { alloc(layout) }) {
        Some(ptr) => ptr,
        None => handle_alloc_error(layout),
    }
}

/// Like [`allocate`], with all bytes zero.
#[inline]
pub(crate) fn allocate_zeroed(layout: Layout) -> NonNull<u8> {
    if layout.size() == 0 {
        return dangling(layout.align());
    }
    match NonNull::new(unsafe { alloc_zeroed(layout) }) {
        Some(ptr) => ptr,
        None => handle_alloc_error(layout),
    }
}

/// Undoes [`allocate`].
///
/// # Safety
/// `ptr` comes from `allocate` with an equal layout.
#[inline]
pub(crate) unsafe fn deallocate(ptr: NonNull<u8>, layout: Layout) {
    if layout.size() != 0 {
        unsafe { dealloc(ptr.as_ptr(), layout) }
    }
}

/// A well-aligned address that is never accessed.
#[inline]
const fn dangling(align: usize) -> NonNull<u8> {
    unsafe { NonNull::new_unchecked(core::ptr::without_provenance_mut(align)) }
}
