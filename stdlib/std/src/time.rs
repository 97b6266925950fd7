//! Clocks.

pub use core::time::{Duration, TryFromFloatSecsError};

use crate::error::Error;
use crate::fmt;
use crate::sys;
use core::ops::{Add, AddAssign, Sub, SubAssign};

const NANOS: u32 = 1_000_000_000;

/// A point in time: seconds, and less than 10⁹ nanoseconds.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Timespec {
    pub secs: i64,
    pub nanos: u32,
}

impl Timespec {
    /// The time since an earlier point, or until a later one.
    fn since(self, other: Self) -> Result<Duration, Duration> {
        if self < other {
            return match other.since(self) {
                Ok(d) | Err(d) => Err(d),
            };
        }
        let borrow = self.nanos < other.nanos;
        let secs = self.secs.wrapping_sub(other.secs) as u64 - u64::from(borrow);
        let nanos = self.nanos + if borrow { NANOS } else { 0 } - other.nanos;
        Ok(Duration::new(secs, nanos))
    }

    fn checked_add(self, d: Duration) -> Option<Self> {
        let mut secs = self.secs.checked_add_unsigned(d.as_secs())?;
        let mut nanos = self.nanos + d.subsec_nanos();
        if nanos >= NANOS {
            nanos -= NANOS;
            secs = secs.checked_add(1)?;
        }
        Some(Timespec { secs, nanos })
    }

    fn checked_sub(self, d: Duration) -> Option<Self> {
        let mut secs = self.secs.checked_sub_unsigned(d.as_secs())?;
        let mut nanos = self.nanos as i32 - d.subsec_nanos() as i32;
        if nanos < 0 {
            nanos += NANOS as i32;
            secs = secs.checked_sub(1)?;
        }
        Some(Timespec { secs, nanos: nanos as u32 })
    }
}

/// A point in time by a clock that never goes back.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Timespec);

/// A point in time by the clock on the wall.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(pub(crate) Timespec);

/// The start of 1970.
pub const UNIX_EPOCH: SystemTime = SystemTime(Timespec { secs: 0, nanos: 0 });

impl Instant {
    /// Now.
    #[must_use]
    pub fn now() -> Instant {
        Instant(sys::time::monotonic())
    }

    /// The time since an earlier point, or nothing.
    #[must_use]
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// The time since an earlier point, if it is one.
    #[must_use]
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.since(earlier.0).ok()
    }

    /// The time since an earlier point, or nothing.
    #[must_use]
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// The time since this point.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Instant::now() - *self
    }

    /// A later point, if it can be told.
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }

    /// An earlier point, if it can be told.
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }
}

impl Sub<Instant> for Instant {
    type Output = Duration;
    fn sub(self, other: Instant) -> Duration {
        self.duration_since(other)
    }
}

impl SystemTime {
    /// The start of 1970.
    pub const UNIX_EPOCH: SystemTime = UNIX_EPOCH;

    /// Now.
    #[must_use]
    pub fn now() -> SystemTime {
        SystemTime(sys::time::wall())
    }

    /// The time since an earlier point; for a later one, the error holds the time until it.
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError> {
        self.0.since(earlier.0).map_err(SystemTimeError)
    }

    /// The time since this point.
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        SystemTime::now().duration_since(*self)
    }

    /// A later point, if it can be told.
    pub fn checked_add(&self, duration: Duration) -> Option<SystemTime> {
        self.0.checked_add(duration).map(SystemTime)
    }

    /// An earlier point, if it can be told.
    pub fn checked_sub(&self, duration: Duration) -> Option<SystemTime> {
        self.0.checked_sub(duration).map(SystemTime)
    }
}

/// Both kinds of time can be moved by a duration.
macro_rules! arithmetic {
    ($($Time:ident $name:literal $add:literal $sub:literal;)*) => {$(
        impl Add<Duration> for $Time {
            type Output = $Time;
            fn add(self, other: Duration) -> $Time {
                self.checked_add(other).expect($add)
            }
        }
        impl AddAssign<Duration> for $Time {
            fn add_assign(&mut self, other: Duration) {
                *self = *self + other;
            }
        }
        impl Sub<Duration> for $Time {
            type Output = $Time;
            fn sub(self, other: Duration) -> $Time {
                self.checked_sub(other).expect($sub)
            }
        }
        impl SubAssign<Duration> for $Time {
            fn sub_assign(&mut self, other: Duration) {
                *self = *self - other;
            }
        }
        impl fmt::Debug for $Time {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct($name)
                    .field("tv_sec", &self.0.secs)
                    .field("tv_nsec", &self.0.nanos)
                    .finish()
            }
        }
    )*};
}

arithmetic! {
    Instant "Instant" "overflow when adding duration to instant"
        "overflow when subtracting duration from instant";
    SystemTime "SystemTime" "overflow when adding duration to instant"
        "overflow when subtracting duration from instant";
}

/// A point in time was later than expected, by so much.
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);

impl SystemTimeError {
    /// By how much.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.0
    }
}

impl Error for SystemTimeError {}

impl fmt::Display for SystemTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("second time provided was later than self")
    }
}
