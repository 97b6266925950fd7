// Objects of `for<'a> FnMut(&'a i32)`: the slots of their vtables are found under the binder.
// RUN: %ochrec --edition 2021 -C panic=abort --skip-borrowck %s -o %t && %t | %FileCheck %s
// CHECK: 3
// CHECK-NEXT: 7
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");

impl<'a, 'b: 'a, T, U> CoerceUnsized<&'a mut U> for &'b mut T
where
    T: PointeeSized + Unsize<U>,
    U: PointeeSized,
{
}
impl<A: Tuple, F: PointeeSized + FnMut<A>> FnMut<A> for &mut F {
    extern "rust-call" fn call_mut(&mut self, args: A) -> F::Output {
        (**self).call_mut(args)
    }
}
impl<A: Tuple, F: PointeeSized + FnMut<A>> FnOnce<A> for &mut F {
    type Output = F::Output;
    extern "rust-call" fn call_once(self, args: A) -> F::Output {
        (*self).call_mut(args)
    }
}
fn run(f: &mut dyn FnMut(&i32)) {
    f(&3);
}
fn through_generic(f: &mut dyn FnMut(&i32)) {
    call(f)
}
fn call<F: FnMut(&i32)>(mut f: F) {
    f(&4);
}
#[no_mangle]
extern "C" fn main() -> i32 {
    let mut n = 0;
    run(&mut |x| n = n + *x);
    print_line(n);
    through_generic(&mut |x| n = n + *x);
    print_line(n);
    0
}
