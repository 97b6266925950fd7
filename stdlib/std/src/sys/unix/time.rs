//! Clocks.

use super::libc;
use crate::time::Timespec;

fn read(clock: i32) -> Timespec {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(clock, &mut t) };
    t.into()
}

/// The clock that never goes back.
pub(crate) fn monotonic() -> Timespec {
    read(libc::CLOCK_MONOTONIC)
}

/// The clock on the wall.
pub(crate) fn wall() -> Timespec {
    read(libc::CLOCK_REALTIME)
}

impl From<libc::timespec> for Timespec {
    fn from(t: libc::timespec) -> Timespec {
        Timespec { secs: t.tv_sec, nanos: t.tv_nsec as u32 }
    }
}
