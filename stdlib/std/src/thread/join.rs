//! Starting threads and waiting for them.

use super::current::{Thread, current, set_current};
use super::scoped::ScopeData;
use super::Result;
use crate::boxed::Box;
use crate::ffi::CString;
use crate::string::String;
use crate::sync::Arc;
use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sys::thread::{self as system, Native};
use crate::{env, fmt, io, mem, panic, process, rt};
use core::cell::UnsafeCell;
use core::marker::PhantomData;

/// How a thread is to be.
#[must_use = "must eventually spawn the thread"]
#[derive(Debug)]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}

impl Builder {
    /// A thread without name and with the usual stack.
    pub fn new() -> Builder {
        Builder { name: None, stack_size: None }
    }

    /// Names the thread.
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }

    /// Sets the size of its stack in bytes.
    pub fn stack_size(mut self, size: usize) -> Builder {
        self.stack_size = Some(size);
        self
    }

    /// Starts the thread.
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        unsafe { self.spawn_unchecked(f) }
    }

    /// Starts a thread that may borrow what does not live forever.
    ///
    /// # Safety
    /// The thread must be joined before what it borrows goes.
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        Ok(JoinHandle(unsafe { self.start(f, None) }?))
    }

    pub(super) unsafe fn start<'scope, F, T>(
        self,
        f: F,
        scope: Option<Arc<ScopeData>>,
    ) -> io::Result<JoinInner<'scope, T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        let stack_size = self.stack_size.unwrap_or_else(min_stack);
        let name = match self.name {
            Some(name) => {
                Some(CString::new(name).expect("thread name may not contain interior null bytes"))
            }
            None => None,
        };
        let thread = Thread::new(name);
        let packet =
            Arc::new(Packet { scope, result: UnsafeCell::new(None), marker: PhantomData });
        if let Some(scope) = &packet.scope {
            scope.add_thread();
        }
        let (their_thread, their_packet) = (thread.clone(), packet.clone());
        let capture = io::inherit_output_capture();
        let main = move || {
            io::set_output_capture(capture);
            if let Some(name) = their_thread.c_name() {
                system::set_name(name.to_bytes());
            }
            set_current(their_thread);
            let result = panic::catch_unwind(panic::AssertUnwindSafe(f));
            // Nobody reads the result before this packet is dropped.
            unsafe { *their_packet.result.get() = Some(result) };
            drop(their_packet);
        };
        // The lifetime is what the caller answers for.
        let main: Box<dyn FnOnce() + '_> = Box::new(main);
        let main = unsafe {
            mem::transmute::<Box<dyn FnOnce() + '_>, Box<dyn FnOnce() + 'static>>(main)
        };
        match unsafe { Native::new(stack_size, main) } {
            Ok(native) => Ok(JoinInner { native, thread, packet }),
            Err(e) => {
                if let Some(scope) = &packet.scope {
                    scope.remove_thread(false);
                }
                Err(e)
            }
        }
    }
}

/// The stack of a thread that asks for none in particular.
fn min_stack() -> usize {
    static MIN: AtomicUsize = AtomicUsize::new(0);
    match MIN.load(Ordering::Relaxed) {
        0 => {}
        n => return n - 1,
    }
    let size = env::var_os("RUST_MIN_STACK")
        .and_then(|s| s.to_str().and_then(|s| s.parse().ok()))
        .unwrap_or(2 * 1024 * 1024);
    MIN.store(size + 1, Ordering::Relaxed);
    size
}

/// Where a thread leaves its result.
struct Packet<'scope, T> {
    scope: Option<Arc<ScopeData>>,
    result: UnsafeCell<Option<Result<T>>>,
    marker: PhantomData<Option<&'scope ScopeData>>,
}

unsafe impl<'scope, T: Send> Sync for Packet<'scope, T> {}
unsafe impl<'scope, T: Send> Send for Packet<'scope, T> {}

impl<T> Drop for Packet<'_, T> {
    fn drop(&mut self) {
        let unhandled = matches!(self.result.get_mut(), Some(Err(_)));
        let result = panic::AssertUnwindSafe(|| *self.result.get_mut() = None);
        if panic::catch_unwind(result).is_err() {
            rt::fatal("thread result panicked on drop");
        }
        if let Some(scope) = &self.scope {
            scope.remove_thread(unhandled);
        }
    }
}

/// What both kinds of handle hold.
pub(super) struct JoinInner<'scope, T> {
    native: Native,
    pub(super) thread: Thread,
    packet: Arc<Packet<'scope, T>>,
}

impl<T> JoinInner<'_, T> {
    pub(super) fn join(mut self) -> Result<T> {
        self.native.join();
        // The thread has dropped its share.
        match Arc::get_mut(&mut self.packet).and_then(|p| p.result.get_mut().take()) {
            Some(result) => result,
            None => process::abort(),
        }
    }

    pub(super) fn is_finished(&self) -> bool {
        Arc::strong_count(&self.packet) == 1
    }
}

/// Owns the right to join a thread; the thread goes on by itself when it is dropped.
pub struct JoinHandle<T>(JoinInner<'static, T>);

unsafe impl<T> Send for JoinHandle<T> {}
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    /// The thread's handle.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.0.thread
    }

    /// Waits for the thread's result.
    pub fn join(self) -> Result<T> {
        self.0.join()
    }

    /// What the platform knows the thread by.
    #[cfg(unix)]
    pub(crate) fn native(&self) -> &Native {
        &self.0.native
    }

    #[cfg(unix)]
    pub(crate) fn into_native(self) -> Native {
        self.0.native
    }

    /// Whether the thread's function has returned.
    pub fn is_finished(&self) -> bool {
        self.0.is_finished()
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// Starts a thread.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// Makes sure that this thread has a handle before others may ask for it.
pub(super) fn this_thread() -> Thread {
    current()
}
