// RUN: %ochrec --edition 2024 --emit=ast %s | %FileCheck %s
#![feature(no_core)]
#![no_core]

// CHECK: fn chain() { (if (&& (let (Some x) a) (> x b)) { }) }
fn chain() { if let Some(x) = a && x > b {} }
// CHECK: fn labels() { (loop 'a { (break 'a (.. - b)) }) 'c { (break 'c -) } }
fn labels() { 'a: loop { break 'a ..b } 'c: { break 'c } }
// CHECK: fn patterns() { (match a ((| 1 (..= 2 5) (.. 7 -)) => b) ((struct S x ref mut y z: (& _) ..) if c => d) ((slice a @ .. (tuple .. e)) => f)) }
fn patterns() { match a { 1 | 2..=5 | 7.. => b, S { x, ref mut y, z: &_, .. } if c => d, [a @ .., (.., e)] => f } }
// CHECK: fn paths() { <T as A<u8>>::B<C>; (call ::a::b<{ 1 }, (- 2)>); (method c<'static> self d) }
fn paths() { <T as A<u8>>::B::<C>; ::a::b::<{ 1 }, -2>(); self.c::<'static>(d) }
// CHECK: fn lets() { let (Some x): T = a else { (return -) }; let y; }
fn lets() { let Some(x): T = a else { return }; let y; }
