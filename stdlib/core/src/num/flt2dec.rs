//! From floating-point numbers to decimal digits.
//!
//! The shortest digits that identify a number come from Schubfach (R. Giulietti, "The Schubfach
//! way to render doubles"); a given number of digits is computed in 128 bits where that is exact
//! and with big numbers otherwise. Rounding is to nearest, ties to even.
use super::bignum::Big;
use super::pow10::POWERS_OF_10;
use crate::fmt::round_up_digits;

/// The longest run of significant digits of any `f64` is 767.
const MAX_DIGITS: usize = 800;

/// What a floating-point number is.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Nan,
    Infinite,
    Zero,
    Finite,
}

/// A floating-point number taken apart: `mant * 2^exp`.
#[derive(Copy, Clone)]
pub(crate) struct Decoded {
    pub(crate) negative: bool,
    pub(crate) kind: Kind,
    mant: u64,
    exp: i32,
    /// The next smaller number is only half as far as the next larger one.
    close_below: bool,
}

macro_rules! decode {
    ($($F:ident $bits:ident $mant_bits:literal $exp_bits:literal;)*) => {$(
        impl From<$F> for Decoded {
            #[inline]
            fn from(v: $F) -> Decoded {
                const BIAS: i32 = (1 << ($exp_bits - 1)) - 1 + $mant_bits;
                let bits = v.to_bits();
                let fraction = (bits & ((1 << $mant_bits) - 1)) as u64;
                let exponent = (bits >> $mant_bits) as i32 & ((1 << $exp_bits) - 1);
                let kind = if exponent == (1 << $exp_bits) - 1 {
                    if fraction != 0 { Kind::Nan } else { Kind::Infinite }
                } else if exponent == 0 && fraction == 0 {
                    Kind::Zero
                } else {
                    Kind::Finite
                };
                Decoded {
                    negative: bits >> ($mant_bits + $exp_bits) != 0,
                    kind,
                    mant: if exponent == 0 { fraction } else { fraction | 1 << $mant_bits },
                    exp: if exponent == 0 { 1 } else { exponent } - BIAS,
                    close_below: fraction == 0 && exponent > 1,
                }
            }
        }
    )*};
}
decode! {
    f32 u32 23 8;
    f64 u64 52 11;
}

/// Decimal digits: the number is `0.DIGITS * 10^exponent`. No digits stand for zero.
pub(crate) struct Buffer {
    bytes: [u8; MAX_DIGITS],
    len: usize,
    pub(crate) exponent: i32,
}

impl Buffer {
    #[inline]
    pub(crate) fn new() -> Buffer {
        Buffer { bytes: [0; MAX_DIGITS], len: 0, exponent: 0 }
    }

    #[inline]
    pub(crate) fn digits(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    fn push(&mut self, digit: u8) {
        self.bytes[self.len] = b'0' + digit;
        self.len += 1;
    }

    /// Fills in the digits of `n * 10^exp10`.
    fn set(&mut self, mut n: u128, exp10: i32) {
        let mut tmp = [0u8; 40];
        let mut start = tmp.len();
        while n != 0 {
            if n <= u64::MAX as u128 {
                let mut n = n as u64;
                while n != 0 {
                    start -= 1;
                    tmp[start] = b'0' + (n % 10) as u8;
                    n /= 10;
                }
                break;
            }
            start -= 1;
            tmp[start] = b'0' + (n % 10) as u8;
            n /= 10;
        }
        let len = tmp.len() - start;
        self.bytes[..len].copy_from_slice(&tmp[start..]);
        self.len = len;
        self.exponent = exp10 + len as i32;
    }
}

/// The high 64 bits of `g * cp / 2^64`, with the lowest bit set if anything was lost.
#[inline]
fn round_to_odd(g: (u64, u64), cp: u64) -> u64 {
    let x = g.1 as u128 * cp as u128;
    let y = g.0 as u128 * cp as u128 + (x >> 64);
    (y >> 64) as u64 | (y as u64 > 1) as u64
}

/// The shortest digits between the neighbours of a number, the closest ones if there are several.
pub(crate) fn shortest(d: &Decoded, out: &mut Buffer) {
    if d.kind == Kind::Zero {
        return;
    }
    let (c, q) = (d.mant, d.exp);
    if q <= 0 && q > -53 && c & ((1u64 << -q) - 1) == 0 {
        let mut n = c >> -q;
        let mut k = 0;
        while n % 10 == 0 {
            n /= 10;
            k += 1;
        }
        return out.set(n as u128, k);
    }
    let open = (c & 1) as u64;
    let (cbl, cb, cbr) = (4 * c - 2 + d.close_below as u64, 4 * c, 4 * c + 2);
    // floor(log10(2^q)), or of 3/4 of that below a power of two.
    let k = (q * 1_262_611 - if d.close_below { 524_031 } else { 0 }) >> 22;
    // q + floor(log2(10^-k)) + 1
    let h = q + ((-k * 1_741_647) >> 19) + 1;
    let (hi, lo) = POWERS_OF_10[(-k + super::pow10::LARGEST_NEGATIVE) as usize];
    let (lo, carry) = lo.overflowing_add(1);
    let g = (hi + carry as u64, lo);
    let lower = round_to_odd(g, cbl << h) + open;
    let vb = round_to_odd(g, cb << h);
    let upper = round_to_odd(g, cbr << h) - open;
    let s = vb / 4;
    let (mut n, mut exp10) = 'found: {
        if s >= 10 {
            let sp = s / 10;
            let under = lower <= 40 * sp;
            let over = 40 * sp + 40 <= upper;
            if under != over {
                break 'found (sp + over as u64, k + 1);
            }
        }
        let under = lower <= 4 * s;
        let over = 4 * s + 4 <= upper;
        if under != over {
            break 'found (s + over as u64, k);
        }
        let mid = 4 * s + 2;
        // Exactly between two candidates: up.
        let up = vb >= mid;
        (s + up as u64, k)
    };
    while n % 10 == 0 {
        n /= 10;
        exp10 += 1;
    }
    out.set(n as u128, exp10);
}

/// The digits up to `fraction` places after the point.
pub(crate) fn exact_fixed(d: &Decoded, fraction: usize, out: &mut Buffer) {
    if d.kind == Kind::Zero {
        return;
    }
    if d.exp >= 0 && d.exp <= 64 {
        return out.set((d.mant as u128) << d.exp, 0);
    }
    if d.exp < 0 && d.exp > -128 && fraction <= 22 {
        // mant * 10^fraction has at most 53 + 74 bits.
        let scaled = d.mant as u128 * 10u128.pow(fraction as u32);
        let shift = -d.exp as u32;
        let mut n = scaled >> shift;
        let rest = scaled & ((1u128 << shift) - 1);
        let half = 1u128 << (shift - 1);
        if rest > half || (rest == half && n & 1 != 0) {
            n += 1;
        }
        return out.set(n, -(fraction as i32));
    }
    generate(d, Limit::Fraction(fraction), out);
}

/// Exactly `count` digits, or fewer if those that are missing are zeros.
pub(crate) fn exact_digits(d: &Decoded, count: usize, out: &mut Buffer) {
    if d.kind != Kind::Zero {
        generate(d, Limit::Count(count), out);
    }
}

#[derive(Copy, Clone)]
enum Limit {
    /// Digits after the point.
    Fraction(usize),
    /// Significant digits.
    Count(usize),
}

/// Generates the exact digits and rounds at the limit.
fn generate(d: &Decoded, limit: Limit, out: &mut Buffer) {
    let more = if d.exp >= 0 {
        let mut int = Big::from_u64(d.mant);
        int.shift_left(d.exp as u32);
        integer_digits(&mut int, out);
        false
    } else {
        fraction_digits(d, limit, out)
    };
    let wanted = match limit {
        Limit::Count(n) => n as isize,
        Limit::Fraction(n) => out.exponent as isize + n as isize,
    };
    if wanted < out.len as isize {
        round(out, wanted, more);
    }
    while out.len > 0 && out.bytes[out.len - 1] == b'0' {
        out.len -= 1;
    }
}

/// All digits of an integer.
fn integer_digits(int: &mut Big, out: &mut Buffer) {
    let mut chunks = [0u32; 40];
    let mut n = 0;
    while !int.is_zero() {
        chunks[n] = int.div_small(1_000_000_000);
        n += 1;
    }
    while n > 0 {
        n -= 1;
        push_chunk(chunks[n], out);
    }
    out.exponent = out.len as i32;
}

/// Appends nine digits, without zeros at the very front.
fn push_chunk(chunk: u32, out: &mut Buffer) {
    let mut divisor = 100_000_000;
    while divisor > 0 {
        let digit = (chunk / divisor % 10) as u8;
        if digit != 0 || out.len > 0 {
            out.push(digit);
        }
        divisor /= 10;
    }
}

/// The digits of `mant / 2^-exp` up to beyond the limit. Returns whether there are more.
fn fraction_digits(d: &Decoded, limit: Limit, out: &mut Buffer) -> bool {
    let point = -d.exp as u32;
    let mut rest = Big::from_u64(d.mant);
    if point < 64 {
        let mut int = Big::from_u64(d.mant >> point);
        integer_digits(&mut int, out);
        rest = Big::from_u64(d.mant & ((1 << point) - 1));
    }
    // Places after the point that have been looked at.
    let mut places = 0usize;
    while !rest.is_zero() {
        let enough = match limit {
            Limit::Count(n) => out.len > n,
            Limit::Fraction(n) => places > n,
        };
        if enough || out.len + 9 > MAX_DIGITS {
            return true;
        }
        rest.mul_add(1_000_000_000, 0);
        let chunk = rest.take_above(point);
        let before = out.len;
        push_chunk(chunk, out);
        places += 9;
        if before == 0 && out.len > 0 {
            out.exponent = out.len as i32 - places as i32;
        }
    }
    if out.len == 0 {
        out.exponent = -(places as i32);
    }
    false
}

/// Keeps `wanted` digits; `more` says that something non-zero follows the last digit.
fn round(out: &mut Buffer, wanted: isize, more: bool) {
    if wanted < 0 {
        out.len = 0;
        return;
    }
    let wanted = wanted as usize;
    let next = out.bytes[wanted];
    let mut sticky = more;
    let mut i = wanted + 1;
    while i < out.len && !sticky {
        sticky = out.bytes[i] != b'0';
        i += 1;
    }
    let odd = wanted > 0 && out.bytes[wanted - 1] & 1 != 0;
    let up = next > b'5' || (next == b'5' && (sticky || odd));
    out.len = wanted;
    if !up {
        return;
    }
    if wanted == 0 {
        out.bytes[0] = b'1';
        out.len = 1;
        out.exponent += 1;
    } else if !round_up_digits(&mut out.bytes[..wanted]) {
        out.exponent += 1;
    }
}
