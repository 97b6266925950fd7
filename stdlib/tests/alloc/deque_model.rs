//! Random operations on `VecDeque` and on `Vec` must agree.

use std::collections::VecDeque;

struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

fn step(rng: &mut Rng, n: usize, deque: &mut VecDeque<Box<usize>>, model: &mut Vec<Box<usize>>) {
    let len = model.len();
    let at = rng.below(len + 1);
    let value = Box::new(n);
    match rng.below(16) {
        0 | 1 => {
            deque.push_back(value.clone());
            model.push(value);
        }
        2 | 3 => {
            deque.push_front(value.clone());
            model.insert(0, value);
        }
        4 => assert_eq!(deque.pop_back(), model.pop()),
        5 => assert_eq!(deque.pop_front(), (len > 0).then(|| model.remove(0))),
        6 | 7 => {
            deque.insert(at, value.clone());
            model.insert(at, value);
        }
        8 => assert_eq!(deque.remove(at), (at < len).then(|| model.remove(at))),
        9 => {
            let end = at + rng.below(len + 1 - at);
            assert!(deque.drain(at..end).eq(model.drain(at..end)));
        }
        10 => {
            deque.rotate_left(at);
            model.rotate_left(at);
        }
        11 => {
            let mut tail = deque.split_off(at);
            assert!(tail.iter().eq(model[at..].iter()));
            deque.append(&mut tail);
        }
        12 => {
            deque.shrink_to_fit();
            deque.reserve(rng.below(10));
        }
        13 => assert_eq!(deque.make_contiguous(), &model[..]),
        14 => {
            deque.truncate(len.saturating_sub(rng.below(4)));
            model.truncate(deque.len());
        }
        _ => {
            deque.retain(|x| **x % 7 != 0);
            model.retain(|x| **x % 7 != 0);
        }
    }
    assert!(deque.iter().eq(model.iter()));
    assert!(deque.range(..at.min(model.len())).rev().eq(model[..at.min(model.len())].iter().rev()));
}

fn main() {
    for seed in 1..9 {
        let mut rng = Rng(0x9e37_79b9_7f4a_7c15u64.wrapping_mul(seed));
        let (mut deque, mut model) = (VecDeque::new(), Vec::new());
        for n in 0..3000 {
            step(&mut rng, n, &mut deque, &mut model);
        }
    }
}
