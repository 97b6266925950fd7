// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
// `Self` that names a lifetime is not known where the length of a type is.
struct Buffer<'a> {
    data: &'a [u8; Self::SIZE], //~ ERROR generic `Self` types are currently not permitted in anonymous constants
}
impl<'a> Buffer<'a> {
    const SIZE: usize = 4;
    fn bytes() -> [u8; Self::SIZE] { todo!() } //~ ERROR generic `Self` types are currently not permitted in anonymous constants
    fn zeros() -> [u8; 4] { [0; Self::SIZE] }
}
struct Plain;
impl Plain { const SIZE: usize = 2; fn bytes() -> [u8; Self::SIZE] { [0; Self::SIZE] } }
trait Tr<'a> { fn bytes() -> [u8; 2]; }
impl<'a> Tr<'a> for Plain { fn bytes() -> [u8; Self::SIZE] { [1; Self::SIZE] } }
fn main() {}
