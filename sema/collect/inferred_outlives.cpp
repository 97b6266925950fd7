// Outlives-predicates that the fields of ADTs imply: a fixpoint over the crate's ADTs.
//
// `struct R<'a, T> { r: &'a T }` needs `T: 'a` to be well-formed; whoever names `R<'a, T>` must
// show it, though nobody wrote it. `struct S<'a, T> { r: R<'a, T> }` needs it too. An ADT starts
// with nothing and each round adds what its fields' types need, given what is known of other ADTs.
// Bounds by 'static must be written. Source: RFC 2093.
#include "sema/collect/item.h"
#include "sema/ty/fold.h"

namespace ochre::collect {
namespace {

using ty::Predicate;
using ty::PredicateKind;

/// Clauses of one ADT, each once, in the order in which they were found.
struct Found {
  std::vector<ty::SpannedClause> clauses;
  llvm::DenseSet<Predicate> seen;

  bool add(Predicate clause, Span span) {
    if (!seen.insert(clause).second)
      return false;
    clauses.push_back({clause, span});
    return true;
  }
};
using Solution = llvm::MapVector<DefId, Found>;

bool is_outlives(Predicate clause) {
  return clause.is(PredicateKind::TypeOutlives) || clause.is(PredicateKind::RegionOutlives);
}

/// Adds `parts of a type: region` to the ADT.
struct Parts {
  ty::TyCtxt &tcx;
  ty::Region region;
  Found &out;
  Span span;
  bool changed = false;
  uint32_t depth = 0;

  bool visit_ty(ty::Ty ty) {
    if (!ty.has_flags(ty::kHasParam))
      return false;
    bool is_whole = ty.is_param() || ty.is_alias();
    if (!is_whole)
      return super_visit(*this, ty);
    if (!ty.has_escaping_bound_vars())
      changed |= out.add(tcx.mk_type_outlives(ty, region), span);
    return false;
  }
  bool visit_region(ty::Region longer) {
    if (longer.kind() == ty::RegionKind::EarlyParam && longer != region)
      changed |= out.add(tcx.mk_region_outlives(longer, region), span);
    return false;
  }
  bool visit_const(ty::Const) { return false; }
};

/// What the type of a field needs.
struct Needs {
  ty::TyCtxt &tcx;
  const Solution &adts;
  Found &out;
  Span span;
  bool changed = false;
  uint32_t depth = 0;

  bool visit_ty(ty::Ty ty) {
    if (!ty.has_flags(ty::kHasParam))
      return false;
    if (ty.is_ref())
      require(ty.inner(), ty.region());
    else if (ty.is_adt())
      adt(ty);
    else if (ty.is_alias() && ty.alias_kind() == ty::AliasKind::Projection)
      written(tcx.parent(ty.def_id()), ty.args(), /*has_self=*/false);
    else if (ty.is_dyn())
      dyn(ty);
    return super_visit(*this, ty);
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const) { return false; }

private:
  void require(ty::GenericArg longer, ty::Region region) {
    if (region.kind() != ty::RegionKind::EarlyParam)
      return;
    Parts parts{tcx, region, out, span};
    ty::visit(parts, longer);
    changed |= parts.changed;
  }
  void require(Predicate clause) {
    if (!clause.bound_vars().empty())
      return;
    if (clause.is(PredicateKind::TypeOutlives))
      require(ty::GenericArg(clause.ty()), clause.region());
    else
      require(ty::GenericArg(clause.longer()), clause.shorter());
  }
  void adt(ty::Ty ty) {
    if (auto it = adts.find(ty.def_id()); it != adts.end()) {
      // By index: for a type that contains itself the list is the one that grows.
      for (size_t i = 0; i < it->second.clauses.size(); ++i)
        require(ty::instantiate_predicate(tcx, it->second.clauses[i].clause, ty.args()));
    } else if (!tcx.is_local(ty.def_id())) {
      for (const ty::SpannedClause &clause : tcx.inferred_outlives_of(ty.def_id())->own)
        require(ty::instantiate_predicate(tcx, clause.clause, ty.args()));
    }
    written(ty.def_id(), ty.args(), /*has_self=*/false);
  }
  /// Where-clauses of an ADT or trait; those about the Self of a `dyn` type do not matter.
  void written(DefId item, ty::GenericArgs args, bool has_self) {
    for (const ty::SpannedClause &clause : tcx.explicit_predicates_of(item)->own) {
      if (!is_outlives(clause.clause))
        continue;
      bool about_self = has_self && clause.clause.is(PredicateKind::TypeOutlives) &&
                        clause.clause.ty().is_param() && clause.clause.ty().param_index() == 0;
      if (!about_self)
        require(ty::instantiate_predicate(tcx, clause.clause, args));
    }
  }
  void dyn(ty::Ty ty) {
    for (const ty::PolyExistentialPredicate &p : ty.dyn_predicates()) {
      if (p.skip_binder().kind != ty::ExistentialKind::Trait || p.skip_binder().args.empty() ||
          p.skip_binder().args.has_escaping_bound_vars())
        continue;
      ty::TraitRef ref = ty::with_self_ty(tcx, p.skip_binder(), tcx.common.unit);
      written(ref.def_id, ref.args, /*has_self=*/true);
    }
  }
};

bool add_fields(ty::TyCtxt &tcx, DefId adt, Solution &solution) {
  bool changed = false;
  Found &out = solution[adt];
  for (const ty::VariantDef &variant : tcx.adt_def(adt)->variants)
    for (const ty::FieldDef &field : variant.fields) {
      Needs needs{tcx, solution, out, tcx.def_span(field.def_id)};
      needs.visit_ty(tcx.type_of(field.def_id).instantiate_identity());
      changed |= needs.changed;
    }
  return changed;
}

} // namespace

const ty::CrateOutlives *inferred_outlives_crate(ty::TyCtxt &tcx, LocalDefId) {
  Solution solution;
  for (LocalDefId local : tcx.krate->items) {
    hir::ItemKind kind = tcx.krate->owner(local).item.kind;
    bool is_adt = kind == hir::ItemKind::Struct || kind == hir::ItemKind::Enum ||
                  kind == hir::ItemKind::Union;
    DefId id = tcx.defs.to_def_id(local);
    // Without lifetimes there is nothing to say.
    if (is_adt && llvm::any_of(tcx.generics_of(id)->own, [](const ty::GenericParamDef &param) {
          return param.kind == ty::GenericParamKind::Lifetime;
        }))
      solution[id];
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (auto &entry : solution)
      changed |= add_fields(tcx, entry.first, solution);
  }
  ty::CrateOutlives out;
  for (auto &[id, found] : solution)
    out.of_adt[id] = std::move(found.clauses);
  return tcx.own<ty::CrateOutlives>(std::move(out));
}

const ty::GenericPredicates *inferred_outlives_of(ty::TyCtxt &tcx, DefId id) {
  ty::GenericPredicates out;
  DefKind kind = tcx.def_kind(id);
  if (kind == DefKind::Struct || kind == DefKind::Enum || kind == DefKind::Union) {
    const ty::CrateOutlives *all = tcx.inferred_outlives_crate(kCrateRoot);
    if (auto it = all->of_adt.find(id); it != all->of_adt.end())
      out.own = it->second;
  }
  return tcx.own<ty::GenericPredicates>(std::move(out));
}

} // namespace ochre::collect
