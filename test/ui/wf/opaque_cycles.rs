// An opaque type whose hidden type names it again stands for nothing.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

fn id<T>(t: T) -> impl Sized {
    t
}

fn left() -> impl Sized { //~ E0720 cannot resolve opaque type
    id(right())
}

fn right() -> impl Sized { //~ E0720 cannot resolve opaque type
    id(left())
}

/// Not on the cycle itself.
fn beside() -> impl Sized {
    (1u8, left())
}

/// No cycle: the inner type is another one each time.
fn twice(n: u8) -> impl Sized {
    id(id(n))
}
