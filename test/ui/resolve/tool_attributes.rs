// A path that names a tool's attribute is neither a macro nor a derive.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core)]

#[derive(rustfmt::skip)] //~ ERROR expected derive macro, found tool attribute `rustfmt::skip`
struct S;

rustfmt::skip! {} //~ ERROR expected macro, found tool attribute `rustfmt::skip`

#[rustfmt::skip]
fn formatted() {}
