// RUN: %verify %s --edition 2021 --emit=metadata -o %t
// REQUIRES: stdlib
// A constant that is named must have a value, even where nothing goes.
struct Fail<T>(T);
impl<T> Fail<T> {
    const OF_FN: () = panic!(); //~ E0080 evaluation panicked
}
const fn never<T>() {
    if false {
        Fail::<T>::OF_FN;
    }
}
pub static THROUGH: () = never::<u8>();
fn main() {}
