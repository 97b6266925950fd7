//! Why nothing was sent or received.

use crate::{error, fmt};

/// There is no receiver; the value.
#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError<T>(pub T);

/// There are no senders and no values.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub struct RecvError;

/// Why there is no value now.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum TryRecvError {
    /// None has come yet.
    Empty,
    /// None can come any more.
    Disconnected,
}

/// Why no value came.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum RecvTimeoutError {
    /// Time was up.
    Timeout,
    /// None can come any more.
    Disconnected,
}

/// Why a value was not sent; the value.
#[derive(PartialEq, Eq, Clone, Copy)]
pub enum TrySendError<T> {
    /// There is no room.
    Full(T),
    /// There is no receiver.
    Disconnected(T),
}

impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendError").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TrySendError::Full(..) => "Full(..)",
            TrySendError::Disconnected(..) => "Disconnected(..)",
        })
    }
}

macro_rules! message {
    ($([$($gen:tt)*] $ty:ty: |$e:pat_param| $message:expr;)*) => {$(
        impl<$($gen)*> fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let $e = self;
                f.write_str($message)
            }
        }
        impl<$($gen)*> error::Error for $ty {}
    )*};
}

message! {
    [T] SendError<T>: |_| "sending on a closed channel";
    [] RecvError: |_| "receiving on a closed channel";
    [] TryRecvError: |e| match e {
        TryRecvError::Empty => "receiving on an empty channel",
        TryRecvError::Disconnected => "receiving on a closed channel",
    };
    [] RecvTimeoutError: |e| match e {
        RecvTimeoutError::Timeout => "timed out waiting on channel",
        RecvTimeoutError::Disconnected => "channel is empty and sending half is closed",
    };
    [T] TrySendError<T>: |e| match e {
        TrySendError::Full(..) => "sending on a full channel",
        TrySendError::Disconnected(..) => "sending on a closed channel",
    };
}

impl<T> From<SendError<T>> for TrySendError<T> {
    fn from(err: SendError<T>) -> TrySendError<T> {
        TrySendError::Disconnected(err.0)
    }
}

impl From<RecvError> for TryRecvError {
    fn from(_: RecvError) -> TryRecvError {
        TryRecvError::Disconnected
    }
}

impl From<RecvError> for RecvTimeoutError {
    fn from(_: RecvError) -> RecvTimeoutError {
        RecvTimeoutError::Disconnected
    }
}
