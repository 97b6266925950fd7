//! SSSE3.
use super::types::*;
use crate::mem::transmute;

unsafe extern "unadjusted" {
    #[link_name = "llvm.x86.ssse3.pshuf.b.128"]
    fn pshufb(a: u8x16, b: u8x16) -> u8x16;
}

/// The bytes of `a` that the bytes of `b` name; zero where `b` is negative.
#[inline]
#[target_feature(enable = "ssse3")]
pub fn _mm_shuffle_epi8(a: __m128i, b: __m128i) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(pshufb(transmute(a), transmute(b))) }
}
