//! How a process is to be started.

use super::exit::ExitStatus;
use super::spawn::{self, Child, Output};
use crate::boxed::Box;
use crate::collections::{BTreeMap, btree_map};
use crate::ffi::{OsStr, OsString};
use crate::os::fd::OwnedFd;
use crate::path::{Path, PathBuf};
use crate::vec::Vec;
use crate::{fmt, io, slice};

/// Where a standard stream of a process leads.
pub struct Stdio(pub(crate) Kind);

pub(crate) enum Kind {
    Inherit,
    Null,
    Piped,
    Fd(OwnedFd),
}

impl Stdio {
    /// To a new pipe.
    #[must_use]
    pub fn piped() -> Stdio {
        Stdio(Kind::Piped)
    }

    /// Where the parent's leads.
    #[must_use]
    pub fn inherit() -> Stdio {
        Stdio(Kind::Inherit)
    }

    /// Nowhere.
    #[must_use]
    pub fn null() -> Stdio {
        Stdio(Kind::Null)
    }
}

impl fmt::Debug for Stdio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stdio").finish_non_exhaustive()
    }
}

impl From<OwnedFd> for Stdio {
    fn from(fd: OwnedFd) -> Stdio {
        Stdio(Kind::Fd(fd))
    }
}

impl From<super::ChildStdin> for Stdio {
    fn from(child: super::ChildStdin) -> Stdio {
        Stdio(Kind::Fd(child.into_fd()))
    }
}

impl From<super::ChildStdout> for Stdio {
    fn from(child: super::ChildStdout) -> Stdio {
        Stdio(Kind::Fd(child.into_fd()))
    }
}

impl From<super::ChildStderr> for Stdio {
    fn from(child: super::ChildStderr) -> Stdio {
        Stdio(Kind::Fd(child.into_fd()))
    }
}

impl From<io::PipeReader> for Stdio {
    fn from(pipe: io::PipeReader) -> Stdio {
        Stdio(Kind::Fd(pipe.into_fd()))
    }
}

impl From<io::PipeWriter> for Stdio {
    fn from(pipe: io::PipeWriter) -> Stdio {
        Stdio(Kind::Fd(pipe.into_fd()))
    }
}

/// A function that runs in the child before the program.
pub(crate) type PreExec = Box<dyn FnMut() -> io::Result<()> + Send + Sync>;

/// How a process is to be started.
pub struct Command {
    pub(crate) program: OsString,
    pub(crate) args: Vec<OsString>,
    // None means that the parent's variable is removed.
    pub(crate) env: BTreeMap<OsString, Option<OsString>>,
    pub(crate) env_clear: bool,
    pub(crate) cwd: Option<PathBuf>,
    pub(crate) streams: [Option<Stdio>; 3],
    pub(crate) uid: Option<u32>,
    pub(crate) gid: Option<u32>,
    pub(crate) pgroup: Option<i32>,
    pub(crate) pre_exec: Vec<PreExec>,
}

impl Command {
    /// A process of a program with no arguments.
    pub fn new<S: AsRef<OsStr>>(program: S) -> Command {
        let program = program.as_ref().to_os_string();
        Command {
            args: Vec::from([program.clone()]),
            program,
            env: BTreeMap::new(),
            env_clear: false,
            cwd: None,
            streams: [None, None, None],
            uid: None,
            gid: None,
            pgroup: None,
            pre_exec: Vec::new(),
        }
    }

    /// Adds an argument.
    pub fn arg<S: AsRef<OsStr>>(&mut self, arg: S) -> &mut Command {
        self.args.push(arg.as_ref().to_os_string());
        self
    }

    /// Adds arguments.
    pub fn args<I, S>(&mut self, args: I) -> &mut Command
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        for arg in args {
            self.arg(arg.as_ref());
        }
        self
    }

    /// Sets a variable of the environment.
    pub fn env<K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, key: K, val: V) -> &mut Command {
        self.env.insert(key.as_ref().to_os_string(), Some(val.as_ref().to_os_string()));
        self
    }

    /// Sets variables of the environment.
    pub fn envs<I, K, V>(&mut self, vars: I) -> &mut Command
    where
        I: IntoIterator<Item = (K, V)>,
        K: AsRef<OsStr>,
        V: AsRef<OsStr>,
    {
        for (key, val) in vars {
            self.env(key.as_ref(), val.as_ref());
        }
        self
    }

    /// Removes a variable of the environment.
    pub fn env_remove<K: AsRef<OsStr>>(&mut self, key: K) -> &mut Command {
        if self.env_clear {
            self.env.remove(key.as_ref());
        } else {
            self.env.insert(key.as_ref().to_os_string(), None);
        }
        self
    }

    /// Removes all variables of the environment.
    pub fn env_clear(&mut self) -> &mut Command {
        self.env_clear = true;
        self.env.clear();
        self
    }

    /// Sets the working directory.
    pub fn current_dir<P: AsRef<Path>>(&mut self, dir: P) -> &mut Command {
        self.cwd = Some(dir.as_ref().to_path_buf());
        self
    }

    /// Sets where standard input leads.
    pub fn stdin<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command {
        self.streams[0] = Some(cfg.into());
        self
    }

    /// Sets where standard output leads.
    pub fn stdout<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command {
        self.streams[1] = Some(cfg.into());
        self
    }

    /// Sets where standard error leads.
    pub fn stderr<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command {
        self.streams[2] = Some(cfg.into());
        self
    }

    /// Starts the process; streams are inherited unless set.
    pub fn spawn(&mut self) -> io::Result<Child> {
        spawn::start(self, &Kind::Inherit, &Kind::Inherit)
    }

    /// Runs the process and collects what it writes; output is piped unless set.
    pub fn output(&mut self) -> io::Result<Output> {
        spawn::start(self, &Kind::Null, &Kind::Piped)?.wait_with_output()
    }

    /// Runs the process; streams are inherited unless set.
    pub fn status(&mut self) -> io::Result<ExitStatus> {
        spawn::start(self, &Kind::Inherit, &Kind::Inherit)?.wait()
    }

    /// The program.
    #[must_use]
    pub fn get_program(&self) -> &OsStr {
        &self.program
    }

    /// The arguments.
    pub fn get_args(&self) -> CommandArgs<'_> {
        CommandArgs { inner: self.args[1..].iter() }
    }

    /// The variables set or removed.
    pub fn get_envs(&self) -> CommandEnvs<'_> {
        CommandEnvs { iter: self.env.iter() }
    }

    /// The working directory, if set.
    #[must_use]
    pub fn get_current_dir(&self) -> Option<&Path> {
        self.cwd.as_deref()
    }
}

/// Settings that only Unix has.
impl Command {
    pub(crate) fn set_uid(&mut self, id: u32) {
        self.uid = Some(id);
    }

    pub(crate) fn set_gid(&mut self, id: u32) {
        self.gid = Some(id);
    }

    pub(crate) fn set_pgroup(&mut self, pgroup: i32) {
        self.pgroup = Some(pgroup);
    }

    pub(crate) fn set_arg0(&mut self, arg: &OsStr) {
        self.args[0] = arg.to_os_string();
    }

    pub(crate) fn add_pre_exec(&mut self, f: PreExec) {
        self.pre_exec.push(f);
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            let mut d = f.debug_struct("Command");
            d.field("program", &self.program).field("args", &self.args);
            if let Some(cwd) = &self.cwd {
                d.field("cwd", cwd);
            }
            return d.field("create_pidfd", &false).finish();
        }
        if let Some(cwd) = &self.cwd {
            write!(f, "cd {cwd:?} && ")?;
        }
        for (key, value) in &self.env {
            if let Some(value) = value {
                write!(f, "{}={value:?} ", key.to_string_lossy())?;
            }
        }
        if self.program != self.args[0] {
            write!(f, "[{:?}] ", self.program)?;
        }
        write!(f, "{:?}", self.args[0])?;
        for arg in &self.args[1..] {
            write!(f, " {arg:?}")?;
        }
        Ok(())
    }
}

/// Iterator over a command's arguments.
#[derive(Debug, Clone)]
pub struct CommandArgs<'a> {
    inner: slice::Iter<'a, OsString>,
}

impl<'a> Iterator for CommandArgs<'a> {
    type Item = &'a OsStr;
    fn next(&mut self) -> Option<&'a OsStr> {
        self.inner.next().map(|s| s.as_os_str())
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl ExactSizeIterator for CommandArgs<'_> {}

/// Iterator over a command's variables.
#[derive(Debug, Clone)]
pub struct CommandEnvs<'a> {
    iter: btree_map::Iter<'a, OsString, Option<OsString>>,
}

impl<'a> Iterator for CommandEnvs<'a> {
    type Item = (&'a OsStr, Option<&'a OsStr>);
    fn next(&mut self) -> Option<Self::Item> {
        self.iter.next().map(|(key, value)| (key.as_os_str(), value.as_deref()))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}

impl ExactSizeIterator for CommandEnvs<'_> {}
