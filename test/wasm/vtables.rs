// A vtable holds what some call asks for: the other methods of a trait object are not generated,
// also where they are reached through a supertrait, a reified method or drop glue.
// RUN: %ochrec --target=wasm32-unknown-unknown --edition=2021 -Awarnings -Copt-level=2 \
// RUN:   --emit=llvm-ir %s -o %t.ll
// RUN: %FileCheck %s --check-prefix=IR < %t.ll
// RUN: %ochrec --target=wasm32-unknown-unknown --edition=2021 -Awarnings -Copt-level=2 %s -o %t.wasm
// RUN: wasm-validate %t.wasm
// RUN: node %S/Inputs/host.mjs %t.wasm total 1 | %FileCheck %s
// CHECK: {{^}}1234{{$}}
// IR-NOT: never_called
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../run/mini/Inputs/prelude.rs");

trait Base {
    fn tens(&self) -> i32;
    fn never_called_base(&self) -> i32;
}

trait Shape: Base {
    fn ones(&self) -> i32;
    fn hundreds(&self) -> i32;
    fn never_called(&self) -> i32;
}

struct Square(i32);
struct Circle(i32);

impl Base for Square {
    fn tens(&self) -> i32 {
        self.0 * 10
    }
    fn never_called_base(&self) -> i32 {
        self.0 - 1
    }
}
impl Shape for Square {
    fn ones(&self) -> i32 {
        self.0
    }
    fn hundreds(&self) -> i32 {
        self.0 * 100
    }
    fn never_called(&self) -> i32 {
        self.0 - 2
    }
}
impl Base for Circle {
    fn tens(&self) -> i32 {
        self.0 * 10
    }
    fn never_called_base(&self) -> i32 {
        self.0 - 3
    }
}
impl Shape for Circle {
    fn ones(&self) -> i32 {
        self.0
    }
    fn hundreds(&self) -> i32 {
        self.0 * 100
    }
    fn never_called(&self) -> i32 {
        self.0 - 4
    }
}

#[inline(never)]
fn sum(a: &dyn Shape, b: &dyn Shape, hundreds: fn(&dyn Shape) -> i32) -> i32 {
    a.ones() + b.tens() + hundreds(a)
}

fn hundreds_of(shape: &dyn Shape) -> i32 {
    shape.hundreds()
}

#[no_mangle]
pub extern "C" fn total(scale: i32) -> i32 {
    let (four, three) = (Square(scale * 4), Circle(scale * 3));
    let low = sum(&four, &three, hundreds_of);
    low + (Circle(scale * 4).0 + scale * 4) * 100
}
