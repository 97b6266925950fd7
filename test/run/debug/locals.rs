// gdb breaks on a line and shows variables: structs, enums with data, references, tuples, text.
// REQUIRES: gdb
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort -g %s -o %t
// RUN: %gdb -batch -ex "break locals.rs:29" -ex run -ex "info args" -ex "info locals" -ex bt %t \
// RUN:   | %FileCheck %s
// CHECK: Breakpoint 1, locals::show
// CHECK: s = locals::Shape::Rect{w: 5, h: 6}
// CHECK-NEXT: o = locals::Option<&Point>::Some(0x{{[0-9a-f]*}})
// CHECK-NEXT: t = (7, true)
// CHECK-NEXT: text = "hello"
// CHECK-NEXT: sum = 11
// CHECK: #1 {{.*}} in locals::main () at {{.*}}locals.rs:34
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../mini/Inputs/prelude.rs");

struct Point {
    x: i32,
    y: i32,
}
enum Shape {
    Circle(i32),
    Rect { w: i32, h: i32 },
    Empty,
}
fn show(s: Shape, o: Option<&Point>, t: (i32, bool), text: &'static str) {
    let sum = 5 + 6;
    print_line(sum);
}
#[no_mangle]
extern "C" fn main() -> i32 {
    let p = Point { x: 3, y: 4 };
    show(Shape::Rect { w: 5, h: 6 }, Some(&p), (7, true), "hello");
    0
}
