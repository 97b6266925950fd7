// Vectors of x86-64: loads, comparisons, masks, arithmetic, shuffles, shifts, at -O0 and -O.
// RUN: %ochrec --edition 2021 %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -O %s -o %t && %t | %FileCheck %s
use std::arch::x86_64::*;

fn bytes(v: __m128i) -> [u8; 16] {
    unsafe { std::mem::transmute(v) }
}

#[target_feature(enable = "sse2")]
unsafe fn find(needle: u8, text: &[u8]) -> Option<usize> {
    let wanted = _mm_set1_epi8(needle as i8);
    let mut at = 0;
    while at + 16 <= text.len() {
        let chunk = _mm_loadu_si128(text.as_ptr().add(at) as *const __m128i);
        let mask = _mm_movemask_epi8(_mm_cmpeq_epi8(chunk, wanted));
        if mask != 0 {
            return Some(at + mask.trailing_zeros() as usize);
        }
        at += 16;
    }
    text[at..].iter().position(|&b| b == needle).map(|i| at + i)
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    low: __m128i,
    high: __m128i,
}

fn main() {
    let text: Vec<u8> = (0..100).collect();
    // CHECK: Some(0) Some(17) Some(99) None
    unsafe {
        println!("{:?} {:?} {:?} {:?}", find(0, &text), find(17, &text), find(99, &text),
                 find(200, &text));
    }
    unsafe {
        let a = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 127);
        let b = _mm_set1_epi8(2);
        // CHECK: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 129]
        println!("{:?}", bytes(_mm_add_epi8(a, b)));
        // CHECK: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 127]
        println!("{:?}", bytes(_mm_adds_epi8(a, b)));
        // CHECK: [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 125]
        println!("{:?}", bytes(_mm_subs_epu8(a, b)));
        // CHECK: [0, 2, 1, 2, 2, 2, 3, 2, 4, 2, 5, 2, 6, 2, 7, 2]
        println!("{:?}", bytes(_mm_unpacklo_epi8(a, b)));
        // CHECK: [2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 127]
        println!("{:?}", bytes(_mm_max_epu8(a, b)));
        let words = _mm_set_epi32(-8, 3, 2, 1);
        let pair = Pair { low: _mm_slli_epi32::<4>(words), high: _mm_srai_epi32::<40>(words) };
        // CHECK: Pair { low: __m128i(137438953488, -549755813840), high: __m128i(0, -4294967296) }
        println!("{:?}", pair);
        // CHECK: [4.0, 1.5, 2.0, 0.5] 12
        let floats = _mm_div_ps(_mm_setr_ps(16.0, 6.0, 8.0, 2.0), _mm_set1_ps(4.0));
        let mut out = [0f32; 4];
        _mm_storeu_ps(out.as_mut_ptr(), floats);
        println!("{:?} {}", out, _mm_movemask_ps(_mm_set_ps(-1.0, -0.0, 2.0, 1.0)));
        // Constants in an instruction, as arguments and as const arguments; orders of lanes.
        // CHECK: [16, 0, 0, 0, 32, 0, 0, 0, 48, 0, 0, 0, 128, 255, 255, 255]
        println!("{:?}", bytes(_mm_slli_epi32(words, 4)));
        // CHECK: [248, 255, 255, 255, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]
        println!("{:?}", bytes(_mm_shuffle_epi32(words, 0b10_01_00_11)));
        // CHECK: [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
        println!("{:?}", bytes(_mm_slli_si128(a, 3)));
        // CHECK: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 127, 0, 0, 0]
        println!("{:?}", bytes(_mm_srli_si128::<3>(a)));
        // CHECK: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        println!("{:?}", bytes(_mm_srli_si128(a, 16)));
        // CHECK: 3 2 1.5 (13, 108)
        let sums: [i64; 2] = std::mem::transmute(_mm_sad_epu8(a, b));
        println!("{} {} {} {:?}", _mm_cvtsd_f64(_mm_sqrt_pd(_mm_set_sd(9.0))),
                 _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(4.0))), _mm_cvtss_f32(_mm_set_ss(1.5)),
                 (sums[0] - 5, sums[1] - 80));
        // CHECK: 16 16 32 32
        println!("{} {} {} {}", std::mem::align_of::<__m128i>(), std::mem::size_of::<__m128>(),
                 std::mem::align_of::<__m256i>(), std::mem::size_of::<Pair>());
    }
}
