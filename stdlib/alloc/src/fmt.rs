//! Formatting: everything of `core::fmt`, and [`format`](fn@format).

pub use core::fmt::*;

use crate::string::String;

/// Formats into a new string.
#[must_use]
#[inline]
pub fn format(args: Arguments<'_>) -> String {
    match args.as_str() {
        Some(s) => String::from(s),
        None => format_parts(args),
    }
}

#[inline(never)]
fn format_parts(args: Arguments<'_>) -> String {
    let mut out = String::new();
    out.write_fmt(args).expect("a formatting trait implementation returned an error when the \
                                underlying stream did not");
    out
}
