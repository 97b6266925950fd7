//! Standard output and standard error as JavaScript's console.

use crate::mem;
use crate::os::fd::RawFd;
use crate::string::String;
use crate::sync::{Mutex, PoisonError};
use crate::sys;
use crate::vec::Vec;

unsafe extern "Rust" {
    #[js(import = "console.log")]
    safe fn log(text: &str);
    #[js(import = "console.error")]
    safe fn error(text: &str);
}

/// Sends what is printed to `console.log`, and what goes to standard error, messages of panics among
/// it, to `console.error`: each line when it is whole. Before this call it is lost.
pub fn use_console() {
    sys::CONSOLE.set(write);
}

/// The lines that have begun, of standard output and standard error.
static BEGUN: Mutex<[Vec<u8>; 2]> = Mutex::new([const { Vec::new() }; 2]);

fn write(stream: RawFd, bytes: &[u8]) {
    let is_error = stream == 2;
    for part in bytes.split_inclusive(|&byte| byte == b'\n') {
        if let Some(line) = add(is_error, part) {
            let text = String::from_utf8_lossy(&line);
            if is_error { error(&text) } else { log(&text) }
        }
    }
}

/// The line, without its end, if this part ends it. No lock is held when JavaScript is called.
fn add(is_error: bool, part: &[u8]) -> Option<Vec<u8>> {
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    let line = &mut begun[usize::from(is_error)];
    line.extend_from_slice(part);
    line.pop_if(|byte| *byte == b'\n').map(|_| mem::take(line))
}
