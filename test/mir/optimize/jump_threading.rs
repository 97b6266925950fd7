// A branch whose outcome the way to it decides is not taken again.
// RUN: %ochrec --crate-type=lib --edition=2021 -Copt-level=1 --emit=mir --after=optimize %s \
// RUN:   | %FileCheck %s

// CHECK-LABEL: fn converted(
// CHECK: switchInt
// CHECK-NOT: switchInt
// CHECK-NOT: Result
// CHECK: return;
#[inline(never)]
pub fn converted(x: Option<u32>) -> u32 {
    let y = match x {
        Some(v) => Ok(v),
        None => Err(()),
    };
    match y {
        Ok(v) => v,
        Err(()) => 7,
    }
}

// CHECK-LABEL: fn question_mark(
// CHECK: switchInt
// CHECK-NOT: switchInt
// CHECK: return;
#[inline(never)]
pub fn question_mark(x: Option<u32>) -> Option<u32> {
    Some(x? ^ 1)
}

// An iterator's `next` and the loop around it become one condition.
// CHECK-LABEL: fn range_loop(
// CHECK: switchInt
// CHECK-NOT: switchInt
// CHECK: return;
#[inline(never)]
pub fn range_loop(n: u32) -> u32 {
    let mut sum = 0u32;
    for i in 0..n {
        sum ^= i;
    }
    sum
}

// CHECK-LABEL: fn negated(
// CHECK: switchInt
// CHECK-NOT: switchInt
// CHECK: return;
#[inline(never)]
pub fn negated(a: bool, x: u32) -> u32 {
    let b = if a { true } else { false };
    if !b { x } else { 3 }
}

// The second condition is another one.
// CHECK-LABEL: fn independent(
// CHECK: switchInt
// CHECK: switchInt
// CHECK: return;
#[inline(never)]
pub fn independent(a: bool, b: bool) -> u32 {
    let x = if a { 1 } else { 2 };
    if b { x } else { 5 }
}
