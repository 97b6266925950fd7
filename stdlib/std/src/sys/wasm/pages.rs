//! The memory's pages, as [`heap`](super::heap) sees them.

use core::arch::wasm32::{memory_grow, memory_size};

/// The size of a page.
pub(super) const SIZE: usize = 65_536;

/// Where the program's data end.
pub(super) fn start() -> usize {
    unsafe extern "C" {
        static __heap_base: u8;
    }
    (&raw const __heap_base).addr()
}

/// Where the memory ends.
pub(super) fn end() -> usize {
    memory_size::<0>() * SIZE
}

/// Adds pages; whether that succeeded.
pub(super) fn grow(pages: usize) -> bool {
    memory_grow::<0>(pages) != usize::MAX
}
