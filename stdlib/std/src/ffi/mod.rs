//! Text and types for other languages and for the system.

pub mod c_str {
    //! Text for C.
    pub use crate::alloc_crate::ffi::c_str::{CString, FromVecWithNulError, IntoStringError, NulError};
    pub use core::ffi::c_str::{CStr, FromBytesUntilNulError, FromBytesWithNulError};
}
mod convert;
pub mod os_str;

pub use self::c_str::{
    CStr, CString, FromBytesUntilNulError, FromBytesWithNulError, FromVecWithNulError,
    IntoStringError, NulError,
};
pub use self::os_str::{OsStr, OsString};
pub use core::ffi::{
    c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint,
    c_ulong, c_ulonglong, c_ushort, c_void,
};
