//! The types that `..` and `..=` build, and [`RangeBounds`].
use crate::fmt;
use crate::hash::Hash;

/// `..`
#[lang = "RangeFull"]
#[derive(Copy, Clone, Default, PartialEq, Eq, Hash)]
pub struct RangeFull;

impl fmt::Debug for RangeFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// `start..end`
#[lang = "Range"]
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Range<Idx> {
    /// The first value.
    pub start: Idx,
    /// The value after the last one.
    pub end: Idx,
}

impl<Idx: fmt::Debug> fmt::Debug for Range<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        f.write_str("..")?;
        self.end.fmt(f)
    }
}

impl<Idx: PartialOrd<Idx>> Range<Idx> {
    /// Whether `item` is in the range.
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        <Self as RangeBounds<Idx>>::contains(self, item)
    }

    /// Whether no value is in the range.
    #[inline]
    pub fn is_empty(&self) -> bool {
        !(self.start < self.end)
    }
}

/// `start..`
#[lang = "RangeFrom"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeFrom<Idx> {
    /// The first value.
    pub start: Idx,
}

impl<Idx: fmt::Debug> fmt::Debug for RangeFrom<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        f.write_str("..")
    }
}

impl<Idx: PartialOrd<Idx>> RangeFrom<Idx> {
    /// Whether `item` is in the range.
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        <Self as RangeBounds<Idx>>::contains(self, item)
    }
}

/// `..end`
#[lang = "RangeTo"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeTo<Idx> {
    /// The value after the last one.
    pub end: Idx,
}

impl<Idx: fmt::Debug> fmt::Debug for RangeTo<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")?;
        self.end.fmt(f)
    }
}

impl<Idx: PartialOrd<Idx>> RangeTo<Idx> {
    /// Whether `item` is in the range.
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        <Self as RangeBounds<Idx>>::contains(self, item)
    }
}

/// `start..=end`
///
/// Iteration leaves `exhausted` set once the last value has been produced.
#[lang = "RangeInclusive"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeInclusive<Idx> {
    pub(crate) start: Idx,
    pub(crate) end: Idx,
    pub(crate) exhausted: bool,
}

impl<Idx> RangeInclusive<Idx> {
    /// The range from `start` to `end`, both included.
    #[lang = "range_inclusive_new"]
    #[inline]
    #[cfg_attr(ochre, rustc_promotable)]
    pub const fn new(start: Idx, end: Idx) -> Self {
        Self { start, end, exhausted: false }
    }

    /// The first value. Unspecified after iteration to the end.
    #[inline]
    pub const fn start(&self) -> &Idx {
        &self.start
    }

    /// The last value. Unspecified after iteration to the end.
    #[inline]
    pub const fn end(&self) -> &Idx {
        &self.end
    }

    /// Both bounds.
    #[inline]
    pub fn into_inner(self) -> (Idx, Idx) {
        (self.start, self.end)
    }
}

impl RangeInclusive<usize> {
    /// The half-open range with the same values, for slicing.
    #[inline]
    pub(crate) const fn into_slice_range(self) -> Range<usize> {
        let exclusive_end = self.end + 1;
        let start = if self.exhausted { exclusive_end } else { self.start };
        Range { start, end: exclusive_end }
    }
}

impl<Idx: fmt::Debug> fmt::Debug for RangeInclusive<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        f.write_str("..=")?;
        self.end.fmt(f)?;
        if self.exhausted {
            f.write_str(" (exhausted)")?;
        }
        Ok(())
    }
}

impl<Idx: PartialOrd<Idx>> RangeInclusive<Idx> {
    /// Whether `item` is in the range.
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        <Self as RangeBounds<Idx>>::contains(self, item)
    }

    /// Whether no value is in the range.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.exhausted || !(self.start <= self.end)
    }
}

/// `..=end`
#[lang = "RangeToInclusive"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeToInclusive<Idx> {
    /// The last value.
    pub end: Idx,
}

impl<Idx: fmt::Debug> fmt::Debug for RangeToInclusive<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..=")?;
        self.end.fmt(f)
    }
}

impl<Idx: PartialOrd<Idx>> RangeToInclusive<Idx> {
    /// Whether `item` is in the range.
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        <Self as RangeBounds<Idx>>::contains(self, item)
    }
}

/// One end of a range.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Bound<T> {
    /// The value belongs to the range.
    Included(T),
    /// The value is just outside.
    Excluded(T),
    /// There is no limit.
    Unbounded,
}

use Bound::{Excluded, Included, Unbounded};

impl<T> Bound<T> {
    /// Borrows the value.
    #[inline]
    pub fn as_ref(&self) -> Bound<&T> {
        match *self {
            Included(ref x) => Included(x),
            Excluded(ref x) => Excluded(x),
            Unbounded => Unbounded,
        }
    }

    /// Mutably borrows the value.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "bound_as_ref", issue = "none"))]
    pub fn as_mut(&mut self) -> Bound<&mut T> {
        match *self {
            Included(ref mut x) => Included(x),
            Excluded(ref mut x) => Excluded(x),
            Unbounded => Unbounded,
        }
    }

    /// Transforms the value.
    #[inline]
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Bound<U> {
        match self {
            Unbounded => Unbounded,
            Included(x) => Included(f(x)),
            Excluded(x) => Excluded(f(x)),
        }
    }
}

impl<T: Copy> Bound<&T> {
    /// Copies the value out of the reference.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "bound_copied", issue = "none"))]
    pub const fn copied(self) -> Bound<T> {
        match self {
            Unbounded => Unbounded,
            Included(x) => Included(*x),
            Excluded(x) => Excluded(*x),
        }
    }
}

impl<T: Clone> Bound<&T> {
    /// Clones the value out of the reference.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn cloned(self) -> Bound<T> {
        match self {
            Unbounded => Unbounded,
            Included(x) => Included(x.clone()),
            Excluded(x) => Excluded(x.clone()),
        }
    }
}

/// What all range types have in common: two bounds.
pub trait RangeBounds<T: ?Sized> {
    /// The lower bound.
    fn start_bound(&self) -> Bound<&T>;

    /// The upper bound.
    fn end_bound(&self) -> Bound<&T>;

    /// Whether `item` is between the bounds.
    #[inline]
    fn contains<U>(&self, item: &U) -> bool
    where
        T: PartialOrd<U>,
        U: ?Sized + PartialOrd<T>,
    {
        (match self.start_bound() {
            Included(start) => start <= item,
            Excluded(start) => start < item,
            Unbounded => true,
        }) && (match self.end_bound() {
            Included(end) => item <= end,
            Excluded(end) => item < end,
            Unbounded => true,
        })
    }
}

impl<T: ?Sized> RangeBounds<T> for RangeFull {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Unbounded
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Unbounded
    }
}

impl<T> RangeBounds<T> for RangeFrom<T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Included(&self.start)
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Unbounded
    }
}

impl<T> RangeBounds<T> for RangeTo<T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Unbounded
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Excluded(&self.end)
    }
}

impl<T> RangeBounds<T> for Range<T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Included(&self.start)
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Excluded(&self.end)
    }
}

impl<T> RangeBounds<T> for RangeInclusive<T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Included(&self.start)
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        if self.exhausted { Excluded(&self.end) } else { Included(&self.end) }
    }
}

impl<T> RangeBounds<T> for RangeToInclusive<T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Unbounded
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Included(&self.end)
    }
}

impl<T> RangeBounds<T> for (Bound<T>, Bound<T>) {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        self.0.as_ref()
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        self.1.as_ref()
    }
}

impl<'a, T: ?Sized + 'a> RangeBounds<T> for (Bound<&'a T>, Bound<&'a T>) {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        self.0
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        self.1
    }
}

impl<T> RangeBounds<T> for RangeFrom<&T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Included(self.start)
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Unbounded
    }
}

impl<T> RangeBounds<T> for RangeTo<&T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Unbounded
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Excluded(self.end)
    }
}

impl<T> RangeBounds<T> for Range<&T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Included(self.start)
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Excluded(self.end)
    }
}

impl<T> RangeBounds<T> for RangeInclusive<&T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Included(self.start)
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Included(self.end)
    }
}

impl<T> RangeBounds<T> for RangeToInclusive<&T> {
    #[inline]
    fn start_bound(&self) -> Bound<&T> {
        Unbounded
    }
    #[inline]
    fn end_bound(&self) -> Bound<&T> {
        Included(self.end)
    }
}

/// Ranges with one end open.
#[cfg_attr(ochre, unstable(feature = "one_sided_range", issue = "none"))]
pub trait OneSidedRange<T: ?Sized>: RangeBounds<T> {
    /// Which side has a bound, and the bound.
    #[doc(hidden)]
    fn bound(self) -> (bool, Bound<T>)
    where
        T: Sized;
}

impl<T> OneSidedRange<T> for RangeTo<T> {
    #[inline]
    fn bound(self) -> (bool, Bound<T>) {
        (false, Excluded(self.end))
    }
}

impl<T> OneSidedRange<T> for RangeFrom<T> {
    #[inline]
    fn bound(self) -> (bool, Bound<T>) {
        (true, Included(self.start))
    }
}

impl<T> OneSidedRange<T> for RangeToInclusive<T> {
    #[inline]
    fn bound(self) -> (bool, Bound<T>) {
        (false, Included(self.end))
    }
}
