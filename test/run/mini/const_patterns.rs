// Constants of structs, enums, tuples, arrays and references match as the patterns of their values.
// RUN: %ochrec --edition 2021 -C panic=abort --skip-borrowck %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O --skip-borrowck %s -o %t && %t | %FileCheck %s
// CHECK: 1
// CHECK-NEXT: 2
// CHECK-NEXT: 30
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 7
// CHECK-NEXT: 8
// CHECK-NEXT: 9
// CHECK-NEXT: 10
// CHECK-NEXT: 11
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

#[lang = "structural_peq"]
trait StructuralPartialEq {}
macro_rules! structural {
    ($($t:ty)*) => {
        $(impl StructuralPartialEq for $t {}
        impl PartialEq for $t {
            fn eq(&self, _: &$t) -> bool {
                false
            }
            fn ne(&self, _: &$t) -> bool {
                false
            }
        })*
    };
}
struct Point {
    x: i32,
    y: (i32, bool),
}
enum Shape {
    Dot(Point),
    Line { ends: [i32; 2] },
    Empty,
}
// `eq` above is never true: it must not be called.
structural! { Point Shape [i32; 2] &'static Shape }

const ORIGIN: Point = Point { x: 0, y: (0, true) };
const DOT: Shape = Shape::Dot(Point { x: 3, y: (4, false) });
const LINE: &Shape = &Shape::Line { ends: [1, 2] };
const LOW: i32 = 10;
const HIGH: i32 = 20;
const INSIDE: i32 = 15;
const PAIR: [i32; 2] = [5, 6];

fn point(p: Point) -> i32 {
    match p {
        ORIGIN => 1,
        Point { x: 0, .. } => 2,
        Point { x, .. } => x,
    }
}
fn range(n: i32) -> i32 {
    match n {
        LOW..HIGH if n == 11 => 8,
        INSIDE => 9,
        LOW..=HIGH => 10,
        _ => 11,
    }
}
fn shape(s: &Shape) -> i32 {
    match s {
        LINE => 4,
        &DOT => 5,
        Shape::Line { ends: PAIR } => 6,
        Shape::Line { ends: [_, _] } => 7,
        _ => 8,
    }
}

#[no_mangle]
extern "C" fn main() -> i32 {
    print_line(point(ORIGIN));
    print_line(point(Point { x: 0, y: (0, false) }));
    print_line(point(Point { x: 30, y: (0, true) }));
    print_line(shape(&Shape::Line { ends: [1, 2] }));
    print_line(shape(&DOT));
    print_line(shape(&Shape::Line { ends: [5, 6] }));
    print_line(shape(&Shape::Line { ends: [5, 7] }));
    print_line(shape(&Shape::Empty));
    print_line(range(15));
    print_line(range(20));
    print_line(range(21));
    0
}
