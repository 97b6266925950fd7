//! Search for a byte, a word at a time.

const LO: usize = usize::repeat_u8(0x01);
const HI: usize = usize::repeat_u8(0x80);
const WORD: usize = size_of::<usize>();

/// Whether some byte is zero: the borrow of the subtraction reaches the high bit of the lowest
/// zero byte, and `!x` keeps bytes out that had it set before.
#[inline]
const fn contains_zero_byte(x: usize) -> bool {
    x.wrapping_sub(LO) & !x & HI != 0
}

/// The index of the first byte that equals `x`.
#[inline]
#[must_use]
pub const fn memchr(x: u8, text: &[u8]) -> Option<usize> {
    if text.len() < 2 * WORD {
        return memchr_naive(x, text, 0);
    }
    memchr_words(x, text)
}

#[inline]
const fn memchr_naive(x: u8, text: &[u8], from: usize) -> Option<usize> {
    let mut i = from;
    while i < text.len() {
        if text[i] == x {
            return Some(i);
        }
        i += 1;
    }
    None
}

#[inline]
const fn word_at(text: &[u8], at: usize) -> usize {
    // SAFETY: the callers keep `at + WORD` in bounds.
    unsafe { text.as_ptr().add(at).cast::<usize>().read_unaligned() }
}

const fn memchr_words(x: u8, text: &[u8]) -> Option<usize> {
    let repeated = usize::repeat_u8(x);
    let len = text.len();
    let mut at = 0;
    while at + 2 * WORD <= len {
        let u = contains_zero_byte(word_at(text, at) ^ repeated);
        let v = contains_zero_byte(word_at(text, at + WORD) ^ repeated);
        if u || v {
            break;
        }
        at += 2 * WORD;
    }
    memchr_naive(x, text, at)
}

/// The index of the last byte that equals `x`.
#[must_use]
pub fn memrchr(x: u8, text: &[u8]) -> Option<usize> {
    let repeated = usize::repeat_u8(x);
    let mut end = text.len();
    while end >= 2 * WORD {
        let u = contains_zero_byte(word_at(text, end - 2 * WORD) ^ repeated);
        let v = contains_zero_byte(word_at(text, end - WORD) ^ repeated);
        if u || v {
            break;
        }
        end -= 2 * WORD;
    }
    while end > 0 {
        end -= 1;
        if text[end] == x {
            return Some(end);
        }
    }
    None
}
