// Where variables and temporaries end: behind blocks in initialisers, in loops, in constants.
// RUN: %ochrec --edition 2021 -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O %s -o %t && %t | %FileCheck %s
// CHECK: 1
// CHECK-NEXT: 10
// CHECK-NEXT: 3
// CHECK-NEXT: 2
// CHECK-NEXT: 20
// CHECK-NEXT: 21
// CHECK-NEXT: 20
// CHECK-NEXT: 21
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 1
// CHECK-NEXT: 6
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

struct Noisy(i32);
impl Drop for Noisy {
    fn drop(&mut self) {
        print_line(self.0);
    }
}
struct Pair(Noisy, Noisy);
fn pair(n: i32) -> Pair {
    Pair(Noisy(n), Noisy(n + 1))
}

const KEPT: &Noisy = &Noisy(4);
static WRAPPED: Option<&Noisy> = Some(&Noisy(5));

#[rustc_layout_scalar_valid_range_start(1)]
struct NotZero(u8);

#[no_mangle]
extern "C" fn main() -> i32 {
    {
        let Pair(_a, _b) = {
            let _inner = Noisy(10);
            let _plain = 1;
            let Pair(x, y) = Pair(Noisy(2), Noisy(3));
            let _first = Noisy(1);
            Pair(x, y)
        };
    }
    let mut n = 0;
    while n < 2 {
        match n {
            _ => {
                let late;
                late = Noisy(21);
                let _early = Noisy(20);
                n = n + 1;
            }
        }
    }
    print_line(KEPT.0);
    match WRAPPED {
        Some(w) => print_line(w.0),
        None => {}
    }
    let _ = Some(&Noisy(6)); // extended, like every borrow in a `let`
    print_line(sized::<Option<NotZero>>());
    0
}
#[rustc_intrinsic]
const fn size_of<T>() -> usize;
fn sized<T>() -> i32 {
    size_of::<T>() as i32
}
