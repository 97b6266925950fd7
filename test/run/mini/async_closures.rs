// Async closures: called by AsyncFn, AsyncFnMut, AsyncFnOnce; what they capture, and lend.
// RUN: %ochrec --edition 2021 -C panic=abort %s -o %t && %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O %s -o %t && %t | %FileCheck %s
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");
include!("Inputs/async.rs");

struct Noisy(i32);
impl Drop for Noisy {
    fn drop(&mut self) {
        print_line(self.0);
    }
}
fn take(_: Noisy) {}
fn value(n: &Noisy) -> i32 {
    n.0
}

async fn call<F: AsyncFn(i32) -> i32>(f: F) -> i32 {
    f(1).await + f(2).await
}
async fn call_ref<F: AsyncFn(&i32) -> i32>(f: F) -> i32 {
    let x = 5;
    f(&x).await
}
async fn call_mut<F: AsyncFnMut(i32)>(mut f: F) {
    f(1).await;
    f(2).await;
}
async fn call_once<F: AsyncFnOnce(i32) -> i32>(f: F) -> i32 {
    f(3).await
}
async fn double(x: i32) -> i32 {
    x * 2
}

#[no_mangle]
extern "C" fn main() -> i32 {
    let k = 100;
    // CHECK: 0
    // CHECK-NEXT: 6
    print_line(block_on(call(double)));
    // CHECK-NEXT: 0
    // CHECK-NEXT: 5
    print_line(block_on(call(|x| async move { x + 1 })));
    // CHECK-NEXT: 2
    // CHECK-NEXT: 203
    print_line(block_on(call(async |x| k + Yields(1, x).await)));
    // CHECK-NEXT: 1
    // CHECK-NEXT: 105
    print_line(block_on(call_ref(async |x| {
        Yields(1, 0).await;
        *x + k
    })));
    let mut sum = 0;
    // CHECK-NEXT: 2
    // CHECK-NEXT: 3
    block_on(call_mut(async |x| {
        Yields(1, 0).await;
        sum = sum + x;
    }));
    print_line(sum);
    let owned = Noisy(7);
    // CHECK-NEXT: 7
    // CHECK-NEXT: 2
    // CHECK-NEXT: 17
    print_line(block_on(call(async move |x| Yields(1, x).await + value(&owned))));
    // CHECK-NEXT: 8
    // CHECK-NEXT: 0
    // CHECK-NEXT: 4
    let consumed = Noisy(8);
    print_line(block_on(call_once(async |x| {
        take(consumed);
        x + 1
    })));
    // A closure whose future lends, called for the last time: the future owns it.
    // CHECK-NEXT: 9
    // CHECK-NEXT: 1
    // CHECK-NEXT: 12
    let kept = Noisy(9);
    let lends = async move |x: i32| -> i32 { Yields(1, x).await + value(&kept) };
    print_line(block_on(call_once(lends)));
    // CHECK-NEXT: 0
    // CHECK-NEXT: 0
    // CHECK-NEXT: 107
    let mut count = 0;
    let mut c = async |x: i32| {
        count = count + 1;
        x + k
    };
    block_on(c(1));
    let last = block_on(c(7));
    print_line(last);
    // CHECK-NEXT: 2
    print_line(count);
    0
}
