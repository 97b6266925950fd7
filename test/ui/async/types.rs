// RUN: %verify %s --edition 2021
// Types of what async bodies take and give.
use std::future::Future;
use std::rc::Rc;

async fn number() -> u32 {
    1
}
async fn not_a_future() {
    5u8.await; //~ E0277
}
async fn wrong_value() -> u32 {
    "text" //~ E0308 mismatched types
}
async fn missing_await() -> u32 {
    number() //~ E0308
}
async fn question() {
    let x: Result<u8, ()> = Ok(1);
    x?; //~ E0277
}
fn is_send<T: Send>(_: T) {}
async fn holds_rc() {
    let rc = Rc::new(1);
    number().await;
    drop(rc);
}
async fn drops_rc() {
    let rc = Rc::new(1);
    drop(rc);
    number().await;
}
fn sends() {
    is_send(drops_rc());
    is_send(holds_rc()); //~ ERROR future cannot be sent between threads safely
}
fn unpins<T: Unpin>(_: T) {}
fn pinned() {
    unpins(number()); //~ E0277
}
fn returns() -> impl Future<Output = u8> { //~ E0271
    async { "text" }
}
fn needs_fn<F: Fn() -> T, T>(_: F) {}
fn is_no_fn() {
    let s = String::new();
    needs_fn(async move || s.len()); //~ ERROR
}
fn main() {}
