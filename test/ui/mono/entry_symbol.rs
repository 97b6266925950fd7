// RUN: %verify %s --emit=obj -o %t
// REQUIRES: stdlib
#[no_mangle]
fn main() {} //~ ERROR entry symbol `main` declared multiple times
