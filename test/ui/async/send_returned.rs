// RUN: %verify %s --edition 2021
// Auto traits of the futures that other functions return, and of what futures capture.
use std::cell::Cell;
use std::future::{ready, Future};
use std::rc::Rc;

fn is_send<T: Send>(_: T) {}

async fn holds_param(_rc: Rc<u8>) {
    ready(()).await;
}
async fn holds_other_future() {
    holds_param(Rc::new(1)).await;
}
async fn holds_generic<T>(value: T) {
    ready(()).await;
    drop(value);
}
fn asks<T>(value: T) {
    is_send(holds_other_future()); //~ ERROR future cannot be sent
    is_send(holds_generic(value)); //~ ERROR cannot be sent
    is_send(holds_generic(1));
    is_send(holds_generic(Rc::new(1))); //~ ERROR cannot be sent
}
trait Job {
    async fn run(&self);
}
struct ByRc;
impl Job for ByRc {
    async fn run(&self) {
        let rc = Rc::new(1);
        ready(()).await;
        drop(rc);
    }
}
struct Plain;
impl Job for Plain {
    async fn run(&self) {
        ready(()).await;
    }
}
fn jobs<J: Job + Sync>(job: &J) {
    is_send(ByRc.run()); //~ ERROR future cannot be sent
    is_send(Plain.run());
    is_send(job.run()); //~ ERROR cannot be sent
}
fn own_opaque(n: u32) -> impl Future<Output = ()> {
    async move {
        let _ = n;
        ready(()).await;
    }
}
fn later() {
    is_send(own_opaque(1));
    is_send(async { own_opaque(2).await });
}
fn captures() {
    let cell = Cell::new(1);
    let rc = Rc::new(1);
    is_send(async { cell.get() }); //~ ERROR cannot be shared
    is_send(async move { drop(rc) }); //~ ERROR future cannot be sent
}
fn main() {}
