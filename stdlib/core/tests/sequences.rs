fn run() {
    let v = [5, 3, 8, 1, 9, 2, 7];
    say!("{:?} {:?} {:?}", v.iter().max(), v.iter().min_by_key(|x| (**x - 6i32).abs()), v.iter().position(|&x| x == 9));
    let mut out = [0; 20];
    macro_rules! show {
        ($e:expr) => {{
            let mut n = 0;
            for x in $e { out[n] = x as i32; n += 1; }
            say!("{} {:?}", stringify!($e), &out[..n]);
        }};
    }
    show!(v.iter().copied().rev());
    show!(v.iter().copied().step_by(3));
    show!(v.iter().copied().step_by(3).rev());
    show!(v.iter().copied().chain(1..4).skip(2).take(6));
    show!(v.iter().zip(&v[1..]).map(|(a, b)| a * b));
    show!((0..3).flat_map(|i| 0..i));
    show!((0..3).flat_map(|i| 0..i).rev());
    show!(v.iter().copied().skip_while(|x| *x != 8).take_while(|x| *x != 2));
    show!(v.iter().copied().scan(0, |s, x| { *s += x; Some(*s) }));
    show!((1..=3).cycle().take(8));
    show!((0..10).rev().step_by(4));
    show!(core::iter::successors(Some(1), |x| Some(x * 3)).take(5));
    show!(core::iter::repeat_n(4, 3).chain(core::iter::once(9)));
    show!(v.iter().copied().filter(|x| x % 2 == 0).map(|x| x * 10));
    show!((0..5).map_while(|x| if x < 3 { Some(x * 2) } else { None }));
    show!(v.iter().copied().inspect(|_| ()).fuse());
    say!("{:?} {:?}", (0..5).size_hint(), (0..5).chain(2..3).size_hint());
    say!("{:?} {:?} {:?}", v.iter().sum::<i32>(), v.iter().product::<i32>(), (1..=4u8).try_fold(1u8, |a, x| a.checked_mul(x * 20)));
    say!("{:?} {:?}", [1, 2].iter().cmp([1, 3].iter()), [1.0, f64::NAN].iter().partial_cmp([1.0, 2.0].iter()));
    let mut p = v.iter().peekable();
    say!("{:?}", p.peek());
    say!("{:?}", p.next_if(|x| **x == 5));
    say!("{:?}", p.next_if_eq(&&9));
    say!("{:?}", p.next_back());
    for c in v.chunks(3) { say!("{c:?}"); }
    for c in v.rchunks(3) { say!("{c:?}"); }
    for c in v.chunks(3).rev() { say!("{c:?}"); }
    for c in v.rchunks(3).rev() { say!("{c:?}"); }
    for c in v.chunks_exact(2) { say!("{c:?}"); }
    for c in v.windows(4) { say!("{c:?}"); }
    for c in v.chunk_by(|a, b| a > b) { say!("{c:?}"); }
    for c in v.split(|x| x % 2 == 0) { say!("{c:?}"); }
    say!("{:?} {:?} {:?}", v.chunks(3).nth(1), v.rchunks(3).nth_back(1), v.windows(3).nth(2));
    say!("{:?} {:?} {:?}", v.as_chunks::<2>(), v.split_first(), v.array_windows::<3>().last());
    let mut w = v;
    w.sort_unstable();
    say!("{w:?} {:?} {:?}", w.binary_search(&7), w.binary_search(&4));
    w.rotate_left(2);
    say!("{w:?}");
    w.reverse();
    w.swap(0, 1);
    w[..3].fill(0);
    w.copy_within(2..5, 0);
    say!("{w:?}");
    say!("{:?}", w.select_nth_unstable(3).1);
    // Sorting, against insertion.
    let mut state = 99u32;
    let mut next = || { state = state.wrapping_mul(1664525).wrapping_add(1013904223); state >> 16 };
    for round in 0..60 {
        let mut data = [0u32; 700];
        let n = 1 + (next() as usize) % 700;
        let kinds = [1u32 << 16, 4, 100, 700];
        let modulus = kinds[round % 4];
        for (i, x) in data[..n].iter_mut().enumerate() {
            *x = match round % 7 {
                0 => i as u32,
                1 => (n - i) as u32,
                2 => (i % 50) as u32,
                _ => next() % modulus,
            };
        }
        let mut slow = data;
        for i in 1..n {
            let mut j = i;
            while j > 0 && slow[j] < slow[j - 1] { slow.swap(j, j - 1); j -= 1; }
        }
        let mut fast = data;
        fast[..n].sort_unstable();
        assert_eq!(fast[..n], slow[..n]);
        let mut selected = data;
        let k = n / 3;
        let (_, x, _) = selected[..n].select_nth_unstable(k);
        assert_eq!(*x, slow[k]);
        let mut r = data;
        r[..n].rotate_left(k);
        for i in 0..n { assert_eq!(r[i], data[(i + k) % n]); }
    }
    say!("{:?} {:?}", [3, 1, 2].map(|x| x + 1), core::array::from_fn::<_, 4, _>(|i| i * i));
    let mut it = [1, 2, 3, 4].into_iter();
    say!("{:?} {:?} {:?}", it.next(), it.next_back(), it.as_slice());
    say!("{:?} {:?}", <[i32; 3]>::try_from(&v[..3]), <[i32; 3]>::try_from(&v[..2]));
    let r: Option<[u8; 0]> = None;
    say!("{:?} {:?} {:?}", Some(3).zip(Some('x')), Some(5).filter(|x| *x > 6), r);
    let sum: Result<i32, core::num::ParseIntError> = "1,2,x".split(',').map(|s| s.parse::<i32>()).sum();
    say!("{sum:?}");
    use core::hash::{BuildHasher, Hash, Hasher};
    #[allow(deprecated)]
    {
        let mut h = core::hash::SipHasher::new_with_keys(1, 2);
        (1u8, 2u16, "abc", [1u32, 2], 'x', Some(1i64)).hash(&mut h);
        say!("{:x}", h.finish());
    }
    let cell = core::cell::RefCell::new(1);
    let b = cell.borrow();
    say!("{:?} {:?}", cell.try_borrow_mut().is_err(), cell);
    drop(b);
    let x = &v[..];
    let i = v.len() + next() as usize;
    say!("{}", x[i & 0 | 7]);
}
