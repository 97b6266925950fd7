//! SipHash-1-3: a keyed hash with one round a word and three at the end.
//!
//! After J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF" (2012).

use core::hash::Hasher;

/// The state of a hash under way.
#[derive(Clone, Debug)]
pub(super) struct SipHasher13 {
    v: [u64; 4],
    // The bytes that do not fill a word yet, and their number.
    tail: u64,
    tail_len: usize,
    length: usize,
}

#[inline(always)]
fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

/// Up to 8 bytes as the low part of a word.
#[inline]
fn load(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}

impl SipHasher13 {
    #[inline]
    pub(super) const fn new(k0: u64, k1: u64) -> Self {
        let v = [
            k0 ^ 0x736f_6d65_7073_6575,
            k1 ^ 0x646f_7261_6e64_6f6d,
            k0 ^ 0x6c79_6765_6e65_7261,
            k1 ^ 0x7465_6462_7974_6573,
        ];
        SipHasher13 { v, tail: 0, tail_len: 0, length: 0 }
    }

    #[inline]
    fn absorb(&mut self, word: u64) {
        self.v[3] ^= word;
        round(&mut self.v);
        self.v[0] ^= word;
    }

    /// Adds a number of `size` bytes.
    #[inline]
    fn short(&mut self, x: u64, size: usize) {
        self.length = self.length.wrapping_add(size);
        let used = self.tail_len;
        self.tail |= x << (8 * used);
        if used + size < 8 {
            self.tail_len = used + size;
            return;
        }
        let word = self.tail;
        self.absorb(word);
        let taken = 8 - used;
        self.tail_len = size - taken;
        self.tail = if taken < 8 { x >> (8 * taken) } else { 0 };
    }
}

impl Hasher for SipHasher13 {
    #[inline]
    fn write(&mut self, mut bytes: &[u8]) {
        self.length = self.length.wrapping_add(bytes.len());
        if self.tail_len != 0 {
            let taken = bytes.len().min(8 - self.tail_len);
            self.tail |= load(&bytes[..taken]) << (8 * self.tail_len);
            self.tail_len += taken;
            bytes = &bytes[taken..];
            if self.tail_len < 8 {
                return;
            }
            let word = self.tail;
            self.absorb(word);
        }
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.absorb(load(word));
        }
        let rest = words.remainder();
        self.tail = load(rest);
        self.tail_len = rest.len();
    }

    #[inline]
    fn write_u8(&mut self, i: u8) {
        self.short(u64::from(i), 1);
    }

    #[inline]
    fn write_u16(&mut self, i: u16) {
        self.short(u64::from(i), 2);
    }

    #[inline]
    fn write_u32(&mut self, i: u32) {
        self.short(u64::from(i), 4);
    }

    #[inline]
    fn write_u64(&mut self, i: u64) {
        self.short(i, 8);
    }

    #[inline]
    fn write_usize(&mut self, i: usize) {
        self.short(i as u64, 8);
    }

    #[inline]
    fn finish(&self) -> u64 {
        let [v0, v1, v2, v3] = self.v;
        finish(v0, v1, v2, v3, (self.length as u64) << 56 | self.tail)
    }
}

/// Of words, so that a state of which nobody else has the address need not be in memory.
#[inline]
fn finish(v0: u64, v1: u64, v2: u64, v3: u64, last: u64) -> u64 {
    let mut v = [v0, v1, v2, v3 ^ last];
    round(&mut v);
    v[0] ^= last;
    v[2] ^= 0xff;
    round(&mut v);
    round(&mut v);
    round(&mut v);
    v[0] ^ v[1] ^ v[2] ^ v[3]
}
