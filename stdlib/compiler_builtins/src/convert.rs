//! Conversions between integers of 128 bits and floating-point numbers.

use super::int::{shift_left, shift_right};

/// The first 64 bits of a number that is not 0, of which the last one also stands for what follows,
/// and how many bits do.
fn leading(x: u128) -> (u64, u32) {
    let zeros = x.leading_zeros();
    let x = shift_left(x, zeros);
    ((x >> 64) as u64 | u64::from(x as u64 != 0), 64 - zeros.min(64))
}

macro_rules! conversions {
    ($from:ident $to:ident $float:ident $bits:ident $mantissa:literal $bias:literal) => {
        /// The nearest number; halves go to the even one.
        pub fn $from(x: u128) -> $float {
            if x >> 64 == 0 {
                return x as u64 as $float;
            }
            let (high, dropped) = leading(x);
            // Twice the half: the power for 64 bits is beyond what a small width multiplies by.
            let power = $float::from_bits((($bias + dropped) as $bits) << $mantissa);
            high as $float * power
        }

        /// The integer part of a number that is not negative; what is beyond yields the limits.
        pub fn $to(x: $float) -> u128 {
            if !(x >= 1.0) {
                return 0;
            }
            let bits = x.to_bits();
            let exponent = (bits >> $mantissa) as u32 - $bias;
            let mantissa = (bits & ((1 << $mantissa) - 1) | 1 << $mantissa) as u64 as u128;
            match exponent {
                128.. => u128::MAX,
                $mantissa.. => shift_left(mantissa, exponent - $mantissa),
                _ => shift_right(mantissa, $mantissa - exponent),
            }
        }
    };
}

conversions! { to_f64 from_f64 f64 u64 52 1023 }
conversions! { to_f32 from_f32 f32 u32 23 127 }

macro_rules! signed {
    ($from:ident $to:ident $float:ident $unsigned_from:ident $unsigned_to:ident) => {
        /// The nearest number; halves go to the even one.
        pub fn $from(x: i128) -> $float {
            let size = $unsigned_from(x.unsigned_abs());
            if x < 0 { -size } else { size }
        }

        /// The integer part; what is beyond yields the limits.
        pub fn $to(x: $float) -> i128 {
            let size = $unsigned_to(if x < 0.0 { -x } else { x });
            match (size >> 127 != 0, x < 0.0) {
                (true, true) => i128::MIN,
                (true, false) => i128::MAX,
                (false, true) => -(size as i128),
                (false, false) => size as i128,
            }
        }
    };
}

signed! { signed_to_f64 signed_from_f64 f64 to_f64 from_f64 }
signed! { signed_to_f32 signed_from_f32 f32 to_f32 from_f32 }
