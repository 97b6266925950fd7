//! Why bytes are no string.

use super::String;
use crate::borrow::Cow;
use crate::vec::Vec;
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;

/// The error of [`String::from_utf8`], with the bytes.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FromUtf8Error {
    pub(super) bytes: Vec<u8>,
    pub(super) error: Utf8Error,
}

/// The error of [`String::from_utf16`].
#[derive(Debug)]
pub struct FromUtf16Error(pub(super) ());

/// The error of parsing a `String`: there is none.
pub type ParseError = core::convert::Infallible;

impl FromUtf8Error {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes as text, every invalid sequence replaced by U+FFFD.
    #[must_use]
    pub fn into_utf8_lossy(self) -> String {
        match String::from_utf8_lossy(&self.bytes) {
            Cow::Owned(s) => s,
            Cow::Borrowed(_) => unsafe { String::from_utf8_unchecked(self.bytes) },
        }
    }

    /// The bytes.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Where the bytes go wrong.
    #[must_use]
    pub fn utf8_error(&self) -> Utf8Error {
        self.error
    }
}

impl fmt::Display for FromUtf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}

impl fmt::Display for FromUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("invalid utf-16: lone surrogate found", f)
    }
}

impl Error for FromUtf8Error {}
impl Error for FromUtf16Error {}
