//! What a program does before and after `main`.

use crate::io::Write;
use crate::process::Termination;
use crate::sync::Once;
use crate::{io, panic, process, sys, thread};

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
    lang_start_internal(&move || call_main(main).report().to_i32(), argc, argv, sigpipe)
}

/// A frame of its own, so that backtraces end above it.
#[inline(never)]
fn call_main<T>(main: fn() -> T) -> T {
    let result = main();
    crate::hint::black_box(());
    result
}

fn lang_start_internal(
    main: &(dyn Fn() -> i32 + Sync + panic::RefUnwindSafe),
    argc: isize,
    argv: *const *const u8,
    sigpipe: u8,
) -> isize {
    unsafe { sys::init(argc, argv, sigpipe) };
    crate::alloc::__set_error_hook(crate::alloc::out_of_memory);
    thread::set_main();
    let code = panic::catch_unwind(main).unwrap_or(101);
    if panic::catch_unwind(cleanup).is_err() {
        process::abort();
    }
    code as isize
}

/// Flushes standard output; done once, at exit.
pub(crate) fn cleanup() {
    static CLEANUP: Once = Once::new();
    CLEANUP.call_once(io::cleanup);
}

/// Ends the process with a message.
pub(crate) fn fatal(message: &str) -> ! {
    let _ = io::stderr_raw().write_all(b"fatal runtime error: ");
    let _ = io::stderr_raw().write_all(message.as_bytes());
    let _ = io::stderr_raw().write_all(b", aborting\n");
    process::abort()
}



