// asm!: classes and explicit registers, early and late outputs, tied operands, modifiers, symbols,
// clobbers of a call, labels; global_asm!.
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort -O %s -o %t && %t | %FileCheck %s
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");
#[rustc_builtin_macro]
macro_rules! asm {
    () => {};
}
#[rustc_builtin_macro]
macro_rules! global_asm {
    () => {};
}
impl Copy for u64 {}

global_asm!(".globl from_asm", "from_asm:", "lea eax, [rdi + 1]", "ret");
extern "C" {
    fn from_asm(x: i32) -> i32;
}
extern "C" fn callee(x: i32) -> i32 {
    x + 100
}
unsafe fn run() {
    let mut a: i32 = 5;
    let b: i32 = 7;
    asm!("add {0:e}, {1:e}", inout(reg) a, in(reg) b);
    print_line(a); // CHECK: 12
    let c: i32;
    asm!("mov {x:e}, 3", "imul {x:e}, {y:e}", x = out(reg) c, y = in(reg) b, options(pure, nomem));
    print_line(c); // CHECK-NEXT: 21
    let low: i32;
    asm!("mul ecx", inlateout("eax") 6 => low, in("ecx") 7, out("edx") _);
    print_line(low); // CHECK-NEXT: 42
    let called: i32;
    asm!("call {f}", f = sym callee, in("edi") 11, lateout("eax") called, clobber_abi("C"));
    print_line(called); // CHECK-NEXT: 111
    print_line(from_asm(1)); // CHECK-NEXT: 2
    asm!("test {0:e}, {0:e}", "jnz {1}", in(reg) b, label {
        print_line(77); // CHECK-NEXT: 77
    });
    print_line(0); // CHECK-NEXT: 0
}
#[no_mangle]
extern "C" fn main() -> i32 {
    unsafe { run() }
    0
}
