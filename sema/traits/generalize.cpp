// Binding `?T := &'a Vec<?U>` under `?T <: …` would force regions to be equal, so
// ?T is bound to `&'?1 Vec<?V>` and that is related to the source instead.
// Source: rustc-dev-guide, "Type inference", generalisation and the occurs
// check.
#include "sema/traits/generalize.h"
#include "sema/ty/memo.h"

namespace ochre::traits {
namespace {

struct Generalizer {
  InferCtxt &infcx;
  TyCtxt &tcx;
  GenericArg target;
  UniverseIndex universe;
  bool invariant;
  Aliases aliases;
  bool in_alias = false;
  RelateError error = RelateError::None;
  bool needs_wf = false;
  uint32_t depth = 0;
  /// Where subtypes count, each occurrence gets variables of its own.
  ty::TypeMemo memo = invariant ? ty::TypeMemo() : ty::TypeMemo::off();

  uint32_t work() const {
    return ty::kHasInfer | ty::kHasPlaceholder | ty::kHasAlias |
           (invariant ? 0 : uint32_t(ty::kHasFreeRegions));
  }
  bool can_name(UniverseIndex other) const { return other <= universe; }

  Ty fold_ty(Ty ty) {
    if (error != RelateError::None || !ty.has_flags(work()))
      return ty;
    ty = infcx.shallow_resolve(ty);
    if (ty.is_ty_var())
      return fold_var(ty);
    if (ty.is_alias() && !is_rigid_opaque(infcx, ty))
      return fold_alias(ty);
    if (ty.is(ty::TyKind::Placeholder) && !can_name(ty.universe()))
      return fail(RelateError::Universe), ty;
    if (ty.is_adt() && !invariant)
      needs_wf |= has_free_variable(ty);
    return ty::memo_fold(*this, ty);
  }

  /// Whether an argument that may differ between subtypes holds variables.
  bool has_free_variable(Ty adt) const {
    if (!adt.has_flags(ty::kHasInfer))
      return false;
    const std::vector<ty::Variance> &variances = *tcx.variances_of(adt.def_id());
    for (auto [arg, variance] : llvm::zip(adt.args(), variances))
      if (variance == ty::Variance::Bivariant && arg.is_ty() && arg.ty().has_flags(ty::kHasInfer))
        return true;
    return false;
  }

  Ty fold_var(Ty ty) {
    TyVid vid = ty.ty_vid();
    bool same =
        target.is_ty() && infcx.sub_root_var(vid) == infcx.sub_root_var(target.ty().ty_vid());
    if (same) {
      // `?T == <?T as Trait>::A` may hold; `?T == Vec<?T>` cannot.
      if (!in_alias)
        fail(RelateError::CyclicTy);
      else
        return infcx.next_ty_var_in(universe);
      return ty;
    }
    if (invariant && can_name(infcx.universe_of(vid)))
      return ty;
    Ty fresh = infcx.next_ty_var_in(universe, infcx.ty_var_span(vid));
    infcx.sub_unify(vid, fresh.ty_vid());
    return fresh;
  }

  Ty fold_alias(Ty ty) {
    bool may_replace = !ty.has_escaping_bound_vars() && !in_alias;
    if (may_replace && aliases == Aliases::Replace)
      return infcx.next_ty_var_in(universe);
    bool was = std::exchange(in_alias, true);
    ty::TypeMemo outside = std::exchange(memo, ty::TypeMemo());
    Ty result = ty::memo_fold(*this, ty);
    in_alias = was;
    memo = std::move(outside);
    // What the variable cannot name may be gone once the alias is normalised.
    if (may_replace && error != RelateError::None) {
      error = RelateError::None;
      return infcx.next_ty_var_in(universe);
    }
    return result;
  }

  Region fold_region(Region region) {
    if (region.is_bound() || region.is_erased() || region.is_error())
      return region;
    if (invariant && can_name(infcx.universe_of(region)))
      return region;
    return infcx.next_region_var_in(universe, Span(), RegionVarKind::Generalized);
  }

  Const fold_const(Const ct) {
    if (error != RelateError::None || !ct.has_flags(work()))
      return ct;
    ct = infcx.shallow_resolve(ct);
    switch (ct.kind()) {
    case ty::ConstKind::Infer:
      if (target.is_const() && infcx.root_var(ct.vid()) == infcx.root_var(target.ct().vid()))
        return fail(RelateError::CyclicTy), ct;
      return can_name(infcx.universe_of(ct.vid())) ? ct : infcx.next_const_var_in(universe);
    case ty::ConstKind::Placeholder:
      if (!can_name(ct.universe()))
        fail(RelateError::Universe);
      return ct;
    case ty::ConstKind::Unevaluated:
      if (!ct.has_escaping_bound_vars() && !in_alias)
        return infcx.next_const_var_in(universe);
      return ty::super_fold(*this, ct);
    case ty::ConstKind::Param:
    case ty::ConstKind::Bound:
    case ty::ConstKind::Value:
    case ty::ConstKind::Error: return ty::super_fold(*this, ct);
    }
    return ct;
  }

  void fail(RelateError why) { error = why; }
};

} // namespace

bool is_rigid_opaque(const InferCtxt &infcx, Ty ty) {
  bool is_hiding = infcx.mode == TypingMode::Analysis || infcx.mode == TypingMode::Borrowck;
  return is_hiding && ty.is_opaque() && !infcx.is_defining(ty.def_id());
}

Generalized generalize(InferCtxt &infcx, GenericArg target, ty::Variance ambient, GenericArg source,
                       Aliases aliases) {
  UniverseIndex universe = target.is_ty() ? infcx.universe_of(target.ty().ty_vid())
                                          : infcx.universe_of(target.ct().vid());
  Generalizer generalizer{infcx,  infcx.tcx, target, universe, ambient == ty::Variance::Invariant,
                          aliases};
  GenericArg value = ty::fold(generalizer, source);
  if (generalizer.error != RelateError::None)
    return {GenericArg(), generalizer.error};
  return {value, RelateError::None, generalizer.needs_wf};
}

} // namespace ochre::traits
