// Paths and generic arguments.
#include "sema/lower/context.h"

namespace ochre::lower {

hir::Res OwnerLowering::lower_res(const resolve::Res &res) {
  switch (res.kind) {
  case ResKind::Local: {
    auto binding = bindings_.find(res.local);
    return binding == bindings_.end() ? hir::Res::err() : hir::Res::local_var(binding->second);
  }
  case ResKind::PrimTy: return hir::Res::prim(res.prim_ty);
  case ResKind::Def: return hir::Res::def(res.def_kind, res.def_id);
  case ResKind::SelfTyParam:
  case ResKind::SelfTyAlias:
  case ResKind::SelfCtor:
  case ResKind::ToolMod:
  case ResKind::NonMacroAttr:
  case ResKind::Err: return hir::Res::of_kind(res.kind, res.def_id);
  }
  return hir::Res::err();
}

hir::TraitScopeId OwnerLowering::traits_at(ast::NodeId node) const {
  auto scope = cx.res.trait_uses.find(node);
  return scope == cx.res.trait_uses.end() ? hir::TraitScopeId()
                                          : hir::TraitScopeId(scope->second.raw);
}

hir::QPathId OwnerLowering::lang_path(LangItem item, Span span) {
  hir::QPath qpath;
  qpath.kind = hir::QPathKind::LangItem;
  qpath.lang_item = item;
  qpath.span = span;
  return o.qpaths.push(qpath);
}

hir::PathId OwnerLowering::lower_path(const hir::Res &res,
                                      llvm::ArrayRef<ast::PathSegment> segments, Span span,
                                      ParamMode mode) {
  if (!segments.empty() && segments[0].ident.name == sym::path_root)
    segments = segments.drop_front();
  llvm::SmallVector<hir::SegmentId, 4> ids;
  for (size_t i = 0; i < segments.size(); ++i) {
    hir::Res own = i + 1 == segments.size() ? res : hir::Res::err();
    // `Enum::Variant`: what comes before is known too.
    bool is_variant = res.kind == ResKind::Def &&
                      (res.def_kind == DefKind::Variant || res.def_kind == DefKind::VariantCtorFn ||
                       res.def_kind == DefKind::VariantCtorConst);
    if (i + 2 == segments.size() && is_variant) {
      DefId parent = cx.defs.parent(res.def_id);
      if (res.def_kind != DefKind::Variant)
        parent = cx.defs.parent(parent);
      own = hir::Res::def(DefKind::Enum, parent);
    }
    ids.push_back(lower_segment(segments[i], own, mode));
  }
  hir::Path path;
  path.res = res;
  path.segments = o.add_list<hir::SegmentId>(ids);
  path.span = span;
  return o.paths.push(path);
}

/// A path whose last segments may be left to type checking: `Vec::<T>::new` is a type and one
/// segment relative to it.
hir::QPathId OwnerLowering::lower_qpath(ast::NodeId node, const ast::QSelf *qself,
                                        const ast::Path &path, ParamMode mode) {
  const PartialRes *found = cx.res.path(node);
  llvm::ArrayRef<ast::PathSegment> segments = path.segments;
  size_t left = found ? std::min<size_t>(found->unresolved_segments, segments.size()) : 0;
  hir::Res base = found ? lower_res(found->base) : hir::Res::err();
  hir::QPath qpath;
  qpath.span = path.span;
  hir::TyId self_ty;
  if (qself)
    self_ty = lower_ty(qself->ty);
  size_t known = segments.size() - left;
  if (qself && qself->position == 0) {
    known = 0;
  } else {
    qpath.self_ty = self_ty;
    Span span = left == 0 || known == 0 ? path.span : path.span.with_ctxt(path.span.ctxt);
    if (left != 0 && known != 0)
      span.hi = std::max(span.lo, segments[known - 1].args ? segments[known - 1].args->span.hi
                                                           : segments[known - 1].ident.span.hi);
    qpath.path = lower_path(base, segments.take_front(known), span, mode);
    qpath.span = span;
    hir::QPathId id = o.qpaths.push(qpath);
    if (left == 0)
      return id;
    hir::Ty ty;
    ty.kind = hir::TyKind::Path;
    ty.span = span;
    ty.path = id;
    self_ty = add_ty(ty);
  }
  hir::QPathId id;
  for (size_t i = known; i < segments.size(); ++i) {
    hir::QPath relative;
    relative.kind = hir::QPathKind::TypeRelative;
    relative.self_ty = self_ty;
    relative.segment = lower_segment(segments[i], hir::Res::err(), mode);
    o.segments[relative.segment].traits = traits_at(node);
    relative.span = path.span;
    relative.span.hi = std::max(path.span.lo, segments[i].args ? segments[i].args->span.hi
                                                               : segments[i].ident.span.hi);
    if (i + 1 == segments.size())
      relative.span = path.span;
    id = o.qpaths.push(relative);
    if (i + 1 < segments.size()) {
      hir::Ty ty;
      ty.kind = hir::TyKind::Path;
      ty.span = relative.span;
      ty.path = id;
      self_ty = add_ty(ty);
    }
  }
  return id;
}

hir::SegmentId OwnerLowering::lower_segment(const ast::PathSegment &node, const hir::Res &res,
                                            ParamMode mode) {
  hir::PathSegment segment;
  segment.ident = lower_ident(node.ident);
  segment.res = res;
  segment.infer_args = mode == ParamMode::Infer && !node.args;
  segment.args = lower_generic_args(node, mode);
  return o.segments.push(segment);
}

hir::GenericArgsId OwnerLowering::lower_generic_args(const ast::PathSegment &segment,
                                                     ParamMode mode) {
  if (segment.args && segment.args->kind != ast::GenericArgsKind::AngleBracketed)
    return lower_paren_args(segment);
  hir::GenericArgs out;
  out.span = segment.args ? segment.args->span : segment.ident.span;
  if (mode == ParamMode::Explicit) {
    auto hidden = cx.res.hidden_lifetimes.find(segment.id);
    if (hidden != cx.res.hidden_lifetimes.end()) {
      for (resolve::LifetimeRes lifetime : hidden->second) {
        hir::GenericArg arg;
        arg.kind = hir::GenericArgKind::Lifetime;
        arg.span = segment.ident.span;
        arg.lifetime = add_lifetime(lifetime, {sym::empty, segment.ident.span});
        out.args.push_back(arg);
      }
    }
  }
  if (!segment.args) {
    if (out.args.empty())
      return {};
    return o.generic_args.push(std::move(out));
  }
  for (const ast::GenericArg &node : segment.args->args) {
    hir::GenericArg arg;
    switch (node.kind) {
    case ast::GenericArgKind::Lifetime:
      arg.kind = hir::GenericArgKind::Lifetime;
      arg.lifetime = lower_lifetime(node.lifetime);
      arg.span = node.lifetime.ident.span;
      break;
    case ast::GenericArgKind::Type:
      arg.span = krate[node.ty].span;
      if (hir::ConstArgId constant = lower_ty_as_const(node.ty)) {
        arg.kind = hir::GenericArgKind::Const;
        arg.ct = constant;
      } else {
        arg.kind = krate[node.ty].kind() == ast::TyKind::Infer ? hir::GenericArgKind::Infer
                                                               : hir::GenericArgKind::Type;
        arg.ty = lower_ty(node.ty);
      }
      break;
    case ast::GenericArgKind::Const:
      arg.kind = hir::GenericArgKind::Const;
      arg.span = krate[node.constant.value].span;
      arg.ct = lower_const_arg(node.constant);
      break;
    }
    out.args.push_back(arg);
  }
  llvm::SmallVector<hir::ConstraintId, 2> constraints;
  for (const ast::AssocConstraint &constraint : segment.args->constraints)
    constraints.push_back(lower_constraint(constraint));
  out.constraints = o.add_list<hir::ConstraintId>(constraints);
  return o.generic_args.push(std::move(out));
}

/// `(A, B) -> C`: a tuple of the inputs, and `Output = C`.
hir::GenericArgsId OwnerLowering::lower_paren_args(const ast::PathSegment &segment) {
  const ast::GenericArgs &node = *segment.args;
  hir::GenericArgs out;
  out.span = node.span;
  if (node.kind == ast::GenericArgsKind::ParenthesizedElided) {
    out.is_return_type_notation = true;
    return o.generic_args.push(std::move(out));
  }
  out.is_parenthesized = true;
  llvm::SmallVector<hir::TyId, 4> inputs;
  for (ast::TyId input : node.inputs)
    inputs.push_back(lower_ty(input));
  hir::Ty tuple;
  tuple.kind = hir::TyKind::Tup;
  tuple.span = node.inputs_span;
  tuple.elems = o.add_list<hir::TyId>(inputs);
  hir::GenericArg arg;
  arg.ty = add_ty(tuple);
  arg.span = node.inputs_span;
  out.args.push_back(arg);
  hir::AssocConstraint output;
  Span output_span = node.output ? krate[node.output].span : node.inputs_span;
  output.ident = {sess.intern("Output"), output_span};
  output.span = output_span;
  if (node.output) {
    output.ty = lower_ty(node.output);
  } else {
    hir::Ty unit;
    unit.kind = hir::TyKind::Tup;
    unit.span = node.inputs_span;
    output.ty = add_ty(unit);
  }
  out.constraints = o.add_list<hir::ConstraintId>(o.constraints.push(output));
  return o.generic_args.push(std::move(out));
}

hir::ConstraintId OwnerLowering::lower_constraint(const ast::AssocConstraint &node) {
  hir::AssocConstraint out;
  out.ident = lower_ident(node.ident);
  out.span = node.span;
  if (node.args) {
    ast::PathSegment segment;
    segment.ident = node.ident;
    segment.id = node.id;
    segment.args = node.args;
    out.gen_args = lower_generic_args(segment, ParamMode::Explicit);
  }
  switch (node.kind) {
  case ast::ConstraintKind::EqTy:
    if (hir::ConstArgId constant = lower_ty_as_const(node.ty)) {
      out.kind = hir::AssocConstraint::EqConst;
      out.ct = constant;
    } else {
      out.ty = lower_ty(node.ty);
    }
    break;
  case ast::ConstraintKind::EqConst:
    out.kind = hir::AssocConstraint::EqConst;
    out.ct = lower_const_arg(node.constant);
    break;
  case ast::ConstraintKind::Bound:
    out.kind = hir::AssocConstraint::Bounds;
    out.bounds = lower_bounds(node.bounds);
    break;
  }
  return o.constraints.push(out);
}

} // namespace ochre::lower
