// The source map leads from where the module trapped to the lines that did it.
// REQUIRES: stdlib
// RUN: %ochrec -g --target wasm32-unknown-unknown %s -o %t.wasm
// RUN: node %S/Inputs/stack_lines.mjs %t.wasm outer | %FileCheck %s
// RUN: wasm-objdump -x -j name %t.wasm | %FileCheck %s --check-prefix=NAMES
// NAMES: <source_map::inner>
#![crate_type = "cdylib"]

#[inline(never)]
fn inner(flag: &mut bool) {
    *flag = true;
    // CHECK: source_map.rs:[[#@LINE+1]]:5
    core::arch::wasm32::unreachable()
}

#[unsafe(no_mangle)]
pub extern "C" fn outer() -> bool {
    let mut flag = false;
    // CHECK-NEXT: source_map.rs:[[#@LINE+1]]:5
    inner(&mut flag);
    flag
}
