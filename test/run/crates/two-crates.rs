// A program that takes everything from another crate: what is generic, inline or constant is made
// here, the rest is linked.
// RUN: mkdir -p %t.dir
// RUN: %ochrec --crate-name mini --crate-type rlib --edition 2021 -C panic=abort --skip-borrowck %S/Inputs/mini.rs --out-dir %t.dir
// RUN: %ochrec --edition 2021 -C panic=abort --skip-borrowck --extern mini=%t.dir/libmini.rlib %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -O -C panic=abort --skip-borrowck --extern mini=%t.dir/libmini.rlib %s -o %t && %t | %FileCheck %s
// Checking needs no code.
// RUN: %ochrec --crate-name mini --crate-type rlib --edition 2021 --skip-borrowck %S/Inputs/mini.rs --emit=metadata --out-dir %t.dir
// RUN: %ochrec --edition 2021 --skip-borrowck --extern mini=%t.dir/libmini.rmeta %s --emit=metadata --out-dir %t.dir
#![no_core]
#![no_main]
#![feature(no_core)]
extern crate mini;
use mini::*;

struct Rect {
    w: i32,
    h: i32,
}
impl Shape for Rect {
    const SIDES: i32 = 100;
    type Unit = Square;
    fn area(&self) -> i32 {
        self.w * self.h
    }
    fn unit(&self) -> Square {
        Square(self.w)
    }
}
impl Named for Rect {
    fn name(&self) -> i32 {
        self.h
    }
}

fn generics() {
    print_line(total(&Square(3))); // CHECK: 23
    print_line(total(&Rect { w: 2, h: 5 })); // CHECK-NEXT: 121
    print_line(Rect { w: 2, h: 5 }.unit().grown(4).area()); // CHECK-NEXT: 36
    let p = Pair::new(Square(1), 9);
    print_line(p.second() + p.a.unit() + Pair::<u8, u8>::KIND); // CHECK-NEXT: 17
    let make: fn(i32) -> Square = Square;
    print_line(make(6).0); // CHECK-NEXT: 6
}

fn drops() {
    let log = 500;
    let _a = Loud { id: 1, log: &log };
    let _pair = Pair::new(Loud { id: 2, log: &log }, 0);
    // CHECK-NEXT: 502
    // CHECK-NEXT: 501
}

fn functions() {
    print_line(apply(|n| n * 3, 4)); // CHECK-NEXT: 13
    print_line(inlined(1)); // CHECK-NEXT: 20
    print_line(adder(5)(6)); // CHECK-NEXT: 11
    print_line(inner::reply() + inner::deep::answer()); // CHECK-NEXT: 8484
}

fn constants() {
    let table: [i32; square(2)] = [1, 2, 3, LIMIT];
    print_line(table[3]); // CHECK-NEXT: 42
    print_line(TABLE[SIZE - 1]); // CHECK-NEXT: 30
    print_line(PICK(8)); // CHECK-NEXT: 7
    print_char(WORDS[1]);
    print_line(BASE + *NEXT); // CHECK-NEXT: B2000
    print_line(bump()); // CHECK-NEXT: 6
    unsafe {
        COUNTER = 50;
    }
    print_line(bump()); // CHECK-NEXT: 51
    print_line(Level::High as i32 + Level::Low as i32); // CHECK-NEXT: 12
}

fn trees() {
    let leaf = Tree::Leaf(20);
    let node = Tree::Node { left: &leaf, right: &Tree::Leaf(3) };
    print_line(Tree::Node { left: &node, right: &leaf }.sum()); // CHECK-NEXT: 43
    match Some(leaf) {
        Some(Tree::Leaf(n)) => print_line(n), // CHECK-NEXT: 20
        _ => print_line(0),
    }
}

fn dynamic() {
    show(&Square(1)); // CHECK-NEXT: 78
    show(&Rect { w: 1, h: 2 }); // CHECK-NEXT: 3
    print_line(named(&Square(2)).name()); // CHECK-NEXT: 77
    show_all!(1, 1 + 1); // CHECK-NEXT: 1
    // CHECK-NEXT: 2
}

#[no_mangle]
extern "C" fn main() -> i32 {
    generics();
    drops();
    functions();
    constants();
    trees();
    dynamic();
    0
}
