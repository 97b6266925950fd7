//! What is below the library: one module a platform, all with the same functions.
//!
//! `fd` reads and writes by descriptor; `fs`, `env`, `process`, `socket`, `thread`, `time` serve
//! the public modules of these names; `futex` is what locks sleep on; `alloc` is the system's
//! allocator and `math` its functions of floating-point numbers. Nothing above this module asks
//! for what system it is compiled, except `os`, which is about that.

#[cfg(unix)]
#[path = "unix/mod.rs"]
mod platform;
#[cfg(target_os = "wasi")]
#[path = "wasi/mod.rs"]
mod platform;
#[cfg(not(any(unix, target_os = "wasi")))]
#[path = "bare/mod.rs"]
mod platform;

/// What all WebAssembly targets have in common.
#[cfg(target_family = "wasm")]
mod wasm;

/// For what a platform has not: functions that fail.
#[cfg(not(unix))]
mod unsupported;

pub(crate) use platform::*;

use crate::ffi::OsString;
use crate::os::ffi::OsStringExt;
use core::marker::PhantomData;
use core::mem;
use core::ptr;
use core::sync::atomic::{AtomicPtr, Ordering};

/// A function that is called once somebody has set it. Where nobody can, the optimiser knows that
/// it is not set, and what it would do is not part of the program.
pub(crate) struct Hook<F> {
    function: AtomicPtr<()>,
    kind: PhantomData<F>,
}

impl<F: Copy> Hook<F> {
    /// A hook that is not set. `F` is a type of function pointers.
    pub(crate) const fn new() -> Self {
        Hook { function: AtomicPtr::new(ptr::null_mut()), kind: PhantomData }
    }

    #[inline]
    pub(crate) fn set(&self, function: F) {
        const { assert!(size_of::<F>() == size_of::<*mut ()>()) };
        let address = unsafe { mem::transmute_copy::<F, *mut ()>(&function) };
        self.function.store(address, Ordering::Release);
    }

    #[inline(always)]
    pub(crate) fn get(&self) -> Option<F> {
        let address = self.function.load(Ordering::Acquire);
        if address.is_null() {
            return None;
        }
        Some(unsafe { mem::transmute_copy::<*mut (), F>(&address) })
    }
}

/// What to do with the lock of a file.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Lock {
    /// Take it along with others.
    Shared,
    /// Take it alone.
    Exclusive,
    /// Give it back.
    Unlock,
}

/// An entry of the environment as name and value; a name may begin with `=`, but not be empty.
pub(crate) fn split_var(entry: &[u8]) -> Option<(OsString, OsString)> {
    let i = entry.iter().skip(1).position(|&b| b == b'=')? + 1;
    let (name, value) = (&entry[..i], &entry[i + 1..]);
    Some((OsString::from_vec(name.to_vec()), OsString::from_vec(value.to_vec())))
}
