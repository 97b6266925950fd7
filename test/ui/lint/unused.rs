// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// What a program does in vain: mut, values, imports, patterns, statements.
#![deny(unused_mut, unused_must_use, unused_imports, unreachable_patterns, unused_labels)]
#![allow(unused_variables, unused_assignments, dead_code, path_statements)]
use std::fmt::Write; //~ ERROR unused import: `std::fmt::Write`
use std::io::Write as _;
use std::mem; //~ ERROR unused import: `std::mem`

fn muts(mut arg: u8) { //~ ERROR variable does not need to be mutable
    let mut a = 1; //~ ERROR variable does not need to be mutable
    let mut b = 1;
    b = 2;
    let mut c = vec![1];
    c.push(2);
    let mut d; //~ ERROR variable does not need to be mutable
    d = 1;
    let mut e = 1;
    let mut change = || e += 1;
    change();
    let mut _f = 1;
    let (mut g, mut h) = (1, 2); //~ ERROR variable does not need to be mutable
    g += 1;
    let mut i = String::new();
    { i }.push('x');
    std::io::stdout().flush().unwrap();
    for _ in { return; 0..1 } {}
    let mut j = 0;
    j = 1;
}

#[must_use]
struct Marked;
#[must_use = "why"]
fn marked() -> u8 {
    1
}
struct S;
impl S {
    #[must_use]
    fn method(&self) -> u8 {
        1
    }
}
fn results() -> Result<u8, ()> {
    Ok(1)
}
fn values() {
    Marked; //~ ERROR unused `Marked` that must be used
    marked(); //~ ERROR unused return value of `marked` that must be used
    S.method(); //~ ERROR unused return value of `S::method` that must be used
    results(); //~ ERROR unused `Result` that must be used
    let _ = results();
    Box::new(Marked); //~ ERROR unused boxed `Marked` that must be used
    //~^ ERROR unused return value of
    (1, Marked); //~ ERROR unused `Marked` in tuple element 1 that must be used
    1 == 2; //~ ERROR unused comparison that must be used
    !true; //~ ERROR unused unary operation that must be used
    || 1; //~ ERROR unused closure that must be used
    vec![1].iter().map(|x| x + 1); //~ ERROR unused `Map` that must be used
    String::new(); //~ ERROR unused return value of
    { Marked };  //~ ERROR unused `Marked` that must be used
}

fn patterns(x: Option<u8>, b: bool) {
    match x {
        Some(1) => {}
        Some(1 | 2) => {} //~ ERROR unreachable pattern
        Some(_) | None => {}
        _ => {} //~ ERROR unreachable pattern
    }
    match b {
        true if x.is_none() => {}
        true => {}
        false => {}
    }
    'used: loop {
        'unused: loop { //~ ERROR unused label
            break 'used;
        }
    }
}
fn main() {}
