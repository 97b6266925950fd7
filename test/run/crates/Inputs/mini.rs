// A library in place of core, with one of each thing that a program takes from another crate.
#![no_core]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../mini/Inputs/prelude.rs");

// Generics, traits, impls.
pub trait Shape {
    const SIDES: i32;
    type Unit;
    fn area(&self) -> i32;
    fn unit(&self) -> Self::Unit;
    fn twice(&self) -> i32 {
        self.area() * 2 + Self::SIDES
    }
}
pub struct Square(pub i32);
impl Shape for Square {
    const SIDES: i32 = 4;
    type Unit = i32;
    fn area(&self) -> i32 {
        self.0 * self.0
    }
    fn unit(&self) -> i32 {
        self.0
    }
}
impl Square {
    pub fn grown(&self, by: i32) -> Square {
        Square(self.0 + by)
    }
}
pub struct Pair<A, B> {
    pub a: A,
    pub b: B,
}
impl<A, B: Copy> Pair<A, B> {
    pub const KIND: i32 = 7;
    pub fn new(a: A, b: B) -> Pair<A, B> {
        Pair { a, b }
    }
    pub fn second(&self) -> B {
        self.b
    }
}
pub fn total<S: Shape>(s: &S) -> i32 {
    helper(s.twice())
}
// Not generic: called across the border, and private.
fn helper(n: i32) -> i32 {
    n + 1
}

// Drops.
pub struct Loud<'a> {
    pub id: i32,
    pub log: &'a i32,
}
impl<'a> Drop for Loud<'a> {
    fn drop(&mut self) {
        print_line(self.id + *self.log);
    }
}

// Inline and plain functions, with closures inside.
#[inline]
pub fn apply<F: Fn(i32) -> i32>(f: F, n: i32) -> i32 {
    let g = |x| f(x) + 1;
    g(n)
}
#[inline]
pub fn inlined(n: i32) -> i32 {
    helper(n) * 10
}
pub fn adder(by: i32) -> impl Fn(i32) -> i32 {
    move |n: i32| n + by
}

// Constants and statics.
impl Mul for usize {
    type Output = usize;
    fn mul(self, other: usize) -> usize {
        self * other
    }
}
impl Sub for usize {
    type Output = usize;
    fn sub(self, other: usize) -> usize {
        self - other
    }
}
pub const fn square(n: usize) -> usize {
    n * n
}
pub const LIMIT: i32 = 40 + 2;
pub const SIZE: usize = square(2) - 1;
pub const WORDS: &[u8] = b"AB";
pub const TABLE: [i32; SIZE] = [10, 20, 30];
pub const PICK: fn(i32) -> i32 = |n| n - 1;
pub static BASE: i32 = 1000;
pub static NEXT: &i32 = &BASE;
pub static mut COUNTER: i32 = 5;
pub fn bump() -> i32 {
    unsafe {
        COUNTER = COUNTER + 1;
        COUNTER
    }
}

// Enums, with values that niches and discriminants tell apart.
#[repr(i32)]
pub enum Level {
    Low = 3,
    High = 3 * 3,
}
pub enum Tree<'a> {
    Leaf(i32),
    Node { left: &'a Tree<'a>, right: &'a Tree<'a> },
}
impl<'a> Tree<'a> {
    pub fn sum(&self) -> i32 {
        match self {
            Tree::Leaf(n) => *n,
            Tree::Node { left, right } => left.sum() + right.sum(),
        }
    }
}

// Dynamic dispatch.
pub trait Named {
    fn name(&self) -> i32;
    fn more(&self) -> i32 {
        self.name() + 1
    }
}
impl Named for Square {
    fn name(&self) -> i32 {
        77
    }
}
pub fn show(n: &dyn Named) {
    print_line(n.more());
}
pub fn named(s: &Square) -> &dyn Named {
    s
}

// Macros.
#[macro_export]
macro_rules! show_all {
    ($($e:expr),*) => { $($crate::print_line($e);)* };
}

// Modules and names again exported.
pub mod inner {
    pub mod deep {
        pub fn answer() -> i32 {
            4242
        }
    }
    pub use self::deep::answer as reply;
}
