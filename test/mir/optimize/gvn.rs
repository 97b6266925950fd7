// What was computed before, or is decided on the way, is not computed again.
// RUN: %ochrec --crate-type=lib --edition=2021 -Copt-level=1 --emit=mir --after=optimize %s \
// RUN:   | %FileCheck %s

// CHECK-LABEL: fn checked_before(
// CHECK-NOT: assert
// CHECK: (*_2)[_1]
// CHECK: return;
#[inline(never)]
pub fn checked_before(i: usize, a: &[u32]) -> u32 {
    if i < a.len() { a[i] } else { 0 }
}

// The check asks something else.
// CHECK-LABEL: fn checked_otherwise(
// CHECK: assert(
#[inline(never)]
pub fn checked_otherwise(i: usize, j: usize, a: &[u32]) -> u32 {
    if j < a.len() { a[i] } else { 0 }
}

// CHECK-LABEL: fn in_a_loop(
// CHECK-NOT: assert
// CHECK: return;
#[inline(never)]
pub fn in_a_loop(a: &[u32]) -> u32 {
    let mut sum = 0u32;
    let mut i = 0;
    while i < a.len() {
        sum = sum.wrapping_add(a[i]);
        i += 1;
    }
    sum
}

// The index changes between the condition and the use.
// CHECK-LABEL: fn changed_since(
// CHECK: assert(
#[inline(never)]
pub fn changed_since(a: &[u32]) -> u32 {
    let mut i = 0;
    while i < a.len() {
        i += 1;
        if a[i] == 0 {
            return 1;
        }
    }
    0
}

// Memory was written by a pointer that may point there.
// CHECK-LABEL: fn loads(
// CHECK: [[A:_[0-9]+]] = copy (*_1);
// CHECK: (*_2) = const 1: u32;
// CHECK: copy (*_1)
// CHECK: return;
#[inline(never)]
pub unsafe fn loads(p: *const u32, q: *mut u32) -> u32 {
    unsafe {
        let a = *p;
        let b = *p;
        *q = 1;
        let c = *p;
        a ^ (b ^ c)
    }
}

// CHECK-LABEL: fn stored(
// CHECK: (*_1) = copy _2;
// CHECK-NEXT: _0 = copy _2;
#[inline(never)]
pub fn stored(p: &mut u32, x: u32) -> u32 {
    *p = x;
    *p
}

// CHECK-LABEL: fn folded(
// CHECK: _0 = const 42
// CHECK-NEXT: return;
#[inline(never)]
pub fn folded() -> u32 {
    let x = 6u32;
    let y = [x, 7];
    if y.len() == 2 { x * 7 } else { 0 }
}

// No division by what is known to be zero happens early.
// CHECK-LABEL: fn traps(
// CHECK: assert(
#[inline(never)]
pub fn traps(x: u32) -> u32 {
    if x == 0 { 10 / x } else { 0 }
}

// A union's fields share their bytes.
// CHECK-LABEL: fn punned(
// CHECK-NOT: _0 = copy _1
// CHECK: return;
union Bits {
    int: u32,
    float: f32,
}
#[inline(never)]
pub fn punned(x: f32) -> u32 {
    let mut b = Bits { int: 0 };
    b.float = x;
    unsafe { b.int }
}

// The length of an array is a constant, and `while` has compared with it.
// CHECK-LABEL: fn arrays(
// CHECK-NOT: assert
// CHECK: return;
#[inline(never)]
pub fn arrays(a: &[u32; 3]) -> u32 {
    let mut sum = 0u32;
    for i in 0..3 {
        sum ^= a[i];
    }
    sum
}

// A mask, a remainder and a narrow type bound an index.
// CHECK-LABEL: fn bounded(
// CHECK-NOT: assert
// CHECK: return;
#[inline(never)]
pub fn bounded(a: &[u8; 256], b: &[u8; 8], i: u8, j: usize) -> u8 {
    a[i as usize] ^ b[j & 7] ^ b[j % 8] ^ b[(i >> 5) as usize]
}

// CHECK-LABEL: fn not_bounded(
// CHECK: assert(
// CHECK: return;
#[inline(never)]
pub fn not_bounded(b: &[u8; 8], j: usize) -> u8 {
    b[j & 8]
}

// Elements of an array in a local are values; one by an unknown number changes them all.
// CHECK-LABEL: fn elements(
// CHECK: _0 = const 7
// CHECK: return;
#[inline(never)]
pub fn elements(i: usize) -> u32 {
    let mut a = [1u32; 4];
    a[i] = 2;
    a[1] = 7;
    a[1]
}

// CHECK-LABEL: fn overwritten(
// CHECK-NOT: _0 = const 1
// CHECK: return;
#[inline(never)]
pub fn overwritten(i: usize) -> u32 {
    let mut a = [1u32; 4];
    a[i] = 2;
    a[1]
}

// How far one pointer is from another it was computed from.
// CHECK-LABEL: fn distance(
// CHECK-NOT: ptr_offset_from
// CHECK: return;
#[inline(never)]
pub fn distance(a: &[u64]) -> usize {
    a.iter().len()
}
