// REQUIRES: stdlib
// RUN: %run %s %t
use std::any::{type_name, TypeId};

trait Pair<'a, 'b> {}
trait Get<'a> {
    fn get();
}
mod inner {
    pub struct Unit;
    impl Unit {
        pub fn new() {}
    }
    pub enum Either {
        Left(u8),
    }
}
impl<'a> Get<'a> for inner::Unit {
    fn get() {}
}
struct Held<'a, T, const N: usize>(&'a [T; N]);
fn print<T: ?Sized>() {
    println!("{}", type_name::<T>());
}
fn print_of<T>(_: T) {
    print::<T>()
}

fn main() {
    print::<fn(&u8) -> &u8>();
    print::<Box<dyn Pair<'static, 'static> + Send>>();
    print::<Held<'static, Option<String>, 3>>();
    print::<(u8, &'static str, &mut [i32])>();
    print_of(inner::Unit::new);
    print_of(<inner::Unit as Get>::get);
    print_of(inner::Either::Left);
    print_of(|| 1);
    print_of(Vec::<u8>::push);
    print::<dyn Fn(u32, &str) -> u8>();
    print::<dyn FnOnce() + Send>();
    // Lifetimes are part of a type's identity where they are bound.
    let same = TypeId::of::<dyn for<'a> Pair<'a, 'a>>();
    println!("{}", same == TypeId::of::<dyn for<'a> Pair<'a, 'static>>());
}
