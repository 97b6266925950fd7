// `ref mut` in a pattern borrows through overloaded indices and dereferences as `&mut` does.
// RUN: %ochrec --edition 2021 %s -o %t && %t | %FileCheck %s
use std::ops::{Deref, DerefMut};

struct Wrap<T>(T);
impl<T> Deref for Wrap<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
impl<T> DerefMut for Wrap<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// Each arm is coerced through `deref_mut`.
fn either<'a, T: DerefMut>(first: bool, a: &'a mut T, b: &'a mut T) -> &'a mut T::Target {
    match first {
        true => &mut *a,
        false => &mut *b,
    }
}

fn main() {
    let mut list = vec![Some(1), None];
    match list[0] {
        Some(ref mut x) => *x += 1,
        None => {}
    }
    if let Some(ref mut x) = list[0] {
        *x *= 10;
    }
    let mut pair = Wrap((1, 2));
    let (ref mut first, _) = *pair;
    *first = 5;
    let mut text = Wrap(Some(String::new()));
    match *text {
        Some(ref mut s) => s.push('a'),
        None => (),
    }
    let (mut left, mut right) = (Wrap(1), Wrap(2));
    *either(false, &mut left, &mut right) += 40;
    // CHECK: [Some(20), None] (5, 2) Some("a") 1 42
    println!("{:?} {:?} {:?} {} {}", list, *pair, *text, *left, *right);
}
