// Exceptions between Rust and JavaScript: one of JavaScript's out of a function that may unwind runs
// destructors, and is none that Rust can catch; one of Rust's stays what it is on its way through
// JavaScript; none leaves a function of `extern "C"`.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 --target=wasm32-unknown-unknown --crate-type=cdylib -Cpanic=unwind \
// RUN:   %s -o %t.0.wasm
// RUN: wasm-validate --enable-exceptions %t.0.wasm
// RUN: node %S/Inputs/foreign.mjs %t.0.wasm | %FileCheck %s
// RUN: %ochrec --edition=2021 --target=wasm32-unknown-unknown --crate-type=cdylib -Cpanic=unwind \
// RUN:   -Copt-level=3 %s -o %t.3.wasm
// RUN: wasm-validate --enable-exceptions %t.3.wasm
// RUN: node %S/Inputs/foreign.mjs %t.3.wasm | %FileCheck %s
// CHECK: calls 2: 20, 1 dropped
// CHECK-NEXT: calls 1: exception, 2 dropped
// CHECK-NEXT: calls 0: exception, 3 dropped
// CHECK-NEXT: catches 2: 20
// CHECK-NEXT: catches 1: -7, 5 dropped
// CHECK-NEXT: ends: RuntimeError
use std::panic::{catch_unwind, panic_any};
use std::sync::atomic::{AtomicI32, Ordering};

#[link(wasm_import_module = "host")]
unsafe extern "C-unwind" {
    fn call(n: i32) -> i32;
}

static DROPPED: AtomicI32 = AtomicI32::new(0);

struct Guard;
impl Drop for Guard {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

#[no_mangle]
pub extern "C" fn dropped() -> i32 {
    DROPPED.load(Ordering::Relaxed)
}

#[no_mangle]
pub extern "C-unwind" fn calls(n: i32) -> i32 {
    let _guard = Guard;
    unsafe { call(n) }
}

#[no_mangle]
pub extern "C-unwind" fn panics() -> i32 {
    panic_any(7)
}

#[no_mangle]
pub extern "C" fn catches(n: i32) -> i32 {
    catch_unwind(|| calls(n)).unwrap_or_else(|payload| -payload.downcast_ref::<i32>().unwrap())
}

#[no_mangle]
pub extern "C" fn ends() {
    panics();
}
