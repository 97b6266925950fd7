/// A generator of numbers that needs no library.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// Collects text, for parsing it again.
struct Text {
    bytes: [u8; 1200],
    len: usize,
}

impl core::fmt::Write for Text {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        self.bytes[self.len..self.len + s.len()].copy_from_slice(s.as_bytes());
        self.len += s.len();
        Ok(())
    }
}

fn run() {
    use core::fmt::Write;
    for v in [0.0f64, -0.0, 1.0, 0.1, 1.5, 123456789.125, 1e15, 1e16, 1e17, 1e-4, 1e-5, 9.99e-5,
              5e-324, f64::MAX, f64::MIN_POSITIVE, f64::EPSILON, f64::NAN, f64::INFINITY, -1.0 / 0.0,
              0.5, 2.5, 3.5, 0.25, 0.125, 999.9999, 9007199254740993.0, 1e22, 1e23] {
        say!("{v} {v:?} {v:e} {v:E} {v:.0} {v:.1} {v:.3} {v:.20} {v:.0e} {v:.5e} {v:+} {v:010.2} {v:>12}|{v:<12?}|{v:^+12.1e}|");
        let s = v as f32;
        say!("{s} {s:?} {s:e} {s:.0} {s:.2} {s:.30} {s:.3e}");
    }
    say!("{:.400} {:.1000e}", f64::MIN_POSITIVE, 1e-300);
    say!("{:.60} {:.2}", 1e300, f64::MAX);
    let mut random = Random(0x9e3779b97f4a7c15);
    let mut hash = 0u64;
    for i in 0..100_000 {
        let bits = random.next();
        let d = f64::from_bits(bits);
        let s = f32::from_bits(bits as u32);
        let mut text = Text { bytes: [0; 1200], len: 0 };
        let _ = write!(text, "{d:?}");
        let end = text.len;
        let back: f64 = core::str::from_utf8(&text.bytes[..end]).unwrap().parse().unwrap();
        assert!(back.to_bits() == d.to_bits() || d.is_nan());
        let mut text32 = Text { bytes: [0; 1200], len: 0 };
        let _ = write!(text32, "{s:?}");
        let end32 = text32.len;
        let back: f32 = core::str::from_utf8(&text32.bytes[..end32]).unwrap().parse().unwrap();
        assert!(back.to_bits() == s.to_bits() || s.is_nan());
        let _ = write!(text, " {:.*e} {:.*}", (bits % 30) as usize, d, (bits % 25) as usize,
                       ((bits >> 20) as f64) / ((1u64 << (bits % 60)) as f64));
        for &b in text.bytes[..text.len].iter().chain(&text32.bytes[..end32]) {
            hash = (hash ^ b as u64).wrapping_mul(0x100000001b3);
        }
        if i % 1000 == 0 {
            say!("{}", core::str::from_utf8(&text.bytes[..text.len]).unwrap());
        }
    }
    say!("{hash:x}");
    for s in ["1", "-1", "+1.5", ".5", "5.", "1e5", "1E-5", "1e+05", "inf", "-Infinity", "nan", "NaN",
              "", ".", "e5", "1e", "1e+", "--1", "1.2.3", " 1", "1 ", "0x1", "1_0", "infinit",
              "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
              "179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133942304583236903222948165808559332123347747979e308",
              "2.2250738585072011e-308", "2.2250738585072012e-308", "4.9406564584124654e-324",
              "2.4703282292062327e-324", "2.4703282292062328e-324",
              "2.4703282292062327208299e-324", "0.000000000000000000000000000000000000001",
              "9007199254740993", "9007199254740992.99999999999999999999999999999", "9007199254740993.0000000000000000000000000000000001",
              "1e400", "1e-400", "123456789012345678901234567890e-20", "0.1e1", "00000001.5", "1e23", "8.5e22",
              "16777217", "16777217.000001", "3.4028236e38", "3.40282357e38", "1.17549435e-38", "7.0064923216240853e-46", "7.0064923216240854e-46", "1e-45", "0e999999999999", "1e99999999999999999999", "1e-99999999999999999999"] {
        say!("{s:?} {:?} {:?}", s.parse::<f64>().map(f64::to_bits), s.parse::<f32>().map(f32::to_bits));
    }
    // Decimal numbers close to the middle of two floats.
    for _ in 0..3000 {
        let bits = random.next();
        let mut text = Text { bytes: [0; 1200], len: 0 };
        let digits = 15 + bits % 12;
        for i in 0..digits {
            let _ = write!(text, "{}", random.next() % 10);
            if i == 0 {
                let _ = write!(text, ".");
            }
        }
        let _ = write!(text, "e{}", (bits >> 32) as i64 % 340 - 330 + (bits >> 40) as i64 % 300);
        let t = core::str::from_utf8(&text.bytes[..text.len]).unwrap();
        let d: f64 = t.parse().unwrap();
        let s: f32 = t.parse().unwrap();
        hash = (hash ^ d.to_bits() ^ (s.to_bits() as u64) << 7).wrapping_mul(0x100000001b3);
    }
    say!("{hash:x}");
}
