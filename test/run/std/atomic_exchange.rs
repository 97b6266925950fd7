// Compare and exchange of every width: of a byte and a flag the flag lies first.
// REQUIRES: stdlib
// RUN: %run %s %t --edition 2021
// RUN: %run %s %t --edition 2021 -Copt-level=2
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 %s -o %t.0.wasm
// RUN: node --no-warnings %S/../../../runtime/run_wasm.mjs %t.0.wasm
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Copt-level=2 %s -o %t.2.wasm
// RUN: node --no-warnings %S/../../../runtime/run_wasm.mjs %t.2.wasm
use std::hint::black_box;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicI8, AtomicPtr, AtomicU16, AtomicU32, AtomicU64, AtomicU8};

macro_rules! check {
    ($($Atomic:ident: $first:expr, $second:expr;)*) => {$(
        let cell = black_box($Atomic::new($first));
        assert_eq!(cell.compare_exchange($first, $second, SeqCst, SeqCst), Ok($first));
        assert_eq!(cell.compare_exchange($first, $second, SeqCst, SeqCst), Err($second));
        assert_eq!(cell.load(SeqCst), $second);
        while cell.compare_exchange_weak($second, $first, SeqCst, SeqCst).is_err() {}
        assert_eq!(cell.compare_exchange_weak($second, $first, SeqCst, SeqCst), Err($first));
        assert_eq!(cell.fetch_update(SeqCst, SeqCst, |_| Some($second)), Ok($first));
        assert_eq!(cell.into_inner(), $second);
    )*};
}

fn main() {
    let (mut a, mut b) = (1u8, 2u8);
    let (a, b): (*mut u8, *mut u8) = (&mut a, &mut b);
    check! {
        AtomicBool: false, true;
        AtomicU8: 0, 255;
        AtomicI8: -3, 1;
        AtomicU16: 7, 9;
        AtomicU32: 7, 1;
        AtomicU64: 1, 1 << 40;
        AtomicPtr: a, b;
    }
}
