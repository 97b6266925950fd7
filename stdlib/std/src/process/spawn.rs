//! Starting processes and waiting for them.

use super::command::{Command, Kind};
use super::exit::ExitStatus;
use crate::io::{self, IoSlice, IoSliceMut, Read, Write};
use crate::os::fd::{AsRawFd, OwnedFd};
use crate::sys;
use crate::sys::spawn::{self as system, Process};
use crate::vec::Vec;
use crate::{fmt, str};

/// A process that was started.
#[derive(Debug)]
pub struct Child {
    process: Process,
    status: Option<ExitStatus>,
    /// The end of its standard input, if piped.
    pub stdin: Option<ChildStdin>,
    /// The end of its standard output, if piped.
    pub stdout: Option<ChildStdout>,
    /// The end of its standard error, if piped.
    pub stderr: Option<ChildStderr>,
}

/// What a finished process has left.
#[derive(PartialEq, Eq, Clone)]
pub struct Output {
    /// How it ended.
    pub status: ExitStatus,
    /// What it wrote to standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to standard error.
    pub stderr: Vec<u8>,
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |bytes| str::from_utf8(bytes);
        let mut d = f.debug_struct("Output");
        d.field("status", &self.status);
        match text(&self.stdout) {
            Ok(s) => d.field("stdout", &s),
            Err(_) => d.field("stdout", &self.stdout),
        };
        match text(&self.stderr) {
            Ok(s) => d.field("stderr", &s),
            Err(_) => d.field("stderr", &self.stderr),
        };
        d.finish()
    }
}

/// The ends of pipes to a child.
macro_rules! child_stream {
    ($($(#[$doc:meta])* $Name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $Name(OwnedFd);

        impl $Name {
            pub(crate) fn fd(&self) -> &OwnedFd {
                &self.0
            }
            pub(crate) fn into_fd(self) -> OwnedFd {
                self.0
            }
            pub(crate) fn from_fd(fd: OwnedFd) -> Self {
                $Name(fd)
            }
        }
    )*};
}

child_stream! {
    /// The end of a child's standard input.
    ChildStdin;
    /// The end of a child's standard output.
    ChildStdout;
    /// The end of a child's standard error.
    ChildStderr;
}

macro_rules! child_read {
    ($($Name:ident)*) => {$(
        impl Read for $Name {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                sys::fd::read(self.0.as_raw_fd(), buf)
            }
            fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> io::Result<usize> {
                sys::fd::read_vectored(self.0.as_raw_fd(), bufs)
            }
        }
    )*};
}

child_read! { ChildStdout ChildStderr }

impl Write for &ChildStdin {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        sys::fd::write(self.0.as_raw_fd(), buf)
    }
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        sys::fd::write_vectored(self.0.as_raw_fd(), bufs)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Write for ChildStdin {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        (&*self).write(buf)
    }
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        (&*self).write_vectored(bufs)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Child {
    /// Kills the process.
    pub fn kill(&mut self) -> io::Result<()> {
        // A process that was waited for is gone; its number may be another's.
        if self.status.is_some() {
            return Ok(());
        }
        self.process.kill()
    }

    /// The number of the process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Waits for the end of the process, after closing its input.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        drop(self.stdin.take());
        if let Some(status) = self.status {
            return Ok(status);
        }
        let status = ExitStatus::new(self.process.wait()?);
        self.status = Some(status);
        Ok(status)
    }

    /// How the process has ended, if it has.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        if self.status.is_none() {
            self.status = self.process.try_wait()?.map(ExitStatus::new);
        }
        Ok(self.status)
    }

    /// Waits for the end of the process and collects what it writes.
    pub fn wait_with_output(mut self) -> io::Result<Output> {
        drop(self.stdin.take());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        match (self.stdout.take(), self.stderr.take()) {
            (None, None) => {}
            (Some(mut out), None) => drop(out.read_to_end(&mut stdout)?),
            (None, Some(mut err)) => drop(err.read_to_end(&mut stderr)?),
            (Some(out), Some(err)) => system::read_both(out, &mut stdout, err, &mut stderr)?,
        }
        let status = self.wait()?;
        Ok(Output { status, stdout, stderr })
    }
}

/// Starts a process; streams not set are as the defaults say.
pub(super) fn start(cmd: &mut Command, stdin: &Kind, output: &Kind) -> io::Result<Child> {
    let (process, [stdin, stdout, stderr]) = system::start(cmd, stdin, output)?;
    Ok(Child {
        process,
        status: None,
        stdin: stdin.map(ChildStdin),
        stdout: stdout.map(ChildStdout),
        stderr: stderr.map(ChildStderr),
    })
}
