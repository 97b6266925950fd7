// Variadic calls: what is not declared lies in memory, aligned, and its address comes last.
// RUN: %ochrec --edition=2021 --target=wasm32-unknown-unknown --crate-type=cdylib %s -o %t.0.wasm
// RUN: wasm-validate %t.0.wasm
// RUN: node %S/Inputs/variadic.mjs %t.0.wasm | %FileCheck %s
// RUN: %ochrec --edition=2021 --target=wasm32-unknown-unknown --crate-type=cdylib -Copt-level=3 \
// RUN:   %s -o %t.3.wasm
// RUN: node %S/Inputs/variadic.mjs %t.3.wasm | %FileCheck %s
// REQUIRES: stdlib
use std::ffi::{c_char, c_int};

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    fn sum(kinds: *const c_char, ...) -> c_int;
}

#[no_mangle]
pub extern "C" fn run(n: i32) -> i32 {
    // CHECK: none
    // CHECK-NEXT: 7 -5000000000 8 2.5 text
    // CHECK-NEXT: 3.5 7 7 1099511627776
    // CHECK-NEXT: 9
    let by_pointer: unsafe extern "C" fn(*const c_char, ...) -> c_int = sum;
    unsafe {
        sum(c"".as_ptr())
            + sum(c"ilids".as_ptr(), n, -5_000_000_000i64, n + 1, n as f64 / 2.8, c"text".as_ptr())
            + by_pointer(c"diil".as_ptr(), n as f64 * 0.5, n, n, 1u64 << 40)
    }
}
