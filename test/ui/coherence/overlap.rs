// RUN: %verify %s --emit=mir --skip-borrowck
// Which impls may stand beside each other.
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs, negative_impls)]
include!("../../run/mini/Inputs/prelude.rs");

trait Tr {}
trait Other {}
impl<T> Tr for T {}
impl Tr for u8 {} //~ E0119 conflicting implementations of trait `Tr` for type `u8`

trait ByArg<A> {}
impl ByArg<u8> for u8 {}
impl ByArg<i32> for u8 {}
impl<A> ByArg<A> for i32 {}
impl ByArg<bool> for i32 {} //~ E0119

// Nobody else may implement a trait of this crate for i32, but for its own types.
trait Never {}
trait Blanket {}
impl<T: Never> Blanket for T {}
impl Blanket for i32 {}
struct Pair<A, B>(A, B);
trait Two {}
impl<A> Two for Pair<A, u8> {}
impl<B> Two for Pair<u8, B> {} //~ E0119

trait Ptr {}
impl Ptr for fn(&u8) {}
impl Ptr for fn(&'static u8) {}

trait Neg {}
impl Neg for u8 {}
impl !Neg for u8 {} //~ E0751

struct S<T>(T);
impl S<u8> {
    fn f() {} //~ E0592 duplicate definitions with name `f`
    fn g() {}
}
impl<T> S<T> {
    fn f() {}
}
impl S<i32> {
    fn g() {}
}

struct Free;
impl<T> ByArg<T> for Free {}
impl<T> Free { //~ E0207 the type parameter `T` is not constrained
    fn h() {}
}
impl<I: Has<Out = U>, U> Free2<U> for I {}
trait Free2<T> {}
trait Has {
    type Out;
}

unsafe trait Danger {}
impl Danger for u8 {} //~ E0200
trait Safe {}
unsafe impl Safe for u8 {} //~ E0199
trait Obj {}
impl Obj for dyn Obj {} //~ E0371
