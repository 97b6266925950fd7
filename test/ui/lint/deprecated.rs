// Uses of deprecated items, here and in the library.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
#![deny(deprecated)]
#![allow(dead_code, unconditional_recursion)]

#[deprecated]
fn plain() {}
#[deprecated = "use `new`"]
fn short() {}
#[deprecated(since = "1.0.0", note = "use `new`")]
fn long() {
    long();
    fn inner() {
        long();
    }
}
#[deprecated]
struct Unit;
struct Fields {
    #[deprecated(note = "too old")]
    old: u8,
}
enum Choice {
    #[deprecated]
    Old(u8),
    New,
}
impl Fields {
    #[deprecated]
    fn method(&self) {}
    #[deprecated]
    fn new() -> Fields {
        Fields { old: 0 } //~ ERROR use of deprecated field `Fields::old`
    }
}
#[deprecated]
const LIMIT: u8 = 1;

fn uses(text: &str) -> u8 {
    plain(); //~ ERROR use of deprecated function `plain`
    short(); //~ ERROR use of deprecated function `short`: use `new`
    long(); //~ ERROR use of deprecated function `long`: use `new`
    let _ = Unit; //~ ERROR use of deprecated unit struct `Unit`
    let _ = Choice::Old(1); //~ ERROR use of deprecated tuple variant `Choice::Old`
    let _ = Choice::New;
    let fields = Fields::new(); //~ ERROR use of deprecated associated function `Fields::new`
    fields.method(); //~ ERROR use of deprecated method `Fields::method`
    let _ = text.trim_left(); //~ ERROR use of deprecated method
    #[allow(deprecated)]
    plain();
    fields.old + LIMIT
    //~^ ERROR use of deprecated field `Fields::old`: too old
    //~| ERROR use of deprecated constant `LIMIT`
}

fn main() {}
