// Control flow: `if`, loops, `match`, blocks, jumps.
#include "frontend/parse/impl.h"

namespace ochre::parse {

/// `if` and all its `else if`, in a loop: a long chain must not nest calls.
ExprId Parser::Impl::parse_if() {
  struct Link {
    Span lo;
    ExprId cond;
    BlockId then_block;
    AttrsId attrs;
  };
  llvm::SmallVector<Link, 4> links;
  ExprId last;
  for (;;) {
    Link link{cur->span, {}, {}, {}};
    bump();
    link.cond = parse_cond();
    if (!at_kind(K::OpenBrace) && !at_invisible(FragmentKind::Block)) {
      if (krate[link.cond].kind() == ExprKind::Block)
        fail(link.lo.shrink_to_hi(), "missing condition for `if` expression");
      const BinaryExpr *binary = krate[link.cond].get_if<BinaryExpr>();
      if (binary && krate[binary->rhs].kind() == ExprKind::Block)
        fail(link.lo, "this `if` expression is missing a block after the condition");
      unexpected("`{`");
    }
    link.then_block = panicking ? krate.make_block(cur->span, {}) : parse_block();
    links.push_back(link);
    grow();
    if (panicking || !at_word(sym::kw_else))
      break;
    bump();
    if (at_word(sym::kw_if))
      continue;
    Span lo = cur->span;
    if (at_kind(K::OpenBrace) || at_invisible(FragmentKind::Block)) {
      last = parse_block_expr({}, lo, BlockRules::Default);
    } else {
      unexpected("`{`");
      last = error_expr(lo);
    }
    break;
  }
  Span hi = prev;
  for (const Link &link : llvm::reverse(links))
    last = krate.make(link.lo.to(hi), IfExpr{link.cond, link.then_block, last});
  return last;
}

/// A condition: no struct literals at its top, but `let`.
ExprId Parser::Impl::parse_cond() {
  ExprId cond = parse_expr_with(kNoStruct | kAllowLet);
  if (!panicking)
    check_lets(cond);
  return cond;
}

/// `let` stands alone, or in a chain of `&&` from 2024 on.
void Parser::Impl::check_lets(ExprId cond) {
  bool is_chain = krate[cond].kind() == ExprKind::Binary;
  llvm::SmallVector<std::pair<ExprId, bool>, 8> work{{cond, true}};
  while (!work.empty()) {
    auto [id, allowed] = work.pop_back_val();
    const Expr &expr = krate[id];
    if (expr.kind() == ExprKind::Binary) {
      const BinaryExpr &binary = expr.as<BinaryExpr>();
      bool still = allowed && binary.op == BinOp::And;
      work.push_back({binary.rhs, still});
      work.push_back({binary.lhs, still});
    } else if (expr.kind() == ExprKind::Let) {
      if (!allowed)
        complain(expr.span, diag::LetNotAllowed);
      else if (is_chain && edition(expr.span) < Edition::E2024)
        complain(expr.span, diag::LetChainEdition);
      work.push_back({expr.as<LetExpr>().scrutinee, false});
    } else if (expr.kind() == ExprKind::Assign) {
      work.push_back({expr.as<AssignExpr>().lhs, false});
    } else if (expr.kind() == ExprKind::Unary) {
      work.push_back({expr.as<UnaryExpr>().operand, false});
    } else if (expr.kind() == ExprKind::Range) {
      if (expr.as<RangeExpr>().lo)
        work.push_back({expr.as<RangeExpr>().lo, false});
    } else if (expr.kind() == ExprKind::Cast) {
      work.push_back({expr.as<CastExpr>().expr, false});
    }
  }
}

/// `let p = a` in a condition. The scrutinee ends before `&&` and `||`.
ExprId Parser::Impl::parse_let() {
  Span lo = cur->span;
  if (!(restrictions & kAllowLet))
    complain(lo, diag::LetNotAllowed);
  bump();
  LetExpr let;
  let.pat = parse_pat_top();
  if (!panicking && at_kind(K::EqEq)) {
    complain(cur->span, "expected `=`, found `==`");
    bump();
  } else {
    expect(K::Eq);
  }
  uint8_t outer = restrictions;
  restrictions &= static_cast<uint8_t>(~(kAllowLet | kStmtExpr));
  let.scrutinee = panicking ? error_expr(cur->span) : parse_assoc(Prec::Compare);
  restrictions = outer;
  return krate.make(span_from(lo), let);
}

/// `'a: loop {}`, `'a: {}`…
ExprId Parser::Impl::parse_labeled() {
  Span lo = cur->span;
  Label label{parse_lifetime().ident};
  if (!expect(K::Colon))
    return error_expr(lo);
  if (at_word(sym::kw_while))
    return parse_while(label, lo);
  if (at_word(sym::kw_for) && !look(1).is(K::Lt))
    return parse_for(label, lo);
  if (at_word(sym::kw_loop))
    return parse_loop(label, lo);
  if (at_kind(K::OpenBrace) || at_invisible(FragmentKind::Block))
    return parse_block_expr(label, lo, BlockRules::Default);
  unexpected("`while`, `for`, `loop` or `{` after a label");
  return error_expr(lo);
}

ExprId Parser::Impl::parse_while(Label label, Span lo) {
  bump();
  WhileExpr loop{label, {}, {}};
  loop.cond = parse_cond();
  llvm::SmallVector<Attr, 2> inner;
  loop.body = panicking ? krate.make_block(cur->span, {}) : parse_block(&inner);
  return krate.make(span_from(lo), loop, krate.add_attrs(inner));
}

ExprId Parser::Impl::parse_for(Label label, Span lo) {
  bump();
  ForLoopExpr loop{};
  loop.label = label;
  if (at_edition_kw(sym::kw_await)) {
    bump();
    loop.is_await = true;
  }
  loop.pat = parse_pat_top();
  if (!panicking && !eat_kw(sym::kw_in)) {
    if (at_kind(K::Eq) || at_word(sym::kw_in))
      fail(prev.shrink_to_hi(), "missing `in` in `for` loop");
    else
      fail(prev.shrink_to_hi(), "missing `in` in `for` loop");
  }
  loop.iter = panicking ? error_expr(cur->span) : parse_expr_with(kNoStruct);
  if (!at_kind(K::OpenBrace) && krate[loop.iter].kind() == ExprKind::Block)
    fail(krate[loop.iter].span.shrink_to_lo(), "missing expression to iterate on in `for` loop");
  llvm::SmallVector<Attr, 2> inner;
  loop.body = panicking ? krate.make_block(cur->span, {}) : parse_block(&inner);
  return krate.make(span_from(lo), loop, krate.add_attrs(inner));
}

ExprId Parser::Impl::parse_loop(Label label, Span lo) {
  bump();
  LoopExpr loop{label, {}};
  llvm::SmallVector<Attr, 2> inner;
  loop.body = parse_block(&inner);
  return krate.make(span_from(lo), loop, krate.add_attrs(inner));
}

ExprId Parser::Impl::parse_match() {
  Span lo = cur->span;
  bump();
  MatchExpr match{};
  match.scrutinee = parse_expr_with(kNoStruct);
  match.match_span = span_from(lo);
  if (!at_kind(K::OpenBrace)) {
    unexpected("`{`");
    return krate.make(span_from(lo), match);
  }
  const Token *open = enter_group();
  llvm::SmallVector<Attr, 2> inner;
  parse_inner_attrs(inner);
  llvm::SmallVector<Arm, 8> arms;
  while (!at_group_end())
    arms.push_back(parse_arm());
  leave_group(open);
  match.arms = krate.list(arms);
  return krate.make(span_from(lo), match, krate.add_attrs(inner));
}

Arm Parser::Impl::parse_arm() {
  Nested nested(*this);
  Arm arm;
  arm.id = krate.new_node_id();
  arm.attrs = parse_outer_attrs();
  Span lo = cur->span;
  if (at_kind(K::CloseBrace)) {
    stray_attrs(arm.attrs, "pattern");
    panicking = true;
  }
  arm.pat = parse_pat_top();
  if (!panicking && eat_kw(sym::kw_if)) {
    arm.guard = parse_expr_with(kAllowLet);
    if (!panicking && krate[arm.guard].kind() != ExprKind::Let) {
      // `if let` guards chain in every edition.
      const BinaryExpr *binary = krate[arm.guard].get_if<BinaryExpr>();
      if (binary && binary->op != BinOp::And)
        check_lets(arm.guard);
    }
  }
  arm.body = {};
  if (!panicking && (at_kind(K::Comma) || at_kind(K::CloseBrace)) &&
      krate[arm.pat].kind() == PatKind::Never) {
    eat(K::Comma);
    arm.span = span_from(lo);
    return arm;
  }
  if (!panicking && (at_kind(K::Eq) || at_kind(K::RArrow)) && is_expr_start(look(1)))
    fail(cur->span, diag::Expected, "`=>`", describe_token(*cur));
  expect(K::FatArrow);
  arm.body = panicking ? error_expr(cur->span) : parse_expr_with(kStmtExpr);
  arm.span = span_from(lo);
  if (panicking)
    return arm;
  bool needs_comma = !is_block_like(arm.body) && !at_kind(K::CloseBrace) && !at_kind(K::Eof);
  if (needs_comma) {
    if (!eat(K::Comma))
      unexpected("one of `,`, `.`, `?`, `}`, or an operator");
  } else {
    eat(K::Comma);
  }
  return arm;
}

ExprId Parser::Impl::parse_block_expr(Label label, Span lo, BlockRules rules) {
  llvm::SmallVector<Attr, 2> inner;
  BlockId block = parse_block(&inner, rules);
  return krate.make(span_from(lo), BlockExpr{label, block}, krate.add_attrs(inner));
}

bool Parser::Impl::at_gen_block() const {
  unsigned at_token = 0;
  bool is_async = is_edition_kw(look(0), sym::kw_async);
  at_token += is_async;
  bool is_gen = is_edition_kw(look(at_token), sym::kw_gen);
  at_token += is_gen;
  if (!is_async && !is_gen)
    return false;
  if (look_word(at_token, sym::kw_move) || look_word(at_token, sym::kw_use))
    ++at_token;
  const Token &next = look(at_token);
  return next.is(K::OpenBrace) ||
         (next.is(K::OpenInvisible) && next.fragment == FragmentKind::Block);
}

/// `async move { }`, `gen { }`, `async gen { }`
ExprId Parser::Impl::parse_gen_block() {
  Span lo = cur->span;
  GenExpr gen{};
  gen.coroutine = CoroutineKind::Gen;
  if (eat_kw(sym::kw_async))
    gen.coroutine = CoroutineKind::Async;
  if (eat_kw(sym::kw_gen) && gen.coroutine == CoroutineKind::Async)
    gen.coroutine = CoroutineKind::AsyncGen;
  gen.capture = eat_kw(sym::kw_move)  ? CaptureBy::Value
                : eat_kw(sym::kw_use) ? CaptureBy::Use
                                      : CaptureBy::Ref;
  gen.coroutine_id = krate.new_node_id();
  gen.decl_span = span_from(lo);
  llvm::SmallVector<Attr, 2> inner;
  gen.block = parse_block(&inner);
  return krate.make(span_from(lo), gen, krate.add_attrs(inner));
}

ExprId Parser::Impl::parse_const_block() {
  Span lo = cur->span;
  bump();
  AnonConst body;
  body.id = krate.new_node_id();
  body.value = parse_block_expr({}, cur->span, BlockRules::Default);
  return krate.make(span_from(lo), ConstBlockExpr{body});
}

ExprId Parser::Impl::parse_return() {
  Span lo = cur->span;
  bump();
  RetExpr ret;
  if (is_expr_start(*cur))
    ret.value = parse_expr();
  return krate.make(span_from(lo), ret);
}

ExprId Parser::Impl::parse_break() {
  Span lo = cur->span;
  bump();
  BreakExpr brk;
  // `break 'a: loop {}` is a labelled value, though an ambiguous one.
  if (at_kind(K::Lifetime) && look(1).is(K::Colon)) {
    complain(cur->span, "parentheses are required around this expression to avoid confusion with a "
                        "labeled break expression");
  } else if (at_kind(K::Lifetime)) {
    brk.label.ident = parse_lifetime().ident;
  }
  bool is_block = at_kind(K::OpenBrace) && (restrictions & kNoStruct);
  if (!is_block && is_expr_start(*cur))
    brk.value = parse_expr();
  return krate.make(span_from(lo), brk);
}

} // namespace ochre::parse
