//! Logarithms and square roots of integers.

/// The powers of ten that fit into 128 bits.
const POW10: [u128; 39] = {
    let mut table = [1u128; 39];
    let mut i = 1;
    while i < 39 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
};

/// The decimal logarithm of a positive number below 2^64.
#[inline]
pub(super) const fn log10_u64(value: u64) -> u32 {
    // 1233 / 4096 is just below log10(2).
    let guess = (64 - value.leading_zeros()) * 1233 >> 12;
    guess - ((value as u128) < POW10[guess as usize]) as u32
}

/// The decimal logarithm of a positive number.
#[inline]
pub(super) const fn log10_u128(value: u128) -> u32 {
    let guess = (128 - value.leading_zeros()) * 1233 >> 12;
    guess - (value < POW10[guess as usize]) as u32
}

/// The integer square root, by Newton's iteration from above.
pub(super) const fn sqrt_u64(n: u64) -> u64 {
    if n < 2 {
        return n;
    }
    let mut x = 1u64 << ((64 - n.leading_zeros() + 1) / 2);
    loop {
        let next = (x + n / x) / 2;
        if next >= x {
            return x;
        }
        x = next;
    }
}

/// The integer square root, by Newton's iteration from above.
pub(super) const fn sqrt_u128(n: u128) -> u128 {
    if n <= u64::MAX as u128 {
        return sqrt_u64(n as u64) as u128;
    }
    let mut x = 1u128 << ((128 - n.leading_zeros() + 1) / 2);
    loop {
        let next = (x + n / x) / 2;
        if next >= x {
            return x;
        }
        x = next;
    }
}
