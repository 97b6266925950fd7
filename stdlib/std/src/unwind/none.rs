//! No unwinding: what a panic does after its message is to end the program.

use crate::any::Any;
use crate::boxed::Box;

/// Whether panics unwind.
#[inline(always)]
pub(crate) fn is_enabled() -> bool {
    false
}

/// Never called.
pub(crate) fn raise(_: Box<dyn Any + Send>) -> i32 {
    crate::process::abort()
}

/// Never called: nothing is caught.
///
/// # Safety
/// None is needed.
pub(crate) unsafe fn take_payload(_: *mut u8) -> Box<dyn Any + Send> {
    crate::process::abort()
}
