//! The `Error` trait.

pub use core::error::*;
