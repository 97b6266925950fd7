// RUN: %ochrec --edition 2021 --emit=hir %s | %FileCheck %s
#![feature(no_core)]
#![no_core]

// CHECK: fn for_loop{{.*}} (match (call #[lang into_iter] a#0) [mut iter#{{[0-9]+}} => (loop@[[L:[0-9]+]] { (match (call #[lang next] (&mut iter#{{[0-9]+}})) [#[lang None] => (break @[[L]])] [(#[lang Some] x#{{[0-9]+}}) => { x#{{[0-9]+}}; }]) })])
fn for_loop(a: u8) { for x in a { x; } }
// CHECK: fn while_loop{{.*}} (loop@[[W:[0-9]+]] { (if (drop_temps a#0) { (continue @[[W]]) } { (break @[[W]]); }) })
fn while_loop(a: bool) { while a { continue } }
// CHECK: fn question{{.*}} (match (call #[lang branch] a#0) [(#[lang Continue] val#{{[0-9]+}}) => val#{{[0-9]+}}] [(#[lang Break] residual#{{[0-9]+}}) => (return (call #[lang from_residual] residual#{{[0-9]+}}))])
fn question(a: u8) { a?; }
// CHECK: fn assign{{.*}} { let (tuple lhs#[[A:[0-9]+]] _) = (tuple 1 2); (= a#0 lhs#[[A]]) }
fn assign(mut a: u8) { (a, _) = (1, 2); }
// CHECK: fn or_pattern{{.*}} [(| (tuple x#[[X:[0-9]+]] 1) (tuple 2 x#[[X]])) => x#[[X]]]
fn or_pattern(a: (u8, u8)) -> u8 { match a { (x, 1) | (2, x) => x } }
// CHECK: fn elided<'_#[[E:[0-9]+]]>(&'_#[[E]] u8) -> &'_#[[E]] u8
fn elided(a: &u8) -> &u8 { a }
// CHECK: fn argument<impl impl Tr>(argument::impl Tr) where argument::impl Tr: Tr
fn argument(a: impl Tr) {}
trait Tr {}
