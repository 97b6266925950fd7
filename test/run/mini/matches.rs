// Decision trees: nested enums, guards, bindings, ranges, or-patterns, slices.
// RUN: %ochrec --edition 2021 -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O %s -o %t && %t | %FileCheck %s
// CHECK: 1
// CHECK-NEXT: 2
// CHECK-NEXT: 3
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 12
// CHECK-NEXT: 20
// CHECK-NEXT: 9
// CHECK-NEXT: 99
// CHECK-NEXT: 0
// CHECK-NEXT: 4
// CHECK-NEXT: 406
// CHECK-NEXT: 3
// CHECK-NEXT: 4
// CHECK-NEXT: 12
// CHECK-NEXT: 77
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

enum Tree {
    Leaf(i32),
    Node(i32, bool),
    Empty,
}
fn classify(t: &Tree) -> i32 {
    match t {
        Tree::Leaf(0) => 1,
        Tree::Leaf(n) if *n > 100 => 2,
        Tree::Leaf(10..=20) => 3,
        Tree::Leaf(5 | 6 | 7) => 4,
        Tree::Leaf(_) => 5,
        Tree::Node(n @ 1..=3, true) => 10 + *n,
        Tree::Node(_, true) => 20,
        Tree::Node(n, false) => *n,
        Tree::Empty => 99,
    }
}
fn edges(s: &[i32]) -> i32 {
    match s {
        [] => 0,
        [one] => *one,
        [first, .., last] => *first * 100 + *last,
    }
}
fn unwrap_or(o: Option<i32>, d: i32) -> i32 {
    if let Some(n) = o {
        n
    } else {
        d
    }
}
fn first(o: Option<i32>) -> i32 {
    let Some(n) = o else {
        return 77;
    };
    n
}
#[no_mangle]
extern "C" fn main() -> i32 {
    print_line(classify(&Tree::Leaf(0)));
    print_line(classify(&Tree::Leaf(101)));
    print_line(classify(&Tree::Leaf(15)));
    print_line(classify(&Tree::Leaf(6)));
    print_line(classify(&Tree::Leaf(8)));
    print_line(classify(&Tree::Node(2, true)));
    print_line(classify(&Tree::Node(9, true)));
    print_line(classify(&Tree::Node(9, false)));
    print_line(classify(&Tree::Empty));
    print_line(edges(&[]));
    print_line(edges(&[4]));
    print_line(edges(&[4, 5, 6]));
    print_line(unwrap_or(Some(3), 4));
    print_line(unwrap_or(None, 4));
    print_line(first(Some(12)));
    print_line(first(None));
    0
}
