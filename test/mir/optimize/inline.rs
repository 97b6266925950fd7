// Calls of small functions are replaced by what they do: closures, generic and trait functions too.
// RUN: %ochrec --crate-type=lib --edition=2021 -Copt-level=1 --emit=mir --after=optimize %s \
// RUN:   | %FileCheck %s

trait Area {
    fn area(&self) -> u32;
}
struct Square(u32);
impl Area for Square {
    fn area(&self) -> u32 {
        self.0.wrapping_mul(self.0)
    }
}
fn twice<T: Area>(x: &T) -> u32 {
    x.area().wrapping_add(x.area())
}

// CHECK-LABEL: fn of_trait(
// CHECK-NOT: {{->.*unwind}}
// CHECK: Mul(
// CHECK-NOT: Mul(
// CHECK: Add(
// CHECK: return;
#[inline(never)]
pub fn of_trait(x: &Square) -> u32 {
    twice(x)
}

// CHECK-LABEL: fn of_closure(
// CHECK: _0 = Add(copy _1, copy _2);
// CHECK-NEXT: return;
#[inline(never)]
pub fn of_closure(x: u32, y: u32) -> u32 {
    let add = |a: u32| a.wrapping_add(y);
    add(x)
}

#[inline(never)]
fn apart(x: u32) -> u32 {
    x / 3
}

// CHECK-LABEL: fn of_never_inlined(
// CHECK: {apart}(copy _1)
#[inline(never)]
pub fn of_never_inlined(x: u32) -> u32 {
    apart(x)
}

// Recursion ends somewhere.
// CHECK-LABEL: fn of_recursive(
// CHECK: {of_recursive}(
#[inline(never)]
pub fn of_recursive(n: u32) -> u32 {
    if n == 0 { 0 } else { of_recursive(n - 1) + 1 }
}
