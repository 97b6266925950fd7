//! Backtraces: addresses, and the names that the dynamic symbol table has for them.

use crate::ffi::CStr;
use crate::io::{self, Write};
use crate::sys::libc;
use crate::unwind::{_Unwind_Backtrace, _Unwind_GetIP, Context, ReasonCode};
use crate::vec::Vec;
use crate::{env, fmt};

/// The calls that led to a place.
pub struct Backtrace {
    inner: Inner,
}

enum Inner {
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

fn addresses() -> Vec<usize> {
    extern "C" fn push(ctx: *mut Context, out: *mut libc::c_void) -> ReasonCode {
        let out = unsafe { &mut *out.cast::<Vec<usize>>() };
        out.push(unsafe { _Unwind_GetIP(ctx) });
        if out.len() < 256 { 0 } else { crate::unwind::END_OF_STACK }
    }
    let mut out = Vec::new();
    unsafe { _Unwind_Backtrace(push, (&raw mut out).cast()) };
    out
}

/// Writes one frame.
fn write_frame(out: &mut dyn fmt::Write, index: usize, ip: usize) -> fmt::Result {
    let mut info = core::mem::MaybeUninit::<libc::Dl_info>::uninit();
    let at = core::ptr::with_exposed_provenance(ip);
    let found = unsafe { libc::dladdr(at, info.as_mut_ptr()) } != 0;
    let name = if found { unsafe { info.assume_init() }.dli_sname } else { core::ptr::null() };
    if name.is_null() {
        return writeln!(out, "{index:4}: {ip:#x} - <unknown>");
    }
    let name = unsafe { CStr::from_ptr(name) }.to_string_lossy();
    writeln!(out, "{index:4}: {ip:#x} - {name}")
}

/// Prints the calls that led here.
pub(crate) fn print(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"stack backtrace:\n")?;
    let mut text = crate::string::String::new();
    for (i, ip) in addresses().into_iter().enumerate() {
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
        Backtrace { inner: Inner::Captured(addresses()) }
    }

    /// No backtrace.
    pub const fn disabled() -> Backtrace {
        Backtrace { inner: Inner::Disabled }
    }

    /// Whether it was taken.
    #[must_use]
    pub fn status(&self) -> BacktraceStatus {
        match self.inner {
            Inner::Disabled => BacktraceStatus::Disabled,
            Inner::Captured(_) => BacktraceStatus::Captured,
        }
    }
}

impl fmt::Debug for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Disabled => f.write_str("<disabled>"),
            Inner::Captured(ips) => f.debug_list().entries(ips).finish(),
        }
    }
}

impl fmt::Display for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Disabled => f.write_str("disabled backtrace"),
            Inner::Captured(ips) => {
                ips.iter().enumerate().try_for_each(|(i, &ip)| write_frame(f, i, ip))
            }
        }
    }
}
