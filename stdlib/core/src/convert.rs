//! Conversion between types.
use crate::error::Error;
use crate::fmt;
use crate::hash::{Hash, Hasher};

/// Returns its argument.
#[inline(always)]
#[rustc_diagnostic_item = "convert_identity"]
pub const fn identity<T>(x: T) -> T {
    x
}

/// Cheap conversion between references.
#[rustc_diagnostic_item = "AsRef"]
pub trait AsRef<T: ?Sized> {
    /// Converts to a reference of the other type.
    fn as_ref(&self) -> &T;
}

/// Cheap conversion between mutable references.
#[rustc_diagnostic_item = "AsMut"]
pub trait AsMut<T: ?Sized> {
    /// Converts to a mutable reference of the other type.
    fn as_mut(&mut self) -> &mut T;
}

/// Conversion that consumes its input; implement [`From`] instead.
#[rustc_diagnostic_item = "Into"]
pub trait Into<T>: Sized {
    /// Converts.
    #[must_use]
    fn into(self) -> T;
}

/// Construction from another type, without failure.
#[rustc_diagnostic_item = "From"]
#[diagnostic::on_unimplemented(
    message = "the trait bound `{Self}: From<{T}>` is not satisfied",
    label = "the trait `From<{T}>` is not implemented for `{Self}`"
)]
pub trait From<T>: Sized {
    /// Converts.
    #[rustc_diagnostic_item = "from_fn"]
    #[must_use]
    fn from(value: T) -> Self;
}

/// Conversion that may fail; implement [`TryFrom`] instead.
#[rustc_diagnostic_item = "TryInto"]
pub trait TryInto<T>: Sized {
    /// The error of a failed conversion.
    type Error;

    /// Converts.
    fn try_into(self) -> Result<T, Self::Error>;
}

/// Construction from another type that may fail.
#[rustc_diagnostic_item = "TryFrom"]
pub trait TryFrom<T>: Sized {
    /// The error of a failed conversion.
    type Error;

    /// Converts.
    #[rustc_diagnostic_item = "try_from_fn"]
    fn try_from(value: T) -> Result<Self, Self::Error>;
}

impl<T: ?Sized, U: ?Sized> AsRef<U> for &T
where
    T: AsRef<U>,
{
    #[inline]
    fn as_ref(&self) -> &U {
        <T as AsRef<U>>::as_ref(*self)
    }
}

impl<T: ?Sized, U: ?Sized> AsRef<U> for &mut T
where
    T: AsRef<U>,
{
    #[inline]
    fn as_ref(&self) -> &U {
        <T as AsRef<U>>::as_ref(*self)
    }
}

impl<T: ?Sized, U: ?Sized> AsMut<U> for &mut T
where
    T: AsMut<U>,
{
    #[inline]
    fn as_mut(&mut self) -> &mut U {
        (*self).as_mut()
    }
}

impl<T, U: From<T>> Into<U> for T {
    #[inline]
    #[track_caller]
    fn into(self) -> U {
        U::from(self)
    }
}

impl<T> From<T> for T {
    #[inline(always)]
    fn from(t: T) -> T {
        t
    }
}

/// Keeps the way open for `impl From<!> for T`.
#[rustc_reservation_impl = "permitting this impl would forbid us from adding `impl<T> From<!> for T` later"]
impl<T> From<!> for T {
    fn from(t: !) -> T {
        t
    }
}

impl<T, U: TryFrom<T>> TryInto<U> for T {
    type Error = U::Error;

    #[inline]
    fn try_into(self) -> Result<U, U::Error> {
        U::try_from(self)
    }
}

impl<T, U: Into<T>> TryFrom<U> for T {
    type Error = Infallible;

    #[inline]
    fn try_from(value: U) -> Result<Self, Self::Error> {
        Ok(U::into(value))
    }
}

impl<T> AsRef<[T]> for [T] {
    #[inline(always)]
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T> AsMut<[T]> for [T] {
    #[inline(always)]
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

impl AsRef<str> for str {
    #[inline(always)]
    fn as_ref(&self) -> &str {
        self
    }
}

impl AsMut<str> for str {
    #[inline(always)]
    fn as_mut(&mut self) -> &mut str {
        self
    }
}

/// The error of what cannot fail.
#[derive(Copy)]
pub enum Infallible {}

impl Clone for Infallible {
    fn clone(&self) -> Infallible {
        match *self {}
    }
}

impl fmt::Debug for Infallible {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl fmt::Display for Infallible {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl Error for Infallible {}

impl PartialEq for Infallible {
    fn eq(&self, _: &Infallible) -> bool {
        match *self {}
    }
}

impl Eq for Infallible {}

impl PartialOrd for Infallible {
    fn partial_cmp(&self, _other: &Self) -> Option<crate::cmp::Ordering> {
        match *self {}
    }
}

impl Ord for Infallible {
    fn cmp(&self, _other: &Self) -> crate::cmp::Ordering {
        match *self {}
    }
}

impl From<!> for Infallible {
    #[inline]
    fn from(x: !) -> Self {
        x
    }
}

impl Hash for Infallible {
    fn hash<H: Hasher>(&self, _: &mut H) {
        match *self {}
    }
}
