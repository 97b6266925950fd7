// Structs come apart into their fields, references to locals are the locals, and temporaries go.
// RUN: %ochrec --crate-type=lib --edition=2021 -Copt-level=1 --emit=mir --after=optimize %s \
// RUN:   | %FileCheck %s

pub struct Pair {
    a: u32,
    b: (u32, u32),
}

// CHECK-LABEL: fn taken_apart(
// CHECK-NOT: Pair
// CHECK: _0 = Mul(copy _1, copy _2);
// CHECK-NEXT: return;
#[inline(never)]
pub fn taken_apart(x: u32, y: u32) -> u32 {
    let p = Pair { a: x, b: (y, 3) };
    let q = p;
    q.a.wrapping_mul(q.b.0)
}

// CHECK-LABEL: fn by_reference(
// CHECK-NOT: &
// CHECK: return;
#[inline(never)]
pub fn by_reference(x: u32) -> u32 {
    let mut y = x;
    let r = &mut y;
    *r = r.wrapping_add(1);
    let s = &*r;
    *s
}

// Others know the address: it stays in memory.
// CHECK-LABEL: fn escapes(
// CHECK: = &raw mut
// CHECK: copy _{{[0-9]+}}
// CHECK: return;
unsafe extern "C" {
    fn keep(p: *mut u32);
}
#[inline(never)]
pub fn escapes(x: u32) -> u32 {
    let mut y = x;
    unsafe { keep(&raw mut y) };
    y
}

// CHECK-LABEL: fn dead(
// CHECK: _0 = copy _1;
// CHECK-NEXT: return;
#[inline(never)]
pub fn dead(x: u32) -> u32 {
    let y = x.wrapping_add(4);
    let _ = (y, y);
    x
}

// CHECK-LABEL: fn known_at_compile_time(
// CHECK: _0 = const 24
// CHECK-NEXT: return;
#[inline(never)]
pub fn known_at_compile_time() -> usize {
    let size = std::mem::size_of::<[u64; 3]>();
    if std::mem::needs_drop::<u64>() { 0 } else { size }
}
