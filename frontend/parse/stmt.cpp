// Statements and blocks.
#include "frontend/parse/impl.h"

namespace ochre::parse {

BlockId Parser::Impl::parse_block(llvm::SmallVectorImpl<Attr> *inner, BlockRules rules) {
  if (at_invisible(FragmentKind::Block))
    return within_invisible([&] { return parse_block(inner, rules); });
  Span lo = cur->span;
  if (!at_kind(K::OpenBrace)) {
    unexpected("`{`");
    return krate.make_block(lo.shrink_to_lo(), {}, rules);
  }
  Nested nested(*this);
  uint8_t outer = restrictions;
  restrictions = kNone;
  const Token *open = enter_group();
  llvm::SmallVector<Attr, 2> attrs;
  parse_inner_attrs(attrs);
  if (inner)
    inner->append(attrs.begin(), attrs.end());
  else if (!attrs.empty())
    complain(attrs[0].span, "an inner attribute is not permitted in this context");
  llvm::SmallVector<Stmt, 8> stmts;
  if (!too_deep())
    parse_stmts_until_end(stmts);
  leave_group(open);
  restrictions = outer;
  return krate.make_block(span_from(lo), krate.list(stmts), rules);
}

void Parser::Impl::parse_stmts_until_end(llvm::SmallVectorImpl<Stmt> &stmts) {
  while (!at_group_end()) {
    const Token *before = cur;
    Stmt stmt;
    stmt.id = krate.new_node_id();
    if (parse_stmt(stmt)) {
      if (!panicking)
        finish_stmt(stmt);
      stmts.push_back(stmt);
    }
    if (panicking && !gave_up)
      recover_stmt();
    if (cur == before && !at_group_end())
      skip_tree();
  }
}

/// To the next statement: behind the next `;` or braces, or before `let` or an item.
void Parser::Impl::recover_stmt() {
  panicking = false;
  bool first = true;
  while (!cur->is_close() && !at_kind(K::Eof)) {
    if (at_kind(K::Semi)) {
      bump();
      return;
    }
    if (!first && (at_word(sym::kw_let) || at_word(sym::kw_fn) || at_word(sym::kw_struct) ||
                   at_word(sym::kw_enum) || at_word(sym::kw_impl)))
      return;
    bool brace = at_kind(K::OpenBrace);
    skip_tree();
    if (brace && !at_word(sym::kw_else) && !at_kind(K::Dot) && !at_kind(K::Semi))
      return;
    first = false;
  }
}

bool Parser::Impl::parse_stmt(Stmt &stmt) {
  AttrsId attrs = parse_outer_attrs();
  if (at_invisible(FragmentKind::Stmt))
    return parse_fragment_stmt(stmt, attrs);
  if (attrs && (cur->is_close() || at_kind(K::Eof)) && !panicking) {
    const Attr &last = krate[attrs].back();
    if (last.is_doc_comment)
      complain(last.span, diag::StrayDocComment);
    else
      complain(last.span, "expected statement after outer attribute");
    return false;
  }
  return parse_stmt_core(stmt, attrs);
}

bool Parser::Impl::parse_fragment_stmt(Stmt &stmt, AttrsId attrs) {
  bool made = within_invisible([&] {
    AttrsId own = parse_outer_attrs();
    return parse_stmt_core(stmt, join_attrs(attrs, krate[own]));
  });
  if (!made || panicking)
    return made;
  // `$s.method()`: an expression statement may go on.
  if (stmt.kind == StmtKind::Expr && (at_kind(K::Dot) || at_kind(K::Question))) {
    uint8_t outer = restrictions;
    restrictions = kStmtExpr;
    stmt.expr = parse_assoc_rest(parse_postfix(stmt.expr), Prec::Assign);
    restrictions = outer;
    stmt.span = krate[stmt.expr].span;
  }
  return true;
}

/// One statement without its `;`. False: nothing but an error.
bool Parser::Impl::parse_stmt_core(Stmt &stmt, AttrsId attrs) {
  Span lo = cur->span;
  stmt.span = lo;
  if (at_word(sym::kw_let) || (at_word(sym::kw_super) && look_word(1, sym::kw_let))) {
    parse_let_stmt(stmt, attrs);
    return true;
  }
  if (at_kind(K::Semi)) {
    if (attrs && krate[attrs].back().is_doc_comment)
      complain(krate[attrs].back().span, diag::StrayDocComment);
    else if (attrs)
      complain(krate[attrs].back().span, "expected statement after outer attribute");
    bump();
    stmt.kind = StmtKind::Empty;
    return true;
  }
  if (is_item_start(ItemContext::Module)) {
    const Token *first = at;
    ItemId item = parse_item(ItemContext::Module, attrs, first);
    if (!item)
      return false;
    stmt.kind = StmtKind::Item;
    stmt.item = item;
    stmt.span = krate[item].span;
    return true;
  }
  // A macro call as a statement is expanded to statements.
  bool is_path = is_path_segment(*cur) || at_kind(K::PathSep) || at_invisible(FragmentKind::Path);
  if (is_path &&
      !(cur->is_ident() && is_reserved(*cur) && !lex::is_path_segment_keyword(cur->symbol()))) {
    if (is_macro_call_ahead()) {
      parse_path_stmt(stmt, attrs);
      return true;
    }
  }
  if (!is_expr_start(*cur)) {
    if (at_word(sym::kw_mut) || at_word(sym::kw_pub)) {
      bump();
      fail(lo, "expected statement");
      return false;
    }
    unexpected("expression");
    return false;
  }
  stmt.kind = StmtKind::Expr;
  stmt.expr = parse_expr_attrs(kStmtExpr, attrs);
  stmt.span = krate[stmt.expr].span;
  return true;
}

bool Parser::Impl::is_macro_call_ahead() const {
  const Token *token = at;
  if (at_invisible(FragmentKind::Path)) {
    for (unsigned i = cur->distance() + 1; i != 0; --i)
      token = step(token);
  } else {
    if (at_kind(K::PathSep))
      token = step(token);
    while (deref(token).is_ident()) {
      token = step(token);
      if (!deref(token).is(K::PathSep))
        break;
      token = step(token);
    }
  }
  return deref(token).is(K::Not) && deref(step(token)).is_open();
}

/// A macro call that begins a statement: it may turn out to be part of an expression.
void Parser::Impl::parse_path_stmt(Stmt &stmt, AttrsId attrs) {
  Span lo = cur->span;
  Path path = parse_path(PathStyle::Mod);
  if (panicking || !at_kind(K::Not)) {
    unexpected("`!`");
    stmt.kind = StmtKind::Empty;
    return;
  }
  MacCall *mac = finish_mac(path);
  bool braces = mac->delim == Delimiter::Brace && !at_kind(K::Dot) && !at_kind(K::Question);
  if (braces || at_kind(K::Semi) || at_kind(K::Eof)) {
    stmt.kind = StmtKind::MacCall;
    stmt.attrs = attrs;
    stmt.mac_style = braces             ? MacStmtStyle::Braces
                     : at_kind(K::Semi) ? MacStmtStyle::Semicolon
                                        : MacStmtStyle::NoBraces;
    stmt.mac = mac;
    stmt.span = span_from(lo);
    return;
  }
  uint8_t outer = restrictions;
  restrictions = kStmtExpr;
  Nested nested(*this);
  ExprId call = krate.make(span_from(lo), MacCallExpr{mac}, attrs);
  stmt.kind = StmtKind::Expr;
  stmt.expr = parse_assoc_rest(parse_postfix(call), Prec::Assign);
  stmt.span = krate[stmt.expr].span;
  restrictions = outer;
}

/// `let p: T = a else { b }`
void Parser::Impl::parse_let_stmt(Stmt &stmt, AttrsId attrs) {
  Span lo = cur->span;
  LetStmt let;
  let.is_super = eat_kw(sym::kw_super);
  bump();
  stmt.kind = StmtKind::Let;
  stmt.attrs = attrs;
  if (at_word(sym::kw_mut) && look_word(1, sym::kw_self)) {
    bump();
    fail(cur->span, diag::Expected, "identifier", "keyword `self`");
  }
  let.pat = parse_pat_top();
  if (!panicking && at_kind(K::Colon)) {
    let.colon_span = cur->span;
    bump();
    let.ty = parse_ty();
  }
  if (!panicking && (at_kind(K::Eq) || at_kind(K::EqEq) || at_kind(K::PlusEq))) {
    if (!at_kind(K::Eq))
      complain(cur->span,
               at_kind(K::EqEq) ? "unexpected `==`" : "can't reassign an uninitialized variable");
    bump();
    let.init = parse_expr();
    if (!panicking && at_word(sym::kw_else)) {
      const Expr &init = krate[let.init];
      bool brace_end = init.span.hi == prev.hi && prev_kind == K::CloseBrace;
      if (const BinaryExpr *binary = init.get_if<BinaryExpr>();
          binary && (binary->op == BinOp::And || binary->op == BinOp::Or))
        complain(init.span, ("a `" + to_string(binary->op) +
                             "` expression cannot be directly assigned in `let...else`")
                                .str());
      else if (brace_end && init.kind() != ExprKind::MacCall)
        complain(prev, "right curly brace `}` before `else` in a `let...else` statement not "
                       "allowed");
      bump();
      if (at_word(sym::kw_if))
        fail(cur->span, "conditional `else if` is not supported for `let...else`");
      let.els = panicking ? BlockId() : parse_block();
    }
  }
  stmt.let = krate.arena.make<LetStmt>(let);
  stmt.span = span_from(lo);
}

/// The `;` that ends a statement, where it needs or has one.
void Parser::Impl::finish_stmt(Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::Expr:
    if (cur->is_close() || at_kind(K::Eof))
      return;
    if (eat(K::Semi)) {
      stmt.kind = StmtKind::Semi;
    } else if (!is_block_like(stmt.expr)) {
      expect_semi();
      stmt.kind = StmtKind::Semi;
    }
    break;
  case StmtKind::Let: expect_semi(); break;
  case StmtKind::MacCall:
    if (eat(K::Semi))
      stmt.mac_style = MacStmtStyle::Semicolon;
    break;
  case StmtKind::Item:
  case StmtKind::Semi:
  case StmtKind::Empty: return;
  }
  stmt.span = span_from(stmt.span);
}

} // namespace ochre::parse
