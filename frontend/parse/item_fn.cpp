// Functions: header, parameters, body.
#include "frontend/parse/impl.h"

namespace ochre::parse {

FnHeader Parser::Impl::parse_fn_header() {
  FnHeader header;
  Span lo = cur->span;
  if (at_word(sym::kw_const)) {
    header.is_const = true;
    header.const_span = cur->span;
    bump();
  }
  Span coroutine_lo = cur->span;
  if (at_word(sym::kw_async)) {
    if (edition(cur->span) == Edition::E2015)
      complain(cur->span, diag::Edition2018);
    header.coroutine = CoroutineKind::Async;
    bump();
  }
  if (at_word(sym::kw_gen) && !look(1).is(K::OpenParen)) {
    header.coroutine =
        header.coroutine == CoroutineKind::Async ? CoroutineKind::AsyncGen : CoroutineKind::Gen;
    bump();
  }
  if (header.coroutine != CoroutineKind::None) {
    header.coroutine_span = span_from(coroutine_lo);
    header.coroutine_id = krate.new_node_id();
    header.return_impl_id = krate.new_node_id();
  }
  if (at_word(sym::kw_unsafe) || at_word(sym::kw_safe)) {
    header.safety = at_word(sym::kw_unsafe) ? Safety::Unsafe : Safety::Safe;
    header.safety_span = cur->span;
    bump();
  }
  header.ext = parse_extern();
  if (!eat_kw(sym::kw_fn)) {
    (void)lo;
    unexpected("`fn`");
  }
  return header;
}

ItemId Parser::Impl::parse_fn(AttrsId attrs, Span lo, const Visibility &vis, Defaultness def,
                              FnContext ctx) {
  FnItem item{};
  item.defaultness = def;
  Span sig_lo = cur->span;
  item.header = parse_fn_header();
  if (panicking)
    return {};
  Ident name = parse_ident();
  if (panicking)
    return {};
  item.generics = parse_generics();
  if (panicking)
    return {};
  item.decl = parse_fn_decl(ctx, edition(sig_lo));
  parse_where(item.generics);
  item.sig_span = span_from(sig_lo);
  if (panicking)
    return {};
  if (at_kind(K::Semi)) {
    bump();
  } else if (at_kind(K::OpenBrace) || at_invisible(FragmentKind::Block)) {
    llvm::SmallVector<Attr, 2> inner;
    item.body = parse_block(&inner);
    attrs = join_attrs(attrs, inner);
  } else if (at_kind(K::Eq)) {
    bump();
    fail(prev, "function body cannot be `= expression;`");
    return {};
  } else {
    unexpected(item.decl.output ? "one of `;`, `where`, or `{`" : "one of `->`, `where`, or `{`");
    return {};
  }
  return krate.make(span_from(lo), attrs, name, vis, item);
}

FnDecl Parser::Impl::parse_fn_decl(FnContext ctx, Edition) {
  FnDecl decl;
  if (!at_kind(K::OpenParen)) {
    fail(cur->span, "missing parameters for function definition");
    return decl;
  }
  decl.inputs = parse_fn_params(ctx, decl);
  decl.output = parse_ret_ty(Plus::Yes, decl.output_span);
  return decl;
}

List<Param> Parser::Impl::parse_fn_params(FnContext ctx, FnDecl &decl) {
  const Token *open = enter_group();
  llvm::SmallVector<Param, 8> params;
  comma_list([&] {
    Param param;
    param.id = krate.new_node_id();
    param.attrs = parse_outer_attrs();
    if (cur->is_close()) {
      stray_attrs(param.attrs, "parameter");
      return;
    }
    if (parse_self_param(param)) {
      if (params.empty())
        decl.has_self = true;
      else
        complain(param.span, diag::MutSelfOrder);
      params.push_back(param);
      return;
    }
    AttrsId attrs = param.attrs;
    param = parse_param(ctx);
    param.attrs = attrs;
    if (param.ty && krate[param.ty].kind() == TyKind::CVarArgs)
      decl.c_variadic = true;
    params.push_back(param);
  });
  leave_group(open);
  return krate.list(params);
}

Param Parser::Impl::make_self(Span lo, AttrsId attrs, Mutability mutbl, Ident self, TyId ty) {
  Param param;
  param.id = krate.new_node_id();
  param.attrs = attrs;
  param.pat = krate.make(self.span, IdentPat{{}, mutbl, self, {}});
  param.ty = ty;
  param.span = span_from(lo);
  return param;
}

/// `self`, `mut self: T`, `&'a mut self`. False, and nothing taken, if it is none.
bool Parser::Impl::parse_self_param(Param &param) {
  Span lo = cur->span;
  AttrsId attrs = param.attrs;
  if (at_part(K::And)) {
    if (!at_kind(K::And))
      return false;
    unsigned index = 1;
    if (look(index).is(K::Lifetime))
      ++index;
    bool is_pin = look_word(index, sym::pin) &&
                  (look_word(index + 1, sym::kw_const) || look_word(index + 1, sym::kw_mut));
    if (is_pin)
      index += look_word(index + 1, sym::kw_const) ? 2 : 1;
    if (look_word(index, sym::kw_mut))
      ++index;
    if (!look_word(index, sym::kw_self) || look(index + 1).is(K::PathSep))
      return false;
    bump();
    RefTy ref{};
    ref.is_pin = is_pin;
    if (at_kind(K::Lifetime))
      ref.lifetime = parse_lifetime();
    if (is_pin) {
      bump();
      eat_kw(sym::kw_const);
    }
    ref.mutbl = eat_kw(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
    Ident self = ident_here();
    bump();
    ref.inner = krate.make(self.span, ImplicitSelfTy{});
    TyId ty = krate.make(span_from(lo), ref);
    param = make_self(lo, attrs, Mutability::Not, self, ty);
    return true;
  }
  bool is_mut = at_word(sym::kw_mut) && look_word(1, sym::kw_self);
  if (!is_mut && (!at_word(sym::kw_self) || look(1).is(K::PathSep)))
    return false;
  if (is_mut)
    bump();
  Ident self = ident_here();
  bump();
  TyId ty = eat(K::Colon) ? parse_ty() : krate.make(self.span, ImplicitSelfTy{});
  param = make_self(lo, attrs, is_mut ? Mutability::Mut : Mutability::Not, self, ty);
  return true;
}

/// `name: T` or a pattern that ends at once in a colon, where names may be left out.
bool Parser::Impl::is_named_param() const {
  if (at_invisible(FragmentKind::Pat) || at_invisible(FragmentKind::PatParam))
    return look(cur->distance() + 1).is(K::Colon);
  unsigned index = at_kind(K::And) || at_kind(K::AndAnd) || at_word(sym::kw_mut) ? 1 : 0;
  return look(index).is_ident() && look(index + 1).is(K::Colon);
}

Param Parser::Impl::parse_param(FnContext ctx) {
  Param param;
  param.id = krate.new_node_id();
  Span lo = cur->span;
  bool name_required =
      ctx != FnContext::Pointer && !(ctx == FnContext::Trait && edition(lo) == Edition::E2015);
  if (at_kind(K::DotDotDot)) {
    bump();
    param.pat = krate.make(lo.shrink_to_lo(), IdentPat{{}, {}, {sym::empty, lo}, {}});
    param.ty = krate.make(lo, CVarArgsTy{});
    param.span = lo;
    return param;
  }
  if (name_required || is_named_param()) {
    param.pat = parse_pat();
    if (!panicking && !at_kind(K::Colon)) {
      // A type alone, as 2015 had it in traits, or something else.
      unexpected(krate[param.pat].kind() == PatKind::Ident ? "one of `:`, `@`, or `|`" : "`:`");
    }
    if (!panicking)
      bump();
    param.ty = panicking ? error_ty(cur->span) : parse_ty();
  } else {
    param.ty = parse_ty();
    param.pat =
        krate.make(lo.shrink_to_lo(), IdentPat{{}, {}, {sym::empty, lo.shrink_to_lo()}, {}});
  }
  param.span = span_from(lo);
  return param;
}

} // namespace ochre::parse
