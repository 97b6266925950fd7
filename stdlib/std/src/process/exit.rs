//! How processes end.

use crate::convert::Infallible;
use crate::{error, fmt, io};
use core::num::NonZero;

/// What this process ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExitCode(u8);

impl ExitCode {
    /// Success.
    pub const SUCCESS: ExitCode = ExitCode(0);
    /// Failure.
    pub const FAILURE: ExitCode = ExitCode(1);

    #[doc(hidden)]
    #[inline]
    pub fn to_i32(self) -> i32 {
        i32::from(self.0)
    }

    /// Ends the process with this code.
    #[doc(hidden)]
    pub fn exit_process(self) -> ! {
        super::exit(self.to_i32())
    }
}

impl From<u8> for ExitCode {
    fn from(code: u8) -> Self {
        ExitCode(code)
    }
}

/// What `main` may return.
#[lang = "termination"]
#[diagnostic::on_unimplemented(
    message = "`main` has invalid return type `{Self}`",
    label = "`main` can only return types that implement `Termination`"
)]
pub trait Termination {
    /// The code to end with.
    fn report(self) -> ExitCode;
}

impl Termination for () {
    #[inline]
    fn report(self) -> ExitCode {
        ExitCode::SUCCESS
    }
}

impl Termination for ! {
    fn report(self) -> ExitCode {
        self
    }
}

impl Termination for Infallible {
    fn report(self) -> ExitCode {
        match self {}
    }
}

impl Termination for ExitCode {
    #[inline]
    fn report(self) -> ExitCode {
        self
    }
}

impl<T: Termination, E: fmt::Debug> Termination for Result<T, E> {
    fn report(self) -> ExitCode {
        match self {
            Ok(value) => value.report(),
            Err(error) => {
                io::attempt_eprint(format_args!("Error: {error:?}\n"));
                ExitCode::FAILURE
            }
        }
    }
}

/// How another process has ended, as the system tells it.
#[derive(PartialEq, Eq, Clone, Copy, Default)]
pub struct ExitStatus(pub(super) i32);

/// A process has not ended with success.
#[derive(PartialEq, Eq, Clone, Copy)]
pub struct ExitStatusError(NonZero<i32>);

impl ExitStatus {
    /// Whether it ended with the code 0.
    #[must_use]
    pub fn success(&self) -> bool {
        self.0 == 0
    }

    /// The code, unless a signal ended the process.
    #[must_use]
    pub fn code(&self) -> Option<i32> {
        (self.0 & 0x7f == 0).then_some((self.0 >> 8) & 0xff)
    }

    /// Success, or an error.
    #[doc(hidden)]
    pub fn exit_ok(&self) -> Result<(), ExitStatusError> {
        NonZero::new(self.0).map_or(Ok(()), |status| Err(ExitStatusError(status)))
    }

    pub(crate) fn signal(&self) -> Option<i32> {
        let signal = self.0 & 0x7f;
        (signal != 0 && signal != 0x7f).then_some(signal)
    }

    pub(crate) fn core_dumped(&self) -> bool {
        self.signal().is_some() && self.0 & 0x80 != 0
    }

    pub(crate) fn stopped_signal(&self) -> Option<i32> {
        (self.0 & 0xff == 0x7f).then_some((self.0 >> 8) & 0xff)
    }

    pub(crate) fn raw(self) -> i32 {
        self.0
    }

    pub(crate) fn new(raw: i32) -> Self {
        ExitStatus(raw)
    }
}

impl fmt::Debug for ExitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The inner type's name as programs see it printed.
        struct Inner(i32);
        impl fmt::Debug for Inner {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple("unix_wait_status").field(&self.0).finish()
            }
        }
        f.debug_tuple("ExitStatus").field(&Inner(self.0)).finish()
    }
}

impl fmt::Display for ExitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.code() {
            return write!(f, "exit status: {code}");
        }
        if let Some(signal) = self.signal() {
            let dumped = if self.core_dumped() { " (core dumped)" } else { "" };
            return write!(f, "signal: {signal}{}{dumped}", signal_name(signal));
        }
        if let Some(signal) = self.stopped_signal() {
            return write!(f, "stopped (not terminated) by signal: {signal}{}", signal_name(signal));
        }
        if self.0 == 0xffff {
            return f.write_str("continued (WIFCONTINUED)");
        }
        write!(f, "unrecognised wait status: {} {:#x}", self.0, self.0)
    }
}

/// The name of a signal, in brackets.
fn signal_name(signal: i32) -> &'static str {
    match signal {
        1 => " (SIGHUP)",
        2 => " (SIGINT)",
        3 => " (SIGQUIT)",
        4 => " (SIGILL)",
        5 => " (SIGTRAP)",
        6 => " (SIGABRT)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        9 => " (SIGKILL)",
        10 => " (SIGUSR1)",
        11 => " (SIGSEGV)",
        12 => " (SIGUSR2)",
        13 => " (SIGPIPE)",
        14 => " (SIGALRM)",
        15 => " (SIGTERM)",
        17 => " (SIGCHLD)",
        18 => " (SIGCONT)",
        19 => " (SIGSTOP)",
        31 => " (SIGSYS)",
        _ => "",
    }
}

impl fmt::Debug for ExitStatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExitStatusError").field(&self.0).finish()
    }
}

impl fmt::Display for ExitStatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process exited unsuccessfully: {}", ExitStatus(self.0.get()))
    }
}

impl error::Error for ExitStatusError {}
