// Fragments of macro input: what may begin one, and how far it goes.
#include "frontend/parse/impl.h"

namespace ochre::parse {

namespace {

using F = FragmentKind;

bool is_reserved_word(const Token &token, Edition edition) {
  return !token.is_raw() && lex::is_keyword(token.symbol(), edition);
}

bool can_begin_expr(const Token &token, Edition edition, bool is_2021) {
  switch (token.kind) {
  case K::Ident: {
    if (!is_reserved_word(token, edition))
      return true;
    if (lex::is_path_segment_keyword(token.symbol()))
      return true;
    static constexpr Symbol kWords[] = {
        sym::kw_async, sym::kw_do,     sym::kw_break,  sym::kw_continue, sym::kw_false,
        sym::kw_for,   sym::kw_gen,    sym::kw_if,     sym::kw_loop,     sym::kw_match,
        sym::kw_move,  sym::kw_return, sym::kw_true,   sym::kw_try,      sym::kw_unsafe,
        sym::kw_while, sym::kw_yield,  sym::kw_static, sym::kw_become,
    };
    if (llvm::is_contained(kWords, token.symbol()))
      return true;
    return !is_2021 && (token.symbol() == sym::kw_const || token.symbol() == sym::kw_underscore);
  }
  case K::OpenParen:
  case K::OpenBrace:
  case K::OpenBracket:
  case K::Not:
  case K::Minus:
  case K::Star:
  case K::Or:
  case K::OrOr:
  case K::And:
  case K::AndAnd:
  case K::DotDot:
  case K::DotDotDot:
  case K::DotDotEq:
  case K::Lt:
  case K::Shl:
  case K::PathSep:
  case K::Lifetime:
  case K::Pound: return true;
  case K::OpenInvisible:
    return token.fragment == F::Expr || token.fragment == F::Expr2021 ||
           token.fragment == F::Block || token.fragment == F::Literal || token.fragment == F::Path;
  default: return token.is_literal();
  }
}

bool can_begin_ty(const Token &token, Edition edition) {
  switch (token.kind) {
  case K::Ident: {
    if (!is_reserved_word(token, edition) || lex::is_path_segment_keyword(token.symbol()))
      return true;
    static constexpr Symbol kWords[] = {sym::kw_underscore, sym::kw_for,    sym::kw_impl,
                                        sym::kw_fn,         sym::kw_unsafe, sym::kw_extern,
                                        sym::kw_typeof,     sym::kw_dyn};
    return llvm::is_contained(kWords, token.symbol());
  }
  case K::OpenParen:
  case K::OpenBracket:
  case K::Not:
  case K::Star:
  case K::And:
  case K::AndAnd:
  case K::Question:
  case K::Lifetime:
  case K::Lt:
  case K::Shl:
  case K::PathSep: return true;
  case K::OpenInvisible: return token.fragment == F::Ty || token.fragment == F::Path;
  default: return false;
  }
}

bool can_begin_pat(const Token &token, bool with_or) {
  switch (token.kind) {
  case K::Ident:
  case K::OpenParen:
  case K::OpenBracket:
  case K::And:
  case K::Minus:
  case K::AndAnd:
  case K::DotDot:
  case K::DotDotEq:
  case K::DotDotDot:
  case K::PathSep:
  case K::Lt:
  case K::Shl:
  case K::Not: return true;
  case K::Or: return with_or;
  case K::OpenInvisible:
    return token.fragment == F::Expr || token.fragment == F::Expr2021 ||
           token.fragment == F::Literal || token.fragment == F::Meta || token.fragment == F::Pat ||
           token.fragment == F::PatParam || token.fragment == F::Path || token.fragment == F::Ty;
  default: return token.is_literal();
  }
}

bool may_be_path(FragmentKind fragment) {
  return fragment != F::Item && fragment != F::Block && fragment != F::Vis && fragment != F::None;
}

} // namespace

bool can_begin_fragment(FragmentKind kind, const Token &token, const Token &next, Edition edition) {
  (void)next;
  bool invisible = token.is(K::OpenInvisible);
  switch (kind) {
  case F::None: return false;
  case F::Expr: return can_begin_expr(token, edition, edition < Edition::E2024);
  case F::Expr2021: return can_begin_expr(token, edition, true);
  case F::Ty: return can_begin_ty(token, edition);
  case F::Ident: return token.is_ident() && !token.is_word(sym::kw_underscore);
  case F::Lifetime: return token.is(K::Lifetime);
  case F::Literal:
    return token.is_literal() || token.is(K::Minus) || token.is_word(sym::kw_true) ||
           token.is_word(sym::kw_false) ||
           (invisible && (token.fragment == F::Literal || token.fragment == F::Expr ||
                          token.fragment == F::Expr2021));
  case F::Vis:
    return token.is(K::Comma) || token.is_ident() || invisible || can_begin_ty(token, edition);
  case F::Block:
    return token.is(K::OpenBrace) ||
           (invisible && (token.fragment == F::Block || token.fragment == F::Stmt ||
                          token.fragment == F::Expr || token.fragment == F::Literal));
  case F::Path:
  case F::Meta:
    if (kind == F::Path && (token.is(K::Lt) || token.is(K::Shl)))
      return true;
    return token.is(K::PathSep) || token.is_ident() || (invisible && may_be_path(token.fragment));
  case F::Pat: return can_begin_pat(token, edition >= Edition::E2021);
  case F::PatParam: return can_begin_pat(token, false);
  case F::Item:
  case F::Stmt:
  case F::Tt: return !token.is_close() && !token.is(K::Eof);
  }
  return false;
}

namespace {

void parse_one(Parser::Impl &p, FragmentKind kind, Edition edition) {
  switch (kind) {
  case F::None:
  case F::Tt: bug("parse: parse_fragment of a token tree");
  case F::Block: p.parse_block(); return;
  case F::Expr:
  case F::Expr2021: p.parse_expr(); return;
  case F::Ident: p.bump(); return;
  case F::Item: {
    const Token *first = p.at;
    AttrsId attrs = p.parse_outer_attrs();
    p.parse_item(ItemContext::Module, attrs, first);
    return;
  }
  case F::Lifetime: p.parse_lifetime(); return;
  case F::Literal: p.parse_literal_pat(); return;
  case F::Meta: {
    if (p.at_invisible(F::Meta)) {
      p.skip_tree();
      return;
    }
    Attr attr;
    p.parse_attr_body(attr);
    return;
  }
  case F::Pat:
    if (edition >= Edition::E2021)
      p.parse_pat_top();
    else
      p.parse_pat();
    return;
  case F::PatParam: p.parse_pat(); return;
  case F::Path:
    if (p.at_part(K::Lt)) {
      QSelf *qself = nullptr;
      p.parse_qpath(PathStyle::Type, qself);
    } else {
      p.parse_path(PathStyle::Type);
    }
    return;
  case F::Stmt: {
    Stmt stmt;
    if (p.at_kind(K::Semi)) {
      p.unexpected("a statement");
      return;
    }
    p.parse_stmt(stmt);
    return;
  }
  case F::Ty: p.parse_ty(); return;
  case F::Vis: p.parse_visibility(true); return;
  }
}

} // namespace

Fragment Parser::parse_fragment(FragmentKind kind, Edition edition) {
  Impl &p = *impl_;
  Fragment fragment{kind, {}, std::nullopt};
  ast::Crate::Mark mark = p.krate.mark();
  const Token *first = p.at;
  bool starts_half = p.cur != p.at && p.at != p.end;
  Token first_token = *p.cur;
  parse_one(p, kind, edition);
  p.krate.rewind(mark);
  if (p.panicking) {
    fragment.error = p.guaranteed();
    return fragment;
  }
  bool ends_half = p.cur != p.at && p.at != p.end;
  if (!starts_half && !ends_half) {
    fragment.tokens = {first, p.at};
    return fragment;
  }
  // A glued token was split: the fragment has one half of it.
  llvm::SmallVector<Token, 16> tokens(first, p.at);
  if (starts_half && !tokens.empty())
    tokens.front() = first_token;
  if (ends_half) {
    // All that was taken of the glued token: `>` and `>` of `>>=`.
    Token rest = starts_half && p.at == first ? first_token : *p.at;
    while (rest.kind != p.cur->kind && rest.kind != K::Eof) {
      Halves halves = split_token(rest.kind);
      assert(halves.first != K::Eof);
      Token taken = rest;
      taken.kind = halves.first;
      taken.span.hi = std::min(taken.span.lo + 1, taken.span.hi);
      taken.flags = static_cast<uint8_t>(taken.flags & ~lex::kSpacingMask) |
                    static_cast<uint8_t>(lex::Spacing::Joint);
      tokens.push_back(taken);
      rest.kind = halves.second;
      rest.span.lo = taken.span.hi;
    }
  }
  fragment.tokens = p.krate.arena.copy(llvm::ArrayRef<Token>(tokens));
  return fragment;
}

} // namespace ochre::parse
