//! SSE4.1, and packing of SSE2.
use super::compare;
use super::simd::*;
use super::types::*;
use crate::mem::transmute;

unsafe extern "unadjusted" {
    #[link_name = "llvm.x86.sse2.packuswb.128"]
    fn packuswb(a: i16x8, b: i16x8) -> u8x16;
    #[link_name = "llvm.x86.pclmulqdq"]
    fn pclmulqdq(a: i64x2, b: i64x2, which: u8) -> i64x2;
    #[link_name = "llvm.x86.sse2.psad.bw"]
    fn psadbw(a: u8x16, b: u8x16) -> i64x2;
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
/// The product without carries of one half of `a` (bit 0 says which) and one of `b` (bit 4).
#[inline]
#[target_feature(enable = "pclmulqdq")]
#[rustc_legacy_const_generics(2)]
pub fn _mm_clmulepi64_si128<const IMM8: i32>(a: __m128i, b: __m128i) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(pclmulqdq(transmute(a), transmute(b), const { IMM8 as u8 })) }
}
/// The sums of the differences of eight bytes each, in both halves.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_sad_epu8(a: __m128i, b: __m128i) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(psadbw(transmute(a), transmute(b))) }
}
/// `a` in the lower lane, the other zero.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set_sd(a: f64) -> __m128d {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([a, 0.0]) }
}
/// The lower lane.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_cvtsd_f64(a: __m128d) -> f64 {
    // SAFETY: the lane exists.
    unsafe { simd_extract(a, 0) }
}
/// The square root of each lane.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_sqrt_pd(a: __m128d) -> __m128d {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_fsqrt::<f64x2>(transmute(a))) }
}
/// `a` in the lowest lane, the others zero.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_set_ss(a: f32) -> __m128 {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([a, 0.0, 0.0, 0.0]) }
}
/// `a` with the square root of its lowest lane there.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_sqrt_ss(a: __m128) -> __m128 {
    // SAFETY: the lane exists.
    unsafe {
        let root: f32 = simd_extract(simd_fsqrt(a), 0);
        simd_insert(a, 0, root)
    }
}
