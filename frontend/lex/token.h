// Tokens, as the parser and macros see them.
//
// A token is kind, span and one 32-bit payload. Punctuation is glued as far as it goes (`>>=` is
// one token, and one `tt`); the parser splits it where the grammar wants less. Keywords are `Ident`
// tokens: whether a name is a keyword depends on its edition (keywords.h).
#pragma once

#include "support/adt/symbol.h"
#include "support/source/span.h"

#include "llvm/ADT/ArrayRef.h"

namespace ochre::lex {

enum class TokenKind : uint8_t {
#define TOKEN(kind, name) kind,
#include "frontend/lex/token.def"
};
/// `=>`, `identifier`, `string literal`…: the name of the kind.
llvm::StringRef to_string(TokenKind kind);

/// Parentheses, brackets, braces, or none: an invisible group keeps a macro's fragment together.
enum class Delimiter : uint8_t { Paren, Bracket, Brace, Invisible };

/// What a macro variable matches; also where an invisible group comes from.
enum class FragmentKind : uint8_t {
#define FRAGMENT(kind, name) kind,
#include "frontend/lex/fragment.def"
};
/// `pat_param`, `expr`…: the name as written in a macro.
llvm::StringRef to_string(FragmentKind kind);

/// Whether another token follows at once, as procedural macros see it.
enum class Spacing : uint8_t {
  Alone,      ///< white space or a comment follows
  Joint,      ///< punctuation follows at once
  JointHidden ///< something else follows at once
};

enum TokenFlag : uint8_t {
  kSpacingMask = 3, ///< a Spacing
  kRaw = 4,         ///< `r#ident`, `'r#lifetime`
  kHasSuffix = 8,   ///< literal with a suffix: `1u8`
  kInnerDoc = 16,   ///< `//!`, `/*!`
  kBlockDoc = 32,   ///< `/** */`, `/*! */`
  kLitError = 64,   ///< a literal whose errors were reported
};

/// Payload by kind: Ident, Lifetime (with its `'`): the name, without `r#`. Literals: the whole
/// text as written, with prefix, quotes and suffix (literal.h takes it apart). DocComment: the text
/// without the comment marks. Open delimiters: distance to their close; close delimiters: the
/// same distance back. Error: unused.
struct Token {
  TokenKind kind = TokenKind::Eof;
  uint8_t flags = 0;
  FragmentKind fragment{}; ///< of invisible delimiters
  uint32_t payload = 0;
  Span span;

  Symbol symbol() const { return Symbol(payload); }
  uint32_t distance() const { return payload; }
  bool is(TokenKind wanted) const { return kind == wanted; }
  bool is_ident() const { return kind == TokenKind::Ident; }
  /// The name `wanted`, not raw. Says nothing about the edition.
  bool is_word(Symbol wanted) const {
    return kind == TokenKind::Ident && payload == wanted.raw && !is_raw();
  }
  bool is_raw() const { return flags & kRaw; }
  Spacing spacing() const { return static_cast<Spacing>(flags & kSpacingMask); }
  bool is_joint() const { return spacing() == Spacing::Joint; }
  bool is_open() const { return kind >= TokenKind::OpenParen && kind <= TokenKind::OpenInvisible; }
  bool is_close() const {
    return kind >= TokenKind::CloseParen && kind <= TokenKind::CloseInvisible;
  }
  bool is_literal() const { return kind >= TokenKind::Int && kind <= TokenKind::RawCStr; }
  bool is_punct() const { return kind >= TokenKind::Eq; }
  /// Requires is_open() or is_close().
  Delimiter delimiter() const {
    auto first = is_open() ? TokenKind::OpenParen : TokenKind::CloseParen;
    return static_cast<Delimiter>(static_cast<uint8_t>(kind) - static_cast<uint8_t>(first));
  }
};
static_assert(sizeof(Token) == 20);

inline TokenKind open_kind(Delimiter delim) {
  return static_cast<TokenKind>(static_cast<uint8_t>(TokenKind::OpenParen) +
                                static_cast<uint8_t>(delim));
}
inline TokenKind close_kind(Delimiter delim) {
  return static_cast<TokenKind>(static_cast<uint8_t>(TokenKind::CloseParen) +
                                static_cast<uint8_t>(delim));
}

} // namespace ochre::lex
