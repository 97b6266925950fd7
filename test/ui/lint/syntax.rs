// REQUIRES: stdlib
// RUN: %verify %s --edition 2015 --emit=metadata -o %t
// Lints of the syntax alone.
#![deny(unused_parens, while_true, keyword_idents_2018, unsafe_code, unused_import_braces)]
#![deny(redundant_semicolons, bindings_with_variant_name)]
#![allow(unused_variables, dead_code, unused_assignments, unused_imports, unused_must_use)]
#![allow(unused_unsafe)]
use std::{mem}; //~ ERROR braces around mem is unnecessary
struct S {
    a: u8,
}
fn value(x: u8) -> u8 {
    (x) //~ ERROR unnecessary parentheses around block return value
}
fn places(x: u8) -> u8 {
    if (x > 1) {} //~ ERROR unnecessary parentheses around `if` condition
    while (x > 1) {} //~ ERROR unnecessary parentheses around `while` condition
    for _ in (0..1) {} //~ ERROR unnecessary parentheses around `for` iterator expression
    match (x) { //~ ERROR unnecessary parentheses around `match` scrutinee expression
        (1) => {} //~ ERROR unnecessary parentheses around pattern
        _ => {}
    }
    let y = (x); //~ ERROR unnecessary parentheses around assigned value
    let mut z = 1;
    z += (3); //~ ERROR unnecessary parentheses around assigned value
    value((1)); //~ ERROR unnecessary parentheses around function argument
    let (a) = 1; //~ ERROR unnecessary parentheses around pattern
    let _: (u8) = 1; //~ ERROR unnecessary parentheses around type
    if let 1 = (z) {} //~ ERROR unnecessary parentheses around `let` scrutinee expression
    return (1); //~ ERROR unnecessary parentheses around `return` value
}
fn needed(x: u8) {
    if (S { a: 1 }.a == 1) {}
    let _ = (1 + 2) * 3;
    if x == 1 && (x == 2 || x == 3) {}
    let c = &(|| 1);
    (c)();
    let _ = !(true);
}
fn endless() {
    while true {} //~ ERROR denote infinite loops with `loop { ... }`
}
fn names() {
    let async = 1; //~ ERROR `async` is a keyword in the 2018 edition
    let r#dyn = 1;
    unsafe {} //~ ERROR usage of an `unsafe` block
    let a = 1;; //~ ERROR unnecessary trailing semicolon
}
enum E {
    A,
    B,
}
fn variants(e: E) {
    match e {
        A => {} //~ E0170
    }
}
fn main() {}
