//! Integers of 128 bits, by halves. No operation here needs what it defines.

/// The halves: high, low.
#[inline]
fn halves(x: u128) -> (u64, u64) {
    ((x >> 64) as u64, x as u64)
}

#[inline]
fn join(high: u64, low: u64) -> u128 {
    (high as u128) << 64 | low as u128
}

/// A product of two words.
fn wide(a: u64, b: u64) -> (u64, u64) {
    let ((ah, al), (bh, bl)) = ((a >> 32, a & 0xFFFF_FFFF), (b >> 32, b & 0xFFFF_FFFF));
    let (low, m1, m2) = (al * bl, ah * bl, al * bh);
    let mid = (low >> 32) + (m1 & 0xFFFF_FFFF) + (m2 & 0xFFFF_FFFF);
    (ah * bh + (m1 >> 32) + (m2 >> 32) + (mid >> 32), mid << 32 | low & 0xFFFF_FFFF)
}

/// The product, without what exceeds 128 bits.
pub fn multiply(a: u128, b: u128) -> u128 {
    let ((ah, al), (bh, bl)) = (halves(a), halves(b));
    let (high, low) = wide(al, bl);
    let cross = ah.wrapping_mul(bl).wrapping_add(al.wrapping_mul(bh));
    join(high.wrapping_add(cross), low)
}

/// The product, and whether it exceeds 128 bits.
pub fn multiply_checked(a: i128, b: i128) -> (i128, bool) {
    let negative = (a < 0) != (b < 0);
    let (x, y) = (a.unsigned_abs(), b.unsigned_abs());
    let ((xh, xl), (yh, yl)) = (halves(x), halves(y));
    let ((c1, p1), (c2, p2)) = (wide(xh, yl), wide(xl, yh));
    let (high, low) = wide(xl, yl);
    let (mid, o1) = high.overflowing_add(p1);
    let (mid, o2) = mid.overflowing_add(p2);
    let product = join(mid, low);
    let beyond = xh != 0 && yh != 0 || c1 != 0 || c2 != 0 || o1 || o2;
    let most = (1 << 127) - u128::from(!negative);
    let result = if negative { product.wrapping_neg() } else { product };
    (result as i128, beyond || product > most)
}

/// Two words by one, where the quotient is one word: long division with digits of 32 bits, each
/// guessed from the highest digits and corrected twice at most (Knuth's algorithm D).
fn divide_two_by_one(high: u64, low: u64, by: u64) -> (u64, u64) {
    let shift = by.leading_zeros();
    let by = by << shift;
    let (d1, d0) = (by >> 32, by & 0xFFFF_FFFF);
    let high = if shift == 0 { high } else { high << shift | low >> (64 - shift) };
    let low = low << shift;
    let digit = |rest: u64, next: u64| {
        let (mut q, mut r) = (rest / d1, rest % d1);
        while q >> 32 != 0 || q * d0 > (r << 32 | next) {
            q -= 1;
            r += d1;
            if r >> 32 != 0 {
                break;
            }
        }
        (q, (rest << 32 | next).wrapping_sub(q.wrapping_mul(by)))
    };
    let (q1, rest) = digit(high, low >> 32);
    let (q0, rest) = digit(rest, low & 0xFFFF_FFFF);
    (q1 << 32 | q0, rest >> shift)
}

/// Quotient and remainder; the divisor is not 0.
pub fn divide(n: u128, d: u128) -> (u128, u128) {
    let ((nh, nl), (dh, dl)) = (halves(n), halves(d));
    if dh == 0 {
        if nh == 0 {
            return (join(0, nl / dl), join(0, nl % dl));
        }
        let (q1, rest) = (nh / dl, nh % dl);
        let (q0, rest) = divide_two_by_one(rest, nl, dl);
        return (join(q1, q0), join(0, rest));
    }
    if n < d {
        return (0, n);
    }
    // The highest 64 bits of the divisor yield the quotient, or one more than that: half the
    // dividend makes sure that the first quotient is one word (Warren, Hacker's Delight, 9-5).
    let shift = dh.leading_zeros();
    let (top, _) = halves(d << shift);
    let (hh, hl) = halves(n >> 1);
    let (q, _) = divide_two_by_one(hh, hl, top);
    let mut q = q >> (63 - shift);
    q = q.saturating_sub(1);
    let mut rest = n.wrapping_sub(multiply(join(0, q), d));
    if rest >= d {
        rest = rest.wrapping_sub(d);
        q += 1;
    }
    (join(0, q), rest)
}

/// Quotient and remainder, rounding to zero.
pub fn divide_signed(n: i128, d: i128) -> (i128, i128) {
    let (q, r) = divide(n.unsigned_abs(), d.unsigned_abs());
    let q = if (n < 0) != (d < 0) { q.wrapping_neg() } else { q };
    let r = if n < 0 { r.wrapping_neg() } else { r };
    (q as i128, r as i128)
}

/// Shifts by less than 128.
pub fn shift_left(x: u128, by: u32) -> u128 {
    let (high, low) = halves(x);
    match by {
        0 => x,
        1..64 => join(high << by | low >> (64 - by), low << by),
        _ => join(low << (by & 63), 0),
    }
}

/// Shifts by less than 128.
pub fn shift_right(x: u128, by: u32) -> u128 {
    let (high, low) = halves(x);
    match by {
        0 => x,
        1..64 => join(high >> by, low >> by | high << (64 - by)),
        _ => join(0, high >> (by & 63)),
    }
}

/// Shifts by less than 128; the sign comes in.
pub fn shift_right_signed(x: i128, by: u32) -> i128 {
    let (high, low) = halves(x as u128);
    let high = high as i64;
    let result = match by {
        0 => return x,
        1..64 => join((high >> by) as u64, low >> by | (high as u64) << (64 - by)),
        _ => join((high >> 63) as u64, (high >> (by & 63)) as u64),
    };
    result as i128
}
