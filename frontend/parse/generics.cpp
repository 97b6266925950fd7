// Generic parameters, bounds, where clauses.
#include "frontend/parse/impl.h"

namespace ochre::parse {

Generics Parser::Impl::parse_generics() {
  Generics generics;
  generics.span = prev.shrink_to_hi();
  generics.where_clause.span = generics.span;
  if (!at_part(K::Lt))
    return generics;
  Span lo = cur->span;
  eat_part(K::Lt);
  llvm::SmallVector<GenericParam, 4> params;
  while (!panicking && !at_part(K::Gt)) {
    params.push_back(parse_generic_param());
    if (!eat(K::Comma))
      break;
  }
  if (!panicking && !eat_part(K::Gt))
    unexpected("one of `,`, `:`, `=`, or `>`");
  generics.params = krate.list(params);
  generics.span = span_from(lo);
  return generics;
}

GenericParam Parser::Impl::parse_generic_param() {
  GenericParam param;
  param.id = krate.new_node_id();
  param.attrs = parse_outer_attrs();
  Span lo = cur->span;
  if (at_kind(K::Lifetime)) {
    param.kind = GenericParamKind::Lifetime;
    param.ident = ident_here();
    bump();
  } else if (at_word(sym::kw_const)) {
    bump();
    param.kind = GenericParamKind::Const;
    param.ident = parse_ident();
    if (expect(K::Colon))
      param.ty = parse_ty();
    else
      param.ty = error_ty(cur->span);
    if (!panicking && eat(K::Eq)) {
      if (at_const_arg() || !is_path_start(*cur)) {
        param.default_value = parse_const_arg();
      } else {
        param.default_value.id = krate.new_node_id();
        param.default_value.value = parse_path_expr();
      }
    }
    param.span = span_from(lo);
    return param;
  } else if (param.attrs && (at_part(K::Gt) || at_kind(K::Comma))) {
    fail(krate[param.attrs].back().span, "trailing attribute after generic parameter");
    param.ident = {sym::empty, cur->span};
    param.span = lo;
    return param;
  } else {
    param.ident = parse_ident();
  }
  if (at_kind(K::Colon) && !panicking) {
    param.colon_span = cur->span;
    bump();
    param.bounds = parse_bounds();
  }
  if (param.kind == GenericParamKind::Type && !panicking && eat(K::Eq))
    param.ty = parse_ty();
  param.span = span_from(lo);
  return param;
}

/// `for<'a, 'b>`, or nothing.
List<GenericParam> Parser::Impl::parse_for_binder() {
  if (!at_word(sym::kw_for))
    return {};
  bump();
  if (!at_part(K::Lt)) {
    unexpected("`<`");
    return {};
  }
  return parse_generics().params;
}

bool Parser::Impl::at_bound_start() const {
  if (is_path_start(*cur))
    return true;
  switch (cur->kind) {
  case K::Lifetime:
  case K::Question:
  case K::Tilde:
  case K::Not:
  case K::OpenParen: return true;
  case K::OpenBracket: return look(1).is_word(sym::kw_const);
  case K::Ident:
    return at_word(sym::kw_for) || at_word(sym::kw_const) || at_word(sym::kw_async) ||
           at_word(sym::kw_use) || at_word(sym::kw_dyn);
  case K::OpenInvisible: return cur->fragment == FragmentKind::Ty;
  default: return false;
  }
}

List<GenericBound> Parser::Impl::parse_bounds(bool allow_plus) {
  llvm::SmallVector<GenericBound, 4> bounds;
  while (!panicking && at_bound_start()) {
    bounds.push_back(parse_bound());
    if (!allow_plus || !eat_part(K::Plus))
      break;
  }
  return krate.list(bounds);
}

GenericBound Parser::Impl::parse_bound() {
  Nested nested(*this);
  GenericBound bound;
  Span lo = cur->span;
  if (too_deep()) {
    bound.span = lo;
    return bound;
  }
  if (at_kind(K::OpenParen)) {
    const Token *open = enter_group();
    bound = parse_bound();
    bound.has_parens = true;
    if (bound.kind != BoundKind::Trait)
      complain(span_from(lo), "parenthesized lifetime bounds are not supported");
    leave_group(open);
    bound.span = span_from(lo);
    return bound;
  }
  if (at_kind(K::Lifetime)) {
    bound.kind = BoundKind::Outlives;
    bound.lifetime = parse_lifetime();
  } else if (at_word(sym::kw_use)) {
    parse_use_bound(bound);
  } else {
    parse_trait_bound(bound);
  }
  bound.span = span_from(lo);
  return bound;
}

/// `use<'a, T>`
void Parser::Impl::parse_use_bound(GenericBound &bound) {
  bound.kind = BoundKind::Use;
  bump();
  expect_part(K::Lt);
  llvm::SmallVector<PreciseCapturingArg, 4> args;
  while (!panicking && !at_part(K::Gt)) {
    PreciseCapturingArg arg;
    arg.id = krate.new_node_id();
    if (at_kind(K::Lifetime)) {
      arg.is_lifetime = true;
      arg.lifetime = parse_lifetime();
    } else {
      arg.path = parse_path(PathStyle::Mod);
    }
    args.push_back(arg);
    if (!eat(K::Comma))
      break;
  }
  expect_part(K::Gt);
  bound.use_args = krate.list(args);
}

/// `for<'a> ?Trait`, `const Trait`, `[const] Trait`, `async Fn()`, `!Trait`.
void Parser::Impl::parse_trait_bound(GenericBound &bound) {
  Span lo = cur->span;
  PolyTraitRef poly;
  poly.bound_params = parse_for_binder();
  Span modifiers = cur->span;
  if (at_kind(K::Tilde)) {
    bump();
    expect_kw(sym::kw_const);
    bound.constness = BoundConstness::Maybe;
  } else if (at_kind(K::OpenBracket)) {
    const Token *open = enter_group();
    expect_kw(sym::kw_const);
    leave_group(open);
    bound.constness = BoundConstness::Maybe;
  } else if (at_word(sym::kw_const)) {
    bump();
    bound.constness = BoundConstness::Always;
  }
  if (at_edition_kw(sym::kw_async)) {
    bump();
    bound.is_async = true;
  }
  if (eat(K::Question))
    bound.polarity = BoundPolarity::Maybe;
  else if (eat(K::Not))
    bound.polarity = BoundPolarity::Negative;
  if (prev.hi > modifiers.lo && cur->span.lo != modifiers.lo)
    bound.modifier_span = span_from(modifiers);
  if (poly.bound_params.empty() && at_word(sym::kw_for)) {
    if (bound.polarity != BoundPolarity::Positive)
      complain(cur->span, bound.polarity == BoundPolarity::Maybe
                              ? "`for<...>` binder not allowed with `?` trait polarity modifier"
                              : "`for<...>` binder not allowed with `!` trait polarity modifier");
    poly.bound_params = parse_for_binder();
  }
  if (edition(cur->span) >= Edition::E2018 && at_word(sym::kw_dyn)) {
    fail(cur->span, "invalid `dyn` keyword");
  }
  poly.trait_ref.path = parse_path(PathStyle::Type);
  poly.trait_ref.ref_id = krate.new_node_id();
  poly.span = span_from(lo);
  bound.poly = krate.arena.make<PolyTraitRef>(poly);
}

/// Adds the predicates behind `where`, if that is next.
void Parser::Impl::parse_where(Generics &generics) {
  generics.where_clause.span = prev.shrink_to_hi();
  if (!at_word(sym::kw_where) || panicking)
    return;
  Span lo = cur->span;
  bump();
  llvm::SmallVector<WherePredicate, 4> predicates;
  while (!panicking) {
    bool starts = at_kind(K::Lifetime) || at_word(sym::kw_for) || at_kind(K::Pound) ||
                  is_ty_start(*cur, look(1));
    if (!starts)
      break;
    predicates.push_back(parse_where_predicate());
    if (!eat(K::Comma))
      break;
  }
  generics.where_clause.has_where = true;
  generics.where_clause.predicates = krate.list(predicates);
  generics.where_clause.span = span_from(lo);
}

WherePredicate Parser::Impl::parse_where_predicate() {
  WherePredicate predicate;
  predicate.id = krate.new_node_id();
  predicate.attrs = parse_outer_attrs();
  Span lo = cur->span;
  if (at_kind(K::Lifetime) && !look(1).is(K::Plus)) {
    predicate.kind = WherePredicateKind::Region;
    predicate.lifetime = parse_lifetime();
    expect(K::Colon);
    predicate.bounds = parse_bounds();
    for (const GenericBound &bound : predicate.bounds)
      if (bound.kind != BoundKind::Outlives)
        complain(bound.span, "lifetime may only be bounded by other lifetimes");
  } else {
    // `for<'a> fn(&'a T): Bound` has its binder here, not in the type.
    predicate.bound_params = parse_for_binder();
    predicate.bounded_ty = parse_ty();
    if (at_kind(K::Eq) || at_kind(K::EqEq)) {
      bump();
      TyId rhs = parse_ty();
      complain(span_from(lo), "equality constraints are not yet supported in `where` clauses");
      (void)rhs;
    } else if (expect(K::Colon)) {
      predicate.bounds = parse_bounds();
    }
  }
  predicate.span = span_from(lo);
  return predicate;
}

} // namespace ochre::parse
