// Unsafe items, open enums and values of another crate in bodies.
// RUN: mkdir -p %t.dir
// RUN: %ochrec --crate-name guarded --crate-type rlib --edition 2021 --skip-borrowck %S/Inputs/guarded.rs --emit=metadata --out-dir %t.dir
// RUN: %verify %s --edition 2021 --crate-type rlib --skip-borrowck --extern guarded=%t.dir/libguarded.rmeta --emit=metadata --out-dir %t.dir
#![no_core]
#![feature(no_core)]
extern crate guarded;
use guarded::*;

fn unsafety(b: Bits) {
    COUNTER = 1; //~ E0133 use of mutable static
    danger(); //~ E0133 call to unsafe function
    FOREIGN; //~ E0133 use of extern static
    let _n = b.a; //~ E0133 access to union field
    unsafe {
        COUNTER = FOREIGN;
    }
}
fn exhaust() {
    match growing() {
        //~^ E0004
        Growing::A => {}
        Growing::B => {}
    }
}
