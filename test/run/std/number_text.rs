// The text of integers, with and without options, and in how many calls it is written.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 %s -o %t
// RUN: %t
// RUN: %ochrec --edition=2021 -O %s -o %t
// RUN: %t
use std::fmt::{self, Write};

#[derive(Default)]
struct Calls(Vec<String>);
impl Write for Calls {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.0.push(s.to_owned());
        Ok(())
    }
}

fn calls(args: fmt::Arguments<'_>) -> Vec<String> {
    let mut out = Calls::default();
    out.write_fmt(args).unwrap();
    out.0
}

/// Digits by the school's method.
fn slow(mut n: u128, negative: bool) -> String {
    let mut digits = Vec::new();
    loop {
        digits.insert(0, b'0' + (n % 10) as u8);
        n /= 10;
        if n == 0 {
            break;
        }
    }
    let text = String::from_utf8(digits).unwrap();
    if negative { format!("-{text}") } else { text }
}

fn main() {
    let mut power = 1u128;
    for _ in 0..39 {
        for n in [power - 1, power, power + 1, power.wrapping_mul(7)] {
            assert_eq!(format!("{n}"), slow(n, false));
            assert_eq!(format!("{}", n as u64), slow(n as u64 as u128, false));
            let i = n as i64;
            assert_eq!(format!("{i}"), slow(i.unsigned_abs() as u128, i < 0));
            let i = n as i32;
            assert_eq!(format!("{i:?}"), slow(i.unsigned_abs() as u128, i < 0));
            let i = n as i128;
            assert_eq!(i.to_string(), slow(i.unsigned_abs(), i < 0));
        }
        power = power.wrapping_mul(10);
    }
    assert_eq!(format!("{}", i128::MIN), "-170141183460469231731687303715884105728");
    assert_eq!(format!("{}{}{}", i8::MIN, u128::MAX, 0), format!("-128{}0", slow(u128::MAX, false)));

    assert_eq!(format!("{:+}|{:+}|{:+}", 5, -5, 0), "+5|-5|+0");
    assert_eq!(format!("{:4}|{:<4}|{:^4}|{:04}", -5, -5, -5, -5), "  -5|-5  | -5 |-005");
    assert_eq!(format!("{:1}|{:+05}|{:#5}|{:#}", 123, 45, 6, 7), "123|+0045|    6|7");
    assert_eq!(format!("{:e}|{:E}|{:.2e}", 1500, -12, 123456u128), "1.5e3|-1.2E1|1.23e5");

    assert_eq!(calls(format_args!("{}", -12)), ["-12"]);
    assert_eq!(calls(format_args!("a{}b{}", 1, "c")), ["a", "1", "b", "c"]);
    let mut out = String::from("x");
    write!(out, "{}-{:>3}", 1, 2).unwrap();
    write!(&mut out, "only text").unwrap();
    assert_eq!(out, "x1-  2only text");
}
