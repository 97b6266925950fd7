// RUN: %verify %s --edition 2021
// What futures hold while they are suspended decides of auto traits, wherever these are asked for.
#![feature(const_async_blocks)]
use std::cell::Cell;
use std::future::{ready, Future};
use std::pin::Pin;
use std::rc::Rc;

const fn is_send<T: Send>(value: T) {
    std::mem::forget(value)
}
fn is_sync<T: Sync>(_: T) {}

fn declared() -> impl Future<Output = ()> + Send { //~ ERROR future cannot be sent
    async {
        let rc = Rc::new(1);
        ready(()).await;
        drop(rc);
    }
}
fn unsized_to_dyn() -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async { //~ ERROR future cannot be sent
        let rc = Rc::new(1);
        ready(()).await;
        drop(rc);
    })
}
fn in_tuples_and_closures() {
    let make = || async {
        let rc = Rc::new(1);
        ready(()).await;
        drop(rc);
    };
    is_send((make(), 1)); //~ ERROR future cannot be sent
    is_send(make);
}
fn in_a_closure() {
    let make = || async {
        let rc = Rc::new(1);
        ready(()).await;
        drop(rc);
    };
    let inner = || is_send(make()); //~ ERROR future cannot be sent
    inner();
}
fn not_held() {
    is_send(async {
        {
            let rc = Rc::new(1);
            drop(rc);
        }
        ready(()).await;
    });
    is_send(async { ready(*Rc::new(1)).await }); //~ ERROR future cannot be sent
    is_sync(async {
        Cell::new(1).set(2);
        ready(()).await;
    });
    // What was borrowed is held until its scope ends.
    is_sync(async { //~ ERROR future cannot be shared
        let cell = Cell::new(1);
        cell.set(2);
        ready(()).await;
    });
}
const IN_CONST: () = {
    is_send(async { //~ ERROR future cannot be sent
        let rc: Option<Rc<u8>> = None;
        ready(()).await;
        drop(rc);
    });
};
fn main() {}
