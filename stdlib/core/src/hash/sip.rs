//! SipHash (Aumasson, Bernstein: "SipHash: a fast short-input PRF"), with 1-3 and 2-4 rounds.
use crate::hash::Hasher;

/// The four words of state.
#[derive(Debug, Clone, Copy)]
struct State {
    v0: u64,
    v1: u64,
    v2: u64,
    v3: u64,
}

impl State {
    #[inline]
    fn new(k0: u64, k1: u64) -> State {
        State {
            v0: k0 ^ 0x736f6d6570736575,
            v1: k1 ^ 0x646f72616e646f6d,
            v2: k0 ^ 0x6c7967656e657261,
            v3: k1 ^ 0x7465646279746573,
        }
    }

    #[inline(always)]
    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1);
        self.v2 = self.v2.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(13) ^ self.v0;
        self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v1);
        self.v0 = self.v0.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(17) ^ self.v2;
        self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.rotate_left(32);
    }

    #[inline(always)]
    fn absorb<const C: usize>(&mut self, word: u64) {
        self.v3 ^= word;
        let mut i = 0;
        while i < C {
            self.round();
            i += 1;
        }
        self.v0 ^= word;
    }

    #[inline(always)]
    fn finish<const C: usize, const D: usize>(mut self, last: u64) -> u64 {
        self.absorb::<C>(last);
        self.v2 ^= 0xff;
        let mut i = 0;
        while i < D {
            self.round();
            i += 1;
        }
        self.v0 ^ self.v1 ^ self.v2 ^ self.v3
    }
}

/// SipHash with `C` rounds for each word and `D` at the end.
#[derive(Debug, Clone)]
struct Sip<const C: usize, const D: usize> {
    state: State,
    /// Bytes that do not fill a word yet, low byte first.
    tail: u64,
    /// The number of bytes in `tail`.
    pending: usize,
    /// The number of bytes written.
    length: usize,
}

/// Up to 7 bytes as a little-endian number.
#[inline]
fn load_partial(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    let mut i = 0;
    let mut out = 0u64;
    // SAFETY: every read stays within `len` bytes.
    unsafe {
        let at = bytes.as_ptr();
        if i + 3 < len {
            out = u32::from_le(at.cast::<u32>().read_unaligned()) as u64;
            i += 4;
        }
        if i + 1 < len {
            out |= (u16::from_le(at.add(i).cast::<u16>().read_unaligned()) as u64) << (8 * i);
            i += 2;
        }
        if i < len {
            out |= (*at.add(i) as u64) << (8 * i);
        }
    }
    out
}

impl<const C: usize, const D: usize> Sip<C, D> {
    #[inline]
    fn new(k0: u64, k1: u64) -> Self {
        Sip { state: State::new(k0, k1), tail: 0, pending: 0, length: 0 }
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let len = bytes.len();
        self.length = self.length.wrapping_add(len);
        let mut at = 0;
        if self.pending != 0 {
            let needed = 8 - self.pending;
            let taken = if len < needed { len } else { needed };
            // SAFETY: `taken <= len`.
            let part = load_partial(unsafe { bytes.get_unchecked(..taken) });
            self.tail |= part << (8 * self.pending);
            if len < needed {
                self.pending += len;
                return;
            }
            self.state.absorb::<C>(self.tail);
            at = needed;
        }
        let end = at + ((len - at) & !7);
        while at < end {
            // SAFETY: `at + 8 <= end <= len`.
            let word = unsafe { bytes.as_ptr().add(at).cast::<u64>().read_unaligned() };
            self.state.absorb::<C>(u64::from_le(word));
            at += 8;
        }
        // SAFETY: `end <= len`.
        self.tail = load_partial(unsafe { bytes.get_unchecked(end..) });
        self.pending = len - end;
    }

    /// Writes the low `size` bytes of a number: the common case without a loop.
    #[inline]
    fn write_short(&mut self, value: u64, size: usize) {
        self.length = self.length.wrapping_add(size);
        let needed = 8 - self.pending;
        self.tail |= value << (8 * self.pending);
        if size < needed {
            self.pending += size;
            return;
        }
        self.state.absorb::<C>(self.tail);
        self.pending = size - needed;
        self.tail = if needed < 8 { value >> (8 * needed) } else { 0 };
    }

    #[inline]
    fn finish(&self) -> u64 {
        let last = ((self.length as u64 & 0xff) << 56) | self.tail;
        self.state.finish::<C, D>(last)
    }
}

/// SipHash-1-3, the hasher of hash maps.
#[doc(hidden)]
#[derive(Debug, Clone)]
#[cfg_attr(ochre, unstable(feature = "hashmap_internals", issue = "none"))]
pub struct SipHasher13 {
    hasher: Sip<1, 3>,
}

/// SipHash-2-4.
#[deprecated(since = "1.13.0", note = "use `std::hash::DefaultHasher` instead")]
#[derive(Clone, Debug)]
pub struct SipHasher(Sip<2, 4>);

impl SipHasher13 {
    /// A hasher with key 0.
    #[inline]
    pub fn new() -> SipHasher13 {
        SipHasher13::new_with_keys(0, 0)
    }

    /// A hasher with a key.
    #[inline]
    pub fn new_with_keys(key0: u64, key1: u64) -> SipHasher13 {
        SipHasher13 { hasher: Sip::new(key0, key1) }
    }
}

#[allow(deprecated)]
impl SipHasher {
    /// A hasher with key 0.
    #[inline]
    #[must_use]
    pub fn new() -> SipHasher {
        SipHasher::new_with_keys(0, 0)
    }

    /// A hasher with a key.
    #[inline]
    #[must_use]
    pub fn new_with_keys(key0: u64, key1: u64) -> SipHasher {
        SipHasher(Sip::new(key0, key1))
    }
}

impl Hasher for SipHasher13 {
    #[inline]
    fn write(&mut self, msg: &[u8]) {
        self.hasher.write(msg)
    }
    #[inline]
    fn write_u8(&mut self, i: u8) {
        self.hasher.write_short(i as u64, 1)
    }
    #[inline]
    fn write_u16(&mut self, i: u16) {
        self.hasher.write_short(i.to_le() as u64, 2)
    }
    #[inline]
    fn write_u32(&mut self, i: u32) {
        self.hasher.write_short(i.to_le() as u64, 4)
    }
    #[inline]
    fn write_u64(&mut self, i: u64) {
        self.hasher.write_short(i.to_le(), 8)
    }
    #[inline]
    fn write_usize(&mut self, i: usize) {
        self.hasher.write_short(i.to_le() as u64, size_of::<usize>())
    }
    #[inline]
    fn write_str(&mut self, s: &str) {
        self.hasher.write(s.as_bytes());
        self.hasher.write_short(0xff, 1);
    }
    #[inline]
    fn finish(&self) -> u64 {
        self.hasher.finish()
    }
}

#[allow(deprecated)]
impl Hasher for SipHasher {
    #[inline]
    fn write(&mut self, msg: &[u8]) {
        self.0.write(msg)
    }
    #[inline]
    fn write_str(&mut self, s: &str) {
        self.0.write(s.as_bytes());
        self.0.write(&[0xff]);
    }
    #[inline]
    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

impl Default for SipHasher13 {
    #[inline]
    fn default() -> SipHasher13 {
        SipHasher13::new()
    }
}

#[allow(deprecated)]
impl Default for SipHasher {
    #[inline]
    fn default() -> SipHasher {
        SipHasher::new()
    }
}
