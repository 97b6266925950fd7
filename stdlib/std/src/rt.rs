//! What a program does before and after `main`.

use crate::io;
use crate::process::{self, Termination};
use crate::sys;

pub use crate::panicking::begin_panic;
pub use core::panicking::{panic_display, panic_fmt};

/// The function that the compiler's `main` calls.
#[lang = "start"]
fn lang_start<T: Termination + 'static>(
    main: fn() -> T,
    argc: isize,
    argv: *const *const u8,
    sigpipe: u8,
) -> isize {
    sys::start(move || call_main(main).report().to_i32(), argc, argv, sigpipe) as isize
}

/// A frame of its own, so that backtraces end above it.
#[cfg_attr(unix, inline(never))]
fn call_main<T>(main: fn() -> T) -> T {
    let result = main();
    if !sys::SMALL {
        crate::hint::black_box(());
    }
    result
}

/// Flushes standard output, at exit.
pub(crate) fn cleanup() {
    io::cleanup();
}

/// Ends the process with a message.
pub(crate) fn fatal(message: &str) -> ! {
    for text in ["fatal runtime error: ", message, ", aborting\n"] {
        sys::fd::write_all(2, text.as_bytes());
    }
    process::abort()
}
