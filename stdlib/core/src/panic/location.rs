//! [`Location`]: a place in the source.
use crate::fmt;

/// File, line and column of a caller.
///
/// The compiler builds values of this type itself: the order of the fields is fixed.
#[lang = "panic_location"]
#[derive(Copy, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Location<'a> {
    filename: &'a str,
    line: u32,
    col: u32,
}

impl<'a> Location<'a> {
    /// The place of the nearest caller that is not marked `#[track_caller]`.
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn caller() -> &'static Location<'static> {
        crate::intrinsics::caller_location()
    }

    /// The name of the file.
    #[must_use]
    pub const fn file(&self) -> &'a str {
        self.filename
    }

    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The column, from 1.
    #[must_use]
    pub const fn column(&self) -> u32 {
        self.col
    }

    /// A location of one's own.
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "panic_internals", issue = "none"))]
    pub const fn internal_constructor(file: &'a str, line: u32, col: u32) -> Self {
        Location { filename: file, line, col }
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.filename, self.line, self.col)
    }
}
