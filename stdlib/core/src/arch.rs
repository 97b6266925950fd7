//! Assembly.
pub use crate::macros::asm::{asm, global_asm, naked_asm};
