//! What makes iterators of iterators.
mod chain;
mod cloned;
mod copied;
mod cycle;
mod enumerate;
mod filter;
mod filter_map;
mod flatten;
mod fuse;
mod inspect;
mod map;
mod map_while;
mod peekable;
mod rev;
mod scan;
mod skip;
mod skip_while;
mod step_by;
mod take;
mod take_while;
mod zip;

pub use self::chain::{Chain, chain};
pub use self::cloned::Cloned;
pub use self::copied::Copied;
pub use self::cycle::Cycle;
pub use self::enumerate::Enumerate;
pub use self::filter::Filter;
pub use self::filter_map::FilterMap;
pub use self::flatten::{FlatMap, Flatten};
pub use self::fuse::Fuse;
pub use self::inspect::Inspect;
pub use self::map::Map;
pub use self::map_while::MapWhile;
pub use self::peekable::Peekable;
pub use self::rev::Rev;
pub use self::scan::Scan;
pub use self::skip::Skip;
pub use self::skip_while::SkipWhile;
pub use self::step_by::StepBy;
pub use self::take::Take;
pub use self::take_while::TakeWhile;
pub use self::zip::{Zip, zip};

use crate::iter::Iterator;
use crate::ops::{ControlFlow, FromResidual, NeverShortCircuit, Residual, Try};

/// Runs `f` on the successes of an iterator; the first failure ends both.
pub(crate) fn try_process<I, T, R, F, U>(iter: I, mut f: F) -> R::TryType
where
    I: Iterator<Item: Try<Output = T, Residual = R>>,
    F: FnMut(GenericShunt<'_, I, R>) -> U,
    R: Residual<U>,
{
    let mut residual = None;
    let shunt = GenericShunt { iter, residual: &mut residual };
    let value = f(shunt);
    match residual {
        Some(r) => FromResidual::from_residual(r),
        None => Try::from_output(value),
    }
}

/// The successes of an iterator up to the first failure, which is kept aside.
pub(crate) struct GenericShunt<'a, I, R> {
    iter: I,
    residual: &'a mut Option<R>,
}

impl<I, R> Iterator for GenericShunt<'_, I, R>
where
    I: Iterator<Item: Try<Residual = R>>,
{
    type Item = <I::Item as Try>::Output;

    fn next(&mut self) -> Option<Self::Item> {
        self.try_for_each(ControlFlow::Break).break_value()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.residual.is_some() { (0, Some(0)) } else { (0, self.iter.size_hint().1) }
    }

    fn try_fold<B, F, T>(&mut self, init: B, mut f: F) -> T
    where
        F: FnMut(B, Self::Item) -> T,
        T: Try<Output = B>,
    {
        self.iter
            .try_fold(init, |acc, x| match Try::branch(x) {
                ControlFlow::Continue(x) => ControlFlow::from_try(f(acc, x)),
                ControlFlow::Break(r) => {
                    *self.residual = Some(r);
                    ControlFlow::Break(T::from_output(acc))
                }
            })
            .into_try()
    }

    fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, fold: F) -> B {
        self.try_fold(init, NeverShortCircuit::wrap_mut_2(fold)).0
    }
}
