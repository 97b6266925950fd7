//! Formatting.

mod builders;
mod float;
mod formatter;
mod impls;
mod num;
pub(crate) use self::num::round_up as round_up_digits;
pub(crate) mod rt;
mod template;

pub use self::builders::{
    DebugList, DebugMap, DebugSet, DebugStruct, DebugTuple, FromFn, from_fn,
};
pub use self::formatter::{DebugAsHex, Formatter, FormattingOptions, Sign};
pub(crate) use self::impls::pointer_fmt_inner;
pub use self::template::{Arguments, write};

/// Where text goes in the width of its field.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[rustc_diagnostic_item = "FmtAlignment"]
pub enum Alignment {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// To the centre.
    Center,
}

/// The result of a formatting method.
pub type Result = crate::result::Result<(), Error>;



/// The error of formatting. It carries no information.
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[rustc_diagnostic_item = "FmtError"]
pub struct Error;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Display::fmt("an error occurred when formatting an argument", f)
    }
}

/// Something that text can be written to.
#[rustc_diagnostic_item = "FmtWrite"]
pub trait Write {
    /// Writes a string.
    fn write_str(&mut self, s: &str) -> Result;

    /// Writes a character.
    fn write_char(&mut self, c: char) -> Result {
        self.write_str(c.encode_utf8(&mut [0; 4]))
    }

    /// Writes formatted text.
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        match args.as_statically_known_str() {
            Some(s) => self.write_str(s),
            // A sized writer is unsized by one more reference.
            None => {
                let mut this = self;
                write(&mut Reference(&mut this), args)
            }
        }
    }
}

/// A reference to a writer that may be unsized.
struct Reference<'a, 'b, W: ?Sized>(&'a mut &'b mut W);

impl<W: Write + ?Sized> Write for Reference<'_, '_, W> {
    #[inline]
    fn write_str(&mut self, s: &str) -> Result {
        self.0.write_str(s)
    }
    #[inline]
    fn write_char(&mut self, c: char) -> Result {
        self.0.write_char(c)
    }
    // The default would wrap this reference in another one, without end.
    #[inline]
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        write(self, args)
    }
}

impl<W: Write + ?Sized> Write for &mut W {
    fn write_str(&mut self, s: &str) -> Result {
        (**self).write_str(s)
    }
    fn write_char(&mut self, c: char) -> Result {
        (**self).write_char(c)
    }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        (**self).write_fmt(args)
    }
}

/// `{:?}`
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't implement `Debug`",
    label = "`{Self}` cannot be formatted using `{{:?}}`"
)]
#[rustc_diagnostic_item = "Debug"]
#[rustc_trivial_field_reads]
pub trait Debug {
    /// Formats the value.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}

pub(crate) mod macros {
    /// Derives [`Debug`](trait@crate::fmt::Debug).
    #[rustc_builtin_macro]
    #[allow_internal_unstable(fmt_helpers_for_derive)]
    pub macro Debug($item:item) {}
}
#[doc(inline)]
pub use macros::Debug;

macro_rules! format_traits {
    ($($Trait:ident $spec:literal;)*) => {$(
        #[doc = concat!("`", $spec, "`")]
        #[diagnostic::on_unimplemented(
            message = "the trait bound `{Self}: Trait` is not satisfied",
            label = "`{Self}` cannot be formatted this way"
        )]
        pub trait $Trait {
            /// Formats the value.
            fn fmt(&self, f: &mut Formatter<'_>) -> Result;
        }
    )*};
}
format_traits! {
    Octal "{:o}";
    Binary "{:b}";
    LowerHex "{:x}";
    UpperHex "{:X}";
    LowerExp "{:e}";
    UpperExp "{:E}";
}

/// `{}`
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't implement `Display`",
    label = "`{Self}` cannot be formatted with the default formatter"
)]
#[rustc_diagnostic_item = "Display"]
pub trait Display {
    /// Formats the value.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}

/// `{:p}`
#[rustc_diagnostic_item = "Pointer"]
pub trait Pointer {
    /// Formats the value.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
