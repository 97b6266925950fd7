//! What wide pointers carry besides the address.
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::{Freeze, PhantomData};

/// Gives every type the metadata of pointers to it.
#[lang = "pointee_trait"]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
pub trait Pointee: crate::marker::PointeeSized {
    /// The metadata.
    #[lang = "metadata_type"]
    type Metadata: fmt::Debug + Copy + Send + Sync + Ord + Hash + Unpin + Freeze;
}

/// Types whose pointers have no metadata.
#[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
pub trait Thin: Pointee<Metadata = ()> {}

impl<T: ?Sized + Pointee<Metadata = ()>> Thin for T {}

/// Pointers that can be built from their parts.
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "core_internals", issue = "none"))]
pub trait AggregateRawPtr<D> {
    /// The metadata.
    type Metadata: Copy;
}

impl<P: ?Sized + Pointee, T: Thin> AggregateRawPtr<*const T> for *const P {
    type Metadata = <P as Pointee>::Metadata;
}

impl<P: ?Sized + Pointee, T: Thin> AggregateRawPtr<*mut T> for *mut P {
    type Metadata = <P as Pointee>::Metadata;
}

/// The metadata of a pointer.
#[inline]
#[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
pub const fn metadata<T: ?Sized>(ptr: *const T) -> <T as Pointee>::Metadata {
    intrinsics::ptr_metadata(ptr)
}

/// A pointer from its parts.
#[inline]
#[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
pub const fn from_raw_parts<T: ?Sized>(
    data_pointer: *const impl Thin,
    metadata: <T as Pointee>::Metadata,
) -> *const T {
    intrinsics::aggregate_raw_ptr(data_pointer, metadata)
}

/// A mutable pointer from its parts.
#[inline]
#[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
pub const fn from_raw_parts_mut<T: ?Sized>(
    data_pointer: *mut impl Thin,
    metadata: <T as Pointee>::Metadata,
) -> *mut T {
    intrinsics::aggregate_raw_ptr(data_pointer, metadata)
}

/// The metadata of a pointer to a trait object.
#[lang = "dyn_metadata"]
#[cfg_attr(ochre, unstable(feature = "ptr_metadata", issue = "none"))]
pub struct DynMetadata<Dyn: ?Sized> {
    vtable: crate::ptr::NonNull<()>,
    _dyn: PhantomData<Dyn>,
}

impl<Dyn: ?Sized> DynMetadata<Dyn> {
    fn vtable_ptr(self) -> *const () {
        // SAFETY: the layout of a pointer to a thin type.
        unsafe { crate::mem::transmute::<Self, *const ()>(self) }
    }

    /// The size of the value in bytes.
    #[inline]
    pub fn size_of(self) -> usize {
        // SAFETY: the pointer is that of a vtable.
        unsafe { intrinsics::vtable_size(self.vtable_ptr()) }
    }

    /// The alignment of the value in bytes.
    #[inline]
    pub fn align_of(self) -> usize {
        // SAFETY: the pointer is that of a vtable.
        unsafe { intrinsics::vtable_align(self.vtable_ptr()) }
    }
}

unsafe impl<Dyn: ?Sized> Send for DynMetadata<Dyn> {}
unsafe impl<Dyn: ?Sized> Sync for DynMetadata<Dyn> {}

impl<Dyn: ?Sized> fmt::Debug for DynMetadata<Dyn> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynMetadata").field(&self.vtable_ptr()).finish()
    }
}

impl<Dyn: ?Sized> Unpin for DynMetadata<Dyn> {}
impl<Dyn: ?Sized> Copy for DynMetadata<Dyn> {}

impl<Dyn: ?Sized> Clone for DynMetadata<Dyn> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<Dyn: ?Sized> Eq for DynMetadata<Dyn> {}

impl<Dyn: ?Sized> PartialEq for DynMetadata<Dyn> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.vtable_ptr() == other.vtable_ptr()
    }
}

impl<Dyn: ?Sized> Ord for DynMetadata<Dyn> {
    #[inline]
    fn cmp(&self, other: &Self) -> crate::cmp::Ordering {
        self.vtable_ptr().cmp(&other.vtable_ptr())
    }
}

impl<Dyn: ?Sized> PartialOrd for DynMetadata<Dyn> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<crate::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<Dyn: ?Sized> Hash for DynMetadata<Dyn> {
    #[inline]
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.vtable_ptr().hash(hasher)
    }
}
