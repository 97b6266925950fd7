//! What the processor says of itself.
use crate::arch::asm;

/// The registers that CPUID fills.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CpuidResult {
    pub eax: u32,
    pub ebx: u32,
    pub ecx: u32,
    pub edx: u32,
}

/// The information of a leaf and sub-leaf.
#[inline]
pub fn __cpuid_count(leaf: u32, sub_leaf: u32) -> CpuidResult {
    let eax: u32;
    let ebx: u64;
    let ecx: u32;
    let edx: u32;
    // SAFETY: every x86-64 processor has CPUID; rbx, which LLVM keeps, is put back.
    unsafe {
        asm!(
            "mov {kept:r}, rbx",
            "cpuid",
            "xchg {kept:r}, rbx",
            kept = out(reg) ebx,
            inlateout("eax") leaf => eax,
            inlateout("ecx") sub_leaf => ecx,
            lateout("edx") edx,
            options(nostack, preserves_flags),
        );
    }
    CpuidResult { eax, ebx: ebx as u32, ecx, edx }
}

/// The information of a leaf, of its sub-leaf 0.
#[inline]
pub fn __cpuid(leaf: u32) -> CpuidResult {
    __cpuid_count(leaf, 0)
}

/// The highest leaf of a range (0 or 0x8000_0000), and what it says in ebx.
#[inline]
pub fn __get_cpuid_max(leaf: u32) -> (u32, u32) {
    let CpuidResult { eax, ebx, .. } = __cpuid(leaf);
    (eax, ebx)
}
