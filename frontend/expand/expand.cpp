// From an invocation and its macro to a fragment: limits, the expansion's data, the choice of who
// expands it, and the parsing of what came out.

#include "frontend/expand/expand.h"

#include "frontend/expand/builtin.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/rules.h"
#include "frontend/expand/state.h"

namespace ochre::expand {

namespace {

llvm::StringRef describe(Place place) {
  switch (place) {
  case Place::Expr: return "expression";
  case Place::Pat: return "pattern";
  case Place::Ty: return "type";
  case Place::Stmts: return "statement";
  case Place::Items: return "item";
  case Place::TraitItems: return "trait item";
  case Place::ImplItems:
  case Place::TraitImplItems: return "impl item";
  case Place::ForeignItems: return "foreign item";
  }
  return "";
}

parse::ItemContext item_context(Place place) {
  switch (place) {
  case Place::TraitItems: return parse::ItemContext::Trait;
  case Place::ImplItems: return parse::ItemContext::Impl;
  case Place::TraitImplItems: return parse::ItemContext::TraitImpl;
  case Place::ForeignItems: return parse::ItemContext::Extern;
  default: return parse::ItemContext::Module;
  }
}

std::string macro_text(const ExpandContext &ctx, const Invocation &invocation) {
  Symbol name = ctx.sess.hygiene.expn(invocation.expn).macro_name;
  return ctx.sess.str(name).str() + (invocation.kind == InvocationKind::Bang ? "!" : "");
}

/// `m!(…);` gives its semicolon to the last statement it made.
void add_semicolon(ExpandContext &ctx, ast::Stmt &stmt) {
  switch (stmt.kind) {
  case ast::StmtKind::Expr: {
    auto *call = ctx.krate[stmt.expr].get_if<ast::MacCallExpr>();
    if (!call || ctx.krate[stmt.expr].attrs) {
      stmt.kind = ast::StmtKind::Semi;
      return;
    }
    stmt.kind = ast::StmtKind::MacCall;
    stmt.mac_style = ast::MacStmtStyle::Semicolon;
    stmt.mac = call->mac;
    return;
  }
  case ast::StmtKind::MacCall: stmt.mac_style = ast::MacStmtStyle::Semicolon; return;
  case ast::StmtKind::Let:
  case ast::StmtKind::Item:
  case ast::StmtKind::Semi:
  case ast::StmtKind::Empty: return;
  }
}

class ExpansionParser {
public:
  ExpansionParser(ExpandContext &ctx, const Invocation &invocation, lex::TokenStream tokens,
                  Span arm)
      : ctx_(ctx), invocation_(invocation), arm_(arm),
        parser_(ctx.sess, ctx.krate, tokens, end_of(tokens, invocation.span)) {}

  Fragment parse();

private:
  ErrorGuaranteed incomplete(llvm::StringRef expected);
  void finish();
  void eat_trailing_semicolon();

  ExpandContext &ctx_;
  const Invocation &invocation_;
  Span arm_;
  parse::Parser parser_;
};

ErrorGuaranteed ExpansionParser::incomplete(llvm::StringRef expected) {
  auto builder = error(ctx_.sess, invocation_.span, diag::IncompleteExpr, expected);
  builder.primary_label(("expected " + expected).str());
  if (!arm_.is_dummy())
    builder.label(arm_, "in this macro arm");
  return builder.emit();
}

void ExpansionParser::finish() {
  if (parser_.at_end())
    return;
  std::string name = macro_text(ctx_, invocation_);
  error(ctx_.sess, parser_.token().span, diag::IgnoresTokens,
        lex::to_string(ctx_.sess.interner, parser_.token()))
      .label(invocation_.span, "caused by the macro expansion here")
      .note("the usage of `" + name + "` is likely invalid in " +
            describe(invocation_.place).str() + " context")
      .emit();
}

void ExpansionParser::eat_trailing_semicolon() {
  if (!parser_.token().is(lex::TokenKind::Semi))
    return;
  Span span = parser_.token().span;
  parser_.bump();
  BufferedLint lint{"semicolon_in_expressions_from_macros", ast::kCrateNodeId, {}};
  lint.diagnostic.level = Level::Warning;
  lint.diagnostic.lint = lint.lint.str();
  lint.diagnostic.message = diag::TrailingSemi.text;
  lint.diagnostic.labels.push_back({span, "", true});
  ctx_.lints.push_back(std::move(lint));
}

Fragment ExpansionParser::parse() {
  Fragment fragment;
  fragment.place = invocation_.place;
  Span span = invocation_.span;
  switch (invocation_.place) {
  case Place::Expr:
    if (parser_.at_end()) {
      fragment.expr = ctx_.krate.make(span, ast::ErrorExpr{incomplete("expression")});
      return fragment;
    }
    fragment.expr = parser_.parse_expr();
    eat_trailing_semicolon();
    break;
  case Place::Pat:
    if (parser_.at_end()) {
      fragment.pat = ctx_.krate.make(span, ast::ErrorPat{incomplete("pattern")});
      return fragment;
    }
    fragment.pat = parser_.parse_pat();
    break;
  case Place::Ty:
    if (parser_.at_end()) {
      fragment.ty = ctx_.krate.make(span, ast::ErrorTy{incomplete("type")});
      return fragment;
    }
    fragment.ty = parser_.parse_ty();
    break;
  case Place::Stmts:
    fragment.stmts = parser_.parse_stmts();
    if (invocation_.stmt_style == ast::MacStmtStyle::Semicolon && !fragment.stmts.empty())
      add_semicolon(ctx_, fragment.stmts.back());
    break;
  case Place::Items:
  case Place::TraitItems:
  case Place::ImplItems:
  case Place::TraitImplItems:
  case Place::ForeignItems:
    fragment.items = parser_.parse_items(item_context(invocation_.place));
    break;
  }
  finish();
  return fragment;
}

/// More macro calls than this are a mistake: a macro that calls itself twice doubles their number
/// with each level, long before the recursion limit ends it.
constexpr size_t kMaxInvocations = 2'000'000;

ErrorGuaranteed report_too_many(ExpandContext &ctx, const Invocation &invocation) {
  if (ctx.state->is_limit_reached)
    return ctx.sess.diags.guaranteed();
  ctx.state->is_limit_reached = true;
  return error(ctx.sess, invocation.span, diag::TooManyInvocations, macro_text(ctx, invocation))
      .emit();
}

ErrorGuaranteed report_limit(ExpandContext &ctx, const Invocation &invocation) {
  ExpandState &state = *ctx.state;
  if (state.is_limit_reached)
    return ctx.sess.diags.guaranteed();
  state.is_limit_reached = true;
  std::string name = macro_text(ctx, invocation);
  uint64_t suggested = std::max(2u, ctx.recursion_limit * 2);
  return error(ctx.sess, invocation.span, diag::RecursionLimit, name)
      .help("consider increasing the recursion limit by adding a `#![recursion_limit = \"" +
            std::to_string(suggested) + "\"]` attribute to your crate (`" +
            ctx.dirs[ModuleDirId(0)].module_path + "`)")
      .emit();
}

void fill_expn(ExpandContext &ctx, const Invocation &invocation, const MacroDef &macro) {
  ExpnData data = ctx.sess.hygiene.expn(invocation.expn);
  data.edition = macro.edition;
  data.allow_internal_unstable = macro.allow_internal_unstable || macro.impl == MacroImpl::Builtin;
  data.allow_internal_unsafe = macro.allow_internal_unsafe;
  data.local_inner_macros = macro.local_inner_macros;
  data.def_site = macro.span;
  data.macro_def_id = macro.def_id.raw;
  data.parent_module = macro.module.raw;
  ctx.sess.hygiene.set_expn(invocation.expn, data);
}

/// An attribute that is no macro goes back to where it stood.
Fragment restore_attr(ExpandContext &ctx, const Invocation &invocation) {
  ast::Item &item = ctx.krate[invocation.item];
  llvm::SmallVector<ast::Attr, 8> attrs(ctx.krate[item.attrs]);
  ast::Attr attr = *invocation.attr;
  attr.is_inert = true;
  size_t index = std::min<size_t>(invocation.attr_index, attrs.size());
  attrs.insert(attrs.begin() + index, attr);
  item.attrs = ctx.krate.add_attrs(attrs);
  Fragment fragment;
  fragment.place = invocation.place;
  fragment.items = ctx.krate.list(llvm::ArrayRef(invocation.item));
  return fragment;
}

} // namespace

Fragment parse_expansion(ExpandContext &ctx, const Invocation &invocation, lex::TokenStream tokens,
                         Span arm) {
  return ExpansionParser(ctx, invocation, tokens, arm).parse();
}

Expansion expand(ExpandContext &ctx, InvocationId id, const MacroDef &macro) {
  const Invocation invocation = ctx.invocations[id];
  Expansion expansion;
  auto fail = [&](ErrorGuaranteed guaranteed) {
    expansion.fragment = make_error_fragment(ctx, invocation, guaranteed);
    return expansion;
  };
  if (macro.impl == MacroImpl::Error)
    return fail(ctx.sess.diags.guaranteed());
  if (macro.impl == MacroImpl::NonMacroAttr) {
    expansion.fragment = restore_attr(ctx, invocation);
    return expansion;
  }
  if (ctx.state->is_limit_reached || invocation.depth > ctx.recursion_limit)
    return fail(report_limit(ctx, invocation));
  if (ctx.invocations.size() > kMaxInvocations)
    return fail(report_too_many(ctx, invocation));
  fill_expn(ctx, invocation, macro);

  bool is_bang = invocation.kind == InvocationKind::Bang;
  if (is_bang != (macro.kind == MacroKind::Bang))
    return fail(error(ctx.sess, invocation.path->span, diag::NotAMacroKind,
                      is_bang ? "macro" : "attribute", describe(macro.kind), macro.name)
                    .primary_label(is_bang ? "not a macro" : "not an attribute")
                    .emit());
  BuiltinCall call{ctx, id, invocation, macro};
  switch (macro.impl) {
  case MacroImpl::Rules:
    expansion.fragment = expand_rules(ctx, invocation, macro);
    return expansion;
  case MacroImpl::Builtin: return is_bang ? expand_builtin_bang(call) : expand_builtin_attr(call);
  case MacroImpl::Proc:
    return fail(not_supported_yet(ctx.sess, invocation.span, "procedural macros"));
  case MacroImpl::NonMacroAttr:
  case MacroImpl::Error: break;
  }
  return expansion;
}

} // namespace ochre::expand
