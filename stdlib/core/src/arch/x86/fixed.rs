//! SSE2 and SSSE3: lanes in an order that the instruction says.
use super::simd::*;
use super::sse2::_mm_setzero_si128;
use super::types::*;
use crate::mem::transmute;

/// Two bits for each of four lanes, from `start` on.
pub(super) const fn four(imm: i32, start: u32) -> [u32; 4] {
    let imm = imm as u32;
    [
        start + (imm & 3),
        start + (imm >> 2 & 3),
        start + (imm >> 4 & 3),
        start + (imm >> 6 & 3),
    ]
}
/// Sixteen bytes from `start` of 32.
const fn sixteen(start: u32) -> [u32; 16] {
    let mut out = [0; 16];
    let mut i = 0;
    while i < 16 {
        out[i] = start + i as u32;
        i += 1;
    }
    out
}

/// 32-bit lanes in an order of two bits each.
#[inline]
#[target_feature(enable = "sse2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm_shuffle_epi32<const IMM8: i32>(a: __m128i) -> __m128i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let a: i32x4 = transmute(a);
        transmute(simd_shuffle::<_, _, i32x4>(
            a,
            a,
            const { Order(four(IMM8, 0)) },
        ))
    }
}
/// The lower four 16-bit lanes in an order of two bits each.
#[inline]
#[target_feature(enable = "sse2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm_shufflelo_epi16<const IMM8: i32>(a: __m128i) -> __m128i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let a: i16x8 = transmute(a);
        transmute(simd_shuffle::<_, _, i16x8>(
            a,
            a,
            const {
                let [w, x, y, z] = four(IMM8, 0);
                Order([w, x, y, z, 4, 5, 6, 7])
            },
        ))
    }
}
/// The upper four 16-bit lanes in an order of two bits each.
#[inline]
#[target_feature(enable = "sse2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm_shufflehi_epi16<const IMM8: i32>(a: __m128i) -> __m128i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let a: i16x8 = transmute(a);
        transmute(simd_shuffle::<_, _, i16x8>(
            a,
            a,
            const {
                let [w, x, y, z] = four(IMM8, 4);
                Order([0, 1, 2, 3, w, x, y, z])
            },
        ))
    }
}
/// Shifts the whole register left by bytes.
#[inline]
#[target_feature(enable = "sse2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm_slli_si128<const IMM8: i32>(a: __m128i) -> __m128i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let (zero, a): (i8x16, i8x16) = (transmute(_mm_setzero_si128()), transmute(a));
        transmute(simd_shuffle::<_, _, i8x16>(
            zero,
            a,
            const {
                let bytes = IMM8 as u8 as u32;
                Order(sixteen(if bytes > 15 { 0 } else { 16 - bytes }))
            },
        ))
    }
}
/// Shifts the whole register right by bytes.
#[inline]
#[target_feature(enable = "sse2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm_srli_si128<const IMM8: i32>(a: __m128i) -> __m128i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let (zero, a): (i8x16, i8x16) = (transmute(_mm_setzero_si128()), transmute(a));
        transmute(simd_shuffle::<_, _, i8x16>(
            a,
            zero,
            const {
                let bytes = IMM8 as u8 as u32;
                Order(sixteen(if bytes > 15 { 16 } else { bytes }))
            },
        ))
    }
}
/// Sixteen bytes out of the 32 of `b` and, above it, `a`.
#[inline]
#[target_feature(enable = "ssse3")]
#[rustc_legacy_const_generics(2)]
pub fn _mm_alignr_epi8<const IMM8: i32>(a: __m128i, b: __m128i) -> __m128i {
    let bytes = const { IMM8 as u8 as u32 };
    if bytes > 32 {
        return _mm_setzero_si128();
    }
    // SAFETY: the orders name lanes that there are; all bits are valid.
    unsafe {
        let zero: i8x16 = transmute(_mm_setzero_si128());
        let (a, b): (i8x16, i8x16) = (transmute(a), transmute(b));
        if bytes < 16 {
            transmute(simd_shuffle::<_, _, i8x16>(
                b,
                a,
                const { Order(sixteen(IMM8 as u8 as u32 % 16)) },
            ))
        } else if bytes < 32 {
            transmute(simd_shuffle::<_, _, i8x16>(
                a,
                zero,
                const { Order(sixteen(IMM8 as u8 as u32 % 16)) },
            ))
        } else {
            transmute(zero)
        }
    }
}
