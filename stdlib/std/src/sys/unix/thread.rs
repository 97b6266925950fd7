//! Threads.

use super::{cvt, libc};
use crate::boxed::Box;
use crate::io;
use crate::time::Duration;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::num::NonZero;
use core::ptr;

/// A thread of the system; detached when dropped.
pub(crate) struct Native {
    pub(crate) id: libc::pthread_t,
}

extern "C" fn thread_start(main: *mut libc::c_void) -> *mut libc::c_void {
    let main = unsafe { Box::from_raw(main.cast::<Box<dyn FnOnce()>>()) };
    main();
    ptr::null_mut()
}

impl Native {
    pub(crate) unsafe fn new(stack: usize, main: Box<dyn FnOnce()>) -> io::Result<Native> {
        const MIN_STACK: usize = 16 * 1024;
        let main = Box::into_raw(Box::new(main));
        unsafe {
            let mut attr = MaybeUninit::<libc::pthread_attr_t>::uninit();
            libc::pthread_attr_init(attr.as_mut_ptr());
            let page = libc::sysconf(libc::_SC_PAGESIZE).max(1) as usize;
            let size = stack.max(MIN_STACK).next_multiple_of(page);
            libc::pthread_attr_setstacksize(attr.as_mut_ptr(), size);
            let mut id = 0;
            let ret = libc::pthread_create(&mut id, attr.as_ptr(), thread_start, main.cast());
            libc::pthread_attr_destroy(attr.as_mut_ptr());
            if ret != 0 {
                drop(Box::from_raw(main));
                return Err(io::Error::from_raw_os_error(ret));
            }
            Ok(Native { id })
        }
    }

    pub(crate) fn join(self) {
        let this = ManuallyDrop::new(self);
        let ret = unsafe { libc::pthread_join(this.id, ptr::null_mut()) };
        assert!(ret == 0, "failed to join thread: {}", io::Error::from_raw_os_error(ret));
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        unsafe { libc::pthread_detach(self.id) };
    }
}

/// Tells the system a thread's name, of which it takes 15 bytes at most.
pub(crate) fn set_name(name: &[u8]) {
    let mut buf = [0u8; 16];
    let len = name.len().min(15);
    buf[..len].copy_from_slice(&name[..len]);
    unsafe { libc::pthread_setname_np(libc::pthread_self(), buf.as_ptr().cast()) };
}

/// Whether there is one thread, ever.
pub(crate) const ALONE: bool = false;

/// The number by which the system knows this thread.
pub(crate) fn os_id() -> u64 {
    unsafe { libc::gettid() as u64 }
}

/// Lets other threads run.
pub(crate) fn yield_now() {
    unsafe { libc::sched_yield() };
}

/// Sleeps for so long.
pub(crate) fn sleep(dur: Duration) {
    let mut secs = dur.as_secs();
    let mut nsecs = i64::from(dur.subsec_nanos());
    while secs > 0 || nsecs > 0 {
        let part = secs.min(i64::MAX as u64);
        let mut ts = libc::timespec { tv_sec: part as i64, tv_nsec: nsecs };
        secs -= part;
        let ptr = &raw mut ts;
        if cvt(unsafe { libc::nanosleep(ptr, ptr) }).is_err() {
            // A signal came: what is left is in `ts`.
            secs += ts.tv_sec as u64;
            nsecs = ts.tv_nsec;
        } else {
            nsecs = 0;
        }
    }
}

/// How many threads can run at once, if that is known.
pub(crate) fn available_parallelism() -> Option<NonZero<usize>> {
    let mut set = [0u64; 16];
    let size = size_of_val(&set);
    let count = if unsafe { libc::sched_getaffinity(0, size, &mut set) } == 0 {
        set.iter().map(|word| word.count_ones() as usize).sum()
    } else {
        unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) }.max(0) as usize
    };
    NonZero::new(count)
}

/// Runs a function on a value when this thread ends, in reverse order.
///
/// # Safety
/// The value must live until then.
pub(crate) unsafe fn at_exit(value: *mut u8, dtor: unsafe extern "C" fn(*mut u8)) {
    unsafe { libc::__cxa_thread_atexit_impl(dtor, value, &raw const libc::__dso_handle) };
}
