// RUN: %verify %s --emit=metadata -o %t --edition 2021
// REQUIRES: stdlib
// What is bound whole is not also moved, borrowed or changed in part.
struct Unit;
fn unit() -> Unit { Unit }
fn main() {
    let a @ ref b = Unit; //~ ERROR borrow of moved value
    let ref mut a @ ref b = unit(); //~ ERROR cannot borrow value as immutable because it is also borrowed as mutable
    let ref a @ ref mut b = unit(); //~ ERROR cannot borrow value as mutable because it is also borrowed as immutable
    let ref mut a @ ref mut b = unit(); //~ ERROR cannot borrow value as mutable more than once at a time
    let ref a @ b = unit(); //~ ERROR cannot move out of value because it is borrowed
    match Some(unit()) {
        a @ Some(ref b) => {} //~ ERROR borrow of moved value
        _ => {}
    }
    let a @ ref b = 5;
    let ref mut a @ b = 5;
    let ref a @ ref b = unit();
    match &Some(unit()) {
        a @ Some(b) => {}
        _ => {}
    }
}
