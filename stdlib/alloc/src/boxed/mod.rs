//! `Box<T>`: an owned value on the heap.
//!
//! Invariant: the pointer came from [`alloc`](crate::alloc::allocate) with the value's layout, or
//! dangles if the value is zero-sized. The compiler knows the type: `*b` is a place, moving out
//! of it is allowed, and drop glue drops the value before it calls `Drop::drop`, which only frees.

mod convert;
mod error;
mod forward;

use crate::alloc::{self, Layout};
use crate::vec::Vec;
use core::borrow::{Borrow, BorrowMut};
use core::fmt;
use core::marker::{PhantomData, Unsize};
use core::mem::{self, MaybeUninit};
use core::ops::{CoerceUnsized, Deref, DerefMut, DerefPure, DispatchFromDyn, LegacyReceiver};
use core::pin::{Pin, PinCoerceUnsized};
use core::ptr::{self, NonNull};

/// A non-null pointer that owns what it points to.
#[repr(transparent)]
pub(crate) struct Unique<T: ?Sized> {
    pointer: NonNull<T>,
    owned: PhantomData<T>,
}

unsafe impl<T: ?Sized + Send> Send for Unique<T> {}
unsafe impl<T: ?Sized + Sync> Sync for Unique<T> {}
impl<T: ?Sized> Clone for Unique<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for Unique<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Unique<U>> for Unique<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Unique<U>> for Unique<T> {}

/// A pointer that owns a value on the heap.
#[lang = "owned_box"]
#[fundamental]
pub struct Box<T: ?Sized>(Unique<T>);

/// What `vec![a, b]` calls last.
///
/// # Safety of use
/// Safe to call for the macro alone: the box must be initialised.
#[doc(hidden)]
#[inline]
pub fn box_assume_init_into_vec_unsafe<T, const N: usize>(b: Box<MaybeUninit<[T; N]>>) -> Vec<T> {
    let ptr = Box::into_raw(b).cast::<T>();
    unsafe { Vec::from_raw_parts(ptr, N, N) }
}

impl<T> Box<T> {
    /// Moves `x` to the heap.
    #[inline]
    #[must_use]
    pub fn new(x: T) -> Self {
        let ptr = alloc::allocate(Layout::new::<T>()).cast::<T>();
        unsafe {
            ptr.write(x);
            Box::from_non_null(ptr)
        }
    }

    /// Room for a value, not yet initialised.
    #[inline]
    #[must_use]
    pub fn new_uninit() -> Box<MaybeUninit<T>> {
        let ptr = alloc::allocate(Layout::new::<T>());
        unsafe { Box::from_non_null(ptr.cast()) }
    }

    /// Room for a value, all bytes zero.
    #[inline]
    #[must_use]
    pub fn new_zeroed() -> Box<MaybeUninit<T>> {
        let ptr = alloc::allocate_zeroed(Layout::new::<T>());
        unsafe { Box::from_non_null(ptr.cast()) }
    }

    /// Moves `x` to the heap and pins it there.
    #[inline]
    #[must_use]
    pub fn pin(x: T) -> Pin<Box<T>> {
        Box::new(x).into()
    }

    /// A box of a one-element slice, without moving the value.
    pub fn into_boxed_slice(boxed: Self) -> Box<[T]> {
        let raw = Box::into_raw(boxed);
        unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(raw.cast(), 1)) }
    }

    /// Moves the value out and frees the box.
    #[inline]
    pub fn into_inner(boxed: Self) -> T {
        *boxed
    }
}

impl<T> Box<[T]> {
    /// Room for a slice, not yet initialised.
    #[must_use]
    pub fn new_uninit_slice(len: usize) -> Box<[MaybeUninit<T>]> {
        slice_of(len, alloc::allocate)
    }

    /// Room for a slice, all bytes zero.
    #[must_use]
    pub fn new_zeroed_slice(len: usize) -> Box<[MaybeUninit<T>]> {
        slice_of(len, alloc::allocate_zeroed)
    }

    /// The slice as an array, if `N` is its length.
    #[must_use]
    pub fn into_array<const N: usize>(self) -> Option<Box<[T; N]>> {
        if self.len() != N {
            return None;
        }
        Some(unsafe { Box::from_raw(Box::into_raw(self).cast()) })
    }
}

fn slice_of<T>(len: usize, get: fn(Layout) -> NonNull<u8>) -> Box<[MaybeUninit<T>]> {
    let Ok(layout) = Layout::array::<T>(len) else { crate::raw_vec::capacity_overflow() };
    let ptr = get(layout).cast::<MaybeUninit<T>>();
    unsafe { Box::from_non_null(NonNull::slice_from_raw_parts(ptr, len)) }
}

impl<T> Box<MaybeUninit<T>> {
    /// The box as one of an initialised value.
    ///
    /// # Safety
    /// The value must be initialised.
    #[inline]
    pub unsafe fn assume_init(self) -> Box<T> {
        unsafe { Box::from_raw(Box::into_raw(self).cast()) }
    }

    /// Writes the value and returns the box as initialised.
    #[inline]
    pub fn write(mut boxed: Self, value: T) -> Box<T> {
        (*boxed).write(value);
        unsafe { boxed.assume_init() }
    }
}

impl<T> Box<[MaybeUninit<T>]> {
    /// The slice as initialised.
    ///
    /// # Safety
    /// All elements must be initialised.
    #[inline]
    pub unsafe fn assume_init(self) -> Box<[T]> {
        unsafe { Box::from_raw(Box::into_raw(self) as *mut [T]) }
    }
}

impl<T: ?Sized> Box<T> {
    #[inline]
    pub(crate) unsafe fn from_non_null(pointer: NonNull<T>) -> Self {
        Box(Unique { pointer, owned: PhantomData })
    }

    #[inline]
    pub(crate) fn into_non_null(b: Self) -> NonNull<T> {
        let ptr = b.0.pointer;
        mem::forget(b);
        ptr
    }

    /// Takes ownership of a raw pointer.
    ///
    /// # Safety
    /// `raw` must come from [`Box::into_raw`], or from the global allocator with the layout of
    /// the value, and nobody else may own it.
    #[inline]
    #[must_use = "call `drop(Box::from_raw(ptr))` if you intend to drop the `Box`"]
    pub unsafe fn from_raw(raw: *mut T) -> Self {
        unsafe { Box::from_non_null(NonNull::new_unchecked(raw)) }
    }

    /// Gives up ownership; the caller must free the value.
    #[must_use = "losing the pointer will leak memory"]
    #[inline]
    pub fn into_raw(b: Self) -> *mut T {
        Box::into_non_null(b).as_ptr()
    }

    /// The address of the value, without making a reference to it.
    #[inline]
    pub fn as_ptr(b: &Self) -> *const T {
        b.0.pointer.as_ptr()
    }

    /// The address of the value, without making a reference to it.
    #[inline]
    pub fn as_mut_ptr(b: &mut Self) -> *mut T {
        b.0.pointer.as_ptr()
    }

    /// Gives up ownership for good and returns a reference of any lifetime.
    #[inline]
    pub fn leak<'a>(b: Self) -> &'a mut T
    where
        T: 'a,
    {
        unsafe { &mut *Box::into_raw(b) }
    }

    /// Pins the value where it is.
    pub fn into_pin(boxed: Self) -> Pin<Self> {
        unsafe { Pin::new_unchecked(boxed) }
    }
}

unsafe impl<#[may_dangle] T: ?Sized> Drop for Box<T> {
    #[inline]
    fn drop(&mut self) {
        // The value is gone already; its size and alignment come from the pointer's metadata.
        let ptr = self.0.pointer;
        unsafe {
            let layout = Layout::for_value_raw(ptr.as_ptr());
            alloc::deallocate(ptr.cast(), layout);
        }
    }
}

impl<T: ?Sized> Deref for Box<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &**self
    }
}

impl<T: ?Sized> DerefMut for Box<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut **self
    }
}

unsafe impl<T: ?Sized> DerefPure for Box<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Box<U>> for Box<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Box<U>> for Box<T> {}
impl<T: ?Sized> LegacyReceiver for Box<T> {}
unsafe impl<T: ?Sized> PinCoerceUnsized for Box<T> {}
impl<T: ?Sized> Unpin for Box<T> {}

impl<T: Default> Default for Box<T> {
    #[inline]
    fn default() -> Self {
        Box::new(T::default())
    }
}

impl<T> Default for Box<[T]> {
    #[inline]
    fn default() -> Self {
        Box::<[T; 0]>::new([])
    }
}

impl Default for Box<str> {
    #[inline]
    fn default() -> Self {
        convert::from_utf8_box(Box::<[u8]>::default())
    }
}

impl<T> Default for Pin<Box<T>>
where
    Box<T>: Default,
    T: ?Sized,
{
    #[inline]
    fn default() -> Self {
        Box::into_pin(Box::<T>::default())
    }
}

impl<T: Clone> Clone for Box<T> {
    #[inline]
    fn clone(&self) -> Self {
        Box::new((**self).clone())
    }
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        (**self).clone_from(&**source);
    }
}

impl<T: Clone> Clone for Box<[T]> {
    fn clone(&self) -> Self {
        self.to_vec().into_boxed_slice()
    }
    fn clone_from(&mut self, source: &Self) {
        if self.len() == source.len() {
            self.clone_from_slice(source);
        } else {
            *self = source.clone();
        }
    }
}

impl Clone for Box<str> {
    fn clone(&self) -> Self {
        Box::from(&**self)
    }
}

impl<T: ?Sized> AsRef<T> for Box<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: ?Sized> AsMut<T> for Box<T> {
    fn as_mut(&mut self) -> &mut T {
        self
    }
}

impl<T: ?Sized> Borrow<T> for Box<T> {
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: ?Sized> BorrowMut<T> for Box<T> {
    fn borrow_mut(&mut self) -> &mut T {
        self
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: ?Sized> fmt::Pointer for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&Box::as_ptr(self), f)
    }
}
