//! Formatted numbers in parts, before padding.

/// A part of a formatted number.
#[derive(Copy, Clone)]
pub(crate) enum Part<'a> {
    /// This many zeros.
    Zero(usize),
    /// ASCII text.
    Copy(&'a [u8]),
}

impl Part<'_> {
    fn len(&self) -> usize {
        match self {
            Part::Zero(nzeroes) => *nzeroes,
            Part::Copy(buf) => buf.len(),
        }
    }
}

/// A formatted number.
#[derive(Clone)]
pub(crate) struct Formatted<'a> {
    /// The sign, which zero padding leaves in front.
    pub(crate) sign: &'static str,
    /// The rest.
    pub(crate) parts: &'a [Part<'a>],
}

impl Formatted<'_> {
    /// The length in bytes.
    pub(crate) fn len(&self) -> usize {
        self.parts.iter().fold(self.sign.len(), |len, part| len + part.len())
    }
}
