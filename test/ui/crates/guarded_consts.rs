// Constants that need another crate's functions are evaluated here.
// RUN: mkdir -p %t.dir
// RUN: %ochrec --crate-name guarded --crate-type rlib --edition 2021 --skip-borrowck %S/Inputs/guarded.rs --emit=metadata --out-dir %t.dir
// RUN: %verify %s --edition 2021 --crate-type rlib --skip-borrowck --extern guarded=%t.dir/libguarded.rmeta --emit=metadata --out-dir %t.dir
#![no_core]
#![feature(no_core)]
extern crate guarded;
use guarded::*;

pub const GOOD: i32 = div(9, 2);
pub static BYTES: [u8; GOOD as usize] = [0, 1, 2, 3];
const BAD: i32 = div(1, 0); //~ E0080
