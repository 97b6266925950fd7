// REQUIRES: stdlib
// RUN: %verify %s --emit=metadata -o %t
// What nothing that is used uses. Reading a derived impl of Debug or Clone says nothing of fields.
#![deny(dead_code)]

mod inner {
    pub fn never_named() {} //~ ERROR function `never_named` is never used
    pub struct Returned {
        pub open: u8,
        closed: u8, //~ ERROR field `closed` is never read
    }
    impl Returned {
        pub fn open(&self) {}
        fn closed(&self) {} //~ ERROR method `closed` is never used
    }
    pub struct Hidden { //~ ERROR struct `Hidden` is never constructed
        pub a: u8,
    }
}
pub fn returned() -> inner::Returned {
    loop {}
}

struct Fields {
    read: u8,
    unread: u8, //~ ERROR field `unread` is never read
    _quiet: u8,
    marker: std::marker::PhantomData<u8>,
}
struct Tuple(u8, (), u16); //~ ERROR field `2` is never read
enum Choice {
    Made,
    Matched(u8), //~ ERROR variants `Matched` and `Other` are never constructed
    Other { a: u8 },
}
trait Used {
    fn called(&self) {}
    fn uncalled(&self) {} //~ ERROR associated items `uncalled` and `C` are never used
    const C: u8 = 1;
    type Assoc;
}
impl Used for u8 {
    type Assoc = u8;
}
struct OnlyImplemented; //~ ERROR struct `OnlyImplemented` is never constructed
impl Default for OnlyImplemented {
    fn default() -> Self {
        OnlyImplemented
    }
}
trait Unused { //~ ERROR trait `Unused` is never used
    fn f(&self);
}
impl Unused for u8 {
    fn f(&self) {
        helper()
    }
}
fn helper() {} //~ ERROR function `helper` is never used
fn recursive(n: u8) { //~ ERROR function `recursive` is never used
    if n > 0 {
        recursive(n - 1)
    }
}
const IN_PATTERN: u8 = 1;
const NOWHERE: u8 = 1; //~ ERROR constant `NOWHERE` is never used
static GLOBAL: u8 = 2; //~ ERROR static `GLOBAL` is never used
type Alias = u8; //~ ERROR type alias `Alias` is never used
#[derive(Debug, Clone)]
struct Derived {
    x: u8, //~ ERROR field `x` is never read
}
#[derive(PartialEq)]
struct Compared {
    x: u8,
}
#[allow(dead_code)]
fn vouched_for() {
    used_by_vouched_for()
}
fn used_by_vouched_for() {}
struct Part;
impl Part {
    fn new() -> Self {
        Part
    }
    fn unused(&self) {} //~ ERROR associated items `unused` and `Q` are never used
    const Q: u8 = 1;
}
#[repr(C)]
struct Laid {
    a: u8,
}
const _: () = in_anonymous_constant();
const fn in_anonymous_constant() {}

trait OnImpl {}
impl OnImpl for u8 {}
struct OfBound<T>(T);
impl<T: OnImpl> OfBound<T> {
    fn get(&self) -> &T {
        &self.0
    }
}

fn call<T: Used>(t: T) {
    t.called();
}
fn main() {
    fn inside() {} //~ ERROR function `inside` is never used
    let fields = Fields { read: 1, unread: 2, _quiet: 3, marker: std::marker::PhantomData };
    let _ = fields.read;
    let _ = Tuple(1, (), 2).0;
    match Choice::Made {
        Choice::Made => {}
        Choice::Matched(x) => {
            let _ = Choice::Matched(x);
        }
        Choice::Other { a } => {
            let _ = a;
        }
    }
    call(1u8);
    match 1 {
        IN_PATTERN => {}
        _ => {}
    }
    println!("{:?}", Derived { x: 1 }.clone());
    let _ = Compared { x: 1 } == Compared { x: 2 };
    Part::new();
    OfBound(1u8).get();
    let _ = Laid { a: 1 };
}
