//! Traits and conversions of the counted pointers: one text for `Rc` and `Arc`.

/// Implements what follows from the value's traits, and the conversions.
macro_rules! counted_traits {
    ($Rc:ident, $Weak:ident) => {
        use $crate::borrow::{Cow, ToOwned};
        use $crate::rc::clone::forget_elements;
        use $crate::string::String;
        use $crate::vec::Vec;
        use core::borrow::Borrow;
        use core::cmp::Ordering;
        use core::fmt;
        use core::hash::{Hash, Hasher};

        impl<T: ?Sized + PartialEq> PartialEq for $Rc<T> {
            #[inline]
            fn eq(&self, other: &$Rc<T>) -> bool {
                **self == **other
            }
            #[inline]
            fn ne(&self, other: &$Rc<T>) -> bool {
                **self != **other
            }
        }

        impl<T: ?Sized + Eq> Eq for $Rc<T> {}

        impl<T: ?Sized + PartialOrd> PartialOrd for $Rc<T> {
            #[inline]
            fn partial_cmp(&self, other: &$Rc<T>) -> Option<Ordering> {
                (**self).partial_cmp(&**other)
            }
            #[inline]
            fn lt(&self, other: &$Rc<T>) -> bool {
                **self < **other
            }
            #[inline]
            fn le(&self, other: &$Rc<T>) -> bool {
                **self <= **other
            }
            #[inline]
            fn gt(&self, other: &$Rc<T>) -> bool {
                **self > **other
            }
            #[inline]
            fn ge(&self, other: &$Rc<T>) -> bool {
                **self >= **other
            }
        }

        impl<T: ?Sized + Ord> Ord for $Rc<T> {
            #[inline]
            fn cmp(&self, other: &$Rc<T>) -> Ordering {
                (**self).cmp(&**other)
            }
        }

        impl<T: ?Sized + Hash> Hash for $Rc<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $Rc<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&**self, f)
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $Rc<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }

        impl<T: ?Sized> fmt::Pointer for $Rc<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Pointer::fmt(&$Rc::as_ptr(self), f)
            }
        }

        impl<T: ?Sized> Borrow<T> for $Rc<T> {
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<T: ?Sized> AsRef<T> for $Rc<T> {
            fn as_ref(&self) -> &T {
                self
            }
        }

        impl<T: Default> Default for $Rc<T> {
            #[inline]
            fn default() -> $Rc<T> {
                $Rc::new(T::default())
            }
        }

        impl Default for $Rc<str> {
            fn default() -> Self {
                Self::from("")
            }
        }

        impl Default for $Rc<core::ffi::CStr> {
            fn default() -> Self {
                Self::from_ref(c"")
            }
        }

        impl<T> Default for $Rc<[T]> {
            fn default() -> Self {
                Self::from([])
            }
        }

        impl<T: ?Sized> Default for Pin<$Rc<T>>
        where
            $Rc<T>: Default,
        {
            fn default() -> Self {
                unsafe { Pin::new_unchecked($Rc::<T>::default()) }
            }
        }

        impl<T> From<T> for $Rc<T> {
            fn from(t: T) -> Self {
                $Rc::new(t)
            }
        }

        impl<T, const N: usize> From<[T; N]> for $Rc<[T]> {
            fn from(v: [T; N]) -> $Rc<[T]> {
                $Rc::<[T; N]>::new(v)
            }
        }

        impl<T: Clone> From<&[T]> for $Rc<[T]> {
            fn from(v: &[T]) -> $Rc<[T]> {
                Self::from_ref(v)
            }
        }

        impl<T: Clone> From<&mut [T]> for $Rc<[T]> {
            fn from(v: &mut [T]) -> $Rc<[T]> {
                Self::from_ref(v)
            }
        }

        impl From<&str> for $Rc<str> {
            fn from(v: &str) -> $Rc<str> {
                Self::from_ref(v)
            }
        }

        impl From<&mut str> for $Rc<str> {
            fn from(v: &mut str) -> $Rc<str> {
                Self::from_ref(v)
            }
        }

        impl From<String> for $Rc<str> {
            fn from(v: String) -> $Rc<str> {
                Self::from_ref(&v)
            }
        }

        impl<T> From<Vec<T>> for $Rc<[T]> {
            fn from(mut v: Vec<T>) -> $Rc<[T]> {
                let rc = unsafe { Self::copy_from_ptr(v.as_ptr(), v.len()) };
                forget_elements(&mut v);
                rc
            }
        }

        impl<'a, B> From<Cow<'a, B>> for $Rc<B>
        where
            B: ToOwned + ?Sized,
            $Rc<B>: From<&'a B> + From<B::Owned>,
        {
            fn from(cow: Cow<'a, B>) -> $Rc<B> {
                match cow {
                    Cow::Borrowed(s) => $Rc::from(s),
                    Cow::Owned(s) => $Rc::from(s),
                }
            }
        }

        impl From<$Rc<str>> for $Rc<[u8]> {
            fn from(rc: $Rc<str>) -> Self {
                unsafe { $Rc::from_raw($Rc::into_raw(rc) as *const [u8]) }
            }
        }

        impl<T, const N: usize> TryFrom<$Rc<[T]>> for $Rc<[T; N]> {
            type Error = $Rc<[T]>;
            fn try_from(slice: $Rc<[T]>) -> Result<Self, $Rc<[T]>> {
                if slice.len() == N {
                    Ok(unsafe { $Rc::from_raw($Rc::into_raw(slice).cast()) })
                } else {
                    Err(slice)
                }
            }
        }

        impl<T> FromIterator<T> for $Rc<[T]> {
            fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
                Self::from(iter.into_iter().collect::<Vec<T>>())
            }
        }
    };
}
