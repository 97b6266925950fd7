// Landing pads, and where an exception must stop.
// RUN: %ochrec --edition 2021 --skip-borrowck %s --emit=llvm-ir -o - | %FileCheck %s
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, intrinsics)]
include!("../../run/mini/Inputs/prelude.rs");
include!("../../run/mini/Inputs/unwind.rs");
impl Copy for u64 {}

// CHECK: define void @with_cleanup() {{.*}} personality
// CHECK: invoke void @{{.*}}throw
// CHECK-NEXT: to label %{{.*}} unwind label %[[PAD:.*]]
// CHECK: [[PAD]]:
// CHECK-NEXT: landingpad
// CHECK-NEXT: cleanup
// The drop while unwinding may not unwind:
// CHECK: invoke void @{{.*}}drop_glue{{.*}}
// CHECK-NEXT: to label %{{.*}} unwind label %[[TERMINATE:.*]]
// CHECK: [[TERMINATE]]:
// CHECK-NEXT: landingpad
// CHECK-NEXT: filter [0 x ptr] zeroinitializer
// CHECK-NEXT: call void @{{.*}}panic_in_cleanup
// CHECK: resume
#[no_mangle]
fn with_cleanup() {
    let _n = Noisy(1);
    throw();
}

// CHECK: define void @c_function() [[ATTRS:#[0-9]+]] personality
// CHECK: call void @{{.*}}panic_cannot_unwind
#[no_mangle]
extern "C" fn c_function() {
    throw();
}

// CHECK: define void @never_unwinds() [[ATTRS]]
// CHECK: call void @c_function
// The destructor might unwind, but not out of here:
// CHECK: invoke void @{{.*}}drop_glue{{.*}}
// CHECK-NOT: resume
// CHECK: call void @{{.*}}panic_cannot_unwind
#[no_mangle]
#[rustc_nounwind]
fn never_unwinds() {
    let _n = Noisy(1);
    c_function();
}
// CHECK: attributes [[ATTRS]] = { {{.*}}nounwind
