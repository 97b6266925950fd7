//! Raw pointers.
use crate::cmp::Ordering;
use crate::intrinsics;
use crate::marker::FnPtr;
use crate::mem::{self, MaybeUninit};
use crate::{fmt, hash};

mod align;
mod const_ptr;
pub(crate) mod metadata;
mod mut_ptr;
mod non_null;
mod shared;
mod unique;

pub use crate::intrinsics::{copy, copy_nonoverlapping, write_bytes};
pub use metadata::{DynMetadata, Pointee, Thin, from_raw_parts, from_raw_parts_mut, metadata};
pub use non_null::NonNull;
#[doc(hidden)]
pub use unique::Unique;

pub use crate::macros::addr::{addr_of, addr_of_mut};

/// Runs the destructor of what the pointer points to.
///
/// # Safety
/// The value must be valid and must not be used again.
#[lang = "drop_in_place"]
#[allow(unconditional_recursion)]
#[rustc_diagnostic_item = "ptr_drop_in_place"]
pub unsafe fn drop_in_place<T: ?Sized>(to_drop: *mut T) {
    // The compiler replaces this body by the drop glue of `T`.
    unsafe { drop_in_place(to_drop) }
}

/// The null pointer.
#[inline(always)]
#[must_use]
#[cfg_attr(ochre, rustc_promotable)]
#[rustc_diagnostic_item = "ptr_null"]
pub const fn null<T>() -> *const T {
    without_provenance(0)
}

/// The null pointer, mutable.
#[inline(always)]
#[must_use]
#[cfg_attr(ochre, rustc_promotable)]
#[rustc_diagnostic_item = "ptr_null_mut"]
pub const fn null_mut<T>() -> *mut T {
    without_provenance_mut(0)
}

/// A pointer that is just an address.
#[inline(always)]
#[must_use]
pub const fn without_provenance<T>(addr: usize) -> *const T {
    without_provenance_mut(addr)
}

/// A mutable pointer that is just an address.
#[inline(always)]
#[must_use]
pub const fn without_provenance_mut<T>(addr: usize) -> *mut T {
    // SAFETY: any integer is a valid pointer value.
    unsafe { mem::transmute(addr) }
}

/// An aligned pointer that points nowhere.
#[inline(always)]
#[must_use]
pub const fn dangling<T>() -> *const T {
    dangling_mut()
}

/// An aligned mutable pointer that points nowhere.
#[inline(always)]
#[must_use]
pub const fn dangling_mut<T>() -> *mut T {
    without_provenance_mut(align_of::<T>())
}

/// A pointer with the provenance of one whose address was exposed.
#[inline(always)]
#[must_use]
#[allow(fuzzy_provenance_casts)]
pub fn with_exposed_provenance<T>(addr: usize) -> *const T {
    addr as *const T
}

/// A mutable pointer with the provenance of one whose address was exposed.
#[inline(always)]
#[must_use]
#[allow(fuzzy_provenance_casts)]
pub fn with_exposed_provenance_mut<T>(addr: usize) -> *mut T {
    addr as *mut T
}

/// A reference as a pointer.
#[inline(always)]
#[must_use]
#[rustc_diagnostic_item = "ptr_from_ref"]
pub const fn from_ref<T: ?Sized>(r: &T) -> *const T {
    r
}

/// A mutable reference as a pointer.
#[inline(always)]
#[must_use]
pub const fn from_mut<T: ?Sized>(r: &mut T) -> *mut T {
    r
}

/// A pointer to a slice.
#[inline]
#[rustc_diagnostic_item = "ptr_slice_from_raw_parts"]
pub const fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T] {
    intrinsics::aggregate_raw_ptr(data, len)
}

/// A mutable pointer to a slice.
#[inline]
#[rustc_diagnostic_item = "ptr_slice_from_raw_parts_mut"]
pub const fn slice_from_raw_parts_mut<T>(data: *mut T, len: usize) -> *mut [T] {
    intrinsics::aggregate_raw_ptr(data, len)
}

/// Swaps two values, which may overlap.
///
/// # Safety
/// Both must be valid for reads and writes.
#[inline]
pub const unsafe fn swap<T>(x: *mut T, y: *mut T) {
    let mut tmp = MaybeUninit::<T>::uninit();
    // SAFETY: promised by the caller.
    unsafe {
        copy_nonoverlapping(x, tmp.as_mut_ptr(), 1);
        copy(y, x, 1);
        copy_nonoverlapping(tmp.as_ptr(), y, 1);
    }
}

/// Swaps two runs of values that do not overlap.
///
/// # Safety
/// Both must be valid for reads and writes of `count` values.
#[inline]
pub const unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize) {
    let mut tmp = MaybeUninit::<T>::uninit();
    let tmp = tmp.as_mut_ptr() as *mut u8;
    let mut i = 0;
    while i < count {
        // SAFETY: promised by the caller. By bytes, so that padding is swapped, too.
        unsafe {
            let (x, y) = (x.add(i) as *mut u8, y.add(i) as *mut u8);
            copy_nonoverlapping(x, tmp, size_of::<T>());
            copy_nonoverlapping(y, x, size_of::<T>());
            copy_nonoverlapping(tmp, y, size_of::<T>());
        }
        i += 1;
    }
}

/// Stores a value and returns the old one.
///
/// # Safety
/// `dst` must be valid.
#[inline]
#[rustc_diagnostic_item = "ptr_replace"]
pub const unsafe fn replace<T>(dst: *mut T, src: T) -> T {
    // SAFETY: promised by the caller.
    unsafe { mem::replace(&mut *dst, src) }
}

/// Copies a value out of memory.
///
/// # Safety
/// `src` must be valid, aligned and hold a value.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "ptr_read"]
pub const unsafe fn read<T>(src: *const T) -> T {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::read_via_copy(src) }
}

/// A value anywhere.
#[repr(C, packed)]
struct Unaligned<T>(T);

/// [`read`] without alignment.
///
/// # Safety
/// `src` must be valid and hold a value.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "ptr_read_unaligned"]
pub const unsafe fn read_unaligned<T>(src: *const T) -> T {
    // SAFETY: promised by the caller.
    let Unaligned(value) = unsafe { read(src as *const Unaligned<T>) };
    value
}

/// Moves a value into memory, without dropping an older one.
///
/// # Safety
/// `dst` must be valid and aligned.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "ptr_write"]
pub const unsafe fn write<T>(dst: *mut T, src: T) {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::write_via_move(dst, src) }
}

/// [`write`](fn@write) without alignment.
///
/// # Safety
/// `dst` must be valid.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "ptr_write_unaligned"]
pub const unsafe fn write_unaligned<T>(dst: *mut T, src: T) {
    // SAFETY: promised by the caller.
    unsafe { write(dst as *mut Unaligned<T>, Unaligned(src)) }
}

/// [`read`] that is neither removed nor moved.
///
/// # Safety
/// `src` must be valid, aligned and hold a value.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "ptr_read_volatile"]
pub unsafe fn read_volatile<T>(src: *const T) -> T {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::volatile_load(src) }
}

/// [`write`](fn@write) that is neither removed nor moved.
///
/// # Safety
/// `dst` must be valid and aligned.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "ptr_write_volatile"]
pub unsafe fn write_volatile<T>(dst: *mut T, src: T) {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::volatile_store(dst, src) }
}

/// Whether two pointers are equal, with their metadata.
#[inline(always)]
#[must_use = "pointer comparison produces a value"]
#[rustc_diagnostic_item = "ptr_eq"]
#[allow(ambiguous_wide_pointer_comparisons)]
pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool {
    a == b
}

/// Whether the addresses of two pointers are equal.
#[inline(always)]
#[must_use = "pointer comparison produces a value"]
pub fn addr_eq<T: ?Sized, U: ?Sized>(p: *const T, q: *const U) -> bool {
    (p as *const ()) == (q as *const ())
}

/// Whether the addresses of two function pointers are equal.
#[inline(always)]
#[must_use = "function pointer comparison produces a value"]
pub fn fn_addr_eq<T: FnPtr, U: FnPtr>(f: T, g: U) -> bool {
    f.addr() == g.addr()
}

/// Hashes a pointer.
pub fn hash<T: ?Sized, S: hash::Hasher>(hashee: *const T, into: &mut S) {
    use crate::hash::Hash;
    hashee.hash(into);
}

impl<F: FnPtr> PartialEq for F {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.addr() == other.addr()
    }
}

impl<F: FnPtr> Eq for F {}

impl<F: FnPtr> PartialOrd for F {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.addr().partial_cmp(&other.addr())
    }
}

impl<F: FnPtr> Ord for F {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.addr().cmp(&other.addr())
    }
}

impl<F: FnPtr> hash::Hash for F {
    fn hash<HH: hash::Hasher>(&self, state: &mut HH) {
        state.write_usize(self.addr() as _)
    }
}

impl<F: FnPtr> fmt::Pointer for F {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::pointer_fmt_inner(self.addr() as _, f)
    }
}

impl<F: FnPtr> fmt::Debug for F {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::pointer_fmt_inner(self.addr() as _, f)
    }
}
