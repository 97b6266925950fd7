//! Clocks and sleep.

use super::preview1::{self, ClockSubscription, Event};
use crate::time::{Duration, Timespec};
use core::mem::MaybeUninit;

fn read(clock: u32) -> Timespec {
    let mut nanos = 0;
    unsafe { preview1::clock_time_get(clock, 1, &mut nanos) };
    timespec(nanos)
}

/// A time in nanoseconds, as the system has it.
pub(crate) fn timespec(nanos: u64) -> Timespec {
    Timespec { secs: (nanos / 1_000_000_000) as i64, nanos: (nanos % 1_000_000_000) as u32 }
}

/// The clock that never goes back.
pub(crate) fn monotonic() -> Timespec {
    read(preview1::CLOCK_MONOTONIC)
}

/// The clock on the wall.
pub(crate) fn wall() -> Timespec {
    read(preview1::CLOCK_REALTIME)
}

/// Sleeps for so long.
pub(crate) fn sleep(dur: Duration) {
    let mut left = dur.as_nanos();
    while left > 0 {
        let part = left.min(u128::from(u64::MAX)) as u64;
        left -= u128::from(part);
        let subscription = ClockSubscription {
            userdata: 0,
            tag: 0,
            id: preview1::CLOCK_MONOTONIC,
            timeout: part,
            precision: 0,
            flags: 0,
        };
        let (mut event, mut come) = (MaybeUninit::<Event>::uninit(), 0);
        unsafe { preview1::poll_oneoff(&subscription, event.as_mut_ptr(), 1, &mut come) };
    }
}

/// Lets others run.
pub(crate) fn yield_now() {
    unsafe { preview1::sched_yield() };
}
