// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
#![allow(dead_code, unused_variables)]
// Lifetimes that a pattern's path writes bind what it matches.
struct Foo<'a> {
    field: &'a u32,
}
enum E<'a> {
    V(&'a u32),
}
fn in_let() {
    let y = 22;
    let foo = Foo { field: &y }; //~ E0597
    let Foo::<'static> { field: _z } = foo;
}
fn in_match() {
    let y = 22;
    let foo = E::V(&y); //~ E0597
    match foo {
        E::V::<'static>(_z) => {}
    }
}
fn fine() {
    let y = 22;
    let foo = Foo { field: &y };
    let Foo { field: z } = foo;
    match E::V(z) {
        E::V::<'_>(_) => {}
    }
}
fn main() {}
struct Pair<'a, T> {
    a: T,
    b: &'a T,
}
impl<'a, T> Pair<'a, T> {
    fn take_apart(self) {
        let _ = || {
            let Self { a, b } = self;
        };
    }
}
