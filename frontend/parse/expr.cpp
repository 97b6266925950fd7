// Operators: precedence climbing, prefixes, and what follows an expression (calls, fields, `?`).
//
// Operands are read by `parse_prefix`; `parse_assoc_rest` then takes operators as long as they bind
// at least as strongly as asked. `a + b * c`: `+` asks for an operand that binds stronger than a
// sum, so `b * c` is read in the nested call. Left-nested chains are made in a loop, so their
// length is limited by tree height alone.
#include "frontend/parse/impl.h"

namespace ochre::parse {

namespace {

struct Operator {
  Prec prec = Prec::None;
  BinOp op = BinOp::Add; // of binary operators and compound assignments
};

Operator operator_of(K kind) {
  switch (kind) {
  case K::Star: return {Prec::Product, BinOp::Mul};
  case K::Slash: return {Prec::Product, BinOp::Div};
  case K::Percent: return {Prec::Product, BinOp::Rem};
  case K::Plus: return {Prec::Sum, BinOp::Add};
  case K::Minus: return {Prec::Sum, BinOp::Sub};
  case K::Shl: return {Prec::Shift, BinOp::Shl};
  case K::Shr: return {Prec::Shift, BinOp::Shr};
  case K::And: return {Prec::BitAnd, BinOp::BitAnd};
  case K::Caret: return {Prec::BitXor, BinOp::BitXor};
  case K::Or: return {Prec::BitOr, BinOp::BitOr};
  case K::EqEq: return {Prec::Compare, BinOp::Eq};
  case K::NotEq: return {Prec::Compare, BinOp::Ne};
  case K::Lt: return {Prec::Compare, BinOp::Lt};
  case K::LtEq: return {Prec::Compare, BinOp::Le};
  case K::Gt: return {Prec::Compare, BinOp::Gt};
  case K::GtEq: return {Prec::Compare, BinOp::Ge};
  case K::AndAnd: return {Prec::And, BinOp::And};
  case K::OrOr: return {Prec::Or, BinOp::Or};
  case K::DotDot:
  case K::DotDotEq:
  case K::DotDotDot: return {Prec::Range, BinOp::Add};
  case K::Eq: return {Prec::Assign, BinOp::Add};
  case K::PlusEq: return {Prec::Assign, BinOp::Add};
  case K::MinusEq: return {Prec::Assign, BinOp::Sub};
  case K::StarEq: return {Prec::Assign, BinOp::Mul};
  case K::SlashEq: return {Prec::Assign, BinOp::Div};
  case K::PercentEq: return {Prec::Assign, BinOp::Rem};
  case K::CaretEq: return {Prec::Assign, BinOp::BitXor};
  case K::AndEq: return {Prec::Assign, BinOp::BitAnd};
  case K::OrEq: return {Prec::Assign, BinOp::BitOr};
  case K::ShlEq: return {Prec::Assign, BinOp::Shl};
  case K::ShrEq: return {Prec::Assign, BinOp::Shr};
  // `a <- b` is `a < -b`.
  case K::LArrow: return {Prec::Compare, BinOp::Lt};
  default: return {};
  }
}

Prec stronger(Prec prec) { return static_cast<Prec>(static_cast<uint8_t>(prec) + 1); }

bool is_range_op(K kind) {
  return kind == K::DotDot || kind == K::DotDotEq || kind == K::DotDotDot;
}

} // namespace

bool Parser::Impl::is_expr_start(const Token &token) const {
  switch (token.kind) {
  case K::Ident:
    if (!is_reserved(token))
      return true;
    switch (token.payload) {
    case sym::kFixed_kw_self:
    case sym::kFixed_kw_SelfUpper:
    case sym::kFixed_kw_super:
    case sym::kFixed_kw_crate:
    case sym::kFixed_dollar_crate:
    case sym::kFixed_path_root:
    case sym::kFixed_kw_async:
    case sym::kFixed_kw_do:
    case sym::kFixed_kw_break:
    case sym::kFixed_kw_const:
    case sym::kFixed_kw_continue:
    case sym::kFixed_kw_false:
    case sym::kFixed_kw_for:
    case sym::kFixed_kw_gen:
    case sym::kFixed_kw_if:
    case sym::kFixed_kw_let:
    case sym::kFixed_kw_loop:
    case sym::kFixed_kw_match:
    case sym::kFixed_kw_move:
    case sym::kFixed_kw_return:
    case sym::kFixed_kw_become:
    case sym::kFixed_kw_true:
    case sym::kFixed_kw_try:
    case sym::kFixed_kw_unsafe:
    case sym::kFixed_kw_while:
    case sym::kFixed_kw_yield:
    case sym::kFixed_kw_static:
    case sym::kFixed_kw_underscore: return true;
    default: return false;
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
    return token.fragment == FragmentKind::Expr || token.fragment == FragmentKind::Expr2021 ||
           token.fragment == FragmentKind::Block || token.fragment == FragmentKind::Literal ||
           token.fragment == FragmentKind::Path || token.fragment == FragmentKind::Ty;
  default: return token.is_literal();
  }
}

bool Parser::Impl::is_block_like(ExprId id) const {
  const Expr &expr = krate[id];
  switch (expr.kind()) {
  case ExprKind::If:
  case ExprKind::Block:
  case ExprKind::While:
  case ExprKind::Loop:
  case ExprKind::ForLoop:
  case ExprKind::TryBlock:
  case ExprKind::ConstBlock: return true;
  case ExprKind::Match: return !expr.as<MatchExpr>().is_postfix;
  default: // lint: allow(default)
    return false;
  }
}

bool Parser::Impl::is_complete(ExprId expr) const {
  return (restrictions & kStmtExpr) && is_block_like(expr);
}

ExprId Parser::Impl::parse_expr_with(uint8_t wanted) {
  AttrsId attrs = parse_outer_attrs();
  return parse_expr_attrs(wanted, attrs);
}

ExprId Parser::Impl::parse_expr_attrs(uint8_t wanted, AttrsId attrs) {
  uint8_t outer = restrictions;
  restrictions = wanted;
  ExprId expr = parse_assoc(Prec::Assign, attrs);
  restrictions = outer;
  return expr;
}

ExprId Parser::Impl::parse_assoc(Prec least, AttrsId attrs) {
  Nested nested(*this);
  if (too_deep())
    return error_expr(cur->span);
  ExprId lhs = is_range_op(cur->kind) ? parse_prefix_range(attrs) : parse_prefix(attrs);
  return parse_assoc_rest(lhs, least);
}

ExprId Parser::Impl::parse_assoc_rest(ExprId lhs, Prec least) {
  while (!panicking) {
    if (at_word(sym::kw_as)) {
      if (least > Prec::Cast || is_complete(lhs))
        break;
      lhs = parse_cast(lhs);
      grow();
      continue;
    }
    K op = cur->kind;
    Prec prec = operator_of(op).prec;
    if (prec == Prec::None || prec < least || is_complete(lhs))
      break;
    Span op_span = cur->span;
    if (prec == Prec::Compare && prev_kind != K::CloseInvisible &&
        check_chained_comparison(lhs, op_span))
      break;
    if (op == K::LArrow)
      eat_part(K::Lt);
    else
      bump();
    lhs = parse_assoc_step(lhs, op, prec, op_span);
    grow();
    if (prec == Prec::Range)
      break;
  }
  return lhs;
}

/// One operator behind `lhs`, already taken.
ExprId Parser::Impl::parse_assoc_step(ExprId lhs, K op, Prec prec, Span op_span) {
  if (prec == Prec::Range) {
    if (op == K::DotDotDot)
      complain(op_span, "unexpected token: `...`");
    return parse_range_rest(lhs, op != K::DotDot, op_span);
  }
  uint8_t outer = restrictions;
  restrictions &= static_cast<uint8_t>(~kStmtExpr);
  if (prec != Prec::And)
    restrictions &= static_cast<uint8_t>(~kAllowLet);
  ExprId rhs = parse_assoc(prec == Prec::Assign ? prec : stronger(prec));
  restrictions = outer;
  Span span = krate[lhs].span.to(krate[rhs].span);
  if (prec != Prec::Assign)
    return krate.make(span, BinaryExpr{operator_of(op).op, op_span, lhs, rhs});
  if (op == K::Eq)
    return krate.make(span, AssignExpr{lhs, rhs, op_span});
  return krate.make(span, AssignOpExpr{operator_of(op).op, op_span, lhs, rhs});
}

/// `a < b < c` means nothing.
bool Parser::Impl::check_chained_comparison(ExprId lhs, Span op_span) {
  const BinaryExpr *inner = krate[lhs].get_if<BinaryExpr>();
  if (!inner || inner->op < BinOp::Eq)
    return false;
  if (!panicking) {
    panicking = true;
    auto report = error(sess, inner->op_span, diag::ChainedComparison);
    report.also_at(op_span);
    if (inner->op == BinOp::Lt)
      report.help("use `::<...>` instead of `<...>` to specify lifetime, type, or const arguments");
    report.emit();
  }
  return true;
}

ExprId Parser::Impl::parse_range_rest(ExprId from, bool is_inclusive, Span op_span) {
  RangeExpr range{from, {}, is_inclusive};
  Span span = from ? krate[from].span.to(op_span) : op_span;
  bool has_end = is_expr_start(*cur) && !(at_kind(K::OpenBrace) && (restrictions & kNoStruct));
  if (has_end) {
    uint8_t outer = restrictions;
    restrictions &= static_cast<uint8_t>(~(kStmtExpr | kAllowLet));
    range.hi = parse_assoc(stronger(Prec::Range));
    restrictions = outer;
    span = span.to(krate[range.hi].span);
  } else if (is_inclusive && !panicking) {
    complain(op_span, diag::InclusiveNoEnd);
  }
  return krate.make(span, range);
}

/// `..b`, `..=b`, `..`
ExprId Parser::Impl::parse_prefix_range(AttrsId attrs) {
  K op = cur->kind;
  Span op_span = cur->span;
  if (op == K::DotDotDot)
    complain(op_span, "unexpected token: `...`");
  bump();
  ExprId range = parse_range_rest({}, op != K::DotDot, op_span);
  krate[range].attrs = attrs;
  return range;
}

ExprId Parser::Impl::parse_cast(ExprId lhs) {
  bump();
  TyId ty = parse_ty(Plus::No);
  return krate.make(krate[lhs].span.to(krate[ty].span), CastExpr{lhs, ty});
}

/// Prefix operators, collected in a loop, and what they apply to.
ExprId Parser::Impl::parse_prefix(AttrsId attrs) {
  struct Pending {
    UnOp op;
    Span span;
    AttrsId attrs;
  };
  llvm::SmallVector<Pending, 4> pending;
  ExprId expr;
  for (;;) {
    Span lo = cur->span;
    if (at_kind(K::Not)) {
      pending.push_back({UnOp::Not, lo, attrs});
    } else if (at_kind(K::Minus)) {
      pending.push_back({UnOp::Neg, lo, attrs});
    } else if (at_kind(K::Star)) {
      pending.push_back({UnOp::Deref, lo, attrs});
    } else if (at_kind(K::Tilde)) {
      complain(lo, "`~` cannot be used as an unary operator");
      pending.push_back({UnOp::Not, lo, attrs});
    } else if (at_kind(K::And) || at_kind(K::AndAnd)) {
      expr = parse_borrow(lo);
      if (attrs)
        krate[expr].attrs = attrs;
      break;
    } else if (at_kind(K::Plus) && is_expr_start(look(1))) {
      complain(lo, "leading `+` is not supported");
      bump();
      continue;
    } else {
      uint8_t outer = restrictions;
      if (!pending.empty())
        restrictions &= static_cast<uint8_t>(~kStmtExpr);
      expr = parse_primary();
      if (!panicking)
        expr = parse_postfix(expr);
      restrictions = outer;
      if (attrs)
        krate[expr].attrs = join_attrs(attrs, krate[krate[expr].attrs]);
      break;
    }
    bump();
    attrs = parse_outer_attrs();
    if (pending.size() > kMaxHeight) {
      chain_too_long();
      break;
    }
  }
  if (!expr)
    return error_expr(cur->span);
  for (const Pending &prefix : llvm::reverse(pending)) {
    Span span = prefix.span.to(krate[expr].span);
    expr = krate.make(span, UnaryExpr{prefix.op, expr}, prefix.attrs);
    grow();
  }
  return expr;
}

/// `&a`, `&mut a`, `&raw const a`, `&&a`.
ExprId Parser::Impl::parse_borrow(Span lo) {
  Nested nested(*this);
  if (too_deep())
    return error_expr(lo);
  eat_part(K::And);
  AddrOfExpr borrow{BorrowKind::Ref, Mutability::Not, {}};
  if (at_kind(K::Lifetime) && !look(1).is(K::Colon)) {
    complain(cur->span, "borrow expressions cannot be annotated with lifetimes");
    bump();
  }
  if ((at_word(sym::kw_raw) || at_word(sym::pin)) &&
      (look_word(1, sym::kw_const) || look_word(1, sym::kw_mut))) {
    borrow.borrow = at_word(sym::kw_raw) ? BorrowKind::Raw : BorrowKind::Pin;
    bump();
    borrow.mutbl = at_word(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
    bump();
  } else if (eat_kw(sym::kw_mut)) {
    borrow.mutbl = Mutability::Mut;
  }
  uint8_t outer = restrictions;
  restrictions &= static_cast<uint8_t>(~kStmtExpr);
  AttrsId attrs = parse_outer_attrs();
  borrow.expr = is_range_op(cur->kind) ? parse_prefix_range(attrs) : parse_prefix(attrs);
  restrictions = outer;
  return krate.make(lo.to(krate[borrow.expr].span), borrow);
}

ExprId Parser::Impl::parse_postfix(ExprId expr) {
  while (!panicking) {
    if (at_kind(K::Question)) {
      Span span = krate[expr].span.to(cur->span);
      bump();
      expr = krate.make(span, TryExpr{expr});
    } else if (at_kind(K::Dot)) {
      expr = parse_dot(expr);
    } else if (is_complete(expr)) {
      break;
    } else if (at_kind(K::OpenParen)) {
      Span lo = krate[expr].span;
      List<ExprId> args = parse_args();
      expr = krate.make(lo.to(prev), CallExpr{expr, args});
    } else if (at_kind(K::OpenBracket)) {
      Span lo = krate[expr].span;
      Span bracket = cur->span;
      const Token *open = enter_group();
      ExprId index = parse_expr();
      leave_group(open);
      expr = krate.make(lo.to(prev), IndexExpr{expr, index, bracket.to(prev)});
    } else {
      break;
    }
    grow();
  }
  return expr;
}

List<ExprId> Parser::Impl::parse_args() {
  const Token *open = enter_group();
  llvm::SmallVector<ExprId, 8> args;
  comma_list([&] { args.push_back(parse_expr()); });
  leave_group(open);
  return krate.list(args);
}

/// The dot is next.
ExprId Parser::Impl::parse_dot(ExprId expr) {
  Span lo = krate[expr].span;
  bump();
  if (at_edition_kw(sym::kw_await)) {
    Span await_span = cur->span;
    bump();
    ExprId await = krate.make(lo.to(prev), AwaitExpr{expr, await_span});
    if (at_kind(K::OpenParen) && look(1).is(K::CloseParen)) {
      complain(cur->span.to(look(1).span), "incorrect use of `await`");
      skip_tree();
    }
    return await;
  }
  if (at_word(sym::kw_use)) {
    Span use_span = cur->span;
    bump();
    return krate.make(lo.to(prev), UseExpr{expr, use_span});
  }
  if (at_word(sym::kw_match) && look(1).is(K::OpenBrace)) {
    MatchExpr match{expr, {}, cur->span, true};
    bump();
    const Token *open = enter_group();
    llvm::SmallVector<Arm, 8> arms;
    while (!at_group_end())
      arms.push_back(parse_arm());
    leave_group(open);
    match.arms = krate.list(arms);
    return krate.make(lo.to(prev), match);
  }
  if (at_kind(K::Int)) {
    Ident index = ident_here();
    if (cur->flags & lex::kHasSuffix)
      complain(cur->span, diag::FloatFieldSuffix);
    bump();
    return krate.make(lo.to(prev), FieldExpr{expr, index});
  }
  if (at_kind(K::Float))
    return parse_float_fields(expr);
  return parse_field_or_method(expr);
}

/// `.0.1` is lexed as a dot and a float.
ExprId Parser::Impl::parse_float_fields(ExprId expr) {
  Span lo = krate[expr].span;
  Span where = cur->span;
  llvm::StringRef text = sess.str(cur->symbol());
  auto [first, second] = text.split('.');
  auto is_index = [](llvm::StringRef part) { return llvm::all_of(part, llvm::isDigit); };
  if (!text.contains('.') || first.empty() || !is_index(first) || !is_index(second)) {
    fail(where, ("unexpected token: `" + text + "`").str());
    return error_expr(where);
  }
  bool exact = where.hi - where.lo == text.size();
  Span first_span = where, second_span = where;
  if (exact) {
    first_span.hi = where.lo + static_cast<BytePos>(first.size());
    second_span.lo = first_span.hi + 1;
  }
  bump();
  expr = krate.make(lo.to(first_span), FieldExpr{expr, {sess.intern(first), first_span}});
  if (!second.empty())
    return krate.make(lo.to(second_span), FieldExpr{expr, {sess.intern(second), second_span}});
  // `x.0.` and more: the dot was part of the number.
  if (cur->is_ident() || at_kind(K::Int)) {
    if (at_edition_kw(sym::kw_await)) {
      Span await_span = cur->span;
      bump();
      return krate.make(lo.to(prev), AwaitExpr{expr, await_span});
    }
    if (at_kind(K::Int)) {
      Ident index = ident_here();
      bump();
      return krate.make(lo.to(prev), FieldExpr{expr, index});
    }
    return parse_field_or_method(expr);
  }
  unexpected("field name");
  return expr;
}

ExprId Parser::Impl::parse_field_or_method(ExprId expr) {
  Span lo = krate[expr].span;
  Span name_span = cur->span;
  PathSegment segment = parse_segment(PathStyle::Expr);
  if (panicking)
    return krate.make(lo.to(name_span), FieldExpr{expr, segment.ident});
  if (at_kind(K::OpenParen)) {
    List<ExprId> args = parse_args();
    return krate.make(lo.to(prev), MethodCallExpr{segment, expr, args, name_span.to(prev)});
  }
  if (segment.args)
    complain(segment.args->span, "field expressions cannot have generic arguments");
  return krate.make(lo.to(name_span), FieldExpr{expr, segment.ident});
}

} // namespace ochre::parse
