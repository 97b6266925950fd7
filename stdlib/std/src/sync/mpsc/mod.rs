//! Channels from many senders to one receiver.

mod bounded;
mod errors;
mod unbounded;

pub use errors::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

use crate::fmt;
use crate::panic::{RefUnwindSafe, UnwindSafe};
use crate::sync::Arc;
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::time::{Duration, Instant};
use bounded::Bounded;
use core::marker::PhantomData;
use core::cell::Cell;
use unbounded::Unbounded;

/// A channel and the number of its senders.
struct Shared<C> {
    channel: C,
    senders: AtomicUsize,
}

/// The sending half of a channel without limit.
pub struct Sender<T> {
    inner: Arc<Shared<Unbounded<T>>>,
}

/// The sending half of a channel with a limit.
pub struct SyncSender<T> {
    inner: Arc<Shared<Bounded<T>>>,
}

/// The receiving half of a channel.
pub struct Receiver<T> {
    inner: Flavor<T>,
    // One thread at a time.
    marker: PhantomData<Cell<()>>,
}

enum Flavor<T> {
    Unbounded(Arc<Shared<Unbounded<T>>>),
    Bounded(Arc<Shared<Bounded<T>>>),
}

unsafe impl<T: Send> Send for Sender<T> {}
unsafe impl<T: Send> Sync for Sender<T> {}
unsafe impl<T: Send> Send for SyncSender<T> {}
unsafe impl<T: Send> Sync for SyncSender<T> {}
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> !Sync for Receiver<T> {}
impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}
impl<T> UnwindSafe for SyncSender<T> {}
impl<T> RefUnwindSafe for SyncSender<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

fn shared<C>(channel: C) -> Arc<Shared<C>> {
    Arc::new(Shared { channel, senders: AtomicUsize::new(1) })
}

/// A channel without limit.
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let inner = shared(Unbounded::new());
    let rx = Receiver { inner: Flavor::Unbounded(inner.clone()), marker: PhantomData };
    (Sender { inner }, rx)
}

/// A channel that holds `bound` values; with 0 every send waits for its receive.
#[must_use]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let inner = shared(Bounded::new(bound));
    let rx = Receiver { inner: Flavor::Bounded(inner.clone()), marker: PhantomData };
    (SyncSender { inner }, rx)
}

impl<T> Sender<T> {
    /// Sends a value; gives it back if there is no receiver any more.
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.inner.channel.send(t)
    }
}

impl<T> SyncSender<T> {
    /// Sends a value when there is room; gives it back if there is no receiver any more.
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.inner.channel.send(t)
    }

    /// Sends a value if there is room.
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        self.inner.channel.try_send(t)
    }
}

/// Both senders are counted.
macro_rules! counted_sender {
    ($($Sender:ident $name:literal;)*) => {$(
        impl<T> Clone for $Sender<T> {
            fn clone(&self) -> Self {
                self.inner.senders.fetch_add(1, Ordering::Relaxed);
                $Sender { inner: self.inner.clone() }
            }
        }
        impl<T> Drop for $Sender<T> {
            fn drop(&mut self) {
                if self.inner.senders.fetch_sub(1, Ordering::AcqRel) == 1 {
                    self.inner.channel.senders_gone();
                }
            }
        }
        impl<T> fmt::Debug for $Sender<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct($name).finish_non_exhaustive()
            }
        }
    )*};
}

counted_sender! {
    Sender "Sender";
    SyncSender "SyncSender";
}

impl<T> Receiver<T> {
    /// Receives a value if there is one.
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        match &self.inner {
            Flavor::Unbounded(c) => c.channel.try_recv(),
            Flavor::Bounded(c) => c.channel.try_recv(),
        }
    }

    /// Waits for a value; an error if none can come any more.
    pub fn recv(&self) -> Result<T, RecvError> {
        self.recv_until(None).map_err(|_| RecvError)
    }

    /// Waits for a value, for so long at most.
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.recv_until(Instant::now().checked_add(timeout))
    }

    fn recv_until(&self, deadline: Option<Instant>) -> Result<T, RecvTimeoutError> {
        match &self.inner {
            Flavor::Unbounded(c) => c.channel.recv(deadline),
            Flavor::Bounded(c) => c.channel.recv(deadline),
        }
    }

    /// Iterates over values until none can come any more.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }

    /// Iterates over the values that are there.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        match &self.inner {
            Flavor::Unbounded(c) => c.channel.receiver_gone(),
            Flavor::Bounded(c) => c.channel.receiver_gone(),
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// Iterator that waits for values.
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}

/// Iterator over the values that are there.
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}

/// Owning iterator that waits for values.
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.try_recv().ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}
