//! This process, and others that it starts.

mod command;
mod exit;
mod spawn;

pub use command::{Command, CommandArgs, CommandEnvs, Stdio};
pub use exit::{ExitCode, ExitStatus, ExitStatusError, Termination};
pub(crate) use command::Kind as StreamKind;
#[cfg(unix)]
pub(crate) use command::PreExec;
pub use spawn::{Child, ChildStderr, ChildStdin, ChildStdout, Output};

use crate::rt;
use crate::sys;

/// Ends the process with a code, after flushing standard output.
pub fn exit(code: i32) -> ! {
    rt::cleanup();
    sys::process::exit(code)
}

/// Ends the process as a crash.
#[cold]
pub fn abort() -> ! {
    sys::process::abort()
}

/// The number of this process.
#[must_use]
pub fn id() -> u32 {
    sys::process::id()
}
