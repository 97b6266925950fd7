//! Borrowed data and its owned form.

pub use core::borrow::{Borrow, BorrowMut};

use crate::fmt;
use crate::string::String;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use core::ops::{Add, AddAssign, Deref, DerefPure};

use Cow::*;

/// Makes owned data of borrowed data; `Clone` for types whose owned form differs.
pub trait ToOwned {
    /// The owned form.
    type Owned: Borrow<Self>;

    /// An owned copy.
    #[must_use = "cloning is often expensive and is not expected to have side effects"]
    fn to_owned(&self) -> Self::Owned;

    /// Overwrites `target` with an owned copy, reusing its memory where possible.
    fn clone_into(&self, target: &mut Self::Owned) {
        *target = self.to_owned();
    }
}

impl<T: Clone> ToOwned for T {
    type Owned = T;
    fn to_owned(&self) -> T {
        self.clone()
    }
    fn clone_into(&self, target: &mut T) {
        target.clone_from(self);
    }
}

/// Either borrowed or owned data; becomes owned when first written to.
pub enum Cow<'a, B: ?Sized + ToOwned + 'a> {
    /// Borrowed.
    Borrowed(&'a B),
    /// Owned.
    Owned(<B as ToOwned>::Owned),
}

impl<'a, B: ?Sized + ToOwned> Borrow<B> for Cow<'a, B> {
    fn borrow(&self) -> &B {
        self
    }
}

impl<B: ?Sized + ToOwned> Clone for Cow<'_, B> {
    fn clone(&self) -> Self {
        match self {
            Borrowed(b) => Borrowed(b),
            Owned(o) => {
                let b: &B = o.borrow();
                Owned(b.to_owned())
            }
        }
    }
    fn clone_from(&mut self, source: &Self) {
        match (self, source) {
            (Owned(dest), Owned(o)) => o.borrow().clone_into(dest),
            (t, s) => *t = s.clone(),
        }
    }
}

impl<B: ?Sized + ToOwned> Cow<'_, B> {
    /// The data, made owned first if it is borrowed.
    pub fn to_mut(&mut self) -> &mut <B as ToOwned>::Owned {
        if let Borrowed(b) = self {
            *self = Owned(b.to_owned());
        }
        match self {
            Owned(o) => o,
            Borrowed(_) => unreachable!(),
        }
    }

    /// The owned data, copied if it is borrowed.
    pub fn into_owned(self) -> <B as ToOwned>::Owned {
        match self {
            Borrowed(b) => b.to_owned(),
            Owned(o) => o,
        }
    }
}

impl<B: ?Sized + ToOwned> Deref for Cow<'_, B>
where
    B::Owned: Borrow<B>,
{
    type Target = B;
    fn deref(&self) -> &B {
        match self {
            Borrowed(b) => b,
            Owned(o) => o.borrow(),
        }
    }
}

unsafe impl<B: ?Sized + ToOwned> DerefPure for Cow<'_, B> where B::Owned: Borrow<B> + DerefPure {}

impl<B: ?Sized + Eq + ToOwned> Eq for Cow<'_, B> {}

impl<B: ?Sized + Ord + ToOwned> Ord for Cow<'_, B> {
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(&**self, &**other)
    }
}

impl<'a, 'b, B, C> PartialEq<Cow<'b, C>> for Cow<'a, B>
where
    B: ?Sized + PartialEq<C> + ToOwned,
    C: ?Sized + ToOwned,
{
    fn eq(&self, other: &Cow<'b, C>) -> bool {
        PartialEq::eq(&**self, &**other)
    }
}

impl<'a, B: ?Sized + PartialOrd + ToOwned> PartialOrd for Cow<'a, B> {
    fn partial_cmp(&self, other: &Cow<'a, B>) -> Option<Ordering> {
        PartialOrd::partial_cmp(&**self, &**other)
    }
}

impl<B> fmt::Debug for Cow<'_, B>
where
    B: ?Sized + fmt::Debug + ToOwned<Owned: fmt::Debug>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Borrowed(b) => fmt::Debug::fmt(b, f),
            Owned(o) => fmt::Debug::fmt(o, f),
        }
    }
}

impl<B> fmt::Display for Cow<'_, B>
where
    B: ?Sized + fmt::Display + ToOwned<Owned: fmt::Display>,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Borrowed(b) => fmt::Display::fmt(b, f),
            Owned(o) => fmt::Display::fmt(o, f),
        }
    }
}

impl<B> Default for Cow<'_, B>
where
    B: ?Sized + ToOwned<Owned: Default>,
{
    fn default() -> Self {
        Owned(<B as ToOwned>::Owned::default())
    }
}

impl<B: ?Sized + Hash + ToOwned> Hash for Cow<'_, B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Hash::hash(&**self, state)
    }
}

impl<T: ?Sized + ToOwned> AsRef<T> for Cow<'_, T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<'a> Add<&'a str> for Cow<'a, str> {
    type Output = Cow<'a, str>;
    fn add(mut self, rhs: &'a str) -> Self {
        self += rhs;
        self
    }
}

impl<'a> Add<Cow<'a, str>> for Cow<'a, str> {
    type Output = Cow<'a, str>;
    fn add(mut self, rhs: Cow<'a, str>) -> Self {
        self += rhs;
        self
    }
}

impl<'a> AddAssign<&'a str> for Cow<'a, str> {
    fn add_assign(&mut self, rhs: &'a str) {
        if self.is_empty() {
            *self = Borrowed(rhs)
        } else if !rhs.is_empty() {
            append(self, rhs)
        }
    }
}

impl<'a> AddAssign<Cow<'a, str>> for Cow<'a, str> {
    fn add_assign(&mut self, rhs: Cow<'a, str>) {
        if self.is_empty() {
            *self = rhs
        } else if !rhs.is_empty() {
            append(self, &rhs)
        }
    }
}

/// Appends to a cow that is not empty; a borrowed one is copied with room for both parts.
fn append(cow: &mut Cow<'_, str>, rhs: &str) {
    if let Borrowed(lhs) = cow {
        let mut s = String::with_capacity(lhs.len() + rhs.len());
        s.push_str(lhs);
        *cow = Owned(s);
    }
    cow.to_mut().push_str(rhs);
}
