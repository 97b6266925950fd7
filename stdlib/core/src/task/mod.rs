//! What futures and executors say to each other.
mod poll;
mod wake;

pub use self::poll::Poll;
pub use self::wake::{Context, RawWaker, RawWakerVTable, Waker};
pub use crate::macros::ready::ready;
