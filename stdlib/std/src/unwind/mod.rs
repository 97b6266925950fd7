//! Unwinding by the system's unwinder: libgcc's, or any with the interface of the Itanium C++ ABI.
//!
//! A panic in flight is an [`Exception`] on the heap: the unwinder's header, then the payload.

mod lsda;
mod personality;

use crate::any::Any;
use crate::boxed::Box;
use crate::rt;
use core::ffi::{c_int, c_void};

/// The unwinder's answer to a call, and a personality routine's to it.
pub(crate) type ReasonCode = c_int;

pub(crate) const FATAL_PHASE2_ERROR: ReasonCode = 2;
pub(crate) const FATAL_PHASE1_ERROR: ReasonCode = 3;
pub(crate) const END_OF_STACK: ReasonCode = 5;
pub(crate) const HANDLER_FOUND: ReasonCode = 6;
pub(crate) const INSTALL_CONTEXT: ReasonCode = 7;
pub(crate) const CONTINUE_UNWIND: ReasonCode = 8;

/// The header of an exception object, as the ABI lays it out.
#[repr(C, align(16))]
pub(crate) struct Header {
    class: u64,
    cleanup: Option<unsafe extern "C" fn(ReasonCode, *mut Header)>,
    private: [usize; 2],
}

/// The unwinder's view of a frame; only passed around.
#[repr(C)]
pub(crate) struct Context {
    opaque: [u8; 0],
}

#[link(name = "gcc_s")]
unsafe extern "C-unwind" {
    fn _Unwind_RaiseException(exception: *mut Header) -> ReasonCode;
}

unsafe extern "C" {
    fn _Unwind_DeleteException(exception: *mut Header);
    pub(crate) fn _Unwind_GetLanguageSpecificData(ctx: *mut Context) -> *const u8;
    pub(crate) fn _Unwind_GetRegionStart(ctx: *mut Context) -> usize;
    pub(crate) fn _Unwind_GetTextRelBase(ctx: *mut Context) -> usize;
    pub(crate) fn _Unwind_GetDataRelBase(ctx: *mut Context) -> usize;
    pub(crate) fn _Unwind_GetIPInfo(ctx: *mut Context, before: *mut c_int) -> usize;
    pub(crate) fn _Unwind_GetIP(ctx: *mut Context) -> usize;
    pub(crate) fn _Unwind_SetGR(ctx: *mut Context, register: c_int, value: usize);
    pub(crate) fn _Unwind_SetIP(ctx: *mut Context, ip: usize);
    pub(crate) fn _Unwind_Backtrace(
        trace: extern "C" fn(*mut Context, *mut c_void) -> ReasonCode,
        arg: *mut c_void,
    ) -> ReasonCode;
}

/// A panic in flight.
#[repr(C)]
struct Exception {
    header: Header,
    // Its address tells the exceptions of two copies of this library apart.
    canary: *const u8,
    payload: Box<dyn Any + Send>,
}

static CANARY: u8 = 0;

/// Vendor and language, by which a personality routine knows its own exceptions.
const CLASS: u64 = u64::from_be_bytes(*b"OCHRRUST");

/// Called by whoever catches the exception without knowing what it is.
unsafe extern "C" fn foreign_catch(_: ReasonCode, exception: *mut Header) {
    drop(unsafe { Box::from_raw(exception.cast::<Exception>()) });
    rt::fatal("Rust panics must be rethrown");
}

/// A program's link makes `__rust_may_unwind` one of the first two, by its `-C panic`, and
/// `__rust_panic_traps` one of the others.
#[cfg(ochre)]
mod strategy {
    #[rustc_std_internal_symbol]
    pub extern "C" fn __rust_panics_unwind() -> bool {
        true
    }

    #[rustc_std_internal_symbol]
    pub extern "C" fn __rust_panics_abort() -> bool {
        false
    }

    #[rustc_std_internal_symbol]
    pub extern "C" fn __rust_panics_trap() -> bool {
        true
    }

    #[rustc_std_internal_symbol]
    pub extern "C" fn __rust_panics_tell() -> bool {
        false
    }

    unsafe extern "C" {
        #[rustc_std_internal_symbol]
        pub safe fn __rust_may_unwind() -> bool;
        #[rustc_std_internal_symbol]
        pub safe fn __rust_panic_traps() -> bool;
    }
}

/// Whether panics unwind, as the program was told with `-C panic`; else they abort.
pub(crate) fn is_enabled() -> bool {
    #[cfg(ochre)]
    return strategy::__rust_may_unwind();
    #[cfg(not(ochre))]
    return true;
}

/// Whether a panic traps at once, without a message.
pub(crate) fn is_trap() -> bool {
    #[cfg(ochre)]
    return strategy::__rust_panic_traps();
    #[cfg(not(ochre))]
    return false;
}

/// Unwinds with a payload; returns only if that fails.
pub(crate) fn raise(payload: Box<dyn Any + Send>) -> ReasonCode {
    let header = Header { class: CLASS, cleanup: Some(foreign_catch), private: [0; 2] };
    let exception = Box::new(Exception { header, canary: &raw const CANARY, payload });
    unsafe { _Unwind_RaiseException(Box::into_raw(exception).cast()) }
}

/// The payload of a caught exception.
///
/// # Safety
/// `ptr` is what a landing pad received.
pub(crate) unsafe fn take_payload(ptr: *mut u8) -> Box<dyn Any + Send> {
    unsafe {
        let header = ptr.cast::<Header>();
        if (*header).class != CLASS {
            _Unwind_DeleteException(header);
            rt::fatal("Rust cannot catch foreign exceptions");
        }
        let exception = ptr.cast::<Exception>();
        if (*exception).canary != &raw const CANARY {
            rt::fatal("Rust cannot catch foreign exceptions");
        }
        Box::from_raw(exception).payload
    }
}
