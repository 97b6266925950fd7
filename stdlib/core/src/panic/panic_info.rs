//! [`PanicInfo`]: what a panic handler learns.
use crate::fmt::{self, Display};
use crate::panic::Location;

/// A panic of `core`, as the handler sees it.
#[lang = "panic_info"]
#[derive(Debug)]
pub struct PanicInfo<'a> {
    message: &'a fmt::Arguments<'a>,
    location: &'a Location<'a>,
    can_unwind: bool,
    force_no_backtrace: bool,
}

/// The message of a panic.
pub struct PanicMessage<'a> {
    message: &'a fmt::Arguments<'a>,
}

impl<'a> PanicInfo<'a> {
    #[inline]
    pub(crate) fn new(
        message: &'a fmt::Arguments<'a>,
        location: &'a Location<'a>,
        can_unwind: bool,
        force_no_backtrace: bool,
    ) -> Self {
        PanicInfo { location, message, can_unwind, force_no_backtrace }
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> PanicMessage<'_> {
        PanicMessage { message: self.message }
    }

    /// Where the panic happened; always known so far.
    #[must_use]
    pub fn location(&self) -> Option<&Location<'_>> {
        Some(&self.location)
    }

    /// Whether the handler may unwind.
    #[must_use]
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "panic_can_unwind", issue = "none"))]
    pub fn can_unwind(&self) -> bool {
        self.can_unwind
    }

    /// Whether the handler should not print a backtrace.
    #[doc(hidden)]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "panic_internals", issue = "none"))]
    pub fn force_no_backtrace(&self) -> bool {
        self.force_no_backtrace
    }
}

impl Display for PanicInfo<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("panicked at ")?;
        self.location.fmt(formatter)?;
        formatter.write_str(":\n")?;
        formatter.write_fmt(*self.message)
    }
}

impl<'a> PanicMessage<'a> {
    /// The message, if it is a fixed string.
    #[must_use]
    pub const fn as_str(&self) -> Option<&'static str> {
        self.message.as_str()
    }
}

impl Display for PanicMessage<'_> {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_fmt(*self.message)
    }
}

impl fmt::Debug for PanicMessage<'_> {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_fmt(*self.message)
    }
}
