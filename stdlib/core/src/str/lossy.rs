//! Bytes that may not be UTF-8, in parts.
use super::from_utf8_unchecked;
use super::validations::run_utf8_validation;
use crate::fmt::{self, Formatter, Write};
use crate::iter::FusedIterator;

impl [u8] {
    /// The parts that are UTF-8, each with what follows it and is not.
    pub fn utf8_chunks(&self) -> Utf8Chunks<'_> {
        Utf8Chunks { source: self }
    }
}

/// A part that is UTF-8, with what follows it and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf8Chunk<'a> {
    valid: &'a str,
    invalid: &'a [u8],
}

impl<'a> Utf8Chunk<'a> {
    /// The part that is UTF-8.
    #[must_use]
    pub fn valid(&self) -> &'a str {
        self.valid
    }

    /// The bytes that are not; empty only at the end.
    #[must_use]
    pub fn invalid(&self) -> &'a [u8] {
        self.invalid
    }
}

/// The parts of bytes that may not be UTF-8.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone)]
pub struct Utf8Chunks<'a> {
    source: &'a [u8],
}

impl<'a> Utf8Chunks<'a> {
    /// Shows the bytes between quotes.
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "str_internals", issue = "none"))]
    pub fn debug(&self) -> DebugAll<'_> {
        DebugAll(self.source)
    }
}

/// Shows bytes between quotes.
#[doc(hidden)]
pub struct DebugAll<'a>(&'a [u8]);

impl fmt::Debug for DebugAll<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for chunk in self.0.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\0' => f.write_str("\\0")?,
                    '\'' => f.write_char('\'')?,
                    _ => write!(f, "{}", c.escape_debug())?,
                }
            }
            for &b in chunk.invalid() {
                write!(f, "\\x{:02X}", b)?;
            }
        }
        f.write_char('"')
    }
}

impl<'a> Iterator for Utf8Chunks<'a> {
    type Item = Utf8Chunk<'a>;

    fn next(&mut self) -> Option<Utf8Chunk<'a>> {
        if self.source.is_empty() {
            return None;
        }
        let (valid_up_to, bad) = match run_utf8_validation(self.source) {
            Ok(()) => (self.source.len(), 0),
            Err(e) => {
                let rest = self.source.len() - e.valid_up_to();
                (e.valid_up_to(), e.error_len().unwrap_or(rest))
            }
        };
        let (inspected, remaining) = self.source.split_at(valid_up_to + bad);
        self.source = remaining;
        let (valid, invalid) = inspected.split_at(valid_up_to);
        // SAFETY: just checked.
        Some(Utf8Chunk { valid: unsafe { from_utf8_unchecked(valid) }, invalid })
    }
}

impl FusedIterator for Utf8Chunks<'_> {}

impl fmt::Debug for Utf8Chunks<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Utf8Chunks { source: ")?;
        fmt::Debug::fmt(&self.debug(), f)?;
        f.write_str(" }")
    }
}
