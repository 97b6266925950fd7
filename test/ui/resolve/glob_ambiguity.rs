// RUN: %verify %s --edition 2021 --emit=mir --skip-borrowck -o %t
// Two globs that bring different items are an error where both are seen at once, and a lint where
// the second comes to a module whose importers know the first.
#![no_core]
#![no_main]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}

fn accepted() {
    use seen_late::*;
    S;
}
mod seen_late {
    mod a {
        pub struct S;
    }
    mod b {
        pub struct S;
    }
    pub use a::*;
    pub use b::*;
}

mod a {
    pub struct T;
}
mod b {
    pub struct T;
}
use a::*;
use b::*;
fn rejected() {
    T; //~ E0659 `T` is ambiguous
}

// What a glob brought follows when the name gets another meaning in its module.
mod overwritten {
    mod inner {
        pub struct H;
    }
    pub use self::inner::*;
    crate::make! {}
}
macro_rules! make {
    () => {
        pub struct H;
    };
}
use make;
mod importer {
    pub use crate::overwritten::*;
}
fn follows(h: crate::overwritten::H) -> importer::H {
    h
}
