//! What a program sees of panics.
use crate::any::Any;

mod location;
mod panic_info;
mod unwind_safe;

pub use location::Location;
pub use panic_info::{PanicInfo, PanicMessage};
pub use unwind_safe::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe};

/// `panic!` of the 2015 and 2018 editions.
#[doc(hidden)]
#[allow_internal_unstable(panic_internals, const_format_args)]
#[rustc_diagnostic_item = "core_panic_2015_macro"]
#[rustc_macro_transparency = "semiopaque"]
pub macro panic_2015 {
    () => (
        $crate::panicking::panic("explicit panic")
    ),
    ($msg:literal $(,)?) => (
        $crate::panicking::panic($msg)
    ),
    ($msg:expr $(,)?) => ({
        $crate::panicking::panic_str_2015($msg);
    }),
    ("{}", $arg:expr $(,)?) => ({
        $crate::panicking::panic_display(&$arg);
    }),
    ($fmt:expr, $($arg:tt)+) => ({
        $crate::panicking::panic_fmt($crate::const_format_args!($fmt, $($arg)+));
    }),
}

/// `panic!` of the 2021 edition and later.
#[doc(hidden)]
#[allow_internal_unstable(panic_internals, const_format_args)]
#[rustc_diagnostic_item = "core_panic_2021_macro"]
#[rustc_macro_transparency = "semiopaque"]
pub macro panic_2021 {
    () => (
        $crate::panicking::panic("explicit panic")
    ),
    ("{}", $arg:expr $(,)?) => ({
        $crate::panicking::panic_display(&$arg);
    }),
    ($($t:tt)+) => ({
        $crate::panicking::panic_fmt($crate::const_format_args!($($t)+));
    }),
}

/// `unreachable!` of the 2015 and 2018 editions.
#[doc(hidden)]
#[allow_internal_unstable(panic_internals)]
#[rustc_diagnostic_item = "unreachable_2015_macro"]
#[rustc_macro_transparency = "semiopaque"]
pub macro unreachable_2015 {
    () => (
        $crate::panicking::panic("internal error: entered unreachable code")
    ),
    ($msg:expr $(,)?) => ({
        $crate::panicking::unreachable_display(&$msg);
    }),
    ($fmt:expr, $($arg:tt)*) => (
        $crate::panic!($crate::concat!("internal error: entered unreachable code: ", $fmt), $($arg)*)
    ),
}

/// `unreachable!` of the 2021 edition and later.
#[doc(hidden)]
#[allow_internal_unstable(panic_internals)]
#[rustc_macro_transparency = "semiopaque"]
pub macro unreachable_2021 {
    () => (
        $crate::panicking::panic("internal error: entered unreachable code")
    ),
    ($($t:tt)+) => (
        $crate::panic!("internal error: entered unreachable code: {}", $crate::format_args!($($t)+))
    ),
}

/// What `std` hands to the panic runtime.
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "std_internals", issue = "none"))]
pub unsafe trait PanicPayload: crate::fmt::Display {
    /// Gives the payload away, as a box.
    fn take_box(&mut self) -> *mut (dyn Any + Send);

    /// Borrows the payload.
    fn get(&mut self) -> &(dyn Any + Send);

    /// The payload as text, if it is text.
    fn as_str(&mut self) -> Option<&str> {
        None
    }
}
