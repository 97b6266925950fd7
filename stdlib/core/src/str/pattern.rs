//! What strings are searched for.
#![cfg_attr(ochre, unstable(feature = "pattern", issue = "none"))]
use crate::fmt;
use crate::slice::memchr;

pub use super::search::StrSearcher;

/// Something that a string can be searched for.
pub trait Pattern: Sized {
    /// What does the search.
    type Searcher<'a>: Searcher<'a>;

    /// Starts a search.
    fn into_searcher(self, haystack: &str) -> Self::Searcher<'_>;

    /// Whether the pattern matches somewhere.
    #[inline]
    fn is_contained_in(self, haystack: &str) -> bool {
        self.into_searcher(haystack).next_match().is_some()
    }

    /// Whether the pattern matches at the front.
    #[inline]
    fn is_prefix_of(self, haystack: &str) -> bool {
        matches!(self.into_searcher(haystack).next(), SearchStep::Match(0, _))
    }

    /// Whether the pattern matches at the back.
    #[inline]
    fn is_suffix_of<'a>(self, haystack: &'a str) -> bool
    where
        Self::Searcher<'a>: ReverseSearcher<'a>,
    {
        matches!(self.into_searcher(haystack).next_back(), SearchStep::Match(_, j) if haystack.len() == j)
    }

    /// The rest behind a match at the front.
    #[inline]
    fn strip_prefix_of(self, haystack: &str) -> Option<&str> {
        match self.into_searcher(haystack).next() {
            // SAFETY: a searcher gives boundaries.
            SearchStep::Match(0, len) => unsafe { Some(haystack.get_unchecked(len..)) },
            _ => None,
        }
    }

    /// The rest before a match at the back.
    #[inline]
    fn strip_suffix_of<'a>(self, haystack: &'a str) -> Option<&'a str>
    where
        Self::Searcher<'a>: ReverseSearcher<'a>,
    {
        match self.into_searcher(haystack).next_back() {
            // SAFETY: a searcher gives boundaries.
            SearchStep::Match(start, end) if end == haystack.len() => unsafe {
                Some(haystack.get_unchecked(..start))
            },
            _ => None,
        }
    }
}

/// One step of a search.
#[derive(Copy, Clone, Eq, PartialEq, Debug)]
pub enum SearchStep {
    /// The pattern matches here.
    Match(usize, usize),
    /// It cannot match here.
    Reject(usize, usize),
    /// All has been seen.
    Done,
}

/// A search.
///
/// # Safety
/// All positions must be boundaries of characters of the haystack, in order.
pub unsafe trait Searcher<'a> {
    /// What is searched.
    fn haystack(&self) -> &'a str;

    /// The next step from the front.
    fn next(&mut self) -> SearchStep;

    /// The next match.
    #[inline]
    fn next_match(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.next() {
                SearchStep::Match(a, b) => return Some((a, b)),
                SearchStep::Done => return None,
                _ => continue,
            }
        }
    }

    /// The next part that does not match.
    #[inline]
    fn next_reject(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.next() {
                SearchStep::Reject(a, b) => return Some((a, b)),
                SearchStep::Done => return None,
                _ => continue,
            }
        }
    }
}

/// A search that can also start at the back.
///
/// # Safety
/// As for [`Searcher`].
pub unsafe trait ReverseSearcher<'a>: Searcher<'a> {
    /// The next step from the back.
    fn next_back(&mut self) -> SearchStep;

    /// The next match from the back.
    #[inline]
    fn next_match_back(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.next_back() {
                SearchStep::Match(a, b) => return Some((a, b)),
                SearchStep::Done => return None,
                _ => continue,
            }
        }
    }

    /// The next part from the back that does not match.
    #[inline]
    fn next_reject_back(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.next_back() {
                SearchStep::Reject(a, b) => return Some((a, b)),
                SearchStep::Done => return None,
                _ => continue,
            }
        }
    }
}

/// A search that finds the same from both ends.
pub trait DoubleEndedSearcher<'a>: ReverseSearcher<'a> {}

/// The search for a character, by the last byte of its encoding.
#[derive(Clone, Debug)]
pub struct CharSearcher<'a> {
    haystack: &'a str,
    /// The part that is left; both are boundaries of characters or, after a false hit on the
    /// byte, positions behind it.
    finger: usize,
    finger_back: usize,
    needle: char,
    utf8_size: u8,
    utf8_encoded: [u8; 4],
}

impl CharSearcher<'_> {
    #[inline]
    fn encoded(&self) -> &[u8] {
        &self.utf8_encoded[..self.utf8_size as usize]
    }
}

unsafe impl<'a> Searcher<'a> for CharSearcher<'a> {
    #[inline]
    fn haystack(&self) -> &'a str {
        self.haystack
    }

    #[inline]
    fn next(&mut self) -> SearchStep {
        let old_finger = self.finger;
        // SAFETY: both are boundaries, as `next_match` has been exhausted or not used.
        let slice = unsafe { self.haystack.get_unchecked(old_finger..self.finger_back) };
        let mut iter = slice.chars();
        let old_len = iter.iter.len();
        match iter.next() {
            Some(ch) => {
                self.finger += old_len - iter.iter.len();
                if ch == self.needle {
                    SearchStep::Match(old_finger, self.finger)
                } else {
                    SearchStep::Reject(old_finger, self.finger)
                }
            }
            None => SearchStep::Done,
        }
    }

    #[inline]
    fn next_match(&mut self) -> Option<(usize, usize)> {
        let size = self.utf8_size as usize;
        let last_byte = self.utf8_encoded[size - 1];
        loop {
            let bytes = self.haystack.as_bytes().get(self.finger..self.finger_back)?;
            match memchr::memchr(last_byte, bytes) {
                Some(index) => {
                    self.finger += index + 1;
                    if self.finger >= size {
                        let found = self.finger - size;
                        if self.haystack.as_bytes().get(found..self.finger) == Some(self.encoded())
                        {
                            return Some((found, self.finger));
                        }
                    }
                }
                None => {
                    self.finger = self.finger_back;
                    return None;
                }
            }
        }
    }
}

unsafe impl<'a> ReverseSearcher<'a> for CharSearcher<'a> {
    #[inline]
    fn next_back(&mut self) -> SearchStep {
        let old_finger = self.finger_back;
        // SAFETY: as in `next`.
        let slice = unsafe { self.haystack.get_unchecked(self.finger..old_finger) };
        let mut iter = slice.chars();
        let old_len = iter.iter.len();
        match iter.next_back() {
            Some(ch) => {
                self.finger_back -= old_len - iter.iter.len();
                if ch == self.needle {
                    SearchStep::Match(self.finger_back, old_finger)
                } else {
                    SearchStep::Reject(self.finger_back, old_finger)
                }
            }
            None => SearchStep::Done,
        }
    }

    #[inline]
    fn next_match_back(&mut self) -> Option<(usize, usize)> {
        let size = self.utf8_size as usize;
        let last_byte = self.utf8_encoded[size - 1];
        let haystack = self.haystack.as_bytes();
        loop {
            let bytes = haystack.get(self.finger..self.finger_back)?;
            match memchr::memrchr(last_byte, bytes) {
                Some(index) => {
                    let index = self.finger + index;
                    let shift = size - 1;
                    if index >= shift {
                        let found = index - shift;
                        if haystack.get(found..found + size) == Some(self.encoded()) {
                            self.finger_back = found;
                            return Some((found, found + size));
                        }
                    }
                    self.finger_back = index;
                }
                None => {
                    self.finger_back = self.finger;
                    return None;
                }
            }
        }
    }
}

impl<'a> DoubleEndedSearcher<'a> for CharSearcher<'a> {}

impl Pattern for char {
    type Searcher<'a> = CharSearcher<'a>;

    #[inline]
    fn into_searcher<'a>(self, haystack: &'a str) -> CharSearcher<'a> {
        let mut utf8_encoded = [0; 4];
        let utf8_size = self.encode_utf8(&mut utf8_encoded).len() as u8;
        CharSearcher {
            haystack,
            finger: 0,
            finger_back: haystack.len(),
            needle: self,
            utf8_size,
            utf8_encoded,
        }
    }

    #[inline]
    fn is_contained_in(self, haystack: &str) -> bool {
        if (self as u32) < 128 {
            memchr::memchr(self as u8, haystack.as_bytes()).is_some()
        } else {
            self.into_searcher(haystack).next_match().is_some()
        }
    }
}

/// Sets of characters.
trait MultiCharEq {
    fn matches(&mut self, c: char) -> bool;
}

impl<F: FnMut(char) -> bool> MultiCharEq for F {
    #[inline]
    fn matches(&mut self, c: char) -> bool {
        (*self)(c)
    }
}

impl<const N: usize> MultiCharEq for [char; N] {
    #[inline]
    fn matches(&mut self, c: char) -> bool {
        self.contains(&c)
    }
}

impl<const N: usize> MultiCharEq for &[char; N] {
    #[inline]
    fn matches(&mut self, c: char) -> bool {
        self.contains(&c)
    }
}

impl MultiCharEq for &[char] {
    #[inline]
    fn matches(&mut self, c: char) -> bool {
        self.contains(&c)
    }
}

/// The search for a character of a set.
#[derive(Clone)]
struct SetSearcher<'a, C> {
    char_eq: C,
    haystack: &'a str,
    char_indices: super::CharIndices<'a>,
}

impl<'a, C: MultiCharEq> SetSearcher<'a, C> {
    #[inline]
    fn new(char_eq: C, haystack: &'a str) -> Self {
        SetSearcher { char_eq, haystack, char_indices: haystack.char_indices() }
    }

    #[inline]
    fn next(&mut self) -> SearchStep {
        let Some((i, c)) = self.char_indices.next() else { return SearchStep::Done };
        let end = i + c.len_utf8();
        if self.char_eq.matches(c) { SearchStep::Match(i, end) } else { SearchStep::Reject(i, end) }
    }

    #[inline]
    fn next_back(&mut self) -> SearchStep {
        let Some((i, c)) = self.char_indices.next_back() else { return SearchStep::Done };
        let end = i + c.len_utf8();
        if self.char_eq.matches(c) { SearchStep::Match(i, end) } else { SearchStep::Reject(i, end) }
    }
}

/// The search for a character of an array.
#[derive(Clone)]
pub struct CharArraySearcher<'a, const N: usize>(SetSearcher<'a, [char; N]>);

unsafe impl<'a, const N: usize> Searcher<'a> for CharArraySearcher<'a, N> {
    #[inline]
    fn haystack(&self) -> &'a str {
        self.0.haystack
    }
    #[inline]
    fn next(&mut self) -> SearchStep {
        self.0.next()
    }
}

unsafe impl<'a, const N: usize> ReverseSearcher<'a> for CharArraySearcher<'a, N> {
    #[inline]
    fn next_back(&mut self) -> SearchStep {
        self.0.next_back()
    }
}

impl<'a, const N: usize> DoubleEndedSearcher<'a> for CharArraySearcher<'a, N> {}

impl<'a, const N: usize> fmt::Debug for CharArraySearcher<'a, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CharArraySearcher")
            .field("haystack", &self.0.haystack)
            .field("char_indices", &self.0.char_indices)
            .finish()
    }
}

/// The search for a character of an array.
#[derive(Clone)]
pub struct CharArrayRefSearcher<'a, 'b, const N: usize>(SetSearcher<'a, &'b [char; N]>);

unsafe impl<'a, 'b, const N: usize> Searcher<'a> for CharArrayRefSearcher<'a, 'b, N> {
    #[inline]
    fn haystack(&self) -> &'a str {
        self.0.haystack
    }
    #[inline]
    fn next(&mut self) -> SearchStep {
        self.0.next()
    }
}

unsafe impl<'a, 'b, const N: usize> ReverseSearcher<'a> for CharArrayRefSearcher<'a, 'b, N> {
    #[inline]
    fn next_back(&mut self) -> SearchStep {
        self.0.next_back()
    }
}

impl<'a, 'b, const N: usize> DoubleEndedSearcher<'a> for CharArrayRefSearcher<'a, 'b, N> {}

impl<'a, 'b, const N: usize> fmt::Debug for CharArrayRefSearcher<'a, 'b, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CharArrayRefSearcher")
            .field("haystack", &self.0.haystack)
            .field("char_indices", &self.0.char_indices)
            .finish()
    }
}

/// The search for a character of a slice.
#[derive(Clone)]
pub struct CharSliceSearcher<'a, 'b>(SetSearcher<'a, &'b [char]>);

unsafe impl<'a, 'b> Searcher<'a> for CharSliceSearcher<'a, 'b> {
    #[inline]
    fn haystack(&self) -> &'a str {
        self.0.haystack
    }
    #[inline]
    fn next(&mut self) -> SearchStep {
        self.0.next()
    }
}

unsafe impl<'a, 'b> ReverseSearcher<'a> for CharSliceSearcher<'a, 'b> {
    #[inline]
    fn next_back(&mut self) -> SearchStep {
        self.0.next_back()
    }
}

impl<'a, 'b> DoubleEndedSearcher<'a> for CharSliceSearcher<'a, 'b> {}

impl<'a, 'b> fmt::Debug for CharSliceSearcher<'a, 'b> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CharSliceSearcher")
            .field("haystack", &self.0.haystack)
            .field("char_indices", &self.0.char_indices)
            .finish()
    }
}

/// The search for a character that satisfies a predicate.
#[derive(Clone)]
pub struct CharPredicateSearcher<'a, F: FnMut(char) -> bool>(SetSearcher<'a, F>);

unsafe impl<'a, F: FnMut(char) -> bool> Searcher<'a> for CharPredicateSearcher<'a, F> {
    #[inline]
    fn haystack(&self) -> &'a str {
        self.0.haystack
    }
    #[inline]
    fn next(&mut self) -> SearchStep {
        self.0.next()
    }
}

unsafe impl<'a, F: FnMut(char) -> bool> ReverseSearcher<'a> for CharPredicateSearcher<'a, F> {
    #[inline]
    fn next_back(&mut self) -> SearchStep {
        self.0.next_back()
    }
}

impl<'a, F: FnMut(char) -> bool> DoubleEndedSearcher<'a> for CharPredicateSearcher<'a, F> {}

impl<'a, F: FnMut(char) -> bool> fmt::Debug for CharPredicateSearcher<'a, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CharPredicateSearcher")
            .field("haystack", &self.0.haystack)
            .field("char_indices", &self.0.char_indices)
            .finish()
    }
}

impl<const N: usize> Pattern for [char; N] {
    type Searcher<'a> = CharArraySearcher<'a, N>;

    #[inline]
    fn into_searcher<'a>(self, haystack: &'a str) -> CharArraySearcher<'a, N> {
        CharArraySearcher(SetSearcher::new(self, haystack))
    }
}

impl<'b, const N: usize> Pattern for &'b [char; N] {
    type Searcher<'a> = CharArrayRefSearcher<'a, 'b, N>;

    #[inline]
    fn into_searcher<'a>(self, haystack: &'a str) -> CharArrayRefSearcher<'a, 'b, N> {
        CharArrayRefSearcher(SetSearcher::new(self, haystack))
    }
}

impl<'b> Pattern for &'b [char] {
    type Searcher<'a> = CharSliceSearcher<'a, 'b>;

    #[inline]
    fn into_searcher<'a>(self, haystack: &'a str) -> CharSliceSearcher<'a, 'b> {
        CharSliceSearcher(SetSearcher::new(self, haystack))
    }
}

impl<F: FnMut(char) -> bool> Pattern for F {
    type Searcher<'a> = CharPredicateSearcher<'a, F>;

    #[inline]
    fn into_searcher<'a>(self, haystack: &'a str) -> CharPredicateSearcher<'a, F> {
        CharPredicateSearcher(SetSearcher::new(self, haystack))
    }
}

/// A reference to a string is a pattern, whatever is behind the reference.
impl<'b, 'c> Pattern for &'c &'b str {
    type Searcher<'a> = StrSearcher<'a, 'b>;

    #[inline]
    fn into_searcher<'a>(self, haystack: &'a str) -> StrSearcher<'a, 'b> {
        (**self).into_searcher(haystack)
    }
}

impl<'b> Pattern for &'b str {
    type Searcher<'a> = StrSearcher<'a, 'b>;

    #[inline]
    fn into_searcher<'a>(self, haystack: &'a str) -> StrSearcher<'a, 'b> {
        StrSearcher::new(haystack, self)
    }

    #[inline]
    fn is_prefix_of(self, haystack: &str) -> bool {
        haystack.as_bytes().starts_with(self.as_bytes())
    }

    #[inline]
    fn is_contained_in(self, haystack: &str) -> bool {
        if self.is_empty() {
            return true;
        }
        if self.len() >= haystack.len() {
            return self == haystack;
        }
        if self.len() == 1 {
            return memchr::memchr(self.as_bytes()[0], haystack.as_bytes()).is_some();
        }
        self.into_searcher(haystack).next_match().is_some()
    }

    #[inline]
    fn strip_prefix_of(self, haystack: &str) -> Option<&str> {
        if self.is_prefix_of(haystack) {
            // SAFETY: the end of a string in a string is a boundary.
            unsafe { Some(haystack.get_unchecked(self.len()..)) }
        } else {
            None
        }
    }

    #[inline]
    fn is_suffix_of<'a>(self, haystack: &'a str) -> bool
    where
        Self::Searcher<'a>: ReverseSearcher<'a>,
    {
        haystack.as_bytes().ends_with(self.as_bytes())
    }

    #[inline]
    fn strip_suffix_of<'a>(self, haystack: &'a str) -> Option<&'a str>
    where
        Self::Searcher<'a>: ReverseSearcher<'a>,
    {
        if self.is_suffix_of(haystack) {
            let i = haystack.len() - self.len();
            // SAFETY: the start of a string in a string is a boundary.
            unsafe { Some(haystack.get_unchecked(..i)) }
        } else {
            None
        }
    }
}
