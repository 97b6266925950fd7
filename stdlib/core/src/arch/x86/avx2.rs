//! AVX and AVX2: 256 bits of integers.
use super::simd::*;
use super::types::*;
use super::{binary, compare};
use crate::mem::transmute;

binary! {
    "avx2", __m256i as i64x4:
    _mm256_and_si256 = simd_and,
    _mm256_or_si256 = simd_or,
    _mm256_xor_si256 = simd_xor,
    _mm256_add_epi64 = simd_add,
    _mm256_sub_epi64 = simd_sub,
}
binary! {
    "avx2", __m256i as i32x8:
    _mm256_add_epi32 = simd_add,
    _mm256_sub_epi32 = simd_sub,
    _mm256_mullo_epi32 = simd_mul,
}
binary! {
    "avx2", __m256i as i8x32:
    _mm256_add_epi8 = simd_add,
    _mm256_sub_epi8 = simd_sub,
}
compare! {
    "avx2", __m256i as i8x32 -> i8x32:
    _mm256_cmpeq_epi8 = simd_eq,
    _mm256_cmpgt_epi8 = simd_gt,
}
compare! {
    "avx2", __m256i as i32x8 -> i32x8:
    _mm256_cmpeq_epi32 = simd_eq,
    _mm256_cmpgt_epi32 = simd_gt,
}

/// All lanes `a`.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_set1_epi8(a: i8) -> __m256i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_splat::<i8x32, i8>(a)) }
}
/// All lanes `a`.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_set1_epi32(a: i32) -> __m256i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_splat::<i32x8, i32>(a)) }
}
/// All lanes `a`.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_set1_epi64x(a: i64) -> __m256i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_splat::<i64x4, i64>(a)) }
}
/// All bits zero.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_setzero_si256() -> __m256i {
    _mm256_set1_epi64x(0)
}
/// The highest bit of each byte, one bit each.
#[inline]
#[target_feature(enable = "avx2")]
pub fn _mm256_movemask_epi8(a: __m256i) -> i32 {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { simd_bitmask::<i8x32, u32>(transmute(a)) as i32 }
}
/// 32 aligned bytes.
///
/// # Safety
/// The bytes are readable and aligned to 32.
#[inline]
#[target_feature(enable = "avx")]
pub unsafe fn _mm256_load_si256(from: *const __m256i) -> __m256i {
    // SAFETY: promised by the caller.
    unsafe { from.read() }
}
/// 32 bytes of any alignment.
///
/// # Safety
/// The bytes are readable.
#[inline]
#[target_feature(enable = "avx")]
pub unsafe fn _mm256_loadu_si256(from: *const __m256i) -> __m256i {
    // SAFETY: promised by the caller.
    unsafe { from.read_unaligned() }
}
/// Writes 32 aligned bytes.
///
/// # Safety
/// The bytes are writable and aligned to 32.
#[inline]
#[target_feature(enable = "avx")]
pub unsafe fn _mm256_store_si256(to: *mut __m256i, a: __m256i) {
    // SAFETY: promised by the caller.
    unsafe { to.write(a) }
}
/// Writes 32 bytes of any alignment.
///
/// # Safety
/// The bytes are writable.
#[inline]
#[target_feature(enable = "avx")]
pub unsafe fn _mm256_storeu_si256(to: *mut __m256i, a: __m256i) {
    // SAFETY: promised by the caller.
    unsafe { to.write_unaligned(a) }
}
