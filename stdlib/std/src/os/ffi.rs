//! Text of the system is bytes. Public as part of the modules of the systems of which that is so.

use crate::ffi::{OsStr, OsString};
use crate::vec::Vec;

/// Owned text of the system and bytes.
pub trait OsStringExt: Sized {
    /// Text of bytes.
    fn from_vec(vec: Vec<u8>) -> Self;
    /// The bytes.
    fn into_vec(self) -> Vec<u8>;
}

impl OsStringExt for OsString {
    #[inline]
    fn from_vec(vec: Vec<u8>) -> OsString {
        OsString::from_bytes(vec)
    }
    #[inline]
    fn into_vec(self) -> Vec<u8> {
        self.into_encoded_bytes()
    }
}

/// Borrowed text of the system and bytes.
pub trait OsStrExt {
    /// Text of bytes.
    fn from_bytes(slice: &[u8]) -> &Self;
    /// The bytes.
    fn as_bytes(&self) -> &[u8];
}

impl OsStrExt for OsStr {
    #[inline]
    fn from_bytes(slice: &[u8]) -> &OsStr {
        OsStr::from_slice(slice)
    }
    #[inline]
    fn as_bytes(&self) -> &[u8] {
        self.as_encoded_bytes()
    }
}
