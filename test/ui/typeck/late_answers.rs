// RUN: %verify %s --emit=mir
// REQUIRES: stdlib
// What is not known yet where it is used, but by other means than the type itself.
#![allow(dead_code, unused)]
use std::collections::HashMap;
use std::ops::Index;

/// The left side of an assigning operator.
fn counts(text: &str) -> HashMap<&str, usize> {
    text.split(' ').fold(HashMap::new(), |mut map, word| {
        *map.entry(word).or_default() += 1;
        map
    })
}

/// The self type of a path to a trait's function.
fn converted() -> u32 { <_>::try_from(3u8).unwrap() }

/// A `dyn` type's own bindings come before those of its supertraits.
trait Sequence: Index<usize, Output = <Self as Sequence>::Item> {
    type Item;
    fn len(&self) -> usize;
}
fn length<'a, T>(s: &'a mut dyn Sequence<Item = T, Output = T>) -> usize { s.len() }

/// Only lifetimes differ: the metadata is the same.
trait Tag<'a> {
    type Type: ?Sized;
}
fn cast<T: for<'a> Tag<'a>>(this: *const <T as Tag<'_>>::Type) -> *mut <T as Tag<'_>>::Type {
    this as *mut T::Type
}

/// Associated types that a `dyn` type cannot have.
trait NeedsSized: Sized {}
trait Partly {
    type Assoc
    where
        Self: NeedsSized;
}
fn partly(_: &dyn Partly) {}

/// `Self` with lifetimes alone is one type for constants.
struct Borrowed<'a>(&'a ());
impl<'a> Borrowed<'a> {
    const N: usize = 68;
    fn array(&self) -> usize { [0u8; Self::N].len() }
}

/// An opaque type of another function is itself, whatever its arguments will turn out to be.
trait Parse<'a, T> {
    fn parse(&self, text: &'a str) -> Option<(&'a str, T)>;
    fn map<U>(self, f: impl Fn(T) -> U) -> impl Fn(&'a str) -> Option<U>
    where
        Self: Sized,
    {
        move |text| self.parse(text).map(|(_, value)| f(value))
    }
}
impl<'a, T, F: Fn(&'a str) -> Option<(&'a str, T)>> Parse<'a, T> for F {
    fn parse(&self, text: &'a str) -> Option<(&'a str, T)> { self(text) }
}
fn tag<'a>(tag: &'static str) -> impl Parse<'a, &'a str> {
    move |text: &'a str| text.strip_prefix(tag).map(|rest| (rest, tag))
}
fn trimmed<'a, T>(inner: impl Parse<'a, T>) -> impl Parse<'a, T> {
    move |text: &'a str| inner.parse(text.trim())
}
fn while_<'a>(test: impl Fn(char) -> bool) -> impl Parse<'a, &'a str> {
    move |text: &'a str| Some(text.split_at(text.find(|c| !test(c))?)).map(|(a, b)| (b, a))
}
fn number(text: &str) -> Option<u32> {
    let (text, _) = trimmed(tag("#")).parse(text)?;
    Some(while_(|c| c.is_ascii_digit()).map(|digits: &str| digits.parse::<u32>())(text)?.ok()?)
}
fn main() {}

/// An argument that subtyping does not look at: that the type is well-formed tells it.
trait Handle {
    type Inner: Default;
}
struct OfSize<H>(std::marker::PhantomData<H>);
impl<H: Default> Handle for OfSize<H> {
    type Inner = H;
}
struct Receiver<T, H: Handle<Inner = T>>(std::marker::PhantomData<H>);
fn channel<T: Default>() -> Receiver<T, OfSize<T>> {
    let receiver = Receiver(std::marker::PhantomData);
    receiver
}

/// A normal form made of aliases: what these are counts for the type around them.
mod of_aliases {
    trait Factory {
        type Output;
    }
    impl Factory for () {
        type Output = ();
    }
    impl<S: Factory, T: Factory> Factory for (S, T) {
        type Output = (S::Output, T::Output);
    }
    struct Wrap<S>(S);
    trait Holds {}
    impl<S: Factory> Holds for Wrap<S> where S::Output: Clone {}
    fn holds<T: Holds>() {}
    fn nested() {
        holds::<Wrap<((), ())>>();
        holds::<Wrap<((((), ()), ()), ((), ()))>>();
    }
}
