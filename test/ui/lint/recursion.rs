// Functions that call themselves whatever happens.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
#![deny(unconditional_recursion)]
#![allow(dead_code, unused_variables)]

struct Opaque;
fn forever(n: u32) -> u32 { //~ ERROR function cannot return without recursing
    if n == 0 { forever(1) } else { forever(n - 1) }
}
fn sometimes(n: u32) -> u32 {
    if n == 0 { 0 } else { sometimes(n - 1) }
}
fn diverges() -> ! { //~ ERROR function cannot return without recursing
    diverges()
}
fn in_a_loop(n: u32) -> u32 { //~ ERROR function cannot return without recursing
    loop {
        in_a_loop(n);
    }
}
trait Named {
    fn name(&self) -> String { //~ ERROR function cannot return without recursing
        self.name()
    }
    fn of_inner(&self, inner: u8) -> String {
        inner.of_inner(0)
    }
}
impl Named for u8 {
    fn of_inner(&self, _: u8) -> String {
        String::new()
    }
}
impl PartialEq for Opaque {
    fn eq(&self, other: &Opaque) -> bool { //~ ERROR function cannot return without recursing
        *self == *other
    }
}

fn main() {}
