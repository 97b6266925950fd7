// Which function expands which built-in macro, and what they share.

#include "frontend/expand/builtin.h"

#include "frontend/expand/diags.h"
#include "frontend/lex/literal.h"

namespace ochre::expand {

namespace {

Expansion unstable(const BuiltinCall &call) {
  llvm::StringRef name = to_string(call.macro.builtin);
  return done_error(call, error(call.sess(), call.call.span, diag::UnstableMacro, name).emit());
}

/// trace_macros!, log_syntax!: unstable even within our own library.
Expansion wrong_kind(const BuiltinCall &call) {
  return done_error(call, error(call.sess(), call.call.path->span, diag::NotAMacroKind,
                                call.macro.kind == MacroKind::Bang ? "attribute" : "macro",
                                describe(call.macro.kind), call.macro.name)
                              .emit());
}

llvm::StringRef place_name(Place place) {
  switch (place) {
  case Place::Expr: return "expression";
  case Place::Pat: return "pattern";
  case Place::Ty: return "type";
  case Place::Stmts: return "statement";
  default: return "item";
  }
}

} // namespace

Span BuiltinCall::call_site() const {
  SyntaxContext ctxt =
      ctx.sess.hygiene.apply_mark(call.span.ctxt, call.expn, Transparency::Transparent);
  return call.span.with_ctxt(ctxt);
}

Span BuiltinCall::def_site() const {
  SyntaxContext ctxt = ctx.sess.hygiene.apply_mark(kRootContext, call.expn, Transparency::Opaque);
  return call.span.with_ctxt(ctxt);
}

Expansion expand_builtin_bang(const BuiltinCall &call) {
  switch (call.macro.builtin) {
  case Builtin::Line:
  case Builtin::Column:
  case Builtin::File:
  case Builtin::ModulePath:
  case Builtin::Include:
  case Builtin::IncludeStr:
  case Builtin::IncludeBytes:
  case Builtin::Env:
  case Builtin::OptionEnv:
  case Builtin::Cfg: return expand_source_macro(call);
  case Builtin::Concat:
  case Builtin::Stringify:
  case Builtin::CompileError: return expand_concat(call);
  case Builtin::FormatArgs:
  case Builtin::FormatArgsNl:
  case Builtin::ConstFormatArgs: return expand_format_args(call);
  case Builtin::Assert: return expand_assert(call);
  case Builtin::CorePanic:
  case Builtin::StdPanic:
  case Builtin::Unreachable: return expand_panic(call);
  case Builtin::Asm:
  case Builtin::GlobalAsm:
  case Builtin::NakedAsm: return expand_asm(call);
  case Builtin::OffsetOf: return expand_offset_of(call);
  case Builtin::CfgSelect: return expand_cfg_select(call);
  case Builtin::ConcatBytes:
  case Builtin::ConcatIdents:
  case Builtin::LogSyntax:
  case Builtin::TraceMacros:
  case Builtin::PatternType: return unstable(call);
  default: return wrong_kind(call);
  }
}

Expansion expand_builtin_attr(const BuiltinCall &call) {
  switch (call.macro.builtin) {
  case Builtin::DeriveAttr: return expand_derive_attr(call);
  case Builtin::Test:
  case Builtin::Bench:
  case Builtin::TestCase: return expand_test_attr(call);
  case Builtin::GlobalAllocator: return expand_global_allocator(call);
  case Builtin::AllocErrorHandler:
  case Builtin::CfgAccessible:
  case Builtin::CfgEval:
  case Builtin::DeriveConst:
  case Builtin::DefineOpaque:
  case Builtin::ContractsEnsures:
  case Builtin::ContractsRequires: return unstable(call);
  default: return wrong_kind(call);
  }
}

Expansion done(Fragment fragment) {
  Expansion expansion;
  expansion.fragment = fragment;
  return expansion;
}

Expansion done_error(const BuiltinCall &call, ErrorGuaranteed guaranteed) {
  return done(make_error_fragment(call.ctx, call.call, guaranteed));
}

Expansion done_expr(const BuiltinCall &call, ast::ExprId expr) {
  Fragment fragment;
  fragment.place = call.call.place;
  switch (fragment.place) {
  case Place::Expr: fragment.expr = expr; return done(fragment);
  case Place::Stmts: {
    ast::Stmt stmt;
    stmt.kind = call.call.stmt_style == ast::MacStmtStyle::Semicolon ? ast::StmtKind::Semi
                                                                     : ast::StmtKind::Expr;
    stmt.id = call.krate().new_node_id();
    stmt.span = call.call.span;
    stmt.expr = expr;
    fragment.stmts = call.krate().list(llvm::ArrayRef(stmt));
    return done(fragment);
  }
  case Place::Pat:
    if (call.krate()[expr].kind() == ast::ExprKind::Lit) {
      fragment.pat = call.krate().make(call.call.span, ast::ExprPat{expr});
      return done(fragment);
    }
    break;
  default: break;
  }
  llvm::StringRef place = place_name(fragment.place);
  return done_error(
      call, error(call.sess(), call.call.span, diag::WrongPlace, place, call.macro.name).emit());
}

Expansion done_items(const BuiltinCall &call, llvm::ArrayRef<ast::ItemId> items) {
  Fragment fragment;
  fragment.place = call.call.place;
  if (fragment.place == Place::Stmts) {
    llvm::SmallVector<ast::Stmt, 4> stmts;
    for (ast::ItemId item : items) {
      ast::Stmt stmt;
      stmt.kind = ast::StmtKind::Item;
      stmt.id = call.krate().new_node_id();
      stmt.span = call.krate()[item].span;
      stmt.item = item;
      stmts.push_back(stmt);
    }
    fragment.stmts = call.krate().list(stmts);
  } else if (fragment.place >= Place::Items) {
    fragment.items = call.krate().list(items);
  } else {
    return done_error(call, error(call.sess(), call.call.span, diag::WrongPlace,
                                  place_name(fragment.place), call.macro.name)
                                .emit());
  }
  return done(fragment);
}

ast::ExprId make_str(const BuiltinCall &call, Span span, llvm::StringRef value) {
  ast::LitExpr lit;
  lit.text = call.sess().intern(value);
  lit.lit = ast::LitKind::Str;
  lit.token = lex::TokenKind::Str;
  lit.is_value = true;
  return call.krate().make(span, lit);
}

ast::ExprId make_bool(const BuiltinCall &call, Span span, bool value) {
  ast::LitExpr lit;
  lit.text = value ? sym::kw_true : sym::kw_false;
  lit.lit = ast::LitKind::Bool;
  lit.token = lex::TokenKind::Ident;
  return call.krate().make(span, lit);
}

ast::ExprId make_u32(const BuiltinCall &call, Span span, uint32_t value) {
  ast::LitExpr lit;
  lit.text = call.sess().intern(std::to_string(value) + "u32");
  lit.lit = ast::LitKind::Int;
  lit.token = lex::TokenKind::Int;
  return call.krate().make(span, lit);
}

PendingArgs *pending_args(const BuiltinCall &call) {
  uint32_t state = call.ctx.invocations[call.id].state;
  return state ? &call.ctx.state->pending_args[state - 1] : nullptr;
}

PendingArgs &keep_args(const BuiltinCall &call, PendingArgs args) {
  auto &all = call.ctx.state->pending_args;
  all.push_back(std::move(args));
  call.ctx.invocations[call.id].state = static_cast<uint32_t>(all.size());
  return all.back();
}

std::optional<Expansion> wait_for_args(const BuiltinCall &call, llvm::ArrayRef<ast::ExprId> args) {
  Expansion expansion;
  for (ast::ExprId arg : args) {
    auto *mac = arg ? call.krate()[arg].get_if<ast::MacCallExpr>() : nullptr;
    if (!mac)
      continue;
    expansion.status = ExpansionStatus::Blocked;
    if (call.ctx.invocation_of(mac->mac->id))
      continue; // waits already
    Fragment fragment;
    fragment.place = Place::Expr;
    fragment.expr = arg;
    CollectFrom from = inside_arguments_of(call.ctx, call.id);
    for (InvocationId id : collect_fragment(call.ctx, from, fragment))
      expansion.nested.push_back(id);
  }
  if (expansion.status == ExpansionStatus::Done)
    return std::nullopt;
  return expansion;
}

std::optional<std::string> str_value(const BuiltinCall &call, ast::ExprId expr) {
  auto *lit = call.krate()[expr].get_if<ast::LitExpr>();
  if (!lit || lit->lit != ast::LitKind::Str)
    return std::nullopt;
  llvm::StringRef text = call.sess().str(lit->text);
  if (lit->is_value)
    return text.str();
  lex::LiteralParts parts = lex::split_literal(lit->token, text);
  return lex::string_literal_value(parts.kind, parts.body);
}

std::optional<std::string> single_str_arg(const BuiltinCall &call, Expansion &stop) {
  PendingArgs *args = pending_args(call);
  if (!args) {
    PendingArgs fresh;
    const ast::MacCall &mac = *call.call.mac;
    parse::Parser parser(call.sess(), call.krate(), mac.tokens, end_of(mac.tokens, mac.close));
    if (parser.at_end()) {
      stop = done_error(
          call, error(call.sess(), call.call.span, diag::TakesOneArgument, call.macro.name).emit());
      return std::nullopt;
    }
    fresh.exprs.push_back(parser.parse_expr());
    parser.eat(lex::TokenKind::Comma);
    if (!parser.at_end())
      error(call.sess(), call.call.span, diag::TakesOneArgument, call.macro.name).emit();
    args = &keep_args(call, std::move(fresh));
  }
  if (auto blocked = wait_for_args(call, args->exprs)) {
    stop = *blocked;
    return std::nullopt;
  }
  ast::ExprId expr = args->exprs[0];
  if (auto value = str_value(call, expr))
    return value;
  if (auto *bad = call.krate()[expr].get_if<ast::ErrorExpr>())
    stop = done_error(call, bad->error);
  else
    stop = done_error(call, error(call.sess(), call.krate()[expr].span, diag::NotAString).emit());
  return std::nullopt;
}

} // namespace ochre::expand
