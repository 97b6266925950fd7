// The cursor over a flat stream: look-ahead, splitting of glued tokens, groups.
#include "frontend/parse/impl.h"

namespace ochre::parse {

Halves split_token(K kind) {
  switch (kind) {
  case K::Shl: return {K::Lt, K::Lt};
  case K::ShlEq: return {K::Lt, K::LtEq};
  case K::LtEq: return {K::Lt, K::Eq};
  case K::LArrow: return {K::Lt, K::Minus};
  case K::Shr: return {K::Gt, K::Gt};
  case K::ShrEq: return {K::Gt, K::GtEq};
  case K::GtEq: return {K::Gt, K::Eq};
  case K::AndAnd: return {K::And, K::And};
  case K::AndEq: return {K::And, K::Eq};
  case K::OrOr: return {K::Or, K::Or};
  case K::OrEq: return {K::Or, K::Eq};
  case K::PlusEq: return {K::Plus, K::Eq};
  case K::NotEq: return {K::Not, K::Eq};
  default: return {};
  }
}

Parser::Impl::Impl(Session &sess, ast::Crate &krate, lex::TokenStream stream, Span end_span)
    : sess(sess), krate(krate), stream(stream), at(stream.begin()), end(stream.end()),
      prev(end_span.shrink_to_lo()), root_edition(sess.opts.edition) {
  eof.span = end_span;
  if (!stream.empty())
    prev = stream.front().span.shrink_to_lo();
  settle();
}

/// Invisible groups of procedural macros mean nothing to the parser.
void Parser::Impl::skip_transparent() {
  while (at < end && (at->kind == K::OpenInvisible || at->kind == K::CloseInvisible) &&
         at->fragment == FragmentKind::None)
    ++at;
  cur = at < end ? at : &eof;
}

const Token *Parser::Impl::step(const Token *token) const {
  if (token >= end)
    return end;
  ++token;
  while (token < end && token->fragment == FragmentKind::None &&
         (token->kind == K::OpenInvisible || token->kind == K::CloseInvisible))
    ++token;
  return token;
}

const Token &Parser::Impl::look(unsigned distance) const {
  const Token *token = at;
  for (; distance != 0; --distance)
    token = step(token);
  return deref(token);
}

bool Parser::Impl::at_part(K kind) const {
  return cur->kind == kind || split_token(cur->kind).first == kind;
}

bool Parser::Impl::eat_part(K kind) {
  if (cur->kind == kind) {
    bump();
    return true;
  }
  Halves halves = split_token(cur->kind);
  if (halves.first != kind || kind == K::Eof)
    return false;
  prev = cur->span;
  prev.hi = cur->span.hi - cur->span.lo > 1 ? cur->span.lo + 1 : cur->span.hi;
  prev_kind = kind;
  half = *cur;
  half.kind = halves.second;
  if (half.span.hi - half.span.lo > 1)
    half.span.lo += 1;
  cur = &half;
  return true;
}

bool Parser::Impl::expect(K kind) {
  if (eat(kind))
    return true;
  unexpected(("`" + lex::to_string(kind) + "`").str());
  return false;
}

bool Parser::Impl::expect_part(K kind) {
  if (eat_part(kind))
    return true;
  unexpected(("`" + lex::to_string(kind) + "`").str());
  return false;
}

bool Parser::Impl::expect_kw(Symbol word) {
  if (eat_kw(word))
    return true;
  unexpected(("`" + sess.str(word) + "`").str());
  return false;
}

void Parser::Impl::skip_tree() {
  if (cur->is_open() && cur == at) {
    prev = at[at->distance()].span;
    prev_kind = at[at->distance()].kind;
    at += at->distance() + 1;
    settle();
  } else {
    bump();
  }
}

const Token *Parser::Impl::enter_group() {
  assert(cur->is_open());
  const Token *open = at;
  bump();
  return open;
}

void Parser::Impl::leave_group(const Token *open) {
  const Token *close = open + open->distance();
  if (gave_up) {
    at = end;
    cur = &eof;
    return;
  }
  if (!panicking && cur != close)
    unexpected(("`" + lex::to_string(close->kind) + "`").str());
  panicking = false;
  at = close;
  cur = at;
  bump();
}

/// Past the close of an invisible group. What its fragment left over was reported when it matched.
void Parser::Impl::leave_invisible(const Token *open) {
  const Token *close = open + open->distance();
  if (gave_up)
    return;
  if (!panicking && cur != close)
    unexpected("the end of the macro fragment");
  at = close;
  cur = at;
  Span before = prev;
  ++at;
  settle();
  // Where the fragment came from, not the invisible delimiter, is where its text ends.
  prev = before;
  prev_kind = K::CloseInvisible;
}

} // namespace ochre::parse
