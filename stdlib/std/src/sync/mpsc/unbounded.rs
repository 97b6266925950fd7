//! A lock-free queue for many producers and one consumer.
//!
//! A linked list that begins with a node without value. A producer swaps its node in as the tail,
//! then links the old tail to it; between the two steps the consumer finds a gap and waits. (D.
//! Vyukov, "Non-intrusive MPSC node-based queue".) The consumer sleeps on a word that it sets
//! before it looks a last time, and that producers reset after they have linked.

use super::errors::{RecvTimeoutError, SendError, TryRecvError};
use crate::boxed::Box;
use crate::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use crate::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, fence};
use crate::sys::futex;
use crate::time::Instant;
use core::cell::UnsafeCell;
use core::ptr;

struct Node<T> {
    next: AtomicPtr<Node<T>>,
    value: Option<T>,
}

impl<T> Node<T> {
    fn alloc(value: Option<T>) -> *mut Node<T> {
        Box::into_raw(Box::new(Node { next: AtomicPtr::new(ptr::null_mut()), value }))
    }
}

pub(super) struct Unbounded<T> {
    tail: AtomicPtr<Node<T>>,
    // The consumer's.
    head: UnsafeCell<*mut Node<T>>,
    asleep: AtomicU32,
    no_senders: AtomicBool,
    no_receiver: AtomicBool,
}

impl<T> Unbounded<T> {
    pub fn new() -> Self {
        let stub = Node::alloc(None);
        Unbounded {
            tail: AtomicPtr::new(stub),
            head: UnsafeCell::new(stub),
            asleep: AtomicU32::new(0),
            no_senders: AtomicBool::new(false),
            no_receiver: AtomicBool::new(false),
        }
    }

    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        if self.no_receiver.load(Acquire) {
            return Err(SendError(value));
        }
        let node = Node::alloc(Some(value));
        let old = self.tail.swap(node, AcqRel);
        unsafe { (*old).next.store(node, Release) };
        self.wake();
        Ok(())
    }

    fn wake(&self) {
        fence(SeqCst);
        if self.asleep.load(Relaxed) != 0 && self.asleep.swap(0, Relaxed) != 0 {
            futex::wake(&self.asleep);
        }
    }

    /// The next value. For the consumer alone.
    fn pop(&self) -> Option<T> {
        unsafe {
            let head = *self.head.get();
            let mut next = (*head).next.load(Acquire);
            // A producer between its two steps will finish soon.
            while next.is_null() {
                if self.tail.load(Acquire) == head {
                    return None;
                }
                crate::thread::yield_now();
                next = (*head).next.load(Acquire);
            }
            *self.head.get() = next;
            drop(Box::from_raw(head));
            (*next).value.take()
        }
    }

    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        if let Some(value) = self.pop() {
            return Ok(value);
        }
        if !self.no_senders.load(Acquire) {
            return Err(TryRecvError::Empty);
        }
        // The last sender may have sent in between.
        self.pop().ok_or(TryRecvError::Disconnected)
    }

    pub fn recv(&self, deadline: Option<Instant>) -> Result<T, RecvTimeoutError> {
        loop {
            match self.try_recv() {
                Ok(value) => return Ok(value),
                Err(TryRecvError::Disconnected) => return Err(RecvTimeoutError::Disconnected),
                Err(TryRecvError::Empty) => {}
            }
            let timeout = match deadline {
                None => None,
                Some(deadline) => match deadline.checked_duration_since(Instant::now()) {
                    Some(left) if !left.is_zero() => Some(left),
                    _ => return Err(RecvTimeoutError::Timeout),
                },
            };
            self.asleep.store(1, Relaxed);
            fence(SeqCst);
            let empty = unsafe { (**self.head.get()).next.load(Acquire) }.is_null();
            if empty && !self.no_senders.load(Acquire) {
                futex::wait(&self.asleep, 1, timeout);
            }
            self.asleep.store(0, Relaxed);
        }
    }

    pub fn senders_gone(&self) {
        self.no_senders.store(true, Release);
        self.wake();
    }

    /// Values sent before, or at the same time, are dropped; the last with the channel.
    pub fn receiver_gone(&self) {
        self.no_receiver.store(true, Release);
        while self.pop().is_some() {}
    }
}

impl<T> Drop for Unbounded<T> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
        drop(unsafe { Box::from_raw(*self.head.get_mut()) });
    }
}
