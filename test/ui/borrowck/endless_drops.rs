// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
// What a drop looks at must end.
struct Nested<T> { value: T, more: Option<Box<Nested<fn(T)>>> }
fn takes(nested: Nested<u32>) {} //~ ERROR overflow while adding drop-check rules for `Nested<u32>`
enum Turn<A, B> { End, Step(A, Box<Turn<B, A>>) }
fn turns(_: Turn<String, Vec<u8>>) {}
enum List<T> { Nil, Cons(T, Box<List<T>>) }
fn lists(_: Vec<List<List<String>>>) {}
fn main() {}
