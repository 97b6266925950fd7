// Upcasting to first, later and empty supertraits; places and destructors of unsized values.
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort -O %s -o %t && %t | %FileCheck %s
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, intrinsics, unsized_fn_params)]
include!("Inputs/prelude.rs");

struct Noisy(i32);
impl Drop for Noisy {
    fn drop(&mut self) {
        print_line(self.0);
    }
}

// --- Upcasting
trait A {
    fn a(&self) -> i32;
}
trait B {
    fn b(&self) -> i32;
}
trait Empty: B {}
trait Both: A + Empty {
    fn both(&self) -> i32;
}
impl A for Noisy {
    fn a(&self) -> i32 {
        self.0 + 1
    }
}
impl B for Noisy {
    fn b(&self) -> i32 {
        self.0 + 2
    }
}
impl Empty for Noisy {}
impl Both for Noisy {
    fn both(&self) -> i32 {
        self.0 + 3
    }
}
fn upcast() {
    let n = Noisy(10);
    let both: &dyn Both = &n;
    print_line(both.a()); // CHECK: 11
    print_line(both.b()); // CHECK-NEXT: 12
    print_line(both.both()); // CHECK-NEXT: 13
    let a: &dyn A = both;
    print_line(a.a()); // CHECK-NEXT: 11
    let e: &dyn Empty = both;
    print_line(e.b()); // CHECK-NEXT: 12
    let b: &dyn B = e;
    print_line(b.b()); // CHECK-NEXT: 12
    // CHECK-NEXT: 10
}

// --- Unsized tails
struct Tail<T: ?Sized> {
    head: u8,
    tail: T,
}
fn tails() {
    let sized = Tail { head: 1, tail: [Noisy(20), Noisy(21)] };
    let slice: &Tail<[Noisy]> = &sized;
    print_line(slice.tail[1].0); // CHECK-NEXT: 21
    let other = Tail { head: 2, tail: Noisy(30) };
    let object: &Tail<dyn A> = &other;
    print_line(object.tail.a()); // CHECK-NEXT: 31
    unsafe {
        drop_in_place(&raw const *slice as *mut Tail<[Noisy]>); // CHECK-NEXT: 20
        // CHECK-NEXT: 21
        drop_in_place(&raw const *object as *mut Tail<dyn A>); // CHECK-NEXT: 30
    }
    print_line(0); // CHECK-NEXT: 0
    // CHECK-NEXT: 30
    // CHECK-NEXT: 20
    // CHECK-NEXT: 21
}
#[no_mangle]
extern "C" fn main() -> i32 {
    upcast();
    tails();
    0
}
