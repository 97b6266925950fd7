// Coroutines without core: what is kept over suspensions, and dropped in each state.
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
async fn one() -> i32 {
    1
}
async fn sum(a: i32, b: &mut i32) -> i32 {
    let x = Yields(2, a).await;
    *b = *b + x;
    x + one().await
}
async fn drops(_p: Noisy, (q, _): (Noisy, Noisy)) {
    let local = Noisy(10);
    let moved = Noisy(11);
    Yields(1, 0).await;
    drop_it(moved);
    Yields(1, 0).await;
    print_line(q.0 + local.0);
}
fn drop_it(_: Noisy) {}
fn poll_times<F: Future>(f: F, n: i32) {
    let mut f = f;
    let mut wakes = 0;
    let mut i = 0;
    while i < n {
        let mut cx = Context { wakes: &mut wakes };
        unsafe { Pin::new_unchecked(&mut f) }.poll(&mut cx);
        i = i + 1;
    }
    print_line(100 + n);
}
trait Store {
    async fn get(&self, key: i32) -> i32;
    async fn twice(&self, key: i32) -> i32 {
        self.get(key).await + self.get(key).await
    }
    fn later(&self) -> impl Future<Output = i32>;
}
struct Times(i32);
impl Store for Times {
    async fn get(&self, key: i32) -> i32 {
        Yields(1, key * self.0).await
    }
    fn later(&self) -> Yields {
        Yields(0, self.0)
    }
}
async fn stores<S: Store>(s: &S) -> i32 {
    s.twice(3).await + s.later().await
}

#[no_mangle]
extern "C" fn main() -> i32 {
    let mut b = 5;
    // CHECK: 2
    // CHECK-NEXT: 8
    // CHECK-NEXT: 12
    print_line(block_on(sum(7, &mut b)));
    print_line(b);
    // Never run: the captures in order.
    // CHECK-NEXT: 100
    // CHECK-NEXT: 1
    // CHECK-NEXT: 2
    // CHECK-NEXT: 3
    poll_times(drops(Noisy(1), (Noisy(2), Noisy(3))), 0);
    // CHECK-NEXT: 101
    // CHECK-NEXT: 11
    // CHECK-NEXT: 10
    // CHECK-NEXT: 2
    // CHECK-NEXT: 3
    // CHECK-NEXT: 1
    poll_times(drops(Noisy(1), (Noisy(2), Noisy(3))), 1);
    // CHECK-NEXT: 11
    // CHECK-NEXT: 102
    // CHECK-NEXT: 10
    // CHECK-NEXT: 2
    // CHECK-NEXT: 3
    // CHECK-NEXT: 1
    poll_times(drops(Noisy(1), (Noisy(2), Noisy(3))), 2);
    // CHECK-NEXT: 11
    // CHECK-NEXT: 12
    // CHECK-NEXT: 10
    // CHECK-NEXT: 2
    // CHECK-NEXT: 3
    // CHECK-NEXT: 1
    // CHECK-NEXT: 103
    poll_times(drops(Noisy(1), (Noisy(2), Noisy(3))), 3);
    // CHECK-NEXT: 2
    // CHECK-NEXT: 20
    print_line(block_on(stores(&Times(2))) + 6);
    // CHECK-NEXT: 1
    // CHECK-NEXT: 9
    let x = 4;
    print_line(block_on(async { Yields(1, 5).await + x }));
    0
}
