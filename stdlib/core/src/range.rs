//! Ranges by their newer path.
pub use crate::ops::{Bound, OneSidedRange, RangeBounds, RangeFull};
