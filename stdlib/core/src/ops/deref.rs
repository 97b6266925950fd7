//! Unary `*` and the receivers of methods.

/// Types that `*` reads through.
#[lang = "deref"]
#[rustc_diagnostic_item = "Deref"]
pub trait Deref {
    /// What is behind the pointer.
    #[lang = "deref_target"]
    #[rustc_diagnostic_item = "deref_target"]
    type Target: ?Sized;

    /// Borrows what is behind the pointer.
    #[must_use]
    fn deref(&self) -> &Self::Target;
}

impl<T: ?Sized> Deref for &T {
    type Target = T;

    #[inline(always)]
    #[rustc_diagnostic_item = "noop_method_deref"]
    fn deref(&self) -> &T {
        *self
    }
}

impl<T: ?Sized> !DerefMut for &T {}

impl<T: ?Sized> Deref for &mut T {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        *self
    }
}

/// Types that `*` writes through.
#[lang = "deref_mut"]
pub trait DerefMut: Deref {
    /// Mutably borrows what is behind the pointer.
    fn deref_mut(&mut self) -> &mut Self::Target;
}

impl<T: ?Sized> DerefMut for &mut T {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        *self
    }
}

/// Pointers whose `deref` always gives the same place.
#[lang = "deref_pure"]
#[cfg_attr(ochre, unstable(feature = "deref_pure_trait", issue = "none"))]
pub unsafe trait DerefPure {}

unsafe impl<T: ?Sized> DerefPure for &T {}
unsafe impl<T: ?Sized> DerefPure for &mut T {}

/// Types that may be the type of `self`.
#[lang = "receiver"]
#[cfg_attr(ochre, unstable(feature = "arbitrary_self_types", issue = "none"))]
pub trait Receiver {
    /// The type whose methods are found through it.
    #[lang = "receiver_target"]
    type Target: ?Sized;
}

impl<P: ?Sized, T: ?Sized> Receiver for P
where
    P: Deref<Target = T>,
{
    type Target = T;
}
