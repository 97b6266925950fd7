// Paths in type position, and associated types by name: `T::Item`, `Self::Item`, `<T as Tr>::A`.
#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/collect/lower_ty.h"
#include "sema/traits/elaborate.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::collect {
namespace {

/// `where Self: …`
bool is_bound_of_self(const hir::Owner &nodes, const hir::WherePredicate &predicate) {
  if (predicate.kind != hir::WhereKind::Bound || !predicate.ty.is_valid() ||
      nodes.tys[predicate.ty].kind != hir::TyKind::Path)
    return false;
  const hir::QPath &qpath = nodes.qpaths[nodes.tys[predicate.ty].path];
  return qpath.kind == hir::QPathKind::Resolved &&
         nodes.paths[qpath.path].res.kind == ResKind::SelfTyParam;
}

/// Traits named as supertraits right at a trait. From the HIR where it is local: lowering the
/// arguments could ask for what is being computed (`trait Try: FromResidual<Self::Residual>`).
llvm::SmallVector<DefId, 4> direct_supertraits(ty::TyCtxt &tcx, DefId trait_id) {
  llvm::SmallVector<DefId, 4> out;
  if (!tcx.is_local(trait_id)) {
    for (const ty::SpannedClause &spanned : tcx.super_predicates_of(trait_id)->own)
      if (spanned.clause.is(ty::PredicateKind::Trait))
        out.push_back(spanned.clause.trait_ref().def_id);
    return out;
  }
  LocalNode node = local_node(tcx, trait_id);
  if (!node.is(hir::DefNodeKind::Item))
    return out;
  const hir::Owner &nodes = *node.nodes;
  auto add = [&](hir::IdList<hir::BoundId> bounds) {
    for (hir::BoundId id : nodes.list(bounds)) {
      const hir::Bound &bound = nodes.bounds[id];
      if (bound.kind == hir::BoundKind::Trait && bound.trait_path.is_valid() &&
          nodes.paths[bound.trait_path].res.is_def(DefKind::Trait))
        out.push_back(nodes.paths[bound.trait_path].res.def_id);
    }
  };
  add(nodes.item.bounds);
  for (hir::WhereId id : nodes.list(nodes.item.generics.predicates)) {
    const hir::WherePredicate &predicate = nodes.where_predicates[id];
    if (is_bound_of_self(nodes, predicate))
      add(predicate.bounds);
  }
  return out;
}

/// Whether a proper supertrait defines an associated type of this name.
bool supertrait_defines(ty::TyCtxt &tcx, DefId trait_id, Symbol name) {
  llvm::SetVector<DefId> seen;
  for (DefId super : direct_supertraits(tcx, trait_id))
    seen.insert(super);
  for (size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] != trait_id && tcx.associated_items(seen[i])->find(name, ty::AssocKind::Type))
      return true;
    for (DefId super : direct_supertraits(tcx, seen[i]))
      seen.insert(super);
  }
  return false;
}

} // namespace

ty::Ty HirTyLowerer::lower_qpath(hir::QPathId id, Span span) {
  const hir::QPath &qpath = nodes_.qpaths[id];
  switch (qpath.kind) {
  case hir::QPathKind::Resolved:
    return lower_resolved_path(qpath.self_ty, nodes_.paths[qpath.path]);
  case hir::QPathKind::TypeRelative: return lower_type_relative(qpath);
  case hir::QPathKind::LangItem: {
    DefId item = tcx_.require_lang_item(qpath.lang_item, span);
    if (!item.is_valid())
      return tcx_.common.error;
    ty::GenericArgs args = qpath.segment.is_valid() ? lower_args(item, {}, qpath.segment, span)
                                                    : lower_args(item, {}, hir::SegmentId(), span);
    return ty::instantiate(tcx_, tcx_.type_of(item), args);
  }
  }
  return tcx_.common.error;
}

ty::Ty HirTyLowerer::lower_resolved_path(hir::TyId self_ty, const hir::Path &path) {
  llvm::ArrayRef<hir::SegmentId> segments = nodes_.list(path.segments);
  const hir::Res &res = path.res;
  switch (res.kind) {
  case ResKind::PrimTy:
    prohibit_args(segments, "builtin type `" + to_string(res.prim_ty).str() + "`");
    return tcx_.mk_prim(res.prim_ty);
  case ResKind::SelfTyParam: {
    prohibit_args(segments, "self type");
    return self_param(tcx_);
  }
  case ResKind::SelfTyAlias:
    prohibit_args(segments, "self type");
    return tcx_.type_of(res.def_id).instantiate_identity();
  case ResKind::Def: break;
  case ResKind::Err:
  case ResKind::SelfCtor:
  case ResKind::Local:
  case ResKind::ToolMod:
  case ResKind::NonMacroAttr: return tcx_.common.error;
  }
  switch (res.def_kind) {
  case DefKind::Struct:
  case DefKind::Union:
  case DefKind::Enum:
  case DefKind::TyAlias:
  case DefKind::ForeignTy: {
    prohibit_args(segments.drop_back(1), "module");
    ty::GenericArgs args = lower_args(res.def_id, {}, segments.back(), path.span);
    prohibit_constraints(segments.back());
    return ty::instantiate(tcx_, tcx_.type_of(res.def_id), args);
  }
  case DefKind::Variant: {
    // `Enum::Variant` as the type of a struct expression or pattern.
    DefId adt = tcx_.parent(res.def_id);
    bool on_enum =
        segments.size() > 1 && nodes_.segments[segments[segments.size() - 2]].args.is_valid();
    hir::SegmentId with_args = on_enum ? segments[segments.size() - 2] : segments.back();
    return ty::instantiate(tcx_, tcx_.type_of(adt), lower_args(adt, {}, with_args, path.span));
  }
  case DefKind::TyParam: {
    prohibit_args(segments, "type parameter `" + tcx_.str(tcx_.name(res.def_id)).str() + "`");
    const ty::Generics *generics = tcx_.generics_of(tcx_.parent(res.def_id));
    auto it = generics->index_of.find(res.def_id);
    if (it == generics->index_of.end())
      return tcx_.common.error;
    return tcx_.mk_param(it->second, tcx_.name(res.def_id));
  }
  case DefKind::AssocTy: {
    if (!self_ty.is_valid()) {
      error(tcx_.sess, path.span, diag::AmbiguousAssocType).emit();
      return tcx_.common.error;
    }
    prohibit_args(segments.drop_back(std::min<size_t>(2, segments.size())), "module");
    return lower_projection_path(lower_ty(self_ty), path, res.def_id);
  }
  case DefKind::Trait:
  case DefKind::TraitAlias:
    error(tcx_.sess, path.span, diag::ExpectedTypeFoundTrait).emit();
    return tcx_.common.error;
  case DefKind::OpaqueTy:
    return tcx_.mk_alias(ty::AliasKind::Opaque, res.def_id, ty::identity_args(tcx_, res.def_id));
  case DefKind::Mod:
  case DefKind::Fn:
  case DefKind::Const:
  case DefKind::ConstParam:
  case DefKind::Static:
  case DefKind::StructCtorFn:
  case DefKind::StructCtorConst:
  case DefKind::VariantCtorFn:
  case DefKind::VariantCtorConst:
  case DefKind::AssocFn:
  case DefKind::AssocConst:
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::ForeignMod:
  case DefKind::AnonConst:
  case DefKind::InlineConst:
  case DefKind::Field:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm:
  case DefKind::Impl:
  case DefKind::Closure: break;
  }
  error(tcx_.sess, path.span, diag::NoType).emit();
  return tcx_.common.error;
}

ty::Ty HirTyLowerer::lower_projection_path(ty::Ty self_ty, const hir::Path &path, DefId assoc) {
  llvm::ArrayRef<hir::SegmentId> segments = nodes_.list(path.segments);
  if (segments.size() < 2)
    return tcx_.common.error;
  DefId trait_id = tcx_.parent(assoc);
  hir::SegmentId trait_segment = segments[segments.size() - 2];
  ty::GenericArg self_arg = self_ty;
  ty::GenericArgs trait_args = lower_args(trait_id, self_arg, trait_segment, path.span);
  prohibit_constraints(trait_segment);
  ty::GenericArgs args = lower_args(assoc, trait_args.array(), segments.back(), path.span);
  prohibit_constraints(segments.back());
  return tcx_.mk_projection(assoc, args);
}

hir::Res HirTyLowerer::self_res(const hir::QPath &qpath) const {
  if (!qpath.self_ty.is_valid() || nodes_.tys[qpath.self_ty].kind != hir::TyKind::Path)
    return hir::Res();
  const hir::QPath &inner = nodes_.qpaths[nodes_.tys[qpath.self_ty].path];
  return inner.kind == hir::QPathKind::Resolved ? nodes_.paths[inner.path].res : hir::Res();
}

ty::Ty HirTyLowerer::lower_type_relative(const hir::QPath &qpath) {
  return lower_assoc_path(lower_ty(qpath.self_ty), self_res(qpath), qpath.segment, qpath.span);
}

ty::Ty HirTyLowerer::lower_assoc_path(ty::Ty self_ty, hir::Res self_res, hir::SegmentId segment_id,
                                      Span span) {
  const hir::PathSegment &segment = nodes_.segments[segment_id];
  Symbol name = segment.ident.name;
  if (self_ty.references_error())
    return tcx_.common.error;
  if (hooks_ && hooks_->resolve_self_ty)
    self_ty = hooks_->resolve_self_ty(self_ty, span);

  std::optional<ty::PolyTraitRef> bound;
  if (self_res.kind == ResKind::SelfTyAlias && tcx_.impl_header(self_res.def_id)) {
    // `Self::Item` in a trait impl: of the trait that is implemented.
    const ty::ImplHeader *header = tcx_.impl_header(self_res.def_id);
    llvm::SmallVector<ty::PolyTraitRef, 4> all = traits::supertraits(
        tcx_, ty::PolyTraitRef::dummy(header->trait_ref.instantiate_identity()));
    bound = find_unique_bound(all, self_ty, name, span);
    if (!bound)
      return tcx_.common.error;
  } else if (self_ty.is_param()) {
    const ty::Generics *generics = tcx_.generics_of(item_);
    bool is_trait_self = self_res.kind == ResKind::SelfTyParam;
    DefId param;
    if (self_res.kind == ResKind::Def)
      param = self_res.def_id;
    else if (self_ty.param_index() < generics->count())
      param = ty::param_at(tcx_, *generics, self_ty.param_index()).def_id;
    else if (is_trait_self)
      param = self_res.def_id;
    bound = find_param_bound(self_ty, param, name, span);
    if (!bound)
      return tcx_.common.error;
  } else if (self_ty.is_adt()) {
    const ty::AdtDef *adt = tcx_.adt_def(self_ty.def_id());
    if (adt->is_enum())
      for (ty::VariantIdx idx : adt->variants.ids())
        if (adt->variants[idx].name == name)
          return self_ty; // the caller looks at the segment for the variant
  }
  if (!bound) {
    error(tcx_.sess, span, diag::AmbiguousAssocType)
        .help("if there were a trait named `Example` with associated type `" +
              tcx_.str(name).str() + "` implemented for `" + ty::to_string(tcx_, self_ty) +
              "`, you could use the fully-qualified path")
        .emit();
    return tcx_.common.error;
  }
  ty::TraitRef trait_ref;
  if (!bound->skip_binder().args.has_escaping_bound_vars() || scopes_.size() > 0) {
    trait_ref = bound->skip_binder();
  } else if (hooks_ && hooks_->open_trait_ref) {
    trait_ref = hooks_->open_trait_ref(*bound, span);
  } else {
    error(tcx_.sess, span, diag::HigherRankedAssoc).emit();
    return tcx_.common.error;
  }
  const ty::AssocItem *assoc =
      tcx_.associated_items(trait_ref.def_id)->find(name, ty::AssocKind::Type);
  if (!assoc)
    return tcx_.common.error;
  ty::GenericArgs args = lower_args(assoc->def_id, trait_ref.args.array(), segment_id, span);
  prohibit_constraints(segment_id);
  return tcx_.mk_projection(assoc->def_id, args);
}

Bounds HirTyLowerer::lower_supers_that_define(Symbol name) {
  Bounds bounds;
  auto add = [&](hir::IdList<hir::BoundId> list, hir::IdList<hir::GenericParamId> binder) {
    for (hir::BoundId id : nodes_.list(list)) {
      const hir::Bound &bound = nodes_.bounds[id];
      bool is_trait = bound.kind == hir::BoundKind::Trait && bound.trait_path.is_valid() &&
                      nodes_.paths[bound.trait_path].res.is_def(DefKind::Trait);
      if (!is_trait)
        continue;
      DefId super = nodes_.paths[bound.trait_path].res.def_id;
      if (!tcx_.associated_items(super)->find(name, ty::AssocKind::Type) &&
          !supertrait_defines(tcx_, super, name))
        continue;
      HirTyLowerer lowerer(tcx_, nodes_, item_);
      lowerer.push_scope(binder);
      lowerer.extend_scope(bound.bound_params);
      lowerer.lower_trait_bound(self_param(tcx_), bound, bounds, PredicateFilter::SelfTraits);
      lowerer.pop_scope();
    }
  };
  add(nodes_.item.bounds, {});
  for (hir::WhereId id : nodes_.list(nodes_.item.generics.predicates)) {
    const hir::WherePredicate &predicate = nodes_.where_predicates[id];
    if (is_bound_of_self(nodes_, predicate))
      add(predicate.bounds, predicate.bound_params);
  }
  return bounds;
}

std::optional<ty::PolyTraitRef> HirTyLowerer::find_param_bound(ty::Ty param, DefId param_def,
                                                               Symbol name, Span span) {
  const ty::GenericPredicates *predicates =
      tcx_.type_param_predicates(ty::ParamPredicatesKey{item_, param_def, name});
  std::vector<ty::PolyTraitRef> all;
  for (const ty::SpannedClause &spanned : predicates->own) {
    if (!spanned.clause.is(ty::PredicateKind::Trait))
      continue;
    // Supertraits are looked at with their arguments only where one has the name.
    DefId trait_id = spanned.clause.trait_ref().def_id;
    if (!supertrait_defines(tcx_, trait_id, name)) {
      all.push_back(spanned.clause.poly_trait_ref());
      continue;
    }
    if (trait_id == item_ && param_def == trait_id) {
      // `trait Tr: Super + Other<Self::A>`: not by all supertraits, which are being computed.
      all.push_back(spanned.clause.poly_trait_ref());
      const ty::GenericPredicates *supers = tcx_.supers_that_define({item_, DefId(), name});
      if (supers->own.empty())
        return std::nullopt; // one defines it: this is a cycle, which was reported
      for (const ty::SpannedClause &super : supers->own)
        for (ty::PolyTraitRef &ref : traits::supertraits(tcx_, super.clause.poly_trait_ref()))
          all.push_back(ref);
      continue;
    }
    for (ty::PolyTraitRef &ref : traits::supertraits(tcx_, spanned.clause.poly_trait_ref()))
      all.push_back(ref);
  }
  return find_unique_bound(all, param, name, span);
}

std::optional<ty::PolyTraitRef>
HirTyLowerer::find_unique_bound(llvm::ArrayRef<ty::PolyTraitRef> bounds, ty::Ty self_ty,
                                Symbol name, Span span) {
  llvm::SmallVector<ty::PolyTraitRef, 2> found;
  for (const ty::PolyTraitRef &ref : bounds) {
    if (!tcx_.associated_items(ref.skip_binder().def_id)->find(name, ty::AssocKind::Type))
      continue;
    if (!llvm::is_contained(found, ref))
      found.push_back(ref);
  }
  if (found.size() == 1)
    return found[0];
  if (llvm::any_of(found, [](ty::PolyTraitRef ref) {
        return ref.skip_binder().args.has_flags(ty::kHasError);
      }))
    return std::nullopt;
  std::string shown = ty::to_string(tcx_, self_ty);
  if (found.empty()) {
    error(tcx_.sess, span, diag::AssocTypeNotFound, name, shown)
        .primary_label("associated type `" + tcx_.str(name).str() + "` not found")
        .emit();
    return std::nullopt;
  }
  auto builder = error(tcx_.sess, span, diag::AmbiguousAssocTypeBounds, name, shown);
  builder.primary_label("ambiguous associated type `" + tcx_.str(name).str() + "`");
  for (const ty::PolyTraitRef &ref : found) {
    const ty::AssocItem *item =
        tcx_.associated_items(ref.skip_binder().def_id)->find(name, ty::AssocKind::Type);
    Span at = tcx_.def_span(item->def_id);
    if (!at.is_dummy())
      builder.label(at, "ambiguous `" + tcx_.str(name).str() + "` from `" +
                            ty::trait_path_string(tcx_, ref.skip_binder()) + "`");
  }
  builder.emit();
  return std::nullopt;
}

} // namespace ochre::collect
