//! Locks, channels, thread-locals and scopes under contention.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, OnceLock, RwLock, mpsc};
use std::thread;
use std::time::Duration;

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static NAME: String = thread::current().name().unwrap_or("?").to_string();
}

static LAZY: LazyLock<Vec<u32>> = LazyLock::new(|| vec![1, 2, 3]);
static ONCE: OnceLock<usize> = OnceLock::new();

fn locks() {
    let total = Arc::new((Mutex::new(0u32), Condvar::new()));
    let shared = Arc::new(RwLock::new(0u32));
    let barrier = Arc::new(Barrier::new(8));
    let leaders = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..8)
        .map(|i| {
            let (total, shared) = (total.clone(), shared.clone());
            let (barrier, leaders) = (barrier.clone(), leaders.clone());
            thread::spawn(move || {
                if barrier.wait().is_leader() {
                    leaders.fetch_add(1, Ordering::Relaxed);
                }
                ONCE.get_or_init(|| i);
                for _ in 0..2000 {
                    *total.0.lock().unwrap() += 1;
                    *shared.write().unwrap() += 1;
                    assert!(*shared.read().unwrap() > 0);
                }
                total.1.notify_all();
            })
        })
        .collect();
    let guard = total.1.wait_while(total.0.lock().unwrap(), |n| *n < 16000).unwrap();
    assert_eq!(*guard, 16000);
    drop(guard);
    threads.into_iter().for_each(|t| t.join().unwrap());
    assert_eq!((*shared.read().unwrap(), leaders.load(Ordering::Relaxed)), (16000, 1));
}

fn channels() {
    let (tx, rx) = mpsc::channel();
    for i in 0..4u64 {
        let tx = tx.clone();
        thread::spawn(move || (0..5000).for_each(|n| tx.send(i * 5000 + n).unwrap()));
    }
    drop(tx);
    assert_eq!(rx.iter().sum::<u64>(), (0..20_000).sum());
    assert_eq!(rx.recv(), Err(mpsc::RecvError));
    for bound in [0, 1, 7] {
        let (tx, rx) = mpsc::sync_channel(bound);
        let sender = thread::spawn(move || (0..500).for_each(|n| tx.send(n).unwrap()));
        assert!(rx.iter().eq(0..500));
        sender.join().unwrap();
        assert_eq!(rx.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    }
    let (tx, rx) = mpsc::channel::<u8>();
    let timeout = rx.recv_timeout(Duration::from_millis(5));
    assert_eq!(timeout, Err(mpsc::RecvTimeoutError::Timeout));
    drop(rx);
    assert_eq!(tx.send(1), Err(mpsc::SendError(1)));
}

fn main() {
    locks();
    channels();
    let mut numbers = vec![1, 2, 3, 4];
    thread::scope(|s| {
        for part in numbers.chunks_mut(2) {
            s.spawn(|| part.iter_mut().for_each(|n| *n *= LAZY[1]));
        }
    });
    assert_eq!(numbers, [2, 4, 6, 8]);
    COUNT.set(5);
    let other = thread::Builder::new().name("named".into()).spawn(|| {
        COUNT.set(COUNT.get() + 1);
        NAME.with(|n| format!("{n}{}", COUNT.get()))
    });
    assert_eq!(other.unwrap().join().unwrap(), "named1");
    assert_eq!((COUNT.get(), NAME.with(String::clone)), (5, "main".to_string()));
    let poisoned = Arc::new(Mutex::new(1));
    let inner = poisoned.clone();
    std::panic::set_hook(Box::new(|_| {}));
    let _ = thread::spawn(move || {
        let _guard = inner.lock().unwrap();
        panic!();
    })
    .join();
    assert!(poisoned.is_poisoned() && *poisoned.lock().unwrap_err().into_inner() == 1);
    let parked = thread::spawn(thread::park);
    parked.thread().unpark();
    parked.join().unwrap();
}
