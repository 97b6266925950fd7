// Values that are overwritten, or that go out of scope, before anything reads them.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
#![deny(unused_assignments)]
#![allow(dead_code, unused_variables)]

struct Guard;
impl Drop for Guard {
    fn drop(&mut self) {}
}

fn overwritten() {
    let mut text = String::new(); //~ ERROR value assigned to `text` is never read
    text = String::from("x");
    println!("{text}");
    text = String::new(); //~ ERROR value assigned to `text` is never read
}
fn destructors_do_not_read() {
    let mut guard = Guard;
    let _ = &guard;
    guard = Guard; //~ ERROR value assigned to `guard` is never read
}
fn arithmetic() {
    let mut x = 1; //~ ERROR value assigned to `x` is never read
    x = 2;
    x += 3;
    println!("{x}");
    x += 1;
    x = if x > 3 { 1 } else { 2 }; //~ ERROR value assigned to `x` is never read
}
fn branches(option: Option<u8>) {
    let mut n = 0; //~ ERROR value assigned to `n` is never read
    match option {
        Some(a) => n = a,
        None => return,
    }
    println!("{n}");
    let mut m = 0;
    if let Some(a) = option {
        m = a;
    }
    println!("{m}");
}
fn loops() {
    let mut x = 1;
    loop {
        println!("{x}");
        x = 2; //~ ERROR value assigned to `x` is never read
        break;
    }
    let mut last = 0;
    for i in 0..3 {
        println!("{last}");
        last = i;
    }
}
fn borrowed() {
    let mut x = 1;
    let r = &mut x;
    *r = 2;
    x = 4; //~ ERROR value assigned to `x` is never read
    let mut y = 1;
    let mut set = || y = 2;
    set();
    let mut z = 1;
    let p = &raw const z;
    z = 2; // the pointer may read it
    unsafe { println!("{}", *p) };
}
fn silenced() {
    let mut _x = 1;
    _x = 2;
    let mut y = 1;
    println!("{y}");
    #[allow(unused_assignments)]
    {
        y = 2;
    }
}

fn main() {}
