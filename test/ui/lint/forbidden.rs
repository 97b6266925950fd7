// RUN: %verify %s --emit=mir
// REQUIRES: stdlib
// `deny` asks for no less than `forbid`, and does not lift it.
#![forbid(unsafe_code)]

#[deny(unsafe_code)]
mod inner {
    #[allow(unsafe_code)] //~ E0453
    pub fn f() {}
}

fn main() {
    #[deny(unsafe_code)]
    let _ = inner::f();
}
