//! Looking for bytes.

use super::libc;

/// The first position of a byte.
pub(crate) fn find_byte(byte: u8, bytes: &[u8]) -> Option<usize> {
    let start = bytes.as_ptr();
    let at = unsafe { libc::memchr(start.cast(), i32::from(byte), bytes.len()) };
    if at.is_null() { None } else { Some(at.addr() - start.addr()) }
}

/// The last position of a byte.
pub(crate) fn rfind_byte(byte: u8, bytes: &[u8]) -> Option<usize> {
    let start = bytes.as_ptr();
    let at = unsafe { libc::memrchr(start.cast(), i32::from(byte), bytes.len()) };
    if at.is_null() { None } else { Some(at.addr() - start.addr()) }
}
