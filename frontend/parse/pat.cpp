// Patterns.
#include "frontend/parse/impl.h"

namespace ochre::parse {

/// A pattern with alternatives at its top, and perhaps a leading `|`.
PatId Parser::Impl::parse_pat_top() {
  Span lo = cur->span;
  if (at_kind(K::OrOr) && !panicking)
    complain(cur->span, "unexpected token `||` in pattern");
  if (!eat(K::Or))
    eat(K::OrOr);
  PatId first = parse_pat();
  if (!at_kind(K::Or) && !at_kind(K::OrOr))
    return first;
  llvm::SmallVector<PatId, 4> alts{first};
  while (!panicking && (at_kind(K::Or) || at_kind(K::OrOr))) {
    if (at_kind(K::OrOr))
      complain(cur->span, "unexpected token `||` in pattern");
    bump();
    // A trailing `|` is reported, and ignored.
    if (at_kind(K::FatArrow) || at_kind(K::Eq) || at_kind(K::Comma) || cur->is_close()) {
      complain(prev, "a trailing `|` is not allowed in an or-pattern");
      break;
    }
    alts.push_back(parse_pat());
  }
  return krate.make(span_from(lo), OrPat{krate.list(alts)});
}

PatId Parser::Impl::parse_pat() {
  Nested nested(*this);
  if (too_deep())
    return error_pat(cur->span);
  return parse_pat_inner();
}

bool Parser::Impl::is_pat_range_end(const Token &token) const {
  if (is_path_start(token) || token.is_literal() || token.is(K::Minus) ||
      token.is_word(sym::kw_true) || token.is_word(sym::kw_false) || token.is_word(sym::kw_const))
    return true;
  return token.is(K::OpenInvisible) &&
         (token.fragment == FragmentKind::Expr || token.fragment == FragmentKind::Expr2021 ||
          token.fragment == FragmentKind::Literal || token.fragment == FragmentKind::Path);
}

bool Parser::Impl::can_be_ident_pat() const {
  if (!cur->is_ident() || at_word(sym::kw_true) || at_word(sym::kw_false) ||
      (!cur->is_raw() && lex::is_path_segment_keyword(cur->symbol())) || is_reserved(*cur))
    return false;
  switch (look(1).kind) {
  case K::OpenParen:
  case K::OpenBrace:
  case K::DotDot:
  case K::DotDotDot:
  case K::DotDotEq:
  case K::PathSep:
  case K::Not: return false;
  default: return true;
  }
}

PatId Parser::Impl::parse_pat_inner() {
  Span lo = cur->span;
  switch (cur->kind) {
  case K::OpenInvisible:
    if (at_invisible(FragmentKind::Pat) || at_invisible(FragmentKind::PatParam))
      return within_invisible([&] { return parse_pat_top(); });
    if (at_invisible(FragmentKind::Path) || at_invisible(FragmentKind::Ty))
      return parse_path_pat();
    if (is_pat_range_end(*cur))
      break;
    unexpected("pattern");
    return error_pat(lo);
  case K::OpenParen: return parse_paren_pat();
  case K::OpenBracket: {
    List<PatId> elems = parse_pat_list();
    return krate.make(span_from(lo), SlicePat{elems});
  }
  case K::And:
  case K::AndAnd: return parse_ref_pat();
  case K::DotDot:
  case K::DotDotEq:
  case K::DotDotDot: return parse_range_pat(lo, {});
  case K::Not: bump(); return krate.make(lo, NeverPat{});
  case K::Lt:
  case K::Shl:
  case K::PathSep: return parse_path_pat();
  case K::Ident:
    if (at_word(sym::kw_underscore)) {
      bump();
      return krate.make(lo, WildPat{});
    }
    if (can_be_ident_pat() && !(at_word(sym::kw_box)))
      return parse_ident_pat({}, Mutability::Not, lo);
    if (is_path_segment(*cur))
      return parse_path_pat();
    if (at_word(sym::kw_mut)) {
      bump();
      if (at_word(sym::kw_self)) {
        Ident self = ident_here();
        bump();
        return krate.make(span_from(lo), IdentPat{{}, Mutability::Mut, self, {}});
      }
      if (at_word(sym::kw_ref)) {
        // `mut ref x`, unstable.
        bump();
        Mutability inner = eat_kw(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
        return parse_ident_pat({true, inner}, Mutability::Mut, lo);
      }
      if (!is_plain_ident(*cur)) {
        fail(prev, "`mut` must be followed by a named binding");
        return error_pat(lo);
      }
      return parse_ident_pat({}, Mutability::Mut, lo);
    }
    if (at_word(sym::kw_ref)) {
      bump();
      Mutability mutbl = eat_kw(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
      return parse_ident_pat({true, mutbl}, Mutability::Not, lo);
    }
    if (at_word(sym::kw_box)) {
      bump();
      PatId inner = parse_pat();
      return krate.make(span_from(lo), BoxPat{inner});
    }
    break;
  default: break;
  }
  if (!is_pat_range_end(*cur)) {
    unexpected("pattern");
    return error_pat(lo);
  }
  ExprId literal = parse_literal_pat();
  if (at_kind(K::DotDot) || at_kind(K::DotDotEq) || at_kind(K::DotDotDot))
    return parse_range_pat(lo, literal);
  return krate.make(span_from(lo), ExprPat{literal});
}

/// A literal, perhaps negative, or a constant block.
ExprId Parser::Impl::parse_literal_pat() {
  if (at_word(sym::kw_const) && look(1).is(K::OpenBrace))
    return parse_const_block();
  if (cur->is(K::OpenInvisible) &&
      (cur->fragment == FragmentKind::Expr || cur->fragment == FragmentKind::Expr2021 ||
       cur->fragment == FragmentKind::Literal)) {
    return within_invisible([&] { return parse_literal_pat(); });
  }
  Span lo = cur->span;
  if (!at_kind(K::Minus))
    return parse_literal();
  bump();
  ExprId operand = parse_literal_pat();
  return krate.make(span_from(lo), UnaryExpr{UnOp::Neg, operand});
}

PatId Parser::Impl::parse_paren_pat() {
  Span lo = cur->span;
  const Token *open = enter_group();
  llvm::SmallVector<PatId, 4> elems;
  bool trailing = comma_list([&] {
    stray_attrs(parse_outer_attrs(), "pattern");
    elems.push_back(parse_pat_top());
  });
  leave_group(open);
  bool is_paren = elems.size() == 1 && !trailing && krate[elems[0]].kind() != PatKind::Rest;
  if (is_paren)
    return krate.make(span_from(lo), ParenPat{elems[0]});
  return krate.make(span_from(lo), TuplePat{krate.list(elems)});
}

/// The group that is next.
List<PatId> Parser::Impl::parse_pat_list() {
  const Token *open = enter_group();
  llvm::SmallVector<PatId, 4> elems;
  comma_list([&] {
    stray_attrs(parse_outer_attrs(), "pattern");
    elems.push_back(parse_pat_top());
  });
  leave_group(open);
  return krate.list(elems);
}

PatId Parser::Impl::parse_ref_pat() {
  Span lo = cur->span;
  eat_part(K::And);
  if (at_kind(K::Lifetime)) {
    complain(cur->span, ("unexpected lifetime `" + sess.str(cur->symbol()) + "` in pattern").str());
    bump();
  }
  Mutability mutbl = eat_kw(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
  PatId inner = parse_pat();
  // `&0..=9` would be ambiguous.
  const RangePat *range = krate[inner].get_if<RangePat>();
  if (range && range->end != RangeEnd::IncludedDots && !panicking)
    complain(krate[inner].span, "the range pattern here has ambiguous interpretation");
  return krate.make(span_from(lo), RefPat{inner, mutbl});
}

/// A binding, its modifiers being behind us.
PatId Parser::Impl::parse_ident_pat(ByRef by_ref, Mutability mutbl, Span lo) {
  if (by_ref.is_ref && (at_kind(K::OpenParen) || at_kind(K::OpenBracket))) {
    unexpected("identifier");
    return error_pat(lo);
  }
  Ident ident;
  if (at_word(sym::kw_self)) {
    ident = ident_here();
    bump();
  } else {
    ident = parse_ident();
  }
  PatId sub;
  if (!panicking && eat(K::At)) {
    sub = parse_pat();
  } else if (!panicking && at_kind(K::OpenParen)) {
    fail(prev, "expected identifier, found enum pattern");
  }
  return krate.make(span_from(lo), IdentPat{by_ref, mutbl, ident, sub});
}

PatId Parser::Impl::parse_path_pat() {
  Span lo = cur->span;
  QSelf *qself = nullptr;
  Path path = parse_path_or_qpath(PathStyle::Pat, qself);
  if (panicking)
    return error_pat(span_from(lo));
  switch (cur->kind) {
  case K::Not:
    if (!qself)
      return krate.make(span_from(lo), MacCallPat{finish_mac(path)});
    break;
  case K::DotDot:
  case K::DotDotEq:
  case K::DotDotDot: {
    ExprId from = krate.make(path.span, PathExpr{qself, path});
    return parse_range_pat(lo, from);
  }
  case K::OpenBrace: return parse_struct_pat(lo, qself, path);
  case K::OpenParen: {
    List<PatId> elems = parse_pat_list();
    return krate.make(span_from(lo), TupleStructPat{qself, path, elems});
  }
  default: break;
  }
  return krate.make(span_from(lo), PathPat{qself, path});
}

PatId Parser::Impl::parse_struct_pat(Span lo, QSelf *qself, const Path &path) {
  StructPat pat{};
  pat.qself = qself;
  pat.path = path;
  const Token *open = enter_group();
  llvm::SmallVector<PatField, 8> fields;
  while (!at_group_end()) {
    AttrsId attrs = parse_outer_attrs();
    if (at_kind(K::DotDot) || at_kind(K::DotDotDot) ||
        (at_word(sym::kw_underscore) && look(1).is(K::CloseBrace))) {
      if (!at_kind(K::DotDot))
        unexpected("field pattern");
      pat.has_rest = true;
      bump();
      if (at_kind(K::Comma))
        fail(cur->span, diag::Expected, "`}`", "`,`");
      break;
    }
    PatField field = parse_pat_field();
    field.attrs = attrs;
    fields.push_back(field);
    if (at_group_end())
      break;
    if (!eat(K::Comma)) {
      unexpected("`,`");
      break;
    }
  }
  leave_group(open);
  pat.fields = krate.list(fields);
  return krate.make(span_from(lo), pat);
}

PatField Parser::Impl::parse_pat_field() {
  PatField field;
  field.id = krate.new_node_id();
  Span lo = cur->span;
  if (look(1).is(K::Colon) && (cur->is_ident() || at_kind(K::Int))) {
    if (at_kind(K::Int)) {
      field.ident = ident_here();
      bump();
    } else {
      field.ident = parse_ident();
    }
    bump();
    field.pat = panicking ? error_pat(lo) : parse_pat_top();
  } else {
    field.is_shorthand = true;
    bool boxed = eat_kw(sym::kw_box);
    ByRef by_ref;
    Span binding = cur->span;
    Mutability mutbl = Mutability::Not;
    if (eat_kw(sym::kw_ref)) {
      by_ref.is_ref = true;
      by_ref.ref_mutbl = eat_kw(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
    } else if (eat_kw(sym::kw_mut)) {
      mutbl = Mutability::Mut;
      if (eat_kw(sym::kw_ref)) {
        by_ref.is_ref = true;
        by_ref.ref_mutbl = eat_kw(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
      }
    }
    field.ident = parse_ident();
    if (at_kind(K::At) && !panicking)
      fail(cur->span, "pattern on wrong side of `@`");
    field.pat = krate.make(span_from(binding), IdentPat{by_ref, mutbl, field.ident, {}});
    if (boxed)
      field.pat = krate.make(span_from(lo), BoxPat{field.pat});
  }
  field.span = span_from(lo);
  return field;
}

/// The operator is next. Without a start, `..` alone is the rest pattern.
PatId Parser::Impl::parse_range_pat(Span lo, ExprId from) {
  RangePat range{};
  range.lo = from;
  range.end_span = cur->span;
  range.end = at_kind(K::DotDot)     ? RangeEnd::Excluded
              : at_kind(K::DotDotEq) ? RangeEnd::Included
                                     : RangeEnd::IncludedDots;
  bump();
  bool has_end = is_pat_range_end(*cur);
  if (!from && !has_end && range.end != RangeEnd::Included) {
    if (range.end == RangeEnd::IncludedDots)
      complain(range.end_span, "unexpected `...`");
    return krate.make(range.end_span, RestPat{});
  }
  if (has_end) {
    range.hi = parse_range_pat_end();
    if (!from && range.end == RangeEnd::IncludedDots)
      complain(range.end_span, "range-to patterns with `...` are not allowed");
  } else if (range.end != RangeEnd::Excluded) {
    complain(range.end_span, diag::InclusiveNoEnd);
  }
  return krate.make(span_from(lo), range);
}

ExprId Parser::Impl::parse_range_pat_end() {
  if (is_path_start(*cur)) {
    Span lo = cur->span;
    QSelf *qself = nullptr;
    Path path = parse_path_or_qpath(PathStyle::Expr, qself);
    return krate.make(span_from(lo), PathExpr{qself, path});
  }
  return parse_literal_pat();
}

} // namespace ochre::parse
