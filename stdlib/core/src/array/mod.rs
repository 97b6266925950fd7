//! Arrays.
use crate::borrow::{Borrow, BorrowMut};
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::mem::{self, MaybeUninit};
use crate::ops::{FromResidual, Index, IndexMut, NeverShortCircuit, Residual, Try};
use crate::slice::{Iter, IterMut, SliceIndex};

mod equality;
mod iter;

pub use iter::IntoIter;

/// An array of `N` clones; the last one is the value itself.
#[inline]
#[must_use = "cloning is often expensive and is not expected to have side effects"]
pub fn repeat<T: Clone, const N: usize>(val: T) -> [T; N] {
    let mut left = N;
    let mut val = Some(val);
    from_fn(|_| {
        left -= 1;
        // The last one moves.
        if left == 0 { val.take() } else { val.clone() }.unwrap()
    })
}

/// An array of what a closure makes of each index.
#[inline]
pub fn from_fn<T, const N: usize, F: FnMut(usize) -> T>(mut f: F) -> [T; N] {
    let array: NeverShortCircuit<[T; N]> = try_from_fn_erased(|i| NeverShortCircuit(f(i)));
    array.0
}

/// An array of what a fallible closure makes of each index.
#[inline]
#[cfg_attr(ochre, unstable(feature = "array_try_from_fn", issue = "none"))]
pub fn try_from_fn<R, const N: usize, F>(cb: F) -> <R::Residual as Residual<[R::Output; N]>>::TryType
where
    F: FnMut(usize) -> R,
    R: Try<Residual: Residual<[R::Output; N]>>,
{
    try_from_fn_erased(cb)
}

/// Drops the elements made so far.
struct Guard<'a, T> {
    array: &'a mut [MaybeUninit<T>],
    initialized: usize,
}

impl<T> Drop for Guard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: this many elements have been made.
        unsafe { self.array.get_unchecked_mut(..self.initialized).assume_init_drop() }
    }
}

#[inline]
fn try_from_fn_erased<R: Try, Out, const N: usize>(mut f: impl FnMut(usize) -> R) -> Out
where
    Out: Try<Output = [R::Output; N]> + FromResidual<R::Residual>,
{
    let mut array = [const { MaybeUninit::uninit() }; N];
    let mut guard = Guard { array: &mut array, initialized: 0 };
    while guard.initialized < N {
        let item = f(guard.initialized)?;
        // SAFETY: in bounds.
        unsafe { guard.array.get_unchecked_mut(guard.initialized) }.write(item);
        guard.initialized += 1;
    }
    mem::forget(guard);
    // SAFETY: all elements have been made.
    Out::from_output(unsafe { MaybeUninit::array_assume_init(array) })
}

/// A value as an array of one element.
pub const fn from_ref<T>(s: &T) -> &[T; 1] {
    // SAFETY: the layouts agree.
    unsafe { &*(s as *const T).cast::<[T; 1]>() }
}

/// A value as a mutable array of one element.
pub const fn from_mut<T>(s: &mut T) -> &mut [T; 1] {
    // SAFETY: the layouts agree.
    unsafe { &mut *(s as *mut T).cast::<[T; 1]>() }
}

/// The error of a conversion from a slice of another length.
#[derive(Debug, Copy, Clone)]
pub struct TryFromSliceError(());

impl fmt::Display for TryFromSliceError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        "could not convert slice to array".fmt(f)
    }
}

impl From<crate::convert::Infallible> for TryFromSliceError {
    fn from(x: crate::convert::Infallible) -> TryFromSliceError {
        match x {}
    }
}

impl<T, const N: usize> AsRef<[T]> for [T; N] {
    #[inline]
    fn as_ref(&self) -> &[T] {
        &self[..]
    }
}

impl<T, const N: usize> AsMut<[T]> for [T; N] {
    #[inline]
    fn as_mut(&mut self) -> &mut [T] {
        &mut self[..]
    }
}

impl<T, const N: usize> Borrow<[T]> for [T; N] {
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T, const N: usize> BorrowMut<[T]> for [T; N] {
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T: Copy, const N: usize> TryFrom<&[T]> for [T; N] {
    type Error = TryFromSliceError;

    #[inline]
    fn try_from(slice: &[T]) -> Result<[T; N], TryFromSliceError> {
        <&Self>::try_from(slice).copied()
    }
}

impl<T: Copy, const N: usize> TryFrom<&mut [T]> for [T; N] {
    type Error = TryFromSliceError;

    #[inline]
    fn try_from(slice: &mut [T]) -> Result<[T; N], TryFromSliceError> {
        <Self>::try_from(&*slice)
    }
}

impl<'a, T, const N: usize> TryFrom<&'a [T]> for &'a [T; N] {
    type Error = TryFromSliceError;

    #[inline]
    fn try_from(slice: &'a [T]) -> Result<&'a [T; N], TryFromSliceError> {
        slice.as_array().ok_or(TryFromSliceError(()))
    }
}

impl<'a, T, const N: usize> TryFrom<&'a mut [T]> for &'a mut [T; N] {
    type Error = TryFromSliceError;

    #[inline]
    fn try_from(slice: &'a mut [T]) -> Result<&'a mut [T; N], TryFromSliceError> {
        slice.as_mut_array().ok_or(TryFromSliceError(()))
    }
}

impl<T: Hash, const N: usize> Hash for [T; N] {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Hash::hash(&self[..], state)
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for [T; N] {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&&self[..], f)
    }
}

impl<T, const N: usize> IntoIterator for [T; N] {
    type Item = T;
    type IntoIter = IntoIter<T, N>;

    #[inline]
    fn into_iter(self) -> IntoIter<T, N> {
        IntoIter::from_array(self)
    }
}

impl<'a, T, const N: usize> IntoIterator for &'a [T; N] {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;

    #[inline]
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T, I: SliceIndex<[T]>, const N: usize> Index<I> for [T; N] {
    type Output = I::Output;

    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        Index::index(self as &[T], index)
    }
}

impl<T, I: SliceIndex<[T]>, const N: usize> IndexMut<I> for [T; N] {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        IndexMut::index_mut(self as &mut [T], index)
    }
}

impl<T: PartialOrd, const N: usize> PartialOrd for [T; N] {
    #[inline]
    fn partial_cmp(&self, other: &[T; N]) -> Option<Ordering> {
        PartialOrd::partial_cmp(&self[..], &other[..])
    }
}

impl<T: Ord, const N: usize> Ord for [T; N] {
    #[inline]
    fn cmp(&self, other: &[T; N]) -> Ordering {
        Ord::cmp(&self[..], &other[..])
    }
}

impl<T: Copy, const N: usize> Copy for [T; N] {}

impl<T: Clone, const N: usize> Clone for [T; N] {
    #[inline]
    fn clone(&self) -> Self {
        // SAFETY: in bounds.
        from_fn(|i| unsafe { self.get_unchecked(i) }.clone())
    }

    #[inline]
    fn clone_from(&mut self, other: &Self) {
        self.clone_from_slice(other);
    }
}

macro_rules! array_default {
    ($($n:literal: $($t:ident)*;)*) => {$(
        impl<T: Default> Default for [T; $n] {
            fn default() -> [T; $n] {
                [$($t::default()),*]
            }
        }
    )*};
}
array_default! {
    1: T; 2: T T; 3: T T T; 4: T T T T; 5: T T T T T; 6: T T T T T T; 7: T T T T T T T;
    8: T T T T T T T T; 9: T T T T T T T T T; 10: T T T T T T T T T T; 11: T T T T T T T T T T T;
    12: T T T T T T T T T T T T; 13: T T T T T T T T T T T T T; 14: T T T T T T T T T T T T T T;
    15: T T T T T T T T T T T T T T T; 16: T T T T T T T T T T T T T T T T;
    17: T T T T T T T T T T T T T T T T T; 18: T T T T T T T T T T T T T T T T T T;
    19: T T T T T T T T T T T T T T T T T T T; 20: T T T T T T T T T T T T T T T T T T T T;
    21: T T T T T T T T T T T T T T T T T T T T T; 22: T T T T T T T T T T T T T T T T T T T T T T;
    23: T T T T T T T T T T T T T T T T T T T T T T T;
    24: T T T T T T T T T T T T T T T T T T T T T T T T;
    25: T T T T T T T T T T T T T T T T T T T T T T T T T;
    26: T T T T T T T T T T T T T T T T T T T T T T T T T T;
    27: T T T T T T T T T T T T T T T T T T T T T T T T T T T;
    28: T T T T T T T T T T T T T T T T T T T T T T T T T T T T;
    29: T T T T T T T T T T T T T T T T T T T T T T T T T T T T T;
    30: T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T;
    31: T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T;
    32: T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T;
}

impl<T> Default for [T; 0] {
    fn default() -> [T; 0] {
        []
    }
}

impl<T, const N: usize> [T; N] {
    /// The elements transformed.
    #[must_use]
    pub fn map<F: FnMut(T) -> U, U>(self, f: F) -> [U; N] {
        let array: NeverShortCircuit<[U; N]> = self.try_map(NeverShortCircuit::wrap_mut_1(f));
        array.0
    }

    /// The elements transformed by a fallible closure.
    #[cfg_attr(ochre, unstable(feature = "array_try_map", issue = "none"))]
    pub fn try_map<R>(
        self,
        mut f: impl FnMut(T) -> R,
    ) -> <R::Residual as Residual<[R::Output; N]>>::TryType
    where
        R: Try<Residual: Residual<[R::Output; N]>>,
    {
        let mut iter = self.into_iter();
        // SAFETY: the iterator has `N` elements.
        try_from_fn_erased(|_| f(unsafe { iter.next().unwrap_unchecked() }))
    }

    /// The array as a slice.
    pub const fn as_slice(&self) -> &[T] {
        self
    }

    /// The array as a mutable slice.
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        self
    }

    /// References to the elements.
    pub fn each_ref(&self) -> [&T; N] {
        // SAFETY: in bounds.
        from_fn(|i| unsafe { self.get_unchecked(i) })
    }

    /// Mutable references to the elements.
    pub fn each_mut(&mut self) -> [&mut T; N] {
        let p = self.as_mut_ptr();
        // SAFETY: in bounds, and each element once.
        from_fn(|i| unsafe { &mut *p.add(i) })
    }
}
