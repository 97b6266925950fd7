//! Instructions of WebAssembly.

unsafe extern "C" {
    #[link_name = "llvm.wasm.memory.grow.i32"]
    fn grow(memory: u32, pages: usize) -> usize;
    #[link_name = "llvm.wasm.memory.size.i32"]
    fn size(memory: u32) -> usize;
}

/// How many pages of 64 KiB the memory has. There is one memory, whose number is 0.
#[inline]
pub fn memory_size<const MEM: u32>() -> usize {
    // SAFETY: it only asks.
    unsafe { size(0) }
}

/// Adds pages of 64 KiB to the memory; returns how many there were before, or `usize::MAX` if that
/// is not possible.
#[inline]
pub fn memory_grow<const MEM: u32>(delta: usize) -> usize {
    // SAFETY: what is there stays.
    unsafe { grow(0, delta) }
}

/// Traps.
#[inline(always)]
pub fn unreachable() -> ! {
    crate::intrinsics::abort()
}
