//! Starting processes and waiting for them.

use super::{cvt, cvt_retry, env, fd, libc};
use crate::collections::BTreeMap;
use crate::ffi::{CString, OsString};
use crate::io::{self, Read};
use crate::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use crate::os::ffi::OsStrExt;
use crate::process::{Command, PreExec, StreamKind as Kind};
use crate::vec::Vec;
use core::{mem, ptr};

/// A process that was started.
#[derive(Debug)]
pub(crate) struct Process {
    pid: i32,
}

impl Process {
    pub(crate) fn id(&self) -> u32 {
        self.pid as u32
    }

    /// Kills it; it has not been waited for.
    pub(crate) fn kill(&self) -> io::Result<()> {
        cvt(unsafe { libc::kill(self.pid, libc::SIGKILL) }).map(drop)
    }

    /// Waits for its end; returns the status as the system has it.
    pub(crate) fn wait(&self) -> io::Result<i32> {
        let mut status = 0;
        cvt_retry(|| unsafe { libc::waitpid(self.pid, &mut status, 0) })?;
        Ok(status)
    }

    /// The status, if it has ended.
    pub(crate) fn try_wait(&self) -> io::Result<Option<i32>> {
        let mut status = 0;
        let ended = cvt(unsafe { libc::waitpid(self.pid, &mut status, libc::WNOHANG) })? != 0;
        Ok(ended.then_some(status))
    }
}

/// Reads two pipes to their ends, whichever has something.
pub(crate) fn read_both(
    mut a: impl Read + AsRawFd,
    a_buf: &mut Vec<u8>,
    mut b: impl Read + AsRawFd,
    b_buf: &mut Vec<u8>,
) -> io::Result<()> {
    fd::set_nonblocking(a.as_raw_fd(), true)?;
    fd::set_nonblocking(b.as_raw_fd(), true)?;
    /// Whether the end was reached.
    fn drain(r: &mut impl Read, buf: &mut Vec<u8>) -> io::Result<bool> {
        match r.read_to_end(buf) {
            Ok(_) => Ok(true),
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => Ok(false),
            Err(e) => Err(e),
        }
    }
    let entry = |fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
    let mut fds = [entry(a.as_raw_fd()), entry(b.as_raw_fd())];
    loop {
        cvt_retry(|| unsafe { libc::poll(fds.as_mut_ptr(), 2, -1) })?;
        if fds[0].revents != 0 && drain(&mut a, a_buf)? {
            fd::set_nonblocking(b.as_raw_fd(), false)?;
            return b.read_to_end(b_buf).map(drop);
        }
        if fds[1].revents != 0 && drain(&mut b, b_buf)? {
            fd::set_nonblocking(a.as_raw_fd(), false)?;
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
        vars.extend(env::vars());
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
            let (r, w) = fd::pipe()?;
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

/// Starts a process; streams not set are as the defaults say. Returns it and the parent's ends of
/// its streams.
pub(crate) fn start(
    cmd: &mut Command,
    stdin: &Kind,
    output: &Kind,
) -> io::Result<(Process, [Option<OwnedFd>; 3])> {
    let streams = open_streams(cmd, stdin, output)?;
    let mut plan = Plan::new(cmd, &streams)?;
    // The child tells by this pipe why it failed; it closes when the program starts.
    let (from_child, to_parent) = fd::pipe()?;
    let guard = env::read_lock();
    let pid = cvt(unsafe { libc::fork() })?;
    if pid == 0 {
        mem::forget(guard);
        drop(from_child);
        let error = unsafe { exec(&mut plan) };
        let code = error.raw_os_error().unwrap_or(libc::EINVAL);
        let _ = fd::write(to_parent.as_raw_fd(), &code.to_ne_bytes());
        unsafe { libc::_exit(1) }
    }
    drop(guard);
    drop(to_parent);
    let mut code = [0; 4];
    let failure = loop {
        match fd::read(from_child.as_raw_fd(), &mut code) {
            Ok(0) => {
                let mut ends = streams.into_iter().map(|s| s.parent);
                let ends = [0; 3].map(|_| ends.next().flatten());
                return Ok((Process { pid }, ends));
            }
            Ok(_) => break io::Error::from_raw_os_error(i32::from_ne_bytes(code)),
            Err(e) if e.is_interrupted() => {}
            Err(e) => break e,
        }
    };
    // The ends are closed before: a process that reads them must not be waited for in vain.
    drop(streams);
    let _ = Process { pid }.wait();
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
