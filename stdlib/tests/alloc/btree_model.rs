//! Random operations on `BTreeMap` and on a sorted vector must agree.

use std::collections::BTreeMap;
use std::ops::Bound;

/// A small generator of pseudo-random numbers.
struct Rng(u64);

impl Rng {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

fn check(map: &BTreeMap<u64, String>, model: &[(u64, String)]) {
    assert_eq!(map.len(), model.len());
    assert!(map.iter().map(|(k, v)| (*k, v.clone())).eq(model.iter().cloned()));
    assert!(map.keys().rev().eq(model.iter().rev().map(|(k, _)| k)));
}

fn position(model: &[(u64, String)], key: u64) -> Result<usize, usize> {
    model.binary_search_by_key(&key, |(k, _)| *k)
}

fn step(rng: &mut Rng, keys: u64, map: &mut BTreeMap<u64, String>, model: &mut Vec<(u64, String)>) {
    let key = rng.below(keys);
    match rng.below(20) {
        0..9 => {
            let value = format!("v{}", rng.below(1000));
            let old = map.insert(key, value.clone());
            match position(model, key) {
                Ok(i) => assert_eq!(old, Some(std::mem::replace(&mut model[i].1, value))),
                Err(i) => {
                    assert_eq!(old, None);
                    model.insert(i, (key, value));
                }
            }
        }
        9..16 => {
            let removed = map.remove_entry(&key);
            let expected = position(model, key).ok().map(|i| model.remove(i));
            assert_eq!(removed, expected);
        }
        16 => {
            let end = key + rng.below(50);
            let bounds = (Bound::Excluded(key), Bound::Included(end));
            let inside = |k: u64| k > key && k <= end;
            let expected = model.iter().filter(|(k, _)| inside(*k)).count();
            assert_eq!(map.range(bounds).count(), expected);
            assert_eq!(map.range(bounds).rev().count(), expected);
        }
        17 => {
            let right = map.split_off(&key);
            let at = position(model, key).unwrap_or_else(|i| i);
            let rest = model.split_off(at);
            check(&right, &rest);
            check(map, model);
            map.append(&mut right.clone());
            model.extend(rest);
        }
        18 => {
            let modulus = 2 + rng.below(9);
            map.retain(|k, _| k % modulus != 0);
            model.retain(|(k, _)| k % modulus != 0);
        }
        _ => {
            let copy = map.clone();
            assert_eq!(copy, *map);
            let mut items = copy.into_iter();
            let half = model.len() / 2;
            assert!(items.by_ref().take(half).eq(model[..half].iter().cloned()));
            assert_eq!(items.next_back(), model[half..].last().cloned());
        }
    }
}

fn main() {
    for (seed, keys) in [(1, 10), (2, 100), (3, 1000), (4, 5000)] {
        let mut rng = Rng(0x9e37_79b9_7f4a_7c15u64.wrapping_mul(seed));
        let (mut map, mut model) = (BTreeMap::new(), Vec::new());
        for i in 0..4000 {
            step(&mut rng, keys, &mut map, &mut model);
            if i % 16 == 0 {
                check(&map, &model);
            }
        }
        check(&map, &model);
    }
}
