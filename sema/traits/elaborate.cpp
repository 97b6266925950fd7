// Supertraits of a bound under a binder: `for<'c> T: Foo<'c>` with
// `trait Foo<'a>: for<'b> Bar<'a, 'b>` implies `for<'c, 'b> T: Bar<'c, 'b>`: the
// clause's variables move behind those of the bound, then the bound's arguments
// are put in without a shift, because both binders are one now.
#include "sema/traits/elaborate.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::traits {
namespace {

struct BoundVarMover {
  TyCtxt &tcx;
  uint32_t amount;
  uint32_t depth = 0;

  ty::Ty fold_ty(ty::Ty ty) {
    if (!ty.has_vars_bound_at_or_above(depth - 1))
      return ty;
    if (!ty.is(ty::TyKind::Bound))
      return ty::super_fold(*this, ty);
    return ty.debruijn() + 1 == depth
               ? tcx.mk_bound(ty.debruijn(), ty::BoundVar(ty.bound_var().raw + amount))
               : ty;
  }
  ty::Region fold_region(ty::Region region) {
    if (!region.is_bound() || region.debruijn() + 1 != depth)
      return region;
    return tcx.mk_re_bound(region.debruijn(), ty::BoundVar(region.bound_var().raw + amount),
                           region.param_def());
  }
  ty::Const fold_const(ty::Const ct) {
    if (!ct.has_vars_bound_at_or_above(depth - 1))
      return ct;
    if (!ct.is(ty::ConstKind::Bound))
      return ty::super_fold(*this, ct);
    return ct.debruijn() + 1 == depth
               ? tcx.mk_const_bound(ct.debruijn(), ty::BoundVar(ct.bound_var().raw + amount))
               : ct;
  }
};

} // namespace

ty::Clause instantiate_supertrait(TyCtxt &tcx, ty::Clause clause, const ty::PolyTraitRef &ref) {
  ty::BoundVars own = clause.bound_vars();
  ty::BoundVars outer = ref.bound_vars();
  if (!own.empty() && !outer.empty()) {
    BoundVarMover mover{tcx, outer.size()};
    clause = ty::fold(mover, clause);
  }
  ty::Predicate made = ty::instantiate_in_binder(tcx, clause, ref.skip_binder().args);
  if (outer.empty())
    return made;
  llvm::SmallVector<ty::BoundVarKind, 4> vars(outer.begin(), outer.end());
  vars.append(own.begin(), own.end());
  ty::NodeData parts = *made.raw();
  parts.r = tcx.mk_bound_vars(vars).raw();
  return tcx.mk_predicate(parts);
}

namespace {

/// What a trait's bounds say of Self: supertraits, `Super<A = B>`, lifetimes. Its other
/// where-clauses must be shown by users.
bool is_implied(ty::Clause clause) {
  auto is_self = [](ty::Ty ty) { return ty.is_param() && ty.param_index() == 0; };
  if (clause.is(ty::PredicateKind::Trait))
    return is_self(clause.trait_ref().self_ty());
  if (clause.is(ty::PredicateKind::Projection))
    return is_self(clause.alias().self_ty());
  return clause.is(ty::PredicateKind::TypeOutlives) && is_self(clause.ty());
}

enum class Elaboration : uint8_t {
  All,
  Supertraits, ///< must not ask for other predicates of traits: these are being lowered
};

llvm::SmallVector<ty::Clause, 8> elaborate(TyCtxt &tcx, llvm::ArrayRef<ty::Clause> clauses,
                                           Elaboration what) {
  llvm::SmallVector<ty::Clause, 8> out;
  llvm::SmallDenseSet<ty::Predicate, 16> seen;
  llvm::SmallVector<ty::Clause, 8> work(clauses.rbegin(), clauses.rend());
  while (!work.empty()) {
    ty::Clause clause = work.pop_back_val();
    if (!seen.insert(clause).second)
      continue;
    out.push_back(clause);
    if (!clause.is(ty::PredicateKind::Trait) || clause.polarity() == ty::Polarity::Negative)
      continue;
    ty::PolyTraitRef ref = clause.poly_trait_ref();
    DefId trait = ref.skip_binder().def_id;
    const auto &bounds = what == Elaboration::All ? tcx.explicit_predicates_of(trait)->own
                                                  : tcx.super_predicates_of(trait)->own;
    for (const ty::SpannedClause &super : llvm::reverse(bounds))
      if (is_implied(super.clause))
        work.push_back(instantiate_supertrait(tcx, super.clause, ref));
  }
  return out;
}

} // namespace

llvm::SmallVector<ty::Clause, 8> elaborate(TyCtxt &tcx, llvm::ArrayRef<ty::Clause> clauses) {
  return elaborate(tcx, clauses, Elaboration::All);
}

llvm::SmallVector<ty::PolyTraitRef, 4> supertraits(TyCtxt &tcx, const ty::PolyTraitRef &ref) {
  llvm::SmallVector<ty::PolyTraitRef, 4> out;
  for (ty::Clause clause : elaborate(tcx, tcx.mk_trait_predicate(ref), Elaboration::Supertraits))
    if (clause.is(ty::PredicateKind::Trait))
      out.push_back(clause.poly_trait_ref());
  return out;
}

llvm::SmallVector<DefId, 4> supertrait_def_ids(TyCtxt &tcx, DefId trait) {
  llvm::SmallVector<DefId, 4> out{trait};
  for (size_t i = 0; i < out.size(); ++i)
    for (const ty::SpannedClause &super : tcx.super_predicates_of(out[i])->own) {
      ty::Clause clause = super.clause;
      if (clause.is(ty::PredicateKind::Trait) &&
          !llvm::is_contained(out, clause.trait_ref().def_id))
        out.push_back(clause.trait_ref().def_id);
    }
  return out;
}

namespace {

bool requires_sized_self(TyCtxt &tcx, DefId item) {
  DefId sized = tcx.lang_item(LangItem::Sized);
  return llvm::any_of(tcx.explicit_predicates_of(item)->own, [&](const ty::SpannedClause &spanned) {
    ty::Clause clause = spanned.clause;
    return clause.is(ty::PredicateKind::Trait) && clause.trait_ref().def_id == sized &&
           is_implied(clause);
  });
}

} // namespace

llvm::SmallVector<ty::Clause, 8> demands_on_dyn(TyCtxt &tcx, const ty::TraitRef &ref) {
  llvm::SmallVector<ty::Clause, 8> out;
  for (const ty::SpannedClause &bound : tcx.explicit_predicates_of(ref.def_id)->own)
    if (is_implied(bound.clause))
      out.push_back(ty::instantiate_predicate(tcx, bound.clause, ref.args));
  for (const ty::AssocItem &item : tcx.associated_items(ref.def_id)->items) {
    bool is_named = item.kind == ty::AssocKind::Type && !item.is_rpitit &&
                    tcx.generics_of(item.def_id)->own.empty();
    if (!is_named || requires_sized_self(tcx, item.def_id))
      continue;
    for (ty::Clause bound : tcx.item_bounds(item.def_id).skip_binder())
      out.push_back(ty::instantiate_predicate(tcx, bound, ref.args));
  }
  return out;
}

llvm::SmallVector<ty::Clause, 8> all_predicates_of(TyCtxt &tcx, DefId item) {
  llvm::SmallVector<const ty::GenericPredicates *, 4> chain;
  for (DefId at = item; at.is_valid(); at = chain.back()->parent)
    chain.push_back(tcx.predicates_of(at));
  llvm::SmallVector<ty::Clause, 8> out;
  for (const ty::GenericPredicates *part : llvm::reverse(chain))
    for (const ty::SpannedClause &clause : part->own)
      out.push_back(clause.clause);
  return out;
}

} // namespace ochre::traits
