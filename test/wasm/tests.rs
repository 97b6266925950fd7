// The test harness without threads: one test after the other; those that are to panic cannot be run.
// REQUIRES: stdlib
// RUN: %ochrec --test --edition=2021 --target=wasm32-wasip1 -Copt-level=2 %s -o %t.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.wasm | %FileCheck %s
// RUN: %ochrec --test --edition=2021 --target=wasm32-wasip1 %s -o %t.0.wasm
// RUN: wasm-validate %t.0.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.0.wasm | %FileCheck %s
// CHECK: running 3 tests
// CHECK-NEXT: test floats ... ok
// CHECK-NEXT: test panics - should panic ... ignored
// CHECK-NEXT: test wide ... ok
// CHECK: test result: ok. 2 passed; 0 failed; 1 ignored;
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
    panic!("nobody can catch this");
}
