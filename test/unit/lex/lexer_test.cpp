#include "frontend/lex/lexer.h"
#include "frontend/lex/literal.h"
#include "frontend/lex/unicode.h"

#include "gtest/gtest.h"

using namespace ochre;
using namespace ochre::lex;

namespace {

struct Lexed {
  std::string tokens; ///< texts, separated by spaces
  std::string errors; ///< codes or messages, one a line
};

Lexed lex(llvm::StringRef text, Edition edition = Edition::E2021) {
  Options options;
  options.edition = edition;
  Session sess(std::move(options));
  Arena arena;
  LexedFile file = lex_file(sess, arena, sess.source_map.add_text("test.rs", text));
  Lexed out;
  for (const Token &token : file.tokens)
    out.tokens += (out.tokens.empty() ? "" : " ") + to_string(sess.interner, token);
  for (const Diagnostic &diagnostic : sess.diags.take_sorted())
    out.errors += diagnostic.code == DiagCode::None ? diagnostic.message + "\n"
                                                    : to_string(diagnostic.code).str() + "\n";
  return out;
}

TEST(Lexer, GluesPunctuation) {
  EXPECT_EQ(lex("a>>=b...c..=d->e=>f<-g&&h||i::j").tokens,
            "a >>= b ... c ..= d -> e => f <- g && h || i :: j");
}

TEST(Lexer, MatchesDelimiters) {
  Options options;
  Session sess(std::move(options));
  Arena arena;
  TokenStream tokens = lex_file(sess, arena, sess.source_map.add_text("t", "f(a[b]{})")).tokens;
  ASSERT_EQ(tokens.size(), 9u);
  EXPECT_EQ(tree_size(tokens, 1), 8u);
  EXPECT_EQ(group_inside(tokens, 3).size(), 1u);
  EXPECT_EQ(tokens[8].distance(), 7u);
}

TEST(Lexer, NumbersAndRanges) {
  EXPECT_EQ(lex("1..2 1.0 1.foo 1. 1e5 0xff_u8 1_000i64 2.0e-3f32").tokens,
            "1 .. 2 1.0 1 . foo 1. 1e5 0xff_u8 1_000i64 2.0e-3f32");
  EXPECT_EQ(lex("0x").errors, "E0768\n");
  EXPECT_EQ(lex("0b12").errors, "invalid digit for a base 2 literal\n");
  EXPECT_EQ(lex("0x1.0").errors, "hexadecimal float literal is not supported\n");
  EXPECT_EQ(lex("1e+").errors, "expected at least one digit in exponent\n");
}

TEST(Lexer, LifetimesAndCharacters) {
  EXPECT_EQ(lex("'a 'a' '\\'' 'static '\\u{1F600}' ''' ").tokens.substr(0, 14), "'a 'a' '\\'' 's");
  EXPECT_EQ(lex("'ab'").errors, "character literal may only contain one codepoint\n");
  EXPECT_EQ(lex("''").errors, "empty character literal\n");
  EXPECT_EQ(lex("'a' b'\\x").errors, "E0763\n");
  EXPECT_EQ(lex("'r#a").tokens, "'r#a");
  EXPECT_EQ(lex("'r#a", Edition::E2018).tokens, "'r # a");
  EXPECT_EQ(lex("'1a").errors, "lifetimes cannot start with a number\n");
}

TEST(Lexer, RawStringsAndPrefixes) {
  EXPECT_EQ(lex("r\"a\" br##\"c\"## cr\"d\" c\"e\" b\"f\"").tokens,
            "r\"a\" br##\"c\"## cr\"d\" c\"e\" b\"f\"");
  EXPECT_EQ(lex("r#\"a\"b\"#x").tokens, "r#\"a\"b\"#x");
  EXPECT_EQ(lex("c\"x\"", Edition::E2018).tokens, "c \"x\"");
  EXPECT_EQ(lex("foo\"x\"").errors, "prefix `foo` is unknown\n");
  EXPECT_EQ(lex("foo\"x\"", Edition::E2018).errors, "");
  EXPECT_EQ(lex("#\"x\"#", Edition::E2024).errors, "invalid unprefixed guarded string literal\n");
  EXPECT_EQ(lex("r#crate").errors, "`crate` cannot be a raw identifier\n");
  EXPECT_EQ(lex("r#type").tokens, "r#type");
}

TEST(Lexer, UnterminatedThings) {
  EXPECT_EQ(lex("/* /* */").errors, "E0758\n");
  EXPECT_EQ(lex("\"abc").errors, "E0765\n");
  EXPECT_EQ(lex("b\"abc").errors, "E0766\n");
  EXPECT_EQ(lex("c\"abc").errors, "E0767\n");
  EXPECT_EQ(lex("r#\"abc\"").errors, "E0748\n");
  EXPECT_EQ(lex("'a b").errors, "");
  EXPECT_EQ(lex("'\\n").errors, "E0762\n");
  EXPECT_EQ(lex("(").errors, "this file contains an unclosed delimiter\n");
  EXPECT_EQ(lex("(]").errors, "mismatched closing delimiter: `]`\n");
  EXPECT_EQ(lex(")").errors, "unexpected closing delimiter: `)`\n");
}

TEST(Lexer, CommentsAndShebang) {
  EXPECT_EQ(lex("#!/bin/sh\na // b\n/* c /* d */ */ e").tokens, "a e");
  EXPECT_EQ(lex("#![a]").tokens, "# ! [ a ]");
  EXPECT_EQ(lex("/// x\n//// y\n/** z */ /**/ //! w").tokens, "/// x /** z */ //! w");
}

TEST(Lexer, UnicodeIdentifiersAreNormalised) {
  EXPECT_EQ(lex("e\xCC\x81").tokens, "\xC3\xA9");
  EXPECT_EQ(normalize_nfc("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"), "\xEA\xB0\x81");
  EXPECT_EQ(lex("\xF0\x9F\x98\x80").errors,
            "identifiers cannot contain emoji: `\xF0\x9F\x98\x80`\n");
  EXPECT_EQ(lex("\xCD\xBE").errors, "unknown start of token: \\u{37e}\n");
}

TEST(Literal, Values) {
  EXPECT_EQ(int_literal_value("0xff_ff")->lo, 0xffffu);
  EXPECT_EQ(int_literal_value("340282366920938463463374607431768211455")->hi, ~0ull);
  EXPECT_FALSE(int_literal_value("340282366920938463463374607431768211456"));
  LiteralParts parts = split_literal(TokenKind::RawByteStr, "br##\"a\"#\"##suf");
  EXPECT_EQ(parts.body, "a\"#");
  EXPECT_EQ(parts.suffix, "suf");
  EXPECT_EQ(split_literal(TokenKind::Int, "0xffu8").suffix, "u8");
  EXPECT_EQ(split_literal(TokenKind::Float, "1.5e-3f32").suffix, "f32");
  EXPECT_EQ(split_literal(TokenKind::Int, "1f32").suffix, "f32");
  EXPECT_EQ(string_literal_value(TokenKind::Str, "a\\n\\x41\\u{e9}\\\n   b"), "a\nA\xC3\xA9"
                                                                              "b");
  EXPECT_EQ(char_literal_value(TokenKind::Char, "\\u{1F600}"), 0x1F600u);
}

} // namespace
