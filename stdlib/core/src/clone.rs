//! Duplication of values.

/// Types whose values can be duplicated by an explicit call.
#[lang = "clone"]
#[rustc_diagnostic_item = "Clone"]
#[rustc_trivial_field_reads]
pub trait Clone: Sized {
    /// A duplicate of `self`.
    #[lang = "clone_fn"]
    #[must_use = "cloning is often expensive and is not expected to have side effects"]
    fn clone(&self) -> Self;

    /// Makes `self` a duplicate of `source`, reusing what `self` owns where possible.
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        *self = source.clone()
    }
}

/// Derives [`Clone`](trait@Clone).
#[rustc_builtin_macro]
#[allow_internal_unstable(core_intrinsics, derive_clone_copy_internals, trivial_clone)]
pub macro Clone($item:item) {}

/// Types whose `clone` does nothing but copy bytes.
#[lang = "trivial_clone"]
#[doc(hidden)]
#[rustc_unsafe_specialization_marker]
#[cfg_attr(ochre, unstable(feature = "trivial_clone", issue = "none"))]
pub unsafe trait TrivialClone: Clone {}

/// Names a field's type in derived code, so that its bound is checked.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
#[cfg_attr(ochre, unstable(feature = "derive_clone_copy_internals", issue = "none"))]
pub struct AssertParamIsClone<T: Clone + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

/// Names a field's type in derived code, so that its bound is checked.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
#[cfg_attr(ochre, unstable(feature = "derive_clone_copy_internals", issue = "none"))]
pub struct AssertParamIsCopy<T: Copy + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

macro_rules! clone_impls {
    ($($T:ty)*) => {$(
        impl Clone for $T {
            #[inline(always)]
            fn clone(&self) -> Self {
                *self
            }
        }
        #[doc(hidden)]
        unsafe impl TrivialClone for $T {}
    )*};
}
clone_impls! {
    ! usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 bool char
}

impl<T: ?Sized> Clone for *const T {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for *mut T {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for &T {
    #[inline(always)]
    #[rustc_diagnostic_item = "noop_method_clone"]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> !Clone for &mut T {}
