//! Handles of threads, and the one of this thread.

use crate::ffi::{CStr, CString};
use crate::sync::Arc;
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sync::atomic::{AtomicU32, AtomicU64};
use crate::sys::{self, futex};
use crate::time::Duration;
use core::cell::Cell;
use core::fmt;
use core::mem::ManuallyDrop;
use core::num::NonZero;
use core::ptr;

/// The identity of a thread, unique in the process.
#[derive(Eq, PartialEq, Clone, Copy, Hash, Debug)]
pub struct ThreadId(NonZero<u64>);

impl ThreadId {
    fn new() -> ThreadId {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        match NonZero::new(NEXT.fetch_add(1, Relaxed)) {
            Some(id) => ThreadId(id),
            None => panic!("failed to generate unique thread ID: bitspace exhausted"),
        }
    }
}

struct Inner {
    // The first thread is called "main" without owning the name.
    name: Option<CString>,
    is_main: bool,
    id: ThreadId,
    parker: Parker,
}

/// A handle of a thread.
#[derive(Clone)]
pub struct Thread {
    inner: Arc<Inner>,
}

impl Thread {
    pub(super) fn new(name: Option<CString>) -> Thread {
        Self::with(name, false)
    }

    fn with(name: Option<CString>, is_main: bool) -> Thread {
        let inner = Inner { name, is_main, id: ThreadId::new(), parker: Parker::new() };
        Thread { inner: Arc::new(inner) }
    }

    /// Lets the thread's `park` return.
    #[inline]
    pub fn unpark(&self) {
        self.inner.parker.unpark();
    }

    /// The thread's identity.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        self.inner.id
    }

    /// The thread's name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        // Names are checked to be text when they are set.
        self.c_name().map(|name| unsafe { str::from_utf8_unchecked(name.to_bytes()) })
    }

    pub(super) fn c_name(&self) -> Option<&CStr> {
        if self.inner.is_main { Some(c"main") } else { self.inner.name.as_deref() }
    }

    pub(super) fn parker(&self) -> &Parker {
        &self.inner.parker
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread")
            .field("id", &self.id())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

/// This thread's handle, an `Arc` by its raw pointer; null if not asked for yet.
#[thread_local]
static CURRENT: Cell<*const Inner> = Cell::new(ptr::null());

/// In [`CURRENT`] after the thread's destructors have run.
fn destroyed() -> *const Inner {
    ptr::without_provenance(1)
}

unsafe extern "C" fn drop_current(_: *mut u8) {
    let inner = CURRENT.replace(destroyed());
    if !inner.is_null() && inner != destroyed() {
        drop(unsafe { Arc::from_raw(inner) });
    }
}

/// Makes a handle the one of this thread.
pub(super) fn set_current(thread: Thread) {
    CURRENT.set(Arc::into_raw(thread.inner));
    unsafe { sys::thread::at_exit(ptr::null_mut(), drop_current) };
}

/// Makes this the main thread. Its handle stays until the process ends.
#[cfg(unix)]
pub(crate) fn set_main() {
    let thread = Thread::with(None, true);
    CURRENT.set(Arc::into_raw(thread.inner));
}


/// The handle of this thread.
#[must_use]
pub fn current() -> Thread {
    let inner = CURRENT.get();
    if inner == destroyed() {
        // Destructors of thread-locals that ask get a handle without a name.
        return Thread::new(None);
    }
    if inner.is_null() {
        let thread = Thread::with(None, sys::thread::ALONE);
        set_current(thread.clone());
        return thread;
    }
    let borrowed = ManuallyDrop::new(Thread { inner: unsafe { Arc::from_raw(inner) } });
    (*borrowed).clone()
}

/// Calls with this thread's name without allocating.
pub(crate) fn with_current_name<R>(f: impl FnOnce(Option<&str>) -> R) -> R {
    let inner = CURRENT.get();
    if inner.is_null() || inner == destroyed() {
        return f(if sys::thread::ALONE { Some("main") } else { None });
    }
    let thread = ManuallyDrop::new(Thread { inner: unsafe { Arc::from_raw(inner) } });
    f(thread.name())
}

/// A number other than 0 that is this thread's alone while it lives.
pub(crate) fn current_number() -> u64 {
    if sys::thread::ALONE {
        return 1;
    }
    #[thread_local]
    static NUMBER: Cell<u64> = Cell::new(0);
    if NUMBER.get() == 0 {
        NUMBER.set(ThreadId::new().0.get());
    }
    NUMBER.get()
}

/// The number by which the system knows this thread.
pub(crate) fn os_id() -> u64 {
    sys::thread::os_id()
}

const EMPTY: u32 = 0;
const NOTIFIED: u32 = 1;
const PARKED: u32 = u32::MAX;

/// Holds at most one token: `unpark` brings it, `park` takes it.
pub(super) struct Parker {
    state: AtomicU32,
}

impl Parker {
    const fn new() -> Self {
        Parker { state: AtomicU32::new(EMPTY) }
    }

    /// Called by the owner only.
    pub(super) fn park(&self, timeout: Option<Duration>) {
        // From empty to parked, or from notified to empty.
        if self.state.fetch_sub(1, Acquire) == NOTIFIED {
            return;
        }
        loop {
            futex::wait(&self.state, PARKED, timeout);
            if timeout.is_some() {
                self.state.swap(EMPTY, Acquire);
                return;
            }
            if self.state.compare_exchange(NOTIFIED, EMPTY, Acquire, Acquire).is_ok() {
                return;
            }
        }
    }

    fn unpark(&self) {
        if self.state.swap(NOTIFIED, Release) == PARKED {
            futex::wake(&self.state);
        }
    }
}
