//! Text of the system: bytes that are usually UTF-8.

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::string::String;
use crate::vec::Vec;
use crate::{cmp, fmt, str};
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut, Index, IndexMut, RangeFull};

/// Owned text of the system.
pub struct OsString {
    inner: Vec<u8>,
}

/// Borrowed text of the system.
#[repr(transparent)]
pub struct OsStr {
    inner: [u8],
}

impl OsString {
    /// An empty string.
    #[must_use]
    #[inline]
    pub const fn new() -> OsString {
        OsString { inner: Vec::new() }
    }

    /// A string of encoded bytes.
    ///
    /// # Safety
    /// They must come from [`OsStr::as_encoded_bytes`], cut at valid places only.
    #[inline]
    pub unsafe fn from_encoded_bytes_unchecked(bytes: Vec<u8>) -> Self {
        OsString { inner: bytes }
    }

    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Self {
        OsString { inner: bytes }
    }

    /// The text as a slice.
    #[must_use]
    #[inline]
    pub fn as_os_str(&self) -> &OsStr {
        self
    }

    /// The bytes.
    #[inline]
    pub fn into_encoded_bytes(self) -> Vec<u8> {
        self.inner
    }

    /// The text as a `String`, if it is UTF-8.
    #[inline]
    pub fn into_string(self) -> Result<String, OsString> {
        String::from_utf8(self.inner).map_err(|e| OsString { inner: e.into_bytes() })
    }

    /// Appends text.
    #[inline]
    pub fn push<T: AsRef<OsStr>>(&mut self, s: T) {
        self.inner.extend_from_slice(&s.as_ref().inner)
    }

    /// An empty string with room for `capacity` bytes.
    #[must_use]
    #[inline]
    pub fn with_capacity(capacity: usize) -> OsString {
        OsString { inner: Vec::with_capacity(capacity) }
    }

    /// Removes all text.
    #[inline]
    pub fn clear(&mut self) {
        self.inner.clear()
    }

    /// How many bytes fit without allocating again.
    #[must_use]
    #[inline]
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }

    /// Makes room for at least `additional` more bytes.
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        self.inner.reserve(additional)
    }

    /// Like [`reserve`](Self::reserve), reporting failure.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.inner.try_reserve(additional)
    }

    /// Makes room for exactly `additional` more bytes.
    #[inline]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.inner.reserve_exact(additional)
    }

    /// Like [`reserve_exact`](Self::reserve_exact), reporting failure.
    #[inline]
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.inner.try_reserve_exact(additional)
    }

    /// Gives back unused capacity.
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.inner.shrink_to_fit()
    }

    /// Gives back capacity beyond `min_capacity`.
    #[inline]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.inner.shrink_to(min_capacity)
    }

    /// The text as a boxed slice.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_boxed_os_str(self) -> Box<OsStr> {
        let raw = Box::into_raw(self.inner.into_boxed_slice());
        unsafe { Box::from_raw(raw as *mut OsStr) }
    }

    /// The text as a slice that is never freed.
    #[inline]
    pub fn leak<'a>(self) -> &'a mut OsStr {
        unsafe { &mut *(self.inner.leak() as *mut [u8] as *mut OsStr) }
    }

    pub(crate) fn as_mut_vec(&mut self) -> &mut Vec<u8> {
        &mut self.inner
    }
}

impl OsStr {
    /// Text as text of the system.
    #[inline]
    pub fn new<S: AsRef<OsStr> + ?Sized>(s: &S) -> &OsStr {
        s.as_ref()
    }

    /// A string of encoded bytes.
    ///
    /// # Safety
    /// They must come from [`as_encoded_bytes`](Self::as_encoded_bytes), cut at valid places only.
    #[inline]
    pub unsafe fn from_encoded_bytes_unchecked(bytes: &[u8]) -> &Self {
        Self::from_slice(bytes)
    }

    #[inline]
    pub(crate) const fn from_slice(bytes: &[u8]) -> &Self {
        unsafe { &*(bytes as *const [u8] as *const OsStr) }
    }

    #[inline]
    pub(crate) fn from_mut_slice(bytes: &mut [u8]) -> &mut Self {
        unsafe { &mut *(bytes as *mut [u8] as *mut OsStr) }
    }

    /// The text, if it is UTF-8.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub fn to_str(&self) -> Option<&str> {
        str::from_utf8(&self.inner).ok()
    }

    /// The text, every invalid sequence replaced by U+FFFD.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.inner)
    }

    /// An owned copy.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub fn to_os_string(&self) -> OsString {
        OsString { inner: self.inner.to_vec() }
    }

    /// Whether there is no text.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.inner.is_empty()
    }

    /// The length in bytes.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.inner.len()
    }

    /// The boxed text as an owned one, without copying.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_os_string(self: Box<Self>) -> OsString {
        let bytes = unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) };
        OsString { inner: bytes.into_vec() }
    }

    /// The bytes.
    #[inline]
    pub fn as_encoded_bytes(&self) -> &[u8] {
        &self.inner
    }

    /// Changes ASCII letters to lower case.
    #[inline]
    pub fn make_ascii_lowercase(&mut self) {
        self.inner.make_ascii_lowercase()
    }

    /// Changes ASCII letters to upper case.
    #[inline]
    pub fn make_ascii_uppercase(&mut self) {
        self.inner.make_ascii_uppercase()
    }

    /// A copy with ASCII letters in lower case.
    #[must_use = "to lowercase the value in-place, use `make_ascii_lowercase`"]
    pub fn to_ascii_lowercase(&self) -> OsString {
        OsString { inner: self.inner.to_ascii_lowercase() }
    }

    /// A copy with ASCII letters in upper case.
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase`"]
    pub fn to_ascii_uppercase(&self) -> OsString {
        OsString { inner: self.inner.to_ascii_uppercase() }
    }

    /// Whether all is ASCII.
    #[must_use]
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.inner.is_ascii()
    }

    /// Equality regardless of the case of ASCII letters.
    pub fn eq_ignore_ascii_case<S: AsRef<OsStr>>(&self, other: S) -> bool {
        self.inner.eq_ignore_ascii_case(&other.as_ref().inner)
    }

    /// The text for printing, invalid sequences replaced.
    #[must_use = "this does not display the `OsStr`; it returns an object that can be displayed"]
    #[inline]
    pub fn display(&self) -> Display<'_> {
        Display { os_str: self }
    }
}

/// Prints text of the system, with U+FFFD for what is no text.
pub struct Display<'a> {
    os_str: &'a OsStr,
}

impl fmt::Debug for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.os_str, f)
    }
}

impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.os_str.to_string_lossy())
    }
}

impl fmt::Debug for OsStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Write::write_char(f, '"')?;
        for chunk in self.inner.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\'' => fmt::Write::write_char(f, c)?,
                    _ => fmt::Display::fmt(&c.escape_debug(), f)?,
                }
            }
            for b in chunk.invalid() {
                write!(f, "\\x{b:02X}")?;
            }
        }
        fmt::Write::write_char(f, '"')
    }
}

impl fmt::Debug for OsString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Deref for OsString {
    type Target = OsStr;
    #[inline]
    fn deref(&self) -> &OsStr {
        OsStr::from_slice(&self.inner)
    }
}

impl DerefMut for OsString {
    #[inline]
    fn deref_mut(&mut self) -> &mut OsStr {
        OsStr::from_mut_slice(&mut self.inner)
    }
}

impl Index<RangeFull> for OsString {
    type Output = OsStr;
    #[inline]
    fn index(&self, _index: RangeFull) -> &OsStr {
        self
    }
}

impl IndexMut<RangeFull> for OsString {
    #[inline]
    fn index_mut(&mut self, _index: RangeFull) -> &mut OsStr {
        self
    }
}

impl Default for OsString {
    #[inline]
    fn default() -> Self {
        OsString::new()
    }
}

impl Default for &OsStr {
    #[inline]
    fn default() -> Self {
        OsStr::from_slice(&[])
    }
}

impl Clone for OsString {
    #[inline]
    fn clone(&self) -> Self {
        OsString { inner: self.inner.clone() }
    }
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        self.inner.clone_from(&source.inner)
    }
}

impl PartialEq for OsStr {
    #[inline]
    fn eq(&self, other: &OsStr) -> bool {
        self.inner == other.inner
    }
}

impl Eq for OsStr {}

impl PartialOrd for OsStr {
    #[inline]
    fn partial_cmp(&self, other: &OsStr) -> Option<cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OsStr {
    #[inline]
    fn cmp(&self, other: &OsStr) -> cmp::Ordering {
        self.inner.cmp(&other.inner)
    }
}

impl Hash for OsStr {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.hash(state)
    }
}

impl PartialEq for OsString {
    #[inline]
    fn eq(&self, other: &OsString) -> bool {
        **self == **other
    }
}

impl Eq for OsString {}

impl PartialOrd for OsString {
    #[inline]
    fn partial_cmp(&self, other: &OsString) -> Option<cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OsString {
    #[inline]
    fn cmp(&self, other: &OsString) -> cmp::Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for OsString {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}
