//! Types at run time.
use crate::fmt;
use crate::hash;
use crate::intrinsics;

/// Values whose type can be asked at run time.
#[rustc_diagnostic_item = "Any"]
pub trait Any: 'static {
    /// The identity of the type of `self`.
    fn type_id(&self) -> TypeId;
}

impl<T: 'static + ?Sized> Any for T {
    fn type_id(&self) -> TypeId {
        TypeId::of::<T>()
    }
}

macro_rules! any_methods {
    ($([$($bounds:tt)+])*) => {$(
        impl fmt::Debug for dyn $($bounds)+ {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct("Any").finish_non_exhaustive()
            }
        }

        impl dyn $($bounds)+ {
            /// Whether the value is a `T`.
            #[inline]
            pub fn is<T: Any>(&self) -> bool {
                TypeId::of::<T>() == self.type_id()
            }

            /// Borrows the value as a `T`, if it is one.
            #[inline]
            pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
                if self.is::<T>() {
                    // SAFETY: it is a `T`.
                    Some(unsafe { &*(self as *const Self as *const T) })
                } else {
                    None
                }
            }

            /// Mutably borrows the value as a `T`, if it is one.
            #[inline]
            pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> {
                if self.is::<T>() {
                    // SAFETY: it is a `T`.
                    Some(unsafe { &mut *(self as *mut Self as *mut T) })
                } else {
                    None
                }
            }

            /// Borrows the value as a `T`, without a check.
            ///
            /// # Safety
            /// It must be one.
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "downcast_unchecked", issue = "none"))]
            pub unsafe fn downcast_ref_unchecked<T: Any>(&self) -> &T {
                // SAFETY: promised by the caller.
                unsafe { &*(self as *const Self as *const T) }
            }

            /// Mutably borrows the value as a `T`, without a check.
            ///
            /// # Safety
            /// It must be one.
            #[inline]
            #[cfg_attr(ochre, unstable(feature = "downcast_unchecked", issue = "none"))]
            pub unsafe fn downcast_mut_unchecked<T: Any>(&mut self) -> &mut T {
                // SAFETY: promised by the caller.
                unsafe { &mut *(self as *mut Self as *mut T) }
            }
        }
    )*};
}
any_methods! { [Any] [Any + Send] [Any + Send + Sync] }

/// The identity of a type.
#[derive(Copy, PartialOrd, Ord)]
#[lang = "type_id"]
pub struct TypeId {
    /// 16 bytes of hash; pointers, so that constants cannot look inside.
    pub(crate) data: [*const (); 16 / size_of::<*const ()>()],
}

unsafe impl Send for TypeId {}
unsafe impl Sync for TypeId {}

impl Clone for TypeId {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl PartialEq for TypeId {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_u128() == other.as_u128()
    }
}

impl Eq for TypeId {}

impl TypeId {
    /// The identity of `T`.
    #[must_use]
    pub const fn of<T: ?Sized + 'static>() -> TypeId {
        const { intrinsics::type_id::<T>() }
    }

    #[inline]
    fn as_u128(self) -> u128 {
        // SAFETY: all of its 16 bytes are initialised.
        unsafe { crate::ptr::read_unaligned(&self as *const TypeId as *const u128) }
    }
}

impl hash::Hash for TypeId {
    #[inline]
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        // The value is a hash already: half of it is enough.
        state.write_u64((self.as_u128() >> 64) as u64)
    }
}

impl fmt::Debug for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypeId({:#034x})", self.as_u128())
    }
}

/// The name of a type, for people.
#[must_use]
pub const fn type_name<T: ?Sized>() -> &'static str {
    const { intrinsics::type_name::<T>() }
}

/// The name of a value's type, for people.
#[must_use]
pub const fn type_name_of_val<T: ?Sized>(_val: &T) -> &'static str {
    type_name::<T>()
}
