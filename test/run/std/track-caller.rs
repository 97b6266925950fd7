// REQUIRES: stdlib
// RUN: %run %s %t
use std::panic::Location;

trait Where {
    #[track_caller]
    fn declared(&self) -> u32;
    #[track_caller]
    fn with_default(&self) -> u32 {
        Location::caller().line()
    }
    fn only_in_impl(&self) -> u32;
    #[track_caller]
    fn by_value(self: Box<Self>) -> u32;
}
struct S;
impl Where for S {
    fn declared(&self) -> u32 {
        Location::caller().line()
    }
    #[track_caller]
    fn only_in_impl(&self) -> u32 {
        Location::caller().line()
    }
    fn by_value(self: Box<Self>) -> u32 {
        Location::caller().line()
    }
}

fn main() {
    let object: Box<dyn Where> = Box::new(S);
    println!("{}", object.declared());
    println!("{}", object.with_default());
    println!("{}", object.only_in_impl());
    println!("{}", object.by_value());
}
