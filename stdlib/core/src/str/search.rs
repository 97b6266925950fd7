//! The search for a string: the two-way algorithm (M. Crochemore, D. Perrin, "Two-way
//! string-matching"), linear in time and constant in space.
//!
//! The needle is split at a critical position; its right part is compared from left to right,
//! then its left part from right to left. A mismatch in the right part at offset `i` allows a
//! shift to just behind it, one in the left part a shift by the period. A set of 64 bits says
//! which bytes (modulo 64) occur in the needle at all, which skips most of a haystack.
use super::pattern::{ReverseSearcher, SearchStep, Searcher};
use crate::cmp;

/// The search for a string.
#[derive(Clone, Debug)]
pub struct StrSearcher<'a, 'b> {
    haystack: &'a str,
    needle: &'b str,
    searcher: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Empty(EmptyNeedle),
    TwoWay(TwoWay),
}

/// The empty string matches at every boundary.
#[derive(Clone, Debug)]
struct EmptyNeedle {
    position: usize,
    end: usize,
    is_match_fw: bool,
    is_match_bw: bool,
    is_finished: bool,
}

/// The state of a two-way search, in both directions.
#[derive(Clone, Debug)]
struct TwoWay {
    crit_pos: usize,
    crit_pos_back: usize,
    period: usize,
    byteset: u64,
    position: usize,
    end: usize,
    /// How much of the needle is known to match after a shift by the period; `usize::MAX` if the
    /// period is long, so that nothing is remembered.
    memory: usize,
    memory_back: usize,
}

impl<'a, 'b> StrSearcher<'a, 'b> {
    pub(super) fn new(haystack: &'a str, needle: &'b str) -> StrSearcher<'a, 'b> {
        let searcher = if needle.is_empty() {
            Kind::Empty(EmptyNeedle {
                position: 0,
                end: haystack.len(),
                is_match_fw: true,
                is_match_bw: true,
                is_finished: false,
            })
        } else {
            Kind::TwoWay(TwoWay::new(needle.as_bytes(), haystack.len()))
        };
        StrSearcher { haystack, needle, searcher }
    }
}

unsafe impl<'a, 'b> Searcher<'a> for StrSearcher<'a, 'b> {
    #[inline]
    fn haystack(&self) -> &'a str {
        self.haystack
    }

    #[inline]
    fn next(&mut self) -> SearchStep {
        match self.searcher {
            Kind::Empty(ref mut s) => {
                if s.is_finished {
                    return SearchStep::Done;
                }
                let is_match = s.is_match_fw;
                s.is_match_fw = !s.is_match_fw;
                let pos = s.position;
                match self.haystack[pos..].chars().next() {
                    _ if is_match => SearchStep::Match(pos, pos),
                    None => {
                        s.is_finished = true;
                        SearchStep::Done
                    }
                    Some(ch) => {
                        s.position += ch.len_utf8();
                        SearchStep::Reject(pos, s.position)
                    }
                }
            }
            Kind::TwoWay(ref mut s) => {
                if s.position == self.haystack.len() {
                    return SearchStep::Done;
                }
                let (haystack, needle) = (self.haystack.as_bytes(), self.needle.as_bytes());
                match s.next::<true>(haystack, needle) {
                    Step::Reject(a, mut b) => {
                        // Up to a boundary of characters.
                        while !self.haystack.is_char_boundary(b) {
                            b += 1;
                        }
                        s.position = cmp::max(b, s.position);
                        SearchStep::Reject(a, b)
                    }
                    Step::Match(a, b) => SearchStep::Match(a, b),
                }
            }
        }
    }

    #[inline]
    fn next_match(&mut self) -> Option<(usize, usize)> {
        match self.searcher {
            Kind::Empty(..) => loop {
                match self.next() {
                    SearchStep::Match(a, b) => return Some((a, b)),
                    SearchStep::Done => return None,
                    SearchStep::Reject(..) => {}
                }
            },
            Kind::TwoWay(ref mut s) => {
                match s.next::<false>(self.haystack.as_bytes(), self.needle.as_bytes()) {
                    Step::Match(a, b) => Some((a, b)),
                    Step::Reject(..) => None,
                }
            }
        }
    }
}

unsafe impl<'a, 'b> ReverseSearcher<'a> for StrSearcher<'a, 'b> {
    #[inline]
    fn next_back(&mut self) -> SearchStep {
        match self.searcher {
            Kind::Empty(ref mut s) => {
                if s.is_finished {
                    return SearchStep::Done;
                }
                let is_match = s.is_match_bw;
                s.is_match_bw = !s.is_match_bw;
                let end = s.end;
                match self.haystack[..end].chars().next_back() {
                    _ if is_match => SearchStep::Match(end, end),
                    None => {
                        s.is_finished = true;
                        SearchStep::Done
                    }
                    Some(ch) => {
                        s.end -= ch.len_utf8();
                        SearchStep::Reject(s.end, end)
                    }
                }
            }
            Kind::TwoWay(ref mut s) => {
                if s.end == 0 {
                    return SearchStep::Done;
                }
                let (haystack, needle) = (self.haystack.as_bytes(), self.needle.as_bytes());
                match s.next_back::<true>(haystack, needle) {
                    Step::Reject(mut a, b) => {
                        while !self.haystack.is_char_boundary(a) {
                            a -= 1;
                        }
                        s.end = cmp::min(a, s.end);
                        SearchStep::Reject(a, b)
                    }
                    Step::Match(a, b) => SearchStep::Match(a, b),
                }
            }
        }
    }

    #[inline]
    fn next_match_back(&mut self) -> Option<(usize, usize)> {
        match self.searcher {
            Kind::Empty(..) => loop {
                match self.next_back() {
                    SearchStep::Match(a, b) => return Some((a, b)),
                    SearchStep::Done => return None,
                    SearchStep::Reject(..) => {}
                }
            },
            Kind::TwoWay(ref mut s) => {
                match s.next_back::<false>(self.haystack.as_bytes(), self.needle.as_bytes()) {
                    Step::Match(a, b) => Some((a, b)),
                    Step::Reject(..) => None,
                }
            }
        }
    }
}

enum Step {
    Match(usize, usize),
    Reject(usize, usize),
}

const LONG: usize = usize::MAX;

impl TwoWay {
    fn new(needle: &[u8], end: usize) -> TwoWay {
        let (false_pos, false_period) = maximal_suffix(needle, false);
        let (true_pos, true_period) = maximal_suffix(needle, true);
        let (crit_pos, period) = if false_pos > true_pos {
            (false_pos, false_period)
        } else {
            (true_pos, true_period)
        };
        // Short period: the part before the critical position repeats one period later.
        if period + crit_pos <= needle.len() && needle[..crit_pos] == needle[period..period + crit_pos] {
            let crit_pos_back = needle.len()
                - cmp::max(
                    reverse_maximal_suffix(needle, period, false),
                    reverse_maximal_suffix(needle, period, true),
                );
            TwoWay {
                crit_pos,
                crit_pos_back,
                period,
                byteset: byteset(&needle[..period]),
                position: 0,
                end,
                memory: 0,
                memory_back: needle.len(),
            }
        } else {
            TwoWay {
                crit_pos,
                crit_pos_back: crit_pos,
                period: cmp::max(crit_pos, needle.len() - crit_pos) + 1,
                byteset: byteset(needle),
                position: 0,
                end,
                memory: LONG,
                memory_back: LONG,
            }
        }
    }

    #[inline]
    fn byteset_contains(&self, byte: u8) -> bool {
        self.byteset >> (byte & 0x3f) & 1 != 0
    }

    /// Searches on; with `EARLY` a shift ends the step as a rejection.
    #[inline]
    fn next<const EARLY: bool>(&mut self, haystack: &[u8], needle: &[u8]) -> Step {
        let old_pos = self.position;
        let needle_last = needle.len() - 1;
        let long = self.memory == LONG;
        'search: loop {
            let tail = match haystack.get(self.position + needle_last) {
                Some(&b) => b,
                None => {
                    self.position = haystack.len();
                    return Step::Reject(old_pos, self.position);
                }
            };
            if EARLY && old_pos != self.position {
                return Step::Reject(old_pos, self.position);
            }
            if !self.byteset_contains(tail) {
                self.position += needle.len();
                if !long {
                    self.memory = 0;
                }
                continue 'search;
            }
            let start =
                if long { self.crit_pos } else { cmp::max(self.crit_pos, self.memory) };
            for i in start..needle.len() {
                if needle[i] != haystack[self.position + i] {
                    self.position += i - self.crit_pos + 1;
                    if !long {
                        self.memory = 0;
                    }
                    continue 'search;
                }
            }
            let start = if long { 0 } else { self.memory };
            for i in (start..self.crit_pos).rev() {
                if needle[i] != haystack[self.position + i] {
                    self.position += self.period;
                    if !long {
                        self.memory = needle.len() - self.period;
                    }
                    continue 'search;
                }
            }
            let match_pos = self.position;
            self.position += needle.len();
            if !long {
                self.memory = 0;
            }
            return Step::Match(match_pos, match_pos + needle.len());
        }
    }

    /// [`next`](TwoWay::next) from the back: the mirror image.
    #[inline]
    fn next_back<const EARLY: bool>(&mut self, haystack: &[u8], needle: &[u8]) -> Step {
        let old_end = self.end;
        let long = self.memory == LONG;
        'search: loop {
            let front = match haystack.get(self.end.wrapping_sub(needle.len())) {
                Some(&b) => b,
                None => {
                    self.end = 0;
                    return Step::Reject(0, old_end);
                }
            };
            if EARLY && old_end != self.end {
                return Step::Reject(self.end, old_end);
            }
            if !self.byteset_contains(front) {
                self.end -= needle.len();
                if !long {
                    self.memory_back = needle.len();
                }
                continue 'search;
            }
            let crit = if long {
                self.crit_pos_back
            } else {
                cmp::min(self.crit_pos_back, self.memory_back)
            };
            for i in (0..crit).rev() {
                if needle[i] != haystack[self.end - needle.len() + i] {
                    self.end -= self.crit_pos_back - i;
                    if !long {
                        self.memory_back = needle.len();
                    }
                    continue 'search;
                }
            }
            let needle_end = if long { needle.len() } else { self.memory_back };
            for i in self.crit_pos_back..needle_end {
                if needle[i] != haystack[self.end - needle.len() + i] {
                    self.end -= self.period;
                    if !long {
                        self.memory_back = self.period;
                    }
                    continue 'search;
                }
            }
            let match_pos = self.end - needle.len();
            self.end = match_pos;
            if !long {
                self.memory_back = needle.len();
            }
            return Step::Match(match_pos, match_pos + needle.len());
        }
    }
}

fn byteset(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |set, &b| (1 << (b & 0x3f)) | set)
}

/// The start of the largest suffix, by the usual order of bytes or the opposite one, and its
/// period.
fn maximal_suffix(arr: &[u8], order_greater: bool) -> (usize, usize) {
    let mut left = 0;
    let mut right = 1;
    let mut offset = 0;
    let mut period = 1;
    while let Some(&a) = arr.get(right + offset) {
        let b = arr[left + offset];
        if (a < b && !order_greater) || (a > b && order_greater) {
            // Smaller: all so far is one period.
            right += offset + 1;
            offset = 0;
            period = right - left;
        } else if a == b {
            if offset + 1 == period {
                right += offset + 1;
                offset = 0;
            } else {
                offset += 1;
            }
        } else {
            // Larger: start over from here.
            left = right;
            right += 1;
            offset = 0;
            period = 1;
        }
    }
    (left, period)
}

/// The length of the largest suffix of the reversed string, given the period of the string.
fn reverse_maximal_suffix(arr: &[u8], known_period: usize, order_greater: bool) -> usize {
    let mut left = 0;
    let mut right = 1;
    let mut offset = 0;
    let mut period = 1;
    let n = arr.len();
    while right + offset < n {
        let a = arr[n - (1 + right + offset)];
        let b = arr[n - (1 + left + offset)];
        if (a < b && !order_greater) || (a > b && order_greater) {
            right += offset + 1;
            offset = 0;
            period = right - left;
        } else if a == b {
            if offset + 1 == period {
                right += offset + 1;
                offset = 0;
            } else {
                offset += 1;
            }
        } else {
            left = right;
            right += 1;
            offset = 0;
            period = 1;
        }
        if period == known_period {
            break;
        }
    }
    left
}
