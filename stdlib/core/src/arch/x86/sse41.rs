//! SSE4.1, and packing of SSE2.
use super::compare;
use super::simd::*;
use super::types::*;
use crate::mem::transmute;

unsafe extern "unadjusted" {
    #[link_name = "llvm.x86.sse2.packuswb.128"]
    fn packuswb(a: i16x8, b: i16x8) -> u8x16;
}

compare! {
    "sse4.1", __m128i as i64x2 -> i64x2:
    _mm_cmpeq_epi64 = simd_eq,
}

/// 16-bit lanes of both as bytes, limited to 0..=255.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_packus_epi16(a: __m128i, b: __m128i) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(packuswb(transmute(a), transmute(b))) }
}
/// The lower 64 bits, the rest zero.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_move_epi64(a: __m128i) -> __m128i {
    // SAFETY: the lane exists.
    unsafe { transmute(simd_insert::<i64x2, i64>(transmute(a), 1, 0)) }
}
/// One of the two 64-bit lanes.
#[inline]
#[target_feature(enable = "sse4.1")]
#[rustc_legacy_const_generics(1)]
pub fn _mm_extract_epi64<const IMM1: i32>(a: __m128i) -> i64 {
    // SAFETY: the lane exists.
    unsafe { simd_extract::<i64x2, i64>(transmute(a), IMM1 as u32 & 1) }
}
/// One of the four 32-bit lanes.
#[inline]
#[target_feature(enable = "sse4.1")]
#[rustc_legacy_const_generics(1)]
pub fn _mm_extract_epi32<const IMM8: i32>(a: __m128i) -> i32 {
    // SAFETY: the lane exists.
    unsafe { simd_extract::<i32x4, i32>(transmute(a), IMM8 as u32 & 3) }
}
/// `a` with another value in one of its 32-bit lanes.
#[inline]
#[target_feature(enable = "sse4.1")]
#[rustc_legacy_const_generics(2)]
pub fn _mm_insert_epi32<const IMM8: i32>(a: __m128i, value: i32) -> __m128i {
    // SAFETY: the lane exists.
    unsafe {
        transmute(simd_insert::<i32x4, i32>(
            transmute(a),
            IMM8 as u32 & 3,
            value,
        ))
    }
}
/// `a` with another value in one of its 64-bit lanes.
#[inline]
#[target_feature(enable = "sse4.1")]
#[rustc_legacy_const_generics(2)]
pub fn _mm_insert_epi64<const IMM1: i32>(a: __m128i, value: i64) -> __m128i {
    // SAFETY: the lane exists.
    unsafe {
        transmute(simd_insert::<i64x2, i64>(
            transmute(a),
            IMM1 as u32 & 1,
            value,
        ))
    }
}
