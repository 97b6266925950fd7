// A struct of one number travels as the number does in the C ABI, also one of 128 bits.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 %s -o %t.0.wasm
// RUN: wasm-validate %t.0.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.0.wasm | %FileCheck %s
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Copt-level=2 %s -o %t.2.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.2.wasm | %FileCheck %s
// CHECK: 8264141345021879123965 2.5
use std::hint::black_box;

#[repr(C)]
pub struct Wide(i128);
#[repr(C)]
pub struct Nested([Float; 1]);
#[repr(C)]
pub struct Float(f64);

#[inline(never)]
#[no_mangle]
pub extern "C" fn add_high(x: Wide) -> Wide {
    Wide(x.0 + (7 << 70))
}

#[inline(never)]
#[no_mangle]
pub extern "C" fn add_one(x: Nested) -> Nested {
    Nested([Float(x.0[0].0 + 1.0)])
}

fn main() {
    let wide = add_high(Wide(black_box(-3))).0;
    println!("{} {}", wide, add_one(Nested([Float(black_box(1.5))])).0[0].0);
}
