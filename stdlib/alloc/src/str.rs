//! Methods of `str` that need an allocation.

pub use core::str::*;

use crate::borrow::{Borrow, ToOwned};
use crate::boxed::Box;
use crate::slice::{Concat, Join};
use crate::string::String;
use core::str::pattern::Pattern;

/// Text of boxed bytes.
///
/// # Safety
/// They must be UTF-8.
#[must_use]
#[inline]
pub unsafe fn from_boxed_utf8_unchecked(v: Box<[u8]>) -> Box<str> {
    unsafe { Box::from_raw(Box::into_raw(v) as *mut str) }
}

impl ToOwned for str {
    type Owned = String;
    #[inline]
    fn to_owned(&self) -> String {
        String::from(self)
    }
    fn clone_into(&self, target: &mut String) {
        target.clear();
        target.push_str(self);
    }
}

impl<S: Borrow<str>> Concat<str> for [S] {
    type Output = String;
    fn concat(slice: &Self) -> String {
        Join::join(slice, "")
    }
}

impl<S: Borrow<str>> Join<&str> for [S] {
    type Output = String;
    fn join(slice: &Self, sep: &str) -> String {
        let Some((first, rest)) = slice.split_first() else { return String::new() };
        let total = rest.iter().try_fold(first.borrow().len(), |n, s| {
            n.checked_add(sep.len())?.checked_add(s.borrow().len())
        });
        let capacity = total.expect("attempt to join into collection with len > usize::MAX");
        let mut out = String::with_capacity(capacity);
        out.push_str(first.borrow());
        for s in rest {
            out.push_str(sep);
            out.push_str(s.borrow());
        }
        out
    }
}

/// Whether a capital sigma between these texts ends a word: the last letter-like character before
/// it is cased, and the first one after it, if any, is not.
fn sigma_is_final(before: &str, after: &str) -> bool {
    let cased = |c: char| c.is_lowercase() || c.is_uppercase() || is_titlecase(c);
    let before = before.chars().rev().find(|&c| !is_case_ignorable(c));
    let after = after.chars().find(|&c| !is_case_ignorable(c));
    before.is_some_and(cased) && !after.is_some_and(cased)
}

fn is_titlecase(c: char) -> bool {
    matches!(c, '\u{1C5}' | '\u{1C8}' | '\u{1CB}' | '\u{1F2}'
        | '\u{1F88}'..='\u{1F8F}' | '\u{1F98}'..='\u{1F9F}' | '\u{1FA8}'..='\u{1FAF}'
        | '\u{1FBC}' | '\u{1FCC}' | '\u{1FFC}')
}

/// The property Case_Ignorable for punctuation inside words, modifiers and combining marks of the
/// scripts that have case; marks of other scripts never stand beside a sigma.
fn is_case_ignorable(c: char) -> bool {
    matches!(c, '\'' | '.' | ':' | '^' | '`' | '\u{A8}' | '\u{AD}' | '\u{AF}' | '\u{B4}'
        | '\u{B7}' | '\u{B8}' | '\u{2B0}'..='\u{36F}' | '\u{374}' | '\u{375}' | '\u{37A}'
        | '\u{384}' | '\u{385}' | '\u{387}' | '\u{483}'..='\u{489}' | '\u{559}' | '\u{55F}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}'
        | '\u{5C7}' | '\u{5F4}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{1AB0}'..='\u{1ACE}' | '\u{1D2C}'..='\u{1D6A}' | '\u{1D78}' | '\u{1D9B}'..='\u{1DFF}'
        | '\u{1FBD}' | '\u{1FBF}'..='\u{1FC1}' | '\u{1FCD}'..='\u{1FCF}' | '\u{1FDD}'..='\u{1FDF}'
        | '\u{1FED}'..='\u{1FEF}' | '\u{1FFD}' | '\u{1FFE}' | '\u{200B}'..='\u{200F}' | '\u{2018}'
        | '\u{2019}' | '\u{2024}' | '\u{2027}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{2071}' | '\u{207F}' | '\u{2090}'..='\u{209C}' | '\u{20D0}'..='\u{20F0}'
        | '\u{2C7C}' | '\u{2C7D}' | '\u{2CEF}'..='\u{2CF1}' | '\u{2DE0}'..='\u{2DFF}' | '\u{2E2F}'
        | '\u{A66F}'..='\u{A672}' | '\u{A674}'..='\u{A67D}' | '\u{A67F}' | '\u{A69C}'..='\u{A69F}'
        | '\u{A700}'..='\u{A721}' | '\u{A770}' | '\u{A788}'..='\u{A78A}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE13}' | '\u{FE20}'..='\u{FE2F}' | '\u{FE52}' | '\u{FE55}' | '\u{FEFF}' | '\u{FF07}'
        | '\u{FF0E}' | '\u{FF1A}' | '\u{FF3E}' | '\u{FF40}' | '\u{1F3FB}'..='\u{1F3FF}'
        | '\u{E0001}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

impl str {
    /// The text as bytes, without copying.
    #[rustc_allow_incoherent_impl]
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> {
        self.into()
    }

    /// Replaces every match of a pattern.
    #[rustc_allow_incoherent_impl]
    #[must_use = "this returns the replaced string as a new allocation, \
                  without modifying the original"]
    pub fn replace<P: Pattern>(&self, from: P, to: &str) -> String {
        let mut result = String::with_capacity(self.len());
        let mut last_end = 0;
        for (start, part) in self.match_indices(from) {
            result.push_str(unsafe { self.get_unchecked(last_end..start) });
            result.push_str(to);
            last_end = start + part.len();
        }
        result.push_str(unsafe { self.get_unchecked(last_end..) });
        result
    }

    /// Replaces the first `count` matches of a pattern.
    #[rustc_allow_incoherent_impl]
    #[must_use = "this returns the replaced string as a new allocation, \
                  without modifying the original"]
    pub fn replacen<P: Pattern>(&self, pat: P, to: &str, count: usize) -> String {
        let mut result = String::with_capacity(32);
        let mut last_end = 0;
        for (start, part) in self.match_indices(pat).take(count) {
            result.push_str(unsafe { self.get_unchecked(last_end..start) });
            result.push_str(to);
            last_end = start + part.len();
        }
        result.push_str(unsafe { self.get_unchecked(last_end..) });
        result
    }

    /// The text in lower case.
    #[rustc_allow_incoherent_impl]
    #[must_use = "this returns the lowercase string as a new String, \
                  without modifying the original"]
    pub fn to_lowercase(&self) -> String {
        let mut s = String::with_capacity(self.len());
        for (i, c) in self.char_indices() {
            if c == 'Σ' {
                let is_final = sigma_is_final(&self[..i], &self[i + c.len_utf8()..]);
                s.push(if is_final { 'ς' } else { 'σ' });
            } else if c.is_ascii() {
                s.push(c.to_ascii_lowercase());
            } else {
                s.extend(c.to_lowercase());
            }
        }
        s
    }

    /// The text in upper case.
    #[rustc_allow_incoherent_impl]
    #[must_use = "this returns the uppercase string as a new String, \
                  without modifying the original"]
    pub fn to_uppercase(&self) -> String {
        let mut s = String::with_capacity(self.len());
        for c in self.chars() {
            if c.is_ascii() {
                s.push(c.to_ascii_uppercase());
            } else {
                s.extend(c.to_uppercase());
            }
        }
        s
    }

    /// The boxed text as a string, without copying.
    #[rustc_allow_incoherent_impl]
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    pub fn into_string(self: Box<str>) -> String {
        unsafe { String::from_utf8_unchecked(Box::<[u8]>::from(self).into_vec()) }
    }

    /// The text `n` times over.
    #[rustc_allow_incoherent_impl]
    #[must_use]
    #[inline]
    #[track_caller]
    pub fn repeat(&self, n: usize) -> String {
        unsafe { String::from_utf8_unchecked(self.as_bytes().repeat(n)) }
    }

    /// The text with ASCII letters in upper case.
    #[rustc_allow_incoherent_impl]
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"]
    #[inline]
    pub fn to_ascii_uppercase(&self) -> String {
        let mut s = self.to_owned();
        s.make_ascii_uppercase();
        s
    }

    /// The text with ASCII letters in lower case.
    #[rustc_allow_incoherent_impl]
    #[must_use = "to lowercase the value in-place, use `make_ascii_lowercase()`"]
    #[inline]
    pub fn to_ascii_lowercase(&self) -> String {
        let mut s = self.to_owned();
        s.make_ascii_lowercase();
        s
    }
}
