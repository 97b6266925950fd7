// -C panic=trap: a panic prints nothing and traps, and what it would have told is not in the module.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Copt-level=z -Cpanic=trap %s -o %t.wasm
// RUN: wasm-validate %t.wasm
// RUN: wasm-objdump -x %t.wasm | %FileCheck %s
// RUN: %python -c "import os, sys; sys.exit(os.path.getsize(sys.argv[1]) > 300)" %t.wasm
// RUN: %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.wasm > %t.out 2> %t.err
// RUN: %FileCheck %s --check-prefix=ERR < %t.err
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Cpanic=trap %s -o %t.0.wasm
// RUN: wasm-validate %t.0.wasm
// RUN: %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.0.wasm > %t.out 2> %t.err
// RUN: %FileCheck %s --check-prefix=ERR < %t.err
// CHECK-NOT: Import
// CHECK-NOT: fd_write
// ERR-NOT: panicked
// ERR: RuntimeError: unreachable
// ERR-NOT: panicked
use std::hint::black_box;

struct Loud;
impl Drop for Loud {
    fn drop(&mut self) {
        black_box(1);
    }
}

fn main() {
    let _loud = Loud;
    let values = [1u32, 2, 3];
    let at = black_box(1);
    assert!(values[at] == black_box(2), "the value is {}", values[at]);
    let some: Option<usize> = black_box(Some(8));
    black_box(values[some.expect("some") - black_box(5)]);
}
