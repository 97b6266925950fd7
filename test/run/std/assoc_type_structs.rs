// A struct named by the associated type of the trait that is implemented, or of its supertrait.
// REQUIRES: stdlib
// RUN: %run %s %t --edition 2021
trait Source {
    type Item;
    fn next(&mut self) -> Self::Item;
}
trait Open {
    type Reader;
    fn open(self) -> Self::Reader;
}
trait Reopen: Open {
    fn reopen(&mut self) -> Self::Reader;
}

struct Closed<T> {
    inner: T,
    size: u8,
}
struct Opened<I> {
    first: I,
    size: u8,
}

impl<T: Source> Open for Closed<T> {
    type Reader = Opened<T::Item>;
    fn open(self) -> Self::Reader {
        let Self { mut inner, size } = self;
        Self::Reader { first: inner.next(), size }
    }
}
impl<T: Source> Reopen for Closed<T> {
    fn reopen(&mut self) -> Self::Reader {
        let Self { inner, size } = self;
        let opened = Self::Reader { first: inner.next(), size: *size };
        let Self::Reader { first, size } = opened;
        Self::Reader { size: size + 1, first }
    }
}

struct Up(u32);
impl Source for Up {
    type Item = u32;
    fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

fn main() {
    let mut closed = Closed { inner: Up(6), size: 3 };
    let again = closed.reopen();
    assert_eq!((again.first, again.size), (7, 4));
    let opened = closed.open();
    assert_eq!((opened.first, opened.size), (8, 3));
}
