// A constant that calls a function that is not const is an error, whichever is checked first.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
fn late(x: usize) -> usize {
    x
}
fn main() {
    let _ = [0u8; late(2)]; //~ E0015 cannot call non-const function `late` in constants
}
