//! SSE: four `f32`.
use super::simd::*;
use super::types::*;
use super::{binary, compare};
use crate::mem::transmute;

binary! {
    "sse", __m128 as f32x4:
    _mm_add_ps = simd_add,
    _mm_sub_ps = simd_sub,
    _mm_mul_ps = simd_mul,
    _mm_div_ps = simd_div,
}
binary! {
    "sse", __m128 as i32x4:
    _mm_and_ps = simd_and,
    _mm_or_ps = simd_or,
    _mm_xor_ps = simd_xor,
}
compare! {
    "sse", __m128 as f32x4 -> i32x4:
    _mm_cmpeq_ps = simd_eq,
    _mm_cmpneq_ps = simd_ne,
    _mm_cmplt_ps = simd_lt,
    _mm_cmple_ps = simd_le,
    _mm_cmpgt_ps = simd_gt,
    _mm_cmpge_ps = simd_ge,
}

/// Where the data to be fetched will be used: in all levels of the cache.
pub const _MM_HINT_T0: i32 = 3;
/// From the second level of the cache on.
pub const _MM_HINT_T1: i32 = 2;
/// From the third level of the cache on.
pub const _MM_HINT_T2: i32 = 1;
/// Once.
pub const _MM_HINT_NTA: i32 = 0;

/// The square root of each lane.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_sqrt_ps(a: __m128) -> __m128 {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(simd_fsqrt::<f32x4>(transmute(a))) }
}
/// All lanes zero.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_setzero_ps() -> __m128 {
    _mm_set1_ps(0.0)
}
/// All lanes `a`.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_set1_ps(a: f32) -> __m128 {
    _mm_setr_ps(a, a, a, a)
}
/// The lanes, the highest first.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_set_ps(a: f32, b: f32, c: f32, d: f32) -> __m128 {
    _mm_setr_ps(d, c, b, a)
}
/// The lanes, the lowest first.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_setr_ps(a: f32, b: f32, c: f32, d: f32) -> __m128 {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([a, b, c, d]) }
}
/// The lowest lane.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_cvtss_f32(a: __m128) -> f32 {
    // SAFETY: the lane exists.
    unsafe { simd_extract(a, 0) }
}
/// Four floats from 16 bytes of any alignment.
///
/// # Safety
/// The bytes are readable.
#[inline]
#[target_feature(enable = "sse")]
pub unsafe fn _mm_loadu_ps(from: *const f32) -> __m128 {
    // SAFETY: promised by the caller.
    unsafe { from.cast::<__m128>().read_unaligned() }
}
/// Four floats from 16 aligned bytes.
///
/// # Safety
/// The bytes are readable and aligned to 16.
#[inline]
#[target_feature(enable = "sse")]
pub unsafe fn _mm_load_ps(from: *const f32) -> __m128 {
    // SAFETY: promised by the caller.
    unsafe { from.cast::<__m128>().read() }
}
/// Writes four floats to 16 bytes of any alignment.
///
/// # Safety
/// The bytes are writable.
#[inline]
#[target_feature(enable = "sse")]
pub unsafe fn _mm_storeu_ps(to: *mut f32, a: __m128) {
    // SAFETY: promised by the caller.
    unsafe { to.cast::<__m128>().write_unaligned(a) }
}
/// Writes four floats to 16 aligned bytes.
///
/// # Safety
/// The bytes are writable and aligned to 16.
#[inline]
#[target_feature(enable = "sse")]
pub unsafe fn _mm_store_ps(to: *mut f32, a: __m128) {
    // SAFETY: promised by the caller.
    unsafe { to.cast::<__m128>().write(a) }
}
/// The sign of each lane, one bit each.
#[inline]
#[target_feature(enable = "sse")]
pub fn _mm_movemask_ps(a: __m128) -> i32 {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { simd_bitmask::<i32x4, u8>(transmute(a)) as i32 }
}
