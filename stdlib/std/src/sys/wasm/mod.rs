//! What all WebAssembly targets have in common: one thread, pages of memory, and no C library.

pub(crate) mod alloc;
mod heap;
mod pages;
pub(crate) mod process;

use crate::{panicking, unwind};
use core::cell::{Cell, UnsafeCell};

/// Whether a program's size counts for more than what it tells about rare failures.
pub(crate) const SMALL: bool = true;

/// Runs a program, and what comes after it. Returns its status.
#[inline(always)]
pub(crate) fn start(
    run: impl Fn() -> i32,
    _argc: isize,
    _argv: *const *const u8,
    _sigpipe: u8,
) -> i32 {
    let code =
        if unwind::is_enabled() { panicking::catch(run).unwrap_or(101) } else { run() };
    crate::rt::cleanup();
    code
}

/// A variable of the program; there is one thread that can use it.
pub(crate) struct Global<T> {
    value: UnsafeCell<T>,
    in_use: Cell<bool>,
}

unsafe impl<T> Sync for Global<T> {}

impl<T> Global<T> {
    pub(crate) const fn new(value: T) -> Self {
        Global { value: UnsafeCell::new(value), in_use: Cell::new(false) }
    }

    /// Calls with the value; the closure must not come back here.
    pub(crate) fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        if self.in_use.replace(true) {
            crate::process::abort();
        }
        let result = f(unsafe { &mut *self.value.get() });
        self.in_use.set(false);
        result
    }
}

/// The memory's functions of bytes.
pub(crate) mod memory {
    /// The first position of a byte.
    pub(crate) fn find_byte(byte: u8, bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|&b| b == byte)
    }

    /// The last position of a byte.
    pub(crate) fn rfind_byte(byte: u8, bytes: &[u8]) -> Option<usize> {
        bytes.iter().rposition(|&b| b == byte)
    }
}

/// Functions of floating-point numbers, which the crate `compiler_builtins` defines.
pub(crate) mod math {
    macro_rules! declare {
        ($($name:ident $single:ident ($($arg:ident),*);)*) => {
            unsafe extern "C" {
                $(
                    pub(crate) safe fn $name($($arg: f64),*) -> f64;
                    pub(crate) safe fn $single($($arg: f32),*) -> f32;
                )*
            }
        };
    }

    declare! {
        acos acosf (x);
        asin asinf (x);
        atan atanf (x);
        atan2 atan2f (y, x);
        cbrt cbrtf (x);
        cosh coshf (x);
        expm1 expm1f (x);
        fdim fdimf (x, y);
        hypot hypotf (x, y);
        log1p log1pf (x);
        sinh sinhf (x);
        tan tanf (x);
        tanh tanhf (x);
    }
}

/// Backtraces: there are none.
pub(crate) mod backtrace {
    use crate::ffi::CStr;
    use crate::vec::Vec;

    /// Whether there are backtraces at all.
    pub(crate) const SUPPORTED: bool = false;

    /// Where each of the calls under way goes on.
    pub(crate) fn addresses() -> Vec<usize> {
        Vec::new()
    }

    /// The name of the function that an address is in.
    pub(crate) fn symbol(_: usize) -> Option<&'static CStr> {
        None
    }
}

/// Waiting on the value of a word: nobody else can change it.
pub(crate) mod futex {
    use crate::rt;
    use core::sync::atomic::AtomicU32;
    use core::sync::atomic::Ordering::Relaxed;
    use core::time::Duration;

    /// Sleeps while the word has this value, for so long; false means that time is up. Without a
    /// time that is for ever, which a message tells.
    pub(crate) fn wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) -> bool {
        if word.load(Relaxed) != expected {
            return true;
        }
        match timeout {
            Some(time) => crate::sys::time::sleep(time),
            None => rt::fatal("deadlock: the only thread waits for another"),
        }
        false
    }

    /// Wakes one sleeper; whether there was one.
    #[inline]
    pub(crate) fn wake(_: &AtomicU32) -> bool {
        false
    }

    /// Wakes all sleepers.
    #[inline]
    pub(crate) fn wake_all(_: &AtomicU32) {}

    /// Wakes by address only.
    #[inline]
    pub(crate) fn wake_many(_: *const u32, _: i32) -> i64 {
        0
    }
}

/// Threads: there is one.
pub(crate) mod thread {
    use crate::boxed::Box;
    use crate::io;
    use crate::sys::unsupported::error;
    use core::num::NonZero;

    pub(crate) use crate::sys::time::{sleep, yield_now};

    /// A thread of the system: there can be none.
    pub(crate) enum Native {}

    impl Native {
        pub(crate) unsafe fn new(_stack: usize, _main: Box<dyn FnOnce()>) -> io::Result<Native> {
            Err(error())
        }

        pub(crate) fn join(self) {
            match self {}
        }
    }

    /// Tells the system a thread's name.
    pub(crate) fn set_name(_: &[u8]) {}

    /// Whether there is one thread, ever.
    pub(crate) const ALONE: bool = true;

    /// The number of the only thread.
    pub(crate) fn os_id() -> u64 {
        1
    }

    /// How many threads can run at once, if that is known.
    pub(crate) fn available_parallelism() -> Option<NonZero<usize>> {
        None
    }

    /// Does nothing: the thread ends with the program, and nothing comes after that.
    ///
    /// # Safety
    /// None is needed.
    #[inline]
    pub(crate) unsafe fn at_exit(_: *mut u8, _: unsafe extern "C" fn(*mut u8)) {}
}
