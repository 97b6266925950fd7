//! The call operator.
use crate::marker::Tuple;

/// Values that can be called through a shared reference.
#[lang = "fn"]
#[rustc_paren_sugar]
#[fundamental]
#[must_use = "closures are lazy and do nothing unless called"]
pub trait Fn<Args: Tuple>: FnMut<Args> {
    /// Performs the call.
    #[cfg_attr(ochre, unstable(feature = "fn_traits", issue = "none"))]
    extern "rust-call" fn call(&self, args: Args) -> Self::Output;
}

/// Values that can be called through a mutable reference.
#[lang = "fn_mut"]
#[rustc_paren_sugar]
#[fundamental]
#[must_use = "closures are lazy and do nothing unless called"]
pub trait FnMut<Args: Tuple>: FnOnce<Args> {
    /// Performs the call.
    #[cfg_attr(ochre, unstable(feature = "fn_traits", issue = "none"))]
    extern "rust-call" fn call_mut(&mut self, args: Args) -> Self::Output;
}

/// Values that can be called at least once.
#[lang = "fn_once"]
#[rustc_paren_sugar]
#[fundamental]
#[must_use = "closures are lazy and do nothing unless called"]
pub trait FnOnce<Args: Tuple> {
    /// The type of the result.
    #[lang = "fn_once_output"]
    type Output;

    /// Performs the call.
    #[cfg_attr(ochre, unstable(feature = "fn_traits", issue = "none"))]
    extern "rust-call" fn call_once(self, args: Args) -> Self::Output;
}

impl<A: Tuple, F: ?Sized + Fn<A>> Fn<A> for &F {
    extern "rust-call" fn call(&self, args: A) -> F::Output {
        (**self).call(args)
    }
}

impl<A: Tuple, F: ?Sized + Fn<A>> FnMut<A> for &F {
    extern "rust-call" fn call_mut(&mut self, args: A) -> F::Output {
        (**self).call(args)
    }
}

impl<A: Tuple, F: ?Sized + Fn<A>> FnOnce<A> for &F {
    type Output = F::Output;

    extern "rust-call" fn call_once(self, args: A) -> F::Output {
        (*self).call(args)
    }
}

impl<A: Tuple, F: ?Sized + FnMut<A>> FnMut<A> for &mut F {
    extern "rust-call" fn call_mut(&mut self, args: A) -> F::Output {
        (*self).call_mut(args)
    }
}

impl<A: Tuple, F: ?Sized + FnMut<A>> FnOnce<A> for &mut F {
    type Output = F::Output;

    extern "rust-call" fn call_once(self, args: A) -> F::Output {
        (*self).call_mut(args)
    }
}
