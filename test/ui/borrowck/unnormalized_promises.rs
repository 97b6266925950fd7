// RUN: %verify %s --emit=metadata -o %t
// REQUIRES: stdlib
// `&'short &'long T` promises that 'long outlives 'short. Who takes such a type on trust must have
// made its giver prove it, also where its normal form no longer says so.
use std::marker::PhantomData;

trait Erase { type To; }
impl<T> Erase for T { type To = (); }
trait Pick<U> { type Arg; }
impl<T, U> Pick<U> for T { type Arg = U; }

fn by_call<'a, 'b>(text: &'b str, _: <&'a &'b u8 as Erase>::To) -> &'a str
where
    &'a &'b u8: Erase,
{
    text
}
fn caller() -> &'static str {
    let text = String::from("gone");
    by_call(&text, ()) //~ ERROR cannot return value referencing local variable
}

fn as_pointer<'a, 'b>(text: &'a str) -> <&'b &'a u8 as Pick<&'b str>>::Arg { text }
fn pointed<'a, 'b>(text: &'a str) -> &'b str {
    let f = as_pointer as fn(_) -> _;
    f(text) //~ ERROR lifetime may not live long enough
}

struct Proof<'b, 'a>(PhantomData<&'b &'a ()>);
fn prove<'b, 'a>() -> PhantomData<&'b &'a ()> { PhantomData }
trait Extend<'a, 'b> { fn extend(self, text: &'a str) -> &'b str; }
trait Evidence<'a, 'b> { fn apply(self, text: &'a str) -> &'b str; }
impl<'a, 'b> Evidence<'a, 'b> for PhantomData<&'b &'a ()> {
    fn apply(self, text: &'a str) -> &'b str { text }
}
impl<'a, 'b, R: Evidence<'a, 'b>, F: Fn() -> R> Extend<'a, 'b> for F {
    fn extend(self, text: &'a str) -> &'b str { self().apply(text) }
}
fn through_trait<'a, 'b>(text: &'a str) -> &'b str {
    prove::<'b, 'a>.extend(text) //~ ERROR lifetime may not live long enough
}

trait Part { type Whole: ?Sized; }
fn moved_out<'a>(boxed: Box<<&'a u8 as Part>::Whole>)
where
    for<'x> &'x u8: Part,
    <&'static u8 as Part>::Whole: Sized,
{
    let _whole = *boxed; //~ ERROR lifetime may not live long enough
}

trait Sound<'a> {}
impl Sound<'_> for u8 {}
struct Tail<T: ?Sized>(<T as Same>::Same);
trait Same { type Same: ?Sized; }
impl<T: ?Sized> Same for T { type Same = T; }
fn tails<'a>(short: *const dyn Sound<'a>) {
    let _ = short as *const Tail<dyn Sound<'static>>; //~ ERROR lifetime may not live long enough
    let _ = short as *const Tail<dyn Sound<'a>>;
}
fn main() {}
