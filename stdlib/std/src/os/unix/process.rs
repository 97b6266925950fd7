//! Processes, as Unix has them.

use crate::boxed::Box;
use crate::ffi::OsStr;
use crate::io;
use crate::process::{Command, ExitStatus};
use crate::sys::libc;

/// Settings of new processes.
pub trait CommandExt {
    /// Sets the user.
    fn uid(&mut self, id: u32) -> &mut Command;
    /// Sets the group.
    fn gid(&mut self, id: u32) -> &mut Command;
    /// Adds a function that runs in the child before the program.
    ///
    /// # Safety
    /// It may only do what is allowed after a fork.
    unsafe fn pre_exec<F>(&mut self, f: F) -> &mut Command
    where
        F: FnMut() -> io::Result<()> + Send + Sync + 'static;
    /// Becomes the program; returns only if that fails.
    fn exec(&mut self) -> io::Error;
    /// Sets the name by which the program is told it was called.
    fn arg0<S: AsRef<OsStr>>(&mut self, arg: S) -> &mut Command;
    /// Sets the process group; 0 makes a new one.
    fn process_group(&mut self, pgroup: i32) -> &mut Command;
}

impl CommandExt for Command {
    fn uid(&mut self, id: u32) -> &mut Command {
        self.set_uid(id);
        self
    }
    fn gid(&mut self, id: u32) -> &mut Command {
        self.set_gid(id);
        self
    }
    unsafe fn pre_exec<F>(&mut self, f: F) -> &mut Command
    where
        F: FnMut() -> io::Result<()> + Send + Sync + 'static,
    {
        self.add_pre_exec(Box::new(f));
        self
    }
    fn exec(&mut self) -> io::Error {
        crate::sys::spawn::replace(self)
    }
    fn arg0<S: AsRef<OsStr>>(&mut self, arg: S) -> &mut Command {
        self.set_arg0(arg.as_ref());
        self
    }
    fn process_group(&mut self, pgroup: i32) -> &mut Command {
        self.set_pgroup(pgroup);
        self
    }
}

/// How a process ended, as Unix tells it.
pub trait ExitStatusExt {
    /// Of the number that `wait` yields.
    fn from_raw(raw: i32) -> Self;
    /// The signal that ended it.
    fn signal(&self) -> Option<i32>;
    /// Whether it left a core file.
    fn core_dumped(&self) -> bool;
    /// The signal that stopped it.
    fn stopped_signal(&self) -> Option<i32>;
    /// Whether it goes on after a stop.
    fn continued(&self) -> bool;
    /// The number that `wait` has yielded.
    fn into_raw(self) -> i32;
}

impl ExitStatusExt for ExitStatus {
    fn from_raw(raw: i32) -> Self {
        ExitStatus::new(raw)
    }
    fn signal(&self) -> Option<i32> {
        ExitStatus::signal(self)
    }
    fn core_dumped(&self) -> bool {
        ExitStatus::core_dumped(self)
    }
    fn stopped_signal(&self) -> Option<i32> {
        ExitStatus::stopped_signal(self)
    }
    fn continued(&self) -> bool {
        self.raw() == 0xffff
    }
    fn into_raw(self) -> i32 {
        self.raw()
    }
}

/// The number of the parent process.
#[must_use]
pub fn parent_id() -> u32 {
    unsafe { libc::getppid() as u32 }
}
