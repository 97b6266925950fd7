// An opaque type is defined by the function that returns it, not by those around that one.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
pub fn outer(b: bool) -> Result<impl Iterator<Item = char>, u8> {
    fn inner(b: bool) -> Result<impl Iterator<Item = char>, u8> {
        if b {
            Ok("a".chars())
        } else {
            Err(1)
        }
    }
    inner(b)
}
pub fn nested() -> impl Iterator<Item = impl Clone> {
    fn one() -> impl Clone {
        7u8
    }
    let _: u8 = one(); //~ E0308 mismatched types
    [one()].into_iter()
}

fn main() {}
