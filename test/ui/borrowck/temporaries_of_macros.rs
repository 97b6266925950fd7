// RUN: %verify %s --edition 2021
// What `pin!` pins is a temporary.
use std::pin::{pin, Pin};

fn returned() -> Pin<&'static mut u8> {
    pin!(1) //~ E0515 temporary value
}
fn assigned() {
    let p;
    p = pin!(5u8); //~ E0716
    println!("{}", p);
}
fn as_argument() {
    let q = std::convert::identity(pin!(String::new())); //~ E0716
    println!("{}", q);
}
fn too_long() {
    let _x: Pin<&'static mut u16> = pin!(7); //~ E0716
}
fn main() {
    let kept = Some(pin!(if true { pin!(1) } else { pin!(2) }));
    println!("{}", kept.is_some());
}
