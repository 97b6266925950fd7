//! Boxes made of other things, and the other way round.

use super::Box;
use crate::alloc::{self, Layout};
use crate::borrow::Cow;
use crate::string::String;
use crate::vec::{self, Vec};
use core::any::Any;
use core::pin::Pin;
use core::ptr::{self, NonNull};
use core::slice;

/// Reinterprets bytes known to be UTF-8.
pub(super) fn from_utf8_box(bytes: Box<[u8]>) -> Box<str> {
    unsafe { Box::from_raw(Box::into_raw(bytes) as *mut str) }
}

/// A box with a bitwise copy of `bytes`.
fn copy_bytes(bytes: &[u8]) -> Box<[u8]> {
    let ptr = alloc::allocate(Layout::for_value(bytes));
    unsafe {
        ptr::copy_nonoverlapping(bytes.as_ptr(), ptr.as_ptr(), bytes.len());
        Box::from_non_null(NonNull::slice_from_raw_parts(ptr, bytes.len()))
    }
}

impl<T> From<T> for Box<T> {
    fn from(t: T) -> Self {
        Box::new(t)
    }
}

impl<T: ?Sized> From<Box<T>> for Pin<Box<T>> {
    fn from(boxed: Box<T>) -> Self {
        Box::into_pin(boxed)
    }
}

impl<T: Clone> From<&[T]> for Box<[T]> {
    fn from(slice: &[T]) -> Self {
        slice.to_vec().into_boxed_slice()
    }
}

impl<T: Clone> From<&mut [T]> for Box<[T]> {
    fn from(slice: &mut [T]) -> Self {
        Self::from(&*slice)
    }
}

impl<T: Clone> From<Cow<'_, [T]>> for Box<[T]> {
    fn from(cow: Cow<'_, [T]>) -> Self {
        match cow {
            Cow::Borrowed(slice) => Box::from(slice),
            Cow::Owned(vec) => Box::from(vec),
        }
    }
}

impl From<&str> for Box<str> {
    fn from(s: &str) -> Self {
        from_utf8_box(copy_bytes(s.as_bytes()))
    }
}

impl From<&mut str> for Box<str> {
    fn from(s: &mut str) -> Self {
        Self::from(&*s)
    }
}

impl From<Cow<'_, str>> for Box<str> {
    fn from(cow: Cow<'_, str>) -> Self {
        match cow {
            Cow::Borrowed(s) => Box::from(s),
            Cow::Owned(s) => Box::from(s),
        }
    }
}

impl From<String> for Box<str> {
    fn from(s: String) -> Self {
        s.into_boxed_str()
    }
}

impl From<Box<str>> for Box<[u8]> {
    fn from(s: Box<str>) -> Self {
        unsafe { Box::from_raw(Box::into_raw(s) as *mut [u8]) }
    }
}

impl<T, const N: usize> From<[T; N]> for Box<[T]> {
    fn from(array: [T; N]) -> Self {
        Box::new(array)
    }
}

impl<T, const N: usize> TryFrom<Box<[T]>> for Box<[T; N]> {
    type Error = Box<[T]>;
    fn try_from(slice: Box<[T]>) -> Result<Self, Box<[T]>> {
        if slice.len() == N {
            Ok(unsafe { Box::from_raw(Box::into_raw(slice).cast()) })
        } else {
            Err(slice)
        }
    }
}

impl<T, const N: usize> TryFrom<Vec<T>> for Box<[T; N]> {
    type Error = Vec<T>;
    fn try_from(vec: Vec<T>) -> Result<Self, Vec<T>> {
        if vec.len() == N {
            Ok(unsafe { Box::from_raw(Box::into_raw(vec.into_boxed_slice()).cast()) })
        } else {
            Err(vec)
        }
    }
}

impl<I> FromIterator<I> for Box<[I]> {
    fn from_iter<T: IntoIterator<Item = I>>(iter: T) -> Self {
        iter.into_iter().collect::<Vec<_>>().into_boxed_slice()
    }
}

macro_rules! box_str_from_iter {
    ($($item:ty $(, $lt:lifetime)?;)*) => {$(
        impl $(<$lt>)? FromIterator<$item> for Box<str> {
            fn from_iter<T: IntoIterator<Item = $item>>(iter: T) -> Self {
                String::from_iter(iter).into_boxed_str()
            }
        }
    )*};
}

box_str_from_iter! { char; &'a char, 'a; &'a str, 'a; String; Box<str>; Cow<'a, str>, 'a; }

// Boxed slices and arrays are never iterators themselves.
impl<I> !Iterator for Box<[I]> {}
impl<'a, I> !Iterator for &'a Box<[I]> {}
impl<'a, I> !Iterator for &'a mut Box<[I]> {}

impl<I> IntoIterator for Box<[I]> {
    type Item = I;
    type IntoIter = vec::IntoIter<I>;
    fn into_iter(self) -> vec::IntoIter<I> {
        self.into_vec().into_iter()
    }
}

impl<'a, I> IntoIterator for &'a Box<[I]> {
    type Item = &'a I;
    type IntoIter = slice::Iter<'a, I>;
    fn into_iter(self) -> slice::Iter<'a, I> {
        self.iter()
    }
}

impl<'a, I> IntoIterator for &'a mut Box<[I]> {
    type Item = &'a mut I;
    type IntoIter = slice::IterMut<'a, I>;
    fn into_iter(self) -> slice::IterMut<'a, I> {
        self.iter_mut()
    }
}

macro_rules! downcast {
    ($($dyn:ty),*) => {$(
        impl Box<$dyn> {
            /// The box as one of the concrete type, if that is its type.
            pub fn downcast<T: Any>(self) -> Result<Box<T>, Self> {
                if self.is::<T>() {
                    Ok(unsafe { Box::from_raw(Box::into_raw(self).cast()) })
                } else {
                    Err(self)
                }
            }
        }
    )*};
}

downcast!(dyn Any, dyn Any + Send, dyn Any + Send + Sync);
