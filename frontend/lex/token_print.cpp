// Names of tokens, and streams as text.
#include "frontend/lex/keywords.h"
#include "frontend/lex/token_stream.h"

namespace ochre::lex {

llvm::StringRef to_string(TokenKind kind) {
  static constexpr const char *kNames[] = {
#define TOKEN(kind, name) name,
#include "frontend/lex/token.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

llvm::StringRef to_string(FragmentKind kind) {
  static constexpr const char *kNames[] = {
#define FRAGMENT(kind, name) name,
#include "frontend/lex/fragment.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

std::string to_string(const Interner &interner, const Token &token) {
  switch (token.kind) {
  case TokenKind::Eof: return "";
  case TokenKind::Ident: return (token.is_raw() ? "r#" : "") + interner.str(token.symbol()).str();
  case TokenKind::Lifetime:
    return token.is_raw() ? "'r#" + interner.str(token.symbol()).drop_front().str()
                          : interner.str(token.symbol()).str();
  case TokenKind::DocComment: {
    bool inner = token.flags & kInnerDoc;
    std::string text = interner.str(token.symbol()).str();
    if (token.flags & kBlockDoc)
      return (inner ? "/*!" : "/**") + text + "*/";
    return (inner ? "//!" : "///") + text;
  }
  case TokenKind::Error: return "/*ERROR*/";
  default:
    return token.is_literal() ? interner.str(token.symbol()).str() : to_string(token.kind).str();
  }
}

namespace {

/// Whether two tokens are shown apart, the left one being followed by white space in the source or
/// made by a macro. What people write without a space is shown so.
bool space_by_kind(const Token &left, const Token &right) {
  using K = TokenKind;
  if (left.is(K::Dot))
    return right.is_punct();
  if (right.is(K::Comma) || right.is(K::Semi) || right.is(K::Dot))
    return left.is_punct();
  if (left.is_ident() && (right.is(K::OpenParen) || right.is(K::Not))) {
    Symbol name = left.symbol();
    bool is_callable = left.is_raw() || !is_keyword_always(name) ||
                       (right.is(K::OpenParen) &&
                        (name == sym::kw_fn || name == sym::kw_SelfUpper || name == sym::kw_pub));
    return !is_callable;
  }
  if (left.is(K::Pound) && right.is(K::OpenBracket))
    return false;
  return !(left.is(K::Dollar) && right.is_ident());
}

/// Inside of braces the spacing behind the opening one rules; other groups have none.
bool needs_space(const Token &left, const Token &right, TokenStream stream, size_t right_index) {
  using K = TokenKind;
  if (left.is(K::OpenBrace))
    return !right.is(K::CloseBrace) && left.spacing() == Spacing::Alone;
  if (right.is(K::CloseBrace)) {
    const Token &open = stream[right_index - right.distance()];
    return open.spacing() == Spacing::Alone;
  }
  if (left.is_open() || right.is_close())
    return false;
  return left.spacing() == Spacing::Alone && space_by_kind(left, right);
}

} // namespace

std::string to_string(const Interner &interner, TokenStream stream) {
  std::string out;
  const Token *last = nullptr;
  for (size_t i = 0; i < stream.size(); ++i) {
    const Token &token = stream[i];
    if (token.is(TokenKind::OpenInvisible) || token.is(TokenKind::CloseInvisible))
      continue;
    if (last && needs_space(*last, token, stream, i))
      out += ' ';
    out += to_string(interner, token);
    if (token.is(TokenKind::DocComment) && !(token.flags & kBlockDoc))
      out += '\n';
    last = &token;
  }
  return out;
}

} // namespace ochre::lex
