//! Spans of time.
use crate::fmt;
use crate::iter::Sum;
use crate::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Sub, SubAssign};

const NANOS_PER_SEC: u32 = 1_000_000_000;
const NANOS_PER_MILLI: u32 = 1_000_000;
const NANOS_PER_MICRO: u32 = 1_000;
const MILLIS_PER_SEC: u64 = 1_000;
const MICROS_PER_SEC: u64 = 1_000_000;

/// Less than a second in nanoseconds; the rest of the range is a niche.
#[derive(Clone, Copy)]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_end(999_999_999)]
struct Nanoseconds(u32);

impl Nanoseconds {
    /// # Safety
    /// `n` must be less than 10^9.
    #[inline]
    const unsafe fn new_unchecked(n: u32) -> Self {
        // SAFETY: promised by the caller.
        unsafe { Nanoseconds(n) }
    }

    #[inline]
    const fn get(self) -> u32 {
        // SAFETY: the layouts agree.
        unsafe { crate::mem::transmute(self) }
    }
}

/// A span of time.
#[derive(Clone, Copy)]
#[rustc_diagnostic_item = "Duration"]
pub struct Duration {
    secs: u64,
    nanos: Nanoseconds,
}

impl PartialEq for Duration {
    #[inline]
    fn eq(&self, other: &Duration) -> bool {
        self.secs == other.secs && self.nanos.get() == other.nanos.get()
    }
}

impl Eq for Duration {}

impl crate::marker::StructuralPartialEq for Duration {}
impl crate::marker::StructuralPartialEq for Nanoseconds {}

impl PartialEq for Nanoseconds {
    #[inline]
    fn eq(&self, other: &Nanoseconds) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Nanoseconds {}

impl PartialOrd for Duration {
    #[inline]
    fn partial_cmp(&self, other: &Duration) -> Option<crate::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Duration {
    #[inline]
    fn cmp(&self, other: &Duration) -> crate::cmp::Ordering {
        self.secs.cmp(&other.secs).then(self.nanos.get().cmp(&other.nanos.get()))
    }
}

impl crate::hash::Hash for Duration {
    #[inline]
    fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
        self.secs.hash(state);
        self.nanos.get().hash(state);
    }
}

impl Default for Duration {
    #[inline]
    fn default() -> Duration {
        Duration::ZERO
    }
}

impl Duration {
    /// One second.
    #[cfg_attr(ochre, unstable(feature = "duration_constants", issue = "none"))]
    pub const SECOND: Duration = Duration::from_secs(1);
    /// One millisecond.
    #[cfg_attr(ochre, unstable(feature = "duration_constants", issue = "none"))]
    pub const MILLISECOND: Duration = Duration::from_millis(1);
    /// One microsecond.
    #[cfg_attr(ochre, unstable(feature = "duration_constants", issue = "none"))]
    pub const MICROSECOND: Duration = Duration::from_micros(1);
    /// One nanosecond.
    #[cfg_attr(ochre, unstable(feature = "duration_constants", issue = "none"))]
    pub const NANOSECOND: Duration = Duration::from_nanos(1);
    /// No time.
    pub const ZERO: Duration = Duration::from_nanos(0);
    /// The longest span.
    pub const MAX: Duration = Duration::new(u64::MAX, NANOS_PER_SEC - 1);

    /// `nanos` must be less than 10^9.
    #[inline]
    const fn raw(secs: u64, nanos: u32) -> Duration {
        debug_assert!(nanos < NANOS_PER_SEC);
        // SAFETY: all callers reduce the nanoseconds.
        Duration { secs, nanos: unsafe { Nanoseconds::new_unchecked(nanos) } }
    }

    /// From seconds and nanoseconds, which may be more than a second.
    #[inline]
    #[must_use]
    pub const fn new(secs: u64, nanos: u32) -> Duration {
        if nanos < NANOS_PER_SEC {
            return Duration::raw(secs, nanos);
        }
        match secs.checked_add((nanos / NANOS_PER_SEC) as u64) {
            Some(secs) => Duration::raw(secs, nanos % NANOS_PER_SEC),
            None => panic!("overflow in Duration::new"),
        }
    }

    /// From seconds.
    #[must_use]
    #[inline]
    pub const fn from_secs(secs: u64) -> Duration {
        Duration::raw(secs, 0)
    }

    /// From milliseconds.
    #[must_use]
    #[inline]
    pub const fn from_millis(millis: u64) -> Duration {
        Duration::raw(
            millis / MILLIS_PER_SEC,
            (millis % MILLIS_PER_SEC) as u32 * NANOS_PER_MILLI,
        )
    }

    /// From microseconds.
    #[must_use]
    #[inline]
    pub const fn from_micros(micros: u64) -> Duration {
        Duration::raw(
            micros / MICROS_PER_SEC,
            (micros % MICROS_PER_SEC) as u32 * NANOS_PER_MICRO,
        )
    }

    /// From nanoseconds.
    #[must_use]
    #[inline]
    pub const fn from_nanos(nanos: u64) -> Duration {
        Duration::raw(nanos / NANOS_PER_SEC as u64, (nanos % NANOS_PER_SEC as u64) as u32)
    }

    /// From nanoseconds; panics on overflow.
    #[must_use]
    #[inline]
    pub const fn from_nanos_u128(nanos: u128) -> Duration {
        let secs = nanos / NANOS_PER_SEC as u128;
        if secs > u64::MAX as u128 {
            panic!("overflow in `Duration::from_nanos_u128`");
        }
        Duration::raw(secs as u64, (nanos % NANOS_PER_SEC as u128) as u32)
    }

    /// From minutes; panics on overflow.
    #[must_use]
    #[inline]
    pub const fn from_mins(mins: u64) -> Duration {
        match mins.checked_mul(60) {
            Some(secs) => Duration::from_secs(secs),
            None => panic!("overflow in Duration::from_mins"),
        }
    }

    /// From hours; panics on overflow.
    #[must_use]
    #[inline]
    pub const fn from_hours(hours: u64) -> Duration {
        match hours.checked_mul(3600) {
            Some(secs) => Duration::from_secs(secs),
            None => panic!("overflow in Duration::from_hours"),
        }
    }

    /// Whether it is no time.
    #[must_use]
    #[inline]
    pub const fn is_zero(&self) -> bool {
        self.secs == 0 && self.nanos.get() == 0
    }

    /// Whole seconds.
    #[must_use]
    #[inline]
    pub const fn as_secs(&self) -> u64 {
        self.secs
    }

    /// The milliseconds of what is less than a second.
    #[must_use]
    #[inline]
    pub const fn subsec_millis(&self) -> u32 {
        self.nanos.get() / NANOS_PER_MILLI
    }

    /// The microseconds of what is less than a second.
    #[must_use]
    #[inline]
    pub const fn subsec_micros(&self) -> u32 {
        self.nanos.get() / NANOS_PER_MICRO
    }

    /// The nanoseconds of what is less than a second.
    #[must_use]
    #[inline]
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos.get()
    }

    /// Whole milliseconds.
    #[must_use]
    #[inline]
    pub const fn as_millis(&self) -> u128 {
        self.secs as u128 * MILLIS_PER_SEC as u128 + self.subsec_millis() as u128
    }

    /// Whole microseconds.
    #[must_use]
    #[inline]
    pub const fn as_micros(&self) -> u128 {
        self.secs as u128 * MICROS_PER_SEC as u128 + self.subsec_micros() as u128
    }

    /// Nanoseconds.
    #[must_use]
    #[inline]
    pub const fn as_nanos(&self) -> u128 {
        self.secs as u128 * NANOS_PER_SEC as u128 + self.nanos.get() as u128
    }

    /// The distance of two spans.
    #[must_use]
    #[inline]
    pub const fn abs_diff(self, other: Duration) -> Duration {
        match self.checked_sub(other) {
            Some(res) => res,
            None => match other.checked_sub(self) {
                Some(res) => res,
                None => Duration::ZERO,
            },
        }
    }

    /// The sum, unless it overflows.
    #[must_use]
    #[inline]
    pub const fn checked_add(self, rhs: Duration) -> Option<Duration> {
        let Some(mut secs) = self.secs.checked_add(rhs.secs) else { return None };
        let mut nanos = self.nanos.get() + rhs.nanos.get();
        if nanos >= NANOS_PER_SEC {
            nanos -= NANOS_PER_SEC;
            secs = match secs.checked_add(1) {
                Some(secs) => secs,
                None => return None,
            };
        }
        Some(Duration::raw(secs, nanos))
    }

    /// The sum, or the longest span.
    #[must_use]
    #[inline]
    pub const fn saturating_add(self, rhs: Duration) -> Duration {
        match self.checked_add(rhs) {
            Some(res) => res,
            None => Duration::MAX,
        }
    }

    /// The difference, unless it is negative.
    #[must_use]
    #[inline]
    pub const fn checked_sub(self, rhs: Duration) -> Option<Duration> {
        let Some(mut secs) = self.secs.checked_sub(rhs.secs) else { return None };
        let (a, b) = (self.nanos.get(), rhs.nanos.get());
        let nanos = if a >= b {
            a - b
        } else {
            secs = match secs.checked_sub(1) {
                Some(secs) => secs,
                None => return None,
            };
            a + NANOS_PER_SEC - b
        };
        Some(Duration::raw(secs, nanos))
    }

    /// The difference, or no time.
    #[must_use]
    #[inline]
    pub const fn saturating_sub(self, rhs: Duration) -> Duration {
        match self.checked_sub(rhs) {
            Some(res) => res,
            None => Duration::ZERO,
        }
    }

    /// The product, unless it overflows.
    #[must_use]
    #[inline]
    pub const fn checked_mul(self, rhs: u32) -> Option<Duration> {
        let total = self.nanos.get() as u64 * rhs as u64;
        let extra = total / NANOS_PER_SEC as u64;
        let nanos = (total % NANOS_PER_SEC as u64) as u32;
        let Some(secs) = self.secs.checked_mul(rhs as u64) else { return None };
        match secs.checked_add(extra) {
            Some(secs) => Some(Duration::raw(secs, nanos)),
            None => None,
        }
    }

    /// The product, or the longest span.
    #[must_use]
    #[inline]
    pub const fn saturating_mul(self, rhs: u32) -> Duration {
        match self.checked_mul(rhs) {
            Some(res) => res,
            None => Duration::MAX,
        }
    }

    /// The quotient, unless the divisor is 0.
    #[must_use]
    #[inline]
    pub const fn checked_div(self, rhs: u32) -> Option<Duration> {
        if rhs == 0 {
            return None;
        }
        let (secs, rest) = (self.secs / rhs as u64, self.secs % rhs as u64);
        let nanos = rest * NANOS_PER_SEC as u64 + self.nanos.get() as u64;
        Some(Duration::raw(secs, (nanos / rhs as u64) as u32))
    }

    /// Seconds.
    #[must_use]
    #[inline]
    pub const fn as_secs_f64(&self) -> f64 {
        (self.secs as f64) + (self.nanos.get() as f64) / (NANOS_PER_SEC as f64)
    }

    /// Seconds.
    #[must_use]
    #[inline]
    pub const fn as_secs_f32(&self) -> f32 {
        (self.secs as f32) + (self.nanos.get() as f32) / (NANOS_PER_SEC as f32)
    }

    /// Milliseconds.
    #[must_use]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "duration_millis_float", issue = "none"))]
    pub const fn as_millis_f64(&self) -> f64 {
        (self.secs as f64) * (MILLIS_PER_SEC as f64)
            + (self.nanos.get() as f64) / (NANOS_PER_MILLI as f64)
    }

    /// From seconds; panics if they are negative, too many or not a number.
    #[must_use]
    #[inline]
    pub fn from_secs_f64(secs: f64) -> Duration {
        match Duration::try_from_secs_f64(secs) {
            Ok(v) => v,
            Err(e) => panic!("{}", e.description()),
        }
    }

    /// From seconds; panics if they are negative, too many or not a number.
    #[must_use]
    #[inline]
    pub fn from_secs_f32(secs: f32) -> Duration {
        match Duration::try_from_secs_f32(secs) {
            Ok(v) => v,
            Err(e) => panic!("{}", e.description()),
        }
    }

    /// The product; panics if it is no span.
    #[must_use]
    #[inline]
    pub fn mul_f64(self, rhs: f64) -> Duration {
        Duration::from_secs_f64(rhs * self.as_secs_f64())
    }

    /// The product; panics if it is no span.
    #[must_use]
    #[inline]
    pub fn mul_f32(self, rhs: f32) -> Duration {
        Duration::from_secs_f32(rhs * self.as_secs_f32())
    }

    /// The quotient; panics if it is no span.
    #[must_use]
    #[inline]
    pub fn div_f64(self, rhs: f64) -> Duration {
        Duration::from_secs_f64(self.as_secs_f64() / rhs)
    }

    /// The quotient; panics if it is no span.
    #[must_use]
    #[inline]
    pub fn div_f32(self, rhs: f32) -> Duration {
        Duration::from_secs_f32(self.as_secs_f32() / rhs)
    }

    /// How many times the other span fits.
    #[must_use]
    #[inline]
    pub const fn div_duration_f64(self, rhs: Duration) -> f64 {
        self.as_nanos() as f64 / rhs.as_nanos() as f64
    }

    /// How many times the other span fits.
    #[must_use]
    #[inline]
    pub const fn div_duration_f32(self, rhs: Duration) -> f32 {
        self.as_nanos() as f32 / rhs.as_nanos() as f32
    }

    /// From seconds, if they are a span; rounded to the nearest nanosecond, ties to even.
    #[inline]
    pub fn try_from_secs_f32(secs: f32) -> Result<Duration, TryFromFloatSecsError> {
        Duration::from_float(secs < 0.0, secs.to_bits() as u64, 23, 8)
    }

    /// From seconds, if they are a span; rounded to the nearest nanosecond, ties to even.
    #[inline]
    pub fn try_from_secs_f64(secs: f64) -> Result<Duration, TryFromFloatSecsError> {
        Duration::from_float(secs < 0.0, secs.to_bits(), 52, 11)
    }

    fn from_float(
        negative: bool,
        bits: u64,
        mant_bits: u32,
        exp_bits: u32,
    ) -> Result<Duration, TryFromFloatSecsError> {
        if negative {
            return Err(TryFromFloatSecsError { kind: TryFromFloatSecsErrorKind::Negative });
        }
        let too_large = Err(TryFromFloatSecsError {
            kind: TryFromFloatSecsErrorKind::OverflowOrNan,
        });
        let mant = bits & ((1 << mant_bits) - 1) | 1 << mant_bits;
        let exp = (bits >> mant_bits & ((1 << exp_bits) - 1)) as i32 - ((1 << (exp_bits - 1)) - 1);
        // The value is mant * 2^(exp - mant_bits).
        if exp < -31 {
            return Ok(Duration::ZERO);
        }
        if exp >= 64 {
            return too_large;
        }
        let shift = mant_bits as i32 - exp;
        if shift <= 0 {
            return Ok(Duration::from_secs(mant << -shift));
        }
        let (secs, rest) = if shift < 64 {
            (mant >> shift, mant & ((1 << shift) - 1))
        } else {
            (0, mant)
        };
        let scaled = rest as u128 * NANOS_PER_SEC as u128;
        let mut nanos = (scaled >> shift) as u32;
        let below = scaled & ((1u128 << shift) - 1);
        let half = 1u128 << (shift - 1);
        if below > half || (below == half && nanos & 1 == 1) {
            nanos += 1;
        }
        if nanos < NANOS_PER_SEC {
            return Ok(Duration::raw(secs, nanos));
        }
        match secs.checked_add(1) {
            Some(secs) => Ok(Duration::from_secs(secs)),
            None => too_large,
        }
    }
}

impl Add for Duration {
    type Output = Duration;

    #[inline]
    #[track_caller]
    fn add(self, rhs: Duration) -> Duration {
        self.checked_add(rhs).expect("overflow when adding durations")
    }
}

impl AddAssign for Duration {
    #[inline]
    #[track_caller]
    fn add_assign(&mut self, rhs: Duration) {
        *self = *self + rhs;
    }
}

impl Sub for Duration {
    type Output = Duration;

    #[inline]
    #[track_caller]
    fn sub(self, rhs: Duration) -> Duration {
        self.checked_sub(rhs).expect("overflow when subtracting durations")
    }
}

impl SubAssign for Duration {
    #[inline]
    #[track_caller]
    fn sub_assign(&mut self, rhs: Duration) {
        *self = *self - rhs;
    }
}

impl Mul<u32> for Duration {
    type Output = Duration;

    #[inline]
    #[track_caller]
    fn mul(self, rhs: u32) -> Duration {
        self.checked_mul(rhs).expect("overflow when multiplying duration by scalar")
    }
}

impl Mul<Duration> for u32 {
    type Output = Duration;

    #[inline]
    #[track_caller]
    fn mul(self, rhs: Duration) -> Duration {
        rhs * self
    }
}

impl MulAssign<u32> for Duration {
    #[inline]
    #[track_caller]
    fn mul_assign(&mut self, rhs: u32) {
        *self = *self * rhs;
    }
}

impl Div<u32> for Duration {
    type Output = Duration;

    #[inline]
    #[track_caller]
    fn div(self, rhs: u32) -> Duration {
        self.checked_div(rhs).expect("divide by zero error when dividing duration by scalar")
    }
}

impl DivAssign<u32> for Duration {
    #[inline]
    #[track_caller]
    fn div_assign(&mut self, rhs: u32) {
        *self = *self / rhs;
    }
}

impl Sum for Duration {
    fn sum<I: Iterator<Item = Duration>>(iter: I) -> Duration {
        iter.fold(Duration::ZERO, |a, b| {
            a.checked_add(b).expect("overflow in iter::sum over durations")
        })
    }
}

impl<'a> Sum<&'a Duration> for Duration {
    fn sum<I: Iterator<Item = &'a Duration>>(iter: I) -> Duration {
        iter.copied().sum()
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if f.sign_plus() { "+" } else { "" };
        let nanos = self.nanos.get();
        if self.secs > 0 {
            fmt_decimal(f, self.secs, nanos, NANOS_PER_SEC / 10, prefix, "s")
        } else if nanos >= NANOS_PER_MILLI {
            let (int, frac) = (nanos / NANOS_PER_MILLI, nanos % NANOS_PER_MILLI);
            fmt_decimal(f, int as u64, frac, NANOS_PER_MILLI / 10, prefix, "ms")
        } else if nanos >= NANOS_PER_MICRO {
            let (int, frac) = (nanos / NANOS_PER_MICRO, nanos % NANOS_PER_MICRO);
            fmt_decimal(f, int as u64, frac, NANOS_PER_MICRO / 10, prefix, "µs")
        } else {
            fmt_decimal(f, nanos as u64, 0, 1, prefix, "ns")
        }
    }
}

/// Writes `integer.fraction` with a unit; `divisor` is the weight of the first decimal place.
fn fmt_decimal(
    f: &mut fmt::Formatter<'_>,
    integer: u64,
    mut fraction: u32,
    mut divisor: u32,
    prefix: &str,
    unit: &str,
) -> fmt::Result {
    let mut buf = [b'0'; 9];
    let mut pos = 0;
    let end = f.precision().map_or(9, |p| p.min(9));
    while fraction > 0 && pos < end {
        buf[pos] = b'0' + (fraction / divisor) as u8;
        fraction %= divisor;
        divisor /= 10;
        pos += 1;
    }
    // Rounded to the nearest, ties to even.
    let mut integer = Some(integer);
    if fraction > 0 && fraction >= divisor * 5 {
        let odd = match pos {
            0 => integer.unwrap_or(0) % 2 == 1,
            _ => buf[pos - 1] % 2 == 1,
        };
        if fraction > divisor * 5 || odd {
            let mut carry = true;
            let mut rev = pos;
            while carry && rev > 0 {
                rev -= 1;
                if buf[rev] < b'9' {
                    buf[rev] += 1;
                    carry = false;
                } else {
                    buf[rev] = b'0';
                }
            }
            if carry {
                integer = integer.and_then(|n| n.checked_add(1));
            }
        }
    }
    let end = f.precision().map_or(pos, |p| p.min(9));
    // SAFETY: digits are ASCII.
    let digits = unsafe { crate::str::from_utf8_unchecked(&buf[..end]) };
    let zeros = f.precision().map_or(0, |p| p - end);
    let default_width = f.precision().unwrap_or(end);
    let body = fmt::from_fn(|f| {
        match integer {
            Some(n) => write!(f, "{prefix}{n}")?,
            // u64::MAX + 1.
            None => write!(f, "{prefix}18446744073709551616")?,
        }
        if default_width > 0 {
            write!(f, ".{digits}{:0<zeros$}", "")?;
        }
        write!(f, "{unit}")
    });
    match f.width() {
        None => write!(f, "{body}"),
        Some(width) => {
            let int_len = integer.map_or(20, |n| n.checked_ilog10().unwrap_or(0) as usize + 1);
            let point = if default_width > 0 { default_width + 1 } else { 0 };
            let len = prefix.len() + int_len + point + unit.chars().count();
            let padding = width.saturating_sub(len);
            let before = match f.align() {
                None | Some(fmt::Alignment::Left) => 0,
                Some(fmt::Alignment::Right) => padding,
                Some(fmt::Alignment::Center) => padding / 2,
            };
            let fill = f.fill();
            for _ in 0..before {
                fmt::Write::write_char(f, fill)?;
            }
            write!(f, "{body}")?;
            for _ in before..padding {
                fmt::Write::write_char(f, fill)?;
            }
            Ok(())
        }
    }
}

/// The error of a conversion from floating-point seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryFromFloatSecsError {
    kind: TryFromFloatSecsErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum TryFromFloatSecsErrorKind {
    /// Less than zero.
    Negative,
    /// Too many, or not a number.
    OverflowOrNan,
}

impl TryFromFloatSecsError {
    const fn description(&self) -> &'static str {
        match self.kind {
            TryFromFloatSecsErrorKind::Negative => {
                "cannot convert float seconds to Duration: value is negative"
            }
            TryFromFloatSecsErrorKind::OverflowOrNan => {
                "cannot convert float seconds to Duration: value is either too big or NaN"
            }
        }
    }
}

impl fmt::Display for TryFromFloatSecsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.description().fmt(f)
    }
}
