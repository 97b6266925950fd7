//! Ranges as iterators.
use super::{FusedIterator, TrustedLen};
use crate::intrinsics;
use crate::mem;
use crate::net::{Ipv4Addr, Ipv6Addr};
use crate::num::NonZero;
use crate::ops::{self, Try};

/// Types with a successor.
#[diagnostic::on_unimplemented(
    message = "the trait bound `{Self}: Step` is not satisfied",
    label = "the trait `Step` is not implemented for `{Self}`"
)]
#[rustc_diagnostic_item = "range_step"]
#[cfg_attr(ochre, unstable(feature = "step_trait", issue = "none"))]
pub trait Step: Clone + PartialOrd + Sized {
    /// Bounds of the number of steps from `start` to `end`, as a size hint.
    fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>);

    /// The value `count` steps on, if there is one.
    fn forward_checked(start: Self, count: usize) -> Option<Self>;

    /// The value `count` steps on; panics or wraps if there is none.
    fn forward(start: Self, count: usize) -> Self {
        Step::forward_checked(start, count).expect("overflow in `Step::forward`")
    }

    /// The value `count` steps on.
    ///
    /// # Safety
    /// It must exist.
    unsafe fn forward_unchecked(start: Self, count: usize) -> Self {
        Step::forward(start, count)
    }

    /// The value `count` steps back, if there is one.
    fn backward_checked(start: Self, count: usize) -> Option<Self>;

    /// The value `count` steps back; panics or wraps if there is none.
    fn backward(start: Self, count: usize) -> Self {
        Step::backward_checked(start, count).expect("overflow in `Step::backward`")
    }

    /// The value `count` steps back.
    ///
    /// # Safety
    /// It must exist.
    unsafe fn backward_unchecked(start: Self, count: usize) -> Self {
        Step::backward(start, count)
    }

    /// Whether `steps_between` is exact, for unsafe code.
    #[doc(hidden)]
    const TRUSTED: bool = false;
}

macro_rules! step_integers {
    ($($T:ident $U:ident;)*) => {$(
        impl Step for $T {
            const TRUSTED: bool = true;

            #[inline]
            fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>) {
                if *start <= *end {
                    let steps = (*end as $U).wrapping_sub(*start as $U);
                    if size_of::<$U>() <= size_of::<usize>() || steps <= usize::MAX as $U {
                        (steps as usize, Some(steps as usize))
                    } else {
                        (usize::MAX, None)
                    }
                } else {
                    (0, None)
                }
            }

            #[inline]
            fn forward_checked(start: Self, n: usize) -> Option<Self> {
                let n = $U::try_from(n).ok()?;
                let moved = start.wrapping_add(n as Self);
                // A distance that is in range passes the end exactly if it wraps.
                if moved >= start { Some(moved) } else { None }
            }

            #[inline]
            fn backward_checked(start: Self, n: usize) -> Option<Self> {
                let n = $U::try_from(n).ok()?;
                let moved = start.wrapping_sub(n as Self);
                if moved <= start { Some(moved) } else { None }
            }

            #[inline]
            fn forward(start: Self, n: usize) -> Self {
                match Self::forward_checked(start, n) {
                    Some(moved) => moved,
                    // Panics in builds with overflow checks.
                    None if intrinsics::overflow_checks() => Self::strict_add(Self::MAX, 1),
                    None => start.wrapping_add(n as Self),
                }
            }

            #[inline]
            fn backward(start: Self, n: usize) -> Self {
                match Self::backward_checked(start, n) {
                    Some(moved) => moved,
                    None if intrinsics::overflow_checks() => Self::strict_sub(Self::MIN, 1),
                    None => start.wrapping_sub(n as Self),
                }
            }

            #[inline]
            unsafe fn forward_unchecked(start: Self, n: usize) -> Self {
                // Distances beyond half of a signed type wrap to the right value.
                start.wrapping_add(n as Self)
            }

            #[inline]
            unsafe fn backward_unchecked(start: Self, n: usize) -> Self {
                start.wrapping_sub(n as Self)
            }
        }
    )*};
}
step_integers! {
    u8 u8; u16 u16; u32 u32; u64 u64; u128 u128; usize usize;
    i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize;
}

impl Step for char {
    const TRUSTED: bool = true;

    #[inline]
    fn steps_between(&start: &char, &end: &char) -> (usize, Option<usize>) {
        let (start, end) = (start as u32, end as u32);
        if start > end {
            return (0, None);
        }
        let count = end - start;
        let steps = if start < 0xD800 && 0xDFFF < end { count - 0x800 } else { count };
        (steps as usize, Some(steps as usize))
    }

    #[inline]
    fn forward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut res = Step::forward_checked(start, count)?;
        if start < 0xD800 && 0xD800 <= res {
            res = Step::forward_checked(res, 0x800)?;
        }
        char::from_u32(res)
    }

    #[inline]
    fn backward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut res = Step::backward_checked(start, count)?;
        if start > 0xDFFF && 0xDFFF >= res {
            res = Step::backward_checked(res, 0x800)?;
        }
        char::from_u32(res)
    }

    #[inline]
    unsafe fn forward_unchecked(start: char, count: usize) -> char {
        let start = start as u32;
        let mut res = start.wrapping_add(count as u32);
        if start < 0xD800 && 0xD800 <= res {
            res = res.wrapping_add(0x800);
        }
        // SAFETY: promised by the caller.
        unsafe { char::from_u32_unchecked(res) }
    }

    #[inline]
    unsafe fn backward_unchecked(start: char, count: usize) -> char {
        let start = start as u32;
        let mut res = start.wrapping_sub(count as u32);
        if start > 0xDFFF && 0xDFFF >= res {
            res = res.wrapping_sub(0x800);
        }
        // SAFETY: promised by the caller.
        unsafe { char::from_u32_unchecked(res) }
    }
}

macro_rules! step_addresses {
    ($($T:ident $bits:ident;)*) => {$(
        impl Step for $T {
            #[inline]
            fn steps_between(start: &$T, end: &$T) -> (usize, Option<usize>) {
                Step::steps_between(&start.to_bits(), &end.to_bits())
            }
            #[inline]
            fn forward_checked(start: $T, count: usize) -> Option<$T> {
                <$bits>::forward_checked(start.to_bits(), count).map($T::from_bits)
            }
            #[inline]
            fn backward_checked(start: $T, count: usize) -> Option<$T> {
                <$bits>::backward_checked(start.to_bits(), count).map($T::from_bits)
            }
        }
    )*};
}
step_addresses! { Ipv4Addr u32; Ipv6Addr u128; }

impl<A: Step> Iterator for ops::Range<A> {
    type Item = A;

    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.start < self.end {
            // SAFETY: there is a value before the end.
            let n = unsafe { Step::forward_unchecked(self.start.clone(), 1) };
            Some(mem::replace(&mut self.start, n))
        } else {
            None
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.start < self.end {
            Step::steps_between(&self.start, &self.end)
        } else {
            (0, Some(0))
        }
    }

    #[inline(always)]
    fn __trusted_len(&self) -> bool {
        A::TRUSTED
    }

    #[inline]
    fn count(self) -> usize {
        if self.start < self.end {
            Step::steps_between(&self.start, &self.end).1.expect("count overflowed usize")
        } else {
            0
        }
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        if let Some(plus_n) = Step::forward_checked(self.start.clone(), n) {
            if plus_n < self.end {
                // SAFETY: there is a value before the end.
                self.start = unsafe { Step::forward_unchecked(plus_n.clone(), 1) };
                return Some(plus_n);
            }
        }
        self.start = self.end.clone();
        None
    }

    #[inline]
    fn last(mut self) -> Option<A> {
        self.next_back()
    }

    #[inline]
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }

    #[inline]
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }

    #[inline]
    fn is_sorted(self) -> bool {
        true
    }

    #[inline]
    fn advance_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let (low, high) = self.size_hint();
        let available = high.unwrap_or(low);
        let taken = available.min(n);
        self.start =
            Step::forward_checked(self.start.clone(), taken).expect("`Step` invariants not upheld");
        NonZero::new(n - taken).map_or(Ok(()), Err)
    }
}

impl<A: Step> DoubleEndedIterator for ops::Range<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.start < self.end {
            // SAFETY: there is a value before the end.
            self.end = unsafe { Step::backward_unchecked(self.end.clone(), 1) };
            Some(self.end.clone())
        } else {
            None
        }
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if let Some(minus_n) = Step::backward_checked(self.end.clone(), n) {
            if minus_n > self.start {
                // SAFETY: there is a value before it.
                self.end = unsafe { Step::backward_unchecked(minus_n, 1) };
                return Some(self.end.clone());
            }
        }
        self.end = self.start.clone();
        None
    }

    #[inline]
    fn advance_back_by(&mut self, n: usize) -> Result<(), NonZero<usize>> {
        let (low, high) = self.size_hint();
        let available = high.unwrap_or(low);
        let taken = available.min(n);
        self.end =
            Step::backward_checked(self.end.clone(), taken).expect("`Step` invariants not upheld");
        NonZero::new(n - taken).map_or(Ok(()), Err)
    }
}

macro_rules! exact_size {
    ($Range:ident: $($T:ty)*) => {$(
        impl ExactSizeIterator for ops::$Range<$T> {}
    )*};
}
exact_size! { Range: usize u8 isize i8 u16 i16 u32 i32 }
exact_size! { RangeInclusive: u8 i8 u16 i16 }

unsafe impl<A: Step> TrustedLen for ops::Range<A> {}
impl<A: Step> FusedIterator for ops::Range<A> {}

impl<A: Step> Iterator for ops::RangeFrom<A> {
    type Item = A;

    #[inline]
    fn next(&mut self) -> Option<A> {
        let n = Step::forward(self.start.clone(), 1);
        Some(mem::replace(&mut self.start, n))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }

    #[inline(always)]
    fn __trusted_len(&self) -> bool {
        A::TRUSTED
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        let plus_n = Step::forward(self.start.clone(), n);
        self.start = Step::forward(plus_n.clone(), 1);
        Some(plus_n)
    }
}

unsafe impl<A: Step> TrustedLen for ops::RangeFrom<A> {}
impl<A: Step> FusedIterator for ops::RangeFrom<A> {}

impl<A: Step> Iterator for ops::RangeInclusive<A> {
    type Item = A;

    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        Some(if self.start < self.end {
            // SAFETY: there is a value up to the end.
            let n = unsafe { Step::forward_unchecked(self.start.clone(), 1) };
            mem::replace(&mut self.start, n)
        } else {
            self.exhausted = true;
            self.start.clone()
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.is_empty() {
            return (0, Some(0));
        }
        let hint = Step::steps_between(&self.start, &self.end);
        (hint.0.saturating_add(1), hint.1.and_then(|steps| steps.checked_add(1)))
    }

    #[inline(always)]
    fn __trusted_len(&self) -> bool {
        A::TRUSTED
    }

    #[inline]
    fn count(self) -> usize {
        if self.is_empty() {
            return 0;
        }
        Step::steps_between(&self.start, &self.end)
            .1
            .and_then(|steps| steps.checked_add(1))
            .expect("count overflowed usize")
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(plus_n) = Step::forward_checked(self.start.clone(), n) {
            if plus_n < self.end {
                self.start = Step::forward(plus_n.clone(), 1);
                return Some(plus_n);
            }
            if plus_n == self.end {
                self.start = plus_n.clone();
                self.exhausted = true;
                return Some(plus_n);
            }
        }
        self.start = self.end.clone();
        self.exhausted = true;
        None
    }

    fn try_fold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        F: FnMut(B, A) -> R,
        R: Try<Output = B>,
    {
        if self.is_empty() {
            return R::from_output(init);
        }
        let mut accum = init;
        while self.start < self.end {
            // SAFETY: there is a value up to the end.
            let n = unsafe { Step::forward_unchecked(self.start.clone(), 1) };
            let n = mem::replace(&mut self.start, n);
            accum = f(accum, n)?;
        }
        self.exhausted = true;
        if self.start == self.end {
            accum = f(accum, self.start.clone())?;
        }
        R::from_output(accum)
    }

    fn fold<B, F: FnMut(B, A) -> B>(mut self, init: B, f: F) -> B {
        self.try_fold(init, ops::NeverShortCircuit::wrap_mut_2(f)).0
    }

    #[inline]
    fn last(mut self) -> Option<A> {
        self.next_back()
    }

    #[inline]
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }

    #[inline]
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }

    #[inline]
    fn is_sorted(self) -> bool {
        true
    }
}

impl<A: Step> DoubleEndedIterator for ops::RangeInclusive<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        Some(if self.start < self.end {
            // SAFETY: there is a value before the end.
            let n = unsafe { Step::backward_unchecked(self.end.clone(), 1) };
            mem::replace(&mut self.end, n)
        } else {
            self.exhausted = true;
            self.end.clone()
        })
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(minus_n) = Step::backward_checked(self.end.clone(), n) {
            if minus_n > self.start {
                self.end = Step::backward(minus_n.clone(), 1);
                return Some(minus_n);
            }
            if minus_n == self.start {
                self.end = minus_n.clone();
                self.exhausted = true;
                return Some(minus_n);
            }
        }
        self.end = self.start.clone();
        self.exhausted = true;
        None
    }

    fn try_rfold<B, F, R>(&mut self, init: B, mut f: F) -> R
    where
        F: FnMut(B, A) -> R,
        R: Try<Output = B>,
    {
        if self.is_empty() {
            return R::from_output(init);
        }
        let mut accum = init;
        while self.start < self.end {
            // SAFETY: there is a value before the end.
            let n = unsafe { Step::backward_unchecked(self.end.clone(), 1) };
            let n = mem::replace(&mut self.end, n);
            accum = f(accum, n)?;
        }
        self.exhausted = true;
        if self.start == self.end {
            accum = f(accum, self.start.clone())?;
        }
        R::from_output(accum)
    }

    fn rfold<B, F: FnMut(B, A) -> B>(mut self, init: B, f: F) -> B {
        self.try_rfold(init, ops::NeverShortCircuit::wrap_mut_2(f)).0
    }
}

unsafe impl<A: Step> TrustedLen for ops::RangeInclusive<A> {}
impl<A: Step> FusedIterator for ops::RangeInclusive<A> {}
