//! [`Waker`] and [`Context`].
use crate::fmt;
use crate::marker::PhantomData;
use crate::mem::ManuallyDrop;
use crate::ptr;

/// A waker without the promise to behave.
#[derive(PartialEq, Debug)]
pub struct RawWaker {
    data: *const (),
    vtable: &'static RawWakerVTable,
}

impl RawWaker {
    /// A waker from its data and functions.
    #[must_use]
    #[inline]
    pub const fn new(data: *const (), vtable: &'static RawWakerVTable) -> RawWaker {
        RawWaker { data, vtable }
    }

    const NOOP: RawWaker = {
        const VTABLE: RawWakerVTable =
            RawWakerVTable::new(|_| RawWaker::NOOP, |_| {}, |_| {}, |_| {});
        RawWaker::new(ptr::null(), &VTABLE)
    };
}

/// The functions of a waker.
#[allow(unpredictable_function_pointer_comparisons)]
#[derive(PartialEq, Copy, Clone, Debug)]
pub struct RawWakerVTable {
    clone: unsafe fn(*const ()) -> RawWaker,
    wake: unsafe fn(*const ()),
    wake_by_ref: unsafe fn(*const ()),
    drop: unsafe fn(*const ()),
}

impl RawWakerVTable {
    /// The functions of a waker.
    #[cfg_attr(ochre, rustc_promotable)]
    pub const fn new(
        clone: unsafe fn(*const ()) -> RawWaker,
        wake: unsafe fn(*const ()),
        wake_by_ref: unsafe fn(*const ()),
        drop: unsafe fn(*const ()),
    ) -> Self {
        Self { clone, wake, wake_by_ref, drop }
    }
}

/// What a future gets when it is polled.
#[lang = "Context"]
pub struct Context<'a> {
    waker: &'a Waker,
    local_waker: PhantomData<fn(&'a ()) -> &'a ()>,
    _thread: PhantomData<*mut ()>,
}

impl<'a> Context<'a> {
    /// A context with a waker.
    #[must_use]
    #[inline]
    pub const fn from_waker(waker: &'a Waker) -> Self {
        Context { waker, local_waker: PhantomData, _thread: PhantomData }
    }

    /// The waker.
    #[inline]
    #[must_use]
    pub const fn waker(&self) -> &'a Waker {
        self.waker
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("waker", &self.waker).finish()
    }
}

/// A handle that tells an executor to poll a task again.
#[repr(transparent)]
#[rustc_diagnostic_item = "Waker"]
pub struct Waker {
    waker: RawWaker,
}

impl Unpin for Waker {}
unsafe impl Send for Waker {}
unsafe impl Sync for Waker {}

impl Waker {
    /// Wakes the task and consumes the waker.
    #[inline]
    pub fn wake(self) {
        let this = ManuallyDrop::new(self);
        // SAFETY: promised when the waker was made.
        unsafe { (this.waker.vtable.wake)(this.waker.data) };
    }

    /// Wakes the task.
    #[inline]
    pub fn wake_by_ref(&self) {
        // SAFETY: promised when the waker was made.
        unsafe { (self.waker.vtable.wake_by_ref)(self.waker.data) }
    }

    /// Whether both wake the same task, as far as can be seen.
    #[inline]
    #[must_use]
    pub fn will_wake(&self, other: &Waker) -> bool {
        let (a, b) = (&self.waker, &other.waker);
        a.data == b.data && (ptr::eq(a.vtable, b.vtable) || a.vtable == b.vtable)
    }

    /// A waker from its parts.
    ///
    /// # Safety
    /// The functions must keep the contract of [`RawWakerVTable`].
    #[inline]
    #[must_use]
    pub const unsafe fn new(data: *const (), vtable: &'static RawWakerVTable) -> Self {
        Waker { waker: RawWaker { data, vtable } }
    }

    /// A waker from a raw one.
    ///
    /// # Safety
    /// The functions must keep the contract of [`RawWakerVTable`].
    #[inline]
    #[must_use]
    pub const unsafe fn from_raw(waker: RawWaker) -> Waker {
        Waker { waker }
    }

    /// A waker that does nothing.
    #[inline]
    #[must_use]
    pub const fn noop() -> &'static Waker {
        const WAKER: &Waker = &Waker { waker: RawWaker::NOOP };
        WAKER
    }

    /// The data.
    #[inline]
    #[must_use]
    pub fn data(&self) -> *const () {
        self.waker.data
    }

    /// The functions.
    #[inline]
    #[must_use]
    pub fn vtable(&self) -> &'static RawWakerVTable {
        self.waker.vtable
    }
}

impl Clone for Waker {
    #[inline]
    fn clone(&self) -> Self {
        // SAFETY: promised when the waker was made.
        Waker { waker: unsafe { (self.waker.vtable.clone)(self.waker.data) } }
    }

    #[inline]
    fn clone_from(&mut self, source: &Self) {
        if !self.will_wake(source) {
            *self = source.clone();
        }
    }
}

impl Drop for Waker {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: promised when the waker was made.
        unsafe { (self.waker.vtable.drop)(self.waker.data) }
    }
}

impl fmt::Debug for Waker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vtable_ptr = self.waker.vtable as *const RawWakerVTable;
        f.debug_struct("Waker")
            .field("data", &self.waker.data)
            .field("vtable", &vtable_ptr)
            .finish()
    }
}
