// `dyn A<X, Item = Y> + Send + 'a`: principal trait, projections of it and of its supertraits, auto
// traits; and the lifetime where none is written.
//
// Source: Reference, "Trait objects" and "Default trait object lifetimes" (RFC 599, RFC 1156).
#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/collect/lower_ty.h"
#include "sema/traits/elaborate.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::collect {
namespace {

/// Self is left out of an existential trait; any other use of it cannot be written in the type.
ty::GenericArgs without_self(ty::TyCtxt &tcx, ty::GenericArgs args) {
  return tcx.mk_args(args.array().drop_front(1));
}

struct DynParts {
  std::vector<std::pair<ty::PolyTraitRef, Span>> regular;
  std::vector<DefId> autos;
  std::vector<std::pair<ty::Predicate, Span>> projections;
};

DynParts split(ty::TyCtxt &tcx, const Bounds &bounds) {
  DynParts parts;
  for (const ty::SpannedClause &spanned : bounds.clauses) {
    if (spanned.clause.is(ty::PredicateKind::Trait)) {
      DefId trait_id = spanned.clause.trait_ref().def_id;
      if (tcx.trait_def(trait_id)->is_auto)
        parts.autos.push_back(trait_id);
      else
        parts.regular.push_back({spanned.clause.poly_trait_ref(), spanned.span});
    } else if (spanned.clause.is(ty::PredicateKind::Projection)) {
      parts.projections.push_back({spanned.clause, spanned.span});
    }
  }
  return parts;
}

/// Associated types that a `dyn` of the trait must name, with what supertrait bounds say of them.
struct Needed {
  DefId assoc;
  ty::PolyTraitRef owner;
};

bool requires_sized_self(ty::TyCtxt &tcx, DefId assoc) {
  return llvm::any_of(tcx.predicates_of(assoc)->own, [&](const ty::SpannedClause &spanned) {
    const ty::Clause &clause = spanned.clause;
    if (!clause.is(ty::PredicateKind::Trait) || clause.trait_ref().self_ty() != self_param(tcx))
      return false;
    // By a supertrait of the bound, too.
    return llvm::any_of(traits::supertrait_def_ids(tcx, clause.trait_ref().def_id),
                        [&](DefId id) { return tcx.is_lang_item(id, LangItem::Sized); });
  });
}

} // namespace

ty::Ty HirTyLowerer::lower_dyn(const hir::Ty &ty) {
  std::optional<ty::Region> container_default = object_default_;
  object_default_ = std::nullopt;
  ty::Ty dummy = tcx_.mk_fresh(ty::InferKind::FreshTy, 0);
  bool outer_dyn = is_dyn_self_;
  is_dyn_self_ = true;
  Bounds bounds;
  push_scope(llvm::ArrayRef<hir::GenericParamId>());
  lower_bounds(dummy, ty.bounds, bounds);
  pop_scope();
  is_dyn_self_ = outer_dyn;
  DynParts parts = split(tcx_, bounds);
  if (parts.regular.size() > 1) {
    error(tcx_.sess, parts.regular[1].second, diag::MultipleNonAuto)
        .primary_label("additional non-auto trait")
        .label(parts.regular[0].second, "first non-auto trait")
        .emit();
    parts.regular.resize(1);
  }
  if (parts.regular.empty() && parts.autos.empty()) {
    if (!ty.bounds.empty() && llvm::any_of(nodes_.list(ty.bounds), [&](hir::BoundId id) {
          const hir::Bound &bound = nodes_.bounds[id];
          return bound.kind == hir::BoundKind::Trait && nodes_.paths[bound.trait_path].res.is_err();
        }))
      return tcx_.common.error;
    error(tcx_.sess, ty.span, diag::NoTraitInDyn).emit();
    return tcx_.common.error;
  }

  llvm::SmallVector<ty::PolyExistentialPredicate, 4> predicates;
  auto add_projection = [&](ty::AliasTerm alias, ty::Term term, ty::BoundVars vars) {
    ty::ExistentialPredicate p;
    p.kind = ty::ExistentialKind::Projection;
    p.def_id = alias.def_id;
    p.args = without_self(tcx_, alias.args);
    p.term = term;
    predicates.push_back(ty::PolyExistentialPredicate(p, vars));
  };
  if (!parts.regular.empty()) {
    const ty::PolyTraitRef &principal = parts.regular[0].first;
    ty::ExistentialPredicate p;
    p.kind = ty::ExistentialKind::Trait;
    p.def_id = principal.skip_binder().def_id;
    p.args = without_self(tcx_, principal.skip_binder().args);
    predicates.push_back(ty::PolyExistentialPredicate(p, principal.bound_vars()));

    llvm::SmallVector<DefId, 4> given;
    for (auto &[clause, span] : parts.projections) {
      add_projection(clause.alias(), clause.term(), clause.bound_vars());
      given.push_back(clause.alias().def_id);
    }
    std::vector<std::string> missing;
    for (const ty::PolyTraitRef &super : traits::supertraits(tcx_, principal)) {
      const ty::TraitRef &ref = super.skip_binder();
      // `trait A: B<Item = u8>` names Item already.
      for (const ty::SpannedClause &spanned : tcx_.explicit_predicates_of(ref.def_id)->own) {
        if (!spanned.clause.is(ty::PredicateKind::Projection) ||
            !(spanned.clause.alias().self_ty() == self_param(tcx_)) ||
            !spanned.clause.bound_vars().empty())
          continue;
        DefId assoc = spanned.clause.alias().def_id;
        if (llvm::is_contained(given, assoc))
          continue;
        llvm::SmallVector<ty::GenericArg, 4> args;
        for (ty::GenericArg arg : spanned.clause.alias().args)
          args.push_back(ty::instantiate_arg(tcx_, arg, ref.args));
        ty::Term term = ty::instantiate_arg(tcx_, spanned.clause.term(), ref.args);
        add_projection({assoc, tcx_.mk_args(args)}, term, super.bound_vars());
        given.push_back(assoc);
      }
    }
    for (const ty::PolyTraitRef &super : traits::supertraits(tcx_, principal)) {
      DefId trait_id = super.skip_binder().def_id;
      for (const ty::AssocItem &item : tcx_.associated_items(trait_id)->items)
        if (item.kind == ty::AssocKind::Type && !item.is_rpitit &&
            !llvm::is_contained(given, item.def_id) && tcx_.generics_of(item.def_id)->own.empty() &&
            !requires_sized_self(tcx_, item.def_id)) {
          missing.push_back(tcx_.str(item.name).str());
          given.push_back(item.def_id);
        }
    }
    if (!missing.empty()) {
      std::string trait_name = ty::trait_path_string(
          tcx_, {principal.skip_binder().def_id, principal.skip_binder().args});
      Span span = parts.regular[0].second;
      if (missing.size() == 1) {
        error(tcx_.sess, span, diag::AssocTypeMissing, missing[0], trait_name)
            .primary_label("help: specify the associated type: `" + trait_name + "<" + missing[0] +
                           " = Type>`")
            .emit();
      } else {
        std::string list;
        for (size_t i = 0; i < missing.size(); ++i)
          list += (i == 0 ? "`" : i + 1 == missing.size() ? " and `" : ", `") + missing[i] + "`";
        error(tcx_.sess, span, diag::AssocTypesMissing, list, trait_name).emit();
      }
      return tcx_.common.error;
    }
  }
  for (DefId trait_id : parts.autos) {
    ty::ExistentialPredicate p;
    p.kind = ty::ExistentialKind::AutoTrait;
    p.def_id = trait_id;
    predicates.push_back(ty::PolyExistentialPredicate(p, ty::BoundVars()));
  }
  for (const ty::PolyExistentialPredicate &p : predicates)
    if (p.skip_binder().args.has_flags(ty::kHasTyFresh)) {
      // `dyn Add`: the default of a parameter is Self.
      error(tcx_.sess, ty.span, diag::TraitDefaultSelf, sym::kw_SelfUpper).emit();
      return tcx_.common.error;
    }

  object_default_ = container_default;
  ty::Region region = default_object_region(ty, predicates);
  return tcx_.mk_dynamic(tcx_.mk_existential_predicates(predicates), region);
}

ty::Region
HirTyLowerer::default_object_region(const hir::Ty &ty,
                                    llvm::ArrayRef<ty::PolyExistentialPredicate> predicates) {
  bool is_written = false;
  if (ty.lifetime.is_valid())
    is_written = nodes_.lifetimes[ty.lifetime].res != hir::LifetimeRes::ImplicitObjectDefault;
  if (is_written)
    return lower_lifetime(ty.lifetime, ty.span);
  // A lifetime written among the bounds.
  for (hir::BoundId id : nodes_.list(ty.bounds)) {
    const hir::Bound &bound = nodes_.bounds[id];
    if (bound.kind == hir::BoundKind::Outlives)
      return lower_lifetime(bound.lifetime, bound.span);
  }
  // `trait Tr: 'static`, `trait Tr<'a>: 'a`.
  llvm::SmallVector<ty::Region, 2> from_trait;
  for (const ty::PolyExistentialPredicate &p : predicates) {
    if (p.skip_binder().kind != ty::ExistentialKind::Trait || !p.bound_vars().empty())
      continue;
    ty::TraitRef ref = ty::with_self_ty(tcx_, p.skip_binder(), tcx_.common.unit);
    for (const ty::SpannedClause &spanned : tcx_.super_predicates_of(ref.def_id)->own)
      if (spanned.clause.is(ty::PredicateKind::TypeOutlives) &&
          spanned.clause.ty() == self_param(tcx_))
        from_trait.push_back(ty::instantiate_arg(tcx_, spanned.clause.region(), ref.args).region());
  }
  for (ty::Region region : from_trait)
    if (region.is_static())
      return region;
  if (from_trait.size() == 1)
    return from_trait[0];
  if (object_default_)
    return *object_default_;
  return hooks_ ? hooks_->infer_region(nullptr, ty.span) : tcx_.common.re_static;
}

/// `struct Ref<'a, T: 'a + ?Sized>`: the default in `Ref<'x, dyn Tr>` is 'x.
void HirTyLowerer::set_object_default(DefId def_id, const ty::GenericParamDef &param,
                                      llvm::ArrayRef<ty::GenericArg> so_far) {
  object_default_ = std::nullopt;
  if (!hooks_)
    object_default_ = tcx_.common.re_static;
  if (tcx_.def_kind(def_id) == DefKind::Trait)
    return;
  if (!tcx_.is_local(def_id))
    return set_extern_object_default(def_id, param, so_far);
  LocalNode node = local_node(tcx_, def_id);
  if (!node.nodes || !node.is(hir::DefNodeKind::Item))
    return;
  // Syntactically, because asking for predicates here could be a cycle.
  const hir::Owner &nodes = *node.nodes;
  llvm::SmallVector<hir::Lifetime, 2> found;
  for (hir::WhereId id : nodes.list(nodes.item.generics.predicates)) {
    const hir::WherePredicate &predicate = nodes.where_predicates[id];
    if (predicate.kind != hir::WhereKind::Bound || !predicate.ty.is_valid())
      continue;
    const hir::Ty &bounded = nodes.tys[predicate.ty];
    if (bounded.kind != hir::TyKind::Path)
      continue;
    const hir::QPath &qpath = nodes.qpaths[bounded.path];
    if (qpath.kind != hir::QPathKind::Resolved ||
        !(nodes.paths[qpath.path].res == hir::Res::def(DefKind::TyParam, param.def_id)))
      continue;
    for (hir::BoundId bound_id : nodes.list(predicate.bounds))
      if (nodes.bounds[bound_id].kind == hir::BoundKind::Outlives)
        found.push_back(nodes.lifetimes[nodes.bounds[bound_id].lifetime]);
  }
  if (found.size() != 1)
    return;
  if (found[0].res == hir::LifetimeRes::Static) {
    object_default_ = tcx_.common.re_static;
  } else if (found[0].res == hir::LifetimeRes::Param) {
    const ty::Generics *generics = tcx_.generics_of(def_id);
    auto it = generics->index_of.find(tcx_.defs.to_def_id(found[0].def_id));
    if (it != generics->index_of.end() && it->second < so_far.size())
      object_default_ = so_far[it->second].region();
  }
}

/// The same for an item of another crate, whose predicates are known.
void HirTyLowerer::set_extern_object_default(DefId def_id, const ty::GenericParamDef &param,
                                             llvm::ArrayRef<ty::GenericArg> so_far) {
  llvm::SmallVector<ty::Region, 2> found;
  for (const ty::SpannedClause &spanned : tcx_.explicit_predicates_of(def_id)->own) {
    ty::Clause clause = spanned.clause;
    if (clause.is(ty::PredicateKind::TypeOutlives) && clause.ty().is_param() &&
        clause.ty().param_index() == param.index)
      found.push_back(clause.region());
  }
  if (found.size() != 1)
    return;
  if (found[0].is_static())
    object_default_ = found[0];
  else if (found[0].kind() == ty::RegionKind::EarlyParam &&
           found[0].param_index() < so_far.size() && so_far[found[0].param_index()].is_region())
    object_default_ = so_far[found[0].param_index()].region();
}

} // namespace ochre::collect
