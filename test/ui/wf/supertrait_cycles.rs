// Which supertrait a name of `Self` belongs to may need the arguments of one that names it itself.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
trait Item {
    type Item;
}
trait Of<T> {
    type Item;
}
trait Other<T> {
    type Out;
}
trait Ambiguous: Item + Of<Self::Item> {}
//~^ E0391 cycle detected when computing the super traits of `Ambiguous`
trait Fine: Item + Other<Self::Item> {}

fn main() {}
