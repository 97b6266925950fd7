// Unwinding runs the destructors of what was initialised, in order, up to `catch_unwind`; it does
// not leave a function with a C ABI.
// RUN: %ochrec --edition 2021 %s -l gcc_s -l stdc++ -o %t && %not %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -O %s -l gcc_s -l stdc++ -o %t && %not %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort %s --emit=llvm-ir -o - \
// RUN:   | %FileCheck --check-prefix=ABORT %s
// ABORT-NOT: landingpad
// ABORT-NOT: invoke
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, intrinsics)]
include!("Inputs/prelude.rs");
include!("Inputs/unwind.rs");
impl Copy for u64 {}

fn inner(fail: bool) -> Noisy {
    let _a = Noisy(1);
    let pair = (Noisy(2), Noisy(3));
    if fail {
        throw();
    }
    let (x, _) = pair;
    x
}
fn nested(_: *mut u8) {
    let _z = Noisy(10);
    let _array = [Noisy(11), Noisy(12), inner(true)];
    print_line(999);
}
fn moved(_: *mut u8) {
    let a = Noisy(20);
    let b = Noisy(21);
    let _inner = a;
    throw();
    let _never = b;
}
struct Bad(Noisy, Noisy);
impl Drop for Bad {
    fn drop(&mut self) {
        throw();
    }
}
fn fields(_: *mut u8) {
    // The fields are dropped even if the type's own Drop unwinds.
    let _bad = Bad(Noisy(30), Noisy(31));
}
fn fine(_: *mut u8) {
    let _n = inner(false);
}
extern "C" fn c_function() {
    let _n = Noisy(55);
    throw();
}
fn call_c(_: *mut u8) {
    c_function();
}
#[no_mangle]
extern "C" fn main() -> i32 {
    // CHECK: 2
    // CHECK-NEXT: 3
    // CHECK-NEXT: 1
    // CHECK-NEXT: 12
    // CHECK-NEXT: 11
    // CHECK-NEXT: 10
    // CHECK-NEXT: 100
    // CHECK-NEXT: 1
    print_line(attempt(nested));
    // CHECK-NEXT: 20
    // CHECK-NEXT: 21
    // CHECK-NEXT: 100
    // CHECK-NEXT: 1
    print_line(attempt(moved));
    // CHECK-NEXT: 30
    // CHECK-NEXT: 31
    // CHECK-NEXT: 100
    // CHECK-NEXT: 1
    print_line(attempt(fields));
    // CHECK-NEXT: 3
    // CHECK-NEXT: 1
    // CHECK-NEXT: 2
    // CHECK-NEXT: 0
    print_line(attempt(fine));
    // CHECK-NEXT: 55
    // CHECK-NEXT: 7777
    print_line(attempt(call_c));
    0
}
