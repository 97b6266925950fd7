//! Foreign interfaces.
#![allow(non_camel_case_types)]
use crate::fmt;

pub mod c_str;

pub use self::c_str::{CStr, FromBytesUntilNulError, FromBytesWithNulError};

macro_rules! c_types {
    ($($name:ident = $T:ty;)*) => {$(
        #[doc = concat!("The C type `", stringify!($name), "`.")]
        pub type $name = $T;
    )*};
}
c_types! {
    c_schar = i8;
    c_uchar = u8;
    c_short = i16;
    c_ushort = u16;
    c_int = i32;
    c_uint = u32;
    c_longlong = i64;
    c_ulonglong = u64;
    c_float = f32;
    c_double = f64;
}

#[cfg(any(target_arch = "aarch64", target_arch = "arm"))]
c_types! { c_char = u8; }
#[cfg(not(any(target_arch = "aarch64", target_arch = "arm")))]
c_types! { c_char = i8; }

#[cfg(all(target_pointer_width = "64", not(windows)))]
c_types! { c_long = i64; c_ulong = u64; }
#[cfg(not(all(target_pointer_width = "64", not(windows))))]
c_types! { c_long = i32; c_ulong = u32; }

/// What a `void *` points to.
#[lang = "c_void"]
#[repr(u8)]
pub enum c_void {
    /// Not for use.
    #[doc(hidden)]
    __variant1,
    /// Not for use.
    #[doc(hidden)]
    __variant2,
}

impl fmt::Debug for c_void {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("c_void").finish()
    }
}
