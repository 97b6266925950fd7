//! [`NonNull`]: a pointer that is never null.
use crate::cmp::Ordering;
use crate::marker::Unsize;
use crate::mem::MaybeUninit;
use crate::num::NonZero;
use crate::ops::{CoerceUnsized, DispatchFromDyn};
use crate::slice::{self, SliceIndex};
use crate::{fmt, hash, mem, ptr};

/// A mutable raw pointer that is never null and covariant in `T`.
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_nonnull_optimization_guaranteed]
#[rustc_diagnostic_item = "NonNull"]
pub struct NonNull<T: ?Sized> {
    pointer: *const T,
}

impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}

impl<T: Sized> NonNull<T> {
    /// A pointer that is just an address.
    #[inline]
    #[must_use]
    pub const fn without_provenance(addr: NonZero<usize>) -> Self {
        // SAFETY: the address is not 0.
        unsafe { NonNull { pointer: ptr::without_provenance(addr.get()) } }
    }

    /// An aligned pointer that points nowhere.
    #[inline]
    #[must_use]
    pub const fn dangling() -> Self {
        // SAFETY: an alignment is not 0.
        unsafe { NonNull { pointer: ptr::dangling() } }
    }

    /// A pointer with the provenance of one whose address was exposed.
    #[inline]
    #[must_use]
    pub fn with_exposed_provenance(addr: NonZero<usize>) -> Self {
        // SAFETY: the address is not 0.
        unsafe { NonNull { pointer: ptr::with_exposed_provenance(addr.get()) } }
    }

    /// The pointer as a reference to room.
    ///
    /// # Safety
    /// It must be valid.
    #[inline]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "ptr_as_uninit", issue = "none"))]
    pub const unsafe fn as_uninit_ref<'a>(self) -> &'a MaybeUninit<T> {
        // SAFETY: promised by the caller.
        unsafe { &*self.cast().as_ptr() }
    }

    /// The pointer as a mutable reference to room.
    ///
    /// # Safety
    /// It must be valid and unaliased.
    #[inline]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "ptr_as_uninit", issue = "none"))]
    pub const unsafe fn as_uninit_mut<'a>(self) -> &'a mut MaybeUninit<T> {
        // SAFETY: promised by the caller.
        unsafe { &mut *self.cast().as_ptr() }
    }
}

impl<T: ?Sized> NonNull<T> {
    /// Wraps a pointer.
    ///
    /// # Safety
    /// It must not be null.
    #[inline]
    #[track_caller]
    pub const unsafe fn new_unchecked(ptr: *mut T) -> Self {
        // SAFETY: promised by the caller.
        unsafe { NonNull { pointer: ptr as *const T } }
    }

    /// Wraps a pointer, unless it is null.
    #[inline]
    pub const fn new(ptr: *mut T) -> Option<Self> {
        if ptr.is_null() {
            None
        } else {
            // SAFETY: just checked.
            Some(unsafe { Self::new_unchecked(ptr) })
        }
    }

    /// A reference as a pointer.
    #[inline]
    pub const fn from_ref(r: &T) -> Self {
        // SAFETY: a reference is not null.
        unsafe { NonNull { pointer: r as *const T } }
    }

    /// A mutable reference as a pointer.
    #[inline]
    pub const fn from_mut(r: &mut T) -> Self {
        // SAFETY: a reference is not null.
        unsafe { NonNull { pointer: r as *mut T } }
    }

    /// The address and the metadata.
    #[must_use]
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
    pub const fn to_raw_parts(self) -> (NonNull<()>, <T as ptr::Pointee>::Metadata) {
        (self.cast(), ptr::metadata(self.as_ptr()))
    }

    /// A pointer from its parts.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
    pub const fn from_raw_parts(
        data_pointer: NonNull<impl ptr::Thin>,
        metadata: <T as ptr::Pointee>::Metadata,
    ) -> NonNull<T> {
        // SAFETY: the address is not 0.
        unsafe { NonNull::new_unchecked(ptr::from_raw_parts_mut(data_pointer.as_ptr(), metadata)) }
    }

    /// The address.
    #[must_use]
    #[inline]
    pub fn addr(self) -> NonZero<usize> {
        // SAFETY: it is not 0.
        unsafe { NonZero::new_unchecked(self.as_ptr().addr()) }
    }

    /// The address, exposing the provenance.
    pub fn expose_provenance(self) -> NonZero<usize> {
        // SAFETY: it is not 0.
        unsafe { NonZero::new_unchecked(self.as_ptr().expose_provenance()) }
    }

    /// The pointer with another address.
    #[must_use]
    #[inline]
    pub fn with_addr(self, addr: NonZero<usize>) -> Self {
        // SAFETY: the address is not 0.
        unsafe { NonNull::new_unchecked(self.as_ptr().with_addr(addr.get())) }
    }

    /// The pointer with its address transformed.
    #[must_use]
    #[inline]
    pub fn map_addr(self, f: impl FnOnce(NonZero<usize>) -> NonZero<usize>) -> Self {
        self.with_addr(f(self.addr()))
    }

    /// The raw pointer.
    #[must_use]
    #[inline(always)]
    pub const fn as_ptr(self) -> *mut T {
        // SAFETY: the layouts agree.
        unsafe { mem::transmute::<Self, *mut T>(self) }
    }

    /// The pointer as a shared reference.
    ///
    /// # Safety
    /// It must be valid.
    #[must_use]
    #[inline(always)]
    pub const unsafe fn as_ref<'a>(&self) -> &'a T {
        // SAFETY: promised by the caller.
        unsafe { &*self.as_ptr().cast_const() }
    }

    /// The pointer as a mutable reference.
    ///
    /// # Safety
    /// It must be valid and unaliased.
    #[must_use]
    #[inline(always)]
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T {
        // SAFETY: promised by the caller.
        unsafe { &mut *self.as_ptr() }
    }

    /// The pointer as one to another type.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    #[inline]
    pub const fn cast<U>(self) -> NonNull<U> {
        // SAFETY: the address stays.
        unsafe { NonNull { pointer: self.as_ptr() as *mut U } }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn offset(self, count: isize) -> Self
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { NonNull::new_unchecked(self.as_ptr().offset(count)) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_offset(self, count: isize) -> Self {
        // SAFETY: promised by the caller.
        unsafe { NonNull::new_unchecked(self.as_ptr().byte_offset(count)) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn add(self, count: usize) -> Self
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { NonNull::new_unchecked(self.as_ptr().add(count)) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_add(self, count: usize) -> Self {
        // SAFETY: promised by the caller.
        unsafe { NonNull::new_unchecked(self.as_ptr().byte_add(count)) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn sub(self, count: usize) -> Self
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { NonNull::new_unchecked(self.as_ptr().sub(count)) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_sub(self, count: usize) -> Self {
        // SAFETY: promised by the caller.
        unsafe { NonNull::new_unchecked(self.as_ptr().byte_sub(count)) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from(self, origin: NonNull<T>) -> isize
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().offset_from(origin.as_ptr()) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_offset_from<U: ?Sized>(self, origin: NonNull<U>) -> isize {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().byte_offset_from(origin.as_ptr()) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn offset_from_unsigned(self, origin: NonNull<T>) -> usize
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().offset_from_unsigned(origin.as_ptr()) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn byte_offset_from_unsigned<U: ?Sized>(self, origin: NonNull<U>) -> usize {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().byte_offset_from_unsigned(origin.as_ptr()) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn read(self) -> T
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().read() }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub unsafe fn read_volatile(self) -> T
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().read_volatile() }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn read_unaligned(self) -> T
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().read_unaligned() }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to(self, dest: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().copy_to(dest.as_ptr(), count) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_to_nonoverlapping(self, dest: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().copy_to_nonoverlapping(dest.as_ptr(), count) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_from(self, src: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().copy_from(src.as_ptr(), count) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn copy_from_nonoverlapping(self, src: NonNull<T>, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().copy_from_nonoverlapping(src.as_ptr(), count) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub unsafe fn drop_in_place(self) {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().drop_in_place() }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn write(self, val: T)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().write(val) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn write_bytes(self, val: u8, count: usize)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().write_bytes(val, count) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub unsafe fn write_volatile(self, val: T)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().write_volatile(val) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn write_unaligned(self, val: T)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().write_unaligned(val) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn replace(self, src: T) -> T
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().replace(src) }
    }

    /// The method of the same name of `*mut T`.
    ///
    /// # Safety
    /// See there.
    #[inline]
    #[track_caller]
    pub const unsafe fn swap(self, with: NonNull<T>)
    where
        T: Sized,
    {
        // SAFETY: promised by the caller.
        unsafe { self.as_ptr().swap(with.as_ptr()) }
    }

    /// The method of the same name of `*mut T`.
    #[inline]
    pub fn align_offset(self, align: usize) -> usize
    where
        T: Sized,
    {
        self.as_ptr().align_offset(align)
    }

    /// The method of the same name of `*mut T`.
    #[inline]
    pub fn is_aligned(self) -> bool
    where
        T: Sized,
    {
        self.as_ptr().is_aligned()
    }
}

impl<T> NonNull<[T]> {
    /// A pointer to a slice.
    #[inline]
    #[must_use]
    pub const fn slice_from_raw_parts(data: NonNull<T>, len: usize) -> Self {
        // SAFETY: the address is not 0.
        unsafe { Self::new_unchecked(ptr::slice_from_raw_parts_mut(data.as_ptr(), len)) }
    }

    /// The number of elements.
    #[must_use]
    #[inline]
    pub const fn len(self) -> usize {
        self.as_ptr().len()
    }

    /// Whether there are no elements.
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// A pointer to the first element.
    #[inline]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "slice_ptr_get", issue = "none"))]
    pub const fn as_non_null_ptr(self) -> NonNull<T> {
        self.cast()
    }

    /// A raw pointer to the first element.
    #[inline]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "slice_ptr_get", issue = "none"))]
    pub const fn as_mut_ptr(self) -> *mut T {
        self.as_non_null_ptr().as_ptr()
    }

    /// The pointer as a mutable slice of room.
    ///
    /// # Safety
    /// It must be valid and unaliased.
    #[inline]
    #[must_use]
    #[cfg_attr(ochre, unstable(feature = "ptr_as_uninit", issue = "none"))]
    pub const unsafe fn as_uninit_slice_mut<'a>(self) -> &'a mut [MaybeUninit<T>] {
        // SAFETY: promised by the caller.
        unsafe { slice::from_raw_parts_mut(self.cast().as_ptr(), self.len()) }
    }

    /// A pointer to an element or a part.
    ///
    /// # Safety
    /// The index must be in bounds.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "slice_ptr_get", issue = "none"))]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(self, index: I) -> NonNull<I::Output> {
        // SAFETY: promised by the caller.
        unsafe { NonNull::new_unchecked(self.as_ptr().get_unchecked_mut(index)) }
    }
}

impl<T: ?Sized> Clone for NonNull<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> where T: Unsize<U> {}
impl<T: ?Sized, U: ?Sized> DispatchFromDyn<NonNull<U>> for NonNull<T> where T: Unsize<U> {}

impl<T: ?Sized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}

impl<T: ?Sized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}

impl<T: ?Sized> Eq for NonNull<T> {}

impl<T: ?Sized> PartialEq for NonNull<T> {
    #[inline]
    #[allow(ambiguous_wide_pointer_comparisons)]
    fn eq(&self, other: &Self) -> bool {
        self.as_ptr() == other.as_ptr()
    }
}

impl<T: ?Sized> Ord for NonNull<T> {
    #[inline]
    #[allow(ambiguous_wide_pointer_comparisons)]
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_ptr().cmp(&other.as_ptr())
    }
}

impl<T: ?Sized> PartialOrd for NonNull<T> {
    #[inline]
    #[allow(ambiguous_wide_pointer_comparisons)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_ptr().partial_cmp(&other.as_ptr())
    }
}

impl<T: ?Sized> hash::Hash for NonNull<T> {
    #[inline]
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.as_ptr().hash(state)
    }
}

impl<T: ?Sized> From<&mut T> for NonNull<T> {
    #[inline]
    fn from(r: &mut T) -> Self {
        NonNull::from_mut(r)
    }
}

impl<T: ?Sized> From<&T> for NonNull<T> {
    #[inline]
    fn from(r: &T) -> Self {
        NonNull::from_ref(r)
    }
}
