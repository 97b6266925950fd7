//! The hasher of `HashMap`.

use super::sip::SipHasher13;
use super::{BuildHasher, Hasher};
use crate::fmt;
use crate::sys;
use core::cell::Cell;

/// Makes hashers with random keys.
#[derive(Clone)]
pub struct RandomState {
    k0: u64,
    k1: u64,
}

impl RandomState {
    /// A state with keys of its own.
    #[inline]
    #[must_use]
    pub fn new() -> RandomState {
        // The system is asked once a thread; then one key counts up, so that no two are equal.
        #[thread_local]
        static KEYS: Cell<Option<(u64, u64)>> = Cell::new(None);
        let (k0, k1) = match KEYS.get() {
            Some(keys) => keys,
            None => random_keys(),
        };
        KEYS.set(Some((k0.wrapping_add(1), k1)));
        RandomState { k0, k1 }
    }
}

#[cold]
fn random_keys() -> (u64, u64) {
    let mut bytes = [0u8; 16];
    sys::random_bytes(&mut bytes);
    let all = u128::from_ne_bytes(bytes);
    (all as u64, (all >> 64) as u64)
}

impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;
    #[inline]
    fn build_hasher(&self) -> DefaultHasher {
        DefaultHasher(SipHasher13::new(self.k0, self.k1))
    }
}

impl Default for RandomState {
    #[inline]
    fn default() -> RandomState {
        RandomState::new()
    }
}

impl fmt::Debug for RandomState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RandomState").finish_non_exhaustive()
    }
}

/// The hasher of `HashMap`; made by itself, it has the keys 0.
#[derive(Clone, Debug)]
pub struct DefaultHasher(SipHasher13);

impl DefaultHasher {
    /// A hasher with the keys 0.
    #[inline]
    #[must_use]
    pub const fn new() -> DefaultHasher {
        DefaultHasher(SipHasher13::new(0, 0))
    }
}

impl Default for DefaultHasher {
    #[inline]
    fn default() -> DefaultHasher {
        DefaultHasher::new()
    }
}

/// All numbers go to the inner hasher as they are.
macro_rules! forward {
    ($($method:ident: $ty:ty),*) => {$(
        #[inline]
        fn $method(&mut self, i: $ty) {
            self.0.$method(i);
        }
    )*};
}

impl Hasher for DefaultHasher {
    #[inline]
    fn write(&mut self, msg: &[u8]) {
        self.0.write(msg)
    }
    #[inline]
    fn finish(&self) -> u64 {
        self.0.finish()
    }
    forward!(write_u8: u8, write_u16: u16, write_u32: u32, write_u64: u64, write_usize: usize);
}
