//! The methods of `f32` and `f64` that need intrinsics or the C library.

use crate::intrinsics;
use crate::sys::math;

/// The methods of one type: names of intrinsics, then of C functions.
macro_rules! float_methods {
    (
        $ty:ident;
        $floor:ident $ceil:ident $round:ident $round_even:ident $trunc:ident $fma:ident
        $powi:ident $powf:ident $sqrt:ident $exp:ident $exp2:ident $ln:ident $log10:ident
        $log2:ident $sin:ident $cos:ident;
        $fdim:ident $cbrt:ident $hypot:ident $tan:ident $asin:ident $acos:ident $atan:ident
        $atan2:ident $expm1:ident $log1p:ident $sinh:ident $cosh:ident $tanh:ident
    ) => {
        #[allow(unused_unsafe)]
        impl $ty {
            /// The greatest integer that is not above it.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn floor(self) -> $ty {
                unsafe { intrinsics::$floor(self) }
            }

            /// The least integer that is not below it.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn ceil(self) -> $ty {
                unsafe { intrinsics::$ceil(self) }
            }

            /// The nearest integer; halves go away from 0.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn round(self) -> $ty {
                unsafe { intrinsics::$round(self) }
            }

            /// The nearest integer; halves go to the even one.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn round_ties_even(self) -> $ty {
                unsafe { intrinsics::$round_even(self) }
            }

            /// The integer part.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn trunc(self) -> $ty {
                unsafe { intrinsics::$trunc(self) }
            }

            /// The fractional part.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn fract(self) -> $ty {
                self - self.trunc()
            }

            /// `self * a + b`, rounded once.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub const fn mul_add(self, a: $ty, b: $ty) -> $ty {
                unsafe { intrinsics::$fma(self, a, b) }
            }

            /// The quotient for which the remainder is not negative.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn div_euclid(self, rhs: $ty) -> $ty {
                let q = (self / rhs).trunc();
                if self % rhs < 0.0 {
                    return if rhs > 0.0 { q - 1.0 } else { q + 1.0 };
                }
                q
            }

            /// The remainder that is not negative.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn rem_euclid(self, rhs: $ty) -> $ty {
                let r = self % rhs;
                if r < 0.0 { r + rhs.abs() } else { r }
            }

            /// An integer power.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn powi(self, n: i32) -> $ty {
                unsafe { intrinsics::$powi(self, n) }
            }

            /// A power.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn powf(self, n: $ty) -> $ty {
                unsafe { intrinsics::$powf(self, n) }
            }

            /// The square root.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn sqrt(self) -> $ty {
                unsafe { intrinsics::$sqrt(self) }
            }

            /// e to this power.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn exp(self) -> $ty {
                unsafe { intrinsics::$exp(self) }
            }

            /// 2 to this power.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn exp2(self) -> $ty {
                unsafe { intrinsics::$exp2(self) }
            }

            /// The natural logarithm.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn ln(self) -> $ty {
                unsafe { intrinsics::$ln(self) }
            }

            /// The logarithm to a base.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn log(self, base: $ty) -> $ty {
                self.ln() / base.ln()
            }

            /// The logarithm to the base 2.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn log2(self) -> $ty {
                unsafe { intrinsics::$log2(self) }
            }

            /// The logarithm to the base 10.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn log10(self) -> $ty {
                unsafe { intrinsics::$log10(self) }
            }

            /// The difference if it is positive, else 0.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[deprecated(since = "1.10.0", note = "use `(self - other).abs()` or `(self - other).max(0.0)`")]
            #[inline]
            pub fn abs_sub(self, other: $ty) -> $ty {
                unsafe { math::$fdim(self, other) }
            }

            /// The cube root.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn cbrt(self) -> $ty {
                unsafe { math::$cbrt(self) }
            }

            /// The length of a hypotenuse.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn hypot(self, other: $ty) -> $ty {
                unsafe { math::$hypot(self, other) }
            }

            /// The sine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn sin(self) -> $ty {
                unsafe { intrinsics::$sin(self) }
            }

            /// The cosine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn cos(self) -> $ty {
                unsafe { intrinsics::$cos(self) }
            }

            /// The tangent.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn tan(self) -> $ty {
                unsafe { math::$tan(self) }
            }

            /// The arcsine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn asin(self) -> $ty {
                unsafe { math::$asin(self) }
            }

            /// The arccosine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn acos(self) -> $ty {
                unsafe { math::$acos(self) }
            }

            /// The arctangent.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn atan(self) -> $ty {
                unsafe { math::$atan(self) }
            }

            /// The angle of the point `(other, self)`.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn atan2(self, other: $ty) -> $ty {
                unsafe { math::$atan2(self, other) }
            }

            /// Sine and cosine.
            #[rustc_allow_incoherent_impl]
            #[inline]
            pub fn sin_cos(self) -> ($ty, $ty) {
                (self.sin(), self.cos())
            }

            /// e to this power, less 1, precise near 0.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn exp_m1(self) -> $ty {
                unsafe { math::$expm1(self) }
            }

            /// The natural logarithm of 1 more, precise near 0.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn ln_1p(self) -> $ty {
                unsafe { math::$log1p(self) }
            }

            /// The hyperbolic sine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn sinh(self) -> $ty {
                unsafe { math::$sinh(self) }
            }

            /// The hyperbolic cosine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn cosh(self) -> $ty {
                unsafe { math::$cosh(self) }
            }

            /// The hyperbolic tangent.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn tanh(self) -> $ty {
                unsafe { math::$tanh(self) }
            }

            /// The inverse hyperbolic sine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn asinh(self) -> $ty {
                let x = self.abs();
                // ln(x + sqrt(x² + 1)), without loss near 0 or overflow.
                let i = 1.0 / x;
                (x + (x / (<$ty>::hypot(1.0, i) + i))).ln_1p().copysign(self)
            }

            /// The inverse hyperbolic cosine.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn acosh(self) -> $ty {
                if self < 1.0 {
                    return <$ty>::NAN;
                }
                (self + ((self - 1.0).sqrt() * (self + 1.0).sqrt())).ln()
            }

            /// The inverse hyperbolic tangent.
            #[rustc_allow_incoherent_impl]
            #[must_use = "method returns a new number and does not mutate the original value"]
            #[inline]
            pub fn atanh(self) -> $ty {
                let x = self.abs();
                (0.5 * ((2.0 * x) / (1.0 - x)).ln_1p()).copysign(self)
            }
        }
    };
}

float_methods! {
    f64;
    floorf64 ceilf64 roundf64 round_ties_even_f64 truncf64 fmaf64
    powif64 powf64 sqrtf64 expf64 exp2f64 logf64 log10f64 log2f64 sinf64 cosf64;
    fdim cbrt hypot tan asin acos atan atan2 expm1 log1p sinh cosh tanh
}

float_methods! {
    f32;
    floorf32 ceilf32 roundf32 round_ties_even_f32 truncf32 fmaf32
    powif32 powf32 sqrtf32 expf32 exp2f32 logf32 log10f32 log2f32 sinf32 cosf32;
    fdimf cbrtf hypotf tanf asinf acosf atanf atan2f expm1f log1pf sinhf coshf tanhf
}
