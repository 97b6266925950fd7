//! `compiler_builtins` natively. The elementary functions against those of the system's C library,
//! at random and at special arguments: within one unit in the last place, and two where that library
//! is less exact than ours; rounding, remainders, fused products and integers exactly.

#[allow(dead_code)]
#[path = "../../compiler_builtins/src/convert.rs"]
mod convert;
#[allow(dead_code)]
#[path = "../../compiler_builtins/src/int.rs"]
mod int;
#[allow(dead_code)]
#[path = "../../compiler_builtins/src/mem.rs"]
mod mem;
#[allow(dead_code)]
#[path = "../../compiler_builtins/src/math/mod.rs"]
mod math;

/// What is an instruction on WebAssembly.
mod prim {
    pub(crate) fn sqrt(x: f64) -> f64 {
        x.sqrt()
    }
    pub(crate) fn nearest(x: f64) -> f64 {
        x.round_ties_even()
    }
    pub(crate) fn truncate(x: f64) -> f64 {
        x.trunc()
    }
}

struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Any number, or one with an exponent that functions make much of.
    fn number(&mut self) -> f64 {
        let any = f64::from_bits(self.bits());
        let exponent = match self.bits() % 8 {
            0 => return any,
            1 => return (self.bits() % 2001) as f64 - 1000.0,
            2..5 => self.bits() % 16,
            5 | 6 => self.bits() % 40,
            _ => self.bits() % 200,
        };
        f64::from_bits(any.to_bits() & !(0x7FF << 52) | (1023 + 6 - exponent) << 52)
    }

    fn single(&mut self) -> f32 {
        if self.bits() % 2 == 0 { self.number() as f32 } else { f32::from_bits(self.bits() as u32) }
    }
}

/// How many numbers are between two.
fn distance(a: f64, b: f64) -> u64 {
    if a.is_nan() || b.is_nan() {
        return if a.is_nan() && b.is_nan() { 0 } else { u64::MAX };
    }
    let order = |x: f64| {
        let bits = x.to_bits() as i64;
        if bits < 0 { i64::MIN - bits } else { bits }
    };
    if a == 0.0 && b == 0.0 && a.is_sign_negative() != b.is_sign_negative() {
        return u64::MAX;
    }
    order(a).abs_diff(order(b))
}

const SPECIAL: [f64; 24] = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 3.0, 10.0, 1e-300, 5e-324, -5e-324, 1e300,
    f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MIN_POSITIVE, 1e22, 709.5,
    -745.0, 0.7853981633974483,
];

/// Numbers of 128 bits of all lengths.
fn long(rng: &mut Random) -> u128 {
    let all = u128::from(rng.bits()) << 64 | u128::from(rng.bits());
    let mask = match rng.bits() % 4 {
        0 => u128::MAX << (rng.bits() % 128),
        _ => u128::MAX,
    };
    let shift = rng.bits() % 128;
    if rng.bits() % 8 == 0 { u128::MAX << shift } else { (all & mask) >> shift }
}

fn integers(count: usize, rng: &mut Random) {
    for _ in 0..count {
        let (a, b) = (long(rng), long(rng));
        assert_eq!(int::multiply(a, b), a.wrapping_mul(b));
        let (sa, sb) = (a as i128, b as i128);
        assert_eq!(int::multiply_checked(sa, sb), sa.overflowing_mul(sb), "{sa} * {sb}");
        let (high, low) = (a as i64 as i128, b as i64 as i128);
        assert_eq!(int::multiply_checked(high, low), high.overflowing_mul(low));
        if b != 0 {
            assert_eq!(int::divide(a, b), (a / b, a % b), "{a} / {b}");
            let signed = (sa.wrapping_div(sb), sa.wrapping_rem(sb));
            assert_eq!(int::divide_signed(sa, sb), signed, "{sa} / {sb}");
        }
        let by = (b % 128) as u32;
        assert_eq!(int::shift_left(a, by), a << by);
        assert_eq!(int::shift_right(a, by), a >> by);
        assert_eq!(int::shift_right_signed(sa, by), sa >> by);
        assert_eq!(convert::to_f64(a), a as f64, "{a}");
        assert_eq!(convert::to_f32(a), a as f32, "{a}");
        assert_eq!(convert::signed_to_f64(sa), sa as f64, "{sa}");
        assert_eq!(convert::signed_to_f32(sa), sa as f32, "{sa}");
        let (x, y) = (a as f64 * 0.7, f64::from_bits(rng.bits()));
        for x in [x, y, -x] {
            assert_eq!(convert::from_f64(x), x as u128, "{x:?}");
            assert_eq!(convert::signed_from_f64(x), x as i128, "{x:?}");
            let x = x as f32;
            assert_eq!(convert::from_f32(x), x as u128, "{x:?}");
            assert_eq!(convert::signed_from_f32(x), x as i128, "{x:?}");
        }
    }
    let bytes: Vec<u8> = (0..64).map(|_| (rng.bits() % 3) as u8).collect();
    for _ in 0..count {
        let (i, j) = (rng.bits() as usize % 32, rng.bits() as usize % 32);
        let len = rng.bits() as usize % 32;
        let got = unsafe { mem::compare(bytes[i..].as_ptr(), bytes[j..].as_ptr(), len) };
        assert_eq!(got, bytes[i..i + len].cmp(&bytes[j..j + len]));
    }
}

type Unary = (&'static str, fn(f64) -> f64, fn(f64) -> f64, u64);
type Binary = (&'static str, fn(f64, f64) -> f64, fn(f64, f64) -> f64, u64);

fn main() {
    let count: usize = std::env::args().nth(1).map_or(20_000, |s| s.parse().unwrap());
    let mut rng = Random(0x9E37_79B9_7F4A_7C15);
    integers(count, &mut rng);
    let unary: [Unary; 23] = [
        ("exp", math::exp, f64::exp, 1),
        ("exp2", math::exp2, f64::exp2, 1),
        ("expm1", math::expm1, f64::exp_m1, 1),
        ("log", math::log, f64::ln, 1),
        ("log2", math::log2, f64::log2, 1),
        ("log10", math::log10, f64::log10, 2),
        ("log1p", math::log1p, f64::ln_1p, 1),
        ("sin", math::sin, f64::sin, 1),
        ("cos", math::cos, f64::cos, 1),
        ("tan", math::tan, f64::tan, 1),
        ("asin", math::asin, f64::asin, 1),
        ("acos", math::acos, f64::acos, 1),
        ("atan", math::atan, f64::atan, 1),
        ("sinh", math::sinh, f64::sinh, 2),
        ("cosh", math::cosh, f64::cosh, 2),
        ("tanh", math::tanh, f64::tanh, 2),
        ("cbrt", math::cbrt, f64::cbrt, 4),
        ("round", math::round, f64::round, 0),
        // The library's lose digits near 1 and overflow early.
        ("asinh", math::asinh, |x| if x.abs() < 1e150 { x.asinh() } else { math::asinh(x) }, 100_000),
        ("acosh", math::acosh, |x| if x.abs() < 1e150 { x.acosh() } else { math::acosh(x) }, 100_000),
        ("atanh", math::atanh, f64::atanh, 100_000),
        ("square", |x| math::powi(x, 2), |x| x.powi(2), 0),
        ("inverse", |x| math::powi(x, -1), |x| x.powi(-1), 0),
    ];
    for (name, ours, theirs, most) in unary {
        let (mut worst, mut off) = (0, 0);
        for i in 0..count {
            let x = if i < SPECIAL.len() { SPECIAL[i] } else { rng.number() };
            let d = distance(ours(x), theirs(x));
            assert!(d <= most, "{name}({x:?}) = {:?}, not {:?}", ours(x), theirs(x));
            worst = worst.max(d);
            off += usize::from(d != 0);
        }
        if count > 100_000 {
            println!("{name:8} {worst} {off}");
        }
    }
    let binary: [Binary; 5] = [
        ("pow", math::pow, f64::powf, 1),
        ("atan2", math::atan2, f64::atan2, 1),
        ("hypot", math::hypot, f64::hypot, 1),
        ("fmod", math::fmod, |x, y| x % y, 0),
        ("fdim", math::fdim, |x, y| if x > y { x - y } else if x <= y { 0.0 } else { f64::NAN }, 0),
    ];
    for (name, ours, theirs, most) in binary {
        let mut off = 0;
        for i in 0..count {
            let n = SPECIAL.len();
            let (x, y) = match i {
                _ if i < n * n => (SPECIAL[i % n], SPECIAL[i / n]),
                // Powers near one, that are not too large.
                _ if i % 2 == 0 => (1.0 + rng.number() / 100.0, rng.number()),
                _ => (rng.number(), rng.number()),
            };
            let d = distance(ours(x, y), theirs(x, y));
            assert!(d <= most, "{name}({x:?}, {y:?}) = {:?}, not {:?}", ours(x, y), theirs(x, y));
            off += usize::from(d != 0);
        }
        if count > 100_000 {
            println!("{name:8} {off}");
        }
    }
    for i in 0..count {
        let (x, y) = (rng.number(), rng.number());
        // Often the product and the sum are near each other.
        let z = match i % 3 {
            0 => rng.number(),
            1 => -x * y * (1.0 + (rng.bits() % 5) as f64 * f64::EPSILON),
            _ => x * y * f64::from_bits((1023 - 60 + rng.bits() % 120) << 52),
        };
        let (a, b) = (math::fma(x, y, z), x.mul_add(y, z));
        assert!(distance(a, b) == 0, "fma({x:?}, {y:?}, {z:?}) = {a:?}, not {b:?}");
        let (x, y) = (rng.single(), rng.single());
        let z = if i % 2 == 0 { rng.single() } else { -x * y * (1.0 + f32::EPSILON) };
        let (a, b) = (math::fmaf(x, y, z), x.mul_add(y, z));
        assert!(distance(a.into(), b.into()) == 0, "fmaf({x:?}, {y:?}, {z:?}) = {a:?}, not {b:?}");
        let (a, b) = (math::fmodf(x, y), x % y);
        assert!(distance(a.into(), b.into()) == 0, "fmodf({x:?}, {y:?}) = {a:?}, not {b:?}");
    }
}
