// Static and dynamic dispatch, default methods, associated types and constants.
// RUN: %ochrec --edition 2021 -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O %s -o %t && %t | %FileCheck %s
// CHECK: 28
// CHECK-NEXT: 1022
// CHECK-NEXT: 8
// CHECK-NEXT: 41
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

trait Shape {
    const SIDES: i32;
    fn area(&self) -> i32;
    fn twice(&self) -> i32 {
        self.area() * 2
    }
}
struct Square(i32);
struct Rect {
    w: i32,
    h: i32,
}
impl Shape for Square {
    const SIDES: i32 = 1;
    fn area(&self) -> i32 {
        self.0 * self.0
    }
}
impl Shape for Rect {
    const SIDES: i32 = 2;
    fn area(&self) -> i32 {
        self.w * self.h
    }
    fn twice(&self) -> i32 {
        1000 + self.area()
    }
}
trait Named {
    fn name(&self) -> i32;
    fn more(&self) -> i32 {
        self.name() + 1
    }
}
impl Named for Square {
    fn name(&self) -> i32 {
        7
    }
}
impl Named for Rect {
    fn name(&self) -> i32 {
        self.w
    }
}
fn total<S: Shape>(s: &S) -> i32 {
    s.area() + s.twice() + S::SIDES
}
fn show(n: &dyn Named) {
    print_line(n.more());
}
#[no_mangle]
extern "C" fn main() -> i32 {
    print_line(total(&Square(3)));
    print_line(total(&Rect { w: 2, h: 5 }));
    show(&Square(1));
    show(&Rect { w: 40, h: 1 });
    0
}
