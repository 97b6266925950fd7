//! The call operator of `async` closures.
use crate::future::Future;
use crate::marker::Tuple;

/// Values whose call through a shared reference gives a future.
#[lang = "async_fn"]
#[rustc_paren_sugar]
#[fundamental]
#[must_use = "async closures are lazy and do nothing unless called"]
pub trait AsyncFn<Args: Tuple>: AsyncFnMut<Args> {
    /// Performs the call.
    #[cfg_attr(ochre, unstable(feature = "async_fn_traits", issue = "none"))]
    extern "rust-call" fn async_call(&self, args: Args) -> Self::CallRefFuture<'_>;
}

/// Values whose call through a mutable reference gives a future.
#[lang = "async_fn_mut"]
#[rustc_paren_sugar]
#[fundamental]
#[must_use = "async closures are lazy and do nothing unless called"]
pub trait AsyncFnMut<Args: Tuple>: AsyncFnOnce<Args> {
    /// The future of one call.
    #[lang = "call_ref_future"]
    #[cfg_attr(ochre, unstable(feature = "async_fn_traits", issue = "none"))]
    type CallRefFuture<'a>: Future<Output = Self::Output>
    where
        Self: 'a;

    /// Performs the call.
    #[cfg_attr(ochre, unstable(feature = "async_fn_traits", issue = "none"))]
    extern "rust-call" fn async_call_mut(&mut self, args: Args) -> Self::CallRefFuture<'_>;
}

/// Values that can be called once for a future.
#[lang = "async_fn_once"]
#[rustc_paren_sugar]
#[fundamental]
#[must_use = "async closures are lazy and do nothing unless called"]
pub trait AsyncFnOnce<Args: Tuple> {
    /// The future of the call.
    #[lang = "call_once_future"]
    #[cfg_attr(ochre, unstable(feature = "async_fn_traits", issue = "none"))]
    type CallOnceFuture: Future<Output = Self::Output>;

    /// What the future resolves to.
    #[lang = "async_fn_once_output"]
    #[cfg_attr(ochre, unstable(feature = "async_fn_traits", issue = "none"))]
    type Output;

    /// Performs the call.
    #[cfg_attr(ochre, unstable(feature = "async_fn_traits", issue = "none"))]
    extern "rust-call" fn async_call_once(self, args: Args) -> Self::CallOnceFuture;
}

impl<A: Tuple, F: ?Sized + AsyncFn<A>> AsyncFn<A> for &F {
    extern "rust-call" fn async_call(&self, args: A) -> Self::CallRefFuture<'_> {
        F::async_call(*self, args)
    }
}

impl<A: Tuple, F: ?Sized + AsyncFn<A>> AsyncFnMut<A> for &F {
    type CallRefFuture<'a>
        = F::CallRefFuture<'a>
    where
        Self: 'a;

    extern "rust-call" fn async_call_mut(&mut self, args: A) -> Self::CallRefFuture<'_> {
        F::async_call(*self, args)
    }
}

impl<'a, A: Tuple, F: ?Sized + AsyncFn<A>> AsyncFnOnce<A> for &'a F {
    type Output = F::Output;
    type CallOnceFuture = F::CallRefFuture<'a>;

    extern "rust-call" fn async_call_once(self, args: A) -> Self::CallOnceFuture {
        F::async_call(self, args)
    }
}

impl<A: Tuple, F: ?Sized + AsyncFnMut<A>> AsyncFnMut<A> for &mut F {
    type CallRefFuture<'a>
        = F::CallRefFuture<'a>
    where
        Self: 'a;

    extern "rust-call" fn async_call_mut(&mut self, args: A) -> Self::CallRefFuture<'_> {
        F::async_call_mut(*self, args)
    }
}

impl<'a, A: Tuple, F: ?Sized + AsyncFnMut<A>> AsyncFnOnce<A> for &'a mut F {
    type Output = F::Output;
    type CallOnceFuture = F::CallRefFuture<'a>;

    extern "rust-call" fn async_call_once(self, args: A) -> Self::CallOnceFuture {
        F::async_call_mut(self, args)
    }
}

/// The call of an async closure that ends it, where its future borrows from what it captured: the
/// future owns the closure.
#[cfg(ochre)]
#[lang = "async_call_owned"]
async extern "rust-call" fn async_call_owned<F: AsyncFnMut<A>, A: Tuple>(
    mut f: F,
    args: A,
) -> F::Output {
    f.async_call_mut(args).await
}

/// How the compiler lowers calls of async closures.
mod internal_implementation_detail {
    /// Ties the upvars of an async closure to the future it returns.
    #[lang = "async_fn_kind_helper"]
    trait AsyncFnKindHelper<Kind> {
        /// The upvars that the future holds.
        #[lang = "async_fn_kind_upvars"]
        type Upvars<'closure_env, Inputs, Upvars, BorrowedUpvarsAsFnPtr>;
    }
}
