// From types and predicates to constraints between region variables.
#include "borrowck/regions/type_check.h"
#include "sema/traits/elaborate.h"
#include "sema/ty/memo.h"

namespace ochre::borrowck {

using ty::PredicateKind;
using ty::TyKind;

RegionVid Relations::vid(Region region) {
  switch (region.kind()) {
  case ty::RegionKind::Var: return region.vid();
  case ty::RegionKind::Placeholder: return placeholder(region);
  case ty::RegionKind::Static:
  case ty::RegionKind::EarlyParam:
  case ty::RegionKind::LateParam: {
    auto it = universal.by_name.find(region);
    return it == universal.by_name.end() ? RegionVid() : it->second;
  }
  case ty::RegionKind::Bound:
  case ty::RegionKind::Erased:
  case ty::RegionKind::Error: return RegionVid();
  }
  return RegionVid();
}

RegionVid Relations::placeholder(Region region) {
  auto [it, fresh] = out.placeholders.try_emplace(region, RegionVid());
  if (fresh)
    it->second = infcx.next_region_var_in(region.universe()).vid();
  return it->second;
}

void Relations::outlives(RegionVid sup, RegionVid sub, const Locus &at, bool from_closure) {
  if (!sup.is_valid() || !sub.is_valid() || sup == sub || sup == universal.re_static())
    return;
  OutlivesConstraint constraint;
  constraint.sup = sup;
  constraint.sub = sub;
  constraint.category = at.category;
  constraint.is_from_closure = from_closure;
  constraint.at = at.at;
  constraint.span = at.span;
  out.outlives.push_back(constraint);
}

bool Relations::relate(GenericArg a, GenericArg b, Variance variance, const Locus &at) {
  if (a == b)
    return true;
  traits::RelateResult result = infcx.relate(cause(at), env.param_env, variance, a, b);
  if (!result) {
    infcx.take_region_constraints();
    return false;
  }
  if (!result.obligations.empty()) {
    traits::FulfillmentCtxt fulfill;
    fulfill.add(std::move(result.obligations));
    settle(fulfill, at);
  }
  drain(at);
  return true;
}

/// Proves what can be proved; what waits for a hidden type is kept.
void Relations::settle(traits::FulfillmentCtxt &fulfill, const Locus &at) {
  for (traits::FulfillmentError &error : fulfill.select_where_possible(infcx))
    if (error.kind == traits::FulfillmentError::Unsatisfied)
      out.failed.push_back({infcx.resolve(error.obligation.predicate), at.span});
  if (!fulfill.empty())
    pending_.add(fulfill.pending());
}

void Relations::prove(Predicate predicate, const Locus &at) {
  constexpr uint32_t kRegions = ty::kHasFreeRegions | ty::kHasReErased | ty::kHasInfer;
  if (!predicate.has_flags(kRegions)) {
    // Without regions, parameters and aliases nothing about regions can follow.
    if (!predicate.has_flags(ty::kHasParam | ty::kHasAlias | ty::kHasPlaceholder))
      return;
    if (!proved_.insert(predicate).second)
      return;
  }
  traits::FulfillmentCtxt fulfill;
  Predicate normal = traits::normalize(infcx, fulfill, cause(at), env.param_env, predicate);
  fulfill.add({cause(at), env.param_env, normal});
  settle(fulfill, at);
  drain(at);
}

void Relations::prove_trait(DefId trait, llvm::ArrayRef<GenericArg> args, const Locus &at) {
  ty::TraitRef ref{trait, tcx.mk_args(args)};
  prove(tcx.mk_trait_predicate(ty::PolyTraitRef::dummy(ref)), at);
}

void Relations::prove_predicates_of(DefId item, GenericArgs args, const Locus &at) {
  for (Predicate clause : traits::all_predicates_of(tcx, item))
    prove(ty::instantiate_predicate(tcx, clause, args), at.with(ConstraintCategory::Predicate));
}

void Relations::prove_well_formed(GenericArg arg, const Locus &at) {
  if (arg.is_const())
    return;
  constexpr uint32_t kWork = ty::kHasFreeRegions | ty::kHasTyParam | ty::kHasAlias;
  if (!arg.has_flags(kWork))
    return;
  // The normal form of `<&'a &'b () as Tr>::A` need not say that `&'a &'b ()` is well-formed.
  if (arg.has_flags(ty::kHasProjection)) {
    traits::Obligations parts;
    traits::well_formed_obligations(infcx, env.param_env, cause(at), arg, parts);
    for (const traits::Obligation &part : parts)
      prove(part.predicate, at);
  }
  prove(tcx.mk_well_formed(arg), at);
}

Ty Relations::normalize(Ty ty, const Locus &at) {
  if (!ty.has_flags(ty::kHasAlias | ty::kHasNonRegionInfer))
    return ty;
  traits::FulfillmentCtxt fulfill;
  Ty normal = traits::normalize(infcx, fulfill, cause(at), env.param_env, ty);
  settle(fulfill, at);
  drain(at);
  return infcx.resolve(normal);
}

Ty Relations::structurally(Ty ty, const Locus &at) {
  if (ty.is_infer())
    ty = infcx.shallow_resolve(ty);
  if (!ty.is_alias())
    return ty;
  traits::FulfillmentCtxt fulfill;
  ty = traits::structurally_normalize(infcx, fulfill, cause(at), env.param_env, ty);
  settle(fulfill, at);
  drain(at);
  return infcx.shallow_resolve(ty);
}

void Relations::type_outlives(Ty ty, Region region, const Locus &at) {
  infcx.add_type_outlives(ty, region, cause(at));
  drain(at);
}

void Relations::drain(const Locus &at) {
  for (unsigned round = 0; round < 64; ++round) {
    traits::RegionConstraints found = infcx.take_region_constraints();
    if (found.outlives.empty() && found.type_outlives.empty())
      return;
    auto locus = [&](const traits::ObligationCause &cause) {
      bool boring = at.category == ConstraintCategory::Boring ||
                    at.category == ConstraintCategory::BoringNoLocation;
      return boring && cause.code == traits::CauseCode::WhereClause
                 ? at.with(ConstraintCategory::Predicate)
                 : at;
    };
    for (const traits::RegionConstraint &c : found.outlives)
      outlives(vid(c.sup), vid(c.sub), locus(c.cause));
    for (const traits::TypeOutlivesConstraint &c : found.type_outlives)
      undecided(c.ty, c.region, locus(c.cause));
  }
}

void Relations::undecided(Ty ty, Region region, const Locus &at) {
  Ty known = infcx.shallow_resolve(ty);
  if (known.is_infer()) {
    deferred_.push_back({known, region, at});
    return;
  }
  if (!(known == ty)) {
    infcx.add_type_outlives(known, region, cause(at));
    return;
  }
  if (known.is_alias()) {
    Ty normal = structurally(known, at);
    if (!(infcx.resolve(normal) == infcx.resolve(known))) {
      infcx.add_type_outlives(normal, region, cause(at));
      return;
    }
    alias_outlives(infcx.resolve(known), region, at);
    return;
  }
  RegionVid lower = vid(region);
  if (lower.is_valid())
    out.type_tests.push_back({known, lower, at.at, at.span, at.category});
}

/// `<T as Trait<'x>>::A: 'r`. With no bound known for the alias, all its parts must outlive; with a
/// single one, `A: 'b`, that must. Otherwise any of these may be the reason: it is tested later.
void Relations::alias_outlives(Ty alias, Region region, const Locus &at) {
  RegionVid lower = vid(region);
  if (!lower.is_valid())
    return;
  llvm::SmallVector<Region, 4> bounds;
  bool has_declared = false;
  if (alias.alias_kind() == ty::AliasKind::Projection || alias.is_opaque())
    for (Predicate bound : tcx.item_bounds(alias.def_id()).instantiate_identity()) {
      if (!bound.is(PredicateKind::TypeOutlives) || !bound.bound_vars().empty())
        continue;
      Predicate clause = ty::instantiate_predicate(tcx, bound, alias.args());
      if (clause.ty() == alias) {
        bounds.push_back(clause.region());
        has_declared = true;
      }
    }
  Ty erased = ty::erase_regions(tcx, alias);
  for (const outlives::TypeBound &bound : env.bounds)
    if (bound.ty.is_alias() && bound.ty.def_id() == alias.def_id() &&
        ty::erase_regions(tcx, bound.ty) == erased)
      bounds.push_back(bound.region);
  bool has_regions = alias.has_flags(ty::kHasFreeRegions);
  if (bounds.empty() && has_regions) {
    const std::vector<Variance> *variances =
        alias.is_opaque() ? tcx.variances_of(alias.def_id()) : nullptr;
    for (uint32_t i = 0; i < alias.args().size(); ++i) {
      GenericArg arg = alias.args()[i];
      if (variances && i < variances->size() && (*variances)[i] == Variance::Bivariant)
        continue;
      if (arg.is_region())
        infcx.add_outlives(arg.region(), region, cause(at));
      else if (arg.is_ty())
        infcx.add_type_outlives(arg.ty(), region, cause(at));
    }
    return;
  }
  if (has_declared && llvm::all_of(bounds, [&](Region r) { return r == bounds[0]; })) {
    outlives(vid(bounds[0]), lower, at);
    return;
  }
  out.type_tests.push_back({alias, lower, at.at, at.span, at.category});
}

void Relations::add_live(GenericArg value, uint32_t point) {
  if (!value.has_flags(ty::kHasFreeRegions))
    return;
  ty::for_each_free_region(value, [&](Region region) {
    RegionVid found = vid(region);
    if (found.is_valid() && !universal.contains(found))
      add_live(found, point);
  });
}

namespace {

/// Puts the hidden type in the place of the opaque type.
struct HiddenTypeFolder {
  TyCtxt &tcx;
  Ty opaque;
  Ty hidden;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  Ty fold_ty(Ty ty) {
    if (ty == opaque)
      return hidden;
    return ty.has_flags(ty::kHasOpaque) ? ty::memo_fold(*this, ty) : ty;
  }
  Region fold_region(Region region) { return region; }
  ty::Const fold_const(ty::Const ct) {
    return ct.has_flags(ty::kHasOpaque) ? ty::super_fold(*this, ct) : ct;
  }
};

} // namespace

/// The bounds of opaque types hold for the types that the body gives them.
void Relations::prove_hidden_type_bounds() {
  for (size_t i = 0; i < infcx.opaque_types().size(); ++i) {
    traits::OpaqueEntry entry = infcx.opaque_types()[i];
    Ty hidden = infcx.resolve(entry.hidden);
    if (hidden.is_infer())
      continue;
    Ty opaque = tcx.mk_alias(ty::AliasKind::Opaque, entry.def_id, entry.args);
    HiddenTypeFolder folder{tcx, opaque, hidden};
    Locus at{{}, tcx.def_span(entry.def_id), ConstraintCategory::Boring};
    for (ty::Clause bound : ty::instantiate(tcx, tcx.item_bounds(entry.def_id), entry.args))
      prove(ty::fold(folder, bound), at);
  }
}

void Relations::finish() {
  prove_hidden_type_bounds();
  Locus at;
  at.category = ConstraintCategory::Boring;
  traits::FulfillmentCtxt pending = std::move(pending_);
  pending_ = traits::FulfillmentCtxt();
  settle(pending, at);
  drain(at);
  std::vector<Deferred> deferred = std::move(deferred_);
  deferred_.clear();
  for (const Deferred &d : deferred)
    type_outlives(d.ty, d.region, d.at);
}

} // namespace ochre::borrowck
