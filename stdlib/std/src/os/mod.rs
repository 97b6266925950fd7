//! What is particular to an operating system.

pub mod fd;
pub mod unix;

/// Linux in particular.
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
