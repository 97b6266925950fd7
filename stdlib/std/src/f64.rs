//! Constants of `f64`.

pub use core::f64::*;
