//! Allocators and layouts.
mod global;
mod layout;

pub use self::global::{AllocError, Allocator, GlobalAlloc};
pub use self::layout::{Layout, LayoutError};
/// The older name of [`LayoutError`].
#[deprecated(since = "1.52.0", note = "Name does not follow std convention, use LayoutError")]
pub type LayoutErr = LayoutError;
