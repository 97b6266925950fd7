//! Constants of `f32`.

pub use core::f32::*;
