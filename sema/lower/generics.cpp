// Generic parameters, bounds and predicates.
#include "sema/lower/context.h"

namespace ochre::lower {

hir::GenericParamId OwnerLowering::add_lifetime_param(LocalDefId def, hir::Ident ident,
                                                      bool is_elided, Span span) {
  hir::GenericParam param;
  param.def_id = def;
  param.ident = ident;
  param.kind = hir::GenericParamKind::Lifetime;
  param.is_elided = is_elided;
  param.span = span;
  hir::GenericParamId id = o.generic_params.push(param);
  cx.set_node(def, hir::DefNodeKind::GenericParam, owner_def, id.raw);
  return id;
}

hir::GenericParamId OwnerLowering::lower_param(const ast::GenericParam &node) {
  hir::GenericParam param;
  param.def_id = cx.res.def_of(node.id);
  param.ident = lower_ident(node.ident);
  param.span = node.span;
  for (const ast::Attr &attr : krate[node.attrs])
    param.may_dangle |= attr.is(sym::may_dangle);
  // The row comes first: defaults may name the parameter's own constant.
  switch (node.kind) {
  case ast::GenericParamKind::Lifetime: param.kind = hir::GenericParamKind::Lifetime; break;
  case ast::GenericParamKind::Type:
    param.kind = hir::GenericParamKind::Type;
    if (node.ty)
      param.ty = lower_ty(node.ty);
    break;
  case ast::GenericParamKind::Const:
    param.kind = hir::GenericParamKind::Const;
    param.ty = lower_ty(node.ty);
    if (node.default_value.is_valid())
      param.default_const = lower_const_arg(node.default_value);
    break;
  }
  hir::GenericParamId id = o.generic_params.push(param);
  cx.set_node(param.def_id, hir::DefNodeKind::GenericParam, owner_def, id.raw);
  cx.set_attrs(param.def_id, node.attrs);
  return id;
}

void OwnerLowering::add_fresh_params(ast::NodeId binder,
                                     llvm::SmallVectorImpl<hir::GenericParamId> &out) {
  if (!binder)
    return;
  auto fresh = cx.res.fresh_lifetimes.find(binder);
  if (fresh == cx.res.fresh_lifetimes.end())
    return;
  for (const resolve::FreshLifetime &lifetime : fresh->second)
    out.push_back(add_lifetime_param(lifetime.def_id, {sym::kw_underscore_lifetime, lifetime.span},
                                     true, lifetime.span));
}

hir::IdList<hir::GenericParamId>
OwnerLowering::lower_binder(llvm::ArrayRef<ast::GenericParam> params, ast::NodeId fresh) {
  llvm::SmallVector<hir::GenericParamId, 4> ids;
  for (const ast::GenericParam &param : params)
    ids.push_back(lower_param(param));
  add_fresh_params(fresh, ids);
  return o.add_list<hir::GenericParamId>(ids);
}

hir::TyId OwnerLowering::param_ty(LocalDefId def, hir::Ident ident, Span span) {
  hir::PathSegment segment;
  segment.ident = ident;
  segment.res = hir::Res::def(DefKind::TyParam, cx.defs.to_def_id(def));
  hir::SegmentId segment_id = o.segments.push(segment);
  hir::PathId path = o.paths.push({segment.res, o.add_list<hir::SegmentId>(segment_id), span});
  hir::QPath qpath;
  qpath.path = path;
  qpath.span = span;
  hir::Ty ty;
  ty.kind = hir::TyKind::Path;
  ty.span = span;
  ty.path = o.qpaths.push(qpath);
  return add_ty(ty);
}

/// `T: A` and `'a: 'b` at the parameter itself are predicates like others.
void OwnerLowering::add_param_predicate(const ast::GenericParam &param) {
  if (param.bounds.empty())
    return;
  hir::WherePredicate predicate;
  predicate.origin = hir::WhereOrigin::GenericParam;
  predicate.span = param.span;
  LocalDefId def = cx.res.def_of(param.id);
  if (param.kind == ast::GenericParamKind::Lifetime) {
    predicate.kind = hir::WhereKind::Region;
    predicate.lifetime = add_lifetime({LifetimeResKind::Param, def}, lower_ident(param.ident));
  } else {
    predicate.ty = param_ty(def, lower_ident(param.ident), param.ident.span);
  }
  predicate.bounds = lower_bounds(param.bounds);
  predicates_.push_back(o.where_predicates.push(predicate));
}

void OwnerLowering::lower_where(const ast::WherePredicate &node) {
  hir::WherePredicate predicate;
  predicate.span = node.span;
  if (node.kind == ast::WherePredicateKind::Region) {
    predicate.kind = hir::WhereKind::Region;
    predicate.lifetime = lower_lifetime(node.lifetime);
  } else {
    predicate.bound_params = lower_binder(node.bound_params);
    predicate.ty = lower_ty(node.bounded_ty);
  }
  predicate.bounds = lower_bounds(node.bounds);
  predicates_.push_back(o.where_predicates.push(predicate));
}

hir::Generics OwnerLowering::lower_generics(const ast::Generics &node, ast::NodeId binder,
                                            llvm::function_ref<void()> after) {
  hir::Generics generics;
  generics.span = node.span;
  generics.where_span = node.where_clause.span;
  llvm::SmallVector<hir::GenericParamId, 8> params;
  for (const ast::GenericParam &param : node.params)
    params.push_back(lower_param(param));
  add_fresh_params(binder, params);
  for (const ast::GenericParam &param : node.params)
    add_param_predicate(param);
  for (const ast::WherePredicate &predicate : node.where_clause.predicates)
    lower_where(predicate);
  after();
  params.append(synthetic_.begin(), synthetic_.end());
  synthetic_.clear();
  generics.params = o.add_list<hir::GenericParamId>(params);
  generics.predicates = o.add_list<hir::WhereId>(predicates_);
  predicates_.clear();
  return generics;
}

hir::PathId OwnerLowering::lower_trait_ref(const ast::TraitRef &trait_ref) {
  const PartialRes *found = cx.res.path(trait_ref.ref_id);
  hir::Res res = found && found->is_full() ? lower_res(found->base) : hir::Res::err();
  return lower_path(res, trait_ref.path.segments, trait_ref.path.span, ParamMode::Explicit);
}

hir::BoundId OwnerLowering::lower_bound(const ast::GenericBound &node) {
  hir::Bound bound;
  bound.span = node.span;
  switch (node.kind) {
  case ast::BoundKind::Outlives:
    bound.kind = hir::BoundKind::Outlives;
    bound.lifetime = lower_lifetime(node.lifetime);
    break;
  case ast::BoundKind::Use:
    bound.kind = hir::BoundKind::Use;
    for (const ast::PreciseCapturingArg &arg : node.use_args) {
      if (arg.is_lifetime) {
        bound.use_lifetimes.push_back(lower_lifetime(arg.lifetime));
      } else if (const PartialRes *found = cx.res.path(arg.id)) {
        bound.use_params.push_back(lower_res(found->base));
      }
    }
    break;
  case ast::BoundKind::Trait: {
    bound.modifier = node.polarity == ast::BoundPolarity::Maybe      ? hir::BoundModifier::Maybe
                     : node.polarity == ast::BoundPolarity::Negative ? hir::BoundModifier::Negative
                     : node.constness == ast::BoundConstness::Always ? hir::BoundModifier::Const
                     : node.constness == ast::BoundConstness::Maybe ? hir::BoundModifier::TildeConst
                                                                    : hir::BoundModifier::None;
    if (node.is_async)
      not_supported_yet(sess, node.span, "`async` trait bounds");
    const ast::Path &path = node.poly->trait_ref.path;
    ast::NodeId sugar = path.segments.empty() ? ast::NodeId() : path.segments.back().id;
    bound.bound_params = lower_binder(node.poly->bound_params, sugar);
    bound.trait_path = lower_trait_ref(node.poly->trait_ref);
    break;
  }
  }
  return o.bounds.push(std::move(bound));
}

hir::IdList<hir::BoundId> OwnerLowering::lower_bounds(llvm::ArrayRef<ast::GenericBound> bounds) {
  llvm::SmallVector<hir::BoundId, 4> ids;
  for (const ast::GenericBound &bound : bounds)
    ids.push_back(lower_bound(bound));
  return o.add_list<hir::BoundId>(ids);
}

} // namespace ochre::lower
