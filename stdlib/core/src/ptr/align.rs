//! How far a pointer is from alignment.

/// The number of elements of `stride` bytes after `addr` up to a multiple of the power of two
/// `align`, or `usize::MAX` if no element is aligned.
///
/// With `g = gcd(stride, align)` the congruence `addr + n * stride = 0 (mod align)` has a solution
/// exactly if `g` divides `addr`; dividing by `g` makes the stride odd, hence invertible.
#[inline]
pub(super) const fn align_offset(addr: usize, stride: usize, align: usize) -> usize {
    let mask = align - 1;
    if stride == 1 {
        return addr.wrapping_neg() & mask;
    }
    if stride == 0 {
        return if addr & mask == 0 { 0 } else { usize::MAX };
    }
    let shift = {
        let (s, a) = (stride.trailing_zeros(), align.trailing_zeros());
        if s < a { s } else { a }
    };
    if addr & ((1 << shift) - 1) != 0 {
        return usize::MAX;
    }
    let mask = (align >> shift) - 1;
    let distance = (addr >> shift).wrapping_neg() & mask;
    if stride & (align - 1) == 0 {
        return 0;
    }
    distance.wrapping_mul(inverse(stride >> shift)) & mask
}

/// The inverse of an odd number modulo 2^64, by Newton's iteration: each step doubles the number
/// of correct bits, of which the first guess has 5.
const fn inverse(x: usize) -> usize {
    let mut inv = x.wrapping_mul(3) ^ 2;
    let mut bits = 5;
    while bits < usize::BITS {
        inv = inv.wrapping_mul(2usize.wrapping_sub(x.wrapping_mul(inv)));
        bits *= 2;
    }
    inv
}
