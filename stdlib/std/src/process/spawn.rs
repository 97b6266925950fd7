//! Starting processes and waiting for them.

use super::command::{Command, Kind, PreExec};
use super::exit::ExitStatus;
use crate::collections::BTreeMap;
use crate::env;
use crate::ffi::{CString, OsString};
use crate::io::{self, IoSlice, IoSliceMut, Read, Write};
use crate::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use crate::os::unix::ffi::OsStrExt;
use crate::sys::{self, cvt, cvt_retry, libc};
use crate::vec::Vec;
use crate::{fmt, mem, ptr, str};

/// A process that was started.
#[derive(Debug)]
pub struct Child {
    pid: i32,
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
        cvt(unsafe { libc::kill(self.pid, libc::SIGKILL) }).map(drop)
    }

    /// The number of the process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.pid as u32
    }

    /// Waits for the end of the process, after closing its input.
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        drop(self.stdin.take());
        if let Some(status) = self.status {
            return Ok(status);
        }
        let mut status = 0;
        cvt_retry(|| unsafe { libc::waitpid(self.pid, &mut status, 0) })?;
        self.status = Some(ExitStatus::new(status));
        Ok(ExitStatus::new(status))
    }

    /// How the process has ended, if it has.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        if self.status.is_some() {
            return Ok(self.status);
        }
        let mut status = 0;
        if cvt(unsafe { libc::waitpid(self.pid, &mut status, libc::WNOHANG) })? == 0 {
            return Ok(None);
        }
        self.status = Some(ExitStatus::new(status));
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
            (Some(out), Some(err)) => read_both(out, &mut stdout, err, &mut stderr)?,
        }
        let status = self.wait()?;
        Ok(Output { status, stdout, stderr })
    }
}

/// Reads two pipes to their ends, whichever has something.
fn read_both(
    mut a: ChildStdout,
    a_buf: &mut Vec<u8>,
    mut b: ChildStderr,
    b_buf: &mut Vec<u8>,
) -> io::Result<()> {
    sys::fd::set_nonblocking(a.0.as_raw_fd(), true)?;
    sys::fd::set_nonblocking(b.0.as_raw_fd(), true)?;
    /// Whether the end was reached.
    fn drain(r: &mut impl Read, buf: &mut Vec<u8>) -> io::Result<bool> {
        match r.read_to_end(buf) {
            Ok(_) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(false),
            Err(e) => Err(e),
        }
    }
    let fd = |fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
    let mut fds = [fd(a.0.as_raw_fd()), fd(b.0.as_raw_fd())];
    loop {
        cvt_retry(|| unsafe { libc::poll(fds.as_mut_ptr(), 2, -1) })?;
        if fds[0].revents != 0 && drain(&mut a, a_buf)? {
            sys::fd::set_nonblocking(b.0.as_raw_fd(), false)?;
            return b.read_to_end(b_buf).map(drop);
        }
        if fds[1].revents != 0 && drain(&mut b, b_buf)? {
            sys::fd::set_nonblocking(a.0.as_raw_fd(), false)?;
            return a.read_to_end(a_buf).map(drop);
        }
    }
}

/// A row of C strings, as the system takes arguments and variables.
struct CStrings {
    pointers: Vec<*const libc::c_char>,
    _owned: Vec<CString>,
}

impl CStrings {
    fn new(strings: impl Iterator<Item = Vec<u8>>) -> io::Result<Self> {
        let mut owned = Vec::new();
        for s in strings {
            owned.push(CString::new(s)?);
        }
        let mut pointers: Vec<_> = owned.iter().map(|s| s.as_ptr()).collect();
        pointers.push(ptr::null());
        Ok(CStrings { pointers, _owned: owned })
    }
}

/// The child's environment, if it differs from the parent's.
fn environment(cmd: &Command) -> io::Result<Option<CStrings>> {
    if cmd.env.is_empty() && !cmd.env_clear {
        return Ok(None);
    }
    let mut vars: BTreeMap<OsString, OsString> = BTreeMap::new();
    if !cmd.env_clear {
        vars.extend(env::vars_os());
    }
    for (key, value) in &cmd.env {
        match value {
            Some(value) => drop(vars.insert(key.clone(), value.clone())),
            None => drop(vars.remove(key)),
        }
    }
    let entries = vars.iter().map(|(k, v)| [k.as_bytes(), v.as_bytes()].join(&b'='));
    CStrings::new(entries).map(Some)
}

/// A stream of a new process: the child's descriptor, and the parent's end.
struct Stream {
    child: Option<OwnedFd>,
    inherited: Option<RawFd>,
    parent: Option<OwnedFd>,
}

fn open_stream(kind: &Kind, index: usize) -> io::Result<Stream> {
    let mut stream = Stream { child: None, inherited: None, parent: None };
    match kind {
        Kind::Inherit => {}
        Kind::Fd(fd) => stream.inherited = Some(fd.as_raw_fd()),
        Kind::Null => {
            let mode = if index == 0 { libc::O_RDONLY } else { libc::O_RDWR };
            let fd =
                cvt(unsafe { libc::open(c"/dev/null".as_ptr(), mode | libc::O_CLOEXEC, 0) })?;
            stream.child = Some(unsafe { OwnedFd::from_raw_fd(fd) });
        }
        Kind::Piped => {
            let (r, w) = sys::fd::pipe()?;
            let (child, parent) = if index == 0 { (r, w) } else { (w, r) };
            (stream.child, stream.parent) = (Some(child), Some(parent));
        }
    }
    Ok(stream)
}

/// All that the child needs after the fork, when it must not allocate.
struct Plan<'a> {
    program: CString,
    args: CStrings,
    env: Option<CStrings>,
    cwd: Option<CString>,
    fds: [Option<RawFd>; 3],
    uid: Option<u32>,
    gid: Option<u32>,
    pgroup: Option<i32>,
    pre_exec: &'a mut Vec<PreExec>,
}

impl<'a> Plan<'a> {
    fn new(cmd: &'a mut Command, streams: &[Stream]) -> io::Result<Plan<'a>> {
        let mut fds = [None; 3];
        for (fd, s) in fds.iter_mut().zip(streams) {
            *fd = s.child.as_ref().map(|fd| fd.as_raw_fd()).or(s.inherited);
        }
        Ok(Plan {
            program: CString::new(cmd.program.as_bytes())?,
            args: CStrings::new(cmd.args.iter().map(|a| a.as_bytes().to_vec()))?,
            env: environment(cmd)?,
            cwd: match &cmd.cwd {
                Some(dir) => Some(CString::new(dir.as_os_str().as_bytes())?),
                None => None,
            },
            fds,
            uid: cmd.uid,
            gid: cmd.gid,
            pgroup: cmd.pgroup,
            pre_exec: &mut cmd.pre_exec,
        })
    }
}

/// Opens the streams of a command; those not set are as the defaults say.
fn open_streams(cmd: &Command, stdin: &Kind, output: &Kind) -> io::Result<Vec<Stream>> {
    let mut streams = Vec::with_capacity(3);
    for (i, set) in cmd.streams.iter().enumerate() {
        let default = if i == 0 { stdin } else { output };
        streams.push(open_stream(set.as_ref().map_or(default, |s| &s.0), i)?);
    }
    Ok(streams)
}

/// Starts a process; streams not set are as the defaults say.
pub(super) fn start(cmd: &mut Command, stdin: &Kind, output: &Kind) -> io::Result<Child> {
    let streams = open_streams(cmd, stdin, output)?;
    let mut plan = Plan::new(cmd, &streams)?;
    // The child tells by this pipe why it failed; it closes when the program starts.
    let (from_child, to_parent) = sys::fd::pipe()?;
    let guard = env::read_lock();
    let pid = cvt(unsafe { libc::fork() })?;
    if pid == 0 {
        mem::forget(guard);
        drop(from_child);
        let error = unsafe { exec(&mut plan) };
        let code = error.raw_os_error().unwrap_or(libc::EINVAL);
        let _ = sys::fd::write(to_parent.as_raw_fd(), &code.to_ne_bytes());
        unsafe { libc::_exit(1) }
    }
    drop(guard);
    drop(to_parent);
    let mut ends = streams.into_iter().map(|s| s.parent);
    let mut end = || ends.next().flatten();
    let mut child = Child {
        pid,
        status: None,
        stdin: end().map(ChildStdin),
        stdout: end().map(ChildStdout),
        stderr: end().map(ChildStderr),
    };
    let mut code = [0; 4];
    let failure = loop {
        match sys::fd::read(from_child.as_raw_fd(), &mut code) {
            Ok(0) => return Ok(child),
            Ok(_) => break io::Error::from_raw_os_error(i32::from_ne_bytes(code)),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => break e,
        }
    };
    let _ = child.wait();
    Err(failure)
}

/// Replaces this process by the program of a command; returns only if that fails.
pub(crate) fn replace(cmd: &mut Command) -> io::Error {
    let mut run = || -> io::Result<io::Error> {
        let streams = open_streams(cmd, &Kind::Inherit, &Kind::Inherit)?;
        let mut plan = Plan::new(cmd, &streams)?;
        Ok(unsafe { exec(&mut plan) })
    };
    run().unwrap_or_else(|e| e)
}

/// Becomes the program; returns only if that fails.
unsafe fn exec(plan: &mut Plan<'_>) -> io::Error {
    let mut run = || -> io::Result<()> {
        unsafe {
            for (target, fd) in plan.fds.iter().enumerate() {
                if let Some(fd) = *fd {
                    cvt_retry(|| libc::dup2(fd, target as i32))?;
                }
            }
            if let Some(gid) = plan.gid {
                cvt(libc::setgid(gid))?;
            }
            if let Some(uid) = plan.uid {
                cvt(libc::setuid(uid))?;
            }
            if let Some(dir) = &plan.cwd {
                cvt(libc::chdir(dir.as_ptr()))?;
            }
            if let Some(pgroup) = plan.pgroup {
                cvt(libc::setpgid(0, pgroup))?;
            }
            // What this library sets up at the start must not be inherited.
            let mut set = [0; 16];
            libc::sigemptyset(&mut set);
            libc::pthread_sigmask(libc::SIG_SETMASK, &set, ptr::null_mut());
            libc::signal(libc::SIGPIPE, libc::SIG_DFL);
            for f in plan.pre_exec.iter_mut() {
                f()?;
            }
            if let Some(env) = &plan.env {
                libc::environ = env.pointers.as_ptr();
            }
            libc::execvp(plan.program.as_ptr(), plan.args.pointers.as_ptr());
            Err(io::Error::last_os_error())
        }
    };
    match run() {
        Err(e) => e,
        Ok(()) => io::Error::from_raw_os_error(libc::EINVAL),
    }
}
