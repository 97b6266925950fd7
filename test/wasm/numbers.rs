// Arithmetic of every width: what the machine computes is what constant evaluation computes. The
// result is 0, or 1000 times the number of a type plus that of an operation.
// RUN: %ochrec --target=wasm32-unknown-unknown --crate-type=cdylib --edition=2021 %s -o %t.0.wasm
// RUN: wasm-validate %t.0.wasm
// RUN: node %S/Inputs/host.mjs %t.0.wasm failed | %FileCheck %s
// RUN: %ochrec --target=wasm32-unknown-unknown --crate-type=cdylib --edition=2021 -Copt-level=1 \
// RUN:   %s -o %t.1.wasm
// RUN: wasm-validate %t.1.wasm
// RUN: node %S/Inputs/host.mjs %t.1.wasm failed | %FileCheck %s
// CHECK: {{^}}0{{$}}
#![no_std]
#![allow(arithmetic_overflow)]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

const fn mixed(sum: u64, value: u64) -> u64 {
    (sum ^ value).wrapping_mul(0x100000001b3).rotate_left(23)
}

macro_rules! test_of {
    ($name:ident, $t:ident, $unsigned:ident, $bits:expr) => {
        mod $name {
            const OPS: usize = 34;
            const VALUES: [$t; 11] = [
                0,
                1,
                2,
                7,
                100,
                $t::MAX,
                $t::MIN,
                $t::MAX / 3,
                ($t::MIN / 3).wrapping_sub(5),
                (0 as $t).wrapping_sub(1),
                $t::MAX ^ 85,
            ];
            const fn halves(x: $t) -> u64 {
                let wide = x as u128;
                (wide as u64) ^ ((wide >> 64) as u64).rotate_left(7)
            }
            const fn with_flag(pair: ($t, bool)) -> u64 {
                halves(pair.0) ^ if pair.1 { 0x9e3779b97f4a7c15 } else { 0 }
            }
            const fn or_none(x: Option<$t>) -> u64 {
                match x {
                    Some(x) => halves(x),
                    None => 77,
                }
            }
            const fn apply(op: usize, a: $t, b: $t) -> u64 {
                let n = (b as u32) & 255;
                match op {
                    0 => halves(a.wrapping_add(b)),
                    1 => halves(a.wrapping_sub(b)),
                    2 => halves(a.wrapping_mul(b)),
                    3 => halves(a & b),
                    4 => halves(a | b),
                    5 => halves(a ^ b),
                    6 => halves(!a),
                    7 => halves(a.wrapping_neg()),
                    8 => halves(a.wrapping_shl(n)),
                    9 => halves(a.wrapping_shr(n)),
                    10 => halves(a.rotate_left(n % $bits)),
                    11 => halves(a.rotate_right(n % $bits)),
                    12 => a.count_ones() as u64,
                    13 => a.leading_zeros() as u64,
                    14 => a.trailing_zeros() as u64,
                    15 => halves(a.swap_bytes()),
                    16 => halves(a.reverse_bits()),
                    17 => with_flag(a.overflowing_add(b)),
                    18 => with_flag(a.overflowing_sub(b)),
                    19 => with_flag(a.overflowing_mul(b)),
                    20 => halves(a.saturating_add(b)),
                    21 => halves(a.saturating_sub(b)),
                    22 => or_none(a.checked_add(b)),
                    23 => or_none(a.checked_mul(b)),
                    24 => (a < b) as u64 | ((a <= b) as u64) << 1 | ((a == b) as u64) << 2,
                    25 => (a > b) as u64 | ((a >= b) as u64) << 1 | ((a != b) as u64) << 2,
                    26 => a as u8 as u64 ^ (a as i8 as i64 as u64).rotate_left(9),
                    27 => a as u16 as u64 ^ (a as i16 as i64 as u64).rotate_left(9),
                    28 => a as u32 as u64 ^ (a as i32 as i64 as u64).rotate_left(9),
                    29 => a as u64 ^ (a as i64 as u64).rotate_left(9),
                    30 => super::$unsigned::fold(a as $unsigned),
                    31 => super::floats::$t(a),
                    32 => super::divided::$t(a, b),
                    _ => super::remainder::$t(a, b),
                }
            }
            const fn all(op: usize, values: &[$t; 11]) -> u64 {
                let mut sum = 0;
                let mut i = 0;
                while i < 121 {
                    sum = super::mixed(sum, apply(op, values[i / 11], values[i % 11]));
                    i += 1;
                }
                sum
            }
            const WANTED: [u64; OPS] = {
                let mut out = [0; OPS];
                let mut op = 0;
                while op < OPS {
                    out[op] = all(op, &VALUES);
                    op += 1;
                }
                out
            };
            pub fn failed() -> u32 {
                let values = core::hint::black_box(VALUES);
                let mut op = 0;
                while op < OPS {
                    if all(op, &values) != WANTED[op] {
                        return op as u32 + 1;
                    }
                    op += 1;
                }
                0
            }
        }
    };
}

macro_rules! folds {
    ($($t:ident)*) => {
        $(mod $t {
            pub const fn fold(x: $t) -> u64 {
                x as u64
            }
        })*
        // Without a runtime library 128 bits have no division and are no floats.
        mod floats {
            $(pub const fn $t(a: $t) -> u64 {
                super::numbers_of(a as f64, a as f32)
            })*
            pub const fn i128(a: i128) -> u64 {
                a as u64
            }
            pub const fn u128(a: u128) -> u64 {
                a as u64
            }
        }
        mod divided {
            $(pub const fn $t(a: $t, b: $t) -> u64 {
                if b == 0 { 5 } else { a.wrapping_div(b) as u64 }
            })*
            pub const fn i128(a: i128, b: i128) -> u64 {
                (a ^ b) as u64
            }
            pub const fn u128(a: u128, b: u128) -> u64 {
                (a ^ b) as u64
            }
        }
        mod remainder {
            $(pub const fn $t(a: $t, b: $t) -> u64 {
                if b == 0 { 5 } else { a.wrapping_rem(b) as u64 }
            })*
            pub const fn i128(a: i128, b: i128) -> u64 {
                (a & b) as u64
            }
            pub const fn u128(a: u128, b: u128) -> u64 {
                (a & b) as u64
            }
        }
    };
}
folds! { u8 u16 u32 u64 i8 i16 i32 i64 }
mod u128 {
    pub const fn fold(x: u128) -> u64 {
        (x >> 64) as u64
    }
}

/// Numbers as floats, and back with saturation.
const fn numbers_of(wide: f64, narrow: f32) -> u64 {
    wide.to_bits()
        ^ (narrow.to_bits() as u64).rotate_left(11)
        ^ (wide as i8 as u64)
        ^ (wide as u16 as u64).rotate_left(13)
        ^ (narrow as i32 as u64).rotate_left(17)
        ^ (narrow as u64).rotate_left(19)
        ^ (-wide as u32 as u64).rotate_left(29)
        ^ (-wide as i64 as u64).rotate_left(31)
        ^ ((wide / 0.0) as i16 as u64).rotate_left(37)
}

test_of!(of_u8, u8, u8, 8);
test_of!(of_i8, i8, u8, 8);
test_of!(of_u16, u16, u16, 16);
test_of!(of_i16, i16, u16, 16);
test_of!(of_u32, u32, u32, 32);
test_of!(of_i32, i32, u32, 32);
test_of!(of_u64, u64, u64, 64);
test_of!(of_i64, i64, u64, 64);
test_of!(of_u128, u128, u128, 128);
test_of!(of_i128, i128, u128, 128);

#[no_mangle]
pub extern "C" fn failed() -> u32 {
    let all = [
        of_u8::failed(),
        of_i8::failed(),
        of_u16::failed(),
        of_i16::failed(),
        of_u32::failed(),
        of_i32::failed(),
        of_u64::failed(),
        of_i64::failed(),
        of_u128::failed(),
        of_i128::failed(),
    ];
    let mut i = 0;
    while i < all.len() {
        if all[i] != 0 {
            return (i as u32 + 1) * 1000 + all[i];
        }
        i += 1;
    }
    0
}
