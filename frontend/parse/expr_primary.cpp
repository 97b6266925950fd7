// Expressions that begin anew: literals, paths, groups, closures; words lead to expr_control.cpp.
#include "frontend/parse/impl.h"

#include "frontend/lex/literal.h"

namespace ochre::parse {

ExprId Parser::Impl::parse_primary() {
  Span lo = cur->span;
  switch (cur->kind) {
  case K::Ident: return parse_word_expr();
  case K::OpenParen: return parse_paren_or_tuple();
  case K::OpenBracket: return parse_array();
  case K::OpenBrace: return parse_block_expr({}, lo, BlockRules::Default);
  case K::Or:
  case K::OrOr: return parse_closure();
  case K::Lt:
  case K::Shl:
  case K::PathSep: return parse_path_expr();
  case K::Lifetime: return parse_labeled();
  case K::OpenInvisible: return parse_fragment_expr();
  default:
    if (cur->is_literal())
      return parse_literal();
    unexpected("expression");
    return error_expr(lo);
  }
}

ExprId Parser::Impl::parse_fragment_expr() {
  Span lo = cur->span;
  switch (cur->fragment) {
  case FragmentKind::Expr:
  case FragmentKind::Expr2021: return within_invisible([&] { return parse_expr(); });
  case FragmentKind::Literal: return within_invisible([&] { return parse_literal_pat(); });
  case FragmentKind::Block:
    return within_invisible([&] { return parse_block_expr({}, cur->span, BlockRules::Default); });
  case FragmentKind::Path:
  case FragmentKind::Ty: return parse_path_expr();
  default: unexpected("expression"); return error_expr(lo);
  }
}

ExprId Parser::Impl::parse_lit_token(const Token &token) {
  LitExpr lit{};
  lit.text = token.symbol();
  lit.token = token.kind;
  switch (token.kind) {
  case K::Ident: lit.lit = LitKind::Bool; break;
  case K::Int: lit.lit = LitKind::Int; break;
  case K::Float: lit.lit = LitKind::Float; break;
  case K::Char: lit.lit = LitKind::Char; break;
  case K::Byte: lit.lit = LitKind::Byte; break;
  case K::Str:
  case K::RawStr: lit.lit = LitKind::Str; break;
  case K::ByteStr:
  case K::RawByteStr: lit.lit = LitKind::ByteStr; break;
  default: lit.lit = LitKind::CStr; break;
  }
  if (token.flags & lex::kLitError)
    lit.lit = LitKind::Error;
  return krate.make(token.span, lit);
}

/// A literal without sign; `true` and `false` are such.
ExprId Parser::Impl::parse_literal() {
  bool is_bool = at_word(sym::kw_true) || at_word(sym::kw_false);
  if (at_invisible(FragmentKind::Literal) || at_invisible(FragmentKind::Expr))
    return within_invisible([&] { return parse_literal(); });
  if (!cur->is_literal() && !is_bool) {
    Span lo = cur->span;
    unexpected("literal");
    return error_expr(lo);
  }
  ExprId literal = parse_lit_token(*cur);
  bump();
  return literal;
}

ExprId Parser::Impl::parse_paren_or_tuple() {
  Span lo = cur->span;
  const Token *open = enter_group();
  llvm::SmallVector<ExprId, 4> elems;
  bool trailing = comma_list([&] { elems.push_back(parse_expr()); });
  leave_group(open);
  Span span = span_from(lo);
  if (elems.size() == 1 && !trailing)
    return krate.make(span, ParenExpr{elems[0]});
  return krate.make(span, TupExpr{krate.list(elems)});
}

ExprId Parser::Impl::parse_array() {
  Span lo = cur->span;
  const Token *open = enter_group();
  llvm::SmallVector<ExprId, 8> elems;
  AnonConst len;
  while (!at_group_end()) {
    elems.push_back(parse_expr());
    if (elems.size() == 1 && !panicking && eat(K::Semi)) {
      len = {krate.new_node_id(), parse_expr()};
      break;
    }
    if (at_group_end())
      break;
    if (!eat(K::Comma)) {
      unexpected("one of `,` or `]`");
      break;
    }
  }
  leave_group(open);
  Span span = span_from(lo);
  if (len.is_valid())
    return krate.make(span, RepeatExpr{elems[0], len});
  return krate.make(span, ArrayExpr{krate.list(elems)});
}

/// Behind a path: `{` begins a struct literal, where one may stand.
bool Parser::Impl::at_struct_body() const {
  if (!at_kind(K::OpenBrace))
    return false;
  if (!(restrictions & kNoStruct))
    return true;
  // `{ a, ` or `{ a: ` is surely no block.
  return look(1).is_ident() && !is_reserved(look(1)) &&
         (look(2).is(K::Comma) || look(2).is(K::Colon));
}

ExprId Parser::Impl::parse_path_expr() {
  Span lo = cur->span;
  QSelf *qself = nullptr;
  Path path = parse_path_or_qpath(PathStyle::Expr, qself);
  if (panicking)
    return krate.make(span_from(lo), PathExpr{qself, path});
  if (!qself && at_kind(K::Not))
    return krate.make(span_from(lo), MacCallExpr{finish_mac(path)});
  if (at_struct_body()) {
    bool allowed = !(restrictions & kNoStruct);
    ExprId expr = parse_struct_expr(lo, qself, path);
    if (!allowed)
      complain(krate[expr].span, "struct literals are not allowed here");
    return expr;
  }
  return krate.make(path.span, PathExpr{qself, path});
}

ExprId Parser::Impl::parse_struct_expr(Span lo, QSelf *qself, const Path &path) {
  StructExpr expr{};
  expr.qself = qself;
  expr.path = path;
  const Token *open = enter_group();
  llvm::SmallVector<ExprField, 8> fields;
  while (!at_group_end()) {
    if (at_kind(K::DotDot)) {
      Span dots = cur->span;
      bump();
      if (at_kind(K::CloseBrace)) {
        expr.rest = StructRestKind::Rest;
        expr.rest_span = dots;
      } else {
        expr.rest = StructRestKind::Base;
        expr.base = parse_expr();
        if (at_kind(K::Comma))
          fail(dots.to(prev), "cannot use a comma after the base struct");
      }
      break;
    }
    fields.push_back(parse_expr_field());
    if (at_group_end())
      break;
    if (!eat(K::Comma)) {
      unexpected("one of `,` or `}`");
      break;
    }
  }
  leave_group(open);
  expr.fields = krate.list(fields);
  return krate.make(span_from(lo), expr);
}

ExprField Parser::Impl::parse_expr_field() {
  ExprField field;
  field.id = krate.new_node_id();
  field.attrs = parse_outer_attrs();
  Span lo = cur->span;
  bool has_colon = look(1).is(K::Colon) || look(1).is(K::Eq);
  if (has_colon && (cur->is_ident() || at_kind(K::Int))) {
    if (at_kind(K::Int)) {
      field.ident = ident_here();
      if (cur->flags & lex::kHasSuffix)
        complain(cur->span, diag::FloatFieldSuffix);
      bump();
    } else {
      field.ident = parse_ident();
    }
    if (at_kind(K::Eq))
      complain(cur->span, "expected `:`, found `=`");
    if (!panicking)
      bump();
    field.expr = panicking ? error_expr(lo) : parse_expr();
  } else {
    field.is_shorthand = true;
    field.ident = parse_ident();
    PathSegment segment;
    segment.ident = field.ident;
    segment.id = krate.new_node_id();
    field.expr = krate.make(lo, PathExpr{nullptr, {lo, krate.list<PathSegment>(segment)}});
  }
  field.span = span_from(lo);
  return field;
}

bool Parser::Impl::at_closure_front() const {
  unsigned at_token = 0;
  auto word = [&](Symbol name) {
    if (!look_word(at_token, name))
      return false;
    ++at_token;
    return true;
  };
  word(sym::kw_const);
  word(sym::kw_static);
  if (is_edition_kw(look(at_token), sym::kw_async))
    ++at_token;
  if (is_edition_kw(look(at_token), sym::kw_gen))
    ++at_token;
  word(sym::kw_move) || word(sym::kw_use);
  return look(at_token).is(K::Or) || look(at_token).is(K::OrOr);
}

/// An expression that begins with a word.
ExprId Parser::Impl::parse_word_expr() {
  Span lo = cur->span;
  if (!is_reserved(*cur)) {
    if (at_word(sym::builtin) && look(1).is(K::Pound))
      return parse_builtin();
    // `async` blocks of 2015 deserve a better message.
    if (at_word(sym::kw_async) && (look_word(1, sym::kw_move) || look(1).is(K::OpenBrace)) &&
        !(restrictions & kNoStruct) && look_word(1, sym::kw_move)) {
      fail(cur->span, "`async` blocks are only allowed in Rust 2018 or later");
      return error_expr(lo);
    }
    return parse_path_expr();
  }
  switch (cur->payload) {
  case sym::kFixed_kw_self:
  case sym::kFixed_kw_SelfUpper:
  case sym::kFixed_kw_super:
  case sym::kFixed_kw_crate:
  case sym::kFixed_dollar_crate:
  case sym::kFixed_path_root: return parse_path_expr();
  case sym::kFixed_kw_true:
  case sym::kFixed_kw_false: return parse_literal();
  case sym::kFixed_kw_if: return parse_if();
  case sym::kFixed_kw_match: return parse_match();
  case sym::kFixed_kw_while: return parse_while({}, lo);
  case sym::kFixed_kw_loop: return parse_loop({}, lo);
  case sym::kFixed_kw_return: return parse_return();
  case sym::kFixed_kw_break: return parse_break();
  case sym::kFixed_kw_continue: {
    bump();
    Label label;
    if (at_kind(K::Lifetime))
      label.ident = parse_lifetime().ident;
    return krate.make(span_from(lo), ContinueExpr{label});
  }
  case sym::kFixed_kw_let: return parse_let();
  case sym::kFixed_kw_underscore: bump(); return krate.make(lo, UnderscoreExpr{});
  case sym::kFixed_kw_for:
    if (look(1).is(K::Lt))
      return parse_closure();
    return parse_for({}, lo);
  case sym::kFixed_kw_unsafe:
    bump();
    if (at_kind(K::OpenBrace) || at_invisible(FragmentKind::Block))
      return parse_block_expr({}, lo, BlockRules::Unsafe);
    unexpected("`{`");
    return error_expr(lo);
  case sym::kFixed_kw_const:
    if (look(1).is(K::OpenBrace))
      return parse_const_block();
    break;
  case sym::kFixed_kw_try:
    if (look(1).is(K::OpenBrace)) {
      bump();
      BlockId block = parse_block();
      return krate.make(span_from(lo), TryBlockExpr{block});
    }
    break;
  case sym::kFixed_kw_do:
    if (look_word(1, sym::yeet)) {
      bump();
      bump();
      ExprId value = is_expr_start(*cur) ? parse_expr() : ExprId();
      return krate.make(span_from(lo), YeetExpr{value});
    }
    break;
  case sym::kFixed_kw_yield: {
    bump();
    ExprId value = is_expr_start(*cur) ? parse_expr() : ExprId();
    return krate.make(span_from(lo), YieldExpr{value});
  }
  case sym::kFixed_kw_become: {
    bump();
    ExprId call = parse_expr();
    return krate.make(span_from(lo), BecomeExpr{call});
  }
  default: break;
  }
  if (at_gen_block())
    return parse_gen_block();
  if (at_closure_front())
    return parse_closure();
  unexpected("expression");
  return error_expr(lo);
}

/// `a.0.b`; `0.1` lexes as a float. The library's macro passes the fields on as an expression.
void Parser::Impl::parse_offset_fields(llvm::SmallVectorImpl<Ident> &fields) {
  while (!at_group_end() && !panicking) {
    bool ends_in_dot = false;
    if (at_kind(K::OpenInvisible)) {
      const Token *open = enter_group();
      parse_offset_fields(fields);
      leave_group(open);
    } else if (at_kind(K::Int) || at_kind(K::Float)) {
      llvm::StringRef text = sess.str(cur->symbol());
      ends_in_dot = text.ends_with(".");
      llvm::SmallVector<llvm::StringRef, 2> parts;
      text.split(parts, '.', -1, /*KeepEmpty=*/false);
      for (llvm::StringRef part : parts)
        fields.push_back({sess.intern(part), cur->span});
      bump();
    } else {
      fields.push_back(parse_ident());
    }
    if (!ends_in_dot && !eat(K::Dot))
      break;
  }
}

/// `builtin # offset_of(T, a.b)`, `builtin # type_ascribe(a, T)`: unstable.
ExprId Parser::Impl::parse_builtin() {
  Span lo = cur->span;
  bump();
  bump();
  Ident name = parse_ident();
  if (panicking || !at_kind(K::OpenParen)) {
    unexpected("`(`");
    return error_expr(lo);
  }
  const Token *open = enter_group();
  ExprId expr;
  if (name.name == sym::type_ascribe) {
    ExprId value = parse_expr();
    expect(K::Comma);
    TyId ty = parse_ty();
    expr = krate.make(lo, TypeAscriptionExpr{value, ty});
  } else if (name.name == sym::offset_of) {
    TyId container = parse_ty();
    expect(K::Comma);
    llvm::SmallVector<Ident, 4> fields;
    parse_offset_fields(fields);
    expr = krate.make(lo, OffsetOfExpr{container, krate.list(fields)});
  } else {
    fail(name.span, ("unknown `builtin #` construct `" + sess.str(name.name) + "`").str());
    expr = error_expr(lo);
  }
  leave_group(open);
  krate[expr].span = span_from(lo);
  return expr;
}

/// `for<'a> const static async move |a: T, b| -> U body`
ExprId Parser::Impl::parse_closure() {
  Span lo = cur->span;
  ClosureExpr closure{};
  if (at_word(sym::kw_for)) {
    closure.has_binder = true;
    closure.bound_params = parse_for_binder();
  }
  closure.is_const = eat_kw(sym::kw_const);
  closure.is_static = eat_kw(sym::kw_static);
  Span async_span = cur->span;
  if (at_edition_kw(sym::kw_async)) {
    bump();
    closure.coroutine = CoroutineKind::Async;
  }
  if (at_edition_kw(sym::kw_gen)) {
    bump();
    closure.coroutine =
        closure.coroutine == CoroutineKind::Async ? CoroutineKind::AsyncGen : CoroutineKind::Gen;
  }
  if (closure.coroutine != CoroutineKind::None)
    closure.coroutine_id = krate.new_node_id();
  (void)async_span;
  if (eat_kw(sym::kw_move))
    closure.capture = CaptureBy::Value;
  else if (eat_kw(sym::kw_use))
    closure.capture = CaptureBy::Use;
  parse_closure_params(closure);
  closure.decl.output = parse_ret_ty(Plus::Yes, closure.decl.output_span);
  closure.fn_decl_span = span_from(lo);
  uint8_t keep = restrictions & static_cast<uint8_t>(~(kStmtExpr | kAllowLet));
  if (panicking) {
    closure.body = error_expr(cur->span);
  } else if (closure.decl.output) {
    if (at_kind(K::OpenBrace) || at_invisible(FragmentKind::Block)) {
      closure.body = parse_block_expr({}, cur->span, BlockRules::Default);
    } else {
      unexpected("`{`");
      closure.body = error_expr(cur->span);
    }
  } else {
    closure.body = parse_expr_with(keep);
  }
  return krate.make(lo.to(krate[closure.body].span), closure);
}

void Parser::Impl::parse_closure_params(ClosureExpr &closure) {
  Span lo = cur->span;
  llvm::SmallVector<Param, 4> params;
  if (!eat(K::OrOr)) {
    expect_part(K::Or);
    while (!panicking && !at_part(K::Or)) {
      Param param;
      param.id = krate.new_node_id();
      param.attrs = parse_outer_attrs();
      Span param_lo = cur->span;
      param.pat = parse_pat();
      if (!panicking && eat(K::Colon))
        param.ty = parse_ty();
      else
        param.ty = krate.make(krate[param.pat].span, InferTy{});
      param.span = span_from(param_lo);
      params.push_back(param);
      if (!eat(K::Comma))
        break;
    }
    if (!panicking && !eat_part(K::Or))
      unexpected("one of `,`, `:`, or `|`");
  }
  closure.decl.inputs = krate.list(params);
  closure.fn_arg_span = span_from(lo);
}

} // namespace ochre::parse
