//! [`GlobalAlloc`] and [`Allocator`].
use crate::alloc::Layout;
use crate::fmt;
use crate::ptr::{self, NonNull};

/// An allocator of a whole program.
///
/// # Safety
/// It must not unwind, and must keep the promises of each method.
pub unsafe trait GlobalAlloc {
    /// Allocates memory, or returns null.
    ///
    /// # Safety
    /// The size must not be 0.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;

    /// Frees memory.
    ///
    /// # Safety
    /// It must come from this allocator, with this layout.
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout);

    /// Allocates memory that is filled with zeros, or returns null.
    ///
    /// # Safety
    /// The size must not be 0.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let size = layout.size();
        // SAFETY: promised by the caller.
        let ptr = unsafe { self.alloc(layout) };
        if !ptr.is_null() {
            // SAFETY: it has this size.
            unsafe { ptr::write_bytes(ptr, 0, size) };
        }
        ptr
    }

    /// Changes the size of memory, or returns null.
    ///
    /// # Safety
    /// It must come from this allocator, with this layout; the new size must be valid and not 0.
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: promised by the caller.
        unsafe {
            let new_layout = Layout::from_size_align_unchecked(new_size, layout.align());
            let new_ptr = self.alloc(new_layout);
            if !new_ptr.is_null() {
                ptr::copy_nonoverlapping(ptr, new_ptr, layout.size().min(new_size));
                self.dealloc(ptr, layout);
            }
            new_ptr
        }
    }
}

/// The error of an allocation.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[cfg_attr(ochre, unstable(feature = "allocator_api", issue = "none"))]
pub struct AllocError;

impl crate::error::Error for AllocError {}

impl fmt::Display for AllocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory allocation failed")
    }
}

/// An allocator of a collection.
///
/// # Safety
/// Blocks must stay valid until they are freed, also when the allocator moves.
#[cfg_attr(ochre, unstable(feature = "allocator_api", issue = "none"))]
pub unsafe trait Allocator {
    /// Allocates memory.
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError>;

    /// Allocates memory that is filled with zeros.
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let ptr = self.allocate(layout)?;
        // SAFETY: it has at least this size.
        unsafe { ptr.cast::<u8>().write_bytes(0, ptr.len()) }
        Ok(ptr)
    }

    /// Frees memory.
    ///
    /// # Safety
    /// It must come from this allocator, with a fitting layout.
    unsafe fn deallocate(&self, ptr: NonNull<u8>, layout: Layout);

    /// Makes memory larger.
    ///
    /// # Safety
    /// It must come from this allocator, with a fitting layout; the new size must not be less.
    unsafe fn grow(
        &self,
        ptr: NonNull<u8>,
        old_layout: Layout,
        new_layout: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        let new_ptr = self.allocate(new_layout)?;
        // SAFETY: promised by the caller.
        unsafe {
            new_ptr.cast::<u8>().copy_from_nonoverlapping(ptr, old_layout.size());
            self.deallocate(ptr, old_layout);
        }
        Ok(new_ptr)
    }

    /// [`grow`](Allocator::grow), with zeros in what is new.
    ///
    /// # Safety
    /// See there.
    unsafe fn grow_zeroed(
        &self,
        ptr: NonNull<u8>,
        old_layout: Layout,
        new_layout: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        let new_ptr = self.allocate_zeroed(new_layout)?;
        // SAFETY: promised by the caller.
        unsafe {
            new_ptr.cast::<u8>().copy_from_nonoverlapping(ptr, old_layout.size());
            self.deallocate(ptr, old_layout);
        }
        Ok(new_ptr)
    }

    /// Makes memory smaller.
    ///
    /// # Safety
    /// It must come from this allocator, with a fitting layout; the new size must not be more.
    unsafe fn shrink(
        &self,
        ptr: NonNull<u8>,
        old_layout: Layout,
        new_layout: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        let new_ptr = self.allocate(new_layout)?;
        // SAFETY: promised by the caller.
        unsafe {
            new_ptr.cast::<u8>().copy_from_nonoverlapping(ptr, new_layout.size());
            self.deallocate(ptr, old_layout);
        }
        Ok(new_ptr)
    }

    /// Borrows the allocator.
    #[inline(always)]
    fn by_ref(&self) -> &Self
    where
        Self: Sized,
    {
        self
    }
}

unsafe impl<A: Allocator + ?Sized> Allocator for &A {
    #[inline]
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        (**self).allocate(layout)
    }
    #[inline]
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        (**self).allocate_zeroed(layout)
    }
    #[inline]
    unsafe fn deallocate(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: promised by the caller.
        unsafe { (**self).deallocate(ptr, layout) }
    }
    #[inline]
    unsafe fn grow(
        &self,
        ptr: NonNull<u8>,
        old_layout: Layout,
        new_layout: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        // SAFETY: promised by the caller.
        unsafe { (**self).grow(ptr, old_layout, new_layout) }
    }
    #[inline]
    unsafe fn shrink(
        &self,
        ptr: NonNull<u8>,
        old_layout: Layout,
        new_layout: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        // SAFETY: promised by the caller.
        unsafe { (**self).shrink(ptr, old_layout, new_layout) }
    }
}
