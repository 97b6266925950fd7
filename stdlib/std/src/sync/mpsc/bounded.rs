//! A queue of limited length. With length 0 a sender waits until its value was taken.

use super::errors::{RecvTimeoutError, SendError, TryRecvError, TrySendError};
use crate::collections::VecDeque;
use crate::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use crate::time::Instant;

pub(super) struct Bounded<T> {
    bound: usize,
    state: Mutex<State<T>>,
    not_empty: Condvar,
    not_full: Condvar,
}

struct State<T> {
    queue: VecDeque<T>,
    // How many values were ever put in and taken out: a sender of a channel of length 0 waits
    // until its number is passed.
    sent: u64,
    received: u64,
    receivers_waiting: usize,
    no_senders: bool,
    no_receiver: bool,
}

impl<T> Bounded<T> {
    pub fn new(bound: usize) -> Self {
        let state = State {
            queue: VecDeque::new(),
            sent: 0,
            received: 0,
            receivers_waiting: 0,
            no_senders: false,
            no_receiver: false,
        };
        Bounded {
            bound,
            state: Mutex::new(state),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(
        &self,
        on: &Condvar,
        guard: MutexGuard<'a, State<T>>,
    ) -> MutexGuard<'a, State<T>> {
        on.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let mut state = self.lock();
        while self.bound > 0 && state.queue.len() >= self.bound && !state.no_receiver {
            state = self.wait(&self.not_full, state);
        }
        if state.no_receiver {
            return Err(SendError(value));
        }
        let number = state.sent;
        state.push(value);
        self.not_empty.notify_one();
        if self.bound > 0 {
            return Ok(());
        }
        while state.received <= number {
            if state.no_receiver {
                return match state.queue.pop_back() {
                    Some(value) => Err(SendError(value)),
                    None => Ok(()),
                };
            }
            state = self.wait(&self.not_full, state);
        }
        Ok(())
    }

    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        let mut state = self.lock();
        if state.no_receiver {
            return Err(TrySendError::Disconnected(value));
        }
        // With length 0 there is room for whom a receiver waits already.
        let room = if self.bound > 0 { self.bound } else { state.receivers_waiting };
        if state.queue.len() >= room {
            return Err(TrySendError::Full(value));
        }
        state.push(value);
        self.not_empty.notify_one();
        Ok(())
    }

    fn pop(&self, state: &mut State<T>) -> Option<T> {
        let value = state.queue.pop_front()?;
        state.received += 1;
        // Senders of a channel of length 0 wait for different values.
        if self.bound == 0 { self.not_full.notify_all() } else { self.not_full.notify_one() }
        Some(value)
    }

    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let mut state = self.lock();
        match self.pop(&mut state) {
            Some(value) => Ok(value),
            None if state.no_senders => Err(TryRecvError::Disconnected),
            None => Err(TryRecvError::Empty),
        }
    }

    pub fn recv(&self, deadline: Option<Instant>) -> Result<T, RecvTimeoutError> {
        let mut state = self.lock();
        loop {
            if let Some(value) = self.pop(&mut state) {
                return Ok(value);
            }
            if state.no_senders {
                return Err(RecvTimeoutError::Disconnected);
            }
            state.receivers_waiting += 1;
            state = match deadline {
                None => self.wait(&self.not_empty, state),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        state.receivers_waiting -= 1;
                        return Err(RecvTimeoutError::Timeout);
                    }
                    self.not_empty
                        .wait_timeout(state, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
            };
            state.receivers_waiting -= 1;
        }
    }

    pub fn senders_gone(&self) {
        self.lock().no_senders = true;
        self.not_empty.notify_all();
    }

    pub fn receiver_gone(&self) {
        let mut state = self.lock();
        state.no_receiver = true;
        // With length 0 the values go back to their senders.
        let values = if self.bound > 0 {
            core::mem::take(&mut state.queue)
        } else {
            VecDeque::new()
        };
        self.not_full.notify_all();
        drop(state);
        drop(values);
    }
}

impl<T> State<T> {
    fn push(&mut self, value: T) {
        self.queue.push_back(value);
        self.sent += 1;
    }
}
