// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
// What an impl takes on trust is what users of its trait prove.
trait Erase { type To; }
impl<T> Erase for T { type To = (); }

trait Forever { fn forever<'s>(text: &'s str, _: ()) -> &'static str; }
impl Forever for () {
    fn forever<'s>(text: &'s str, _: <&'static &'s u8 as Erase>::To) -> &'static str { text } //~ ERROR method not compatible with trait
}

struct Holder<T>(T);
trait Pair<'a, 'b> { type Both; }
impl<'a, 'b> Pair<'a, 'b> for Holder<<&'a &'b u8 as Erase>::To> {
    type Both = &'a &'b u8; //~ ERROR reference has a longer lifetime than the data it references
}

trait Show { type View<'a>: Iterator<Item = &'a u8> where Self: 'a; }
impl<'s> Show for &'s [u8] {
    type View<'a> = std::slice::Iter<'a, u8>; //~ E0477 does not fulfill the required lifetime
}
impl Show for Vec<u8> {
    type View<'a> = std::slice::Iter<'a, u8>;
}

pub struct Guard<'a> { of: &'a u8 }
// The receiver is `Self`, lifetimes included.
impl<'a> Guard<'a> {
    fn same(self: &Guard<'a>) {}
    fn other(self: &Guard<'_>) {} //~ ERROR mismatched `self` parameter type
}
fn main() {}
