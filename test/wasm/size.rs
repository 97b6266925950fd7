// A program holds what it needs: text is printed by one call of the system without locks, buffers,
// formatting or an allocator.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Copt-level=z %s -o %t.wasm
// RUN: wasm-validate %t.wasm
// RUN: wasm-objdump -x %t.wasm | %FileCheck %s
// RUN: %python -c "import os, sys; sys.exit(os.path.getsize(sys.argv[1]) > 600)" %t.wasm
// RUN: node --no-warnings %S/../../runtime/run_wasm.mjs %t.wasm | %FileCheck %s --check-prefix=OUT
// CHECK: Import[1]:
// CHECK-NEXT: <- wasi_snapshot_preview1.fd_write
// OUT: Hello, world!
fn main() {
    println!("Hello, world!");
}
