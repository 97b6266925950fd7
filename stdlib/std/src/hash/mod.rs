//! Hashing.

pub use core::hash::*;

mod random;
mod sip;

pub use random::{DefaultHasher, RandomState};
