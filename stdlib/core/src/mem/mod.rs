//! Size, layout and contents of values.
use crate::marker::DiscriminantKind;
use crate::{fmt, hash, intrinsics, ptr};

mod manually_drop;
mod maybe_uninit;

pub use crate::intrinsics::transmute;
pub use manually_drop::ManuallyDrop;
pub use maybe_uninit::MaybeUninit;

/// Takes a value without running its destructor.
#[inline]
#[rustc_diagnostic_item = "mem_forget"]
pub const fn forget<T>(t: T) {
    let _ = ManuallyDrop::new(t);
}

/// The size of a type in bytes.
#[inline(always)]
#[must_use]
#[cfg_attr(ochre, rustc_promotable)]
#[rustc_diagnostic_item = "mem_size_of"]
pub const fn size_of<T>() -> usize {
    const { intrinsics::size_of::<T>() }
}

/// The size of what `val` points to in bytes.
#[inline]
#[must_use]
#[rustc_diagnostic_item = "mem_size_of_val"]
pub const fn size_of_val<T: ?Sized>(val: &T) -> usize {
    // SAFETY: a reference is valid.
    unsafe { intrinsics::size_of_val(val) }
}

/// [`size_of_val`] of a raw pointer.
///
/// # Safety
/// Its metadata must be valid.
#[inline]
#[must_use]
#[cfg_attr(ochre, unstable(feature = "layout_for_ptr", issue = "none"))]
pub const unsafe fn size_of_val_raw<T: ?Sized>(val: *const T) -> usize {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::size_of_val(val) }
}

/// The older name of [`align_of`].
#[inline]
#[must_use]
#[deprecated(note = "use `align_of` instead", since = "1.2.0")]
pub fn min_align_of<T>() -> usize {
    const { intrinsics::align_of::<T>() }
}

/// The older name of [`align_of_val`].
#[inline]
#[must_use]
#[deprecated(note = "use `align_of_val` instead", since = "1.2.0")]
pub fn min_align_of_val<T: ?Sized>(val: &T) -> usize {
    // SAFETY: a reference is valid.
    unsafe { intrinsics::align_of_val(val) }
}

/// The alignment of a type in bytes.
#[inline(always)]
#[must_use]
#[cfg_attr(ochre, rustc_promotable)]
#[rustc_diagnostic_item = "mem_align_of"]
pub const fn align_of<T>() -> usize {
    const { intrinsics::align_of::<T>() }
}

/// The alignment of what `val` points to in bytes.
#[inline]
#[must_use]
pub const fn align_of_val<T: ?Sized>(val: &T) -> usize {
    // SAFETY: a reference is valid.
    unsafe { intrinsics::align_of_val(val) }
}

/// [`align_of_val`] of a raw pointer.
///
/// # Safety
/// Its metadata must be valid.
#[inline]
#[must_use]
#[cfg_attr(ochre, unstable(feature = "layout_for_ptr", issue = "none"))]
pub const unsafe fn align_of_val_raw<T: ?Sized>(val: *const T) -> usize {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::align_of_val(val) }
}

/// Whether dropping a value of the type may do anything.
#[inline]
#[must_use]
#[rustc_diagnostic_item = "needs_drop"]
pub const fn needs_drop<T: ?Sized>() -> bool {
    const { intrinsics::needs_drop::<T>() }
}

/// A value whose bytes are all zero.
///
/// # Safety
/// Such a value must be valid.
#[inline(always)]
#[must_use]
#[track_caller]
pub const unsafe fn zeroed<T>() -> T {
    intrinsics::assert_zero_valid::<T>();
    // SAFETY: promised by the caller.
    unsafe { MaybeUninit::zeroed().assume_init() }
}

/// A value without defined bytes; use [`MaybeUninit`] instead.
///
/// # Safety
/// Hardly any use is sound.
#[inline(always)]
#[must_use]
#[deprecated(since = "1.39.0", note = "use `mem::MaybeUninit` instead")]
#[track_caller]
pub unsafe fn uninitialized<T>() -> T {
    intrinsics::assert_mem_uninitialized_valid::<T>();
    let mut val = MaybeUninit::<T>::uninit();
    // SAFETY: a fixed pattern, so that misuse is at least deterministic.
    unsafe {
        val.as_mut_ptr().write_bytes(0x01, 1);
        val.assume_init()
    }
}

/// Swaps the values of two places.
#[inline]
pub const fn swap<T>(x: &mut T, y: &mut T) {
    // SAFETY: two mutable references do not overlap.
    unsafe { intrinsics::typed_swap_nonoverlapping(x, y) }
}

/// Replaces a value by its type's default and returns it.
#[inline]
pub fn take<T: Default>(dest: &mut T) -> T {
    replace(dest, T::default())
}

/// Replaces a value and returns the old one.
#[inline]
#[must_use = "if you don't need the old value, you can just assign the new value directly"]
#[rustc_diagnostic_item = "mem_replace"]
pub const fn replace<T>(dest: &mut T, src: T) -> T {
    // SAFETY: the old value is moved out, the new one written without dropping it.
    unsafe {
        let result = ptr::read(dest);
        ptr::write(dest, src);
        result
    }
}

/// Drops a value.
#[inline]
#[rustc_diagnostic_item = "mem_drop"]
pub fn drop<T>(_x: T) {}

/// Copies the value of a reference.
#[inline]
#[cfg_attr(ochre, unstable(feature = "mem_copy_fn", issue = "none"))]
pub const fn copy<T: Copy>(x: &T) -> T {
    *x
}

/// Reads a `Dst` from the bytes of a `Src`.
///
/// # Safety
/// The bytes must be a valid `Dst`.
#[inline]
#[must_use]
#[track_caller]
pub const unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst {
    assert!(
        size_of::<Src>() >= size_of::<Dst>(),
        "cannot transmute_copy if Dst is larger than Src"
    );
    // SAFETY: promised by the caller.
    unsafe {
        if align_of::<Dst>() > align_of::<Src>() {
            ptr::read_unaligned(src as *const Src as *const Dst)
        } else {
            ptr::read(src as *const Src as *const Dst)
        }
    }
}

/// The discriminant of an enum's value, opaque.
pub struct Discriminant<T>(<T as DiscriminantKind>::Discriminant);

impl<T> Copy for Discriminant<T> {}

impl<T> Clone for Discriminant<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> PartialEq for Discriminant<T> {
    fn eq(&self, rhs: &Self) -> bool {
        self.0 == rhs.0
    }
}

impl<T> Eq for Discriminant<T> {}

impl<T> hash::Hash for Discriminant<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Discriminant<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Discriminant").field(&self.0).finish()
    }
}

/// The discriminant of an enum's value.
#[rustc_diagnostic_item = "mem_discriminant"]
pub const fn discriminant<T>(v: &T) -> Discriminant<T> {
    Discriminant(intrinsics::discriminant_value(v))
}

/// What code about a type asks of it at compile time.
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "sized_type_properties", issue = "none"))]
pub trait SizedTypeProperties: Sized {
    /// The size in bytes; what the compiler makes of `size_of_val` for sized types.
    #[lang = "mem_size_const"]
    const SIZE: usize = intrinsics::size_of::<Self>();
    /// The alignment in bytes; what the compiler makes of `align_of_val` for sized types.
    #[lang = "mem_align_const"]
    const ALIGN: usize = intrinsics::align_of::<Self>();
    /// Whether the type has size 0.
    const IS_ZST: bool = size_of::<Self>() == 0;
    /// A layout constant for allocation.
    const LAYOUT: crate::alloc::Layout = crate::alloc::Layout::new::<Self>();
}

impl<T> SizedTypeProperties for T {}

/// The offset of a field in bytes.
#[allow_internal_unstable(builtin_syntax, core_intrinsics)]
pub macro offset_of($Container:ty, $($fields:expr)+ $(,)?) {
    const {builtin # offset_of($Container, $($fields)+)}
}
