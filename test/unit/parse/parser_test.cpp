#include "frontend/parse/parser.h"

#include "frontend/ast/print.h"

#include "llvm/Support/thread.h"
#include "gtest/gtest.h"

using namespace ochre;
using namespace ochre::parse;

namespace {

struct Parsed {
  std::string text;   ///< as printed
  std::string errors; ///< messages, one a line
};

Options with_edition(Edition edition) {
  Options options;
  options.edition = edition;
  return options;
}

Parsed parse(llvm::StringRef source, Edition edition = Edition::E2021) {
  Session sess(with_edition(edition));
  sess.hygiene.set_root_edition(edition);
  ast::Crate krate;
  parse_crate(sess, krate, sess.source_map.add_text("test.rs", source));
  Parsed out;
  llvm::raw_string_ostream stream(out.text);
  ast::print(sess.interner, krate, stream);
  for (const Diagnostic &diagnostic : sess.diags.take_sorted())
    out.errors += diagnostic.message + "\n";
  return out;
}

std::string expr(llvm::StringRef source, Edition edition = Edition::E2021) {
  Parsed out = parse(("const X: T = " + source + ";").str(), edition);
  llvm::StringRef text = out.text;
  text.consume_front("const X: T = ");
  return (out.errors + text.rtrim()).str();
}

TEST(Parser, Precedence) {
  EXPECT_EQ(expr("a + b * c - d"), "(- (+ a (* b c)) d)");
  EXPECT_EQ(expr("a || b && c == d | e ^ f & g << h"),
            "(|| a (&& b (== c (| d (^ e (& f (<< g h)))))))");
  EXPECT_EQ(expr("-a as u8 * !b"), "(* (as (- a) u8) (! b))");
  EXPECT_EQ(expr("a = b += c"), "(= a (+= b c))");
  EXPECT_EQ(expr("a..b + 1"), "(.. a (+ b 1))");
  EXPECT_EQ(expr("&&mut a.b?[c](d)"), "(& (&mut (call (index (? (.b a)) c) d)))");
  EXPECT_EQ(expr("x.0.1.2"), "(.2 (.1 (.0 x)))");
  EXPECT_EQ(expr("|a| a + 1"), "(closure (a: _) (+ a 1))");
}

TEST(Parser, StatementsEndAtBlocks) {
  EXPECT_EQ(parse("fn f() { match a {} - 1; { b } &c; if d {} [e]; }").text,
            "fn f() { (match a) (- 1); { b } (& c); (if d { }) (array e); }\n");
  EXPECT_EQ(parse("fn f() { match a {}.b() + 1; m!{} .c(); m!{} d }").text,
            "fn f() { (+ (method b (match a)) 1); (method c m!{}); m!{} d }\n");
}

TEST(Parser, GluedTokensAreSplit) {
  EXPECT_EQ(parse("type T = A<B<C>>; type U = &&A; type V<X=Y<Z>>=W;").text,
            "type T = A<B<C>>\ntype U = &&A\ntype V<X = Y<Z>> = W\n");
  EXPECT_EQ(expr("|| 1"), "(closure () 1)");
  EXPECT_EQ(expr("a<-b"), "(< a (- b))");
}

TEST(Parser, StructLiteralsStayOutOfConditions) {
  EXPECT_EQ(expr("if a {} else { b }"), "(if a { } { b })");
  EXPECT_EQ(expr("if (a { b }) {}"), "(if (paren (struct a b)) { })");
  EXPECT_EQ(parse("fn f() { if a { b: 1 } {} }").errors, "struct literals are not allowed here\n");
}

TEST(Parser, EditionsDecideKeywords) {
  EXPECT_EQ(expr("async", Edition::E2015), "async");
  EXPECT_EQ(expr("dyn::a", Edition::E2015), "dyn::a");
  EXPECT_EQ(expr("gen", Edition::E2021), "gen");
  EXPECT_EQ(expr("async move { a.await }"), "(async move { (await a) })");
}

TEST(Parser, OneMistakeOneMessage) {
  EXPECT_EQ(parse("fn f() { let x = ; let y = 1; } fn g() {}").errors,
            "expected expression, found `;`\n");
  EXPECT_EQ(parse("struct S { a: u8 b: u8 } fn g() {}").errors,
            "expected `,`, or `}`, found `b`\n");
  EXPECT_EQ(parse("fn f() { a < b < c; }").errors, "comparison operators cannot be chained\n");
  EXPECT_EQ(parse("fn f() { let p = 1..=; }").errors, "inclusive range with no end\n");
}

/// Deep nesting is an error, long flat code is not. On a large stack, like the driver's.
void check_depth() {
  for (llvm::StringRef piece : {"(", "[", "{", "!", "-", "&", "*", "Some("}) {
    std::string text = "fn f() { ";
    for (int i = 0; i < 100000; ++i)
      text += piece.str();
    text += "1";
    char close = piece.ends_with("(") ? ')' : piece == "[" ? ']' : piece == "{" ? '}' : 0;
    if (close)
      text.append(100000, close);
    EXPECT_FALSE(parse(text + "; }").errors.empty()) << piece.str();
  }
  std::string sum = "fn f() { 1";
  for (int i = 0; i < 15000; ++i)
    sum += " + 1";
  EXPECT_EQ(parse(sum + "; }").errors, "");
}

TEST(Parser, DepthIsBounded) {
  llvm::thread worker(std::optional<unsigned>(256u << 20), [] { check_depth(); });
  worker.join();
}

class FragmentTest : public testing::Test {
protected:
  Session sess{with_edition(Edition::E2021)};
  ast::Crate krate;

  /// The text that the fragment takes from the stream, and what is left.
  std::string match(lex::FragmentKind kind, llvm::StringRef text) {
    sess.hygiene.set_root_edition(Edition::E2021);
    auto file = lex::lex_file(sess, krate.arena, sess.source_map.add_text("f.rs", text));
    Parser parser(sess, krate, file.tokens, {});
    if (!can_begin_fragment(kind, parser.token(), parser.look_ahead(1), Edition::E2021))
      return "no";
    Fragment fragment = parser.parse_fragment(kind, Edition::E2021);
    if (fragment.error)
      return "error";
    return lex::to_string(sess.interner, fragment.tokens) + " / " +
           lex::to_string(sess.interner, parser.rest());
  }
};

TEST_F(FragmentTest, TakesAsMuchAsItCan) {
  using F = lex::FragmentKind;
  EXPECT_EQ(match(F::Expr, "a + b , c"), "a + b / , c");
  EXPECT_EQ(match(F::Ty, "Vec<Vec<u8>> x"), "Vec<Vec<u8>> / x");
  EXPECT_EQ(match(F::Ty, "Vec<u8>> x"), "Vec<u8> / > x");
  EXPECT_EQ(match(F::Pat, "A | B => c"), "A | B / => c");
  EXPECT_EQ(match(F::PatParam, "A | B"), "A / | B");
  EXPECT_EQ(match(F::Stmt, "let x = 1; y"), "let x = 1 / ; y");
  EXPECT_EQ(match(F::Vis, "pub(crate) x"), "pub(crate) / x");
  EXPECT_EQ(match(F::Vis, "x"), " / x");
  EXPECT_EQ(match(F::Item, "struct S; x"), "struct S; / x");
  EXPECT_EQ(match(F::Literal, "-1 x"), "-1 / x");
  EXPECT_EQ(match(F::Expr, "=> x"), "no");
  EXPECT_EQ(match(F::Expr, "a +"), "error");
}

} // namespace
