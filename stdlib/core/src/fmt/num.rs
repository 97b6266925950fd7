//! Formatting of integers.
use super::*;
use crate::mem::MaybeUninit;
use crate::num::fmt as numfmt;
use crate::{slice, str};

/// All numbers from 00 to 99.
static DIGIT_PAIRS: &[u8; 200] = b"\
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

/// Room for the sign and the digits of any integer.
const ROOM: usize = 40;
type Room = [MaybeUninit<u8>; ROOM];

/// Puts a digit in front of what begins at `start`; where it begins then.
#[inline]
fn put_digit(room: &mut Room, start: usize, digit: u8) -> usize {
    // SAFETY: no integer has more digits than there is room for.
    unsafe { room.get_unchecked_mut(start - 1) }.write(b'0' + digit);
    start - 1
}

#[inline]
fn put_pair(room: &mut Room, start: usize, pair: usize) -> usize {
    // SAFETY: no integer has more digits than there is room for, and `pair < 100`.
    unsafe {
        let source = DIGIT_PAIRS.as_ptr().add(pair * 2);
        crate::ptr::copy_nonoverlapping(
            source,
            room.as_mut_ptr().add(start - 2).cast::<u8>(),
            2,
        );
    }
    start - 2
}

/// Puts the digits of `n` in front of what begins at `start`; where they begin.
#[inline]
fn put_u64(room: &mut Room, mut start: usize, mut n: u64) -> usize {
    while n >= 10_000 {
        let low = (n % 10_000) as usize;
        n /= 10_000;
        start = put_pair(room, start, low % 100);
        start = put_pair(room, start, low / 100);
    }
    let mut n = n as usize;
    if n >= 100 {
        start = put_pair(room, start, n % 100);
        n /= 100;
    }
    if n >= 10 { put_pair(room, start, n) } else { put_digit(room, start, n as u8) }
}

#[inline]
fn put_u128(room: &mut Room, mut n: u128) -> usize {
    const CHUNK: u128 = 10_000_000_000_000_000_000;
    let mut start = ROOM;
    while n > u64::MAX as u128 {
        let end = start;
        start = put_u64(room, start, (n % CHUNK) as u64);
        n /= CHUNK;
        while start > end - 19 {
            start = put_digit(room, start, 0);
        }
    }
    put_u64(room, start, n as u64)
}

/// What was put.
///
/// # Safety
/// Everything from `start` on must have been.
#[inline]
unsafe fn text_from(room: &Room, start: usize) -> &str {
    // SAFETY: what is put is ASCII.
    unsafe {
        let first = room.as_ptr().add(start).cast::<u8>();
        str::from_utf8_unchecked(slice::from_raw_parts(first, ROOM - start))
    }
}

/// The digits of an integer.
pub(crate) struct DigitBuffer {
    room: Room,
    start: usize,
}

impl DigitBuffer {
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        // SAFETY: everything from `start` on has been written.
        unsafe { text_from(&self.room, self.start) }.as_bytes()
    }

    /// The decimal digits of a number.
    #[inline]
    pub(crate) fn decimal(n: u64) -> Self {
        let mut room = [MaybeUninit::uninit(); ROOM];
        let start = put_u64(&mut room, ROOM, n);
        DigitBuffer { room, start }
    }
}

/// Writes the digits that begin at `start`.
#[inline]
fn fmt_digits(
    room: &mut Room,
    mut start: usize,
    is_nonnegative: bool,
    f: &mut Formatter<'_>,
) -> Result {
    if !f.is_plain_number() {
        // SAFETY: as the caller says.
        return f.pad_integral(is_nonnegative, "", unsafe { text_from(room, start) });
    }
    if !is_nonnegative {
        start -= 1;
        room[start].write(b'-');
    }
    // SAFETY: as the caller says.
    f.buf.write_str(unsafe { text_from(room, start) })
}

fn fmt_u64(n: u64, is_nonnegative: bool, f: &mut Formatter<'_>) -> Result {
    let mut room = [MaybeUninit::uninit(); ROOM];
    let start = put_u64(&mut room, ROOM, n);
    fmt_digits(&mut room, start, is_nonnegative, f)
}

fn fmt_u128(n: u128, is_nonnegative: bool, f: &mut Formatter<'_>) -> Result {
    let mut room = [MaybeUninit::uninit(); ROOM];
    let start = put_u128(&mut room, n);
    fmt_digits(&mut room, start, is_nonnegative, f)
}

/// Writes a number in base `2^shift`.
fn fmt_radix(mut n: u128, shift: u32, letters: u8, prefix: &str, f: &mut Formatter<'_>) -> Result {
    let mut bytes = [MaybeUninit::<u8>::uninit(); 128];
    let mut start = bytes.len();
    // The high half is rarely used: the digits of 64 bits need no wide shifts.
    let mut put = |digit: u8, start: &mut usize| {
        *start -= 1;
        bytes[*start].write(if digit < 10 { b'0' + digit } else { letters + (digit - 10) });
    };
    let mask = (1u8 << shift) - 1;
    while n > u64::MAX as u128 {
        put(n as u8 & mask, &mut start);
        n >>= shift;
    }
    let mut n = n as u64;
    loop {
        put(n as u8 & mask, &mut start);
        n >>= shift;
        if n == 0 {
            break;
        }
    }
    // SAFETY: everything from `start` on has been written, in ASCII.
    let digits = unsafe { str::from_utf8_unchecked(bytes[start..].assume_init_ref()) };
    f.pad_integral(true, prefix, digits)
}

/// Writes a number in scientific notation. Exact without a precision; otherwise rounded, ties
/// to even.
fn fmt_exp(n: u128, is_nonnegative: bool, letter: u8, f: &mut Formatter<'_>) -> Result {
    let mut room = [MaybeUninit::uninit(); ROOM];
    let start = put_u128(&mut room, n);
    // SAFETY: these are the digits.
    let all = unsafe { text_from(&room, start) }.as_bytes();
    let mut exponent = all.len() - 1;
    let mut len = all.len();
    while len > 1 && all[len - 1] == b'0' {
        len -= 1;
    }
    let mut digits = [0u8; 40];
    digits[..len].copy_from_slice(&all[..len]);
    let mut zeros = 0;
    if let Some(precision) = f.precision() {
        let wanted = precision + 1;
        if wanted < len {
            let next = digits[wanted];
            let odd = digits[wanted - 1] & 1 != 0;
            let up = next > b'5' || (next == b'5' && (odd || len > wanted + 1));
            len = wanted;
            if up && !round_up(&mut digits[..len]) {
                exponent += 1;
            }
        } else {
            zeros = wanted - len;
        }
    }
    let exponent = DigitBuffer::decimal(exponent as u64);
    let parts = [
        numfmt::Part::Copy(&digits[..1]),
        numfmt::Part::Copy(if len > 1 || zeros > 0 { b"." } else { b"" }),
        numfmt::Part::Copy(&digits[1..len]),
        numfmt::Part::Zero(zeros),
        numfmt::Part::Copy(slice::from_ref(&letter)),
        numfmt::Part::Copy(exponent.as_bytes()),
    ];
    let sign = match (is_nonnegative, f.sign_plus()) {
        (false, _) => "-",
        (true, true) => "+",
        (true, false) => "",
    };
    f.pad_formatted_parts(&numfmt::Formatted { sign, parts: &parts })
}

/// Adds one to the last digit. If all digits were nines, they become `100…` and the result is
/// false: the exponent must grow.
pub(crate) fn round_up(digits: &mut [u8]) -> bool {
    let mut i = digits.len();
    while i > 0 {
        i -= 1;
        if digits[i] != b'9' {
            digits[i] += 1;
            return true;
        }
        digits[i] = b'0';
    }
    if let Some(first) = digits.first_mut() {
        *first = b'1';
    }
    false
}

macro_rules! integer_impls {
    ($($T:ident $U:ident $W:ident $decimal:ident;)*) => {$(
        impl Display for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                #[allow(unused_comparisons)]
                let is_nonnegative = *self >= 0;
                let n = if is_nonnegative { *self as $W } else { (!(*self as $W)).wrapping_add(1) };
                $decimal(n, is_nonnegative, f)
            }
        }
        impl Debug for $T {
            #[inline]
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                if f.debug_lower_hex() {
                    LowerHex::fmt(self, f)
                } else if f.debug_upper_hex() {
                    UpperHex::fmt(self, f)
                } else {
                    Display::fmt(self, f)
                }
            }
        }
        impl Binary for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_radix(*self as $U as u128, 1, b'a', "0b", f)
            }
        }
        impl Octal for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_radix(*self as $U as u128, 3, b'a', "0o", f)
            }
        }
        impl LowerHex for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_radix(*self as $U as u128, 4, b'a', "0x", f)
            }
        }
        impl UpperHex for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                fmt_radix(*self as $U as u128, 4, b'A', "0x", f)
            }
        }
        impl LowerExp for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                #[allow(unused_comparisons)]
                let is_nonnegative = *self >= 0;
                let n = if is_nonnegative { *self as $W } else { (!(*self as $W)).wrapping_add(1) };
                fmt_exp(n as u128, is_nonnegative, b'e', f)
            }
        }
        impl UpperExp for $T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                #[allow(unused_comparisons)]
                let is_nonnegative = *self >= 0;
                let n = if is_nonnegative { *self as $W } else { (!(*self as $W)).wrapping_add(1) };
                fmt_exp(n as u128, is_nonnegative, b'E', f)
            }
        }
    )*};
}
integer_impls! {
    i8 u8 u64 fmt_u64;
    i16 u16 u64 fmt_u64;
    i32 u32 u64 fmt_u64;
    i64 u64 u64 fmt_u64;
    isize usize u64 fmt_u64;
    i128 u128 u128 fmt_u128;
    u8 u8 u64 fmt_u64;
    u16 u16 u64 fmt_u64;
    u32 u32 u64 fmt_u64;
    u64 u64 u64 fmt_u64;
    usize usize u64 fmt_u64;
    u128 u128 u128 fmt_u128;
}
