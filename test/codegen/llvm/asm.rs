// Constraints and options of asm! in LLVM's terms.
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort --crate-type lib %s --emit=llvm-ir -o - | %FileCheck %s
#![no_core]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");
#[rustc_builtin_macro]
macro_rules! asm {
    () => {};
}
impl Copy for u64 {}

// CHECK-LABEL: define {{.*}}i64 @tied
// CHECK: call i64 asm sideeffect inteldialect "add ${0:q}, $$5", "=&r,0,~{dirflag},~{fpsr},~{flags},~{memory}"(i64 %{{.*}})
#[no_mangle]
pub unsafe fn tied(mut x: u64) -> u64 {
    asm!("add {}, $5", inout(reg) x, options(nostack));
    x
}
// CHECK-LABEL: define {{.*}}i64 @pure_explicit
// CHECK: call i64 asm alignstack "foo", "={ax},{bx}"(i64 %{{.*}}) [[PURE:#[0-9]+]]
#[no_mangle]
pub unsafe fn pure_explicit(x: u64) -> u64 {
    let y: u64;
    asm!("foo", lateout("rax") y, in("rbx") x, options(pure, nomem, preserves_flags, att_syntax));
    y
}
// CHECK: attributes [[PURE]] = { nounwind memory(none) }
