//! Memory of counted values: a header with the counts, right before the value.

use crate::alloc::{self, Layout};
use core::ptr::NonNull;

/// The room before a value; the header is at its end.
#[inline]
fn header_room<H>(align: usize) -> usize {
    size_of::<H>().next_multiple_of(align.max(align_of::<H>()))
}

/// The layout of header and value together.
fn whole<H>(value: Layout) -> Layout {
    let align = value.align().max(align_of::<H>());
    let size = header_room::<H>(value.align()).checked_add(value.size());
    match size.map(|size| Layout::from_size_align(size, align)) {
        Some(Ok(layout)) => layout,
        _ => crate::raw_vec::capacity_overflow(),
    }
}

/// Allocates for a value and writes its header; returns the address of the value.
pub(crate) fn allocate<H>(value: Layout, header: H, zeroed: bool) -> NonNull<u8> {
    let layout = whole::<H>(value);
    let base = if zeroed { alloc::allocate_zeroed(layout) } else { alloc::allocate(layout) };
    unsafe {
        let ptr = base.add(header_room::<H>(value.align()));
        ptr.cast::<H>().sub(1).write(header);
        ptr
    }
}

/// Frees what [`allocate`] returned.
///
/// # Safety
/// `ptr` is such an address, `value` the same layout, and nobody uses it any more.
pub(crate) unsafe fn free<H>(ptr: NonNull<u8>, value: Layout) {
    unsafe {
        let base = ptr.sub(header_room::<H>(value.align()));
        alloc::deallocate(base, whole::<H>(value));
    }
}

/// The answer to a wish for exclusive access.
pub(crate) enum Claim {
    /// There are other strong pointers.
    Shared,
    /// There were only weak ones: they are cut off, and the value is the caller's to move.
    Detached,
    /// There are no others.
    Unique,
}

/// Ends the process: a count has overflowed.
#[cold]
#[inline(never)]
pub(crate) fn abort() -> ! {
    core::intrinsics::abort()
}
