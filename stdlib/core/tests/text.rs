fn run() {
    let s = "Löwe 老虎 Léopard\r\n  ab,cd,,ef,\n\nlast";
    say!("{:?} {:?} {:?}", s.find('é'), s.rfind("ef"), s.find(char::is_whitespace));
    for pat in ["", ",", ",,", "\n", "é", "zz", "ab", "last"] {
        say!("{pat:?} {} {:?} {:?}", s.contains(pat), s.find(pat), s.rfind(pat));
        for p in s.split(pat) { say!("  s {p:?}"); }
        for p in s.rsplitn(3, pat) { say!("  r {p:?}"); }
        for p in s.split_terminator(pat) { say!("  t {p:?}"); }
        for p in s.split_inclusive(pat) { say!("  i {p:?}"); }
        for p in s.match_indices(pat) { say!("  m {p:?}"); }
        say!("{:?} {:?} {:?}", s.split_once(pat), s.strip_prefix(pat), s.strip_suffix(pat));
    }
    for l in s.lines() { say!("{l:?}"); }
    for l in s.lines().rev() { say!("{l:?}"); }
    for w in s.split_whitespace() { say!("{w:?}"); }
    for c in s.char_indices().rev() { say!("{c:?}"); }
    say!("{:?} {:?} {:?}", s.trim_end_matches("last"), s.trim(), s.trim_start_matches(|c: char| c.is_alphabetic()));
    say!("{} {}", s.chars().count(), s.encode_utf16().count());
    for b in [&b"abc"[..], b"\xff", b"a\xc3", b"a\xc3\x28", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xf5\x80\x80\x80", b"\xe0\x80\x80"] {
        say!("{:?}", core::str::from_utf8(b));
        for c in b.utf8_chunks() { say!("  {c:?}"); }
    }
    // Searching, against the obvious algorithm.
    let mut state = 12345u32;
    let mut next = || { state = state.wrapping_mul(1664525).wrapping_add(1013904223); state >> 16 };
    for _ in 0..2000 {
        let mut hay = [0u8; 60];
        for b in &mut hay { *b = b'a' + (next() % 2) as u8; }
        let hay = core::str::from_utf8(&hay).unwrap();
        let from = (next() % 50) as usize;
        let len = (next() % 10) as usize;
        let needle = &hay[from..from + len];
        let slow = (0..=hay.len() - len).find(|&i| &hay[i..i + len] == needle);
        assert_eq!(hay.find(needle), slow);
        let slow = (0..=hay.len() - len).rev().find(|&i| &hay[i..i + len] == needle);
        assert_eq!(hay.rfind(needle), slow);
        if len > 0 {
            let mut at = 0;
            for (i, _) in hay.match_indices(needle) {
                assert_eq!(hay[at..].find(needle).map(|j| at + j), Some(i));
                at = i + len;
            }
        }
    }
    for c in ['a', 'ß', 'İ', 'ŉ', 'Σ', '中', '٣', '²', '\u{301}', 'ǆ', '\u{a0}', '\u{2028}'] {
        say!("{c:?} {} {} {} {} {} {} {} {}", c.is_alphabetic(), c.is_numeric(), c.is_lowercase(), c.is_uppercase(), c.is_whitespace(), c.is_control(), c.to_uppercase(), c.to_lowercase());
    }
    let mut hash = 0u64;
    for c in '\0'..=char::MAX {
        let bits = c.is_alphabetic() as u64 | (c.is_numeric() as u64) << 1 | (c.is_lowercase() as u64) << 2 | (c.is_uppercase() as u64) << 3 | (c.is_whitespace() as u64) << 4;
        hash = (hash ^ bits).wrapping_mul(0x100000001b3);
        for d in c.to_uppercase().chain(c.to_lowercase()).chain(c.escape_debug()) {
            hash = (hash ^ d as u64).wrapping_mul(0x100000001b3);
        }
    }
    say!("{hash:x}");
    say!("{}", &s[2..]);
}
