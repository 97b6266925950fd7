// What another crate guards by privacy and bounds stays guarded.
// RUN: mkdir -p %t.dir
// RUN: %ochrec --crate-name guarded --crate-type rlib --edition 2021 --skip-borrowck %S/Inputs/guarded.rs --emit=metadata --out-dir %t.dir
// RUN: %verify %s --edition 2021 --crate-type rlib --skip-borrowck --extern guarded=%t.dir/libguarded.rmeta --emit=metadata --out-dir %t.dir
#![no_core]
#![feature(no_core)]
extern crate guarded;
use guarded::*;

fn privacy(s: &Secret, w: Wrapped) -> i32 {
    s.private(); //~ E0624
    let _ = w.0; //~ E0616
    s.open + s.hidden //~ E0616
}
fn construct() -> Secret {
    Secret { open: 1, hidden: 2 } //~ E0451
}
fn bounds<T>(t: &T) -> i32 {
    t.speak() //~ E0599
}
fn arguments() -> i32 {
    plain(1); //~ E0061
    div(1, true) //~ E0308
}
