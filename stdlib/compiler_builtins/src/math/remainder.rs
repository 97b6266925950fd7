//! The remainder of a division that rounds to zero: long division of the mantissas, ten bits a step.

/// One width: mantissas are integers whose highest bit is `1 << $bits`.
macro_rules! remainder {
    ($name:ident, $float:ty, $int:ty, $bits:literal, $step:literal) => {
        /// The remainder, with the sign of the dividend.
        pub fn $name(x: $float, y: $float) -> $float {
            const SIGN: $int = 1 << (<$int>::BITS - 1);
            /// Mantissa and exponent, of which the least is 1.
            fn take_apart(bits: $int) -> ($int, u32) {
                let (mantissa, exponent) = (bits & ((1 << $bits) - 1), (bits >> $bits) as u32);
                if exponent == 0 { (mantissa, 1) } else { (mantissa | 1 << $bits, exponent) }
            }
            let (xb, yb) = (x.to_bits() & !SIGN, y.to_bits() & !SIGN);
            if yb == 0 || !x.is_finite() || y.is_nan() {
                return <$float>::NAN;
            }
            if xb < yb {
                return x;
            }
            let ((mut m, ex), (my, ey)) = (take_apart(xb), take_apart(yb));
            m %= my;
            let mut left = ex - ey;
            while left > 0 && m != 0 {
                let step = left.min($step);
                m = (m << step) % my;
                left -= step;
            }
            if m == 0 {
                return <$float>::from_bits(x.to_bits() & SIGN);
            }
            // Move the first bit to its place, as far as the exponent allows.
            let shift = (m.leading_zeros() - (<$int>::BITS - 1 - $bits)).min(ey - 1);
            m <<= shift;
            let exponent = if m >> $bits == 0 { 0 } else { ey - shift };
            let bits = m & ((1 << $bits) - 1) | (exponent as $int) << $bits;
            <$float>::from_bits(bits | x.to_bits() & SIGN)
        }
    };
}

remainder! { fmod, f64, u64, 52, 11 }
remainder! { fmodf, f32, u32, 23, 8 }
