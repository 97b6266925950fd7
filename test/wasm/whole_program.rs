// The final crate makes the code of all crates: functions and statics of a library, found by path or
// by symbol; what it exports is its own alone, imports are named by their module.
// RUN: %ochrec --target=wasm32-unknown-unknown --crate-name=upstream --crate-type=rlib \
// RUN:   %S/Inputs/upstream.rs -o %T/libupstream.rlib
// RUN: %ochrec --target=wasm32-unknown-unknown --crate-type=cdylib -Copt-level=3 -L %T %s -o %t.wasm
// RUN: wasm-validate %t.wasm
// RUN: wasm-objdump -x %t.wasm | %FileCheck %s
// RUN: node %S/Inputs/host.mjs %t.wasm answer 2 | %FileCheck %s --check-prefix=ANSWER
// CHECK: - func[0] sig={{.*}} <- host.add
// CHECK-NOT: nobody_calls_it
// CHECK: -> "answer"
// CHECK-NOT: nobody_calls_it
// ANSWER: {{^}}82{{$}}
#![feature(no_core)]
#![no_core]
extern crate upstream;

#[link(wasm_import_module = "host")]
extern "C" {
    #[link_name = "add"]
    fn sum(a: i32, b: i32) -> i32;
}

extern "C" {
    fn by_symbol() -> i32;
}

#[no_mangle]
pub extern "C" fn answer(more: i32) -> i32 {
    unsafe { sum(sum(upstream::base(), by_symbol()), more) }
}
