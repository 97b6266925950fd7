#include "resolving.h"

#include <gtest/gtest.h>

namespace ochre::resolve::test {
namespace {

struct Case {
  const char *name;
  const char *text;
  const char *errors; ///< "CODE@LINE …"
};

void PrintTo(const Case &c, std::ostream *out) { *out << c.name; }

class Errors : public testing::TestWithParam<Case> {};

TEST_P(Errors, AreThese) {
  Resolved resolved(GetParam().text);
  EXPECT_EQ(resolved.library_errors, "");
  EXPECT_EQ(resolved.errors, GetParam().errors);
}

const Case kNames[] = {
    {"Locals", "fn f(a: u8) { let b = a; { let c = b; c; } \n c; }", "E0425@2"},
    {"ShadowingUsesTheOldValue", "fn f() { let x = 1; let x = x; x; }", ""},
    {"ItemsOfABlockComeFirst", "fn f() { g(); fn g() {} }", ""},
    {"FnItemSeesNoLocals", "fn f() { let a = 1; fn g() {\n a; } }", "E0434@2"},
    {"FnItemSeesNoGenerics", "fn f<T>() { fn g(x:\n T) {} }", "E0401@2"},
    {"ConstSeesNoLocals", "fn f() { let n = 1; let a: [u8;\n n]; }", "E0435@2"},
    {"ClosuresSeeLocals", "fn f() { let a = 1; let g = |b| (a, b); g; }", ""},
    {"MacroLocalsAreApart",
     "macro_rules! m { ($e:expr) => { { let x = 1; $e } } } fn f() { m!(\nx); }", "E0425@2"},
    {"MacroSeesLocalsOfItsDefinition",
     "fn f() { let x = 1; macro_rules! m { () => { x } } m!(); let x = 2; x; }", ""},
    {"UnitVariantIsNoBinding", "fn f(o: Option<u8>) { match o { None => {} Some(x) => { x; } } }",
     ""},
    {"BindingCannotShadowStatic", "static S: u8 = 1; fn f() { let\n S = 2; }", "E0530@2"},
    {"OrPatternsBindAlike",
     "fn f(x: (u8, u8)) { match x { (a, 1) | (1, a) => { a; }\n (b, _) | _ => {} } }", "E0408@2"},
    {"BoundTwice", "fn f((a,\n a): (u8, u8), b: u8,\n b: u8) { match 1 { (y,\n y) => {} } }",
     "E0415@2 E0415@3 E0416@4"},
    {"SelfOutsideOfImpl", "fn f() ->\n Self { loop {} } fn g() {\n self; }", "E0411@2 E0424@3"},
    {"Kinds",
     "struct A { x: u8 } fn f(a:\n f) { let\n A(_) = a;\n A; match a {\n f => {} } } impl\n A for "
     "A {}",
     "E0573@2 E0532@3 E0423@4 E0404@6"},
    {"Labels", "fn f() { 'a: loop { break 'a; || { break\n 'a }; continue\n 'b; } }",
     "E0767@2 E0426@3"},
    {"PrimitiveTypeBehindModule", "mod u8 {} fn f() { let a = u8::MAX; a; }", ""},
    {"GenericsTwice", "fn f<T,\n T>() {} struct S<'a,\n 'a>(&'a u8);", "E0403@2 E0403@3"},
    {"ForwardDefault", "struct S<T =\n U, U = u8>(T, U);", "E0128@2"},
    {"ConstParamType", "struct S<const N: usize, const A:\n [u8; N]>;", "E0770@2"},
    {"ConstArgument",
     "struct S<const N: usize>; const K: usize = 1; fn f<const M: usize>(a: S<K>, b: S<M>) {}", ""},
};
INSTANTIATE_TEST_SUITE_P(Names, Errors, testing::ValuesIn(kNames));

const Case kLifetimes[] = {
    {"Undeclared", "fn f(x: &\n'a u8) {}", "E0261@2"},
    {"ElidedFromOne", "fn f(x: &u8) -> &u8 { x }", ""},
    {"ElidedFromSelf", "struct S; impl S { fn f(&self, x: &u8) -> &u8 { x } }", ""},
    {"ElidedFromNone", "fn f() ->\n &u8 { loop {} }", "E0106@2"},
    {"ElidedFromTwo", "fn f(x: &u8, y: &u8) ->\n &u8 { x }", "E0106@2"},
    {"Field", "struct S { x:\n &u8 } struct T(core::cell::\nRef<u8>);", "E0106@2 E0106@3"},
    {"StaticIsStatic", "static S: &u8 = &1; const C: &u8 = &1;", ""},
    {"ImplHeaderHidesNothing",
     "struct S<'a>(&'a u8); trait T {} impl T for\n S {} impl T for &S<'_> {}", "E0726@2"},
    {"Where", "fn f<T>() where T: Fn<(\n&'_ u8,)> {}", "E0637@2"},
    {"FnSugar", "fn f(g: &dyn Fn(&u8) -> &u8) {}", ""},
    {"Shadowed", "struct S<'a>(&'a u8); impl<'a> S<'a> { fn f<\n'a>() {} }", "E0496@2"},
    {"Reserved", "fn f<\n'static>() {}", "E0262@2"},
};
INSTANTIATE_TEST_SUITE_P(Lifetimes, Errors, testing::ValuesIn(kLifetimes));

const Case kImports[] = {
    {"Nested",
     "mod a { pub mod b { pub struct S; } pub fn f() {} } use a::{b::{self, S}, f}; fn g(x: S) -> "
     "b::S { f(); x }",
     ""},
    {"Missing", "use\n a::b;\n use core::nothing; use\n core::nothing::more;",
     "E0432@2 E0432@3 E0432@4"},
    {"ModuleMissing", "use\n a::b::c;", "E0433@2"},
    {"Private", "mod a { fn f() {} pub mod b {} } use a::\nf;", "E0603@2"},
    {"PrivateOnThePath", "mod a { mod b { pub fn f() {} } } fn g() { a::\nb::f(); }", "E0603@2"},
    {"GlobsLose", "mod a { pub fn f() {} pub struct A; } fn f(x: u8) -> A { A } use a::*;", ""},
    {"GlobsTie",
     "mod a { pub fn f() {} } mod b { pub fn f() {} } use a::*; use b::*; fn g() {\n f(); }",
     "E0659@2"},
    {"SameThingByTwoGlobs",
     "mod a { pub fn f() {} } mod b { pub use crate::a::f; } use a::*; use b::*; fn g() { f(); }",
     ""},
    {"GlobRing",
     "mod a { pub use crate::b::*; pub fn f() {} } mod b { pub use crate::a::*; } fn g() { b::f(); "
     "}",
     ""},
    {"Twice", "fn f() {}\n fn f() {} mod a { pub fn f() {} } use\n a::f;", "E0428@2 E0255@3"},
    {"ImportTwice", "mod a { pub fn f() {} } use a::f; use\n a::f;", "E0252@2"},
    {"Reexport", "mod a { fn f() {} pub mod b { pub use\n super::f; } }", "E0364@2"},
    {"SelfLists", "use core::option::\nself; use {\nself};", "E0429@1 E0431@3"},
    {"EnumGlob", "enum E { A, B(u8) } use E::*; fn f(e: E) { match e { A => {} B(x) => { x; } } }",
     ""},
    {"Underscore",
     "mod a { pub trait T { fn m(&self) {} } } use a::T as _; use core::clone::Clone as _;", ""},
    {"Visibility",
     "mod a { pub(in crate::a) fn f() {} pub(super) fn g() {} pub(in\n crate::b) fn h() {} } mod b "
     "{} fn x() { a::g(); a::\nf(); }",
     "E0433@2 E0603@3"},
    {"CtorOfPrivateField",
     "mod a { pub struct S(u8); pub struct T(pub u8); } fn f() { a::T(1); a::\nS(1); }", "E0603@2"},
};
INSTANTIATE_TEST_SUITE_P(Imports, Errors, testing::ValuesIn(kImports));

const Case kMacros[] = {
    {"TextualOrder", "\n m!(); macro_rules! m { () => {} } m!();", "-@2"},
    {"TextualShadowing",
     "macro_rules! m { () => { fn a() {} } } m!(); macro_rules! m { () => { fn b() {} } } m!(); fn "
     "f() { a(); b(); }",
     ""},
    {"MacroUse",
     "#[macro_use] mod a { macro_rules! m { () => {} } } mod b { macro_rules! n { () => {} } } "
     "m!();\n n!();",
     "-@2"},
    {"Exported",
     "mod a { #[macro_export] macro_rules! m { () => { fn f() {} } } } crate::m!(); fn g() { f(); "
     "}",
     ""},
    {"ImportedFromPlace",
     "mod a { macro_rules! m { () => { fn f() {} } } pub(crate) use m; } a::m!(); fn g() { f(); }",
     ""},
    {"MacroMakesMacro",
     "macro_rules! a { ($n:ident) => { macro_rules! $n { () => { fn f() {} } } } } a!(b); b!(); fn "
     "g() { f(); }",
     ""},
    {"MacroMakesImport",
     "mod a { pub fn f() {} } macro_rules! m { () => { use a::f; } } m!(); fn g() { f(); }", ""},
    {"DollarCrate", "fn f() -> Option<u8> { core::none!() } fn g() { core::two!(1); two!(2); }",
     ""},
    {"GlobAgainstExpanded",
     "mod a { pub struct A; } use a::*; macro_rules! m { () => { struct A; } } m!(); fn f(x: A) {}",
     ""},
    {"Missing", "\nfoo!(); #[bar] fn f() {}", "-@2 -@2"},
};
INSTANTIATE_TEST_SUITE_P(Macros, Errors, testing::ValuesIn(kMacros));

const Case kTraits[] = {
    {"NotAMember",
     "struct S; impl Clone for S { fn clone(&self) -> Self { S }\n fn foo() {}\n type X = u8;\n "
     "const C: u8 = 1; }",
     "E0407@2 E0437@3 E0438@4"},
    {"Twice",
     "struct S; impl Clone for S { fn clone(&self) -> Self { S }\n fn clone(&self) -> Self { S } }",
     "E0201@2"},
    {"WrongKind",
     "trait T { type A; fn f(); } struct S; impl T for S { const\n A: u8 = 1; type\n f = u8; }",
     "E0323@2 E0325@3"},
    {"Missing", "impl\n Nothing for u8 {} fn f<T:\n Nothing>() {}", "E0405@2 E0405@3"},
    {"AssocPath",
     "fn f<I: Iterator>(x: <I as Iterator>::Item, y: I::Item, z: <I as Iterator>::\nNone) {}",
     "E0576@2"},
};
INSTANTIATE_TEST_SUITE_P(Traits, Errors, testing::ValuesIn(kTraits));

TEST(Editions, PathsOf2015StartAtTheRoot) {
  const char *text = "mod a { pub fn f() {} } mod b { use a::f; pub fn g() { f(); ::a::f(); } }";
  EXPECT_EQ(Resolved(text, Edition::E2015).errors, "");
  EXPECT_EQ(Resolved(text, Edition::E2021).errors, "E0432@1 E0433@1");
}

} // namespace
} // namespace ochre::resolve::test
