macro_rules! integer {
    ($($T:ident)*) => {$({
        say!("{}", stringify!($T));
        let values = [0 as $T, 1, 2, 3, 7, 10, 63, 100, $T::MAX, $T::MAX - 1, $T::MIN, $T::MIN + 1, $T::MAX / 2, $T::MAX / 3];
        for a in values {
            say!("{a} {} {} {} {} {:?} {:?} {:?}", a.leading_zeros(), a.trailing_ones(), a.count_ones(), a.reverse_bits(), a.checked_ilog2(), a.checked_ilog10(), a.checked_neg());
            say!("{} {} {:?} {:?}", a.swap_bytes(), a.rotate_left(3), a.to_be_bytes(), a.checked_ilog(3));
            for b in values {
                say!("{a} {b}: {:?} {:?} {:?} {:?} {:?} {:?}", a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.checked_div(b), a.checked_rem(b), a.checked_rem_euclid(b));
                say!("{} {} {} {} {}", a.wrapping_add(b), a.saturating_sub(b), a.saturating_mul(b), a.abs_diff(b), a.midpoint(b));
                say!("{:?} {:?} {:?}", a.overflowing_mul(b), a.checked_div_euclid(b), (a & 15).checked_pow((b & 31) as u32));
                say!("{} {} {:?}", a.wrapping_shl(b as u32), a.unbounded_shr((b & 127) as u32), a.saturating_pow((b & 7) as u32));
            }
        }
        for s in ["0", "7", "-7", "+7", "127", "128", "-128", "-129", "255", "256", "65535", "65536", "2147483648", "-2147483648", "18446744073709551616", "170141183460469231731687303715884105728", "", "-", "+", "1a", "0x1"] {
            say!("{s} {:?} {:?} {:?}", s.parse::<$T>(), $T::from_str_radix(s, 16), $T::from_str_radix(s, 36));
        }
    })*};
}

macro_rules! unsigned {
    ($($T:ident $S:ident)*) => {$({
        for a in [0 as $T, 1, 2, 3, 8, 9, 99, $T::MAX, $T::MAX - 1, $T::MAX / 2 + 1] {
            say!("{} {:?} {} {:?}", a.isqrt(), a.checked_next_power_of_two(), a.is_power_of_two(), a.carrying_mul(a, 5));
            for b in [0 as $S, 1, -1, $S::MIN, $S::MAX] {
                say!("{:?} {} {}", a.checked_add_signed(b), a.saturating_add_signed(b), a.wrapping_add_signed(b));
            }
            say!("{:?} {}", a.checked_next_multiple_of(7), a.div_ceil(7));
        }
    })*};
}

fn run() {
    integer! { u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize }
    unsigned! { u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize }
    say!("{:?} {:?} {:?}", u8::try_from(300i32), i8::try_from(-128i64), u32::try_from(-1i8));
    say!("{:?} {:?} {:?}", char::try_from(0x110000u32), char::from_u32(0xd800), u8::try_from('é'));
    say!("{:?} {:?}", 'z'.to_digit(36), char::from_digit(35, 36));
    for v in [0.0f64, -0.0, 1.5, -1.5, f64::NAN, f64::INFINITY, 1e-310] {
        say!("{:?} {} {} {:?} {:?} {:?}", v.classify(), v.signum(), v.to_bits(), v.next_up(), v.next_down(), v.total_cmp(&1.0));
        say!("{:?} {:?} {:?} {:?}", v.max(1.0), v.min(1.0), v.clamp(-1.0, 1.0), v.midpoint(3.0));
        say!("{} {} {} {}", v as i32, v as u8, v as f32, v as i128);
        say!("{:?} {:?}", core::time::Duration::try_from_secs_f64(v), core::time::Duration::try_from_secs_f32(v as f32 / 3.0));
    }
}
