//! Operations on ASCII text.

pub use core::ascii::{EscapeDefault, escape_default};

/// ASCII methods that are inherent on all these types nowadays.
#[deprecated(since = "1.26.0", note = "use inherent methods instead")]
pub trait AsciiExt {
    /// The copied form.
    type Owned;
    /// Whether all is ASCII.
    fn is_ascii(&self) -> bool;
    /// A copy in upper case.
    fn to_ascii_uppercase(&self) -> Self::Owned;
    /// A copy in lower case.
    fn to_ascii_lowercase(&self) -> Self::Owned;
    /// Equality regardless of case.
    fn eq_ignore_ascii_case(&self, other: &Self) -> bool;
    /// Changes to upper case.
    fn make_ascii_uppercase(&mut self);
    /// Changes to lower case.
    fn make_ascii_lowercase(&mut self);
}

macro_rules! delegating {
    ($($ty:ty => $owned:ty;)*) => {$(
        #[allow(deprecated)]
        impl AsciiExt for $ty {
            type Owned = $owned;
            fn is_ascii(&self) -> bool {
                self.is_ascii()
            }
            fn to_ascii_uppercase(&self) -> $owned {
                self.to_ascii_uppercase()
            }
            fn to_ascii_lowercase(&self) -> $owned {
                self.to_ascii_lowercase()
            }
            fn eq_ignore_ascii_case(&self, other: &Self) -> bool {
                self.eq_ignore_ascii_case(other)
            }
            fn make_ascii_uppercase(&mut self) {
                self.make_ascii_uppercase();
            }
            fn make_ascii_lowercase(&mut self) {
                self.make_ascii_lowercase();
            }
        }
    )*};
}

delegating! {
    u8 => u8;
    char => char;
    [u8] => crate::vec::Vec<u8>;
    str => crate::string::String;
}
