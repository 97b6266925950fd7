// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
// Names are looked up without regard to which lifetimes a function pointer is generic in; impls of
// traits are told apart by it.
struct Of<T>(T);
impl Of<for<'a, 'b> fn(&'a u8, &'b u8) -> &'a u8> {
    fn twice(&self) {} //~ ERROR duplicate definitions with name `twice`
}
impl Of<for<'a> fn(&'a u8, &'a u8) -> &'a u8> {
    fn twice(&self) {}
}
trait Tr {}
impl Tr for for<'a> fn(&'a u8) {}
impl Tr for fn(&'static u8) {}
fn main() {}
