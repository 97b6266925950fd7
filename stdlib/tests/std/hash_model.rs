//! Random operations on `HashMap` and on `BTreeMap` must agree; a bad hasher changes nothing.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hasher, RandomState};

/// All keys collide but for two bits.
#[derive(Clone, Default)]
struct Bad(u64);

impl Hasher for Bad {
    fn finish(&self) -> u64 {
        self.0 & 3
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |h, b| h * 31 + u64::from(*b));
    }
}

impl BuildHasher for Bad {
    type Hasher = Bad;
    fn build_hasher(&self) -> Bad {
        Bad(0)
    }
}

fn run<S: BuildHasher + Clone + Default>(steps: u64, keys: u64) {
    let mut x = 88172645463325252u64;
    let mut random = move || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        x
    };
    let mut map: HashMap<String, u64, S> = HashMap::default();
    let mut model = BTreeMap::new();
    for step in 0..steps {
        let key = format!("k{}", random() % keys);
        match random() % 16 {
            0..6 => assert_eq!(map.insert(key.clone(), step), model.insert(key, step)),
            6..11 => assert_eq!(map.remove(&key), model.remove(&key)),
            11 => {
                *map.entry(key.clone()).or_default() += 1;
                *model.entry(key).or_default() += 1;
            }
            12 if step % 8 == 0 => {
                map.retain(|_, v| *v % 3 != 0);
                model.retain(|_, v| *v % 3 != 0);
            }
            13 if step % 16 == 0 => map.shrink_to_fit(),
            14 if step % 64 == 0 => {
                let taken: BTreeMap<_, _> = map.drain().collect();
                assert_eq!(taken, model);
                map.extend(taken);
            }
            _ => assert_eq!(map.get(&key), model.get(&key)),
        }
        assert_eq!(map.len(), model.len());
        if step % 64 == 0 {
            assert!(map.iter().all(|(k, v)| model.get(k) == Some(v)));
            assert_eq!(map.clone().into_iter().collect::<BTreeMap<_, _>>(), model);
        }
    }
}

fn main() {
    run::<RandomState>(20_000, 500);
    run::<RandomState>(3_000, 6);
    run::<Bad>(5_000, 60);
}
