//! What `async` bodies compile to.
use crate::pin::Pin;

/// The outcome of resuming a coroutine.
#[derive(Clone, Copy, PartialEq, PartialOrd, Eq, Ord, Debug, Hash)]
#[lang = "coroutine_state"]
#[cfg_attr(ochre, unstable(feature = "coroutine_trait", issue = "none"))]
pub enum CoroutineState<Y, R> {
    /// It stopped at a `yield`.
    Yielded(Y),
    /// It returned.
    Complete(R),
}

/// A body that can stop in the middle.
#[lang = "coroutine"]
#[fundamental]
#[must_use = "coroutines are lazy and do nothing unless resumed"]
#[cfg_attr(ochre, unstable(feature = "coroutine_trait", issue = "none"))]
pub trait Coroutine<R = ()> {
    /// What it yields.
    #[lang = "coroutine_yield"]
    type Yield;

    /// What it returns.
    #[lang = "coroutine_return"]
    type Return;

    /// Runs it up to its next stop.
    #[lang = "coroutine_resume"]
    fn resume(self: Pin<&mut Self>, arg: R) -> CoroutineState<Self::Yield, Self::Return>;
}

impl<G: ?Sized + Coroutine<R>, R> Coroutine<R> for Pin<&mut G> {
    type Yield = G::Yield;
    type Return = G::Return;

    #[inline]
    fn resume(mut self: Pin<&mut Self>, arg: R) -> CoroutineState<Self::Yield, Self::Return> {
        G::resume((*self).as_mut(), arg)
    }
}

impl<G: ?Sized + Coroutine<R> + Unpin, R> Coroutine<R> for &mut G {
    type Yield = G::Yield;
    type Return = G::Return;

    #[inline]
    fn resume(mut self: Pin<&mut Self>, arg: R) -> CoroutineState<Self::Yield, Self::Return> {
        G::resume(Pin::new(&mut *self), arg)
    }
}
