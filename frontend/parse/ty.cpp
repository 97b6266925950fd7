// Types.
#include "frontend/parse/impl.h"

#include "frontend/lex/literal.h"

namespace ochre::parse {

TyId Parser::Impl::parse_ty(Plus plus) {
  Nested nested(*this);
  if (too_deep())
    return error_ty(cur->span);
  TyId ty = parse_ty_inner(plus);
  // `&A + B`: the `+` would belong to nothing.
  TyKind kind = krate[ty].kind();
  if (plus == Plus::Yes && at_part(K::Plus) && !panicking &&
      (kind == TyKind::Ref || kind == TyKind::Ptr || kind == TyKind::FnPtr)) {
    Span lo = krate[ty].span;
    eat_part(K::Plus);
    (void)parse_bounds();
    complain(span_from(lo), diag::ExpectedPathPlus);
    return error_ty(span_from(lo));
  }
  return ty;
}

bool Parser::Impl::is_ty_start(const Token &token, const Token &next) const {
  switch (token.kind) {
  case K::Ident:
    return !is_reserved(token) || is_path_segment(token) || token.is_word(sym::kw_underscore) ||
           token.is_word(sym::kw_for) || token.is_word(sym::kw_impl) || token.is_word(sym::kw_fn) ||
           token.is_word(sym::kw_unsafe) || token.is_word(sym::kw_extern) ||
           token.is_word(sym::kw_typeof) || token.is_word(sym::kw_dyn) ||
           (token.is_word(sym::kw_const) && next.is_ident());
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
  case K::OpenInvisible:
    return token.fragment == FragmentKind::Ty || token.fragment == FragmentKind::Path;
  default: return false;
  }
}

bool Parser::Impl::at_fn_ptr_front() const {
  return at_word(sym::kw_fn) || (at_word(sym::kw_unsafe) && !look(1).is(K::Lt)) ||
         at_word(sym::kw_extern) ||
         (at_word(sym::kw_const) && (look_word(1, sym::kw_fn) || look_word(1, sym::kw_unsafe) ||
                                     look_word(1, sym::kw_extern))) ||
         (at_edition_kw(sym::kw_async) &&
          (look_word(1, sym::kw_fn) || look_word(1, sym::kw_unsafe)));
}

/// `dyn` is a word like others in 2015: a keyword only before what can begin a bound.
bool Parser::Impl::at_dyn_ty() const {
  if (!at_word(sym::kw_dyn))
    return false;
  if (edition(cur->span) >= Edition::E2018)
    return true;
  const Token &next = look(1);
  bool bound = is_path_segment(next) || next.is(K::Lifetime) || next.is(K::Question) ||
               next.is_word(sym::kw_for) || next.is(K::OpenParen) ||
               (next.is(K::OpenInvisible) && next.fragment == FragmentKind::Path);
  return bound && !next.is(K::PathSep) && !next.is(K::Lt);
}

TyId Parser::Impl::parse_ty_inner(Plus plus) {
  Span lo = cur->span;
  switch (cur->kind) {
  case K::OpenInvisible: return parse_fragment_ty();
  case K::OpenParen: return parse_paren_ty(plus);
  case K::OpenBracket: return parse_array_ty();
  case K::And:
  case K::AndAnd: return parse_ref_ty();
  case K::Star: return parse_ptr_ty();
  case K::Not: bump(); return krate.make(lo, NeverTy{});
  case K::DotDotDot: bump(); return krate.make(lo, CVarArgsTy{});
  case K::Question:
  case K::Lifetime: {
    // `'a + Trait`, `?Sized + Trait`: trait objects of 2015.
    List<GenericBound> bounds = parse_bounds(plus == Plus::Yes);
    return krate.make(span_from(lo), TraitObjectTy{bounds, false});
  }
  case K::Lt:
  case K::Shl:
  case K::PathSep: return parse_path_ty(plus, {}, lo);
  case K::Ident: break;
  default: unexpected("type"); return error_ty(lo);
  }
  if (at_word(sym::kw_underscore)) {
    bump();
    return krate.make(lo, InferTy{});
  }
  if (at_word(sym::kw_impl))
    return parse_impl_ty(plus);
  if (at_dyn_ty())
    return parse_dyn_ty(plus);
  if (is_path_segment(*cur))
    return parse_path_ty(plus, {}, lo);
  if (at_word(sym::kw_for))
    return parse_for_ty(plus);
  if (at_fn_ptr_front())
    return parse_fn_ptr({}, lo);
  if (at_word(sym::kw_unsafe)) {
    bump();
    List<GenericParam> params = parse_generics().params;
    TyId inner = parse_ty(plus);
    return krate.make(span_from(lo), UnsafeBinderTy{params, inner});
  }
  if (at_word(sym::kw_typeof) && look(1).is(K::OpenParen)) {
    bump();
    const Token *open = enter_group();
    ExprId expr = parse_expr();
    leave_group(open);
    return krate.make(span_from(lo), TypeofTy{{krate.new_node_id(), expr}});
  }
  unexpected("type");
  return error_ty(lo);
}

TyId Parser::Impl::parse_fragment_ty() {
  Span lo = cur->span;
  if (at_invisible(FragmentKind::Ty)) {
    TyId ty = within_invisible([&] { return parse_ty(); });
    // `$t::Name` needs `<$t>::Name`.
    if (at_kind(K::PathSep) && !panicking)
      fail(krate[ty].span, "missing angle brackets in associated item type");
    return ty;
  }
  if (at_invisible(FragmentKind::Path))
    return parse_path_ty(Plus::Yes, {}, lo);
  unexpected("type");
  return error_ty(lo);
}

TyId Parser::Impl::parse_paren_ty(Plus plus) {
  Span lo = cur->span;
  const Token *open = enter_group();
  llvm::SmallVector<TyId, 4> elems;
  bool trailing = comma_list([&] { elems.push_back(parse_ty()); });
  leave_group(open);
  if (elems.size() != 1 || trailing)
    return krate.make(span_from(lo), TupTy{krate.list(elems)});
  // `(Trait) + Send`: the first bound in parentheses.
  if (plus == Plus::Yes && at_part(K::Plus) && !panicking) {
    if (PathTy *path = krate[elems[0]].get_if<PathTy>(); path && !path->qself) {
      GenericBound bound;
      bound.has_parens = true;
      bound.span = span_from(lo);
      bound.poly = krate.arena.make<PolyTraitRef>(
          PolyTraitRef{{}, {path->path, krate.new_node_id()}, path->path.span});
      llvm::SmallVector<GenericBound, 4> bounds{bound};
      eat_part(K::Plus);
      List<GenericBound> more = parse_bounds();
      bounds.append(more.begin(), more.end());
      return krate.make(span_from(lo), TraitObjectTy{krate.list(bounds), false});
    }
  }
  return krate.make(span_from(lo), ParenTy{elems[0]});
}

TyId Parser::Impl::parse_array_ty() {
  Span lo = cur->span;
  const Token *open = enter_group();
  TyId elem = parse_ty();
  if (!panicking && eat(K::Semi)) {
    AnonConst len{krate.new_node_id(), parse_expr()};
    leave_group(open);
    return krate.make(span_from(lo), ArrayTy{elem, len});
  }
  if (!panicking && !at_kind(K::CloseBracket))
    unexpected("one of `;` or `]`");
  leave_group(open);
  return krate.make(span_from(lo), SliceTy{elem});
}

/// `&'a mut T`, `&&T`. A `+` behind is an error: it would be ambiguous.
TyId Parser::Impl::parse_ref_ty() {
  Span lo = cur->span;
  eat_part(K::And);
  RefTy ref{};
  if (at_kind(K::Lifetime))
    ref.lifetime = parse_lifetime();
  if (at_word(sym::pin) && (look_word(1, sym::kw_const) || look_word(1, sym::kw_mut))) {
    bump();
    ref.is_pin = true;
    if (!eat_kw(sym::kw_const))
      ref.mutbl = Mutability::Not;
  }
  ref.mutbl = eat_kw(sym::kw_mut) ? Mutability::Mut : Mutability::Not;
  if (edition(cur->span) >= Edition::E2018 && at_word(sym::kw_dyn) && look_word(1, sym::kw_mut))
    fail(look(1).span, "`mut` must precede `dyn`");
  ref.inner = parse_ty(Plus::No);
  return krate.make(span_from(lo), ref);
}

TyId Parser::Impl::parse_ptr_ty() {
  Span lo = cur->span;
  bump();
  PtrTy ptr{};
  if (eat_kw(sym::kw_mut))
    ptr.mutbl = Mutability::Mut;
  else if (!eat_kw(sym::kw_const))
    complain(prev, "expected `mut` or `const` keyword in raw pointer type");
  ptr.inner = parse_ty(Plus::No);
  return krate.make(span_from(lo), ptr);
}

/// `for<'a> fn(&'a T)`, `for<'a> Trait<'a> + Send`.
TyId Parser::Impl::parse_for_ty(Plus plus) {
  Span lo = cur->span;
  List<GenericParam> binder = parse_for_binder();
  if (panicking)
    return error_ty(lo);
  if (at_fn_ptr_front())
    return parse_fn_ptr(binder, lo);
  if (at_dyn_ty() && edition(cur->span) >= Edition::E2018) {
    fail(cur->span, "`for<...>` expected after `dyn`, not before");
    return error_ty(lo);
  }
  return parse_path_ty(plus, binder, lo);
}

TyId Parser::Impl::parse_path_ty(Plus plus, List<GenericParam> binder, Span lo) {
  QSelf *qself = nullptr;
  Path path = parse_path_or_qpath(PathStyle::Type, qself);
  if (panicking)
    return krate.make(span_from(lo), PathTy{qself, path});
  if (!qself && at_kind(K::Not))
    return krate.make(span_from(lo), MacCallTy{finish_mac(path)});
  bool more = plus == Plus::Yes && at_part(K::Plus);
  if (!qself && (more || !binder.empty())) {
    GenericBound bound;
    bound.poly = krate.arena.make<PolyTraitRef>(
        PolyTraitRef{binder, {path, krate.new_node_id()}, span_from(lo)});
    bound.span = span_from(lo);
    llvm::SmallVector<GenericBound, 4> bounds{bound};
    if (more) {
      eat_part(K::Plus);
      List<GenericBound> rest = parse_bounds();
      bounds.append(rest.begin(), rest.end());
    }
    return krate.make(span_from(lo), TraitObjectTy{krate.list(bounds), false});
  }
  return krate.make(span_from(lo), PathTy{qself, path});
}

Extern Parser::Impl::parse_extern() {
  Extern ext;
  if (!at_word(sym::kw_extern))
    return ext;
  ext.span = cur->span;
  ext.kind = ExternKind::Implicit;
  bump();
  const Token *literal = cur;
  const Token *open = nullptr;
  if (at_invisible(FragmentKind::Literal) || at_invisible(FragmentKind::Expr)) {
    open = cur;
    literal = &look(1);
  }
  if (literal->is(K::Str) || literal->is(K::RawStr)) {
    lex::LiteralParts parts = lex::split_literal(literal->kind, sess.str(literal->symbol()));
    if (!parts.suffix.empty())
      complain(literal->span, diag::BadSuffix, "string");
    ext.kind = ExternKind::Explicit;
    ext.abi = sess.intern(lex::string_literal_value(literal->kind, parts.body));
    ext.abi_span = literal->span;
    if (open) {
      bump();
      bump();
      leave_invisible(open);
    } else {
      bump();
    }
  } else if (literal->is_literal()) {
    complain(literal->span, "non-string ABI literal");
    bump();
  }
  ext.span = span_from(ext.span);
  return ext;
}

TyId Parser::Impl::parse_fn_ptr(List<GenericParam> binder, Span lo) {
  FnPtrTy ptr{};
  ptr.bound_params = binder;
  if (at_word(sym::kw_const)) {
    complain(cur->span, "an `fn` pointer type cannot be `const`");
    bump();
  }
  if (at_edition_kw(sym::kw_async)) {
    complain(cur->span, "an `fn` pointer type cannot be `async`");
    bump();
  }
  if (eat_kw(sym::kw_unsafe))
    ptr.safety = Safety::Unsafe;
  ptr.ext = parse_extern();
  if (!expect_kw(sym::kw_fn))
    return error_ty(span_from(lo));
  if (at_part(K::Lt)) {
    Generics generics = parse_generics();
    complain(generics.span, "function pointer types may not have generic parameters");
  }
  if (!at_kind(K::OpenParen)) {
    unexpected("`(`");
    return error_ty(span_from(lo));
  }
  Span decl_lo = cur->span;
  const Token *open = enter_group();
  llvm::SmallVector<Param, 4> params;
  comma_list([&] {
    Param param;
    param.attrs = parse_outer_attrs();
    if (parse_self_param(param)) {
      ptr.decl.has_self |= params.empty();
      params.push_back(param);
      return;
    }
    AttrsId attrs = param.attrs;
    param = parse_param(FnContext::Pointer);
    param.attrs = attrs;
    if (krate[param.ty].kind() == TyKind::CVarArgs)
      ptr.decl.c_variadic = true;
    params.push_back(param);
  });
  leave_group(open);
  ptr.decl.inputs = krate.list(params);
  ptr.decl.output = parse_ret_ty(Plus::No, ptr.decl.output_span);
  ptr.decl_span = span_from(decl_lo);
  return krate.make(span_from(lo), ptr);
}

TyId Parser::Impl::parse_dyn_ty(Plus plus) {
  Span lo = cur->span;
  bump();
  if (at_kind(K::Star)) {
    complain(cur->span, "`dyn*` is not supported");
    bump();
  }
  List<GenericBound> bounds = parse_bounds(plus == Plus::Yes);
  if (plus == Plus::No && at_part(K::Plus) && !panicking) {
    bool more = false;
    while (eat_part(K::Plus) && at_bound_start() && !panicking) {
      parse_bound();
      more = true;
    }
    if (more)
      complain(span_from(lo), diag::AmbiguousPlus);
  }
  return krate.make(span_from(lo), TraitObjectTy{bounds, true});
}

TyId Parser::Impl::parse_impl_ty(Plus plus) {
  Span lo = cur->span;
  bump();
  ImplTraitTy impl{};
  impl.def_node = krate.new_node_id();
  impl.bounds = parse_bounds(true);
  bool several = impl.bounds.size() > 1;
  if (plus == Plus::No && several && !panicking)
    complain(span_from(lo), diag::AmbiguousPlus);
  return krate.make(span_from(lo), impl);
}

/// `-> T`, or nothing; `span` is where it stands.
TyId Parser::Impl::parse_ret_ty(Plus plus, Span &span) {
  span = cur->span.shrink_to_lo();
  if (panicking || !at_kind(K::RArrow)) {
    if (!panicking && (at_kind(K::Colon) || at_kind(K::FatArrow)) &&
        is_ty_start(look(1), look(2)) && plus == Plus::Yes) {
      complain(cur->span, "return types are denoted using `->`");
      bump();
      return parse_ty(plus);
    }
    return {};
  }
  bump();
  TyId ty = parse_ty(plus);
  span = krate[ty].span;
  return ty;
}

} // namespace ochre::parse
