//! Backtraces: addresses, and the names that the system has for them.

use crate::io::{self, Write};
use crate::sys::backtrace as system;
use crate::vec::Vec;
use crate::{env, fmt};

/// The calls that led to a place.
pub struct Backtrace {
    inner: Inner,
}

enum Inner {
    Unsupported,
    Disabled,
    Captured(Vec<usize>),
}

/// Whether a backtrace was taken.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BacktraceStatus {
    /// The target has none.
    Unsupported,
    /// Not wanted.
    Disabled,
    /// Taken.
    Captured,
}

/// Writes one frame.
fn write_frame(out: &mut dyn fmt::Write, index: usize, ip: usize) -> fmt::Result {
    match system::symbol(ip) {
        Some(name) => writeln!(out, "{index:4}: {ip:#x} - {}", name.to_string_lossy()),
        None => writeln!(out, "{index:4}: {ip:#x} - <unknown>"),
    }
}

/// Prints the calls that led here.
pub(crate) fn print(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"stack backtrace:\n")?;
    let mut text = crate::string::String::new();
    for (i, ip) in system::addresses().into_iter().enumerate() {
        let _ = write_frame(&mut text, i, ip);
    }
    out.write_all(text.as_bytes())
}

impl Backtrace {
    /// Takes a backtrace if the environment asks for it.
    #[inline(never)]
    pub fn capture() -> Backtrace {
        let wanted = env::var_os("RUST_LIB_BACKTRACE")
            .or_else(|| env::var_os("RUST_BACKTRACE"))
            .is_some_and(|v| v != "0");
        if wanted { Self::force_capture() } else { Self::disabled() }
    }

    /// Takes a backtrace.
    #[inline(never)]
    pub fn force_capture() -> Backtrace {
        if !system::SUPPORTED {
            return Backtrace { inner: Inner::Unsupported };
        }
        Backtrace { inner: Inner::Captured(system::addresses()) }
    }

    /// No backtrace.
    pub const fn disabled() -> Backtrace {
        Backtrace { inner: Inner::Disabled }
    }

    /// Whether it was taken.
    #[must_use]
    pub fn status(&self) -> BacktraceStatus {
        match self.inner {
            Inner::Unsupported => BacktraceStatus::Unsupported,
            Inner::Disabled => BacktraceStatus::Disabled,
            Inner::Captured(_) => BacktraceStatus::Captured,
        }
    }
}

impl fmt::Debug for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Unsupported => f.write_str("<unsupported>"),
            Inner::Disabled => f.write_str("<disabled>"),
            Inner::Captured(ips) => f.debug_list().entries(ips).finish(),
        }
    }
}

impl fmt::Display for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Unsupported => f.write_str("unsupported backtrace"),
            Inner::Disabled => f.write_str("disabled backtrace"),
            Inner::Captured(ips) => {
                ips.iter().enumerate().try_for_each(|(i, &ip)| write_frame(f, i, ip))
            }
        }
    }
}
