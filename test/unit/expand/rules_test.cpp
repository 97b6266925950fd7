// macro_rules!: what calls expand to, and what definitions and calls are refused.

#include "expander.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::expand::test;

namespace {

struct Case {
  const char *name;
  const char *source;
  const char *expected; ///< of the last line
};

std::string last_line(const std::string &text) {
  llvm::StringRef rest = llvm::StringRef(text).rtrim();
  return rest.substr(rest.rfind('\n') + 1).ltrim().str();
}

TEST(Rules, Expand) {
  const Case cases[] = {
      {"constant", "macro_rules! m { () => { 1 } } const A: u8 = m!();", "const A: u8 = 1"},
      {"operand stays whole", "macro_rules! m { ($e:expr) => { 2 * $e } } const A: u8 = m!(1 + 1);",
       "const A: u8 = (* 2 (+ 1 1))"},
      {"separator and trailing comma",
       "macro_rules! m { ($($e:expr),* $(,)?) => { [$($e),*] } } const A: u8 = m!(1, 2, 3,);",
       "const A: u8 = (array 1 2 3)"},
      {"word as separator",
       "macro_rules! m { ($($e:ident)and*) => { ($($e),*) } } const A: u8 = m!(a and b);",
       "const A: u8 = (tuple a b)"},
      {"second rule",
       "macro_rules! m { (a) => { 1 }; ($($t:tt)*) => { 2 } } const A: u8 = m!(a b);",
       "const A: u8 = 2"},
      {"nested repetition",
       "macro_rules! m { ($($k:ident: [$($v:literal),*]);*) => { ($( ($k, [$($v),*]) ),*) } } "
       "const A: u8 = m!(x: [1, 2]; y: []);",
       "const A: u8 = (tuple (tuple x (array 1 2)) (tuple y (array)))"},
      {"outer variable within a repetition",
       "macro_rules! m { ($f:ident $($v:expr),*) => { [$($f($v)),*] } } const A: u8 = m!(g 1, 2);",
       "const A: u8 = (array (call g 1) (call g 2))"},
      {"recursion",
       "macro_rules! m { () => { 0 }; ($h:tt $($t:tt)*) => { 1 + m!($($t)*) } } "
       "const A: u8 = m!(a (b c) d);",
       "const A: u8 = (+ 1 (+ 1 (+ 1 0)))"},
      {"macro that defines a macro",
       "macro_rules! d { ($n:ident, $v:expr) => { macro_rules! $n { ($x:expr) => { $x + $v } } } } "
       "d!(two, 2); const A: u8 = two!(5);",
       "const A: u8 = (+ 5 2)"},
      {"glued token is one tt",
       "macro_rules! m { ($a:tt $b:tt) => { stringify!($b) } } const A: u8 = m!(>> =>);",
       "const A: u8 = (value \"=>\")"},
      {"type with split shift", "macro_rules! m { ($t:ty) => { $t } } const A: m!(V<V<u8>>) = 1;",
       "const A: V<V<u8>> = 1"},
      {"glued token split twice",
       "macro_rules! m { ($t:ty = $e:expr) => { const A: $t = $e; } } m!(V<V<u8>>= 1);",
       "const A: V<V<u8>> = 1"},
      {"visibility may be empty",
       "macro_rules! m { ($v:vis fn $n:ident) => { $v fn $n() {} } } m!(fn f);", "fn f() { }"},
      {"pattern with alternatives",
       "macro_rules! m { ($p:pat) => { match 1 { $p => 1, _ => 2 } } } const A: u8 = m!(1 | 2);",
       "const A: u8 = (match 1 ((| 1 2) => 1) (_ => 2))"},
      {"semicolon of the call", "macro_rules! m { () => { 1 } } fn f() { m!(); }", "fn f() { 1; }"},
      {"statements in a block",
       "macro_rules! m { () => { let a = 1; let b = 2; } } fn f() { m!{} b }",
       "fn f() { let a = 1; let b = 2; b }"},
      {"items in an impl",
       "macro_rules! m { () => { fn a() {} const B: u8 = 1; } } impl T { m!(); }",
       "const B: u8 = 1"},
      {"doc comment matches as attribute",
       "macro_rules! m { (#[$m:meta] $n:ident) => { #[$m] fn $n() {} } } m!(/// x\n f);",
       "#[doc = r\" x\"] fn f() { }"},
  };
  for (const Case &test : cases) {
    Options options;
    options.edition = Edition::E2021;
    Expander expander(options);
    EXPECT_EQ(last_line(expander.expand_text(test.source)), test.expected) << test.name;
    EXPECT_EQ(expander.errors(), "") << test.name;
  }
}

TEST(Rules, Refuse) {
  const Case cases[] = {
      {"specifier missing", "macro_rules! m { ($x) => {} }", "missing fragment specifier\n"},
      {"specifier unknown", "macro_rules! m { ($x:foo) => {} }",
       "invalid fragment specifier `foo`\n"},
      {"bound twice", "macro_rules! m { ($x:ty, $x:ty) => {} }", "duplicate matcher binding\n"},
      {"follow set", "macro_rules! m { ($x:expr $y:ty) => {} }",
       "`$x:expr` is followed by `$y:ty`, which is not allowed for `expr` fragments\n"},
      {"follow set through a repetition", "macro_rules! m { ($x:ty $(+ $y:ident)*) => {} }",
       "`$x:ty` is followed by `+`, which is not allowed for `ty` fragments\n"},
      {"alternatives after a pattern", "macro_rules! m { ($x:pat | 1) => {} }",
       "`$x:pat` is followed by `|`, which is not allowed for `pat` fragments\n"},
      {"repetition of nothing", "macro_rules! m { ($()*) => {} }",
       "repetition matches empty token tree\n"},
      {"question mark with separator", "macro_rules! m { ($($x:ty),?) => {} }",
       "the `?` macro repetition operator does not take a separator\n"},
      {"no rule", "macro_rules! m { }", "macros must contain at least one rule\n"},
      {"ambiguous", "macro_rules! m { ($($i:ident)* $j:ident) => { 1 } } const A: u8 = m!(a b);",
       "local ambiguity when calling macro `m`: multiple parsing options: built-in NTs ident ('i') "
       "or ident ('j').\n"},
      {"wrong token", "macro_rules! m { (a b) => { 1 } } const A: u8 = m!(a c);",
       "no rules expected `c`\n"},
      {"end too early", "macro_rules! m { (a b) => { 1 } } const A: u8 = m!(a);",
       "unexpected end of macro invocation\n"},
      {"too shallow", "macro_rules! m { ($($x:expr)*) => { $x } } const A: u8 = m!(1);",
       "variable `x` is still repeating at this depth\n"},
      {"lengths differ",
       "macro_rules! m { ($($x:literal)* ; $($y:literal)*) => { [$(($x, $y)),*] } } const A: u8 = "
       "m!(1; 2 3);",
       "meta-variable `x` repeats 1 time, but `y` repeats 2 times\n"},
      {"leftover tokens", "macro_rules! m { () => { 1 2 } } const A: u8 = m!();",
       "macro expansion ignores `2` and any tokens following\n"},
      {"endless", "macro_rules! m { () => { m!() } } const A: u8 = m!();",
       "recursion limit reached while expanding `m!`\n"},
  };
  for (const Case &test : cases) {
    Options options;
    options.edition = Edition::E2021;
    Expander expander(options);
    expander.expand_text(test.source);
    EXPECT_EQ(expander.errors(), test.expected) << test.name;
  }
}

TEST(Rules, AlternativesAreOneMatchBefore2021) {
  Options options;
  options.edition = Edition::E2018;
  Expander expander(options);
  expander.expand_text("macro_rules! m { ($($x:pat)|+) => { 1 } } const A: u8 = m!(1 | 2);");
  EXPECT_EQ(expander.errors(), "");
}

/// Tokens of the definition are marked, those of the call are not.
TEST(Rules, Hygiene) {
  Expander expander;
  expander.expand_text(
      "macro_rules! m { ($e:expr) => { { let x = 1; $e + x } } } fn f() { m!(x); }");
  HygieneTable &hygiene = expander.session().hygiene;
  const expand::Invocation &call = expander.context().invocations[expand::InvocationId(0)];
  SyntaxContext marked = hygiene.apply_mark(kRootContext, call.expn, Transparency::SemiOpaque);
  struct Names : ast::Walker<Names> {
    std::vector<SyntaxContext> contexts;
    explicit Names(ast::Crate &krate) : Walker(krate) {}
    void visit_path(ast::Path &path, ast::NodeId) {
      contexts.push_back(path.segments[0].ident.span.ctxt);
    }
  } names(expander.context().krate);
  names.walk_crate();
  ASSERT_EQ(names.contexts.size(), 2u);
  EXPECT_EQ(names.contexts[0], kRootContext);
  EXPECT_EQ(names.contexts[1], marked);
}

/// Work grows with the input, not with its square.
TEST(Rules, ManyTokens) {
  std::string source = "macro_rules! m { ($($x:expr),*) => { [$($x),*] } } const A: u8 = m!(";
  for (int i = 0; i < 50000; ++i)
    source += "1,";
  source += "2);";
  Expander expander;
  expander.expand_text(source);
  EXPECT_EQ(expander.errors(), "");
}

} // namespace
