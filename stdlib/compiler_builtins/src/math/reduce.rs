//! What is left of an angle when quarter turns are taken away.
//!
//! Up to a million turns, by Cody and Waite: π/2 in parts so short that their multiples are exact.
//! Beyond, by Payne and Hanek: of `x · 2/π` only the bits that are neither whole turns nor too
//! small are computed, from 192 bits of 2/π at the place that the exponent says.

use super::super::prim::nearest;
use super::abs;
use super::dd::{Dd, quick_sum, two_sum};

const TWO_OVER_PI: f64 = 0.6366197723675814;
const HALF_PI: Dd = Dd::new(1.5707963267948966, 6.123233995736766e-17);
/// π/2: three times 33 bits, and the rest.
const HALF_PI_PARTS: [f64; 4] =
    [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32];

/// The bits of 2/π after the point.
const BITS: [u64; 20] = [
    0xA2F9_836E_4E44_1529,
    0xFC27_57D1_F534_DDC0,
    0xDB62_9599_3C43_9041,
    0xFE51_63AB_DEBB_C561,
    0xB724_6E3A_424D_D2E0,
    0x0649_2EEA_09D1_921C,
    0xFE1D_EB1C_B129_A73E,
    0xE882_35F5_2EBB_4484,
    0xE99C_7026_B45F_7E41,
    0x3991_D639_8353_39F4,
    0x9C84_5F8B_BDF9_283B,
    0x1FF8_97FF_DE05_980F,
    0xEF2F_118B_5A0A_6D1F,
    0x6D36_7ECF_27CB_09B7,
    0x4F46_3F66_9E5F_EA2D,
    0x7527_BAC7_EBE5_F17B,
    0x3D07_39F7_8A52_92EA,
    0x6BFB_5FB1_1F8D_5D08,
    0x5603_3046_FC7B_6BAB,
    0xF0CF_BC20_9AF4_361D,
];

/// Quarter turns, by which a finite angle is above what is left, modulo 4.
pub(super) fn quarters(x: f64) -> (u32, Dd) {
    if abs(x) <= 0.7853981633974483 {
        return (0, Dd::new(x, 0.0));
    }
    if abs(x) < 1e6 {
        let k = nearest(x * TWO_OVER_PI);
        let mut rest = Dd::new(x - k * HALF_PI_PARTS[0], 0.0);
        for part in &HALF_PI_PARTS[1..3] {
            rest = rest.add(Dd::new(-k * part, 0.0));
        }
        let rest = quick_sum(rest.hi, rest.lo - k * HALF_PI_PARTS[3]);
        return (k as i32 as u32 & 3, rest);
    }
    let (n, rest) = large(abs(x));
    if x < 0.0 { (n.wrapping_neg() & 3, rest.negate()) } else { (n, rest) }
}

/// 64 bits of 2/π from a place after the point.
fn bits(at: usize) -> u64 {
    let (word, shift) = (at / 64, at % 64);
    let high = BITS[word] << shift;
    if shift == 0 { high } else { high | BITS[word + 1] >> (64 - shift) }
}

/// A product of two words.
fn wide(a: u64, b: u64) -> (u64, u64) {
    let ((ah, al), (bh, bl)) = ((a >> 32, a & 0xFFFF_FFFF), (b >> 32, b & 0xFFFF_FFFF));
    let (low, m1, m2) = (al * bl, ah * bl, al * bh);
    let mid = (low >> 32) + (m1 & 0xFFFF_FFFF) + (m2 & 0xFFFF_FFFF);
    (ah * bh + (m1 >> 32) + (m2 >> 32) + (mid >> 32), mid << 32 | low & 0xFFFF_FFFF)
}

fn large(x: f64) -> (u32, Dd) {
    let raw = x.to_bits();
    let mantissa = raw & (1 << 52) - 1 | 1 << 52;
    // x = mantissa · 2^e; bits of 2/π before place e − 2 yield multiples of 4 quarters.
    let e = (raw >> 52) as i32 - 1075;
    let (w2, w1, w0) = if e >= 2 {
        let at = e as usize - 2;
        (bits(at), bits(at + 64), bits(at + 128))
    } else {
        let s = (2 - e) as u32;
        let shifted = |hi: u64, lo: u64| hi << (64 - s) | lo >> s;
        (BITS[0] >> s, shifted(BITS[0], BITS[1]), shifted(BITS[1], BITS[2]))
    };
    // The product modulo 2^192: its two highest bits are quarters, the rest a fraction of one.
    let (p1, p0) = (wide(mantissa, w1), wide(mantissa, w0));
    let (mid, carry) = p1.1.overflowing_add(p0.0);
    let top = mantissa.wrapping_mul(w2).wrapping_add(p1.0).wrapping_add(u64::from(carry));
    let mut n = (top >> 62) as u32;
    let mut fraction = (top << 2 | mid >> 62, mid << 2 | p0.1 >> 62);
    let negative = fraction.0 >> 63 != 0;
    if negative {
        // Above a half: a quarter more, and the fraction is what is missing.
        n = (n + 1) & 3;
        fraction = (!fraction.0, !fraction.1);
    }
    // Two times 53 bits from the first one that is set.
    let zeros = if fraction.0 == 0 { 64 } else { fraction.0.leading_zeros() };
    let (high, low) = match zeros {
        0 => fraction,
        64 => (fraction.1, 0),
        _ => (fraction.0 << zeros | fraction.1 >> (64 - zeros), fraction.1 << zeros),
    };
    let unit = f64::from_bits((1023 - 53 - u64::from(zeros)) << 52);
    let hi = (high >> 11) as f64 * unit;
    let lo = ((high & 0x7FF) << 42 | low >> 22) as f64 * unit * f64::from_bits((1023 - 53) << 52);
    let rest = two_sum(hi, lo).multiply(HALF_PI);
    (n, if negative { rest.negate() } else { rest })
}
