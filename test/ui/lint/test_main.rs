// REQUIRES: stdlib
// RUN: %verify %s --test --emit=metadata -o %t
// The program's own `main` is alive, though a test harness does not call it.
#![deny(dead_code)]
fn used_by_main() {}
fn unused() {} //~ ERROR function `unused` is never used
fn main() {
    used_by_main();
}
