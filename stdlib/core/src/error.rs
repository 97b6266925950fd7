//! [`Error`]: what the error types of functions have in common.
use crate::any::TypeId;
use crate::fmt::{self, Debug, Display};

/// Errors that can be shown and may have a cause.
#[rustc_diagnostic_item = "Error"]
#[rustc_has_incoherent_inherent_impls]
pub trait Error: Debug + Display {
    /// The error behind this one.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        None
    }

    /// The identity of the type; only its own methods may override it.
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "error_type_id", issue = "none"))]
    fn type_id(&self, _: private::Internal) -> TypeId
    where
        Self: 'static,
    {
        TypeId::of::<Self>()
    }

    /// The older way to show an error.
    #[deprecated(since = "1.42.0", note = "use the Display impl or to_string()")]
    fn description(&self) -> &str {
        "description() is deprecated; use Display"
    }

    /// The older name of [`source`](Error::source).
    #[deprecated(since = "1.33.0", note = "replaced by Error::source, which can support downcasting")]
    fn cause(&self) -> Option<&dyn Error> {
        self.source()
    }
}

mod private {
    /// Keeps `type_id` from being overridden.
    #[derive(Debug)]
    pub struct Internal;
}

macro_rules! error_methods {
    ($([$($bounds:tt)+])*) => {$(
        impl dyn $($bounds)+ {
            /// Whether the error is a `T`.
            #[inline]
            pub fn is<T: Error + 'static>(&self) -> bool {
                TypeId::of::<T>() == self.type_id(private::Internal)
            }

            /// Borrows the error as a `T`, if it is one.
            #[inline]
            pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
                if self.is::<T>() {
                    // SAFETY: it is a `T`.
                    Some(unsafe { &*(self as *const Self as *const T) })
                } else {
                    None
                }
            }

            /// Mutably borrows the error as a `T`, if it is one.
            #[inline]
            pub fn downcast_mut<T: Error + 'static>(&mut self) -> Option<&mut T> {
                if self.is::<T>() {
                    // SAFETY: it is a `T`.
                    Some(unsafe { &mut *(self as *mut Self as *mut T) })
                } else {
                    None
                }
            }
        }
    )*};
}
error_methods! { [Error] [Error + Send] [Error + Send + Sync] }

impl dyn Error {
    /// Iterates over this error and those behind it.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "error_iter", issue = "none"))]
    pub fn sources(&self) -> Source<'_> {
        Source { current: Some(self) }
    }
}

/// Iterator over an error and those behind it.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone, Debug)]
#[cfg_attr(ochre, unstable(feature = "error_iter", issue = "none"))]
pub struct Source<'a> {
    current: Option<&'a (dyn Error + 'static)>,
}

impl<'a> Iterator for Source<'a> {
    type Item = &'a (dyn Error + 'static);

    fn next(&mut self) -> Option<Self::Item> {
        let current = self.current;
        self.current = self.current.and_then(Error::source);
        current
    }
}

impl<'a, T: Error + ?Sized> Error for &'a T {
    #[allow(deprecated)]
    fn description(&self) -> &str {
        Error::description(&**self)
    }
    #[allow(deprecated)]
    fn cause(&self) -> Option<&dyn Error> {
        Error::cause(&**self)
    }
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}

impl<'a, T: Error + ?Sized> Error for &'a mut T {
    #[allow(deprecated)]
    fn cause(&self) -> Option<&dyn Error> {
        Error::cause(&**self)
    }
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}

impl Error for ! {}

macro_rules! plain_errors {
    ($($T:ty)*) => {$(
        impl Error for $T {}
    )*};
}
plain_errors! {
    fmt::Error
    crate::cell::BorrowError
    crate::cell::BorrowMutError
    crate::char::CharTryFromError
    crate::char::DecodeUtf16Error
    crate::char::ParseCharError
    crate::char::TryFromCharError
    crate::array::TryFromSliceError
    crate::time::TryFromFloatSecsError
    crate::ffi::FromBytesUntilNulError
    crate::ffi::FromBytesWithNulError
    crate::net::AddrParseError
    crate::slice::GetDisjointMutError
    crate::str::Utf8Error
    crate::str::ParseBoolError
    crate::num::ParseIntError
    crate::num::ParseFloatError
    crate::num::TryFromIntError
    crate::alloc::LayoutError
}

// Text is never an error itself: `Box<dyn Error>` can be made of it.
impl<'a> !Error for &'a str {}
