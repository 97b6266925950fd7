// Copies of an unknown size go through a function that copies few bytes by itself; known ones, and
// those for size, do not.
// RUN: %ochrec --target=wasm32-wasip1 --edition=2021 --crate-type=cdylib -Copt-level=3 \
// RUN:   --emit=llvm-ir %s -o - | %FileCheck %s
// RUN: %ochrec --target=wasm32-wasip1 --edition=2021 --crate-type=cdylib -Copt-level=z \
// RUN:   --emit=llvm-ir %s -o - | %FileCheck --check-prefix=SIZE %s

// CHECK-LABEL: define void @any_number(
// CHECK: call void @__ochre_copy(
// SIZE-LABEL: define void @any_number(
// SIZE: call void @llvm.memcpy
#[no_mangle]
pub unsafe extern "C" fn any_number(from: *const u8, to: *mut u8, count: usize) {
    std::ptr::copy_nonoverlapping(from, to, count);
}

// CHECK-LABEL: define void @words(
// CHECK-NOT: @__ochre_copy(
// CHECK: ret void
#[no_mangle]
pub unsafe extern "C" fn words(from: *const u64, to: *mut u64) {
    std::ptr::copy_nonoverlapping(from, to, 2);
}

// CHECK: define internal void @__ochre_copy(ptr
// CHECK: icmp ule i32 %{{.*}}, 32
// CHECK: ret void
