//! What is particular to an operating system.

#[cfg(any(unix, target_os = "wasi"))]
pub mod fd;
#[cfg(not(any(unix, target_os = "wasi")))]
pub(crate) mod fd;
pub(crate) mod ffi;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod js;
#[cfg(unix)]
pub mod unix;
#[cfg(target_os = "wasi")]
pub mod wasi;

/// Linux in particular.
#[cfg(target_os = "linux")]
pub mod linux {
    /// Files.
    pub mod fs {
        pub use crate::os::unix::fs::MetadataExt;
    }
}

/// Types of C.
pub mod raw {
    pub use core::ffi::{
        c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint,
        c_ulong, c_ulonglong, c_ushort, c_void,
    };
}
