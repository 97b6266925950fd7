//! Big natural numbers of bounded size, for exact conversion of floating-point numbers.

/// Enough for 10^1200, which exceeds every intermediate value.
const LIMBS: usize = 160;

/// A natural number of up to 5120 bits, low limb first, without leading zeros.
pub(crate) struct Big {
    limbs: [u32; LIMBS],
    len: usize,
}

impl Big {
    pub(crate) fn from_u64(value: u64) -> Big {
        let mut big = Big { limbs: [0; LIMBS], len: 2 };
        big.limbs[0] = value as u32;
        big.limbs[1] = (value >> 32) as u32;
        big.trim();
        big
    }

    fn trim(&mut self) {
        while self.len > 0 && self.limbs[self.len - 1] == 0 {
            self.len -= 1;
        }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.len == 0
    }

    /// `self = self * factor + addend`
    pub(crate) fn mul_add(&mut self, factor: u32, addend: u32) {
        let mut carry = addend as u64;
        let mut i = 0;
        while i < self.len {
            carry += self.limbs[i] as u64 * factor as u64;
            self.limbs[i] = carry as u32;
            carry >>= 32;
            i += 1;
        }
        if carry != 0 {
            self.limbs[self.len] = carry as u32;
            self.len += 1;
        }
    }

    /// `self *= 5^power`
    pub(crate) fn mul_pow5(&mut self, mut power: u32) {
        const POW13: u32 = 1_220_703_125;
        while power >= 13 {
            self.mul_add(POW13, 0);
            power -= 13;
        }
        self.mul_add(5u32.pow(power), 0);
    }

    /// `self *= 2^bits`
    pub(crate) fn shift_left(&mut self, bits: u32) {
        let (whole, part) = (bits as usize / 32, bits % 32);
        if self.len == 0 {
            return;
        }
        let old = self.len;
        let mut i = old + whole + 1;
        self.len = i;
        while i > 0 {
            i -= 1;
            let at = |k: isize| -> u64 {
                if k < 0 || k as usize >= old { 0 } else { self.limbs[k as usize] as u64 }
            };
            let k = i as isize - whole as isize;
            let wide = at(k) << 32 | at(k - 1);
            self.limbs[i] = (wide << part >> 32) as u32;
        }
        self.trim();
    }

    /// Divides by a small number and returns the remainder.
    pub(crate) fn div_small(&mut self, divisor: u32) -> u32 {
        let mut rem = 0u64;
        let mut i = self.len;
        while i > 0 {
            i -= 1;
            rem = rem << 32 | self.limbs[i] as u64;
            self.limbs[i] = (rem / divisor as u64) as u32;
            rem %= divisor as u64;
        }
        self.trim();
        rem as u32
    }

    /// Removes and returns what is at bit `bit` and above, which must be less than 2^32.
    pub(crate) fn take_above(&mut self, bit: u32) -> u32 {
        let (whole, part) = (bit as usize / 32, bit % 32);
        let at = |k: usize| if k < self.len { self.limbs[k] as u64 } else { 0 };
        let wide = at(whole + 1) << 32 | at(whole);
        let top = (wide >> part) as u32;
        if whole < self.len {
            self.limbs[whole] &= ((1u64 << part) - 1) as u32;
            self.len = whole + 1;
        }
        self.trim();
        top
    }

    /// Becomes a copy of `other`.
    pub(crate) fn copy_from(&mut self, other: &Big) {
        self.limbs[..other.len].copy_from_slice(&other.limbs[..other.len]);
        self.len = other.len;
    }

    /// The order of two numbers.
    pub(crate) fn compare(&self, other: &Big) -> crate::cmp::Ordering {
        if self.len != other.len {
            return self.len.cmp(&other.len);
        }
        let mut i = self.len;
        while i > 0 {
            i -= 1;
            if self.limbs[i] != other.limbs[i] {
                return self.limbs[i].cmp(&other.limbs[i]);
            }
        }
        crate::cmp::Ordering::Equal
    }
}
