//! Containers whose content changes through shared references.
use crate::cmp::Ordering;
use crate::fmt::{self, Debug};
use crate::mem;
use crate::ops::{CoerceUnsized, DispatchFromDyn};

mod lazy;
mod once;
mod ref_cell;

pub use lazy::LazyCell;
pub use once::OnceCell;
pub use ref_cell::{BorrowError, BorrowMutError, Ref, RefCell, RefMut};

/// The one way around the immutability of shared references.
#[lang = "unsafe_cell"]
#[repr(transparent)]
#[rustc_pub_transparent]
pub struct UnsafeCell<T: ?Sized> {
    value: T,
}

impl<T: ?Sized> !Sync for UnsafeCell<T> {}

impl<T> UnsafeCell<T> {
    /// Wraps a value.
    #[inline(always)]
    pub const fn new(value: T) -> UnsafeCell<T> {
        UnsafeCell { value }
    }

    /// Unwraps the value.
    #[inline(always)]
    pub const fn into_inner(self) -> T {
        self.value
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    /// A mutable reference as one to a cell.
    #[inline(always)]
    pub const fn from_mut(value: &mut T) -> &mut UnsafeCell<T> {
        // SAFETY: the layouts agree.
        unsafe { &mut *(value as *mut T as *mut UnsafeCell<T>) }
    }

    /// A pointer to the content.
    #[inline(always)]
    #[rustc_as_ptr]
    #[rustc_never_returns_null_ptr]
    pub const fn get(&self) -> *mut T {
        self as *const UnsafeCell<T> as *const T as *mut T
    }

    /// Mutably borrows the content.
    #[inline(always)]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.value
    }

    /// [`get`](UnsafeCell::get) of a raw pointer.
    #[inline(always)]
    #[rustc_diagnostic_item = "unsafe_cell_raw_get"]
    pub const fn raw_get(this: *const Self) -> *mut T {
        this as *const T as *mut T
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    fn default() -> UnsafeCell<T> {
        UnsafeCell::new(T::default())
    }
}

impl<T> From<T> for UnsafeCell<T> {
    fn from(t: T) -> UnsafeCell<T> {
        UnsafeCell::new(t)
    }
}

impl<T: CoerceUnsized<U>, U> CoerceUnsized<UnsafeCell<U>> for UnsafeCell<T> {}
impl<T: DispatchFromDyn<U>, U> DispatchFromDyn<UnsafeCell<U>> for UnsafeCell<T> {}

/// An [`UnsafeCell`] that threads may share; for the library.
#[doc(hidden)]
#[repr(transparent)]
#[cfg_attr(ochre, unstable(feature = "sync_unsafe_cell", issue = "none"))]
pub struct SyncUnsafeCell<T: ?Sized> {
    value: UnsafeCell<T>,
}

unsafe impl<T: ?Sized + Sync> Sync for SyncUnsafeCell<T> {}

impl<T> SyncUnsafeCell<T> {
    /// Wraps a value.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self { value: UnsafeCell { value } }
    }
}

impl<T: ?Sized> SyncUnsafeCell<T> {
    /// A pointer to the content.
    #[inline]
    pub const fn get(&self) -> *mut T {
        self.value.get()
    }
}

/// A value that is replaced as a whole through shared references.
#[rustc_diagnostic_item = "Cell"]
#[repr(transparent)]
#[rustc_pub_transparent]
pub struct Cell<T: ?Sized> {
    value: UnsafeCell<T>,
}

unsafe impl<T: ?Sized> Send for Cell<T> where T: Send {}
impl<T: ?Sized> !Sync for Cell<T> {}

impl<T: Copy> Clone for Cell<T> {
    #[inline]
    fn clone(&self) -> Cell<T> {
        Cell::new(self.get())
    }
}

impl<T: Default> Default for Cell<T> {
    #[inline]
    fn default() -> Cell<T> {
        Cell::new(Default::default())
    }
}

impl<T: PartialEq + Copy> PartialEq for Cell<T> {
    #[inline]
    fn eq(&self, other: &Cell<T>) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq + Copy> Eq for Cell<T> {}

impl<T: PartialOrd + Copy> PartialOrd for Cell<T> {
    #[inline]
    fn partial_cmp(&self, other: &Cell<T>) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }
}

impl<T: Ord + Copy> Ord for Cell<T> {
    #[inline]
    fn cmp(&self, other: &Cell<T>) -> Ordering {
        self.get().cmp(&other.get())
    }
}

impl<T> From<T> for Cell<T> {
    fn from(t: T) -> Cell<T> {
        Cell::new(t)
    }
}

impl<T> Cell<T> {
    /// Wraps a value.
    #[inline]
    pub const fn new(value: T) -> Cell<T> {
        Cell { value: UnsafeCell::new(value) }
    }

    /// Replaces the value.
    #[inline]
    pub fn set(&self, val: T) {
        drop(self.replace(val));
    }

    /// Swaps the values of two cells.
    #[inline]
    #[track_caller]
    pub fn swap(&self, other: &Self) {
        let (a, b) = (self.as_ptr(), other.as_ptr());
        if a == b {
            return;
        }
        let distance = a.addr().abs_diff(b.addr());
        if distance < size_of::<T>() {
            panic!("`Cell::swap` on overlapping non-identical `Cell`s");
        }
        // SAFETY: the cells do not overlap, and nobody holds a reference into them.
        unsafe { mem::swap(&mut *a, &mut *b) }
    }

    /// Replaces the value and returns the old one.
    #[inline]
    #[rustc_confusables("swap")]
    pub const fn replace(&self, val: T) -> T {
        // SAFETY: nobody holds a reference into the cell.
        mem::replace(unsafe { &mut *self.value.get() }, val)
    }

    /// Unwraps the value.
    #[inline]
    pub const fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: Copy> Cell<T> {
    /// A copy of the value.
    #[inline]
    pub const fn get(&self) -> T {
        // SAFETY: nobody holds a mutable reference into the cell.
        unsafe { *self.value.get() }
    }

    /// Replaces the value by one made from it.
    #[inline]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        self.set(f(self.get()));
    }
}

impl<T: ?Sized> Cell<T> {
    /// A pointer to the content.
    #[inline]
    #[rustc_as_ptr]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *mut T {
        self.value.get()
    }

    /// Mutably borrows the content.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// A mutable reference as one to a cell.
    #[inline]
    pub const fn from_mut(t: &mut T) -> &Cell<T> {
        // SAFETY: the layouts agree, and the reference was unique.
        unsafe { &*(t as *mut T as *const Cell<T>) }
    }
}

impl<T: Default> Cell<T> {
    /// Takes the value and leaves the default.
    pub fn take(&self) -> T {
        self.replace(Default::default())
    }
}

impl<T: CoerceUnsized<U>, U> CoerceUnsized<Cell<U>> for Cell<T> {}
impl<T: DispatchFromDyn<U>, U> DispatchFromDyn<Cell<U>> for Cell<T> {}

impl<T> Cell<[T]> {
    /// A cell of a slice as a slice of cells.
    pub const fn as_slice_of_cells(&self) -> &[Cell<T>] {
        // SAFETY: the layouts agree.
        unsafe { &*(self as *const Cell<[T]> as *const [Cell<T>]) }
    }
}

impl<T, const N: usize> Cell<[T; N]> {
    /// A cell of an array as an array of cells.
    pub const fn as_array_of_cells(&self) -> &[Cell<T>; N] {
        // SAFETY: the layouts agree.
        unsafe { &*(self as *const Cell<[T; N]> as *const [Cell<T>; N]) }
    }
}

impl<T, const N: usize> AsRef<[Cell<T>; N]> for Cell<[T; N]> {
    #[inline]
    fn as_ref(&self) -> &[Cell<T>; N] {
        self.as_array_of_cells()
    }
}

impl<T, const N: usize> AsRef<[Cell<T>]> for Cell<[T; N]> {
    #[inline]
    fn as_ref(&self) -> &[Cell<T>] {
        &*self.as_array_of_cells()
    }
}

impl<T> AsRef<[Cell<T>]> for Cell<[T]> {
    #[inline]
    fn as_ref(&self) -> &[Cell<T>] {
        self.as_slice_of_cells()
    }
}

impl<T: Copy + Debug> Debug for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cell").field("value", &self.get()).finish()
    }
}

impl<T: ?Sized> Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnsafeCell").finish_non_exhaustive()
    }
}
