//! [`Pin`]: pointers to values that no longer move.
use crate::cmp;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::marker::LegacyReceiver;
use crate::ops::{CoerceUnsized, Deref, DerefMut, DispatchFromDyn};

/// A pointer whose target stays where it is.
#[lang = "pin"]
#[fundamental]
#[repr(transparent)]
#[rustc_pub_transparent]
#[derive(Copy, Clone)]
#[allow(missing_debug_implementations)]
pub struct Pin<Ptr> {
    pointer: Ptr,
}

impl<Ptr: Deref, Q: Deref> PartialEq<Pin<Q>> for Pin<Ptr>
where
    Ptr::Target: PartialEq<Q::Target>,
{
    fn eq(&self, other: &Pin<Q>) -> bool {
        Ptr::Target::eq(self, other)
    }
    fn ne(&self, other: &Pin<Q>) -> bool {
        Ptr::Target::ne(self, other)
    }
}

impl<Ptr: Deref<Target: Eq>> Eq for Pin<Ptr> {}

impl<Ptr: Deref, Q: Deref> PartialOrd<Pin<Q>> for Pin<Ptr>
where
    Ptr::Target: PartialOrd<Q::Target>,
{
    fn partial_cmp(&self, other: &Pin<Q>) -> Option<cmp::Ordering> {
        Ptr::Target::partial_cmp(self, other)
    }
}

impl<Ptr: Deref<Target: Ord>> Ord for Pin<Ptr> {
    fn cmp(&self, other: &Self) -> cmp::Ordering {
        Ptr::Target::cmp(self, other)
    }
}

impl<Ptr: Deref<Target: Hash>> Hash for Pin<Ptr> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Ptr::Target::hash(self, state);
    }
}

impl<Ptr: Deref<Target: Unpin>> Pin<Ptr> {
    /// Pins a pointer to something that may move anyway.
    #[inline(always)]
    pub const fn new(pointer: Ptr) -> Pin<Ptr> {
        Pin { pointer }
    }

    /// Unwraps the pointer.
    #[inline(always)]
    pub const fn into_inner(pin: Pin<Ptr>) -> Ptr {
        pin.pointer
    }
}

impl<Ptr: Deref> Pin<Ptr> {
    /// Pins a pointer.
    ///
    /// # Safety
    /// Its target must not move any more.
    #[lang = "new_unchecked"]
    #[inline(always)]
    pub const unsafe fn new_unchecked(pointer: Ptr) -> Pin<Ptr> {
        Pin { pointer }
    }

    /// A pinned shared reference.
    #[inline(always)]
    pub fn as_ref(&self) -> Pin<&Ptr::Target> {
        // SAFETY: the target is pinned.
        unsafe { Pin::new_unchecked(&*self.pointer) }
    }

    /// Unwraps the pointer.
    ///
    /// # Safety
    /// The target must still not move.
    #[inline(always)]
    pub const unsafe fn into_inner_unchecked(pin: Pin<Ptr>) -> Ptr {
        pin.pointer
    }
}

impl<Ptr: DerefMut> Pin<Ptr> {
    /// A pinned mutable reference.
    #[inline(always)]
    pub fn as_mut(&mut self) -> Pin<&mut Ptr::Target> {
        // SAFETY: the target is pinned.
        unsafe { Pin::new_unchecked(&mut *self.pointer) }
    }

    /// A pinned mutable reference through two pointers.
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline(always)]
    pub fn as_deref_mut(self: Pin<&mut Self>) -> Pin<&mut Ptr::Target> {
        // SAFETY: the inner pointer is not moved.
        unsafe { self.get_unchecked_mut() }.as_mut()
    }

    /// Replaces the target.
    #[inline(always)]
    pub fn set(&mut self, value: Ptr::Target)
    where
        Ptr::Target: Sized,
    {
        *self.pointer = value;
    }
}

impl<'a, T: ?Sized> Pin<&'a T> {
    /// A pinned reference to a part.
    ///
    /// # Safety
    /// The part must not move while the whole does not.
    pub unsafe fn map_unchecked<U: ?Sized, F: FnOnce(&T) -> &U>(self, func: F) -> Pin<&'a U> {
        let new_pointer = func(self.pointer);
        // SAFETY: promised by the caller.
        unsafe { Pin::new_unchecked(new_pointer) }
    }

    /// The reference, which cannot move its target.
    #[inline(always)]
    #[must_use]
    pub const fn get_ref(self) -> &'a T {
        self.pointer
    }
}

impl<'a, T: ?Sized> Pin<&'a mut T> {
    /// A pinned shared reference.
    #[inline(always)]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub const fn into_ref(self) -> Pin<&'a T> {
        Pin { pointer: self.pointer }
    }

    /// The mutable reference.
    #[inline(always)]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub const fn get_mut(self) -> &'a mut T
    where
        T: Unpin,
    {
        self.pointer
    }

    /// The mutable reference.
    ///
    /// # Safety
    /// The target must not be moved through it.
    #[inline(always)]
    #[must_use = "`self` will be dropped if the result is not used"]
    pub const unsafe fn get_unchecked_mut(self) -> &'a mut T {
        self.pointer
    }

    /// A pinned mutable reference to a part.
    ///
    /// # Safety
    /// The part must not move while the whole does not.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub unsafe fn map_unchecked_mut<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(
        self,
        func: F,
    ) -> Pin<&'a mut U> {
        // SAFETY: promised by the caller.
        unsafe {
            let new_pointer = func(Pin::get_unchecked_mut(self));
            Pin::new_unchecked(new_pointer)
        }
    }
}

impl<T: ?Sized> Pin<&'static T> {
    /// Pins a reference that lives for ever.
    pub const fn static_ref(r: &'static T) -> Pin<&'static T> {
        Pin { pointer: r }
    }
}

impl<T: ?Sized> Pin<&'static mut T> {
    /// Pins a mutable reference that lives for ever.
    pub const fn static_mut(r: &'static mut T) -> Pin<&'static mut T> {
        Pin { pointer: r }
    }
}

impl<Ptr: Deref> Deref for Pin<Ptr> {
    type Target = Ptr::Target;

    #[inline]
    fn deref(&self) -> &Ptr::Target {
        Pin::get_ref(Pin::as_ref(self))
    }
}

impl<Ptr: DerefMut<Target: Unpin>> DerefMut for Pin<Ptr> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Ptr::Target {
        Pin::get_mut(Pin::as_mut(self))
    }
}

impl<Ptr: LegacyReceiver> LegacyReceiver for Pin<Ptr> {}

impl<Ptr: fmt::Debug> fmt::Debug for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.pointer, f)
    }
}

impl<Ptr: fmt::Display> fmt::Display for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.pointer, f)
    }
}

impl<Ptr: fmt::Pointer> fmt::Pointer for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.pointer, f)
    }
}

/// Pointers whose unsizing keeps their target in place.
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "pin_coerce_unsized_trait", issue = "none"))]
pub unsafe trait PinCoerceUnsized {}

unsafe impl<'a, T: ?Sized> PinCoerceUnsized for &'a T {}
unsafe impl<'a, T: ?Sized> PinCoerceUnsized for &'a mut T {}
unsafe impl<T: PinCoerceUnsized> PinCoerceUnsized for Pin<T> {}
unsafe impl<T: ?Sized> PinCoerceUnsized for *const T {}
unsafe impl<T: ?Sized> PinCoerceUnsized for *mut T {}

impl<Ptr, U> CoerceUnsized<Pin<U>> for Pin<Ptr>
where
    Ptr: CoerceUnsized<U> + PinCoerceUnsized,
    U: PinCoerceUnsized,
{
}

impl<Ptr, U> DispatchFromDyn<Pin<U>> for Pin<Ptr>
where
    Ptr: DispatchFromDyn<U> + PinCoerceUnsized,
    U: PinCoerceUnsized,
{
}

/// Pins a value to the stack frame.
#[rustc_macro_transparency = "semiopaque"]
#[allow_internal_unstable(super_let)]
#[rustc_diagnostic_item = "pin_macro"]
pub macro pin($value:expr $(,)?) {
    {
        super let mut pinned = $value;
        // SAFETY: the value is a temporary that nothing else can name.
        unsafe { $crate::pin::Pin::new_unchecked(&mut pinned) }
    }
}
