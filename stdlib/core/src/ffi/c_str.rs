//! [`CStr`]: strings that end with a zero byte.
use crate::cmp::Ordering;
use crate::ffi::c_char;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops;
use crate::slice::memchr;
use crate::str;
use crate::{intrinsics, slice};

/// A borrowed C string.
#[lang = "CStr"]
#[rustc_diagnostic_item = "cstr_type"]
#[rustc_has_incoherent_inherent_impls]
#[repr(transparent)]
pub struct CStr {
    /// With the zero byte at the end, the only one.
    inner: [c_char],
}

/// The error of bytes with a zero in the wrong place, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FromBytesWithNulError {
    /// A zero is not at the end.
    InteriorNul {
        /// Where it is.
        position: usize,
    },
    /// There is no zero at the end.
    NotNulTerminated,
}

impl fmt::Display for FromBytesWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InteriorNul { position } => {
                write!(f, "data provided contains an interior nul byte at byte position {position}")
            }
            Self::NotNulTerminated => f.write_str("data provided is not nul terminated"),
        }
    }
}

/// The error of bytes without a zero.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromBytesUntilNulError(());

impl fmt::Display for FromBytesUntilNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data provided does not contain a nul")
    }
}

impl fmt::Debug for CStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for chunk in self.to_bytes().utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\x01'..='\x7f' => fmt::Display::fmt(&(c as u8).escape_ascii(), f)?,
                    _ => fmt::Display::fmt(&c.escape_debug(), f)?,
                }
            }
            for b in chunk.invalid() {
                write!(f, "\\x{b:02x}")?;
            };
        }
        f.write_str("\"")
    }
}

impl Default for &CStr {
    #[inline]
    fn default() -> Self {
        c""
    }
}

/// The number of bytes before the zero.
const fn strlen_in_const(s: *const c_char) -> usize {
    let mut len = 0;
    // SAFETY: promised by the caller.
    while unsafe { *s.add(len) } != 0 {
        len += 1;
    }
    len
}

#[inline]
fn strlen_at_run_time(s: *const c_char) -> usize {
    unsafe extern "C" {
        fn strlen(s: *const c_char) -> usize;
    }
    // SAFETY: promised by the caller.
    unsafe { strlen(s) }
}

impl CStr {
    /// The string that a pointer points to.
    ///
    /// # Safety
    /// It must be valid up to a zero byte, for the lifetime.
    #[inline]
    #[must_use]
    pub const unsafe fn from_ptr<'a>(ptr: *const c_char) -> &'a CStr {
        let len = intrinsics::const_eval_select((ptr,), strlen_in_const, strlen_at_run_time);
        // SAFETY: promised by the caller.
        unsafe { Self::from_bytes_with_nul_unchecked(slice::from_raw_parts(ptr.cast(), len + 1)) }
    }

    /// The string up to the first zero byte.
    pub const fn from_bytes_until_nul(bytes: &[u8]) -> Result<&CStr, FromBytesUntilNulError> {
        match memchr::memchr(0, bytes) {
            Some(nul_pos) => {
                // SAFETY: up to the zero, with it.
                let part = unsafe { slice::from_raw_parts(bytes.as_ptr(), nul_pos + 1) };
                // SAFETY: as above.
                Ok(unsafe { CStr::from_bytes_with_nul_unchecked(part) })
            }
            None => Err(FromBytesUntilNulError(())),
        }
    }

    /// Bytes with a zero at the end as a string.
    pub const fn from_bytes_with_nul(bytes: &[u8]) -> Result<&Self, FromBytesWithNulError> {
        match memchr::memchr(0, bytes) {
            Some(nul_pos) if nul_pos + 1 == bytes.len() => {
                // SAFETY: just checked.
                Ok(unsafe { Self::from_bytes_with_nul_unchecked(bytes) })
            }
            Some(position) => Err(FromBytesWithNulError::InteriorNul { position }),
            None => Err(FromBytesWithNulError::NotNulTerminated),
        }
    }

    /// Bytes with a zero at the end as a string.
    ///
    /// # Safety
    /// The zero must be there, and there must be no other.
    #[inline]
    #[must_use]
    pub const unsafe fn from_bytes_with_nul_unchecked(bytes: &[u8]) -> &CStr {
        // SAFETY: the layouts agree.
        unsafe { &*(bytes as *const [u8] as *const CStr) }
    }

    /// A pointer to the first byte.
    #[inline]
    #[must_use]
    #[rustc_as_ptr]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const c_char {
        self.inner.as_ptr()
    }

    /// The number of bytes before the zero.
    #[inline]
    #[must_use]
    pub const fn count_bytes(&self) -> usize {
        self.inner.len() - 1
    }

    /// Whether there are no bytes before the zero.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.inner.len() == 1
    }

    /// The bytes without the zero.
    #[inline]
    #[must_use]
    pub const fn to_bytes(&self) -> &[u8] {
        let bytes = self.to_bytes_with_nul();
        // SAFETY: there is at least the zero.
        unsafe { slice::from_raw_parts(bytes.as_ptr(), bytes.len() - 1) }
    }

    /// The bytes with the zero.
    #[inline]
    #[must_use]
    pub const fn to_bytes_with_nul(&self) -> &[u8] {
        // SAFETY: the layouts agree.
        unsafe { &*((&raw const self.inner) as *const [u8]) }
    }

    /// The string, if it is UTF-8.
    pub const fn to_str(&self) -> Result<&str, str::Utf8Error> {
        str::from_utf8(self.to_bytes())
    }

    /// The bytes without the zero, one by one.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "cstr_bytes", issue = "none"))]
    pub fn bytes(&self) -> crate::iter::Copied<slice::Iter<'_, u8>> {
        self.to_bytes().iter().copied()
    }
}

impl PartialEq for CStr {
    #[inline]
    fn eq(&self, other: &CStr) -> bool {
        self.to_bytes().eq(other.to_bytes())
    }
}

impl Eq for CStr {}

impl PartialOrd for CStr {
    #[inline]
    fn partial_cmp(&self, other: &CStr) -> Option<Ordering> {
        self.to_bytes().partial_cmp(other.to_bytes())
    }
}

impl Ord for CStr {
    #[inline]
    fn cmp(&self, other: &CStr) -> Ordering {
        self.to_bytes().cmp(other.to_bytes())
    }
}

impl Hash for CStr {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.hash(state);
    }
}

impl ops::Index<ops::RangeFrom<usize>> for CStr {
    type Output = CStr;

    #[inline]
    fn index(&self, index: ops::RangeFrom<usize>) -> &CStr {
        let bytes = self.to_bytes_with_nul();
        if index.start < bytes.len() {
            // SAFETY: the zero stays.
            unsafe { CStr::from_bytes_with_nul_unchecked(&bytes[index.start..]) }
        } else {
            panic!(
                "index out of bounds: the len is {} but the index is {}",
                bytes.len(),
                index.start
            );
        }
    }
}

impl AsRef<CStr> for CStr {
    #[inline]
    fn as_ref(&self) -> &CStr {
        self
    }
}
