// Accesses to what is borrowed, and what ends while it is borrowed.
// RUN: %verify %s --edition 2021
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("../../run/mini/Inputs/prelude.rs");

struct S {
    n: i32,
}
struct Pair {
    a: S,
    b: S,
}
struct Holder<'a> {
    r: &'a i32,
}
struct Guard<'a> {
    r: &'a i32,
}
impl<'a> Drop for Guard<'a> {
    fn drop(&mut self) {}
}
impl S {
    fn get(&self) -> i32 {
        self.n
    }
    fn set(&mut self, n: i32) {
        self.n = n;
    }
}
fn cond() -> bool {
    true
}
fn use_ref(_r: &i32) {}
fn use_s(_s: &S) {}
fn take(_s: S) {}

fn two_mutable(mut s: S) {
    let a = &mut s;
    let b = &mut s; //~ E0499 cannot borrow `s` as mutable more than once at a time
    a.n = 1;
    b.n = 2;
}
fn shared_then_mutable(mut s: S) {
    let a = &s;
    s.set(1); //~ E0502 cannot borrow `s` as mutable because it is also borrowed as immutable
    use_s(a);
}
fn mutable_then_shared(mut s: S) {
    let a = &mut s;
    use_s(&s); //~ E0502 cannot borrow `s` as immutable because it is also borrowed as mutable
    a.n = 1;
}
fn two_phase(mut s: S) {
    s.set(s.get());
}
fn fields(mut p: Pair) {
    let a = &mut p.a;
    let b = &mut p.b;
    a.n = 1;
    b.n = 2;
}
fn used(mut n: i32) -> i32 {
    let r = &mut n;
    let m = n; //~ E0503 cannot use `n` because it was mutably borrowed
    *r = 1;
    m
}
fn assigned(mut n: i32) {
    let r = &n;
    n = 2; //~ E0506 cannot assign to `n` because it is borrowed
    use_ref(r);
}
fn moved(s: S) {
    let r = &s.n;
    take(s); //~ E0505 cannot move out of `s` because it is borrowed
    use_ref(r);
}
fn ended_loan(mut n: i32) {
    let r = &n;
    use_ref(r);
    n = 2;
    use_ref(&n);
}
fn too_short() {
    let r;
    {
        let n = 1;
        r = &n; //~ E0597 `n` does not live long enough
    }
    use_ref(r);
}
fn drop_is_a_use() {
    let g;
    let n = 1;
    g = Guard { r: &n }; //~ E0597 `n` does not live long enough
}
fn no_destructor() {
    let h;
    let n = 1;
    h = Holder { r: &n };
    let _ = h.r;
}
fn returned<'a>() -> &'a i32 {
    let n = cond() as i32;
    &n //~ E0515 cannot return reference to local variable `n`
}
fn returned_in_struct<'a>(n: i32) -> Holder<'a> {
    let r = &n;
    Holder { r } //~ E0515 cannot return value referencing function parameter `n`
}
fn make() -> S {
    S { n: 1 }
}
fn temporary() {
    let r = &make().n;
    use_ref(r);
    let s: &S;
    s = &make(); //~ E0716 temporary value dropped while borrowed
    use_s(s);
}
fn in_loop(mut s: S) {
    let mut last = &0;
    loop {
        use_ref(last);
        last = &s.n;
        s.n = 3; //~ E0506 cannot assign to `s.n` because it is borrowed
    }
}
struct List {
    next: Option<&'static mut List>,
}
fn advance(mut p: &mut List) {
    loop {
        match p.next {
            Some(ref mut next) => p = next,
            None => return,
        }
    }
}
fn guard_changes(mut o: Option<i32>) {
    match o {
        None => {}
        Some(_) if { o = None; false } => {} //~ E0510 cannot assign `o` in match guard
        Some(_) => {}
    }
}
fn closure_outlives<'a>() -> impl Fn() -> i32 + 'a {
    let n = cond() as i32;
    || n + 1 //~ E0373 closure may outlive the current function, but it borrows `n`
}
fn captured_twice(mut n: i32) {
    let mut f = || n = 1;
    let mut g = || n = 2; //~ E0499 cannot borrow `n` as mutable more than once at a time
    f();
    g();
}
fn index_changes_base(a: &[&[i32]], b: &[&[i32]]) -> i32 {
    let mut x = a;
    x[1][{ x = b; 2 }] //~ E0510 cannot assign `x` in indexing expression
}
fn index_changes_base_first(a: &[&[i32]], b: &[&[i32]]) -> i32 {
    let mut x = a;
    x[{ x = b; 1 }][2]
}
