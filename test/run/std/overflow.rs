// Whether the library's arithmetic is checked is up to the crate that calls it.
// REQUIRES: stdlib
// RUN: %run %s %t
// RUN: %run %s %t -O -C overflow-checks=on
// RUN: %ochrec -O %s -o %t.fast && %t.fast | %FileCheck %s
use std::ops::Add;
use std::panic::{catch_unwind, set_hook, UnwindSafe};

fn check<T>(f: impl FnOnce() -> T + UnwindSafe) -> bool {
    catch_unwind(f).is_err()
}
fn generic<T: Add<Output = T>>(a: T, b: T) -> T {
    a + b
}

// CHECK: false false false false false
// CHECK-NEXT: true
fn main() {
    set_hook(Box::new(|_| {}));
    println!(
        "{} {} {} {} {}",
        check(|| i8::MIN.abs()),
        check(|| [200_u8, 100].iter().sum::<u8>()),
        check(|| 10_i32.pow(10)),
        check(|| &i64::MAX + &1),
        check(|| generic(255_u8, 1)),
    );
    println!("{}", check(|| i32::MIN.div_euclid(-1)));
}
