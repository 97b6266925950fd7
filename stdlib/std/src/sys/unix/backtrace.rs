//! The calls that led to a place, and the names that the dynamic symbol table has for them.

use super::libc;
use crate::ffi::CStr;
use crate::unwind::{_Unwind_Backtrace, _Unwind_GetIP, Context, END_OF_STACK, ReasonCode};
use crate::vec::Vec;
use core::mem::MaybeUninit;
use core::ptr;

/// Whether there are backtraces at all.
pub(crate) const SUPPORTED: bool = true;

/// Where each of the calls under way goes on.
pub(crate) fn addresses() -> Vec<usize> {
    extern "C" fn push(ctx: *mut Context, out: *mut libc::c_void) -> ReasonCode {
        let out = unsafe { &mut *out.cast::<Vec<usize>>() };
        out.push(unsafe { _Unwind_GetIP(ctx) });
        if out.len() < 256 { 0 } else { END_OF_STACK }
    }
    let mut out = Vec::new();
    unsafe { _Unwind_Backtrace(push, (&raw mut out).cast()) };
    out
}

/// The name of the function that an address is in.
pub(crate) fn symbol(ip: usize) -> Option<&'static CStr> {
    let mut info = MaybeUninit::<libc::Dl_info>::uninit();
    let found = unsafe { libc::dladdr(ptr::with_exposed_provenance(ip), info.as_mut_ptr()) } != 0;
    let name = if found { unsafe { info.assume_init() }.dli_sname } else { ptr::null() };
    if name.is_null() { None } else { Some(unsafe { CStr::from_ptr(name) }) }
}
