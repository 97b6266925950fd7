// REQUIRES: stdlib
// RUN: %run %s %t --edition 2021
// A future that is done, or that panicked, panics when it is polled again.
use std::future::Future;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
async fn done() -> u8 {
    1
}
async fn panics(_arg: D) {
    let _local = D("local");
    async { panic!("inside") }.await
}
fn poll<T>(f: &mut Pin<Box<dyn Future<Output = T>>>) -> Result<Poll<T>, String> {
    catch_unwind(AssertUnwindSafe(|| f.as_mut().poll(&mut Context::from_waker(Waker::noop()))))
        .map_err(|e| match e.downcast::<&str>() {
            Ok(s) => s.to_string(),
            Err(e) => *e.downcast::<String>().unwrap(),
        })
}
fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut f: Pin<Box<dyn Future<Output = u8>>> = Box::pin(done());
    println!("{:?}", poll(&mut f));
    println!("{:?}", poll(&mut f));
    println!("{:?}", poll(&mut f));
    let mut g: Pin<Box<dyn Future<Output = ()>>> = Box::pin(panics(D("arg")));
    println!("{:?}", poll(&mut g));
    println!("{:?}", poll(&mut g));
    drop(g);
    println!("end");
}
