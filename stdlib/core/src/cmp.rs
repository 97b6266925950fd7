//! Comparison and ordering.
use self::Ordering::*;
use crate::hash::Hash;
use crate::intrinsics;

/// Types that can be compared for equality.
#[lang = "eq"]
#[doc(alias = "==")]
#[diagnostic::on_unimplemented(
    message = "can't compare `{Self}` with `{Rhs}`",
    label = "no implementation for `{Self} == {Rhs}`"
)]
#[rustc_diagnostic_item = "PartialEq"]
pub trait PartialEq<Rhs: ?Sized = Self> {
    /// Whether `self == other`.
    #[must_use]
    fn eq(&self, other: &Rhs) -> bool;

    /// Whether `self != other`.
    #[inline]
    #[must_use]
    fn ne(&self, other: &Rhs) -> bool {
        !self.eq(other)
    }

    /// Whether two slices of the same length are equal; types that can be compared byte by byte
    /// override it.
    ///
    /// # Safety
    /// Both pointers must be valid for reads of `len` elements.
    #[doc(hidden)]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
    unsafe fn __slice_eq(left: *const Self, right: *const Rhs, len: usize) -> bool
    where
        Self: Sized,
        Rhs: Sized,
    {
        let mut i = 0;
        while i < len {
            // SAFETY: `i < len`.
            if unsafe { *left.add(i) != *right.add(i) } {
                return false;
            }
            i += 1;
        }
        true
    }
}

/// Derives [`PartialEq`](trait@PartialEq).
#[rustc_builtin_macro]
#[allow_internal_unstable(core_intrinsics, structural_match)]
pub macro PartialEq($item:item) {}

/// Types whose equality is reflexive.
#[rustc_diagnostic_item = "Eq"]
pub trait Eq: PartialEq<Self> {
    /// Lets derived code name the types of its fields.
    #[doc(hidden)]
    #[coverage(off)]
    #[inline]
    fn assert_fields_are_eq(&self) {}
}

/// Derives [`Eq`](trait@Eq).
#[rustc_builtin_macro]
#[allow_internal_unstable(core_intrinsics, derive_eq_internals, structural_match, coverage_attribute)]
pub macro Eq($item:item) {}

/// Names a field's type in derived code, so that its bound is checked.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
#[cfg_attr(ochre, unstable(feature = "derive_eq_internals", issue = "none"))]
pub struct AssertParamIsEq<T: Eq + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

/// The outcome of a comparison.
#[derive(Clone, Copy, Eq, PartialOrd, Ord, PartialEq, Debug, Hash)]
#[lang = "Ordering"]
#[repr(i8)]
pub enum Ordering {
    /// The first value is less.
    Less = -1,
    /// The values are equal.
    Equal = 0,
    /// The first value is greater.
    Greater = 1,
}

impl Ordering {
    /// Whether this is `Equal`.
    #[inline]
    #[must_use]
    pub const fn is_eq(self) -> bool {
        self as i8 == 0
    }

    /// Whether this is not `Equal`.
    #[inline]
    #[must_use]
    pub const fn is_ne(self) -> bool {
        self as i8 != 0
    }

    /// Whether this is `Less`.
    #[inline]
    #[must_use]
    pub const fn is_lt(self) -> bool {
        (self as i8) < 0
    }

    /// Whether this is `Greater`.
    #[inline]
    #[must_use]
    pub const fn is_gt(self) -> bool {
        self as i8 > 0
    }

    /// Whether this is `Less` or `Equal`.
    #[inline]
    #[must_use]
    pub const fn is_le(self) -> bool {
        self as i8 <= 0
    }

    /// Whether this is `Greater` or `Equal`.
    #[inline]
    #[must_use]
    pub const fn is_ge(self) -> bool {
        self as i8 >= 0
    }

    /// Swaps `Less` and `Greater`.
    #[inline]
    #[must_use]
    pub const fn reverse(self) -> Ordering {
        match self {
            Less => Greater,
            Equal => Equal,
            Greater => Less,
        }
    }

    /// `self`, or `other` if `self` is `Equal`.
    #[inline]
    #[must_use]
    pub const fn then(self, other: Ordering) -> Ordering {
        match self {
            Equal => other,
            _ => self,
        }
    }

    /// `self`, or what `f` returns if `self` is `Equal`.
    #[inline]
    #[must_use]
    pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering {
        match self {
            Equal => f(),
            _ => self,
        }
    }
}

/// Reverses the order of what it wraps.
#[derive(PartialEq, Eq, Debug, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Reverse<T>(pub T);

impl<T: PartialOrd> PartialOrd for Reverse<T> {
    #[inline]
    fn partial_cmp(&self, other: &Reverse<T>) -> Option<Ordering> {
        other.0.partial_cmp(&self.0)
    }
    #[inline]
    fn lt(&self, other: &Self) -> bool {
        other.0 < self.0
    }
    #[inline]
    fn le(&self, other: &Self) -> bool {
        other.0 <= self.0
    }
    #[inline]
    fn gt(&self, other: &Self) -> bool {
        other.0 > self.0
    }
    #[inline]
    fn ge(&self, other: &Self) -> bool {
        other.0 >= self.0
    }
}

impl<T: Ord> Ord for Reverse<T> {
    #[inline]
    fn cmp(&self, other: &Reverse<T>) -> Ordering {
        other.0.cmp(&self.0)
    }
}

impl<T: Clone> Clone for Reverse<T> {
    #[inline]
    fn clone(&self) -> Reverse<T> {
        Reverse(self.0.clone())
    }

    #[inline]
    fn clone_from(&mut self, source: &Self) {
        self.0.clone_from(&source.0)
    }
}

/// Types with a total order.
#[rustc_diagnostic_item = "Ord"]
pub trait Ord: Eq + PartialOrd<Self> {
    /// The order of `self` and `other`.
    #[must_use]
    #[rustc_diagnostic_item = "ord_cmp_method"]
    fn cmp(&self, other: &Self) -> Ordering;

    /// The greater of two values, the second if they are equal.
    #[inline]
    #[must_use]
    fn max(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { self } else { other }
    }

    /// The lesser of two values, the first if they are equal.
    #[inline]
    #[must_use]
    fn min(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { other } else { self }
    }

    /// The value, or the bound that it lies beyond.
    #[inline]
    #[must_use]
    #[track_caller]
    fn clamp(self, min: Self, max: Self) -> Self
    where
        Self: Sized,
    {
        assert!(min <= max);
        if self < min {
            min
        } else if self > max {
            max
        } else {
            self
        }
    }

    /// The lexicographic order of two slices; types that can be compared byte by byte
    /// override it.
    #[doc(hidden)]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
    fn __slice_cmp(left: &[Self], right: &[Self]) -> Ordering
    where
        Self: Sized,
    {
        let len = if left.len() < right.len() { left.len() } else { right.len() };
        let (l, r) = (&left[..len], &right[..len]);
        let mut i = 0;
        while i < len {
            match l[i].cmp(&r[i]) {
                Equal => i += 1,
                other => return other,
            }
        }
        left.len().cmp(&right.len())
    }
}

/// Derives [`Ord`](trait@Ord).
#[rustc_builtin_macro]
#[allow_internal_unstable(core_intrinsics)]
pub macro Ord($item:item) {}

/// Types that can be compared for order.
#[lang = "partial_ord"]
#[diagnostic::on_unimplemented(
    message = "can't compare `{Self}` with `{Rhs}`",
    label = "no implementation for `{Self} < {Rhs}` and `{Self} > {Rhs}`"
)]
#[rustc_diagnostic_item = "PartialOrd"]
pub trait PartialOrd<Rhs: ?Sized = Self>: PartialEq<Rhs> {
    /// The order of `self` and `other`, if they have one.
    #[must_use]
    fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;

    /// Whether `self < other`.
    #[inline]
    #[must_use]
    fn lt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less))
    }

    /// Whether `self <= other`.
    #[inline]
    #[must_use]
    fn le(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less | Equal))
    }

    /// Whether `self > other`.
    #[inline]
    #[must_use]
    fn gt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater))
    }

    /// Whether `self >= other`.
    #[inline]
    #[must_use]
    fn ge(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater | Equal))
    }
}

/// Derives [`PartialOrd`](trait@PartialOrd).
#[rustc_builtin_macro]
#[allow_internal_unstable(core_intrinsics)]
pub macro PartialOrd($item:item) {}

/// The lesser of two values, the first if they are equal.
#[inline]
#[must_use]
#[rustc_diagnostic_item = "cmp_min"]
pub fn min<T: Ord>(v1: T, v2: T) -> T {
    v1.min(v2)
}

/// [`min`] by a comparison function.
#[inline]
#[must_use]
#[cfg_attr(ochre, unstable(feature = "cmp_minmax", issue = "none"))]
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v1, &v2).is_le() { v1 } else { v2 }
}

/// The greater of two values, the second if they are equal.
#[inline]
#[must_use]
#[rustc_diagnostic_item = "cmp_max"]
pub fn max<T: Ord>(v1: T, v2: T) -> T {
    v1.max(v2)
}

/// [`max`] by a comparison function.
#[inline]
#[must_use]
#[cfg_attr(ochre, unstable(feature = "cmp_minmax", issue = "none"))]
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v1, &v2).is_gt() { v1 } else { v2 }
}

/// [`PartialEq`] of types whose values are equal exactly if their bytes are.
macro_rules! bytewise_eq {
    ($($T:ty)*) => {$(
        impl PartialEq for $T {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self == *other
            }
            #[inline]
            fn ne(&self, other: &Self) -> bool {
                *self != *other
            }
            #[inline]
            unsafe fn __slice_eq(left: *const $T, right: *const $T, len: usize) -> bool {
                // SAFETY: promised by the caller; the type has no padding.
                unsafe {
                    intrinsics::compare_bytes(left.cast(), right.cast(), len * size_of::<$T>()) == 0
                }
            }
        }
        impl Eq for $T {}
    )*};
}
bytewise_eq! { bool char usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! float_cmp {
    ($($T:ty)*) => {$(
        impl PartialEq for $T {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self == *other
            }
            #[inline]
            fn ne(&self, other: &Self) -> bool {
                *self != *other
            }
        }
        impl PartialOrd for $T {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                match (*self <= *other, *self >= *other) {
                    (false, false) => None,
                    (false, true) => Some(Greater),
                    (true, false) => Some(Less),
                    (true, true) => Some(Equal),
                }
            }
            #[inline]
            fn lt(&self, other: &Self) -> bool {
                *self < *other
            }
            #[inline]
            fn le(&self, other: &Self) -> bool {
                *self <= *other
            }
            #[inline]
            fn gt(&self, other: &Self) -> bool {
                *self > *other
            }
            #[inline]
            fn ge(&self, other: &Self) -> bool {
                *self >= *other
            }
        }
    )*};
}
float_cmp! { f32 f64 }

macro_rules! scalar_ord {
    ($($T:ty)*) => {$(
        impl PartialOrd for $T {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(intrinsics::three_way_compare(*self, *other))
            }
            #[inline]
            fn lt(&self, other: &Self) -> bool {
                *self < *other
            }
            #[inline]
            fn le(&self, other: &Self) -> bool {
                *self <= *other
            }
            #[inline]
            fn gt(&self, other: &Self) -> bool {
                *self > *other
            }
            #[inline]
            fn ge(&self, other: &Self) -> bool {
                *self >= *other
            }
        }
    )*};
}
scalar_ord! { char usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! integer_total_ord {
    ($($T:ty)*) => {$(
        impl Ord for $T {
            #[inline]
            fn cmp(&self, other: &Self) -> Ordering {
                intrinsics::three_way_compare(*self, *other)
            }
        }
    )*};
}
integer_total_ord! { char usize u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

impl Ord for u8 {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        intrinsics::three_way_compare(*self, *other)
    }

    #[inline]
    fn __slice_cmp(left: &[u8], right: &[u8]) -> Ordering {
        let len = if left.len() < right.len() { left.len() } else { right.len() };
        // SAFETY: both slices have at least `len` bytes.
        let order = unsafe { intrinsics::compare_bytes(left.as_ptr(), right.as_ptr(), len) };
        match order {
            0 => left.len().cmp(&right.len()),
            _ if order < 0 => Less,
            _ => Greater,
        }
    }
}

impl PartialOrd for bool {
    #[inline]
    fn partial_cmp(&self, other: &bool) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for bool {
    #[inline]
    fn cmp(&self, other: &bool) -> Ordering {
        match (*self as i8) - (*other as i8) {
            -1 => Less,
            0 => Equal,
            _ => Greater,
        }
    }

    #[inline]
    fn min(self, other: bool) -> bool {
        self & other
    }

    #[inline]
    fn max(self, other: bool) -> bool {
        self | other
    }

    #[inline]
    #[track_caller]
    fn clamp(self, min: bool, max: bool) -> bool {
        assert!(min <= max);
        self.max(min).min(max)
    }
}

impl PartialEq for ! {
    #[inline]
    fn eq(&self, _: &!) -> bool {
        *self
    }
}
impl Eq for ! {}
impl PartialOrd for ! {
    #[inline]
    fn partial_cmp(&self, _: &!) -> Option<Ordering> {
        *self
    }
}
impl Ord for ! {
    #[inline]
    fn cmp(&self, _: &!) -> Ordering {
        *self
    }
}

macro_rules! reference_eq {
    ($([$($left:tt)+] [$($right:tt)+];)*) => {$(
        impl<A: ?Sized, B: ?Sized> PartialEq<$($right)+ B> for $($left)+ A
        where
            A: PartialEq<B>,
        {
            #[inline]
            fn eq(&self, other: &$($right)+ B) -> bool {
                PartialEq::eq(*self, *other)
            }
            #[inline]
            fn ne(&self, other: &$($right)+ B) -> bool {
                PartialEq::ne(*self, *other)
            }
        }
    )*};
}
reference_eq! {
    [&] [&];
    [&mut] [&mut];
    [&] [&mut];
    [&mut] [&];
}

macro_rules! reference_ord {
    ($([$($r:tt)+];)*) => {$(
        impl<A: ?Sized, B: ?Sized> PartialOrd<$($r)+ B> for $($r)+ A
        where
            A: PartialOrd<B>,
        {
            #[inline]
            fn partial_cmp(&self, other: &$($r)+ B) -> Option<Ordering> {
                PartialOrd::partial_cmp(*self, *other)
            }
            #[inline]
            fn lt(&self, other: &$($r)+ B) -> bool {
                PartialOrd::lt(*self, *other)
            }
            #[inline]
            fn le(&self, other: &$($r)+ B) -> bool {
                PartialOrd::le(*self, *other)
            }
            #[inline]
            fn gt(&self, other: &$($r)+ B) -> bool {
                PartialOrd::gt(*self, *other)
            }
            #[inline]
            fn ge(&self, other: &$($r)+ B) -> bool {
                PartialOrd::ge(*self, *other)
            }
        }
        impl<A: ?Sized + Ord> Ord for $($r)+ A {
            #[inline]
            fn cmp(&self, other: &Self) -> Ordering {
                Ord::cmp(*self, *other)
            }
        }
        impl<A: ?Sized + Eq> Eq for $($r)+ A {}
    )*};
}
reference_ord! {
    [&];
    [&mut];
}
