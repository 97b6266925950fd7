//! Unwinding by WebAssembly's exceptions, where the program is compiled with `-C panic=unwind`.
//!
//! What is thrown is the address of a panic's payload; the address 0 is an exception that did not
//! come from Rust.

use crate::any::Any;
use crate::boxed::Box;
use crate::rt;
use core::intrinsics;

unsafe extern "C-unwind" {
    #[link_name = "llvm.wasm.throw"]
    fn wasm_throw(tag: i32, exception: *mut u8) -> !;
}

/// The tag of all exceptions.
const TAG: i32 = 0;

/// Whether panics unwind.
#[inline(always)]
pub(crate) fn is_enabled() -> bool {
    intrinsics::panic_strategy() == 0
}

/// Whether a panic traps at once, without a message.
#[inline(always)]
pub(crate) fn is_trap() -> bool {
    intrinsics::panic_strategy() == 2
}

/// Unwinds with a payload.
pub(crate) fn raise(payload: Box<dyn Any + Send>) -> i32 {
    if !is_enabled() {
        crate::process::abort();
    }
    unsafe { wasm_throw(TAG, Box::into_raw(Box::new(payload)).cast()) }
}

/// The payload of a caught exception.
///
/// # Safety
/// `ptr` is what was caught.
pub(crate) unsafe fn take_payload(ptr: *mut u8) -> Box<dyn Any + Send> {
    if ptr.is_null() {
        rt::fatal("Rust cannot catch foreign exceptions");
    }
    *unsafe { Box::from_raw(ptr.cast::<Box<dyn Any + Send>>()) }
}
