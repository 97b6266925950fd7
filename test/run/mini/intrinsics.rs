// Intrinsics: integers, atomics, memory, pointers, types; one without code is a diagnostic.
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 --skip-borrowck -C panic=abort -O %s -o %t && %t | %FileCheck %s
// RUN: %not %ochrec --edition 2021 --skip-borrowck -C panic=abort --cfg unknown %s -o %t 2>&1 \
// RUN:   | %FileCheck --check-prefix=UNKNOWN %s
// UNKNOWN: error: not supported yet: the intrinsic `simd_add`
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, intrinsics)]
#![feature(adt_const_params)]
include!("Inputs/prelude.rs");
impl Copy for u32 {}
impl Copy for u64 {}
impl Copy for i8 {}
impl Copy for f32 {}
impl Copy for u128 {}

macro_rules! intrinsics {
    ($($(#[$attr:meta])* fn $name:ident $(<$($t:ident),*>)? ($($arg:ident: $ty:ty),*) -> $ret:ty;)*) => {
        $(#[rustc_intrinsic] #[rustc_nounwind]
          unsafe fn $name $(<$($t),*>)? ($($arg: $ty),*) -> $ret;)*
    };
}
intrinsics! {
    fn ctpop<T>(x: T) -> u32;
    fn ctlz<T>(x: T) -> u32;
    fn cttz<T>(x: T) -> u32;
    fn bswap<T>(x: T) -> T;
    fn bitreverse<T>(x: T) -> T;
    fn rotate_left<T>(x: T, n: u32) -> T;
    fn unchecked_funnel_shr<T>(a: T, b: T, n: u32) -> T;
    fn saturating_add<T>(a: T, b: T) -> T;
    fn saturating_sub<T>(a: T, b: T) -> T;
    fn exact_div<T>(a: T, b: T) -> T;
    fn mul_with_overflow<T>(a: T, b: T) -> (T, bool);
    fn sqrtf32(x: f32) -> f32;
    fn maxnumf32(x: f32, y: f32) -> f32;
    fn float_to_int_unchecked<F, I>(x: F) -> I;
    fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize) -> ();
    fn compare_bytes(a: *const u8, b: *const u8, n: usize) -> i32;
    fn raw_eq<T>(a: &T, b: &T) -> bool;
    fn volatile_load<T>(p: *const T) -> T;
    fn arith_offset<T>(p: *const T, n: isize) -> *const T;
    fn ptr_offset_from<T>(p: *const T, q: *const T) -> isize;
    fn size_of<T>() -> usize;
    fn align_of<T>() -> usize;
    fn needs_drop<T>() -> bool;
    fn transmute<A, B>(x: A) -> B;
    fn select_unpredictable<T>(c: bool, a: T, b: T) -> T;
    fn black_box<T>(x: T) -> T;
    fn typed_swap_nonoverlapping<T>(a: *mut T, b: *mut T) -> ();
    fn simd_add<T>(a: T, b: T) -> T;
}
impl Copy for isize {}
struct Three(i32, i32, i32);
struct Noisy;
impl Drop for Noisy {
    fn drop(&mut self) {}
}
unsafe fn run() {
    print_line(ctpop(0xf0u8) as i32); // CHECK: 4
    print_line(ctlz(1u32) as i32); // CHECK-NEXT: 31
    print_line(cttz(8u128) as i32); // CHECK-NEXT: 3
    print_line(bswap(0x0100u32) as i32); // CHECK-NEXT: 65536
    print_line(bitreverse(1u8) as i32); // CHECK-NEXT: 128
    print_line(rotate_left(0x81u8, 1) as i32); // CHECK-NEXT: 3
    print_line(unchecked_funnel_shr(1u32, 0, 31) as i32); // CHECK-NEXT: 2
    print_line(saturating_add(100i8, 100) as i32); // CHECK-NEXT: 127
    print_line(saturating_sub(1u8, 2) as i32); // CHECK-NEXT: 0
    print_line(exact_div(-12i32, 4)); // CHECK-NEXT: -3
    let (low, over) = mul_with_overflow(16u8, 17);
    print_line(low as i32); // CHECK-NEXT: 16
    print_line(over as i32); // CHECK-NEXT: 1
    print_line(float_to_int_unchecked(maxnumf32(sqrtf32(49.0), 2.0))); // CHECK-NEXT: 7
    let mut to = Three(0, 0, 0);
    let from = Three(1, 2, 3);
    copy_nonoverlapping(&raw const from, &raw mut to, 1);
    print_line(to.2); // CHECK-NEXT: 3
    print_line(raw_eq(&from, &to) as i32); // CHECK-NEXT: 1
    let mut other = Three(7, 8, 9);
    typed_swap_nonoverlapping(&raw mut to, &raw mut other);
    print_line(to.1); // CHECK-NEXT: 8
    print_line(volatile_load(&raw const other.1)); // CHECK-NEXT: 2
    let end = arith_offset(&raw const from, 3);
    print_line(ptr_offset_from(end, &raw const from) as i32); // CHECK-NEXT: 3
    print_line(size_of::<Three>() as i32); // CHECK-NEXT: 12
    print_line(align_of::<u64>() as i32); // CHECK-NEXT: 8
    print_line(needs_drop::<Noisy>() as i32); // CHECK-NEXT: 1
    print_line(transmute::<f32, i32>(1.0)); // CHECK-NEXT: 1065353216
    print_line(select_unpredictable(true, 5, 6)); // CHECK-NEXT: 5
    print_line(black_box(from).0); // CHECK-NEXT: 1
    #[cfg(unknown)]
    simd_add(1, 2);
}
#[no_mangle]
extern "C" fn main() -> i32 {
    unsafe { run() }
    0
}
