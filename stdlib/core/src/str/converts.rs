//! From bytes to strings.
use super::Utf8Error;
use super::validations::run_utf8_validation;
use crate::{mem, ptr};

/// Bytes as a string, if they are UTF-8.
#[rustc_diagnostic_item = "str_from_utf8"]
pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
    match run_utf8_validation(v) {
        // SAFETY: just checked.
        Ok(()) => Ok(unsafe { from_utf8_unchecked(v) }),
        Err(err) => Err(err),
    }
}

/// Mutable bytes as a string, if they are UTF-8.
#[rustc_diagnostic_item = "str_from_utf8_mut"]
pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> {
    match run_utf8_validation(v) {
        // SAFETY: just checked.
        Ok(()) => Ok(unsafe { from_utf8_unchecked_mut(v) }),
        Err(err) => Err(err),
    }
}

/// Bytes as a string.
///
/// # Safety
/// They must be UTF-8.
#[inline(always)]
#[must_use]
#[rustc_diagnostic_item = "str_from_utf8_unchecked"]
pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
    // SAFETY: promised by the caller; the layouts agree.
    unsafe { mem::transmute(v) }
}

/// Mutable bytes as a string.
///
/// # Safety
/// They must be UTF-8.
#[inline]
#[must_use]
#[rustc_diagnostic_item = "str_from_utf8_unchecked_mut"]
pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str {
    // SAFETY: promised by the caller; the layouts agree.
    unsafe { &mut *(v as *mut [u8] as *mut str) }
}

/// A string from its parts.
///
/// # Safety
/// As for slices, and the bytes must be UTF-8.
#[inline]
#[must_use]
#[cfg_attr(ochre, unstable(feature = "str_from_raw_parts", issue = "none"))]
pub const unsafe fn from_raw_parts<'a>(ptr: *const u8, len: usize) -> &'a str {
    // SAFETY: promised by the caller.
    unsafe { &*(ptr::slice_from_raw_parts(ptr, len) as *const str) }
}

/// A mutable string from its parts.
///
/// # Safety
/// As for slices, and the bytes must be UTF-8.
#[inline]
#[must_use]
#[cfg_attr(ochre, unstable(feature = "str_from_raw_parts", issue = "none"))]
pub const unsafe fn from_raw_parts_mut<'a>(ptr: *mut u8, len: usize) -> &'a mut str {
    // SAFETY: promised by the caller.
    unsafe { &mut *(ptr::slice_from_raw_parts_mut(ptr, len) as *mut str) }
}
