// RUN: %verify %s --emit=mir --skip-borrowck
// Regions of items: what the fields imply, and what must be written.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
include!("../../run/mini/Inputs/prelude.rs");

struct Ref<'a, T>(&'a T);
struct Wrap<'a, T>(Ref<'a, T>);
fn implied<'a, T>(_: Wrap<'a, T>) {}
trait Get {
    type Out;
}
struct Held<'a, T>(<&'a T as Get>::Out);
impl<'a, T> Get for &'a T {
    type Out = u8;
}
struct Static<T: 'static>(T);
struct Bad<T>(Static<T>); //~ E0310 the parameter type `T` may not live long enough
struct Long<'a, 'b>(&'a &'b u8);
trait Tr<'a> {
    type Out;
}
impl<'a, 'b> Tr<'a> for &'b u8 {
    type Out = &'a &'b u8; //~ E0491
}
trait Stat: 'static {}
impl<'a> Stat for &'a u8 {} //~ E0478
struct Both<'a, 'b: 'a>(&'a u8, &'b u8);
trait Uses<'a, 'b> {
    fn f() -> Both<'a, 'b>;
}
impl<'a, 'b> Uses<'a, 'b> for u8 {
    fn f() -> Both<'a, 'b> {
        loop {}
    }
}

// What an associated type stands for must outlive.
trait Search {
    type Text: ?Sized;
}
struct Exec<'r>(&'r u8);
impl<'c> Search for Exec<'c> {
    type Text = [u8];
}
struct Matches<'t, R>(R, &'t R::Text)
where
    R: Search,
    R::Text: 't;
struct Field<'r, 't>(Matches<'t, Exec<'r>>);
struct OfField<'r, 't>(Field<'r, 't>);
fn of_fields<'r, 't>(field: OfField<'r, 't>) -> OfField<'r, 't> {
    let same: OfField<'r, 't> = field;
    same
}
struct Borrows<'r>(&'r u8);
impl<'c> Search for Borrows<'c> {
    type Text = &'c u8;
}
struct TooShort<'r, 't>(Matches<'t, Borrows<'r>>); //~ E0478
