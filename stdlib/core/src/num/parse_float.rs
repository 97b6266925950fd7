//! Parsing of floating-point numbers.
//!
//! Up to 19 digits go through a product with a 128-bit power of ten (D. Lemire, "Number parsing
//! at a gigabyte per second"), after an exact path for short numbers. Where that cannot decide,
//! the digits are compared with the midpoint of two neighbours in exact arithmetic.
use super::bignum::Big;
use super::pow10::{LARGEST_NEGATIVE, POWERS_OF_10};
use crate::cmp::Ordering;
use crate::fmt;
use crate::str::FromStr;

/// The error of parsing a float.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError {
    kind: FloatErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum FloatErrorKind {
    Empty,
    Invalid,
}

impl fmt::Display for ParseFloatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            FloatErrorKind::Empty => "cannot parse float from empty string",
            FloatErrorKind::Invalid => "invalid float literal",
        }
        .fmt(f)
    }
}

/// The parameters of a format.
#[derive(Copy, Clone)]
struct Format {
    /// Bits of the fraction.
    mantissa_bits: u32,
    /// The exponent of infinity.
    infinite_exponent: i32,
    /// The largest power of ten that is exact, and the products that stay exact.
    max_exact_power: i32,
    /// Powers of ten below which all is zero and above which all is infinite.
    smallest_power: i32,
    largest_power: i32,
    /// Powers of ten between which a product may be exactly halfway.
    min_tie_power: i32,
    max_tie_power: i32,
}

const F32: Format = Format {
    mantissa_bits: 23,
    infinite_exponent: 0xff,
    max_exact_power: 10,
    smallest_power: -65,
    largest_power: 38,
    min_tie_power: -17,
    max_tie_power: 10,
};

const F64: Format = Format {
    mantissa_bits: 52,
    infinite_exponent: 0x7ff,
    max_exact_power: 22,
    smallest_power: -342,
    largest_power: 308,
    min_tie_power: -4,
    max_tie_power: 23,
};

/// A decimal number: `mantissa * 10^exponent`, of which only 19 digits may be in `mantissa`.
struct Number<'a> {
    mantissa: u64,
    exponent: i64,
    /// Digits were left out.
    truncated: bool,
    int_digits: &'a [u8],
    frac_digits: &'a [u8],
    /// The written exponent.
    written: i64,
}

fn split_digits(s: &[u8]) -> (&[u8], &[u8]) {
    let mut n = 0;
    while n < s.len() && s[n].is_ascii_digit() {
        n += 1;
    }
    s.split_at(n)
}

/// Splits a number without sign into its parts.
fn scan(s: &[u8]) -> Option<Number<'_>> {
    let (int_digits, mut rest) = split_digits(s);
    let mut frac_digits: &[u8] = &[];
    if let [b'.', tail @ ..] = rest {
        (frac_digits, rest) = split_digits(tail);
    }
    if int_digits.is_empty() && frac_digits.is_empty() {
        return None;
    }
    let mut written = 0i64;
    if let [b'e' | b'E', tail @ ..] = rest {
        let (negative, tail) = match tail {
            [b'-', tail @ ..] => (true, tail),
            [b'+', tail @ ..] => (false, tail),
            _ => (false, tail),
        };
        let (digits, after) = split_digits(tail);
        if digits.is_empty() {
            return None;
        }
        for &d in digits {
            if written < 0x10000 {
                written = written * 10 + (d - b'0') as i64;
            }
        }
        if negative {
            written = -written;
        }
        rest = after;
    }
    if !rest.is_empty() {
        return None;
    }
    let mut n =
        Number { mantissa: 0, exponent: written, truncated: false, int_digits, frac_digits, written };
    let mut count = 0;
    for &d in int_digits {
        n.take(d, &mut count, 0);
    }
    for &d in frac_digits {
        n.take(d, &mut count, -1);
    }
    Some(n)
}

impl Number<'_> {
    /// Appends a digit, whose place moves the exponent by `step` if it fits.
    #[inline]
    fn take(&mut self, digit: u8, count: &mut u32, step: i64) {
        if *count < 19 {
            self.mantissa = self.mantissa * 10 + (digit - b'0') as u64;
            *count += (self.mantissa != 0) as u32;
            self.exponent += step;
        } else {
            self.truncated |= digit != b'0';
            self.exponent += step + 1;
        }
    }
}

/// A result: biased exponent and fraction. A negative exponent says "cannot tell".
#[derive(Copy, Clone, PartialEq, Eq)]
struct Biased {
    fraction: u64,
    exponent: i32,
}

const ZERO: Biased = Biased { fraction: 0, exponent: 0 };

/// `w * 10^q` by one or two products.
fn by_product(w: u64, q: i64, f: &Format) -> Option<Biased> {
    if w == 0 || q < f.smallest_power as i64 {
        return Some(ZERO);
    }
    if q > f.largest_power as i64 {
        return Some(Biased { fraction: 0, exponent: f.infinite_exponent });
    }
    let q = q as i32;
    let lz = w.leading_zeros();
    let w = w << lz;
    let (lo, hi) = approximate_product(q, w, f.mantissa_bits + 3);
    if lo == u64::MAX && !(-27..=55).contains(&q) {
        return None;
    }
    let upper = (hi >> 63) as i32;
    let shift = upper + 64 - f.mantissa_bits as i32 - 3;
    let mut fraction = hi >> shift;
    // floor(log2(10^q)) + 63
    let log = ((q * (152_170 + 65_536)) >> 16) + 63;
    let bias = f.infinite_exponent >> 1;
    let mut power2 = log + upper - lz as i32 + bias;
    if power2 <= 0 {
        if -power2 + 1 >= 64 {
            return Some(ZERO);
        }
        fraction >>= -power2 + 1;
        fraction += fraction & 1;
        fraction >>= 1;
        power2 = (fraction >= 1 << f.mantissa_bits) as i32;
        return Some(Biased { fraction: fraction & !(1 << f.mantissa_bits), exponent: power2 });
    }
    // Exactly halfway: round to even, that is, do not round an even number up.
    if lo <= 1
        && q >= f.min_tie_power
        && q <= f.max_tie_power
        && fraction & 3 == 1
        && (fraction << shift) == hi
    {
        fraction &= !1;
    }
    fraction += fraction & 1;
    fraction >>= 1;
    if fraction >= 2 << f.mantissa_bits {
        fraction = 1 << f.mantissa_bits;
        power2 += 1;
    }
    fraction &= !(1 << f.mantissa_bits);
    if power2 >= f.infinite_exponent {
        return Some(Biased { fraction: 0, exponent: f.infinite_exponent });
    }
    Some(Biased { fraction, exponent: power2 })
}

/// The low and high halves of `w` times the leading bits of `10^q`.
fn approximate_product(q: i32, w: u64, precision: u32) -> (u64, u64) {
    let (hi5, lo5) = POWERS_OF_10[(q + LARGEST_NEGATIVE) as usize];
    // For small negative powers the reciprocal has to be rounded up.
    let (lo5, carry) = lo5.overflowing_add((-27..0).contains(&q) as u64);
    let hi5 = hi5 + carry as u64;
    let first = w as u128 * hi5 as u128;
    let (mut lo, mut hi) = (first as u64, (first >> 64) as u64);
    let mask = u64::MAX >> precision;
    if hi & mask == mask {
        let second_hi = (w as u128 * lo5 as u128 >> 64) as u64;
        lo = lo.wrapping_add(second_hi);
        if second_hi > lo {
            hi += 1;
        }
    }
    (lo, hi)
}

/// The exact value against a candidate and its neighbours.
struct Exact {
    digits: Big,
    /// `digits * 10^exponent`, a little less if `sticky`.
    exponent: i64,
    sticky: bool,
}

impl Exact {
    fn new(n: &Number<'_>) -> Exact {
        const MAX: usize = 780;
        let mut digits = Big::from_u64(0);
        let mut exponent = n.written;
        let mut sticky = false;
        let mut count = 0;
        let fraction_from = n.int_digits.len();
        for (i, &d) in n.int_digits.iter().chain(n.frac_digits).enumerate() {
            if count < MAX {
                digits.mul_add(10, (d - b'0') as u32);
                count += (count != 0 || d != b'0') as usize;
                exponent -= (i >= fraction_from) as i64;
            } else {
                sticky |= d != b'0';
                exponent += (i < fraction_from) as i64;
            }
        }
        Exact { digits, exponent, sticky }
    }

    /// The order of the number and `mantissa * 2^exp2`.
    fn compare(&self, mantissa: u64, exp2: i64) -> Ordering {
        let mut left = Big::from_u64(0);
        left.copy_from(&self.digits);
        let mut right = Big::from_u64(mantissa);
        let mut shift = exp2 - self.exponent;
        if self.exponent >= 0 {
            left.mul_pow5(self.exponent as u32);
        } else {
            right.mul_pow5(-self.exponent as u32);
        }
        if shift >= 0 {
            right.shift_left(shift as u32);
        } else {
            shift = -shift;
            left.shift_left(shift as u32);
        }
        match left.compare(&right) {
            Ordering::Equal if self.sticky => Ordering::Greater,
            order => order,
        }
    }
}

/// Finds the nearest float by comparing with midpoints, from a guess that is close.
fn by_comparison(n: &Number<'_>, guess: Biased, f: &Format) -> Biased {
    let exact = Exact::new(n);
    let bias = (f.infinite_exponent >> 1) as i64 + f.mantissa_bits as i64;
    // All finite floats in order are the integers of (exponent, fraction).
    let mut at = (guess.exponent as u64) << f.mantissa_bits | guess.fraction;
    let infinite = (f.infinite_exponent as u64) << f.mantissa_bits;
    // The midpoint above number `at`, as mantissa and power of two.
    let above = |at: u64| {
        let exponent = (at >> f.mantissa_bits) as i64;
        let fraction = at & ((1 << f.mantissa_bits) - 1);
        let (m, e) =
            if exponent == 0 { (fraction, 1) } else { (fraction | 1 << f.mantissa_bits, exponent) };
        (2 * m + 1, e - bias - 1)
    };
    if at >= infinite {
        at = infinite - 1;
    }
    loop {
        let (m, e) = above(at);
        let order = exact.compare(m, e);
        if order.is_gt() || (order.is_eq() && at & 1 == 1) {
            at += 1;
            if at >= infinite {
                break;
            }
            continue;
        }
        if at == 0 {
            break;
        }
        let (m, e) = above(at - 1);
        let order = exact.compare(m, e);
        if order.is_lt() || (order.is_eq() && at & 1 == 1) {
            at -= 1;
            continue;
        }
        break;
    }
    Biased {
        fraction: at & ((1 << f.mantissa_bits) - 1),
        exponent: (at >> f.mantissa_bits) as i32,
    }
}

fn parse_number(n: &Number<'_>, f: &Format) -> Biased {
    // A number of more digits lies between two of 19 digits.
    let low = by_product(n.mantissa, n.exponent, f);
    let settled = match low {
        Some(result) if !n.truncated => return result,
        Some(result) => by_product(n.mantissa + 1, n.exponent, f) == Some(result),
        None => false,
    };
    match low {
        Some(result) if settled => result,
        _ => by_comparison(n, low.unwrap_or_else(|| rough(n, f)), f),
    }
}

/// A guess within a few units: the product with its last bits cut off.
fn rough(n: &Number<'_>, f: &Format) -> Biased {
    let w = (n.mantissa >> 12 << 12) | 1 << 11;
    by_product(w, n.exponent, f).unwrap_or(ZERO)
}

macro_rules! parse_impls {
    ($($F:ident $Bits:ident $format:ident [$($power:literal)*];)*) => {$(
        impl FromStr for $F {
            type Err = ParseFloatError;

            /// Parses a decimal number, `inf`, `infinity` or `nan`.
            fn from_str(src: &str) -> Result<$F, ParseFloatError> {
                const POWERS: &[$F] = &[$($power),*];
                let (negative, s) = match src.as_bytes() {
                    [] => return Err(ParseFloatError { kind: FloatErrorKind::Empty }),
                    [b'-', rest @ ..] => (true, rest),
                    [b'+', rest @ ..] => (false, rest),
                    s => (false, s),
                };
                let value = match scan(s) {
                    Some(n) => {
                        let power = n.exponent.unsigned_abs();
                        let exact = !n.truncated
                            && n.mantissa >> ($format.mantissa_bits + 1) == 0
                            && power <= $format.max_exact_power as u64;
                        if exact {
                            // Both factors are exact, hence the result is rounded once.
                            let value = n.mantissa as $F;
                            let power = POWERS[power as usize];
                            if n.exponent < 0 { value / power } else { value * power }
                        } else {
                            let b = parse_number(&n, &$format);
                            let bits = (b.exponent as u64) << $format.mantissa_bits | b.fraction;
                            <$F>::from_bits(bits as $Bits)
                        }
                    }
                    None if s.eq_ignore_ascii_case(b"nan") => <$F>::NAN,
                    None if s.eq_ignore_ascii_case(b"inf") => <$F>::INFINITY,
                    None if s.eq_ignore_ascii_case(b"infinity") => <$F>::INFINITY,
                    None => return Err(ParseFloatError { kind: FloatErrorKind::Invalid }),
                };
                Ok(if negative { -value } else { value })
            }
        }
    )*};
}
parse_impls! {
    f32 u32 F32 [1e0 1e1 1e2 1e3 1e4 1e5 1e6 1e7 1e8 1e9 1e10];
    f64 u64 F64 [1e0 1e1 1e2 1e3 1e4 1e5 1e6 1e7 1e8 1e9 1e10 1e11 1e12 1e13 1e14 1e15 1e16 1e17
                 1e18 1e19 1e20 1e21 1e22];
}
