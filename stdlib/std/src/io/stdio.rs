//! The standard streams.

use super::text;
use super::{
    BufRead, BufReader, IoSlice, IoSliceMut, LineWriter, Lines, Read, Result, Write,
};
use crate::cell::{Cell, RefCell};
use crate::os::fd::{AsFd, AsRawFd};
use crate::string::String;
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::reentrant::{ReentrantLock, ReentrantLockGuard};
use crate::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use crate::sys::{self, Hook};
use crate::vec::Vec;
use crate::{fmt, fs, io};

/// A stream without buffer. Of a closed one, reading yields nothing, and writes are lost.
pub(crate) struct Raw(i32);

impl Read for Raw {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        match sys::fd::read(self.0, buf) {
            Err(e) if e.raw_os_error() == Some(sys::error::BAD_DESCRIPTOR) => Ok(0),
            other => other,
        }
    }
}

impl Write for Raw {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        match sys::fd::write(self.0, buf) {
            Err(e) if e.raw_os_error() == Some(sys::error::BAD_DESCRIPTOR) => Ok(buf.len()),
            other => other,
        }
    }
    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
        match sys::fd::write_vectored(self.0, bufs) {
            Err(e) if e.raw_os_error() == Some(sys::error::BAD_DESCRIPTOR) => Ok(bufs.iter().map(|b| b.len()).sum()),
            other => other,
        }
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Standard error without a lock.
pub(crate) fn stderr_raw() -> Raw {
    Raw(2)
}

/// Standard input.
pub struct Stdin {
    inner: &'static Mutex<BufReader<Raw>>,
}

/// Standard input, locked.
#[must_use = "if unused stdin will immediately unlock"]
pub struct StdinLock<'a> {
    inner: MutexGuard<'a, BufReader<Raw>>,
}

/// Standard input.
#[must_use]
pub fn stdin() -> Stdin {
    static INSTANCE: OnceLock<Mutex<BufReader<Raw>>> = OnceLock::new();
    Stdin { inner: INSTANCE.get_or_init(|| Mutex::new(BufReader::new(Raw(0)))) }
}

impl Stdin {
    /// Locks the stream.
    pub fn lock(&self) -> StdinLock<'static> {
        StdinLock { inner: self.inner.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Reads a line with its end.
    pub fn read_line(&self, buf: &mut String) -> Result<usize> {
        self.lock().read_line(buf)
    }

    /// Iterates over the lines.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn lines(self) -> Lines<StdinLock<'static>> {
        self.lock().lines()
    }
}

/// Reading that is done by something locked.
macro_rules! read_locked {
    ($($ty:ty)*) => {$(
        impl Read for $ty {
            fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
                self.lock().inner.read(buf)
            }
            fn read_vectored(&mut self, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
                self.lock().inner.read_vectored(bufs)
            }
            fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize> {
                self.lock().inner.read_to_end(buf)
            }
            fn read_to_string(&mut self, buf: &mut String) -> Result<usize> {
                self.lock().inner.read_to_string(buf)
            }
            fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
                self.lock().inner.read_exact(buf)
            }
        }
    )*};
}

read_locked! { Stdin &Stdin }

impl Read for StdinLock<'_> {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        self.inner.read(buf)
    }
    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize> {
        self.inner.read_to_end(buf)
    }
    fn read_exact(&mut self, buf: &mut [u8]) -> Result<()> {
        self.inner.read_exact(buf)
    }
}

impl BufRead for StdinLock<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.inner.fill_buf()
    }
    fn consume(&mut self, n: usize) {
        self.inner.consume(n)
    }
}

type Out = ReentrantLock<RefCell<LineWriter<Raw>>>;
type Err = ReentrantLock<RefCell<Raw>>;

/// Standard output.
pub struct Stdout {
    inner: &'static Out,
}

/// Standard output, locked.
#[must_use = "if unused stdout will immediately unlock"]
pub struct StdoutLock<'a> {
    inner: ReentrantLockGuard<'a, RefCell<LineWriter<Raw>>>,
}

/// Standard error.
pub struct Stderr {
    inner: &'static Err,
}

/// Standard error, locked.
#[must_use = "if unused stderr will immediately unlock"]
pub struct StderrLock<'a> {
    inner: ReentrantLockGuard<'a, RefCell<Raw>>,
}

/// Has no buffer until somebody asks for the stream.
static STDOUT: Out = ReentrantLock::new(RefCell::new(LineWriter::without_buffer(Raw(1))));

/// Whether somebody has.
static STDOUT_IN_USE: AtomicBool = AtomicBool::new(false);

/// Whether the program ends: then nothing is buffered any more.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Standard output.
#[must_use]
pub fn stdout() -> Stdout {
    if !STDOUT_IN_USE.load(Ordering::Acquire) {
        start_buffering();
    }
    Stdout { inner: &STDOUT }
}

#[cold]
fn start_buffering() {
    let lock = STDOUT.lock();
    if let Ok(mut writer) = lock.try_borrow_mut() {
        if writer.capacity() == 0 && !ENDING.load(Ordering::Relaxed) {
            *writer = LineWriter::new(Raw(1));
        }
    }
    if sys::SMALL {
        text::flush();
        text::ELSEWHERE.set(|bytes| Stdout { inner: &STDOUT }.write_all(bytes).is_ok());
    }
    PRINT_ANY.set(|text| _print_args(fmt::Arguments::from_str(text)));
    FLUSH.set(flush_at_end);
    STDOUT_IN_USE.store(true, Ordering::Release);
}

/// Standard error.
#[must_use]
pub fn stderr() -> Stderr {
    static INSTANCE: Err = ReentrantLock::new(RefCell::new(Raw(2)));
    Stderr { inner: &INSTANCE }
}

/// What to do at the end with what is buffered: nothing if nobody has used the stream.
static FLUSH: Hook<fn()> = Hook::new();

/// Flushes standard output and takes its buffer away, for what is printed after this.
pub(crate) fn cleanup() {
    ENDING.store(true, Ordering::Relaxed);
    if let Some(flush) = FLUSH.get() {
        flush();
    }
}

fn flush_at_end() {
    // If somebody holds the lock, it may be for ever.
    if let Some(lock) = STDOUT.try_lock()
        && let Ok(mut writer) = lock.try_borrow_mut()
    {
        *writer = LineWriter::without_buffer(Raw(1));
    }
}

/// Both output streams work alike.
macro_rules! output {
    ($($Stream:ident $Lock:ident;)*) => {$(
        impl $Stream {
            /// Locks the stream.
            pub fn lock(&self) -> $Lock<'static> {
                $Lock { inner: self.inner.lock() }
            }
        }

        impl Write for $Stream {
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                (&*self).write(buf)
            }
            fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
                (&*self).write_vectored(bufs)
            }
            fn flush(&mut self) -> Result<()> {
                (&*self).flush()
            }
            fn write_all(&mut self, buf: &[u8]) -> Result<()> {
                (&*self).write_all(buf)
            }
            fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
                (&*self).write_fmt(args)
            }
        }

        impl Write for &$Stream {
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                self.lock().write(buf)
            }
            fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
                self.lock().write_vectored(bufs)
            }
            fn flush(&mut self) -> Result<()> {
                self.lock().flush()
            }
            fn write_all(&mut self, buf: &[u8]) -> Result<()> {
                self.lock().write_all(buf)
            }
            fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
                self.lock().write_fmt(args)
            }
        }

        impl Write for $Lock<'_> {
            fn write(&mut self, buf: &[u8]) -> Result<usize> {
                self.inner.borrow_mut().write(buf)
            }
            fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> Result<usize> {
                self.inner.borrow_mut().write_vectored(bufs)
            }
            fn flush(&mut self) -> Result<()> {
                self.inner.borrow_mut().flush()
            }
            fn write_all(&mut self, buf: &[u8]) -> Result<()> {
                self.inner.borrow_mut().write_all(buf)
            }
        }
    )*};
}

output! { Stdout StdoutLock; Stderr StderrLock; }

macro_rules! opaque_debug {
    ($($name:literal $ty:ty;)*) => {$(
        impl fmt::Debug for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct($name).finish_non_exhaustive()
            }
        }
    )*};
}

opaque_debug! {
    "Stdin" Stdin;
    "StdinLock" StdinLock<'_>;
    "Stdout" Stdout;
    "StdoutLock" StdoutLock<'_>;
    "Stderr" Stderr;
    "StderrLock" StderrLock<'_>;
}

impl crate::panic::UnwindSafe for Stdout {}
impl crate::panic::RefUnwindSafe for Stdout {}
impl crate::panic::UnwindSafe for Stderr {}
impl crate::panic::RefUnwindSafe for Stderr {}

/// Where a test's output is captured.
pub type OutputCapture = Option<Arc<Mutex<Vec<u8>>>>;

/// Whether any thread has ever captured output.
static CAPTURE_USED: AtomicBool = AtomicBool::new(false);

thread_local! {
    static OUTPUT_CAPTURE: Cell<OutputCapture> = const { Cell::new(None) };
}

/// Captures what this thread prints, or stops that; returns what was set before.
#[doc(hidden)]
pub fn set_output_capture(sink: OutputCapture) -> OutputCapture {
    if sink.is_none() && !CAPTURE_USED.load(Ordering::Relaxed) {
        return None;
    }
    CAPTURE_USED.store(true, Ordering::Relaxed);
    PRINT_ANY.set(|text| _print_args(fmt::Arguments::from_str(text)));
    EPRINT_ANY.set(|text| _eprint_args(fmt::Arguments::from_str(text)));
    OUTPUT_CAPTURE.try_with(move |slot| slot.replace(sink)).ok().flatten()
}

/// The capture of this thread, for a thread that it starts.
pub(crate) fn inherit_output_capture() -> OutputCapture {
    let capture = set_output_capture(None);
    set_output_capture(capture.clone());
    capture
}

/// Prints into the capture; false if there is none.
fn print_to_capture(args: fmt::Arguments<'_>) -> bool {
    if !CAPTURE_USED.load(Ordering::Relaxed) {
        return false;
    }
    // Taken out meanwhile: a `Display` that prints goes to the real stream.
    match set_output_capture(None) {
        None => false,
        Some(sink) => {
            let _ = sink.lock().unwrap_or_else(PoisonError::into_inner).write_fmt(args);
            set_output_capture(Some(sink));
            true
        }
    }
}

fn print_to(args: fmt::Arguments<'_>, out: impl FnOnce() -> Result<()>, label: &str) {
    if print_to_capture(args) {
        return;
    }
    if let Err(e) = out() {
        panic!("failed printing to {label}: {e}");
    }
}

// Most of what programs print is fixed text. That goes to the system at once, unless there is a
// buffer before it or it is captured; whoever makes that so sets these hooks. A program in which
// nobody does has neither locks nor buffers nor formatting in it.
static PRINT_ANY: Hook<fn(&'static str)> = Hook::new();
static EPRINT_ANY: Hook<fn(&'static str)> = Hook::new();

/// What `print!` calls.
#[doc(hidden)]
#[inline(always)]
pub fn _print(args: fmt::Arguments<'_>) {
    match args.as_str() {
        Some(text) => _print_text(text),
        None => _print_args(args),
    }
}

/// What `eprint!` calls.
#[doc(hidden)]
#[inline(always)]
pub fn _eprint(args: fmt::Arguments<'_>) {
    match args.as_str() {
        Some(text) => _eprint_text(text),
        None => _eprint_args(args),
    }
}

#[doc(hidden)]
pub fn _print_text(text: &'static str) {
    match PRINT_ANY.get() {
        Some(print) => print(text),
        // A line goes out at once in any case; parts of one are worth a buffer where calls cost.
        None if sys::SMALL || text.ends_with('\n') => write_text(1, text, "stdout"),
        None => _print_args(fmt::Arguments::from_str(text)),
    }
}

#[doc(hidden)]
pub fn _eprint_text(text: &'static str) {
    match EPRINT_ANY.get() {
        Some(print) => print(text),
        None => write_text(2, text, "stderr"),
    }
}

fn write_text(fd: i32, text: &str, label: &str) {
    if sys::SMALL {
        if !sys::fd::write_all(fd, text.as_bytes()) {
            crate::rt::fatal("failed printing");
        }
    } else if let Err(e) = Raw(fd).write_all(text.as_bytes()) {
        panic!("failed printing to {label}: {e}");
    }
}

#[doc(hidden)]
#[inline(never)]
pub fn _print_args(args: fmt::Arguments<'_>) {
    if sys::SMALL && !CAPTURE_USED.load(Ordering::Relaxed) {
        if FLUSH.get().is_none() {
            PRINT_ANY.set(|text| _print_args(fmt::Arguments::from_str(text)));
            FLUSH.set(|| {
                text::flush();
            });
        }
        return text::print(args);
    }
    print_to(args, || stdout().write_fmt(args), "stdout");
}

#[doc(hidden)]
#[inline(never)]
pub fn _eprint_args(args: fmt::Arguments<'_>) {
    if sys::SMALL && !CAPTURE_USED.load(Ordering::Relaxed) {
        // A failure has nowhere to be told.
        let _ = fmt::write(&mut RawText, args);
        return;
    }
    print_to(args, || stderr().write_fmt(args), "stderr");
}

/// Standard error without errors and locks.
pub(crate) struct RawText;

impl fmt::Write for RawText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        sys::fd::write_all(2, text.as_bytes());
        Ok(())
    }
}

/// Prints to standard error; nothing happens if that fails.
pub(crate) fn attempt_eprint(args: fmt::Arguments<'_>) {
    if sys::SMALL {
        return _eprint_args(args);
    }
    if !print_to_capture(args) {
        let _ = stderr().write_fmt(args);
    }
}

/// Whether something is a terminal.
pub trait IsTerminal {
    /// Whether it is.
    fn is_terminal(&self) -> bool;
}

macro_rules! is_terminal {
    ($($ty:ty)*) => {$(
        impl IsTerminal for $ty {
            fn is_terminal(&self) -> bool {
                sys::fd::is_terminal(self.as_fd().as_raw_fd())
            }
        }
    )*};
}

is_terminal! {
    fs::File Stdin StdinLock<'_> Stdout StdoutLock<'_> Stderr StderrLock<'_>
    crate::os::fd::BorrowedFd<'_> crate::os::fd::OwnedFd io::PipeReader io::PipeWriter
    crate::process::ChildStdin crate::process::ChildStdout crate::process::ChildStderr
}
