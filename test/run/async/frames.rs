// A frame holds what lives across an await, and a flag only for what may or may not be there when
// the frame unwinds: not for a variable whose assignment had nothing to drop.
// REQUIRES: stdlib
// RUN: %run %s %t
use std::future::Future;
use std::mem::size_of_val;
use std::pin::Pin;
use std::task::{Context, Poll};

struct Big([u8; 512]);
impl Drop for Big {
    fn drop(&mut self) {}
}
fn big() -> Big {
    Big([0; 512])
}
fn may_unwind() {}
async fn pause() {}

struct Pair {
    _a: Option<Big>,
    _b: Option<Big>,
}
impl Future for Pair {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut Context) -> Poll<()> {
        Poll::Ready(())
    }
}

async fn assigned_later() {
    let _x;
    pause().await;
    _x = big();
}

async fn assigned_before_a_call() {
    let _x;
    pause().await;
    may_unwind();
    _x = big();
    may_unwind();
}

async fn moved_later() {
    let _pair;
    let a = big();
    let b = big();
    pause().await;
    _pair = Pair { _a: Some(a), _b: Some(b) };
}

async fn moved_out() -> Pair {
    let a = big();
    let b = big();
    pause().await;
    may_unwind();
    Pair { _a: Some(a), _b: Some(b) }
}

fn main() {
    println!("{}", size_of_val(&assigned_later()));
    println!("{}", size_of_val(&assigned_before_a_call()));
    println!("{}", size_of_val(&moved_later()));
    println!("{}", size_of_val(&moved_out()));
}
