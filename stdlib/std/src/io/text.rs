//! What `print!` writes to where programs are to be small: a buffer of fixed size, without locks and
//! allocations. There is one thread. Once somebody asks for the stream itself, that is used.

use super::find_byte;
use crate::fmt;
use crate::rt;
use crate::sys::{self, Hook};
use core::sync::atomic::{AtomicUsize, Ordering};

const SIZE: usize = 512;

static mut BUFFER: [u8; SIZE] = [0; SIZE];
static FILLED: AtomicUsize = AtomicUsize::new(0);

/// Takes bytes to the stream in place of the buffer, which is empty then.
pub(super) static ELSEWHERE: Hook<fn(&[u8]) -> bool> = Hook::new();

/// The stream to format to; whether something could not be written.
pub(super) struct Text {
    pub(super) failed: bool,
}

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if put(text.as_bytes()) {
            return Ok(());
        }
        self.failed = true;
        Err(fmt::Error)
    }
    #[inline]
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> fmt::Result {
        fmt::write(self, args)
    }
}

/// Writes bytes, at once if there is a line among them; whether that succeeded.
pub(super) fn put(bytes: &[u8]) -> bool {
    if let Some(write) = ELSEWHERE.get() {
        return write(bytes);
    }
    let mut filled = FILLED.load(Ordering::Relaxed);
    if bytes.len() > SIZE - filled {
        if !flush() {
            return false;
        }
        filled = 0;
    }
    if bytes.len() > SIZE {
        return sys::fd::write_all(1, bytes);
    }
    unsafe {
        let to = (&raw mut BUFFER).cast::<u8>().add(filled);
        to.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
    }
    FILLED.store(filled + bytes.len(), Ordering::Relaxed);
    find_byte(b'\n', bytes).is_none() || flush()
}

/// Passes on what is buffered; whether that succeeded.
pub(super) fn flush() -> bool {
    let filled = FILLED.swap(0, Ordering::Relaxed);
    let bytes = unsafe { core::slice::from_raw_parts((&raw const BUFFER).cast::<u8>(), filled) };
    sys::fd::write_all(1, bytes)
}

/// Prints what is formatted.
pub(super) fn print(args: fmt::Arguments<'_>) {
    let mut text = Text { failed: false };
    if fmt::write(&mut text, args).is_err() {
        complain(text.failed);
    }
}

#[cold]
fn complain(failed: bool) -> ! {
    if failed {
        rt::fatal("failed printing");
    }
    panic!("a formatting trait implementation returned an error when the underlying stream did not")
}
