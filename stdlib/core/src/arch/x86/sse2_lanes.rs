//! SSE2: arithmetic on the lanes of integers.
use super::simd::*;
use super::types::*;
use super::{binary, choose, compare, shift};
use crate::mem::transmute;

binary! {
    "sse2", __m128i as i8x16:
    _mm_add_epi8 = simd_add,
    _mm_sub_epi8 = simd_sub,
    _mm_adds_epi8 = simd_saturating_add,
    _mm_subs_epi8 = simd_saturating_sub,
}
binary! {
    "sse2", __m128i as u8x16:
    _mm_adds_epu8 = simd_saturating_add,
    _mm_subs_epu8 = simd_saturating_sub,
}
binary! {
    "sse2", __m128i as i16x8:
    _mm_add_epi16 = simd_add,
    _mm_sub_epi16 = simd_sub,
    _mm_mullo_epi16 = simd_mul,
    _mm_adds_epi16 = simd_saturating_add,
    _mm_subs_epi16 = simd_saturating_sub,
}
binary! {
    "sse2", __m128i as u16x8:
    _mm_adds_epu16 = simd_saturating_add,
    _mm_subs_epu16 = simd_saturating_sub,
}
binary! {
    "sse2", __m128i as i32x4:
    _mm_add_epi32 = simd_add,
    _mm_sub_epi32 = simd_sub,
}
binary! {
    "sse2", __m128i as i64x2:
    _mm_add_epi64 = simd_add,
    _mm_sub_epi64 = simd_sub,
}
compare! {
    "sse2", __m128i as i8x16 -> i8x16:
    _mm_cmpeq_epi8 = simd_eq,
    _mm_cmplt_epi8 = simd_lt,
    _mm_cmpgt_epi8 = simd_gt,
}
compare! {
    "sse2", __m128i as i16x8 -> i16x8:
    _mm_cmpeq_epi16 = simd_eq,
    _mm_cmplt_epi16 = simd_lt,
    _mm_cmpgt_epi16 = simd_gt,
}
compare! {
    "sse2", __m128i as i32x4 -> i32x4:
    _mm_cmpeq_epi32 = simd_eq,
    _mm_cmplt_epi32 = simd_lt,
    _mm_cmpgt_epi32 = simd_gt,
}
choose! {
    "sse2", __m128i as u8x16 -> i8x16:
    _mm_max_epu8 = simd_gt,
    _mm_min_epu8 = simd_lt,
}
choose! {
    "sse2", __m128i as i16x8 -> i16x8:
    _mm_max_epi16 = simd_gt,
    _mm_min_epi16 = simd_lt,
}
shift! {
    "sse2", __m128i as u16x8, u16, 16, |_| u16x8([0; 8]);
    _mm_slli_epi16 = simd_shl,
    _mm_srli_epi16 = simd_shr,
}
shift! {
    "sse2", __m128i as u32x4, u32, 32, |_| u32x4([0; 4]);
    _mm_slli_epi32 = simd_shl,
    _mm_srli_epi32 = simd_shr,
}
shift! {
    "sse2", __m128i as u64x2, u64, 64, |_| u64x2([0; 2]);
    _mm_slli_epi64 = simd_shl,
    _mm_srli_epi64 = simd_shr,
}
shift! {
    "sse2", __m128i as i16x8, i16, 16, |lanes| simd_shr(lanes, i16x8([15; 8]));
    _mm_srai_epi16 = simd_shr,
}
shift! {
    "sse2", __m128i as i32x4, i32, 32, |lanes| simd_shr(lanes, i32x4([31; 4]));
    _mm_srai_epi32 = simd_shr,
}
