//! The system's threads behind handles.
use crate::sys::libc;
use crate::thread::JoinHandle;
use core::mem::ManuallyDrop;

/// The type of a thread of the system.
#[allow(non_camel_case_types)]
pub type RawPthread = libc::pthread_t;

/// Extensions of [`JoinHandle`].
pub trait JoinHandleExt {
    /// The thread; the handle keeps it.
    fn as_pthread_t(&self) -> RawPthread;
    /// The thread, which the caller now has to join or detach.
    fn into_pthread_t(self) -> RawPthread;
}

impl<T> JoinHandleExt for JoinHandle<T> {
    fn as_pthread_t(&self) -> RawPthread {
        self.native().id
    }
    fn into_pthread_t(self) -> RawPthread {
        ManuallyDrop::new(self.into_native()).id
    }
}
