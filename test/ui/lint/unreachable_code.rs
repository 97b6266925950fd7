// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// What stands behind an expression that never ends.
#![deny(unreachable_code)]
#![allow(unused_variables, dead_code, unused_must_use, clippy::all)]
fn f(_: u8, _: u8) {}
fn g() -> u8 {
    1
}
fn after_return() {
    return;
    g(); //~ ERROR unreachable statement
}
fn argument() {
    f(loop {}, g()); //~ ERROR unreachable expression
}
fn tail() -> u8 {
    return 1;
    2 //~ ERROR unreachable expression
}
fn condition() {
    if { return } {
        //~^ ERROR unreachable block in `if` or `while` expression
        g();
    }
}
fn arm() {
    match (return) {
        () => { //~ ERROR unreachable arm
            g();
        }
    }
}
fn all_arms() {
    let x: u8 = match 1 {
        1 => return,
        _ => return,
    };
    g(); //~ ERROR unreachable statement
}
fn loops() {
    loop {
        break;
        g(); //~ ERROR unreachable statement
    }
    g();
    loop {}
    println!("x"); //~ ERROR unreachable statement
}
fn labelled() {
    'a: {
        break 'a;
        g(); //~ ERROR unreachable statement
    }
    g();
}
fn closure() {
    let c = || {
        return;
        g(); //~ ERROR unreachable statement
    };
    g();
}
fn call() {
    one(return); //~ ERROR unreachable call
}
fn one(_: u8) {}
fn lazily() {
    true && return;
    g();
}
fn cast() {
    let _x = (return) as u8;
    g(); //~ ERROR unreachable statement
}
fn fine() -> u8 {
    for _ in 0..1 {
        continue;
    }
    todo!()
}
fn main() {}
