// Where-clauses of items, bounds of supertraits, of parameters and of associated types.
#include "sema/collect/item.h"
#include "sema/collect/lower_ty.h"
#include "sema/ty/fold.h"

namespace ochre::collect {
namespace {

DefId def_id_of(ty::TyCtxt &tcx, const LocalNode &node) { return tcx.defs.to_def_id(node.id); }

/// `T: Sized` for a type that is not marked `?Sized`.
void add_sized(ty::TyCtxt &tcx, ty::Ty ty, bool has_maybe, Span span, Bounds &out) {
  DefId sized = tcx.lang_item(LangItem::Sized);
  if (has_maybe || !sized.is_valid())
    return;
  ty::GenericArg arg = ty;
  ty::PolyTraitRef ref = ty::PolyTraitRef::dummy({sized, tcx.mk_args(arg)});
  out.push(tcx.mk_trait_predicate(ref), span);
}

/// What `async fn` gives: `self: Future<Output = output>`.
void push_future_bounds(ty::TyCtxt &tcx, ty::Ty self, ty::Ty output, Span span, Bounds &out) {
  DefId trait = tcx.require_lang_item(LangItem::FutureTrait, span);
  DefId assoc = tcx.require_lang_item(LangItem::FutureOutput, span);
  if (!trait.is_valid() || !assoc.is_valid())
    return;
  ty::GenericArgs args = tcx.mk_args({ty::GenericArg(self)});
  out.push(tcx.mk_projection_predicate({assoc, args}, output), span);
  out.push(tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait, args})), span);
}

bool names_param(const hir::Owner &nodes, hir::TyId id, DefId param, bool is_self) {
  if (!id.is_valid() || nodes.tys[id].kind != hir::TyKind::Path)
    return false;
  const hir::QPath &qpath = nodes.qpaths[nodes.tys[id].path];
  if (qpath.kind != hir::QPathKind::Resolved || qpath.self_ty.is_valid())
    return false;
  const hir::Res &res = nodes.paths[qpath.path].res;
  return is_self ? res.kind == ResKind::SelfTyParam
                 : res.is_def(DefKind::TyParam) && res.def_id == param;
}

/// Whether `?Sized`, or one of the traits above Sized, is written on the parameter.
bool has_maybe_sized(ty::TyCtxt &tcx, const hir::Owner &nodes, DefId param) {
  for (hir::WhereId id : nodes.list(nodes.item.generics.predicates)) {
    const hir::WherePredicate &predicate = nodes.where_predicates[id];
    if (predicate.kind != hir::WhereKind::Bound || !names_param(nodes, predicate.ty, param, false))
      continue;
    for (hir::BoundId bound_id : nodes.list(predicate.bounds)) {
      const hir::Bound &bound = nodes.bounds[bound_id];
      if (bound.kind != hir::BoundKind::Trait)
        continue;
      DefId trait_id = nodes.paths[bound.trait_path].res.def_id;
      bool is_maybe = bound.modifier == hir::BoundModifier::Maybe;
      if (is_maybe ? tcx.is_lang_item(trait_id, LangItem::Sized) : relaxes_sized(tcx, trait_id))
        return true;
    }
  }
  return false;
}

void add_params(ty::TyCtxt &tcx, const LocalNode &node, HirTyLowerer &lowerer, Bounds &out) {
  const hir::Owner &nodes = *node.nodes;
  const ty::Generics *generics = tcx.generics_of(def_id_of(tcx, node));
  for (hir::GenericParamId id : nodes.list(nodes.item.generics.params)) {
    const hir::GenericParam &param = nodes.generic_params[id];
    DefId def_id = tcx.defs.to_def_id(param.def_id);
    auto it = generics->index_of.find(def_id);
    if (it == generics->index_of.end())
      continue;
    if (param.kind == hir::GenericParamKind::Type)
      add_sized(tcx, tcx.mk_param(it->second, param.ident.name),
                has_maybe_sized(tcx, nodes, def_id), param.span, out);
    else if (param.kind == hir::GenericParamKind::Const)
      out.push(tcx.mk_const_arg_has_type(tcx.mk_const_param(it->second, param.ident.name),
                                         tcx.type_of(def_id).instantiate_identity()),
               param.span);
  }
  for (hir::WhereId id : nodes.list(nodes.item.generics.predicates))
    lowerer.lower_where_predicate(nodes.where_predicates[id], out);
}

const ty::GenericPredicates *own_predicates(ty::TyCtxt &tcx, DefId parent, Bounds bounds) {
  ty::GenericPredicates out;
  out.parent = parent;
  out.own = std::move(bounds.clauses);
  return tcx.own<ty::GenericPredicates>(std::move(out));
}

DefId generics_parent(ty::TyCtxt &tcx, DefId id) { return tcx.generics_of(id)->parent; }

/// Bounds on Self written at a trait or in its where-clauses.
Bounds trait_super_bounds(ty::TyCtxt &tcx, const LocalNode &node, PredicateFilter filter) {
  const hir::Owner &nodes = *node.nodes;
  HirTyLowerer lowerer(tcx, nodes, def_id_of(tcx, node));
  Bounds bounds;
  lowerer.push_scope(llvm::ArrayRef<hir::GenericParamId>());
  lowerer.lower_bounds(self_param(tcx), nodes.item.bounds, bounds, filter);
  lowerer.pop_scope();
  for (hir::WhereId id : nodes.list(nodes.item.generics.predicates)) {
    const hir::WherePredicate &predicate = nodes.where_predicates[id];
    if (predicate.kind != hir::WhereKind::Bound || !names_param(nodes, predicate.ty, {}, true))
      continue;
    lowerer.push_scope(predicate.bound_params);
    lowerer.lower_bounds(self_param(tcx), predicate.bounds, bounds, filter);
    lowerer.pop_scope();
  }
  return bounds;
}

} // namespace

const ty::GenericPredicates *explicit_predicates_of(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  Bounds bounds;
  if (node.is(hir::DefNodeKind::Item)) {
    HirTyLowerer lowerer(tcx, *node.nodes, id);
    if (node.item().kind == hir::ItemKind::Trait) {
      lowerer.push_scope(llvm::ArrayRef<hir::GenericParamId>());
      lowerer.lower_bounds(self_param(tcx), node.item().bounds, bounds);
      lowerer.pop_scope();
    }
    add_params(tcx, node, lowerer, bounds);
  } else if (node.is(hir::DefNodeKind::Opaque)) {
    const hir::OpaqueTy &opaque = node.nodes->opaques[hir::OpaqueId(node.node.row)];
    if (node.id == opaque.assoc)
      for (const ty::SpannedClause &own :
           tcx.explicit_predicates_of(tcx.defs.to_def_id(opaque.parent))->own)
        bounds.push(own.clause, own.span);
  }
  return own_predicates(tcx, generics_parent(tcx, id), std::move(bounds));
}

const ty::GenericPredicates *predicates_of(ty::TyCtxt &tcx, DefId id) {
  const ty::GenericPredicates *written = tcx.explicit_predicates_of(id);
  const ty::GenericPredicates *inferred = tcx.inferred_outlives_of(id);
  bool is_trait = tcx.def_kind(id) == DefKind::Trait;
  if (inferred->own.empty() && !is_trait)
    return written;
  ty::GenericPredicates out = *written;
  out.own.insert(out.own.end(), inferred->own.begin(), inferred->own.end());
  if (is_trait) {
    ty::PolyTraitRef self = ty::PolyTraitRef::dummy({id, ty::identity_args(tcx, id)});
    out.own.insert(out.own.begin(), {tcx.mk_trait_predicate(self), tcx.def_span(id)});
  }
  return tcx.own<ty::GenericPredicates>(std::move(out));
}

const ty::GenericPredicates *super_predicates_of(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  return own_predicates(tcx, DefId(), trait_super_bounds(tcx, node, PredicateFilter::SelfTraits));
}

const ty::GenericPredicates *supers_that_define(ty::TyCtxt &tcx, ty::ParamPredicatesKey key) {
  LocalNode node = local_node(tcx, key.item);
  if (!node.is(hir::DefNodeKind::Item))
    return tcx.own<ty::GenericPredicates>();
  HirTyLowerer lowerer(tcx, *node.nodes, key.item);
  return own_predicates(tcx, DefId(), lowerer.lower_supers_that_define(key.assoc_name));
}

const ty::GenericPredicates *type_param_predicates(ty::TyCtxt &tcx, ty::ParamPredicatesKey key) {
  Bounds bounds;
  // From the item outwards; each level contributes only bounds written on the parameter itself.
  for (DefId item = key.item; item.is_valid();) {
    bool is_self = tcx.def_kind(key.param) == DefKind::Trait;
    if (!tcx.is_local(item)) {
      break;
    }
    LocalNode node = local_node(tcx, item);
    if (node.is(hir::DefNodeKind::Item)) {
      const hir::Owner &nodes = *node.nodes;
      if (is_self && item == key.param) {
        ty::PolyTraitRef self = ty::PolyTraitRef::dummy({item, ty::identity_args(tcx, item)});
        bounds.push(tcx.mk_trait_predicate(self), tcx.def_span(item));
      }
      HirTyLowerer lowerer(tcx, nodes, item);
      for (hir::WhereId id : nodes.list(nodes.item.generics.predicates)) {
        const hir::WherePredicate &predicate = nodes.where_predicates[id];
        if (predicate.kind != hir::WhereKind::Bound ||
            !names_param(nodes, predicate.ty, key.param, is_self))
          continue;
        lowerer.push_scope(predicate.bound_params);
        ty::Ty self_ty = lowerer.lower_ty(predicate.ty);
        lowerer.lower_bounds(self_ty, predicate.bounds, bounds, PredicateFilter::SelfTraits);
        lowerer.pop_scope();
      }
      if (tcx.def_kind(item) == DefKind::Trait || tcx.def_kind(item) == DefKind::Impl)
        break;
    }
    DefId parent = generics_parent(tcx, item);
    item = parent;
  }
  return own_predicates(tcx, DefId(), std::move(bounds));
}

ty::EarlyBinder<ty::Clauses> item_bounds(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  Bounds bounds;
  ty::GenericArgs args = ty::identity_args(tcx, id);
  if (node.is(hir::DefNodeKind::Opaque)) {
    const hir::OpaqueTy &opaque = node.nodes->opaques[hir::OpaqueId(node.node.row)];
    ty::Ty self_ty = node.id == opaque.assoc ? tcx.mk_projection(id, args)
                                             : tcx.mk_alias(ty::AliasKind::Opaque, id, args);
    HirTyLowerer lowerer(tcx, *node.nodes, id);
    lowerer.push_scope(llvm::ArrayRef<hir::GenericParamId>());
    lowerer.lower_bounds(self_ty, opaque.bounds, bounds);
    lowerer.pop_scope();
    if (opaque.async_output.is_valid())
      push_future_bounds(tcx, self_ty, lowerer.lower_ty(opaque.async_output), opaque.span, bounds);
    add_sized(tcx, self_ty, bounds.has_maybe_sized, opaque.span, bounds);
  } else if (node.is(hir::DefNodeKind::Item)) {
    const hir::Item &item = node.item();
    ty::Ty self_ty = tcx.mk_projection(id, args);
    HirTyLowerer lowerer(tcx, *node.nodes, id);
    lowerer.push_scope(llvm::ArrayRef<hir::GenericParamId>());
    lowerer.lower_bounds(self_ty, item.bounds, bounds);
    lowerer.pop_scope();
    add_sized(tcx, self_ty, bounds.has_maybe_sized, item.span, bounds);
    // `trait Tr where Self::A: B` bounds A as well.
    DefId trait_id = tcx.parent(id);
    for (const ty::SpannedClause &spanned : tcx.explicit_predicates_of(trait_id)->own) {
      const ty::Clause &clause = spanned.clause;
      bool about_self =
          (clause.is(ty::PredicateKind::Trait) && clause.trait_ref().self_ty() == self_ty) ||
          (clause.is(ty::PredicateKind::Projection) && clause.alias().self_ty() == self_ty) ||
          (clause.is(ty::PredicateKind::TypeOutlives) && clause.ty() == self_ty);
      if (about_self)
        bounds.push(clause, spanned.span);
    }
  }
  llvm::SmallVector<ty::Clause, 4> clauses;
  for (const ty::SpannedClause &spanned : bounds.clauses)
    clauses.push_back(spanned.clause);
  return ty::EarlyBinder<ty::Clauses>(tcx.mk_clauses(clauses));
}

ty::EarlyBinder<ty::Clauses> item_super_bounds(ty::TyCtxt &tcx, DefId id) {
  // Those of the bounds that are about the type itself, not about projections of it.
  ty::Clauses all = tcx.item_bounds(id).skip_binder();
  ty::GenericArgs args = ty::identity_args(tcx, id);
  ty::Ty self_ty = tcx.def_kind(id) == DefKind::OpaqueTy
                       ? tcx.mk_alias(ty::AliasKind::Opaque, id, args)
                       : tcx.mk_projection(id, args);
  llvm::SmallVector<ty::Clause, 4> own;
  for (ty::Clause clause : all)
    if ((clause.is(ty::PredicateKind::Trait) && clause.trait_ref().self_ty() == self_ty) ||
        (clause.is(ty::PredicateKind::Projection) && clause.alias().self_ty() == self_ty) ||
        (clause.is(ty::PredicateKind::TypeOutlives) && clause.ty() == self_ty))
      own.push_back(clause);
  return ty::EarlyBinder<ty::Clauses>(tcx.mk_clauses(own));
}

} // namespace ochre::collect
