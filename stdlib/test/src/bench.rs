//! Benchmarks: enough to run them as tests, and to measure roughly.

pub use std::hint::black_box;

use std::time::{Duration, Instant};

/// What a benchmark function is given.
pub struct Bencher {
    measure: bool,
    pub(crate) nanos_per_iter: Option<f64>,
    /// How many bytes an iteration processes.
    pub bytes: u64,
}

impl Bencher {
    pub(crate) fn new(measure: bool) -> Self {
        Bencher { measure, nanos_per_iter: None, bytes: 0 }
    }

    /// Runs a closure, once or many times.
    pub fn iter<T, F: FnMut() -> T>(&mut self, mut inner: F) {
        if !self.measure {
            black_box(inner());
            return;
        }
        let mut rounds = 1u64;
        loop {
            let start = Instant::now();
            for _ in 0..rounds {
                black_box(inner());
            }
            let elapsed = start.elapsed();
            if elapsed >= Duration::from_millis(100) || rounds >= 1 << 40 {
                self.nanos_per_iter = Some(elapsed.as_nanos() as f64 / rounds as f64);
                return;
            }
            rounds *= 2;
        }
    }
}
