//! This process.

use super::preview1;

/// Ends it with a code.
pub(crate) fn exit(code: i32) -> ! {
    unsafe { preview1::proc_exit(code as u32) }
}

pub(crate) use crate::sys::wasm::process::{abort, id};
