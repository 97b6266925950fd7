// RUN: %verify %s --edition 2021
// What an async closure lends ends with the call's future.
fn twice_at_once() {
    let mut n = 0;
    let mut f = async || n += 1;
    let a = f();
    let b = f(); //~ E0499
    drop((a, b));
}
fn outlives_closure() -> impl std::future::Future<Output = usize> {
    let s = String::new();
    let f = async move || s.len();
    f() //~ ERROR `f`
}
fn main() {}
