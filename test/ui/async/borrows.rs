// RUN: %verify %s --edition 2021
// Loans in async bodies, and of them.
use std::future::Future;

async fn returns_local() -> &'static str {
    let s = String::new();
    &s //~ E0515
}
fn escapes() -> impl Future<Output = usize> {
    let s = String::new();
    async { s.len() } //~ E0373
}
async fn moved_twice(s: String) {
    std::future::ready(()).await;
    drop(s);
    std::future::ready(()).await;
    drop(s); //~ E0382
}
async fn borrowed_across(mut v: Vec<u8>) {
    let first = &v[0];
    std::future::ready(()).await;
    v.push(1); //~ E0502
    std::future::ready(()).await;
    drop(first);
}
async fn immutable(s: String) {
    s.push('a'); //~ E0596
}
async fn longer<'a>(x: &'a str, y: &str) -> &'a str {
    std::future::ready(()).await;
    if x.len() > 1 { x } else { y } //~ E0621
}
fn uses_after_move() {
    let s = String::new();
    let f = async move { s.len() };
    drop(s); //~ E0382
    drop(f);
}
fn main() {}
