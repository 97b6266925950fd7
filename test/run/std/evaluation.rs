// What is evaluated when, and dropped when evaluation is left.
// REQUIRES: stdlib
// RUN: %run %s %t
// RUN: %run %s %t -O
use std::cell::{Cell, RefCell};
use std::panic::{catch_unwind, AssertUnwindSafe};

struct Log<'a>(i32, &'a RefCell<Vec<i32>>);
impl Drop for Log<'_> {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0);
    }
}

fn params((_x, _): (Log, Log), (_, _y): (Log, Log)) {}
fn fail<T>() -> T {
    std::panic::resume_unwind(Box::new(()))
}

fn drops() {
    let log = RefCell::new(vec![]);
    let d = |id| Log(id, &log);
    {
        let _x = (d(0), &d(1), d(2), &d(3));
        println!("{:?}", log.borrow());
    }
    println!("{:?}", log.take());
    // Operands are dropped before the temporaries of the statement.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        (d(4), &d(5), d(6), &d(7), fail::<()>());
    }));
    println!("{:?}", log.take());
    // What a pattern leaves of a parameter is dropped before the parameters to the left.
    params((d(3), d(4)), (d(2), d(1)));
    println!("{:?}", log.take());
}

const NONE: Option<Cell<i32>> = None;
const BOUND: Option<Cell<i32>> = {
    let x = None;
    x
};
static TEXT: Option<String> = None;
static TO_TEXT: &&Option<String> = {
    let x = &&TEXT;
    x
};

fn promoted() -> (&'static Option<Cell<i32>>, &'static Option<Cell<i32>>) {
    (&NONE, &BOUND)
}

enum Chain {
    A = 42,
    B = Chain::A as isize - 3,
    C,
    D = Chain::C as isize * 2,
}

fn conditions(a: bool, b: bool) -> i32 {
    let z;
    if !(a && { z = 1; b }) || z == 2 { 10 } else { z }
}

const SHORT: bool = true || panic!();

struct Node<T: ?Sized> {
    number: usize,
    next: Option<&'static u8>,
    tail: T,
}

/// A place in a constant lives as long as that, whichever it is.
fn element_of_constant(i: usize) -> &'static u32 {
    const TABLE: [(u8, [u32; 2]); 2] = [(1, [2, 3]), (4, [5, 6])];
    &TABLE[i].1[1 - i]
}

/// Names that derived code has for itself are out of reach.
#[derive(Hash)]
enum Collision<__H> {
    __H { __H__H: __H },
}

fn main() {
    println!("{} {}", element_of_constant(0), element_of_constant(1));
    let mut hasher = std::collections::hash_map::DefaultHasher::new();
    std::hash::Hash::hash(&Collision::__H { __H__H: 1 }, &mut hasher);
    drops();
    println!("{:?} {:?}", promoted(), TO_TEXT);
    println!("{} {} {}", Chain::B as u8, Chain::C as u8, Chain::D as u64);
    println!("{} {} {}", conditions(false, false), conditions(true, true), SHORT);
    let node: Box<Node<dyn std::fmt::Debug>> =
        Box::new(Node { number: 42, next: None, tail: Box::new(1) });
    println!("{} {:?} {:?}", node.number, node.next, &node.tail);
}
