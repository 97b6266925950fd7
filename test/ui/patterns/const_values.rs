// RUN: %verify %s --edition 2021 --emit=mir --skip-borrowck -o %t
// What constants in patterns may be: values that compare by structure.
#![no_core]
#![no_main]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}
#[lang = "eq"]
trait PartialEq<Rhs = Self> {
    fn eq(&self, other: &Rhs) -> bool;
}
#[lang = "structural_peq"]
trait StructuralPartialEq {}

struct Derived;
impl StructuralPartialEq for Derived {}
impl PartialEq for Derived {
    fn eq(&self, _: &Derived) -> bool {
        true
    }
}
struct Written;
impl PartialEq for Written {
    fn eq(&self, _: &Written) -> bool {
        true
    }
}
union Bits {
    a: u8,
}

const DERIVED: Derived = Derived;
const WRITTEN: Written = Written;
const BITS: Bits = Bits { a: 1 };
const FUNCTION: fn() = f;

fn f() {}
fn matches(d: Derived, w: Written, b: Bits, g: fn()) {
    match d {
        DERIVED => {}
    }
    match w {
        WRITTEN => {} //~ ERROR constant of non-structural type `Written` in a pattern
        _ => {}
    }
    match b {
        BITS => {} //~ ERROR cannot use unions in constant patterns
        _ => {}
    }
    match g {
        FUNCTION => {} //~ ERROR function pointers and raw pointers not derived from integers
        _ => {}
    }
}
