//! Traits of strings.
use super::ParseBoolError;
use crate::cmp::Ordering;

impl Ord for str {
    #[inline]
    fn cmp(&self, other: &str) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl PartialEq for str {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for str {}

impl PartialOrd for str {
    #[inline]
    fn partial_cmp(&self, other: &str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl AsRef<[u8]> for str {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl Default for &str {
    #[inline]
    fn default() -> Self {
        ""
    }
}

impl Default for &mut str {
    #[inline]
    fn default() -> Self {
        // SAFETY: nothing is UTF-8.
        unsafe { super::from_utf8_unchecked_mut(&mut []) }
    }
}

/// Types that can be parsed.
#[rustc_diagnostic_item = "FromStr"]
pub trait FromStr: Sized {
    /// The error of text that is not a value.
    type Err;

    /// Parses.
    #[rustc_diagnostic_item = "from_str_method"]
    fn from_str(s: &str) -> Result<Self, Self::Err>;
}

impl FromStr for bool {
    type Err = ParseBoolError;

    /// Parses `true` or `false`.
    #[inline]
    fn from_str(s: &str) -> Result<bool, ParseBoolError> {
        match s {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(ParseBoolError),
        }
    }
}
