//! Strings.
mod converts;
mod count;
mod error;
mod index;
mod iter;
mod lossy;
mod methods;
pub mod pattern;
mod search;
mod split;
mod traits;
pub(crate) mod validations;

pub use converts::{
    from_raw_parts, from_raw_parts_mut, from_utf8, from_utf8_mut, from_utf8_unchecked,
    from_utf8_unchecked_mut,
};
pub use error::{ParseBoolError, Utf8Error};
pub use iter::{
    Bytes, CharIndices, Chars, EncodeUtf16, EscapeDebug, EscapeDefault, EscapeUnicode,
};
pub use lossy::{Utf8Chunk, Utf8Chunks};
pub use split::{
    Lines, LinesAny, MatchIndices, Matches, RMatchIndices, RMatches, RSplit, RSplitN,
    RSplitTerminator, Split, SplitAsciiWhitespace, SplitInclusive, SplitN, SplitTerminator,
    SplitWhitespace,
};
pub use traits::FromStr;
#[doc(hidden)]
pub use validations::{next_code_point, utf8_char_width};
