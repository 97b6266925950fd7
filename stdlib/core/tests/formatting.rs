use core::fmt;

#[derive(Debug, Clone, Default, PartialEq)]
struct Named {
    a: i32,
    b: Option<&'static str>,
}
#[derive(Debug)]
struct Tuple(u8, Named);
#[derive(Debug)]
struct Unit;
#[derive(Debug)]
enum Choice {
    One,
    Two(i32, f64),
    Three { x: [u8; 3], y: () },
}
#[derive(Debug)]
struct Many {
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
    g: u8,
}

struct Map;
impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entry(&"k", &1).entry(&Unit, &Tuple(1, Named::default())).finish()
    }
}
struct Set;
impl fmt::Debug for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries([1, 2]).finish_non_exhaustive()
    }
}

fn run() {
    let n = Named { a: -5, b: Some("q\"\n\t\\'\u{301}e\u{301}\u{7f}\u{200b}") };
    say!("{n:?} {n:#?} {:?} {:#?}", Tuple(7, n.clone()), Tuple(7, n.clone()));
    say!("{:?} {:#?}", Unit, (Unit, 1, "x"));
    say!("{:?} {:?} {:#?}", Choice::One, Choice::Two(1, 2.0), Choice::Three { x: [1, 2, 3], y: () });
    say!("{:?} {:#?}", Many { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 }, Many { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 });
    say!("{:?} {:#?} {:?} {:#?}", Map, Map, Set, Set);
    say!("{:5}|{:<5}|{:^5}|{:>5}|{:*^7}|{:05}|{:+}|{:<05}|{:#x}|{:#010b}|{:#o}|{:X}", 42, 42, 42, 42, 42, -42, 42, 42, 255, 5, 8, 255);
    say!("{:x?} {:X?} {:#x?} {:02x?}", [10, 255], [10, 255], [10, 255], [1, 2]);
    say!("{:.2}|{:5.1}|{:>6.3}|{:é^7}|{:?}|{:10?}|", "abcdef", "xyz", "ßßßß", "ü", "tab\t", "w");
    say!("{0} {0:?} {1} {name} {name:>w$} {:.*} {:1$}", 3, 6, 1.23456, name = "n", w = 4);
    say!("{:?} {:?} {:?} {:?}", 'a', '\'', '\u{0}', '\u{10ffff}');
    say!("{:e} {:E} {:.2e} {:e} {:.0e} {:.1e} {:.3e}", 1234567u64, 1234567, 1234567, 0, 25, 250, 9999);
    say!("{:e} {:+e} {:010e} {:.4e}", i128::MIN, 5, 123, u128::MAX);
    say!("{} {} {} {} {}", i8::MIN, i64::MIN, u64::MAX, i128::MIN, u128::MAX);
    say!("{:b} {:o} {:x} {:#b}", -1i8, -1i16, -1i32, 0);
    say!("{:?} {:?} {:?}", true, (), ((),));
    say!("{:>8} {:^8}|{:?}", true, false, Some(Ok::<i32, ()>(1)));
    say!("{{}} {{{}}}", 1);
    say!("{:p} {:#p} {:20p}|", 16 as *const u8, 16 as *const u8, 16 as *const u8);
    say!("{:?}", core::ptr::null::<u8>());
    say!("{}", format_args!("{} {:?}", 1, format_args!("{}", "x")));
    say!("{:?} {:#?}", [[1, 2], [3, 4]], [Some(1), None]);
    say!("{:?} {:#?}", core::cell::RefCell::new(1), core::cell::Cell::new("a"));
    say!("{:?} {:?} {:?} {:?}", 1..2, 1..=2, .., ..3);
    say!("{:?}", core::time::Duration::from_millis(1500));
    for d in [0u64, 1, 999, 1000, 1500, 999_999, 1_000_000, 1_500_000_000, 61_000_000_001, u64::MAX] {
        let d = core::time::Duration::from_nanos(d);
        say!("{d:?} {d:.0?} {d:.2?} {d:>12.3?}| {d:<12?}| {d:+?} {d:^20.1?}|");
    }
    say!("{:?} {}", "1.2.3.4".parse::<core::net::Ipv4Addr>(), core::net::Ipv6Addr::LOCALHOST);
    for s in ["::1", "1::", "::", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "fe80::1:0:0:1", "1:0:0:2:0:0:0:3", "x", "1.2.3", "01.2.3.4", "1.2.3.256", "[::1]:80", "1.2.3.4:99", "[fe80::1%5]:1"] {
        say!("{s} {:?} {:?}", s.parse::<core::net::IpAddr>(), s.parse::<core::net::SocketAddr>());
    }
    say!("{:>20}|{:<20}|", core::net::Ipv4Addr::LOCALHOST, core::net::Ipv6Addr::LOCALHOST);
    say!("{:?} {:?}", c"a\xffb\n", core::ffi::CStr::from_bytes_with_nul(b"a\0b"));
    say!("{}", b"a\n\xff\"z".escape_ascii());
    say!("{} {} {}", "a\n\u{301}ü".escape_debug(), "a\nü".escape_default(), "aü".escape_unicode());
    say!("{:?}", core::num::NonZeroU8::new(5));
    say!("{:#?}", (core::num::Wrapping(5), core::cmp::Reverse(1), core::cmp::Ordering::Less));
    say!("{:?}", "x".parse::<bool>());
    say!("{}", "x".parse::<u8>().unwrap_err());
    say!("{:?}", core::alloc::Layout::new::<u64>());
    say!("{:?} {:?}", core::any::type_name::<Option<&str>>(), core::mem::MaybeUninit::<u8>::uninit());
    assert_eq!(n, Named::default(), "with {}", 1);
}
