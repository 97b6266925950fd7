//! Stable sorting against insertion into a vector; a comparison that panics loses nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

fn random(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// Inputs of many shapes: random, few values, runs up and down, sawtooth.
fn input(shape: usize, len: usize, seed: &mut u64) -> Vec<(u64, usize)> {
    (0..len)
        .map(|i| {
            let key = match shape {
                0 => random(seed) % 1000,
                1 => random(seed) % 4,
                2 => i as u64,
                3 => (len - i) as u64,
                4 => (i % 37) as u64,
                _ => (i / 50 + i % 50 * (i / 50 % 2)) as u64,
            };
            (key, i)
        })
        .collect()
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut seed = 88172645463325252;
    for shape in 0..6 {
        for len in [0, 1, 2, 5, 23, 24, 25, 100, 1000, 5000] {
            let original = input(shape, len, &mut seed);
            let mut v = original.clone();
            v.sort_by_key(|p| p.0);
            assert!(v.windows(2).all(|w| w[0] <= w[1]), "not sorted, or not stable");

            let mut left = 1 + random(&mut seed) as usize % (len * 4 + 1);
            let mut v: Vec<_> = original.iter().map(|p| Box::new(*p)).collect();
            let _ = catch_unwind(AssertUnwindSafe(|| {
                v.sort_by(|a, b| {
                    left -= 1;
                    assert!(left > 0);
                    a.0.cmp(&b.0)
                })
            }));
            let mut all: Vec<_> = v.into_iter().map(|b| *b).collect();
            all.sort_unstable_by_key(|p| p.1);
            assert_eq!(all, original);
        }
    }
}
