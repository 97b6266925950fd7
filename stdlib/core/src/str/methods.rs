//! The methods of strings.
use super::iter::{CharEscapeDebug, CharEscapeDefault, CharEscapeUnicode};
use super::pattern::{DoubleEndedSearcher, Pattern, ReverseSearcher, Searcher};
use super::split::{
    BytesIsNotEmpty, BytesToStr, IsAsciiWhitespace, IsNotEmpty, IsWhitespace, MatchInternal,
    SplitInternal, SplitNInternal, WithoutLineEnd,
};
use super::validations::is_continuation;
use super::{
    Bytes, CharIndices, Chars, EncodeUtf16, EscapeDebug, EscapeDefault, EscapeUnicode, FromStr,
    Lines, MatchIndices, Matches, RMatchIndices, RMatches, RSplit, RSplitN, RSplitTerminator, Split,
    SplitAsciiWhitespace, SplitInclusive, SplitN, SplitTerminator, SplitWhitespace, Utf8Error,
    from_utf8_unchecked,
};
use crate::char::EscapeDebugExtArgs;
use crate::mem;
use crate::slice::SliceIndex;

impl str {
    /// The length in bytes.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.as_bytes().len()
    }

    /// Whether there are no bytes.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes as a string, if they are UTF-8.
    #[rustc_diagnostic_item = "str_inherent_from_utf8"]
    pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
        super::from_utf8(v)
    }

    /// Mutable bytes as a string, if they are UTF-8.
    pub const fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> {
        super::from_utf8_mut(v)
    }

    /// Bytes as a string.
    ///
    /// # Safety
    /// They must be UTF-8.
    #[inline]
    #[must_use]
    pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
        // SAFETY: promised by the caller.
        unsafe { super::from_utf8_unchecked(v) }
    }

    /// Mutable bytes as a string.
    ///
    /// # Safety
    /// They must be UTF-8.
    #[inline]
    #[must_use]
    pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str {
        // SAFETY: promised by the caller.
        unsafe { super::from_utf8_unchecked_mut(v) }
    }

    /// Whether a position is between characters, or at an end.
    #[must_use]
    #[inline]
    pub const fn is_char_boundary(&self, index: usize) -> bool {
        if index == 0 {
            return true;
        }
        if index >= self.len() {
            index == self.len()
        } else {
            self.as_bytes()[index].is_utf8_char_boundary()
        }
    }

    /// The nearest boundary that is not behind a position.
    #[inline]
    pub const fn floor_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut i = index;
        while i > 0 && is_continuation(self.as_bytes()[i]) {
            i -= 1;
        }
        i
    }

    /// The nearest boundary that is not before a position.
    #[inline]
    pub const fn ceil_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut i = index;
        while i < self.len() && is_continuation(self.as_bytes()[i]) {
            i += 1;
        }
        i
    }

    /// The bytes.
    #[must_use]
    #[inline(always)]
    pub const fn as_bytes(&self) -> &[u8] {
        // SAFETY: the layouts agree.
        unsafe { mem::transmute(self) }
    }

    /// The bytes, mutably.
    ///
    /// # Safety
    /// They must be UTF-8 when the borrow ends.
    #[must_use]
    #[inline(always)]
    pub const unsafe fn as_bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: the layouts agree.
        unsafe { &mut *(self as *mut str as *mut [u8]) }
    }

    /// A pointer to the first byte.
    #[must_use]
    #[inline(always)]
    #[rustc_as_ptr]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const u8 {
        self as *const str as *const u8
    }

    /// A mutable pointer to the first byte.
    #[must_use]
    #[inline(always)]
    #[rustc_as_ptr]
    #[rustc_never_returns_null_ptr]
    pub const fn as_mut_ptr(&mut self) -> *mut u8 {
        self as *mut str as *mut u8
    }

    /// A part, if it is in bounds and between characters.
    #[inline]
    pub fn get<I: SliceIndex<str>>(&self, i: I) -> Option<&I::Output> {
        i.get(self)
    }

    /// A part, if it is in bounds and between characters, mutably.
    #[inline]
    pub fn get_mut<I: SliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output> {
        i.get_mut(self)
    }

    /// A part.
    ///
    /// # Safety
    /// It must be in bounds and between characters.
    #[inline]
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, i: I) -> &I::Output {
        // SAFETY: promised by the caller.
        unsafe { &*i.get_unchecked(self) }
    }

    /// A part, mutably.
    ///
    /// # Safety
    /// It must be in bounds and between characters.
    #[inline]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<str>>(&mut self, i: I) -> &mut I::Output {
        // SAFETY: promised by the caller.
        unsafe { &mut *i.get_unchecked_mut(self) }
    }

    /// A part; the older form.
    ///
    /// # Safety
    /// It must be in bounds and between characters.
    #[deprecated(since = "1.29.0", note = "use `get_unchecked(begin..end)` instead")]
    #[must_use]
    #[inline]
    pub unsafe fn slice_unchecked(&self, begin: usize, end: usize) -> &str {
        // SAFETY: promised by the caller.
        unsafe { self.get_unchecked(begin..end) }
    }

    /// A part, mutably; the older form.
    ///
    /// # Safety
    /// It must be in bounds and between characters.
    #[deprecated(since = "1.29.0", note = "use `get_unchecked_mut(begin..end)` instead")]
    #[inline]
    pub unsafe fn slice_mut_unchecked(&mut self, begin: usize, end: usize) -> &mut str {
        // SAFETY: promised by the caller.
        unsafe { self.get_unchecked_mut(begin..end) }
    }

    /// Splits at a position; panics if it is not a boundary.
    #[inline]
    #[must_use]
    pub const fn split_at(&self, mid: usize) -> (&str, &str) {
        match self.split_at_checked(mid) {
            Some(pair) => pair,
            None => super::index::slice_error_fail(self, 0, mid),
        }
    }

    /// Splits at a position, mutably; panics if it is not a boundary.
    #[inline]
    #[must_use]
    pub const fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if self.is_char_boundary(mid) {
            // SAFETY: just checked.
            unsafe { self.split_at_mut_unchecked(mid) }
        } else {
            super::index::slice_error_fail(self, 0, mid)
        }
    }

    /// Splits at a position, if it is a boundary.
    #[inline]
    #[must_use]
    pub const fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> {
        if self.is_char_boundary(mid) {
            // SAFETY: just checked.
            unsafe {
                let (a, b) = self.as_bytes().split_at_unchecked(mid);
                Some((from_utf8_unchecked(a), from_utf8_unchecked(b)))
            }
        } else {
            None
        }
    }

    /// Splits at a position, if it is a boundary, mutably.
    #[inline]
    #[must_use]
    pub const fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut str, &mut str)> {
        if self.is_char_boundary(mid) {
            // SAFETY: just checked.
            Some(unsafe { self.split_at_mut_unchecked(mid) })
        } else {
            None
        }
    }

    /// # Safety
    /// `mid` must be a boundary.
    const unsafe fn split_at_mut_unchecked(&mut self, mid: usize) -> (&mut str, &mut str) {
        // SAFETY: promised by the caller.
        unsafe {
            let (a, b) = self.as_bytes_mut().split_at_mut_unchecked(mid);
            (super::from_utf8_unchecked_mut(a), super::from_utf8_unchecked_mut(b))
        }
    }

    /// The characters.
    #[inline]
    #[rustc_diagnostic_item = "str_chars"]
    pub fn chars(&self) -> Chars<'_> {
        Chars { iter: self.as_bytes().iter() }
    }

    /// The characters with their positions.
    #[inline]
    pub fn char_indices(&self) -> CharIndices<'_> {
        CharIndices { front_offset: 0, iter: self.chars() }
    }

    /// The bytes, one by one.
    #[inline]
    pub fn bytes(&self) -> Bytes<'_> {
        Bytes(self.as_bytes().iter().copied())
    }

    /// The words between white space.
    #[must_use = "this returns the split string as an iterator, without modifying the original"]
    #[inline]
    #[rustc_diagnostic_item = "str_split_whitespace"]
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> {
        SplitWhitespace { inner: self.split(IsWhitespace).filter(IsNotEmpty) }
    }

    /// The words between ASCII white space.
    #[must_use = "this returns the split string as an iterator, without modifying the original"]
    #[inline]
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> {
        let inner =
            self.as_bytes().split(IsAsciiWhitespace).filter(BytesIsNotEmpty).map(BytesToStr);
        SplitAsciiWhitespace { inner }
    }

    /// The lines, without their ends.
    #[inline]
    pub fn lines(&self) -> Lines<'_> {
        Lines(self.split_inclusive('\n').map(WithoutLineEnd))
    }

    /// The lines; the older name.
    #[deprecated(since = "1.4.0", note = "use lines() instead now")]
    #[inline]
    #[allow(deprecated)]
    pub fn lines_any(&self) -> super::LinesAny<'_> {
        super::LinesAny(self.lines())
    }

    /// The UTF-16 units.
    #[must_use = "this returns the encoded string as an iterator, without modifying the original"]
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> {
        EncodeUtf16 { chars: self.chars(), extra: 0 }
    }

    /// Whether a pattern matches somewhere.
    #[inline]
    pub fn contains<P: Pattern>(&self, pat: P) -> bool {
        pat.is_contained_in(self)
    }

    /// Whether a pattern matches at the front.
    #[inline]
    #[rustc_diagnostic_item = "str_starts_with"]
    pub fn starts_with<P: Pattern>(&self, pat: P) -> bool {
        pat.is_prefix_of(self)
    }

    /// Whether a pattern matches at the back.
    #[inline]
    #[rustc_diagnostic_item = "str_ends_with"]
    pub fn ends_with<P: Pattern>(&self, pat: P) -> bool
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        pat.is_suffix_of(self)
    }

    /// The position of the first match.
    #[inline]
    pub fn find<P: Pattern>(&self, pat: P) -> Option<usize> {
        pat.into_searcher(self).next_match().map(|(i, _)| i)
    }

    /// The position of the last match.
    #[inline]
    pub fn rfind<P: Pattern>(&self, pat: P) -> Option<usize>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        pat.into_searcher(self).next_match_back().map(|(i, _)| i)
    }

    /// The parts between matches.
    #[inline]
    pub fn split<P: Pattern>(&self, pat: P) -> Split<'_, P> {
        Split(SplitInternal::new(self, pat, true))
    }

    /// The parts up to matches, with them.
    #[inline]
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> SplitInclusive<'_, P> {
        SplitInclusive(SplitInternal::new(self, pat, false))
    }

    /// The parts between matches, from the back.
    #[inline]
    pub fn rsplit<P: Pattern>(&self, pat: P) -> RSplit<'_, P>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        RSplit(SplitInternal::new(self, pat, true))
    }

    /// The parts that end at a match.
    #[inline]
    pub fn split_terminator<P: Pattern>(&self, pat: P) -> SplitTerminator<'_, P> {
        SplitTerminator(SplitInternal::new(self, pat, false))
    }

    /// The parts that end at a match, from the back.
    #[inline]
    pub fn rsplit_terminator<P: Pattern>(&self, pat: P) -> RSplitTerminator<'_, P>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        RSplitTerminator(SplitInternal::new(self, pat, false))
    }

    /// At most `n` parts between matches.
    #[inline]
    pub fn splitn<P: Pattern>(&self, n: usize, pat: P) -> SplitN<'_, P> {
        SplitN(SplitNInternal { iter: SplitInternal::new(self, pat, true), count: n })
    }

    /// At most `n` parts between matches, from the back.
    #[inline]
    pub fn rsplitn<P: Pattern>(&self, n: usize, pat: P) -> RSplitN<'_, P>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        RSplitN(SplitNInternal { iter: SplitInternal::new(self, pat, true), count: n })
    }

    /// The matches.
    #[inline]
    pub fn matches<P: Pattern>(&self, pat: P) -> Matches<'_, P> {
        Matches(MatchInternal(pat.into_searcher(self)))
    }

    /// The matches, from the back.
    #[inline]
    pub fn rmatches<P: Pattern>(&self, pat: P) -> RMatches<'_, P>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        RMatches(MatchInternal(pat.into_searcher(self)))
    }

    /// The matches with their positions.
    #[inline]
    pub fn match_indices<P: Pattern>(&self, pat: P) -> MatchIndices<'_, P> {
        MatchIndices(MatchInternal(pat.into_searcher(self)))
    }

    /// The matches with their positions, from the back.
    #[inline]
    pub fn rmatch_indices<P: Pattern>(&self, pat: P) -> RMatchIndices<'_, P>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        RMatchIndices(MatchInternal(pat.into_searcher(self)))
    }

    /// What is before and behind the first match.
    #[inline]
    pub fn split_once<P: Pattern>(&self, delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.into_searcher(self).next_match()?;
        // SAFETY: a searcher gives boundaries.
        unsafe { Some((self.get_unchecked(..start), self.get_unchecked(end..))) }
    }

    /// What is before and behind the last match.
    #[inline]
    pub fn rsplit_once<P: Pattern>(&self, delimiter: P) -> Option<(&str, &str)>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        let (start, end) = delimiter.into_searcher(self).next_match_back()?;
        // SAFETY: a searcher gives boundaries.
        unsafe { Some((self.get_unchecked(..start), self.get_unchecked(end..))) }
    }

    /// Without white space at both ends.
    #[inline]
    #[must_use = "this returns the trimmed string as a slice, without modifying the original"]
    #[rustc_diagnostic_item = "str_trim"]
    pub fn trim(&self) -> &str {
        self.trim_matches(IsWhitespace)
    }

    /// Without white space at the front.
    #[inline]
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    #[rustc_diagnostic_item = "str_trim_start"]
    pub fn trim_start(&self) -> &str {
        self.trim_start_matches(IsWhitespace)
    }

    /// Without white space at the back.
    #[inline]
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    #[rustc_diagnostic_item = "str_trim_end"]
    pub fn trim_end(&self) -> &str {
        self.trim_end_matches(IsWhitespace)
    }

    /// The older name of [`trim_start`](str::trim_start).
    #[must_use]
    #[inline]
    #[deprecated(since = "1.33.0", note = "superseded by `trim_start`")]
    pub fn trim_left(&self) -> &str {
        self.trim_start()
    }

    /// The older name of [`trim_end`](str::trim_end).
    #[must_use]
    #[inline]
    #[deprecated(since = "1.33.0", note = "superseded by `trim_end`")]
    pub fn trim_right(&self) -> &str {
        self.trim_end()
    }

    /// Without matches at both ends.
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_matches<P: Pattern>(&self, pat: P) -> &str
    where
        for<'a> P::Searcher<'a>: DoubleEndedSearcher<'a>,
    {
        let mut i = 0;
        let mut j = 0;
        let mut matcher = pat.into_searcher(self);
        if let Some((a, b)) = matcher.next_reject() {
            i = a;
            j = b;
        }
        if let Some((_, b)) = matcher.next_reject_back() {
            j = b;
        }
        // SAFETY: a searcher gives boundaries.
        unsafe { self.get_unchecked(i..j) }
    }

    /// Without matches at the front.
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_start_matches<P: Pattern>(&self, pat: P) -> &str {
        let i = pat.into_searcher(self).next_reject().map_or(self.len(), |(a, _)| a);
        // SAFETY: a searcher gives boundaries.
        unsafe { self.get_unchecked(i..) }
    }

    /// Without matches at the back.
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_end_matches<P: Pattern>(&self, pat: P) -> &str
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        let j = pat.into_searcher(self).next_reject_back().map_or(0, |(_, b)| b);
        // SAFETY: a searcher gives boundaries.
        unsafe { self.get_unchecked(..j) }
    }

    /// The rest behind a match at the front.
    #[must_use = "this returns the remaining substring as a new slice, without modifying the original"]
    pub fn strip_prefix<P: Pattern>(&self, prefix: P) -> Option<&str> {
        prefix.strip_prefix_of(self)
    }

    /// The rest before a match at the back.
    #[must_use = "this returns the remaining substring as a new slice, without modifying the original"]
    pub fn strip_suffix<P: Pattern>(&self, suffix: P) -> Option<&str>
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        suffix.strip_suffix_of(self)
    }

    /// The older name of [`trim_start_matches`](str::trim_start_matches).
    #[deprecated(since = "1.33.0", note = "superseded by `trim_start_matches`")]
    pub fn trim_left_matches<P: Pattern>(&self, pat: P) -> &str {
        self.trim_start_matches(pat)
    }

    /// The older name of [`trim_end_matches`](str::trim_end_matches).
    #[deprecated(since = "1.33.0", note = "superseded by `trim_end_matches`")]
    pub fn trim_right_matches<P: Pattern>(&self, pat: P) -> &str
    where
        for<'a> P::Searcher<'a>: ReverseSearcher<'a>,
    {
        self.trim_end_matches(pat)
    }

    /// Parses a value.
    #[inline]
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> {
        FromStr::from_str(self)
    }

    /// Whether all characters are ASCII.
    #[must_use]
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        self.as_bytes().is_ascii()
    }

    /// Whether two strings are equal but for the case of ASCII letters.
    #[must_use]
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.as_bytes().eq_ignore_ascii_case(other.as_bytes())
    }

    /// Makes ASCII letters upper case.
    #[inline]
    pub const fn make_ascii_uppercase(&mut self) {
        // SAFETY: ASCII stays ASCII.
        unsafe { self.as_bytes_mut().make_ascii_uppercase() }
    }

    /// Makes ASCII letters lower case.
    #[inline]
    pub const fn make_ascii_lowercase(&mut self) {
        // SAFETY: ASCII stays ASCII.
        unsafe { self.as_bytes_mut().make_ascii_lowercase() }
    }

    /// Without ASCII white space at the front.
    #[must_use]
    #[inline]
    pub const fn trim_ascii_start(&self) -> &str {
        // SAFETY: only ASCII is removed.
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_start()) }
    }

    /// Without ASCII white space at the back.
    #[must_use]
    #[inline]
    pub const fn trim_ascii_end(&self) -> &str {
        // SAFETY: only ASCII is removed.
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_end()) }
    }

    /// Without ASCII white space at both ends.
    #[must_use]
    #[inline]
    pub const fn trim_ascii(&self) -> &str {
        // SAFETY: only ASCII is removed.
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii()) }
    }

    /// The characters, escaped if they cannot be printed.
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_debug(&self) -> EscapeDebug<'_> {
        let mut chars = self.chars();
        // Only the first character could join one before it.
        let first = chars.next().map(|c| c.escape_debug_ext(EscapeDebugExtArgs::ESCAPE_ALL));
        EscapeDebug {
            inner: first.into_iter().flatten().chain(chars.flat_map(CharEscapeDebug)),
        }
    }

    /// The characters, escaped if they are not printable ASCII.
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_default(&self) -> EscapeDefault<'_> {
        EscapeDefault { inner: self.chars().flat_map(CharEscapeDefault) }
    }

    /// The characters as `\u{…}`.
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> {
        EscapeUnicode { inner: self.chars().flat_map(CharEscapeUnicode) }
    }
}
