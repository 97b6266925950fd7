//! Counting characters.
use super::validations::is_continuation;

const WORD: usize = size_of::<usize>();
const LSB: usize = usize::repeat_u8(0x01);

/// The number of characters: of bytes that do not continue one.
pub(super) fn count_chars(s: &str) -> usize {
    let bytes = s.as_bytes();
    if bytes.len() < 4 * WORD {
        return bytes.iter().filter(|&&b| !is_continuation(b)).count();
    }
    let mut total = 0;
    let mut at = 0;
    // A byte of the accumulator counts to at most 255.
    while at + WORD <= bytes.len() {
        let words = ((bytes.len() - at) / WORD).min(255);
        let mut counts = 0usize;
        for _ in 0..words {
            // SAFETY: in bounds.
            let w = unsafe { bytes.as_ptr().add(at).cast::<usize>().read_unaligned() };
            // Bit 7 is clear, or bit 6 is set.
            counts += ((!w >> 7) | (w >> 6)) & LSB;
            at += WORD;
        }
        total += sum_bytes(counts);
    }
    total + bytes[at..].iter().filter(|&&b| !is_continuation(b)).count()
}

/// The sum of all bytes of a word: first pairs, then all pairs by one product.
fn sum_bytes(w: usize) -> usize {
    const LSB_SHORTS: usize = usize::MAX / 0xffff;
    const SKIP: usize = LSB_SHORTS * 0xff;
    let pairs = (w & SKIP) + ((w >> 8) & SKIP);
    pairs.wrapping_mul(LSB_SHORTS) >> ((WORD - 2) * 8)
}
