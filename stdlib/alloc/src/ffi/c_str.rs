//! `CString`: owned text that ends in a zero byte.
//!
//! Invariant: the last byte is zero and no other is.

pub use core::ffi::c_str::*;

use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::rc::Rc;
use crate::string::String;
use crate::sync::Arc;
use crate::vec::Vec;
use core::borrow::Borrow;
use core::error::Error;
use core::ffi::c_char;
use core::num::NonZero;
use core::ops::{self, Index};
use core::str::{self, Utf8Error};
use core::{fmt, mem, ptr};

/// Owned text that ends in a zero byte and has no other.
#[derive(PartialEq, PartialOrd, Eq, Ord, Hash, Clone)]
pub struct CString {
    inner: Box<[u8]>,
}

/// Bytes had a zero byte inside: its position, and the bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NulError(usize, Vec<u8>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum BadNul {
    InteriorNul(usize),
    NotNulTerminated,
}

/// Bytes did not end in their only zero byte.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromVecWithNulError {
    error_kind: BadNul,
    bytes: Vec<u8>,
}

/// A C string was not UTF-8.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntoStringError {
    inner: CString,
    error: Utf8Error,
}

impl CString {
    /// Text from bytes without a zero byte, which is added.
    pub fn new<T: Into<Vec<u8>>>(t: T) -> Result<CString, NulError> {
        let bytes: Vec<u8> = t.into();
        match bytes.iter().position(|&b| b == 0) {
            Some(i) => Err(NulError(i, bytes)),
            None => Ok(unsafe { Self::from_vec_unchecked(bytes) }),
        }
    }

    /// Text from bytes, to which a zero byte is added.
    ///
    /// # Safety
    /// There must be no zero byte in them.
    #[must_use]
    pub unsafe fn from_vec_unchecked(mut v: Vec<u8>) -> Self {
        v.reserve_exact(1);
        v.push(0);
        CString { inner: v.into_boxed_slice() }
    }

    /// Takes back what [`into_raw`](Self::into_raw) gave away.
    ///
    /// # Safety
    /// `ptr` must come from there, and the length be unchanged.
    #[must_use = "call `drop(from_raw(ptr))` if you intend to drop the `CString`"]
    pub unsafe fn from_raw(ptr: *mut c_char) -> CString {
        unsafe {
            let len = CStr::from_ptr(ptr).to_bytes_with_nul().len();
            let bytes = ptr::slice_from_raw_parts_mut(ptr.cast::<u8>(), len);
            CString { inner: Box::from_raw(bytes) }
        }
    }

    /// Gives up ownership to C code.
    #[inline]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_raw(self) -> *mut c_char {
        Box::into_raw(self.into_inner()).cast()
    }

    /// The text as a `String`, if it is UTF-8.
    pub fn into_string(self) -> Result<String, IntoStringError> {
        String::from_utf8(self.into_bytes()).map_err(|e| IntoStringError {
            error: e.utf8_error(),
            inner: unsafe { Self::from_vec_unchecked(e.into_bytes()) },
        })
    }

    /// The bytes without the final zero.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_bytes(self) -> Vec<u8> {
        let mut vec = self.into_bytes_with_nul();
        vec.pop();
        vec
    }

    /// The bytes with the final zero.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_bytes_with_nul(self) -> Vec<u8> {
        self.into_inner().into_vec()
    }

    /// The bytes without the final zero.
    #[inline]
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.inner[..self.inner.len() - 1]
    }

    /// The bytes with the final zero.
    #[inline]
    #[must_use]
    pub fn as_bytes_with_nul(&self) -> &[u8] {
        &self.inner
    }

    /// The text as a slice.
    #[inline]
    #[must_use]
    pub fn as_c_str(&self) -> &CStr {
        unsafe { CStr::from_bytes_with_nul_unchecked(self.as_bytes_with_nul()) }
    }

    /// The text as a boxed slice.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_boxed_c_str(self) -> Box<CStr> {
        unsafe { Box::from_raw(Box::into_raw(self.into_inner()) as *mut CStr) }
    }

    /// Text from bytes that end in their only zero.
    ///
    /// # Safety
    /// They must do so.
    #[must_use]
    pub unsafe fn from_vec_with_nul_unchecked(v: Vec<u8>) -> Self {
        CString { inner: v.into_boxed_slice() }
    }

    /// Text from bytes that end in their only zero, if they do.
    pub fn from_vec_with_nul(v: Vec<u8>) -> Result<Self, FromVecWithNulError> {
        let error_kind = match v.iter().position(|&b| b == 0) {
            Some(i) if i + 1 == v.len() => {
                return Ok(unsafe { Self::from_vec_with_nul_unchecked(v) });
            }
            Some(i) => BadNul::InteriorNul(i),
            None => BadNul::NotNulTerminated,
        };
        Err(FromVecWithNulError { error_kind, bytes: v })
    }

    fn into_inner(mut self) -> Box<[u8]> {
        // Dropping wipes the first byte of what is then an empty slice.
        mem::take(&mut self.inner)
    }
}

impl Drop for CString {
    #[inline]
    fn drop(&mut self) {
        // A dangling pointer to the text then more likely shows an empty one.
        if let Some(first) = self.inner.first_mut() {
            *first = 0;
        }
    }
}

impl ops::Deref for CString {
    type Target = CStr;
    #[inline]
    fn deref(&self) -> &CStr {
        self.as_c_str()
    }
}

impl fmt::Debug for CString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_c_str(), f)
    }
}

impl From<CString> for Vec<u8> {
    #[inline]
    fn from(s: CString) -> Vec<u8> {
        s.into_bytes()
    }
}

impl Default for CString {
    fn default() -> CString {
        c"".to_owned()
    }
}

impl Borrow<CStr> for CString {
    #[inline]
    fn borrow(&self) -> &CStr {
        self
    }
}

impl AsRef<CStr> for CString {
    #[inline]
    fn as_ref(&self) -> &CStr {
        self
    }
}

impl Index<ops::RangeFull> for CString {
    type Output = CStr;
    #[inline]
    fn index(&self, _index: ops::RangeFull) -> &CStr {
        self
    }
}

impl ToOwned for CStr {
    type Owned = CString;
    fn to_owned(&self) -> CString {
        CString { inner: self.to_bytes_with_nul().into() }
    }
    fn clone_into(&self, target: &mut CString) {
        let mut bytes = mem::take(&mut target.inner).into_vec();
        self.to_bytes_with_nul().clone_into(&mut bytes);
        target.inner = bytes.into_boxed_slice();
    }
}

impl From<&CStr> for CString {
    fn from(s: &CStr) -> CString {
        s.to_owned()
    }
}

impl<'a> From<&'a CStr> for Cow<'a, CStr> {
    fn from(s: &'a CStr) -> Cow<'a, CStr> {
        Cow::Borrowed(s)
    }
}

impl<'a> From<CString> for Cow<'a, CStr> {
    fn from(s: CString) -> Cow<'a, CStr> {
        Cow::Owned(s)
    }
}

impl<'a> From<&'a CString> for Cow<'a, CStr> {
    fn from(s: &'a CString) -> Cow<'a, CStr> {
        Cow::Borrowed(s.as_c_str())
    }
}

impl From<&CStr> for Box<CStr> {
    fn from(s: &CStr) -> Box<CStr> {
        s.to_owned().into_boxed_c_str()
    }
}

impl From<CString> for Box<CStr> {
    fn from(s: CString) -> Box<CStr> {
        s.into_boxed_c_str()
    }
}

impl From<Cow<'_, CStr>> for Box<CStr> {
    fn from(cow: Cow<'_, CStr>) -> Box<CStr> {
        cow.into_owned().into_boxed_c_str()
    }
}

impl From<Box<CStr>> for CString {
    fn from(s: Box<CStr>) -> CString {
        CString { inner: unsafe { Box::from_raw(Box::into_raw(s) as *mut [u8]) } }
    }
}

impl From<Vec<NonZero<u8>>> for CString {
    fn from(v: Vec<NonZero<u8>>) -> CString {
        let (ptr, len, cap) = v.into_raw_parts();
        unsafe { Self::from_vec_unchecked(Vec::from_raw_parts(ptr.cast(), len, cap)) }
    }
}

impl Clone for Box<CStr> {
    fn clone(&self) -> Self {
        (**self).into()
    }
}

impl Default for Box<CStr> {
    fn default() -> Self {
        c"".into()
    }
}

impl From<CString> for Arc<CStr> {
    fn from(s: CString) -> Arc<CStr> {
        Arc::from_ref(&s)
    }
}

impl From<&CStr> for Arc<CStr> {
    fn from(s: &CStr) -> Arc<CStr> {
        Arc::from_ref(s)
    }
}

impl From<CString> for Rc<CStr> {
    fn from(s: CString) -> Rc<CStr> {
        Rc::from_ref(&s)
    }
}

impl From<&CStr> for Rc<CStr> {
    fn from(s: &CStr) -> Rc<CStr> {
        Rc::from_ref(s)
    }
}

impl str::FromStr for CString {
    type Err = NulError;
    fn from_str(s: &str) -> Result<Self, NulError> {
        CString::new(s)
    }
}

impl TryFrom<CString> for String {
    type Error = IntoStringError;
    fn try_from(value: CString) -> Result<Self, IntoStringError> {
        value.into_string()
    }
}

impl CStr {
    /// The text, every invalid sequence replaced by U+FFFD.
    #[rustc_allow_incoherent_impl]
    #[must_use = "this returns the result of the operation, without modifying the original"]
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.to_bytes())
    }

    /// The boxed text as an owned one, without copying.
    #[rustc_allow_incoherent_impl]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_c_string(self: Box<Self>) -> CString {
        CString::from(self)
    }
}

impl NulError {
    /// Where the zero byte is.
    #[must_use]
    pub fn nul_position(&self) -> usize {
        self.0
    }

    /// The bytes.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_vec(self) -> Vec<u8> {
        self.1
    }
}

impl fmt::Display for NulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nul byte found in provided data at position: {}", self.0)
    }
}

impl FromVecWithNulError {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes.
    #[must_use = "this returns the bytes and drops the error"]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl fmt::Display for FromVecWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error_kind {
            BadNul::InteriorNul(pos) => {
                write!(f, "data provided contains an interior nul byte at pos {pos}")
            }
            BadNul::NotNulTerminated => write!(f, "data provided is not nul terminated"),
        }
    }
}

impl IntoStringError {
    /// The C string.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_cstring(self) -> CString {
        self.inner
    }

    /// Where it is no UTF-8.
    #[must_use]
    pub fn utf8_error(&self) -> Utf8Error {
        self.error
    }
}

impl fmt::Display for IntoStringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("C string contained non-utf8 bytes")
    }
}

impl Error for NulError {}
impl Error for FromVecWithNulError {}

impl Error for IntoStringError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}
