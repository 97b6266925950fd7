//! What an iterator promises.
use super::Iterator;

/// Iterators that know how many items are left.
pub trait ExactSizeIterator: Iterator {
    /// The number of items that are left.
    #[inline]
    fn len(&self) -> usize {
        let (lower, upper) = self.size_hint();
        assert_eq!(upper, Some(lower));
        lower
    }

    /// Whether no items are left.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "exact_size_is_empty", issue = "none"))]
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for &mut I {
    fn len(&self) -> usize {
        (**self).len()
    }
    fn is_empty(&self) -> bool {
        (**self).is_empty()
    }
}

/// Iterators that go on returning `None` after the first one.
#[rustc_unsafe_specialization_marker]
#[lang = "fused_iterator"]
pub trait FusedIterator: Iterator {}

impl<I: FusedIterator + ?Sized> FusedIterator for &mut I {}

/// Iterators whose `size_hint` can be relied upon for memory safety.
///
/// The library asks [`Iterator::__trusted_len`] instead, which needs no specialisation.
#[rustc_unsafe_specialization_marker]
#[cfg_attr(ochre, unstable(feature = "trusted_len", issue = "none"))]
pub unsafe trait TrustedLen: Iterator {}

unsafe impl<I: TrustedLen + ?Sized> TrustedLen for &mut I {}
