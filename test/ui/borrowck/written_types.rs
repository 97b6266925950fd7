// RUN: %verify %s --edition 2021 --emit=metadata -o %t
// REQUIRES: stdlib
// What a `let` writes about lifetimes binds the variables of its pattern; constants in patterns and
// compared pointers have types with lifetimes too.
#![allow(dead_code, unused_variables, unused_must_use, ambiguous_wide_pointer_comparisons)]
#![allow(unpredictable_function_pointer_comparisons)]
type Coupled<'a> = (&'a u8, &'a u8);
type Same<T> = (T, T);
fn uncoupled<'a>(x: &'a u8, s: &'static u8) -> &'static u8 {
    let (y, _): (&u8, &u8) = (s, x);
    y
}
fn coupled<'a>(x: &'a u8, s: &'static u8) -> &'static u8 {
    let (y, _): Coupled<'_> = (s, x);
    y
}
fn both_coupled<'a>(x: &'a u8, s: &'static u8) -> &'static u8 {
    let (y, _z): Coupled<'_> = (s, x);
    y //~ ERROR lifetime may not live long enough
}
fn same<'a>(x: &'a u8, s: &'static u8) -> &'static u8 {
    let ((y, _z),): (Same<_>,) = ((s, x),);
    y //~ ERROR lifetime may not live long enough
}
fn by_ref<'a>(_: &'a u8) -> &'static u8 {
    let (ref y, _): (&'a u8, u8) = (&1, 2);
    *y //~ ERROR lifetime may not live long enough
}
fn with_else<'a>(x: &'a u8, s: &'static u8) -> &'static u8 {
    let (Some(y), _): (Option<&'a u8>, u8) = (Some(s), *x) else { return s };
    y //~ ERROR lifetime may not live long enough
}
fn in_closure(pair: (&u8, &u8)) {
    let _ = || {
        let (a, b) = pair;
    };
}
fn through_reference<'a>(pair: &(&'static u8, u8)) -> &'static u8 {
    let (y, _): &(&'static u8, u8) = pair;
    *y
}

trait Named<'a> {
    const C: &'a u8;
}
impl<'a, T> Named<'a> for T {
    const C: &'a u8 = &1;
}
fn constant<'a>(x: &'static u8) {
    match x {
        <() as Named<'a>>::C => {} //~ ERROR lifetime may not live long enough
        _ => {}
    }
    match x {
        <() as Named<'static>>::C => {}
        _ => {}
    }
}

fn pointers<'a, 'b>(x: *mut &'a u8, y: *mut &'b u8) {
    x == y; //~ ERROR lifetime may not live long enough
    //~^ ERROR lifetime may not live long enough
}
fn functions<'a, 'b>(f: fn(&'a u8) -> &'a u8, g: fn(&'a u8) -> &'a u8, h: fn(&u8)) {
    f == g;
    let h2: fn(&'b u8) = h;
    h2 == h;
}
fn shared<'a, 'b>(x: *const &'a u8, y: *const &'b u8) -> bool {
    x == y
}
fn main() {}
