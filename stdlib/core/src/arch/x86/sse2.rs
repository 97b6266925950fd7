//! SSE2: whole registers – loads, stores, bits, building and taking apart.
use super::simd::*;
use super::types::*;
use super::{binary, shuffle};
use crate::mem::transmute;

binary! {
    "sse2", __m128i as i64x2:
    _mm_and_si128 = simd_and,
    _mm_or_si128 = simd_or,
    _mm_xor_si128 = simd_xor,
}
binary! {
    "sse2", __m128d as f64x2:
    _mm_add_pd = simd_add,
    _mm_sub_pd = simd_sub,
    _mm_mul_pd = simd_mul,
    _mm_div_pd = simd_div,
}
shuffle! {
    "sse2", __m128i as i8x16, 16:
    _mm_unpacklo_epi8 = [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23],
    _mm_unpackhi_epi8 = [8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31],
}
shuffle! {
    "sse2", __m128i as i16x8, 8:
    _mm_unpacklo_epi16 = [0, 8, 1, 9, 2, 10, 3, 11],
    _mm_unpackhi_epi16 = [4, 12, 5, 13, 6, 14, 7, 15],
}
shuffle! {
    "sse2", __m128i as i32x4, 4:
    _mm_unpacklo_epi32 = [0, 4, 1, 5],
    _mm_unpackhi_epi32 = [2, 6, 3, 7],
}
shuffle! {
    "sse2", __m128i as i64x2, 2:
    _mm_unpacklo_epi64 = [0, 2],
    _mm_unpackhi_epi64 = [1, 3],
}

/// `!a & b`.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_andnot_si128(a: __m128i, b: __m128i) -> __m128i {
    _mm_and_si128(_mm_xor_si128(a, _mm_set1_epi8(-1)), b)
}
/// Two doubles, the highest first.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set_pd(a: f64, b: f64) -> __m128d {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([b, a]) }
}
/// Both lanes `a`.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set1_pd(a: f64) -> __m128d {
    _mm_set_pd(a, a)
}
/// All bits zero.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_setzero_si128() -> __m128i {
    _mm_set1_epi64x(0)
}
/// All lanes `a`.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set1_epi8(a: i8) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_splat::<i8x16, i8>(a)) }
}
/// All lanes `a`.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set1_epi16(a: i16) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_splat::<i16x8, i16>(a)) }
}
/// All lanes `a`.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set1_epi32(a: i32) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_splat::<i32x4, i32>(a)) }
}
/// Both lanes `a`.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set1_epi64x(a: i64) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_splat::<i64x2, i64>(a)) }
}
/// Two lanes, the highest first.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set_epi64x(a: i64, b: i64) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([b, a]) }
}
/// Four lanes, the highest first.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_set_epi32(a: i32, b: i32, c: i32, d: i32) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([d, c, b, a]) }
}
/// Four lanes, the lowest first.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_setr_epi32(a: i32, b: i32, c: i32, d: i32) -> __m128i {
    _mm_set_epi32(d, c, b, a)
}
/// Sixteen lanes, the lowest first.
#[allow(clippy::too_many_arguments)]
#[inline]
#[target_feature(enable = "sse2")]
#[rustfmt::skip]
pub fn _mm_setr_epi8(
    a: i8, b: i8, c: i8, d: i8, e: i8, f: i8, g: i8, h: i8,
    i: i8, j: i8, k: i8, l: i8, m: i8, n: i8, o: i8, p: i8,
) -> __m128i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]) }
}
/// Sixteen lanes, the highest first.
#[allow(clippy::too_many_arguments)]
#[inline]
#[target_feature(enable = "sse2")]
#[rustfmt::skip]
pub fn _mm_set_epi8(
    a: i8, b: i8, c: i8, d: i8, e: i8, f: i8, g: i8, h: i8,
    i: i8, j: i8, k: i8, l: i8, m: i8, n: i8, o: i8, p: i8,
) -> __m128i {
    _mm_setr_epi8(p, o, n, m, l, k, j, i, h, g, f, e, d, c, b, a)
}
/// `a` in the lowest 32 bits, the rest zero.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_cvtsi32_si128(a: i32) -> __m128i {
    _mm_set_epi32(0, 0, 0, a)
}
/// `a` in the lowest 64 bits, the rest zero.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_cvtsi64_si128(a: i64) -> __m128i {
    _mm_set_epi64x(0, a)
}
/// The lowest 32 bits.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_cvtsi128_si32(a: __m128i) -> i32 {
    // SAFETY: the lane exists.
    unsafe { simd_extract::<i32x4, i32>(transmute(a), 0) }
}
/// The lowest 64 bits.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_cvtsi128_si64(a: __m128i) -> i64 {
    // SAFETY: the lane exists.
    unsafe { simd_extract::<i64x2, i64>(transmute(a), 0) }
}
/// The highest bit of each byte, one bit each.
#[inline]
#[target_feature(enable = "sse2")]
pub fn _mm_movemask_epi8(a: __m128i) -> i32 {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { i32::from(simd_bitmask::<i8x16, u16>(transmute(a))) }
}
/// 16 aligned bytes.
///
/// # Safety
/// The bytes are readable and aligned to 16.
#[inline]
#[target_feature(enable = "sse2")]
pub unsafe fn _mm_load_si128(from: *const __m128i) -> __m128i {
    // SAFETY: promised by the caller.
    unsafe { from.read() }
}
/// 16 bytes of any alignment.
///
/// # Safety
/// The bytes are readable.
#[inline]
#[target_feature(enable = "sse2")]
pub unsafe fn _mm_loadu_si128(from: *const __m128i) -> __m128i {
    // SAFETY: promised by the caller.
    unsafe { from.read_unaligned() }
}
/// 8 bytes, the rest zero.
///
/// # Safety
/// The bytes are readable.
#[inline]
#[target_feature(enable = "sse2")]
pub unsafe fn _mm_loadl_epi64(from: *const __m128i) -> __m128i {
    // SAFETY: promised by the caller.
    unsafe { _mm_set_epi64x(0, from.cast::<i64>().read_unaligned()) }
}
/// Writes 16 aligned bytes.
///
/// # Safety
/// The bytes are writable and aligned to 16.
#[inline]
#[target_feature(enable = "sse2")]
pub unsafe fn _mm_store_si128(to: *mut __m128i, a: __m128i) {
    // SAFETY: promised by the caller.
    unsafe { to.write(a) }
}
/// Writes 16 bytes of any alignment.
///
/// # Safety
/// The bytes are writable.
#[inline]
#[target_feature(enable = "sse2")]
pub unsafe fn _mm_storeu_si128(to: *mut __m128i, a: __m128i) {
    // SAFETY: promised by the caller.
    unsafe { to.write_unaligned(a) }
}
/// Lets another thread of the core run: for loops that wait.
#[inline]
pub fn _mm_pause() {
    // SAFETY: PAUSE has no effect on memory or registers.
    unsafe { crate::arch::asm!("pause", options(nomem, nostack, preserves_flags)) }
}
