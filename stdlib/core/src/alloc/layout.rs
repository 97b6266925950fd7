//! [`Layout`]: size and alignment.
use crate::fmt;
use crate::num::NonZero;
use crate::ptr::NonNull;

/// Size and alignment of a block of memory. The size, rounded up to the alignment, is at most
/// `isize::MAX`.
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
#[lang = "alloc_layout"]
pub struct Layout {
    size: usize,
    /// A power of two.
    align: NonZero<usize>,
}

impl fmt::Debug for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Layout")
            .field("size", &self.size)
            .field(
                "align",
                &format_args!("{} (1 << {})", self.align.get(), self.align.trailing_zeros()),
            )
            .finish()
    }
}

/// The error of an impossible layout.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct LayoutError;

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid parameters to Layout::from_size_align")
    }
}

impl Layout {
    #[inline]
    const fn max_size_for_align(align: NonZero<usize>) -> usize {
        (isize::MAX as usize + 1) - align.get()
    }

    /// A layout from its parts.
    #[inline]
    pub const fn from_size_align(size: usize, align: usize) -> Result<Self, LayoutError> {
        match NonZero::new(align) {
            Some(align)
                if align.get().is_power_of_two() && size <= Self::max_size_for_align(align) =>
            {
                Ok(Layout { size, align })
            }
            _ => Err(LayoutError),
        }
    }

    /// A layout from its parts.
    ///
    /// # Safety
    /// They must be valid.
    #[must_use]
    #[inline]
    #[track_caller]
    pub const unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Self {
        // SAFETY: promised by the caller.
        Layout { size, align: unsafe { NonZero::new_unchecked(align) } }
    }

    /// The size in bytes.
    #[must_use]
    #[inline]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// The alignment in bytes.
    #[must_use]
    #[inline]
    pub const fn align(&self) -> usize {
        self.align.get()
    }

    /// The layout of a type.
    #[must_use]
    #[inline]
    pub const fn new<T>() -> Self {
        // SAFETY: every type has a valid layout.
        unsafe { Layout::from_size_align_unchecked(size_of::<T>(), align_of::<T>()) }
    }

    /// The layout of a value.
    #[must_use]
    #[inline]
    pub const fn for_value<T: ?Sized>(t: &T) -> Self {
        // SAFETY: every value has a valid layout.
        unsafe { Layout::from_size_align_unchecked(size_of_val(t), align_of_val(t)) }
    }

    /// The layout of what a raw pointer points to.
    ///
    /// # Safety
    /// Its metadata must be valid.
    #[must_use]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "layout_for_ptr", issue = "none"))]
    pub const unsafe fn for_value_raw<T: ?Sized>(t: *const T) -> Self {
        // SAFETY: promised by the caller.
        unsafe {
            Layout::from_size_align_unchecked(
                crate::mem::size_of_val_raw(t),
                crate::mem::align_of_val_raw(t),
            )
        }
    }

    /// An aligned pointer that points nowhere.
    #[must_use]
    #[inline]
    pub const fn dangling_ptr(&self) -> NonNull<u8> {
        NonNull::without_provenance(self.align)
    }

    /// The layout with at least the given alignment.
    #[inline]
    pub const fn align_to(&self, align: usize) -> Result<Self, LayoutError> {
        let own = self.align.get();
        Layout::from_size_align(self.size, if own > align { own } else { align })
    }

    /// How many bytes to add for what follows to have the given alignment.
    #[must_use = "this returns the padding needed, without modifying the `Layout`"]
    #[inline]
    pub const fn padding_needed_for(&self, align: usize) -> usize {
        let mask = align - 1;
        (self.size + mask & !mask) - self.size
    }

    /// The layout with its size rounded up to its alignment.
    #[must_use = "this returns a new `Layout`, without modifying the original"]
    #[inline]
    pub const fn pad_to_align(&self) -> Layout {
        let mask = self.align.get() - 1;
        Layout { size: self.size + mask & !mask, align: self.align }
    }

    /// The layout of `n` such blocks in a row, and their distance.
    #[inline]
    pub const fn repeat(&self, n: usize) -> Result<(Self, usize), LayoutError> {
        let padded = self.pad_to_align();
        match padded.repeat_packed(n) {
            Ok(repeated) => Ok((repeated, padded.size)),
            Err(e) => Err(e),
        }
    }

    /// The layout of this and `next`, and the offset of `next`.
    #[inline]
    pub const fn extend(&self, next: Self) -> Result<(Self, usize), LayoutError> {
        let align = if self.align.get() > next.align.get() { self.align } else { next.align };
        let offset = self.size + self.padding_needed_for(next.align.get());
        match offset.checked_add(next.size) {
            Some(size) if size <= Self::max_size_for_align(align) => {
                Ok((Layout { size, align }, offset))
            }
            _ => Err(LayoutError),
        }
    }

    /// The layout of `n` such blocks without padding.
    #[inline]
    pub const fn repeat_packed(&self, n: usize) -> Result<Self, LayoutError> {
        match self.size.checked_mul(n) {
            Some(size) if size <= Self::max_size_for_align(self.align) => {
                Ok(Layout { size, align: self.align })
            }
            _ => Err(LayoutError),
        }
    }

    /// The layout of this and `next` without padding.
    #[inline]
    pub const fn extend_packed(&self, next: Self) -> Result<Self, LayoutError> {
        match self.size.checked_add(next.size) {
            Some(size) if size <= Self::max_size_for_align(self.align) => {
                Ok(Layout { size, align: self.align })
            }
            _ => Err(LayoutError),
        }
    }

    /// The layout of an array.
    #[inline]
    pub const fn array<T>(n: usize) -> Result<Self, LayoutError> {
        Layout::new::<T>().repeat_packed(n)
    }
}
