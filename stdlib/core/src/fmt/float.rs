//! Formatting of floating-point numbers.
use super::num::DigitBuffer;
use super::*;
use crate::num::flt2dec::{self, Decoded};
use crate::num::fmt::{Formatted, Part};

/// How many digits are wanted.
#[derive(Copy, Clone)]
enum Digits {
    /// As few as identify the number.
    Shortest,
    /// Exactly this many after the point.
    Exact(usize),
}

fn sign_of(negative: bool, plus: bool) -> &'static str {
    match (negative, plus) {
        (true, _) => "-",
        (false, true) => "+",
        (false, false) => "",
    }
}

/// Handles what is not a positive finite number; the callback gets the others.
fn special(f: &mut Formatter<'_>, d: &Decoded) -> Option<Result> {
    let sign = sign_of(d.negative, f.sign_plus());
    let (sign, text): (&'static str, &[u8]) = match d.kind {
        flt2dec::Kind::Nan => ("", b"NaN"),
        flt2dec::Kind::Infinite => (sign, b"inf"),
        _ => return None,
    };
    Some(f.pad_formatted_parts(&Formatted { sign, parts: &[Part::Copy(text)] }))
}

/// `123.456`, with at least `min_fraction` digits after the point in shortest form.
fn fmt_decimal(f: &mut Formatter<'_>, d: Decoded, digits: Digits, min_fraction: usize) -> Result {
    if let Some(result) = special(f, &d) {
        return result;
    }
    let mut buf = flt2dec::Buffer::new();
    let fraction = match digits {
        Digits::Shortest => {
            flt2dec::shortest(&d, &mut buf);
            min_fraction
        }
        Digits::Exact(n) => {
            flt2dec::exact_fixed(&d, n, &mut buf);
            n
        }
    };
    let (text, exp) = (buf.digits(), buf.exponent);
    let zero = Part::Copy(b"0");
    let point = Part::Copy(b".");
    let none = Part::Zero(0);
    // The value is 0.DIGITS * 10^exp.
    let parts = if text.is_empty() {
        if fraction > 0 {
            [zero, point, Part::Zero(fraction), none]
        } else {
            [zero, none.clone(), none.clone(), none]
        }
    } else if exp <= 0 {
        let leading = -exp as usize;
        let trailing = fraction.saturating_sub(leading + text.len());
        [Part::Copy(b"0."), Part::Zero(leading), Part::Copy(text), Part::Zero(trailing)]
    } else if (exp as usize) < text.len() {
        let (int, frac) = text.split_at(exp as usize);
        [Part::Copy(int), point, Part::Copy(frac), Part::Zero(fraction.saturating_sub(frac.len()))]
    } else {
        let zeros = Part::Zero(exp as usize - text.len());
        if fraction > 0 {
            [Part::Copy(text), zeros, point, Part::Zero(fraction)]
        } else {
            [Part::Copy(text), zeros, none.clone(), none]
        }
    };
    let sign = sign_of(d.negative, f.sign_plus());
    f.pad_formatted_parts(&Formatted { sign, parts: &parts })
}

/// `1.23456e2`
fn fmt_exponential(f: &mut Formatter<'_>, d: Decoded, digits: Digits, letter: &[u8]) -> Result {
    if let Some(result) = special(f, &d) {
        return result;
    }
    let mut buf = flt2dec::Buffer::new();
    let wanted = match digits {
        Digits::Shortest => {
            flt2dec::shortest(&d, &mut buf);
            0
        }
        Digits::Exact(n) => {
            flt2dec::exact_digits(&d, n + 1, &mut buf);
            n
        }
    };
    let text = buf.digits();
    let (first, rest): (&[u8], &[u8]) =
        if text.is_empty() { (b"0", b"") } else { text.split_at(1) };
    let exp = if text.is_empty() { 0 } else { buf.exponent - 1 };
    let exp_digits = DigitBuffer::decimal(exp.unsigned_abs() as u64);
    let parts = [
        Part::Copy(first),
        Part::Copy(if !rest.is_empty() || wanted > 0 { b"." } else { b"" }),
        Part::Copy(rest),
        Part::Zero(wanted.saturating_sub(rest.len())),
        Part::Copy(letter),
        Part::Copy(if exp < 0 { b"-" } else { b"" }),
        Part::Copy(exp_digits.as_bytes()),
    ];
    let sign = sign_of(d.negative, f.sign_plus());
    f.pad_formatted_parts(&Formatted { sign, parts: &parts })
}

fn wanted_digits(f: &Formatter<'_>) -> Digits {
    match f.precision() {
        Some(n) => Digits::Exact(n),
        None => Digits::Shortest,
    }
}

macro_rules! float_impls {
    ($($T:ident)*) => {$(
        impl Display for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_decimal(f, Decoded::from(*self), wanted_digits(f), 0)
            }
        }
        impl Debug for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                let d = Decoded::from(*self);
                let abs = self.abs();
                if f.precision().is_some() {
                    fmt_decimal(f, d, wanted_digits(f), 0)
                } else if abs >= 1e16 || (abs != 0.0 && abs < 1e-4) {
                    fmt_exponential(f, d, Digits::Shortest, b"e")
                } else {
                    fmt_decimal(f, d, Digits::Shortest, 1)
                }
            }
        }
        impl LowerExp for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_exponential(f, Decoded::from(*self), wanted_digits(f), b"e")
            }
        }
        impl UpperExp for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_exponential(f, Decoded::from(*self), wanted_digits(f), b"E")
            }
        }
    )*};
}
float_impls! { f32 f64 }
