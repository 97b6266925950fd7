//! How a panic goes: count, hook, unwinding.

use crate::any::Any;
use crate::boxed::Box;
use crate::io::{self, RawText, Write};
use crate::panic::PanicHookInfo;
use crate::string::String;
use crate::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};
use crate::sync::{PoisonError, RwLock};
use crate::{env, mem, process, rt, sys, thread, unwind};
use core::cell::Cell;
use core::fmt::{self, Display, Formatter, FormattingOptions, Write as _};
use core::mem::ManuallyDrop;
use core::panic::{Location, PanicInfo, PanicMessage};

/// The panics of all threads that are under way: while it is 0 nobody needs to look at a thread's.
static GLOBAL_COUNT: AtomicUsize = AtomicUsize::new(0);

#[thread_local]
static LOCAL_COUNT: Cell<usize> = Cell::new(0);

/// Whether the panic hook is running: a panic in it must not call it again.
#[thread_local]
static IN_HOOK: Cell<bool> = Cell::new(false);

/// Whether panics can be caught in this program.
#[doc(hidden)]
#[must_use]
pub fn can_be_caught() -> bool {
    unwind::is_enabled()
}

/// Whether this thread is unwinding.
#[inline]
pub fn panicking() -> bool {
    GLOBAL_COUNT.load(Ordering::Relaxed) != 0 && LOCAL_COUNT.get() != 0
}

type HookFn = dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static;

/// The hook in force; none is the default one.
static HOOK: RwLock<Option<Box<HookFn>>> = RwLock::new(None);

/// Whether anybody has set a hook, or asked for the one in force.
static HOOK_IN_USE: AtomicBool = AtomicBool::new(false);

/// Sets what is called when a thread panics.
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + 'static + Sync + Send>) {
    assert!(!thread::panicking(), "cannot modify the panic hook from a panicking thread");
    HOOK_IN_USE.store(true, Ordering::Release);
    let mut slot = HOOK.write().unwrap_or_else(PoisonError::into_inner);
    let old = mem::replace(&mut *slot, Some(hook));
    drop(slot);
    drop(old);
}

/// Restores the default hook and returns the one that was set.
#[must_use]
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + 'static + Sync + Send> {
    assert!(!thread::panicking(), "cannot modify the panic hook from a panicking thread");
    HOOK_IN_USE.store(true, Ordering::Release);
    let mut slot = HOOK.write().unwrap_or_else(PoisonError::into_inner);
    let old = slot.take();
    drop(slot);
    old.unwrap_or_else(|| Box::new(default_hook))
}

/// Prints message and place to standard error, or to where a test captures output.
fn default_hook(info: &PanicHookInfo<'_>) {
    let message = match info.payload_as_str() {
        Some(s) => s,
        None => "Box<dyn Any>",
    };
    let write = |out: &mut dyn Write| {
        thread::with_current_name(|name| {
            let name = name.unwrap_or("<unnamed>");
            let tid = thread::os_id();
            let Some(location) = info.location() else { return };
            let _ = out.write_fmt(format_args!(
                "\nthread '{name}' ({tid}) panicked at {location}:\n{message}\n"
            ));
        });
        if backtrace_wanted() || LOCAL_COUNT.get() > 1 {
            let _ = crate::backtrace::print(out);
        } else {
            static FIRST: AtomicU8 = AtomicU8::new(1);
            if FIRST.swap(0, Ordering::Relaxed) == 1 {
                let _ = out.write_all(
                    b"note: run with `RUST_BACKTRACE=1` environment variable to display a \
                      backtrace\n",
                );
            }
        }
    };
    match io::set_output_capture(None) {
        Some(local) => {
            write(&mut *local.lock().unwrap_or_else(PoisonError::into_inner));
            io::set_output_capture(Some(local));
        }
        None => {
            // One write, so that the messages of two threads do not mix.
            let mut buf = crate::vec::Vec::new();
            write(&mut buf);
            let _ = io::stderr_raw().write_all(&buf);
        }
    }
}

pub(crate) fn backtrace_wanted() -> bool {
    env::var_os("RUST_BACKTRACE").is_some_and(|v| v != "0")
}

/// A payload, boxed only for a catcher.
trait Payload {
    /// The payload for the hook.
    fn get(&mut self) -> &(dyn Any + Send);
    /// The payload for the catcher.
    fn take(&mut self) -> Box<dyn Any + Send>;
}

/// A message without arguments.
struct StaticStr(&'static str);

impl Payload for StaticStr {
    fn get(&mut self) -> &(dyn Any + Send) {
        &self.0
    }
    fn take(&mut self) -> Box<dyn Any + Send> {
        Box::new(self.0)
    }
}

/// The argument of `panic_any`.
struct Value<M>(Option<M>);

impl<M: Any + Send> Payload for Value<M> {
    fn get(&mut self) -> &(dyn Any + Send) {
        match &self.0 {
            Some(m) => m,
            None => process::abort(),
        }
    }
    fn take(&mut self) -> Box<dyn Any + Send> {
        match self.0.take() {
            Some(m) => Box::new(m),
            None => process::abort(),
        }
    }
}

/// Where the panics of `core` arrive.
#[panic_handler]
fn begin_panic_handler(info: &PanicInfo<'_>) -> ! {
    let Some(location) = info.location() else { process::abort() };
    let message = info.message();
    if unwind::is_trap() {
        core::intrinsics::abort();
    }
    if ends_here() {
        match message.as_str() {
            Some(text) => tell_and_abort(location, text),
            None => tell_formatted_and_abort(location, message),
        }
    }
    match message.as_str() {
        Some(s) => start(&mut StaticStr(s), location, info.can_unwind()),
        None => {
            let text = crate::fmt::format(format_args!("{message}"));
            start(&mut Owned(text), location, info.can_unwind())
        }
    }
}

/// A formatted message.
struct Owned(String);

impl Payload for Owned {
    fn get(&mut self) -> &(dyn Any + Send) {
        &self.0
    }
    fn take(&mut self) -> Box<dyn Any + Send> {
        Box::new(mem::take(&mut self.0))
    }
}

/// Panics with any value: what `panic!(value)` of old editions calls.
#[lang = "begin_panic"]
#[inline(never)]
#[cold]
#[track_caller]
pub fn begin_panic<M: Any + Send>(msg: M) -> ! {
    if unwind::is_trap() {
        core::intrinsics::abort();
    }
    if ends_here() {
        tell_and_abort(Location::caller(), text_of(&msg));
    }
    start(&mut Value(Some(msg)), Location::caller(), true)
}

/// Whether a panic is just a message and the end: nobody can catch it or has set a hook, and the
/// program is to be small. The optimiser knows that where it is so, and drops all else.
#[inline(always)]
fn ends_here() -> bool {
    sys::SMALL && !unwind::is_enabled() && !HOOK_IN_USE.load(Ordering::Acquire)
}

/// Prints the beginning of the message; not again when what it prints panics.
fn tell_place(location: &Location<'_>) {
    if IN_HOOK.replace(true) {
        let _ = RawText.write_str("thread panicked while processing panic. aborting.\n");
        process::abort();
    }
    let _ = RawText.write_str("\nthread 'main' (1) panicked at ");
    let _ = location.fmt(&mut Formatter::new(&mut RawText, FormattingOptions::new()));
    let _ = RawText.write_str(":\n");
}

fn abort_after_message() -> ! {
    let _ = RawText.write_str(
        "\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n",
    );
    process::abort()
}

#[cold]
fn tell_and_abort(location: &Location<'_>, text: &str) -> ! {
    tell_place(location);
    let _ = RawText.write_str(text);
    abort_after_message()
}

#[cold]
fn tell_formatted_and_abort(location: &Location<'_>, message: PanicMessage<'_>) -> ! {
    tell_place(location);
    let _ = message.fmt(&mut Formatter::new(&mut RawText, FormattingOptions::new()));
    abort_after_message()
}

/// Counts, calls the hook, unwinds.
fn start(payload: &mut dyn Payload, location: &Location<'_>, can_unwind: bool) -> ! {
    GLOBAL_COUNT.fetch_add(1, Ordering::Relaxed);
    if IN_HOOK.get() {
        let mut out = io::stderr_raw();
        let _ = out.write_fmt(format_args!(
            "panicked at {location}:\n{}\nthread panicked while processing panic. aborting.\n",
            text_of(payload.get())
        ));
        process::abort();
    }
    let count = LOCAL_COUNT.get() + 1;
    LOCAL_COUNT.set(count);
    IN_HOOK.set(true);
    {
        let info = PanicHookInfo::new(location, payload.get(), can_unwind);
        let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner);
        match &*hook {
            Some(hook) => hook(&info),
            None => default_hook(&info),
        }
    }
    IN_HOOK.set(false);
    if !can_unwind {
        let _ = io::stderr_raw().write_all(b"thread caused non-unwinding panic. aborting.\n");
        process::abort();
    }
    raise(payload.take())
}

fn text_of(payload: &(dyn Any + Send)) -> &str {
    if let Some(s) = payload.downcast_ref::<&str>() {
        s
    } else if let Some(s) = payload.downcast_ref::<String>() {
        s
    } else {
        "Box<dyn Any>"
    }
}

/// Unwinds without the hook.
pub(crate) fn resume(payload: Box<dyn Any + Send>) -> ! {
    GLOBAL_COUNT.fetch_add(1, Ordering::Relaxed);
    LOCAL_COUNT.set(LOCAL_COUNT.get() + 1);
    raise(payload)
}

fn raise(payload: Box<dyn Any + Send>) -> ! {
    if !unwind::is_enabled() {
        crate::process::abort();
    }
    let code = unwind::raise(payload);
    let mut out = io::stderr_raw();
    let _ = out.write_fmt(format_args!("failed to initiate panic, error {code}\n"));
    rt::fatal("failed to initiate panic")
}

/// Calls a closure; its panic, if it unwinds, is the error.
pub(crate) fn catch<F: FnOnce() -> R, R>(f: F) -> Result<R, Box<dyn Any + Send>> {
    /// First the closure, then its result or the payload.
    union Data<F, R> {
        f: ManuallyDrop<F>,
        r: ManuallyDrop<R>,
        p: ManuallyDrop<Box<dyn Any + Send>>,
    }

    #[inline]
    fn call<F: FnOnce() -> R, R>(data: *mut u8) {
        unsafe {
            let data = &mut *data.cast::<Data<F, R>>();
            let f = ManuallyDrop::take(&mut data.f);
            data.r = ManuallyDrop::new(f());
        }
    }

    #[inline]
    fn caught<F, R>(data: *mut u8, exception: *mut u8) {
        unsafe {
            let payload = cleanup(exception);
            (*data.cast::<Data<F, R>>()).p = ManuallyDrop::new(payload);
        }
    }

    let mut data = Data { f: ManuallyDrop::new(f) };
    let ptr = (&raw mut data).cast::<u8>();
    unsafe {
        if core::intrinsics::catch_unwind(call::<F, R>, ptr, caught::<F, R>) == 0 {
            Ok(ManuallyDrop::into_inner(data.r))
        } else {
            Err(ManuallyDrop::into_inner(data.p))
        }
    }
}

/// The payload of a caught exception; the panic is over.
#[cold]
unsafe fn cleanup(exception: *mut u8) -> Box<dyn Any + Send> {
    let payload = unsafe { unwind::take_payload(exception) };
    GLOBAL_COUNT.fetch_sub(1, Ordering::Relaxed);
    LOCAL_COUNT.set(LOCAL_COUNT.get() - 1);
    payload
}
