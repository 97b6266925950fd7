// Small copies are loads and stores, of the width of what was stored; a variable that only holds a
// constant is where that lies.
// RUN: %ochrec --target=wasm32-wasip1 --edition=2021 --crate-type=cdylib --emit=wat %s -o - \
// RUN:   | %FileCheck %s

// CHECK-LABEL: (func $words (param
// CHECK-NOT: memory.copy
// CHECK: i64.store
// CHECK-NOT: memory.copy
// CHECK: (func $
#[no_mangle]
pub unsafe extern "C" fn words(from: *const u64, to: *mut u64) {
    std::ptr::copy_nonoverlapping(from, to, 2);
}

// CHECK-LABEL: (func $any_number (param
// CHECK: (call $__ochre_copy
#[no_mangle]
pub unsafe extern "C" fn any_number(from: *const u8, to: *mut u8, count: usize) {
    std::ptr::copy_nonoverlapping(from, to, count);
}

const TABLE: [u32; 32] = [7; 32];

// CHECK-LABEL: (func $from_table (param
// CHECK-NOT: memory.copy
// CHECK-NOT: __stack_pointer
// CHECK: (i32.load offset={{[0-9]+}}
// CHECK-NOT: i32.add
#[no_mangle]
pub extern "C" fn from_table(i: usize) -> u32 {
    TABLE[i & 31]
}

// What is returned is written, also where it is a constant.
// CHECK-LABEL: (func $table (param
// CHECK: memory.copy
#[no_mangle]
#[inline(never)]
pub fn table() -> [u32; 32] {
    TABLE
}
