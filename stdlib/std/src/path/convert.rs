//! Conversions and comparisons of paths.

use super::{Iter, Path, PathBuf};
use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::ffi::{OsStr, OsString};
use crate::rc::Rc;
use crate::string::String;
use crate::sync::Arc;
use core::cmp::Ordering;
use core::convert::Infallible;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

impl<T: ?Sized + AsRef<OsStr>> From<&T> for PathBuf {
    #[inline]
    fn from(s: &T) -> PathBuf {
        PathBuf::from(s.as_ref().to_os_string())
    }
}

impl From<OsString> for PathBuf {
    #[inline]
    fn from(s: OsString) -> PathBuf {
        PathBuf { inner: s }
    }
}

impl From<PathBuf> for OsString {
    #[inline]
    fn from(path: PathBuf) -> OsString {
        path.inner
    }
}

impl From<String> for PathBuf {
    #[inline]
    fn from(s: String) -> PathBuf {
        PathBuf::from(OsString::from(s))
    }
}

impl From<Box<Path>> for PathBuf {
    fn from(boxed: Box<Path>) -> PathBuf {
        boxed.into_path_buf()
    }
}

impl From<PathBuf> for Box<Path> {
    fn from(p: PathBuf) -> Box<Path> {
        p.into_boxed_path()
    }
}

impl From<&Path> for Box<Path> {
    fn from(path: &Path) -> Box<Path> {
        path.to_path_buf().into_boxed_path()
    }
}

impl From<Cow<'_, Path>> for Box<Path> {
    fn from(cow: Cow<'_, Path>) -> Box<Path> {
        cow.into_owned().into_boxed_path()
    }
}

impl Clone for Box<Path> {
    fn clone(&self) -> Self {
        self.to_path_buf().into_boxed_path()
    }
}

impl<'a> From<&'a Path> for Cow<'a, Path> {
    fn from(s: &'a Path) -> Cow<'a, Path> {
        Cow::Borrowed(s)
    }
}

impl<'a> From<PathBuf> for Cow<'a, Path> {
    fn from(s: PathBuf) -> Cow<'a, Path> {
        Cow::Owned(s)
    }
}

impl<'a> From<&'a PathBuf> for Cow<'a, Path> {
    fn from(p: &'a PathBuf) -> Cow<'a, Path> {
        Cow::Borrowed(p.as_path())
    }
}

impl<'a> From<Cow<'a, Path>> for PathBuf {
    fn from(p: Cow<'a, Path>) -> Self {
        p.into_owned()
    }
}

macro_rules! shared {
    ($($Rc:ident)*) => {$(
        impl From<PathBuf> for $Rc<Path> {
            fn from(s: PathBuf) -> $Rc<Path> {
                let rc: $Rc<OsStr> = $Rc::from(s.into_os_string());
                unsafe { $Rc::from_raw($Rc::into_raw(rc) as *const Path) }
            }
        }
        impl From<&Path> for $Rc<Path> {
            fn from(s: &Path) -> $Rc<Path> {
                let rc: $Rc<OsStr> = $Rc::from(s.as_os_str());
                unsafe { $Rc::from_raw($Rc::into_raw(rc) as *const Path) }
            }
        }
    )*};
}

shared! { Rc Arc }

impl FromStr for PathBuf {
    type Err = Infallible;
    fn from_str(s: &str) -> Result<Self, Infallible> {
        Ok(PathBuf::from(s))
    }
}

impl<P: AsRef<Path>> FromIterator<P> for PathBuf {
    fn from_iter<I: IntoIterator<Item = P>>(iter: I) -> PathBuf {
        let mut buf = PathBuf::new();
        buf.extend(iter);
        buf
    }
}

impl<P: AsRef<Path>> Extend<P> for PathBuf {
    fn extend<I: IntoIterator<Item = P>>(&mut self, iter: I) {
        iter.into_iter().for_each(|p| self.push(p.as_ref()));
    }
}

impl Borrow<Path> for PathBuf {
    fn borrow(&self) -> &Path {
        self
    }
}

impl ToOwned for Path {
    type Owned = PathBuf;
    fn to_owned(&self) -> PathBuf {
        self.to_path_buf()
    }
    fn clone_into(&self, target: &mut PathBuf) {
        self.as_os_str().clone_into(&mut target.inner);
    }
}

/// What can stand for a path.
macro_rules! as_path {
    ($($ty:ty)*) => {$(
        impl AsRef<Path> for $ty {
            #[inline]
            fn as_ref(&self) -> &Path {
                Path::new(self)
            }
        }
    )*};
}

as_path! { OsStr OsString str String Cow<'_, OsStr> }

impl AsRef<Path> for Path {
    #[inline]
    fn as_ref(&self) -> &Path {
        self
    }
}

impl AsRef<Path> for PathBuf {
    #[inline]
    fn as_ref(&self) -> &Path {
        self
    }
}

impl AsRef<OsStr> for Path {
    #[inline]
    fn as_ref(&self) -> &OsStr {
        self.as_os_str()
    }
}

impl AsRef<OsStr> for PathBuf {
    #[inline]
    fn as_ref(&self) -> &OsStr {
        self.as_os_str()
    }
}

impl<'a> IntoIterator for &'a PathBuf {
    type Item = &'a OsStr;
    type IntoIter = Iter<'a>;
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a Path {
    type Item = &'a OsStr;
    type IntoIter = Iter<'a>;
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl PartialEq for PathBuf {
    #[inline]
    fn eq(&self, other: &PathBuf) -> bool {
        **self == **other
    }
}

impl Eq for PathBuf {}

impl Hash for PathBuf {
    fn hash<H: Hasher>(&self, h: &mut H) {
        self.as_path().hash(h)
    }
}

impl PartialOrd for PathBuf {
    #[inline]
    fn partial_cmp(&self, other: &PathBuf) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PathBuf {
    #[inline]
    fn cmp(&self, other: &PathBuf) -> Ordering {
        (**self).cmp(&**other)
    }
}

/// Comparison with other kinds of path, both ways round.
macro_rules! compare {
    ($([$($lt:lifetime)*] $lhs:ty, $rhs:ty;)*) => {$(
        impl<$($lt),*> PartialEq<$rhs> for $lhs {
            #[inline]
            fn eq(&self, other: &$rhs) -> bool {
                let (a, b): (&Path, &Path) = (self.as_ref(), other.as_ref());
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
                let (a, b): (&Path, &Path) = (self.as_ref(), other.as_ref());
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
    [] PathBuf, Path;
    ['a] PathBuf, &'a Path;
    ['a] Cow<'a, Path>, Path;
    ['a 'b] Cow<'a, Path>, &'b Path;
    ['a] Cow<'a, Path>, PathBuf;
    [] PathBuf, OsStr;
    ['a] PathBuf, &'a OsStr;
    [] PathBuf, OsString;
    [] Path, OsStr;
    ['a] Path, &'a OsStr;
    [] Path, OsString;
    ['a] &'a Path, OsStr;
    ['a] &'a Path, OsString;
    ['a] PathBuf, Cow<'a, OsStr>;
    ['a] Path, Cow<'a, OsStr>;
}

impl PartialEq<str> for PathBuf {
    fn eq(&self, other: &str) -> bool {
        **self == *Path::new(other)
    }
}

impl PartialEq<PathBuf> for str {
    fn eq(&self, other: &PathBuf) -> bool {
        other == self
    }
}

impl PartialEq<String> for PathBuf {
    fn eq(&self, other: &String) -> bool {
        **self == *Path::new(other)
    }
}

impl PartialEq<PathBuf> for String {
    fn eq(&self, other: &PathBuf) -> bool {
        other == self
    }
}

impl PartialEq<str> for Path {
    fn eq(&self, other: &str) -> bool {
        *self == *Path::new(other)
    }
}

impl PartialEq<Path> for str {
    fn eq(&self, other: &Path) -> bool {
        other == self
    }
}

impl PartialEq<String> for Path {
    fn eq(&self, other: &String) -> bool {
        *self == *Path::new(other)
    }
}

impl PartialEq<Path> for String {
    fn eq(&self, other: &Path) -> bool {
        other == self
    }
}
