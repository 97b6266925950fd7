//! Characters.
mod convert;
mod decode;
mod escape;
mod methods;

pub use self::convert::{CharTryFromError, ParseCharError, TryFromCharError};
pub use self::convert::{from_digit, from_u32, from_u32_unchecked};
pub use self::decode::{DecodeUtf16, DecodeUtf16Error, decode_utf16};
pub(crate) use self::escape::EscapeDebugExtArgs;
pub use self::escape::{EscapeDebug, EscapeDefault, EscapeUnicode, ToLowercase, ToUppercase};
pub(crate) use self::methods::encode_utf8_raw;

/// The largest character.
pub const MAX: char = char::MAX;
/// What stands for something that cannot be decoded.
pub const REPLACEMENT_CHARACTER: char = char::REPLACEMENT_CHARACTER;
/// The version of Unicode.
pub const UNICODE_VERSION: (u8, u8, u8) = char::UNICODE_VERSION;
