//! The methods and impls that `*const T` and `*mut T` have in common.
use super::align;
use crate::cmp::Ordering;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::mem;

/// Generic so that no code is made for it: the intrinsic exists at compile time only.
const fn null_in_const<T>(ptr: *const T) -> bool {
    match intrinsics::ptr_guaranteed_cmp(ptr, super::null()) {
        2 => panic!("null-ness of this pointer cannot be determined in const context"),
        answer => answer == 1,
    }
}

#[inline]
fn null_at_run_time(ptr: *const u8) -> bool {
    ptr.addr() == 0
}

macro_rules! pointer_methods {
    ($kind:tt) => {
        impl<T: ?Sized> *$kind T {
            /// Whether the address is 0.
            #[inline]
            #[must_use]
            pub const fn is_null(self) -> bool {
                intrinsics::const_eval_select(
                    (self as *const u8,), null_in_const::<u8>, null_at_run_time)
            }

            /// The pointer as one to another type.
            #[inline(always)]
            #[must_use]
            #[rustc_diagnostic_item = "ptr_cast"]
            pub const fn cast<U>(self) -> *$kind U {
                self as _
            }

            /// Casts and checks the alignment.
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "pointer_try_cast_aligned", issue = "none"))]
            pub fn try_cast_aligned<U>(self) -> Option<*$kind U> {
                if self.cast::<U>().is_aligned() { Some(self.cast()) } else { None }
            }

            /// The address.
            #[must_use]
            #[inline(always)]
            pub fn addr(self) -> usize {
                // SAFETY: a thin pointer has the bits of an integer.
                unsafe { mem::transmute(self.cast::<()>()) }
            }

            /// The address, exposing the provenance.
            #[inline(always)]
            pub fn expose_provenance(self) -> usize {
                self.cast::<()>() as usize
            }

            /// The pointer with another address.
            #[must_use]
            #[inline]
            pub fn with_addr(self, addr: usize) -> Self {
                let distance = (addr as isize).wrapping_sub(self.addr() as isize);
                self.wrapping_byte_offset(distance)
            }

            /// The pointer with its address transformed.
            #[must_use]
            #[inline]
            pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> Self {
                self.with_addr(f(self.addr()))
            }

            /// The address and the metadata.
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
            pub const fn to_raw_parts(self) -> (*$kind (), <T as super::Pointee>::Metadata) {
                (self.cast(), super::metadata(self))
            }

            /// The pointer as a shared reference, unless it is null.
            ///
            /// # Safety
            /// It must be null or valid.
            #[inline]
            pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
                // SAFETY: promised by the caller.
                if self.is_null() { None } else { unsafe { Some(&*self) } }
            }

            /// The pointer as a shared reference.
            ///
            /// # Safety
            /// It must be valid.
            #[inline]
            #[must_use]
            pub const unsafe fn as_ref_unchecked<'a>(self) -> &'a T {
                // SAFETY: promised by the caller.
                unsafe { &*self }
            }

            /// `count` elements on.
            ///
            /// # Safety
            /// The result must be in the same allocation.
            #[must_use = "returns a new pointer rather than modifying its argument"]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn offset(self, count: isize) -> *$kind T
            where
                T: Sized,
            {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::offset(self, count) }
            }

            /// `count` elements on.
            ///
            /// # Safety
            /// The result must be in the same allocation.
            #[must_use = "returns a new pointer rather than modifying its argument"]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn add(self, count: usize) -> Self
            where
                T: Sized,
            {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::offset(self, count) }
            }

            /// `count` elements back.
            ///
            /// # Safety
            /// The result must be in the same allocation.
            #[must_use = "returns a new pointer rather than modifying its argument"]
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn sub(self, count: usize) -> Self
            where
                T: Sized,
            {
                // SAFETY: promised by the caller.
                unsafe { intrinsics::offset(self, (count as isize).wrapping_neg()) }
            }

            /// `count` elements on, anywhere.
            #[must_use = "returns a new pointer rather than modifying its argument"]
            #[inline(always)]
            pub const fn wrapping_offset(self, count: isize) -> *$kind T
            where
                T: Sized,
            {
                // SAFETY: the intrinsic has no precondition.
                unsafe { intrinsics::arith_offset(self, count) as *$kind T }
            }

            /// `count` elements on, anywhere.
            #[must_use = "returns a new pointer rather than modifying its argument"]
            #[inline(always)]
            pub const fn wrapping_add(self, count: usize) -> Self
            where
                T: Sized,
            {
                self.wrapping_offset(count as isize)
            }

            /// `count` elements back, anywhere.
            #[must_use = "returns a new pointer rather than modifying its argument"]
            #[inline(always)]
            pub const fn wrapping_sub(self, count: usize) -> Self
            where
                T: Sized,
            {
                self.wrapping_offset((count as isize).wrapping_neg())
            }

            /// `count` bytes on.
            ///
            /// # Safety
            /// The result must be in the same allocation.
            #[must_use]
            #[inline(always)]
            pub const unsafe fn byte_offset(self, count: isize) -> Self {
                // SAFETY: promised by the caller.
                unsafe {
                    intrinsics::aggregate_raw_ptr(
                        self.cast::<u8>().offset(count), super::metadata(self))
                }
            }

            /// `count` bytes on.
            ///
            /// # Safety
            /// The result must be in the same allocation.
            #[must_use]
            #[inline(always)]
            pub const unsafe fn byte_add(self, count: usize) -> Self {
                // SAFETY: promised by the caller.
                unsafe {
                    intrinsics::aggregate_raw_ptr(
                        self.cast::<u8>().add(count), super::metadata(self))
                }
            }

            /// `count` bytes back.
            ///
            /// # Safety
            /// The result must be in the same allocation.
            #[must_use]
            #[inline(always)]
            pub const unsafe fn byte_sub(self, count: usize) -> Self {
                // SAFETY: promised by the caller.
                unsafe {
                    intrinsics::aggregate_raw_ptr(
                        self.cast::<u8>().sub(count), super::metadata(self))
                }
            }

            /// `count` bytes on, anywhere.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_byte_offset(self, count: isize) -> Self {
                intrinsics::aggregate_raw_ptr(
                    self.cast::<u8>().wrapping_offset(count), super::metadata(self))
            }

            /// `count` bytes on, anywhere.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_byte_add(self, count: usize) -> Self {
                self.wrapping_byte_offset(count as isize)
            }

            /// `count` bytes back, anywhere.
            #[must_use]
            #[inline(always)]
            pub const fn wrapping_byte_sub(self, count: usize) -> Self {
                self.wrapping_byte_offset((count as isize).wrapping_neg())
            }

            /// The distance from `origin` in elements.
            ///
            /// # Safety
            /// Both must be in the same allocation, a multiple of the element apart.
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn offset_from(self, origin: *const T) -> isize
            where
                T: Sized,
            {
                assert!(size_of::<T>() != 0);
                // SAFETY: promised by the caller.
                unsafe { intrinsics::ptr_offset_from(self as *const T, origin) }
            }

            /// The distance from `origin` in elements, which is not negative.
            ///
            /// # Safety
            /// Both must be in the same allocation, a multiple of the element apart.
            #[inline(always)]
            #[track_caller]
            pub const unsafe fn offset_from_unsigned(self, origin: *const T) -> usize
            where
                T: Sized,
            {
                assert!(size_of::<T>() != 0);
                // SAFETY: promised by the caller.
                unsafe { intrinsics::ptr_offset_from_unsigned(self as *const T, origin) }
            }

            /// The distance from `origin` in bytes.
            ///
            /// # Safety
            /// Both must be in the same allocation.
            #[inline(always)]
            pub const unsafe fn byte_offset_from<U: ?Sized>(self, origin: *const U) -> isize {
                // SAFETY: promised by the caller.
                unsafe { self.cast::<u8>().offset_from(origin.cast::<u8>()) }
            }

            /// The distance from `origin` in bytes, which is not negative.
            ///
            /// # Safety
            /// Both must be in the same allocation.
            #[inline(always)]
            pub const unsafe fn byte_offset_from_unsigned<U: ?Sized>(
                self,
                origin: *$kind U,
            ) -> usize {
                // SAFETY: promised by the caller.
                unsafe { self.cast::<u8>().offset_from_unsigned(origin.cast::<u8>()) }
            }

            /// [`ptr::read`](crate::ptr::read).
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
                unsafe { super::read(self) }
            }

            /// [`ptr::read_volatile`](crate::ptr::read_volatile).
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
                unsafe { super::read_volatile(self) }
            }

            /// [`ptr::read_unaligned`](crate::ptr::read_unaligned).
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
                unsafe { super::read_unaligned(self) }
            }

            /// [`ptr::copy`](crate::ptr::copy) from here to `dest`.
            ///
            /// # Safety
            /// See there.
            #[inline]
            #[track_caller]
            pub const unsafe fn copy_to(self, dest: *mut T, count: usize)
            where
                T: Sized,
            {
                // SAFETY: promised by the caller.
                unsafe { super::copy(self, dest, count) }
            }

            /// [`ptr::copy_nonoverlapping`](crate::ptr::copy_nonoverlapping) from here to `dest`.
            ///
            /// # Safety
            /// See there.
            #[inline]
            #[track_caller]
            pub const unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize)
            where
                T: Sized,
            {
                // SAFETY: promised by the caller.
                unsafe { super::copy_nonoverlapping(self, dest, count) }
            }

            /// How many elements further the pointer is aligned.
            #[must_use]
            #[inline]
            pub fn align_offset(self, align: usize) -> usize
            where
                T: Sized,
            {
                if !align.is_power_of_two() {
                    panic!("align_offset: align is not a power-of-two");
                }
                align::align_offset(self.addr(), size_of::<T>(), align)
            }

            /// Whether the pointer is aligned for its type.
            #[must_use]
            #[inline]
            pub fn is_aligned(self) -> bool
            where
                T: Sized,
            {
                self.addr() & (align_of::<T>() - 1) == 0
            }

            /// Whether the pointer is a multiple of `align`.
            #[must_use]
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "pointer_is_aligned_to", issue = "none"))]
            pub fn is_aligned_to(self, align: usize) -> bool {
                if !align.is_power_of_two() {
                    panic!("is_aligned_to: align is not a power-of-two");
                }
                self.addr() & (align - 1) == 0
            }
        }

        impl<T> *$kind [T] {
            /// The number of elements.
            #[inline]
            pub const fn len(self) -> usize {
                super::metadata(self)
            }

            /// Whether there are no elements.
            #[inline(always)]
            pub const fn is_empty(self) -> bool {
                self.len() == 0
            }

            /// The slice as an array, if it has exactly `N` elements.
            #[inline]
            #[must_use]
            pub const fn as_array<const N: usize>(self) -> Option<*$kind [T; N]> {
                if self.len() == N { Some(self as *$kind [T; N]) } else { None }
            }
        }

        impl<T: ?Sized> PartialEq for *$kind T {
            #[inline(always)]
            #[allow(ambiguous_wide_pointer_comparisons)]
            fn eq(&self, other: &*$kind T) -> bool {
                *self == *other
            }
        }

        impl<T: ?Sized> Eq for *$kind T {}

        impl<T: ?Sized> PartialOrd for *$kind T {
            #[inline(always)]
            #[allow(ambiguous_wide_pointer_comparisons)]
            fn partial_cmp(&self, other: &*$kind T) -> Option<Ordering> {
                Some(self.cmp(other))
            }
            #[inline(always)]
            #[allow(ambiguous_wide_pointer_comparisons)]
            fn lt(&self, other: &*$kind T) -> bool {
                *self < *other
            }
            #[inline(always)]
            #[allow(ambiguous_wide_pointer_comparisons)]
            fn le(&self, other: &*$kind T) -> bool {
                *self <= *other
            }
            #[inline(always)]
            #[allow(ambiguous_wide_pointer_comparisons)]
            fn gt(&self, other: &*$kind T) -> bool {
                *self > *other
            }
            #[inline(always)]
            #[allow(ambiguous_wide_pointer_comparisons)]
            fn ge(&self, other: &*$kind T) -> bool {
                *self >= *other
            }
        }

        impl<T: ?Sized> Ord for *$kind T {
            #[inline]
            #[allow(ambiguous_wide_pointer_comparisons)]
            fn cmp(&self, other: &*$kind T) -> Ordering {
                if self < other {
                    Ordering::Less
                } else if self == other {
                    Ordering::Equal
                } else {
                    Ordering::Greater
                }
            }
        }

        impl<T: ?Sized> Hash for *$kind T {
            #[inline]
            fn hash<H: Hasher>(&self, state: &mut H) {
                let (address, metadata) = self.to_raw_parts();
                state.write_usize(address.addr());
                metadata.hash(state);
            }
        }

        impl<T> Default for *$kind T {
            #[inline]
            fn default() -> Self {
                super::without_provenance_mut::<T>(0) as *$kind T
            }
        }
    };
}
pointer_methods! { const }
pointer_methods! { mut }
