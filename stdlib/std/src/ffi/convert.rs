//! Conversions of text of the system.

use super::os_str::{OsStr, OsString};
use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::rc::Rc;
use crate::slice::Join;
use crate::string::String;
use crate::sync::Arc;
use crate::fmt;
use core::cmp::Ordering;
use core::convert::Infallible;
use core::str::FromStr;

impl From<String> for OsString {
    #[inline]
    fn from(s: String) -> OsString {
        OsString::from_bytes(s.into_bytes())
    }
}

impl<T: ?Sized + AsRef<OsStr>> From<&T> for OsString {
    fn from(s: &T) -> OsString {
        s.as_ref().to_os_string()
    }
}

impl From<Box<OsStr>> for OsString {
    fn from(boxed: Box<OsStr>) -> OsString {
        boxed.into_os_string()
    }
}

impl From<OsString> for Box<OsStr> {
    fn from(s: OsString) -> Box<OsStr> {
        s.into_boxed_os_str()
    }
}

impl From<&OsStr> for Box<OsStr> {
    fn from(s: &OsStr) -> Box<OsStr> {
        s.to_os_string().into_boxed_os_str()
    }
}

impl From<Cow<'_, OsStr>> for Box<OsStr> {
    fn from(cow: Cow<'_, OsStr>) -> Box<OsStr> {
        cow.into_owned().into_boxed_os_str()
    }
}

impl Clone for Box<OsStr> {
    fn clone(&self) -> Self {
        self.to_os_string().into_boxed_os_str()
    }
}

impl Default for Box<OsStr> {
    fn default() -> Self {
        OsString::new().into_boxed_os_str()
    }
}

impl<'a> From<OsString> for Cow<'a, OsStr> {
    fn from(s: OsString) -> Cow<'a, OsStr> {
        Cow::Owned(s)
    }
}

impl<'a> From<&'a OsStr> for Cow<'a, OsStr> {
    fn from(s: &'a OsStr) -> Cow<'a, OsStr> {
        Cow::Borrowed(s)
    }
}

impl<'a> From<&'a OsString> for Cow<'a, OsStr> {
    fn from(s: &'a OsString) -> Cow<'a, OsStr> {
        Cow::Borrowed(s)
    }
}

impl<'a> From<Cow<'a, OsStr>> for OsString {
    fn from(s: Cow<'a, OsStr>) -> OsString {
        s.into_owned()
    }
}

macro_rules! shared {
    ($($Rc:ident)*) => {$(
        impl From<OsString> for $Rc<OsStr> {
            fn from(s: OsString) -> $Rc<OsStr> {
                let rc: $Rc<[u8]> = $Rc::from(s.into_encoded_bytes());
                unsafe { $Rc::from_raw($Rc::into_raw(rc) as *const OsStr) }
            }
        }
        impl From<&OsStr> for $Rc<OsStr> {
            fn from(s: &OsStr) -> $Rc<OsStr> {
                let rc: $Rc<[u8]> = $Rc::from(s.as_encoded_bytes());
                unsafe { $Rc::from_raw($Rc::into_raw(rc) as *const OsStr) }
            }
        }
    )*};
}

shared! { Rc Arc }

impl<'a> TryFrom<&'a OsStr> for &'a str {
    type Error = core::str::Utf8Error;
    fn try_from(value: &'a OsStr) -> Result<Self, core::str::Utf8Error> {
        core::str::from_utf8(value.as_encoded_bytes())
    }
}

impl FromStr for OsString {
    type Err = Infallible;
    fn from_str(s: &str) -> Result<Self, Infallible> {
        Ok(s.into())
    }
}

impl Borrow<OsStr> for OsString {
    fn borrow(&self) -> &OsStr {
        self
    }
}

impl ToOwned for OsStr {
    type Owned = OsString;
    fn to_owned(&self) -> OsString {
        self.to_os_string()
    }
    fn clone_into(&self, target: &mut OsString) {
        target.clear();
        target.push(self);
    }
}

impl AsRef<OsStr> for OsStr {
    #[inline]
    fn as_ref(&self) -> &OsStr {
        self
    }
}

impl AsRef<OsStr> for OsString {
    #[inline]
    fn as_ref(&self) -> &OsStr {
        self
    }
}

impl AsRef<OsStr> for str {
    #[inline]
    fn as_ref(&self) -> &OsStr {
        OsStr::from_slice(self.as_bytes())
    }
}

impl AsRef<OsStr> for String {
    #[inline]
    fn as_ref(&self) -> &OsStr {
        (**self).as_ref()
    }
}

impl fmt::Write for OsString {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.push(s);
        Ok(())
    }
}

/// Strings of these types can be collected into one.
macro_rules! collect {
    ($($item:ty $(, $lt:lifetime)?;)*) => {$(
        impl $(<$lt>)? Extend<$item> for OsString {
            fn extend<T: IntoIterator<Item = $item>>(&mut self, iter: T) {
                for s in iter {
                    self.push(&s);
                }
            }
        }
        impl $(<$lt>)? FromIterator<$item> for OsString {
            fn from_iter<I: IntoIterator<Item = $item>>(iter: I) -> Self {
                let mut buf = OsString::new();
                buf.extend(iter);
                buf
            }
        }
    )*};
}

collect! { OsString; &'a OsStr, 'a; Cow<'a, OsStr>, 'a; }

/// Comparison with other kinds of text, both ways round.
macro_rules! compare {
    ($([$($lt:lifetime)*] $lhs:ty, $rhs:ty;)*) => {$(
        impl<$($lt),*> PartialEq<$rhs> for $lhs {
            #[inline]
            fn eq(&self, other: &$rhs) -> bool {
                let (a, b): (&OsStr, &OsStr) = (self.as_ref(), other.as_ref());
                a == b
            }
        }
        impl<$($lt),*> PartialEq<$lhs> for $rhs {
            #[inline]
            fn eq(&self, other: &$lhs) -> bool {
                other == self
            }
        }
        impl<$($lt),*> PartialOrd<$rhs> for $lhs {
            #[inline]
            fn partial_cmp(&self, other: &$rhs) -> Option<Ordering> {
                let (a, b): (&OsStr, &OsStr) = (self.as_ref(), other.as_ref());
                Some(a.cmp(b))
            }
        }
        impl<$($lt),*> PartialOrd<$lhs> for $rhs {
            #[inline]
            fn partial_cmp(&self, other: &$lhs) -> Option<Ordering> {
                other.partial_cmp(self).map(Ordering::reverse)
            }
        }
    )*};
}

compare! {
    [] OsString, OsStr;
    ['a] OsString, &'a OsStr;
    ['a] Cow<'a, OsStr>, OsStr;
    ['a 'b] Cow<'a, OsStr>, &'b OsStr;
    ['a] Cow<'a, OsStr>, OsString;
}

impl PartialEq<str> for OsString {
    fn eq(&self, other: &str) -> bool {
        **self == *OsStr::new(other)
    }
}

impl PartialEq<OsString> for str {
    fn eq(&self, other: &OsString) -> bool {
        **other == *OsStr::new(self)
    }
}

impl PartialEq<&str> for OsString {
    fn eq(&self, other: &&str) -> bool {
        **self == *OsStr::new(*other)
    }
}

impl<'a> PartialEq<OsString> for &'a str {
    fn eq(&self, other: &OsString) -> bool {
        **other == *OsStr::new(*self)
    }
}

impl PartialEq<str> for OsStr {
    fn eq(&self, other: &str) -> bool {
        *self == *OsStr::new(other)
    }
}

impl PartialEq<OsStr> for str {
    fn eq(&self, other: &OsStr) -> bool {
        *other == *OsStr::new(self)
    }
}

impl<S: Borrow<OsStr>> Join<&OsStr> for [S] {
    type Output = OsString;
    fn join(slice: &Self, sep: &OsStr) -> OsString {
        let mut out = OsString::new();
        for (i, s) in slice.iter().enumerate() {
            if i > 0 {
                out.push(sep);
            }
            out.push(s.borrow());
        }
        out
    }
}
