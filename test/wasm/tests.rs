// The test harness without threads: one test after the other in one process, which lives on when a
// test panics, unless panics do not unwind: then those that are to panic cannot be run.
// REQUIRES: stdlib
// RUN: %ochrec --test --edition=2021 --target=wasm32-wasip1 -Copt-level=2 %s -o %t.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.wasm | %FileCheck %s
// RUN: %ochrec --test --edition=2021 --target=wasm32-wasip1 %s -o %t.0.wasm
// RUN: wasm-validate --enable-exceptions %t.0.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.0.wasm | %FileCheck %s
// RUN: %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.0.wasm --include-ignored \
// RUN:   | %FileCheck %s --check-prefix=FAIL
// RUN: %ochrec --test --edition=2021 --target=wasm32-wasip1 -Cpanic=abort %s -o %t.a.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.a.wasm | %FileCheck %s --check-prefix=ABORT
// CHECK: running 5 tests
// CHECK-NEXT: test fails ... ignored
// CHECK-NEXT: test floats ... ok
// CHECK-NEXT: test panics - should panic ... ok
// CHECK-NEXT: test panics_so - should panic ... ok
// CHECK-NEXT: test wide ... ok
// CHECK: test result: ok. 4 passed; 0 failed; 1 ignored;
// FAIL: test fails ... FAILED
// FAIL: test panics - should panic ... ok
// FAIL: ---- fails stdout ----
// FAIL-NEXT: before
// FAIL: panicked at {{.*}}tests.rs:[[#]]:[[#]]:
// FAIL-NEXT: assertion `left == right` failed: of two
// FAIL: test result: FAILED. 4 passed; 1 failed; 0 ignored;
// ABORT: test panics - should panic ... ignored
// ABORT: test result: ok. 2 passed; 0 failed; 3 ignored;
use std::hint::black_box;

#[test]
fn floats() {
    let x: f64 = black_box(0.5);
    let all = [x.sin(), x.cos(), x.tan(), x.exp(), x.ln(), x.powf(1.5), x.cbrt(), x.atan2(2.0)];
    assert!((all.iter().sum::<f64>() - 4.251_117_260_182_787).abs() < 1e-14, "{}", all.iter().sum::<f64>());
    assert_eq!(black_box(7.5_f64) % 2.0, 1.5);
    assert_eq!(black_box(2.5_f32).round(), 3.0);
    assert_eq!(black_box(-2.5_f64).round_ties_even(), -2.0);
    assert_eq!(black_box(3.0_f64).mul_add(4.0, 5.0), 17.0);
}

#[test]
fn wide() {
    let (a, b) = (black_box(0x1234_5678_9abc_def0_1111_u128), black_box(0xfedc_ba98_7654_u128));
    assert_eq!(a / b * b + a % b, a);
    assert_eq!((a as i128 * -3) >> black_box(5), -3 * (a as i128) / 32 - 1);
    assert_eq!(a.checked_mul(a), None);
    assert_eq!(black_box(1e30_f64) as u128, 1_000_000_000_000_000_019_884_624_838_656);
    assert_eq!(black_box(u128::MAX) as f64, 3.402823669209385e38);
    assert_eq!(format!("{}", black_box(i128::MIN)), "-170141183460469231731687303715884105728");
}

#[test]
#[should_panic]
fn panics() {
    panic!("the harness catches this");
}

#[test]
#[should_panic(expected = "out of bounds")]
fn panics_so() {
    black_box([1, 2][black_box(2)]);
}

#[test]
#[ignore]
fn fails() {
    println!("before");
    assert_eq!(black_box(1), 2, "of two");
}
