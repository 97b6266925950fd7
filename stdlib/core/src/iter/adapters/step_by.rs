//! [`StepBy`].
use crate::num::NonZero;
use crate::ops::Try;

/// Every `n`th item of an iterator.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone, Debug)]
pub struct StepBy<I> {
    iter: I,
    /// One less than the step.
    step_minus_one: usize,
    first_take: bool,
}

impl<I> StepBy<I> {
    #[inline]
    pub(in crate::iter) fn new(iter: I, step: usize) -> StepBy<I> {
        assert!(step != 0);
        StepBy { iter, step_minus_one: step - 1, first_take: true }
    }

    #[inline]
    fn original_step(&self) -> NonZero<usize> {
        // SAFETY: the step is not 0.
        unsafe { NonZero::new_unchecked(self.step_minus_one.wrapping_add(1)) }
    }
}

impl<I: Iterator> Iterator for StepBy<I> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let step_size = if self.first_take { 0 } else { self.step_minus_one };
        self.first_take = false;
        self.iter.nth(step_size)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.iter.size_hint();
        let step = self.original_step().get();
        if self.first_take {
            let f = move |n| if n == 0 { 0 } else { 1 + (n - 1) / step };
            (f(low), high.map(f))
        } else {
            let f = move |n| n / step;
            (f(low), high.map(f))
        }
    }

    #[inline]
    fn nth(&mut self, mut n: usize) -> Option<Self::Item> {
        if self.first_take {
            self.first_take = false;
            let first = self.iter.next();
            if n == 0 {
                return first;
            }
            n -= 1;
        }
        // n steps are (n + 1) * step - 1 items; the product may overflow.
        let mut step = self.original_step().get();
        if n == usize::MAX {
            self.iter.nth(step - 1);
        } else {
            n += 1;
        }
        loop {
            if let Some(mul) = n.checked_mul(step) {
                return self.iter.nth(mul - 1);
            }
            let div_n = usize::MAX / n;
            let div_step = usize::MAX / step;
            let nth_n = div_n * n;
            let nth_step = div_step * step;
            let nth = if nth_n > nth_step {
                step -= div_n;
                nth_n
            } else {
                n -= div_step;
                nth_step
            };
            self.iter.nth(nth - 1);
        }
    }

    fn try_fold<Acc, F, R>(&mut self, mut acc: Acc, mut f: F) -> R
    where
        F: FnMut(Acc, Self::Item) -> R,
        R: Try<Output = Acc>,
    {
        if self.first_take {
            self.first_take = false;
            match self.iter.next() {
                None => return R::from_output(acc),
                Some(x) => acc = f(acc, x)?,
            }
        }
        while let Some(x) = self.iter.nth(self.step_minus_one) {
            acc = f(acc, x)?;
        }
        R::from_output(acc)
    }

    fn fold<Acc, F: FnMut(Acc, Self::Item) -> Acc>(mut self, mut acc: Acc, mut f: F) -> Acc {
        if self.first_take {
            match self.iter.next() {
                None => return acc,
                Some(x) => acc = f(acc, x),
            }
        }
        while let Some(x) = self.iter.nth(self.step_minus_one) {
            acc = f(acc, x);
        }
        acc
    }
}

impl<I: ExactSizeIterator> StepBy<I> {
    /// How many items lie behind the last one of the sequence.
    fn next_back_index(&self) -> usize {
        let rem = self.iter.len() % self.original_step();
        if self.first_take { if rem == 0 { self.step_minus_one } else { rem - 1 } } else { rem }
    }
}

impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for StepBy<I> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.iter.nth_back(self.next_back_index())
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
        let n = n.saturating_mul(self.original_step().get()).saturating_add(self.next_back_index());
        self.iter.nth_back(n)
    }

    fn try_rfold<Acc, F, R>(&mut self, init: Acc, mut f: F) -> R
    where
        F: FnMut(Acc, Self::Item) -> R,
        R: Try<Output = Acc>,
    {
        let Some(x) = self.next_back() else { return R::from_output(init) };
        let mut acc = f(init, x)?;
        while let Some(x) = self.iter.nth_back(self.step_minus_one) {
            acc = f(acc, x)?;
        }
        R::from_output(acc)
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for StepBy<I> {}
