//! The iterators over the parts of a string between matches of a pattern.
use super::pattern::{DoubleEndedSearcher, Pattern, ReverseSearcher, Searcher};
use crate::fmt;
use crate::iter::{Filter, FusedIterator, Map};
use crate::slice;

/// The state of a split.
pub(super) struct SplitInternal<'a, P: Pattern> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) matcher: P::Searcher<'a>,
    pub(super) allow_trailing_empty: bool,
    pub(super) finished: bool,
}

impl<'a, P: Pattern<Searcher<'a>: Clone>> Clone for SplitInternal<'a, P> {
    fn clone(&self) -> Self {
        SplitInternal { matcher: self.matcher.clone(), ..*self }
    }
}

impl<'a, P: Pattern<Searcher<'a>: fmt::Debug>> fmt::Debug for SplitInternal<'a, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitInternal")
            .field("start", &self.start)
            .field("end", &self.end)
            .field("matcher", &self.matcher)
            .field("allow_trailing_empty", &self.allow_trailing_empty)
            .field("finished", &self.finished)
            .finish()
    }
}

impl<'a, P: Pattern> SplitInternal<'a, P> {
    pub(super) fn new(haystack: &'a str, pat: P, allow_trailing_empty: bool) -> Self {
        SplitInternal {
            start: 0,
            end: haystack.len(),
            matcher: pat.into_searcher(haystack),
            allow_trailing_empty,
            finished: false,
        }
    }

    #[inline]
    fn part(&self, from: usize, to: usize) -> &'a str {
        // SAFETY: a searcher gives boundaries.
        unsafe { self.matcher.haystack().get_unchecked(from..to) }
    }

    #[inline]
    fn get_end(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        self.finished = true;
        if self.allow_trailing_empty || self.end > self.start {
            return Some(self.part(self.start, self.end));
        }
        None
    }

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        match self.matcher.next_match() {
            Some((a, b)) => {
                let part = self.part(self.start, a);
                self.start = b;
                Some(part)
            }
            None => self.get_end(),
        }
    }

    #[inline]
    fn next_inclusive(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        match self.matcher.next_match() {
            Some((_, b)) => {
                let part = self.part(self.start, b);
                self.start = b;
                Some(part)
            }
            None => self.get_end(),
        }
    }

    /// Drops an empty part at the end, if there must be none. True if nothing is left.
    #[inline]
    fn skip_trailing_empty(&mut self, next_back: impl FnOnce(&mut Self) -> Option<&'a str>) -> Option<&'a str> {
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match next_back(self) {
                Some(elt) if !elt.is_empty() => return Some(elt),
                _ if self.finished => return None,
                _ => {}
            }
        }
        None
    }

    #[inline]
    fn next_back(&mut self) -> Option<&'a str>
    where
        P::Searcher<'a>: ReverseSearcher<'a>,
    {
        if self.finished {
            return None;
        }
        if !self.allow_trailing_empty {
            let last = self.skip_trailing_empty(Self::next_back);
            if last.is_some() || self.finished {
                return last;
            }
        }
        match self.matcher.next_match_back() {
            Some((a, b)) => {
                let part = self.part(b, self.end);
                self.end = a;
                Some(part)
            }
            None => {
                self.finished = true;
                Some(self.part(self.start, self.end))
            }
        }
    }

    #[inline]
    fn next_back_inclusive(&mut self) -> Option<&'a str>
    where
        P::Searcher<'a>: ReverseSearcher<'a>,
    {
        if self.finished {
            return None;
        }
        if !self.allow_trailing_empty {
            let last = self.skip_trailing_empty(Self::next_back_inclusive);
            if last.is_some() || self.finished {
                return last;
            }
        }
        match self.matcher.next_match_back() {
            Some((_, b)) => {
                let part = self.part(b, self.end);
                self.end = b;
                Some(part)
            }
            None => {
                self.finished = true;
                Some(self.part(self.start, self.end))
            }
        }
    }
}

/// The state of a split into a bounded number of parts.
pub(super) struct SplitNInternal<'a, P: Pattern> {
    pub(super) iter: SplitInternal<'a, P>,
    pub(super) count: usize,
}

impl<'a, P: Pattern<Searcher<'a>: Clone>> Clone for SplitNInternal<'a, P> {
    fn clone(&self) -> Self {
        SplitNInternal { iter: self.iter.clone(), ..*self }
    }
}

impl<'a, P: Pattern<Searcher<'a>: fmt::Debug>> fmt::Debug for SplitNInternal<'a, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SplitNInternal")
            .field("iter", &self.iter)
            .field("count", &self.count)
            .finish()
    }
}

impl<'a, P: Pattern> SplitNInternal<'a, P> {
    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.iter.get_end()
            }
            _ => {
                self.count -= 1;
                self.iter.next()
            }
        }
    }

    #[inline]
    fn next_back(&mut self) -> Option<&'a str>
    where
        P::Searcher<'a>: ReverseSearcher<'a>,
    {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.iter.get_end()
            }
            _ => {
                self.count -= 1;
                self.iter.next_back()
            }
        }
    }
}

/// The state of a walk over matches, with or without their positions.
pub(super) struct MatchInternal<'a, P: Pattern>(pub(super) P::Searcher<'a>);

impl<'a, P: Pattern<Searcher<'a>: Clone>> Clone for MatchInternal<'a, P> {
    fn clone(&self) -> Self {
        MatchInternal(self.0.clone())
    }
}

impl<'a, P: Pattern<Searcher<'a>: fmt::Debug>> fmt::Debug for MatchInternal<'a, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MatchInternal").field(&self.0).finish()
    }
}

impl<'a, P: Pattern> MatchInternal<'a, P> {
    #[inline]
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let (a, b) = self.0.next_match()?;
        // SAFETY: a searcher gives boundaries.
        Some((a, unsafe { self.0.haystack().get_unchecked(a..b) }))
    }

    #[inline]
    fn next_back(&mut self) -> Option<(usize, &'a str)>
    where
        P::Searcher<'a>: ReverseSearcher<'a>,
    {
        let (a, b) = self.0.next_match_back()?;
        // SAFETY: a searcher gives boundaries.
        Some((a, unsafe { self.0.haystack().get_unchecked(a..b) }))
    }
}

/// One public iterator over an internal state.
macro_rules! public_iterator {
    (
        $(#[$doc:meta])* $Iter:ident, $Internal:ident, $Item:ty,
        |$s:ident| $next:expr, $next_back:expr, [$($forward:tt)*] [$($both:tt)*]
    ) => {
        $(#[$doc])*
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $Iter<'a, P: Pattern>(pub(super) $Internal<'a, P>);

        impl<'a, P: Pattern<Searcher<'a>: Clone>> Clone for $Iter<'a, P> {
            fn clone(&self) -> Self {
                $Iter(self.0.clone())
            }
        }

        impl<'a, P: Pattern<Searcher<'a>: fmt::Debug>> fmt::Debug for $Iter<'a, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Iter)).field(&self.0).finish()
            }
        }

        impl<'a, P: Pattern $($forward)*> Iterator for $Iter<'a, P> {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                let $s = &mut self.0;
                $next
            }
        }

        impl<'a, P: Pattern $($forward)*> FusedIterator for $Iter<'a, P> {}

        public_iterator! { @back $Iter, $Item, $s, $next_back, [$($both)*] }
    };
    (@back $Iter:ident, $Item:ty, $s:ident, $next_back:expr, []) => {};
    (@back $Iter:ident, $Item:ty, $s:ident, $next_back:expr, [$($both:tt)+]) => {
        impl<'a, P: Pattern $($both)+> DoubleEndedIterator for $Iter<'a, P> {
            #[inline]
            fn next_back(&mut self) -> Option<$Item> {
                let $s = &mut self.0;
                $next_back
            }
        }
    };
}
public_iterator! {
    /// The parts between matches.
    Split, SplitInternal, &'a str, |s| s.next(), s.next_back(), [] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// The parts between matches, from the back.
    RSplit, SplitInternal, &'a str, |s| s.next_back(), s.next(), [<Searcher<'a>: ReverseSearcher<'a>>] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// The parts that end at a match.
    SplitTerminator, SplitInternal, &'a str, |s| s.next(), s.next_back(), [] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// The parts that end at a match, from the back.
    RSplitTerminator, SplitInternal, &'a str, |s| s.next_back(), s.next(), [<Searcher<'a>: ReverseSearcher<'a>>] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// The parts up to matches, with them.
    SplitInclusive, SplitInternal, &'a str, |s| s.next_inclusive(), s.next_back_inclusive(), [] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// At most `n` parts between matches.
    SplitN, SplitNInternal, &'a str, |s| s.next(), s.next(), [] []
}
public_iterator! {
    /// At most `n` parts between matches, from the back.
    RSplitN, SplitNInternal, &'a str, |s| s.next_back(), s.next(), [<Searcher<'a>: ReverseSearcher<'a>>] []
}
public_iterator! {
    /// The matches with their positions.
    MatchIndices, MatchInternal, (usize, &'a str), |s| s.next(), s.next_back(), [] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// The matches with their positions, from the back.
    RMatchIndices, MatchInternal, (usize, &'a str), |s| s.next_back(), s.next(), [<Searcher<'a>: ReverseSearcher<'a>>] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// The matches.
    Matches, MatchInternal, &'a str, |s| s.next().map(|m| m.1), s.next_back().map(|m| m.1), [] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}
public_iterator! {
    /// The matches, from the back.
    RMatches, MatchInternal, &'a str, |s| s.next_back().map(|m| m.1), s.next().map(|m| m.1), [<Searcher<'a>: ReverseSearcher<'a>>] [<Searcher<'a>: DoubleEndedSearcher<'a>>]
}

/// Closures with names, so that the iterators can be cloned.
macro_rules! closures {
    ($($Name:ident [$($lt:lifetime)*] ($c:ident: $Arg:ty) -> $Out:ty $body:block)*) => {$(
        #[derive(Clone, Debug)]
        pub(super) struct $Name;

        impl<$($lt),*> FnOnce<($Arg,)> for $Name {
            type Output = $Out;

            #[inline]
            extern "rust-call" fn call_once(mut self, arg: ($Arg,)) -> $Out {
                self.call_mut(arg)
            }
        }
        impl<$($lt),*> FnMut<($Arg,)> for $Name {
            #[inline]
            extern "rust-call" fn call_mut(&mut self, ($c,): ($Arg,)) -> $Out $body
        }
        impl<$($lt),*> Fn<($Arg,)> for $Name {
            #[inline]
            extern "rust-call" fn call(&self, ($c,): ($Arg,)) -> $Out $body
        }
    )*};
}
closures! {
    IsWhitespace [] (c: char) -> bool { c.is_whitespace() }
    IsAsciiWhitespace ['a] (c: &'a u8) -> bool { c.is_ascii_whitespace() }
    IsNotEmpty ['a 'b] (s: &'a &'b str) -> bool { !s.is_empty() }
    BytesIsNotEmpty ['a 'b] (s: &'a &'b [u8]) -> bool { !s.is_empty() }
    BytesToStr ['a] (s: &'a [u8]) -> &'a str {
        // SAFETY: split at ASCII only.
        unsafe { super::from_utf8_unchecked(s) }
    }
    WithoutLineEnd ['a] (line: &'a str) -> &'a str {
        let Some(line) = line.strip_suffix('\n') else { return line };
        line.strip_suffix('\r').unwrap_or(line)
    }
}

/// The words between white space.
#[derive(Clone, Debug)]
pub struct SplitWhitespace<'a> {
    pub(super) inner: Filter<Split<'a, IsWhitespace>, IsNotEmpty>,
}

/// The words between ASCII white space.
#[derive(Clone, Debug)]
pub struct SplitAsciiWhitespace<'a> {
    pub(super) inner: Map<
        Filter<slice::Split<'a, u8, IsAsciiWhitespace>, BytesIsNotEmpty>,
        BytesToStr,
    >,
}

/// The lines.
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[derive(Clone, Debug)]
pub struct Lines<'a>(pub(super) Map<SplitInclusive<'a, char>, WithoutLineEnd>);

/// The lines; the older name.
#[deprecated(since = "1.4.0", note = "use lines()/Lines instead now")]
#[derive(Clone, Debug)]
pub struct LinesAny<'a>(pub(super) Lines<'a>);

macro_rules! forward {
    ($($Iter:ident $field:tt;)*) => {$(
        #[allow(deprecated)]
        impl<'a> Iterator for $Iter<'a> {
            type Item = &'a str;

            #[inline]
            fn next(&mut self) -> Option<&'a str> {
                self.$field.next()
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.$field.size_hint()
            }
            #[inline]
            fn last(mut self) -> Option<&'a str> {
                self.next_back()
            }
        }
        #[allow(deprecated)]
        impl<'a> DoubleEndedIterator for $Iter<'a> {
            #[inline]
            fn next_back(&mut self) -> Option<&'a str> {
                self.$field.next_back()
            }
        }
        #[allow(deprecated)]
        impl FusedIterator for $Iter<'_> {}
    )*};
}
forward! {
    SplitWhitespace inner;
    SplitAsciiWhitespace inner;
    Lines 0;
    LinesAny 0;
}
