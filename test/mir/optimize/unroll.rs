// Loops of a few rounds become their rounds; arrays whose elements are then named by number come
// apart; pointers into arrays lead to their elements.
// RUN: %ochrec --crate-type=lib --edition=2021 -Copt-level=1 --emit=mir --after=optimize %s \
// RUN:   | %FileCheck %s

// CHECK-LABEL: fn squares(
// CHECK-NOT: switchInt
// CHECK-NOT: [f64; 3]
// CHECK: Mul(
// CHECK: Mul(
// CHECK: Mul(
// CHECK-NOT: Mul(
// CHECK: return;
#[inline(never)]
pub fn squares(x: f64, y: f64, z: f64) -> f64 {
    let mut from = [0.0; 3];
    let all = [x, y, z];
    for i in 0..3 {
        from[i] = all[i] - 1.0;
    }
    from.iter().map(|d| d * d).sum()
}

// Elements behind a pointer are named by number too.
// CHECK-LABEL: fn behind_pointer(
// CHECK: (*_1)[0 of 1] = Add(
// CHECK: (*_1)[1 of 2] = Add(
// CHECK-NOT: Add(
// CHECK: return;
#[inline(never)]
pub fn behind_pointer(p: &mut [u32; 4], by: u32) {
    let mut i = 0;
    while i < 2 {
        p[i] = p[i].wrapping_add(by);
        i += 1;
    }
}

// Rounds that depend on an argument, or are too many, stay.
// CHECK-LABEL: fn stays(
// CHECK: switchInt
// CHECK: return;
#[inline(never)]
pub fn stays(p: &mut [u32; 64], n: usize) {
    for i in 0..n.min(3) {
        p[i] = 1;
    }
    for i in 0..64 {
        p[i] += 2;
    }
}

// A loop with a way out in its middle keeps that in each round.
// CHECK-LABEL: fn leaves(
// CHECK-COUNT-3: switchInt(
// CHECK-NOT: switchInt(
// CHECK: const 3: usize;
#[inline(never)]
pub fn leaves(p: &[u32; 3], what: u32) -> usize {
    for i in 0..3 {
        if p[i] == what {
            return i;
        }
    }
    3
}
