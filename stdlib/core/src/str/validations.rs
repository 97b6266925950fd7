//! UTF-8.
use super::Utf8Error;

/// The length of a character by its first byte; 0 for bytes that start none.
#[must_use]
#[inline]
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "str_internals", issue = "none"))]
pub const fn utf8_char_width(b: u8) -> usize {
    match b {
        0x00..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 0,
    }
}

#[inline]
const fn continuation(byte: u8) -> u32 {
    (byte & 0x3f) as u32
}

#[inline]
pub(super) const fn is_continuation(byte: u8) -> bool {
    (byte as i8) < -64
}

/// Takes a code point off an iterator over UTF-8.
///
/// # Safety
/// The bytes must be UTF-8.
#[inline]
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "str_internals", issue = "none"))]
pub unsafe fn next_code_point<'a, I: Iterator<Item = &'a u8>>(bytes: &mut I) -> Option<u32> {
    let x = *bytes.next()?;
    if x < 128 {
        return Some(x as u32);
    }
    // SAFETY: UTF-8 has as many continuation bytes as the first byte says.
    let mut next = || unsafe { continuation(*bytes.next().unwrap_unchecked()) };
    let y = next();
    if x < 0xe0 {
        return Some((x as u32 & 0x1f) << 6 | y);
    }
    let yz = y << 6 | next();
    if x < 0xf0 {
        return Some((x as u32 & 0xf) << 12 | yz);
    }
    Some((x as u32 & 7) << 18 | yz << 6 | next())
}

/// Takes the last code point off an iterator over UTF-8.
///
/// # Safety
/// The bytes must be UTF-8.
#[inline]
pub(super) unsafe fn next_code_point_reverse<'a, I>(bytes: &mut I) -> Option<u32>
where
    I: DoubleEndedIterator<Item = &'a u8>,
{
    let w = *bytes.next_back()?;
    if w < 128 {
        return Some(w as u32);
    }
    // SAFETY: a continuation byte has bytes before it.
    let mut next = || unsafe { *bytes.next_back().unwrap_unchecked() };
    let low = continuation(w);
    let z = next();
    if !is_continuation(z) {
        return Some((z as u32 & 0x1f) << 6 | low);
    }
    let low = continuation(z) << 6 | low;
    let y = next();
    if !is_continuation(y) {
        return Some((y as u32 & 0xf) << 12 | low);
    }
    Some((next() as u32 & 7) << 18 | continuation(y) << 12 | low)
}

/// Checks that bytes are UTF-8.
#[inline(always)]
pub(super) const fn run_utf8_validation(v: &[u8]) -> Result<(), Utf8Error> {
    const WORD: usize = size_of::<usize>();
    const HI: usize = usize::repeat_u8(0x80);
    let len = v.len();
    let mut at = 0;
    while at < len {
        let first = v[at];
        if first < 128 {
            // ASCII, two words at a time.
            while at + 2 * WORD <= len {
                // SAFETY: in bounds.
                let both = unsafe {
                    let p = v.as_ptr().add(at).cast::<usize>();
                    p.read_unaligned() | p.add(1).read_unaligned()
                };
                if both & HI != 0 {
                    break;
                }
                at += 2 * WORD;
            }
            while at < len && v[at] < 128 {
                at += 1;
            }
            continue;
        }
        let width = utf8_char_width(first);
        if width == 0 {
            return Err(Utf8Error { valid_up_to: at, error_len: Some(1) });
        }
        // The second byte keeps out what has a shorter form, surrogates and what is too large.
        let (low, high) = match first {
            0xe0 => (0xa0, 0xbf),
            0xed => (0x80, 0x9f),
            0xf0 => (0x90, 0xbf),
            0xf4 => (0x80, 0x8f),
            _ => (0x80, 0xbf),
        };
        let mut i = 1;
        while i < width {
            if at + i >= len {
                return Err(Utf8Error { valid_up_to: at, error_len: None });
            }
            let byte = v[at + i];
            let good = if i == 1 { low <= byte && byte <= high } else { is_continuation(byte) };
            if !good {
                return Err(Utf8Error { valid_up_to: at, error_len: Some(i as u8) });
            }
            i += 1;
        }
        at += width;
    }
    Ok(())
}
