//! Numbers.

mod bignum;
mod convert;
mod error;
mod float;
pub(crate) mod flt2dec;
pub(crate) mod fmt;
mod int_log;
mod nonzero;
mod parse_float;
mod parse_int;
mod pow10;
mod saturating;
mod shared;
pub mod shims;
mod signed;
mod unsigned;
mod wrapping;

pub use convert::FloatToInt;
pub use error::{IntErrorKind, ParseIntError, TryFromIntError};
pub use float::FpCategory;
pub use nonzero::NonZero;
pub use nonzero::{NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize};
pub use nonzero::{NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize};
pub use nonzero::ZeroablePrimitive;
pub use parse_float::ParseFloatError;
pub use saturating::Saturating;
pub use wrapping::Wrapping;
