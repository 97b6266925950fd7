//! AVX2: orders of lanes, halves, and shifts. Most instructions work on each 128-bit half alone.
use super::avx2::{_mm256_and_si256, _mm256_set1_epi8, _mm256_setzero_si256, _mm256_xor_si256};
use super::fixed::four;
use super::simd::*;
use super::types::*;
use super::{shift, shuffle};
use crate::mem::transmute;

unsafe extern "unadjusted" {
    #[link_name = "llvm.x86.avx2.pshuf.b"]
    fn vpshufb(a: u8x32, b: u8x32) -> u8x32;
    #[link_name = "llvm.x86.avx.vzeroupper"]
    fn vzeroupper();
}

shuffle! {
    "avx2", __m256i as i8x32, 32:
    _mm256_unpacklo_epi8 = [
        0, 32, 1, 33, 2, 34, 3, 35, 4, 36, 5, 37, 6, 38, 7, 39,
        16, 48, 17, 49, 18, 50, 19, 51, 20, 52, 21, 53, 22, 54, 23, 55
    ],
    _mm256_unpackhi_epi8 = [
        8, 40, 9, 41, 10, 42, 11, 43, 12, 44, 13, 45, 14, 46, 15, 47,
        24, 56, 25, 57, 26, 58, 27, 59, 28, 60, 29, 61, 30, 62, 31, 63
    ],
}
shift! {
    "avx2", __m256i as u16x16, u16, 16, |_| u16x16([0; 16]);
    _mm256_slli_epi16 = simd_shl,
    _mm256_srli_epi16 = simd_shr,
}
shift! {
    "avx2", __m256i as u32x8, u32, 32, |_| u32x8([0; 8]);
    _mm256_slli_epi32 = simd_shl,
    _mm256_srli_epi32 = simd_shr,
}
shift! {
    "avx2", __m256i as u64x4, u64, 64, |_| u64x4([0; 4]);
    _mm256_slli_epi64 = simd_shl,
    _mm256_srli_epi64 = simd_shr,
}

/// `!a & b`.
#[inline]
#[target_feature(enable = "avx2")]
pub fn _mm256_andnot_si256(a: __m256i, b: __m256i) -> __m256i {
    _mm256_and_si256(_mm256_xor_si256(a, _mm256_set1_epi8(-1)), b)
}
/// The bytes of each half of `a` that the bytes of `b` name; zero where `b` is negative.
#[inline]
#[target_feature(enable = "avx2")]
pub fn _mm256_shuffle_epi8(a: __m256i, b: __m256i) -> __m256i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute(vpshufb(transmute(a), transmute(b))) }
}
/// In each half, 32-bit lanes in an order of two bits each.
#[inline]
#[target_feature(enable = "avx2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm256_shuffle_epi32<const IMM8: i32>(a: __m256i) -> __m256i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let a: i32x8 = transmute(a);
        transmute(simd_shuffle::<_, _, i32x8>(
            a,
            a,
            const {
                let ([p, q, r, s], [w, x, y, z]) = (four(IMM8, 0), four(IMM8, 4));
                Order([p, q, r, s, w, x, y, z])
            },
        ))
    }
}
/// The bytes of each half, `b` below `a`, from `start` (less than 16) on.
const fn align(start: u32) -> [u32; 32] {
    let mut out = [0; 32];
    let mut i = 0;
    while i < 32 {
        let (half, from) = (i as u32 / 16 * 16, i as u32 % 16 + start);
        out[i] = if from < 16 {
            half + from
        } else {
            32 + half + from - 16
        };
        i += 1;
    }
    out
}
/// In each half, sixteen bytes out of the 32 of `b` and, above it, `a`.
#[inline]
#[target_feature(enable = "avx2")]
#[rustc_legacy_const_generics(2)]
pub fn _mm256_alignr_epi8<const IMM8: i32>(a: __m256i, b: __m256i) -> __m256i {
    let bytes = const { IMM8 as u8 as u32 };
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let zero: i8x32 = transmute(_mm256_setzero_si256());
        let (a, b): (i8x32, i8x32) = (transmute(a), transmute(b));
        if bytes < 16 {
            transmute(simd_shuffle::<_, _, i8x32>(
                b,
                a,
                const { Order(align(IMM8 as u8 as u32 % 16)) },
            ))
        } else if bytes < 32 {
            transmute(simd_shuffle::<_, _, i8x32>(
                a,
                zero,
                const { Order(align(IMM8 as u8 as u32 % 16)) },
            ))
        } else {
            transmute(zero)
        }
    }
}
/// Two halves out of the four of `a` and `b`, or zeros.
#[inline]
#[target_feature(enable = "avx2")]
#[rustc_legacy_const_generics(2)]
pub fn _mm256_permute2x128_si256<const IMM8: i32>(a: __m256i, b: __m256i) -> __m256i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let halves = simd_shuffle::<i64x4, _, i64x4>(
            transmute(a),
            transmute(b),
            const {
                let (low, high) = (2 * (IMM8 as u32 & 3), 2 * (IMM8 as u32 >> 4 & 3));
                Order([low, low + 1, high, high + 1])
            },
        );
        transmute(simd_and(
            halves,
            const {
                let (low, high) = ((IMM8 >> 3 & 1) as i64 - 1, (IMM8 >> 7 & 1) as i64 - 1);
                i64x4([low, low, high, high])
            },
        ))
    }
}
/// 64-bit lanes in an order of two bits each.
#[inline]
#[target_feature(enable = "avx2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm256_permute4x64_epi64<const IMM8: i32>(a: __m256i) -> __m256i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let a: i64x4 = transmute(a);
        transmute(simd_shuffle::<_, _, i64x4>(
            a,
            a,
            const { Order(four(IMM8, 0)) },
        ))
    }
}
/// One half.
#[inline]
#[target_feature(enable = "avx2")]
#[rustc_legacy_const_generics(1)]
pub fn _mm256_extracti128_si256<const IMM1: i32>(a: __m256i) -> __m128i {
    // SAFETY: the order names lanes that there are; all bits are valid.
    unsafe {
        let a: i64x4 = transmute(a);
        transmute(simd_shuffle::<_, _, i64x2>(
            a,
            a,
            const { Order([2 * (IMM1 as u32 & 1), 2 * (IMM1 as u32 & 1) + 1]) },
        ))
    }
}
/// `a` with another half.
#[inline]
#[target_feature(enable = "avx2")]
#[rustc_legacy_const_generics(2)]
pub fn _mm256_inserti128_si256<const IMM1: i32>(a: __m256i, b: __m128i) -> __m256i {
    // SAFETY: a register of two halves is an array of them.
    unsafe {
        let mut halves: [__m128i; 2] = transmute(a);
        halves[(IMM1 & 1) as usize] = b;
        transmute(halves)
    }
}
/// Two halves as one register, the lower first.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_setr_m128i(low: __m128i, high: __m128i) -> __m256i {
    // SAFETY: a register of two halves is an array of them.
    unsafe { transmute([low, high]) }
}
/// Two halves as one register, the higher first.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_set_m128i(high: __m128i, low: __m128i) -> __m256i {
    _mm256_setr_m128i(low, high)
}
/// The same half twice.
#[inline]
#[target_feature(enable = "avx2")]
pub fn _mm256_broadcastsi128_si256(a: __m128i) -> __m256i {
    _mm256_setr_m128i(a, a)
}
/// The lower half.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_castsi256_si128(a: __m256i) -> __m128i {
    // SAFETY: a register of two halves is an array of them.
    let [low, _]: [__m128i; 2] = unsafe { transmute(a) };
    low
}
/// Four lanes, the highest first.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_set_epi64x(a: i64, b: i64, c: i64, d: i64) -> __m256i {
    // SAFETY: registers and lanes are the same bits, all of them valid.
    unsafe { transmute([d, c, b, a]) }
}
/// Clears the upper halves of all registers, before code that knows only the lower.
#[inline]
#[target_feature(enable = "avx")]
pub fn _mm256_zeroupper() {
    // SAFETY: the compiler keeps nothing in registers across it.
    unsafe { vzeroupper() }
}
