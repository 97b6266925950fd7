//! Traits and types that say something about a type rather than do something.
use crate::cell::UnsafeCell;
use crate::cmp;
use crate::fmt;
use crate::hash::{Hash, Hasher};

/// Types that may be sent to another thread.
#[rustc_diagnostic_item = "Send"]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent between threads safely",
    label = "`{Self}` cannot be sent between threads safely"
)]
pub unsafe auto trait Send {}

impl<T: ?Sized> !Send for *const T {}
impl<T: ?Sized> !Send for *mut T {}
unsafe impl<T: Sync + ?Sized> Send for &T {}

/// Types whose size is known at compile time.
#[lang = "sized"]
#[fundamental]
#[rustc_specialization_trait]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[rustc_coinductive]
#[diagnostic::on_unimplemented(
    message = "the size for values of type `{Self}` cannot be known at compilation time",
    label = "doesn't have a size known at compile-time"
)]
pub trait Sized: MetaSized {}

/// Types whose size follows from pointer metadata.
#[lang = "meta_sized"]
#[fundamental]
#[rustc_specialization_trait]
#[rustc_deny_explicit_impl]
#[rustc_coinductive]
#[cfg_attr(ochre, unstable(feature = "sized_hierarchy", issue = "none"))]
#[diagnostic::on_unimplemented(
    message = "the size for values of type `{Self}` cannot be known",
    label = "doesn't have a known size"
)]
pub trait MetaSized: PointeeSized {}

/// Types that may stand behind a pointer: all of them.
#[lang = "pointee_sized"]
#[fundamental]
#[rustc_specialization_trait]
#[rustc_deny_explicit_impl]
#[rustc_coinductive]
#[cfg_attr(ochre, unstable(feature = "sized_hierarchy", issue = "none"))]
pub trait PointeeSized {}

/// Types that coerce to the unsized `T` behind a pointer.
#[lang = "unsize"]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[cfg_attr(ochre, unstable(feature = "unsize", issue = "none"))]
pub trait Unsize<T: ?Sized> {}

/// Types whose constants may serve as patterns.
#[lang = "structural_peq"]
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "structural_match", issue = "none"))]
#[diagnostic::on_unimplemented(message = "the type `{Self}` does not `#[derive(PartialEq)]`")]
pub trait StructuralPartialEq {}

/// Types whose values are duplicated by copying their bytes.
#[lang = "copy"]
#[rustc_diagnostic_item = "Copy"]
#[rustc_unsafe_specialization_marker]
pub trait Copy: Clone {}

/// Derives [`Copy`](trait@Copy).
#[rustc_builtin_macro]
#[allow_internal_unstable(core_intrinsics, derive_clone_copy_internals)]
pub macro Copy($item:item) {}

macro_rules! copy_impls {
    ($($T:ty)*) => {$(
        impl Copy for $T {}
    )*};
}
copy_impls! {
    ! usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 bool char
}
impl<T: ?Sized> Copy for *const T {}
impl<T: ?Sized> Copy for *mut T {}
impl<T: ?Sized> Copy for &T {}

/// Types that threads may share by reference.
#[lang = "sync"]
#[rustc_diagnostic_item = "Sync"]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared between threads safely",
    label = "`{Self}` cannot be shared between threads safely"
)]
pub unsafe auto trait Sync {}

impl<T: ?Sized> !Sync for *const T {}
impl<T: ?Sized> !Sync for *mut T {}

/// A zero-sized stand-in that behaves as if it held a `T`.
#[lang = "phantom_data"]
pub struct PhantomData<T: ?Sized>;

impl<T: ?Sized> Hash for PhantomData<T> {
    #[inline]
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
impl<T: ?Sized> cmp::PartialEq for PhantomData<T> {
    #[inline]
    fn eq(&self, _other: &PhantomData<T>) -> bool {
        true
    }
}
impl<T: ?Sized> cmp::Eq for PhantomData<T> {}
impl<T: ?Sized> cmp::PartialOrd for PhantomData<T> {
    #[inline]
    fn partial_cmp(&self, _other: &PhantomData<T>) -> Option<cmp::Ordering> {
        Some(cmp::Ordering::Equal)
    }
}
impl<T: ?Sized> cmp::Ord for PhantomData<T> {
    #[inline]
    fn cmp(&self, _other: &PhantomData<T>) -> cmp::Ordering {
        cmp::Ordering::Equal
    }
}
impl<T: ?Sized> Copy for PhantomData<T> {}
impl<T: ?Sized> Clone for PhantomData<T> {
    #[inline]
    fn clone(&self) -> Self {
        Self
    }
}
impl<T: ?Sized> Default for PhantomData<T> {
    #[inline]
    fn default() -> Self {
        Self
    }
}
impl<T: ?Sized> StructuralPartialEq for PhantomData<T> {}
impl<T: ?Sized> fmt::Debug for PhantomData<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhantomData<{}>", crate::any::type_name::<T>())
    }
}

/// Gives every enum the type of its discriminant.
#[lang = "discriminant_kind"]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[cfg_attr(ochre, unstable(feature = "discriminant_kind", issue = "none"))]
pub trait DiscriminantKind {
    /// The type of the discriminant.
    #[lang = "discriminant_type"]
    type Discriminant: Clone
        + Copy
        + fmt::Debug
        + Eq
        + PartialEq
        + Hash
        + Send
        + Sync
        + Unpin;
}

/// Types without interior mutability at their top level.
#[lang = "freeze"]
#[cfg_attr(ochre, unstable(feature = "freeze", issue = "none"))]
pub unsafe auto trait Freeze {}

impl<T: ?Sized> !Freeze for UnsafeCell<T> {}
unsafe impl<T: ?Sized> Freeze for PhantomData<T> {}
unsafe impl<T: ?Sized> Freeze for *const T {}
unsafe impl<T: ?Sized> Freeze for *mut T {}
unsafe impl<T: ?Sized> Freeze for &T {}
unsafe impl<T: ?Sized> Freeze for &mut T {}

/// Types that may be moved out of a [`Pin`](crate::pin::Pin).
#[lang = "unpin"]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be unpinned",
    note = "consider using the `pin!` macro or `Box::pin`"
)]
pub auto trait Unpin {}

/// A type that is not [`Unpin`], for structs that must not be.
#[derive(Debug, Default, Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct PhantomPinned;

impl !Unpin for PhantomPinned {}
impl<T: ?Sized> Unpin for &T {}
impl<T: ?Sized> Unpin for &mut T {}
impl<T: ?Sized> Unpin for *const T {}
impl<T: ?Sized> Unpin for *mut T {}

/// Types whose mutable references may alias.
#[lang = "unsafe_unpin"]
#[cfg_attr(ochre, unstable(feature = "unsafe_unpin", issue = "none"))]
pub unsafe auto trait UnsafeUnpin {}

unsafe impl<T: ?Sized> UnsafeUnpin for PhantomData<T> {}
unsafe impl<T: ?Sized> UnsafeUnpin for *const T {}
unsafe impl<T: ?Sized> UnsafeUnpin for *mut T {}
unsafe impl<T: ?Sized> UnsafeUnpin for &T {}
unsafe impl<T: ?Sized> UnsafeUnpin for &mut T {}

/// Types that may be dropped: all of them.
#[lang = "destruct"]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[cfg_attr(ochre, unstable(feature = "const_destruct", issue = "none"))]
pub trait Destruct {}

/// Tuples of any length.
#[lang = "tuple_trait"]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[cfg_attr(ochre, unstable(feature = "tuple_trait", issue = "none"))]
pub trait Tuple {}

/// Types that may be the type of a const parameter.
#[lang = "const_param_ty"]
#[cfg_attr(ochre, unstable(feature = "adt_const_params", issue = "none"))]
pub trait ConstParamTy_: StructuralPartialEq + Eq {}

macro_rules! const_param_impls {
    ($($T:ty)*) => {$(
        impl StructuralPartialEq for $T {}
        impl ConstParamTy_ for $T {}
    )*};
}
const_param_impls! {
    usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 bool
}

/// Function pointers of any signature.
#[lang = "fn_ptr_trait"]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[cfg_attr(ochre, unstable(feature = "fn_ptr_trait", issue = "none"))]
pub trait FnPtr: Copy + Clone {
    /// The address of the function.
    #[lang = "fn_ptr_addr"]
    fn addr(self) -> *const ();
}

/// Smart pointers whose `self` receivers are checked on stable.
#[lang = "legacy_receiver"]
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "legacy_receiver_trait", issue = "none"))]
pub trait LegacyReceiver {}

impl<T: ?Sized> LegacyReceiver for &T {}
impl<T: ?Sized> LegacyReceiver for &mut T {}
impl StructuralPartialEq for char {}
impl ConstParamTy_ for char {}

/// Types that may be a field of a union: dropping them does nothing.
#[lang = "bikeshed_guaranteed_no_drop"]
#[doc(hidden)]
#[rustc_deny_explicit_impl]
#[rustc_dyn_incompatible_trait]
#[cfg_attr(ochre, unstable(feature = "bikeshed_guaranteed_no_drop", issue = "none"))]
pub trait BikeshedGuaranteedNoDrop {}
