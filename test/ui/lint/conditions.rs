// Patterns that always match where they need not; symbols that cannot be one.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
#![deny(irrefutable_let_patterns, no_mangle_generic_items)]
#![allow(dead_code, unused_variables)]

struct Point {
    x: i32,
}
enum Only {
    One(u8),
}

fn conditions(point: Point, only: Only, option: Option<u8>) {
    if let Point { x } = point {} //~ ERROR irrefutable `if let` pattern
    if let Only::One(_) = only {} //~ ERROR irrefutable `if let` pattern
    if let Some(_) = option {}
    while let n = 1 { //~ ERROR irrefutable `while let` pattern
        break;
    }
    while let Some(_) = option {
        break;
    }
    let Only::One(a) = only else { return }; //~ ERROR irrefutable `let...else` pattern
    let Some(b) = option else { return };
}

#[no_mangle]
const LIMIT: u8 = 1; //~ ERROR const items should never be `#[no_mangle]`
#[no_mangle]
fn generic<T>() {} //~ ERROR functions generic over types or consts must be mangled
#[no_mangle]
fn of_lifetimes<'a>(x: &'a u8) -> &'a u8 {
    x
}
struct Holder<T>(T);
impl<T> Holder<T> {
    #[no_mangle]
    fn method() {} //~ ERROR functions generic over types or consts must be mangled
}

fn main() {}
