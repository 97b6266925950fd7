#include "frontend/expand/quote.h"

#include "frontend/lex/lexer.h"
#include "frontend/lex/literal.h"

namespace ochre::expand {

using lex::Token;
using lex::TokenKind;

lex::TokenStream Quote::lexed(const char *text) {
  auto [it, is_new] = ctx_.state->templates.try_emplace(text);
  if (is_new)
    it->second = lex::lex_text(ctx_.sess, ctx_.krate.arena, "<template>", text, span_).tokens;
  return it->second;
}

Quote &Quote::add(const char *text, llvm::ArrayRef<lex::TokenStream> arguments) {
  lex::TokenStream tokens = lexed(text);
  for (size_t i = 0; i < tokens.size(); ++i) {
    Token token = tokens[i];
    token.span = span_;
    bool has_next = i + 1 < tokens.size();
    if (token.is_open()) {
      out_.open(token.delimiter(), span_, token.fragment, token.spacing());
    } else if (token.is_close()) {
      out_.close(span_, token.spacing());
    } else if (token.is(TokenKind::Pound) && has_next && tokens[i + 1].is(TokenKind::Int)) {
      auto parts = lex::split_literal(TokenKind::Int, ctx_.sess.str(tokens[++i].symbol()));
      out_.append(arguments[lex::int_literal_value(parts.body)->lo]);
    } else if (token.is(TokenKind::Dollar) && has_next && tokens[i + 1].is_word(sym::kw_crate)) {
      Token crate = tokens[++i];
      crate.payload = sym::dollar_crate.raw;
      crate.span = span_;
      out_.push(crate);
    } else {
      out_.push(token);
    }
  }
  return *this;
}

Quote &Quote::ident(Symbol name, Span span, bool is_raw) {
  Token token;
  token.kind = TokenKind::Ident;
  token.flags = is_raw ? lex::kRaw : 0;
  token.payload = name.raw;
  token.span = span;
  out_.push(token);
  return *this;
}

Quote &Quote::lifetime(Symbol name, Span span) {
  Token token;
  token.kind = TokenKind::Lifetime;
  token.payload = name.raw;
  token.span = span;
  out_.push(token);
  return *this;
}

Quote &Quote::str(llvm::StringRef value) {
  std::string text = "\"";
  for (char c : value) {
    switch (c) {
    case '\\': text += "\\\\"; break;
    case '"': text += "\\\""; break;
    case '\n': text += "\\n"; break;
    case '\r': text += "\\r"; break;
    case '\t': text += "\\t"; break;
    case '\0': text += "\\0"; break;
    default: text += c;
    }
  }
  Token token;
  token.kind = TokenKind::Str;
  token.payload = ctx_.sess.intern(text + "\"").raw;
  token.span = span_;
  out_.push(token);
  return *this;
}

Quote &Quote::integer(uint64_t value) {
  Token token;
  token.kind = TokenKind::Int;
  token.payload = ctx_.sess.intern(std::to_string(value)).raw;
  token.span = span_;
  out_.push(token);
  return *this;
}

} // namespace ochre::expand
