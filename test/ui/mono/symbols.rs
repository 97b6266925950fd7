// RUN: %verify %s --emit=obj -o %t
// REQUIRES: stdlib
// Each symbol is defined once.
#[no_mangle]
pub extern "C" fn taken() {}
mod inner {
    #[export_name = "taken"]
    pub fn again() {} //~ ERROR symbol `taken` is already defined
}
fn main() {}
