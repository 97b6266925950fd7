//! The `?` operator.
use crate::ops::ControlFlow;

/// Types that `?` applies to.
#[lang = "Try"]
#[cfg_attr(ochre, unstable(feature = "try_trait_v2", issue = "none"))]
pub trait Try: FromResidual<Self::Residual> {
    /// The value of success.
    type Output;

    /// What is left when there is no success.
    type Residual;

    /// Wraps a success.
    #[lang = "from_output"]
    fn from_output(output: Self::Output) -> Self;

    /// Splits into success and the rest.
    #[lang = "branch"]
    fn branch(self) -> ControlFlow<Self::Residual, Self::Output>;
}

/// Types that a residual converts into.
#[rustc_diagnostic_item = "FromResidual"]
#[diagnostic::on_unimplemented(
    message = "the `?` operator can only be used in a function that returns a compatible type",
    label = "cannot use the `?` operator here"
)]
#[cfg_attr(ochre, unstable(feature = "try_trait_v2", issue = "none"))]
pub trait FromResidual<R = <Self as Try>::Residual> {
    /// Wraps the residual.
    #[lang = "from_residual"]
    #[track_caller]
    fn from_residual(residual: R) -> Self;
}

/// The family of `Try` types that share a residual.
#[cfg_attr(ochre, unstable(feature = "try_trait_v2_residual", issue = "none"))]
pub trait Residual<O> {
    /// The member of the family with output `O`.
    type TryType: Try<Output = O, Residual = Self>;
}

/// Gives an infallible closure the shape of a fallible one.
#[repr(transparent)]
pub(crate) struct NeverShortCircuit<T>(pub T);

impl<T> NeverShortCircuit<T> {
    /// Wraps the result of a closure.
    #[inline]
    pub(crate) fn wrap_mut_1<A>(mut f: impl FnMut(A) -> T) -> impl FnMut(A) -> Self {
        move |a| NeverShortCircuit(f(a))
    }

    /// Wraps the result of a binary closure.
    #[inline]
    pub(crate) fn wrap_mut_2<A, B>(mut f: impl FnMut(A, B) -> T) -> impl FnMut(A, B) -> Self {
        move |a, b| NeverShortCircuit(f(a, b))
    }
}

/// The residual of [`NeverShortCircuit`]: it has none.
pub(crate) enum NeverShortCircuitResidual {}

impl<T> Try for NeverShortCircuit<T> {
    type Output = T;
    type Residual = NeverShortCircuitResidual;

    #[inline]
    fn branch(self) -> ControlFlow<NeverShortCircuitResidual, T> {
        ControlFlow::Continue(self.0)
    }

    #[inline]
    fn from_output(x: T) -> Self {
        NeverShortCircuit(x)
    }
}

impl<T> FromResidual for NeverShortCircuit<T> {
    #[inline]
    fn from_residual(residual: NeverShortCircuitResidual) -> Self {
        match residual {}
    }
}

impl<T> Residual<T> for NeverShortCircuitResidual {
    type TryType = NeverShortCircuit<T>;
}
