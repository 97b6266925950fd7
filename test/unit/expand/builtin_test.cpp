// Built-in macros, cfg, derives and tests' attributes.

#include "expander.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::expand::test;

namespace {

struct Case {
  const char *name;
  const char *source;
  const char *expected;
};

std::string expand_expr(const char *expr, std::string &errors, Options options = {}) {
  options.edition = Edition::E2021;
  Expander expander(options);
  std::string out = expander.expand_text("const A: u8 = " + std::string(expr) + ";");
  errors = expander.errors();
  llvm::StringRef text = out;
  text.consume_front("const A: u8 = ");
  return text.rtrim().str();
}

TEST(Builtin, Expressions) {
  const Case cases[] = {
      {"", "line!()", "2u32"},
      {"", "column!()", "15u32"},
      {"", "file!()", "(value \"main.rs\")"},
      {"", "concat!(\"a\", 1, -2, 2.50, 'c', true, concat!(\"x\", 0x10))",
       "(value \"a1-22.50ctruex16\")"},
      {"", "stringify!(a + b)", "(value \"a + b\")"},
      {"", "cfg!(all(unix, not(any())))", "true"},
      {"", "format_args!(\"a{}b{{{x:?}\", 1)", "(format_args \"a\" {0} \"b{\" {1} 1 x)"},
      {"", "format_args!(\"{:1$} {:.*} {y}\", 1, 2, 3, y = 4)",
       "(format_args {0} \" \" {2} \" \" {3} 1 2 3 4)"},
      {"", "format_args!(concat!(\"{\", \"}\"), 1)", "(format_args {0} 1)"},
      {"", "format_args_nl!(\"x\")", "(format_args \"x\\n\")"},
      {"", "assert!(a == 1)",
       "(if (! (paren (== a 1))) { (call $crate::panicking::panic \"assertion failed: a == 1\") "
       "})"},
      {"", "panic!(\"x\")", "(call panicked \"x\")"},
      {"", "offset_of!(S, a.0.1)", "(offset_of S .a .0 .1)"},
      {"", "cfg_select! { windows => { 1 } _ => { 2 } }", "{ 2 }"},
      {"", "asm!(\"mov {0}, {x:e}\", concat!(\"n\", \"op\"), out(reg) a, x = in(reg) 1)",
       "(asm a 1)"},
      {"", "option_env!(\"OCHRE_NO_SUCH_VARIABLE\")", "$crate::option::Option::None<&'static str>"},
  };
  for (const Case &test : cases) {
    std::string errors;
    EXPECT_EQ(expand_expr(test.source, errors), test.expected) << test.source;
    EXPECT_EQ(errors, "") << test.source;
  }
}

TEST(Builtin, Refused) {
  const Case cases[] = {
      {"", "format_args!(\"{\")",
       "invalid format string: expected `}` but string was terminated\n"},
      {"", "format_args!(\"}\")", "invalid format string: unmatched `}` found\n"},
      {"", "format_args!(\"{ x }\")", "invalid format string: expected `}`, found `x`\n"},
      {"", "format_args!(\"{} {}\", 1)",
       "2 positional arguments in format string, but there is 1 argument\n"},
      {"", "format_args!(\"{}\", 1, 2)", "argument never used\n"},
      {"", "format_args!(\"{:y}\", 1)", "unknown format trait `y`\n"},
      {"", "format_args!(\"{a}\", a = 1, a = 2)", "duplicate argument named `a`\n"},
      {"", "format_args!(concat!(\"{x}\"))", "there is no argument named `x`\n"},
      {"", "format_args!(1)", "format argument must be a string literal\n"},
      {"", "concat!(x)", "expected a literal\n"},
      {"", "env!(\"OCHRE_NO_SUCH_VARIABLE\")",
       "environment variable `OCHRE_NO_SUCH_VARIABLE` not defined at compile time\n"},
      {"", "asm!(\"\", in(reg) 1)", "argument never used\n"},
      {"", "asm!(\"{x}\")", "there is no argument named `x`\n"},
      {"", "compile_error!(\"no\")", "no\n"},
      {"", "cfg!(foo(x))", "E0537 invalid predicate `foo`\n"},
  };
  for (const Case &test : cases) {
    std::string errors;
    expand_expr(test.source, errors);
    EXPECT_EQ(errors, test.expected) << test.source;
  }
}

std::string expand_items(const char *source, std::string &errors, Options options = {}) {
  options.edition = Edition::E2021;
  Expander expander(options);
  std::string out = expander.expand_text(source);
  errors = expander.errors();
  return out;
}

TEST(Cfg, Strips) {
  std::string errors;
  EXPECT_EQ(
      expand_items("#[cfg(any())] fn a() {} #[cfg(all())] fn b(#[cfg(any())] x: u8) {}", errors),
      "fn b() { }\n");
  EXPECT_EQ(expand_items("struct S { #[cfg(any())] a: u8, b: u8 }", errors),
            "struct S { b: u8 }\n");
  EXPECT_EQ(expand_items("fn f() { #[cfg(any())] let a = 1; [#[cfg(any())] 1, 2]; }", errors),
            "fn f() { (array 2); }\n");
  EXPECT_EQ(expand_items("#[cfg_attr(all(), inline, cfg_attr(all(), cold))] fn f() {}", errors),
            "#[inline] #[cold] fn f() { }\n");
  EXPECT_EQ(expand_items("#[cfg_attr(all(), cfg(any()))] fn f() {}", errors), "");
  EXPECT_EQ(errors, "");
  expand_items("#[cfg] fn a() {}", errors);
  EXPECT_EQ(errors, "E0539 malformed `cfg` attribute input\n");
  expand_items("#[cfg(a, b)] fn a() {}", errors);
  EXPECT_EQ(errors, "E0805 malformed `cfg` attribute input\n");
}

TEST(Derive, Impls) {
  std::string errors;
  EXPECT_EQ(expand_items("#[derive(Clone, Copy)] struct P { a: u8 }", errors),
            "struct P { a: u8 }\n"
            "#[automatically_derived] impl $crate::clone::Clone for P\n"
            "  #[inline] fn clone(self: &<self>) -> Self { let _: "
            "$crate::clone::AssertParamIsClone<u8>; (* self) }\n"
            "#[automatically_derived] impl $crate::marker::Copy for P\n");
  EXPECT_EQ(expand_items("#[derive(Hash)] struct G<'a, T: I = u8>(T::A, &'a T);", errors),
            "struct G<'a, T: I = u8>(T::A, &'a T)\n"
            "#[automatically_derived] impl<'a, T: $crate::hash::Hash + I> $crate::hash::Hash for "
            "G<'a, T> where T::A: $crate::hash::Hash\n"
            "  #[inline] fn hash<__H: $crate::hash::Hasher>(self: &<self>, state: &mut __H) { "
            "(call $crate::hash::Hash::hash (& (.0 self)) state); "
            "(call $crate::hash::Hash::hash (& (.1 self)) state) }\n");
  EXPECT_EQ(expand_items("#[derive(Default)] enum E<T> { #[default] A, B(T) }", errors),
            "enum E<T> | #[default] A | B(T)\n"
            "#[automatically_derived] impl<T> $crate::default::Default for E<T>\n"
            "  #[inline] fn default() -> Self { Self::A }\n");
  EXPECT_EQ(errors, "");
  expand_items("#[derive(Clone)] fn f() {}", errors);
  EXPECT_EQ(errors, "E0774 `derive` may only be applied to `struct`s, `enum`s and `union`s\n");
  expand_items("#[derive(Default)] enum E { A }", errors);
  EXPECT_EQ(errors, "E0665 `#[derive(Default)]` on enum with no `#[default]`\n");
  expand_items("#[derive(Debug)] union U { a: u8 }", errors);
  EXPECT_EQ(errors, "this trait cannot be derived for unions\n");
}

/// Fields that `#[cfg]` cuts are not in the impl either.
TEST(Derive, SeesConfiguredFields) {
  std::string errors;
  std::string out =
      expand_items("#[derive(Eq)] struct S { #[cfg(any())] a: u8, #[cfg(all())] b: u16 }", errors);
  EXPECT_EQ(out.find("u8"), std::string::npos);
  EXPECT_NE(out.find("AssertParamIsEq<u16>"), std::string::npos);
}

TEST(Tests, AreDroppedOrDescribed) {
  std::string errors;
  EXPECT_EQ(expand_items("#[test] fn t() {}", errors), "");
  Options options;
  options.is_test = true;
  std::string out = expand_items("#[test] #[ignore] fn t() {}", errors, options);
  EXPECT_NE(out.find("::test::TestDescAndFn"), std::string::npos);
  EXPECT_NE(out.find("ignore: true"), std::string::npos);
  EXPECT_EQ(errors, "");
  expand_items("#[test] fn t(x: u8) {}", errors);
  EXPECT_EQ(errors, "functions used as tests can not have any arguments\n");
}

TEST(Attributes, Checked) {
  const Case cases[] = {
      {"", "#[inline] fn f() {}", ""},
      {"", "#[inline] struct S;", "`#[inline]` attribute cannot be used on structs\n"},
      {"", "#[inline()] fn f() {}", "E0805 malformed `inline` attribute input\n"},
      {"", "#[inline(sometimes)] fn f() {}", "E0539 malformed `inline` attribute input\n"},
      {"", "#[cold(x)] fn f() {}", "E0565 malformed `cold` attribute input\n"},
      {"", "#[repr(C)] fn f() {}",
       "E0517 attribute should be applied to a struct, enum, or union\n"},
      {"", "#[fundamental] struct S;",
       "E0658 the `#[fundamental]` attribute is an experimental feature\n"},
      {"", "#[stable(feature = \"a\", since = \"1\")] fn f() {}",
       "E0734 stability attributes may not be used outside of the standard library\n"},
      {"", "fn f(#[inline] x: u8) {}",
       "allow, cfg, cfg_attr, deny, expect, forbid, and warn are the only allowed built-in "
       "attributes in function parameters\n"},
      {"", "#[cfg(overflow_checks)] fn f() {}",
       "E0658 `cfg(overflow_checks)` is experimental and subject to change\n"},
  };
  for (const Case &test : cases) {
    Expander expander; // with the standard library: without it, all is allowed
    expander.expand_file(expander.session().source_map.add_text("main.rs", test.source));
    EXPECT_EQ(expander.errors(), test.expected) << test.source;
  }
}

TEST(Modules, Files) {
  Expander expander;
  SourceMap &sources = expander.session().source_map;
  sources.set_overlay("/ochre/main.rs", "#![no_core] mod a; mod b { mod c; }");
  sources.set_overlay("/ochre/a.rs", "mod d;");
  sources.set_overlay("/ochre/a/d.rs", "const M: u8 = module_path!();");
  sources.set_overlay("/ochre/b/c/mod.rs", "#![cfg(any())]");
  auto file = sources.load_file("/ochre/main.rs");
  ASSERT_TRUE(static_cast<bool>(file));
  EXPECT_EQ(expander.expand_file(*file), "mod a\n  mod d\n    const M: u8 = (value "
                                         "\"main::a::d\")\nmod b\n");
  EXPECT_EQ(expander.errors(), "");
}

TEST(Modules, NotFound) {
  std::string errors;
  expand_items("mod a;", errors);
  EXPECT_EQ(errors, "E0583 file not found for module `a`\n");
  expand_items("fn f() { mod a; }", errors);
  EXPECT_EQ(errors, "cannot declare a file module inside a block unless it has a path attribute\n");
}

} // namespace
