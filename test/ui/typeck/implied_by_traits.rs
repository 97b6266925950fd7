// RUN: %verify %s --emit=mir
// REQUIRES: stdlib
// What the declarations of traits and types say.
#![allow(dead_code)]

trait Two {
    type A;
    type B;
}
trait With<T> {}
/// Self::A is looked for in `Two` alone, not in all supertraits, which are being computed.
trait Both: Two<B = u32> + With<Self::A> {}

/// A parameter of a method may rely on its type's where-clauses.
trait Lives {
    type Assoc<'a, 'b>
    where
        'b: 'a;
    fn f(arg: Self::Assoc<'_, '_>);
    fn with_body(_arg: Self::Assoc<'_, '_>) {}
}

/// In the arguments of an associated type a parameter is used, even within the type itself.
trait Family {
    type Pointer<T>;
}
enum Node<T, P: Family>
where
    P::Pointer<Node<T, P>>: Sized,
{
    Cons(P::Pointer<Node<T, P>>),
}
struct Unused<T>(Box<Option<Unused<T>>>); //~ ERROR type parameter `T` is only used recursively
fn main() {}
