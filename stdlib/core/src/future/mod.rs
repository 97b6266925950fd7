//! Asynchronous values.
mod poll_fn;
mod ready;

use crate::ops::DerefMut;
use crate::pin::Pin;
use crate::ptr::NonNull;
use crate::task::{Context, Poll};

pub use poll_fn::{PollFn, poll_fn};
pub use ready::{Pending, Ready, pending, ready};

/// A value that may not be there yet.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[lang = "future_trait"]
#[diagnostic::on_unimplemented(
    label = "`{Self}` is not a future",
    message = "`{Self}` is not a future"
)]
pub trait Future {
    /// The value.
    #[lang = "future_output"]
    type Output;

    /// Tries to get the value; otherwise arranges for a wake-up.
    #[lang = "poll"]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
}

impl<F: ?Sized + Future + Unpin> Future for &mut F {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        F::poll(Pin::new(&mut **self), cx)
    }
}

impl<P> Future for Pin<P>
where
    P: DerefMut<Target: Future>,
{
    type Output = <<P as crate::ops::Deref>::Target as Future>::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        <P::Target as Future>::poll(self.as_deref_mut(), cx)
    }
}

/// Types that `.await` turns into a future.
#[rustc_diagnostic_item = "IntoFuture"]
pub trait IntoFuture {
    /// The value of the future.
    type Output;

    /// The future.
    type IntoFuture: Future<Output = Self::Output>;

    /// Makes the future.
    #[lang = "into_future"]
    fn into_future(self) -> Self::IntoFuture;
}

impl<F: Future> IntoFuture for F {
    type Output = F::Output;
    type IntoFuture = F;

    fn into_future(self) -> Self::IntoFuture {
        self
    }
}

/// The argument with which the body of an `async` function is resumed.
#[lang = "ResumeTy"]
#[doc(hidden)]
#[derive(Debug, Copy, Clone)]
#[cfg_attr(ochre, unstable(feature = "gen_future", issue = "none"))]
pub struct ResumeTy(NonNull<Context<'static>>);

unsafe impl Send for ResumeTy {}
unsafe impl Sync for ResumeTy {}

/// The context behind a [`ResumeTy`].
///
/// # Safety
/// It must still be valid.
#[lang = "get_context"]
#[doc(hidden)]
#[must_use]
#[inline]
#[cfg_attr(ochre, unstable(feature = "gen_future", issue = "none"))]
pub unsafe fn get_context<'a, 'b>(cx: ResumeTy) -> &'a mut Context<'b> {
    // SAFETY: promised by the caller.
    unsafe { &mut *cx.0.as_ptr().cast() }
}

/// Asynchronous destructors; nothing implements it. Only the reference compiler asks for it.
#[cfg(not(ochre))]
#[lang = "async_drop"]
#[doc(hidden)]
pub trait AsyncDrop {
    /// Runs the destructor.
    #[allow(async_fn_in_trait)]
    async fn drop(self: Pin<&mut Self>);
}
