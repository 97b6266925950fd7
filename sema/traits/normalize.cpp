// Deep normalisation.
//
// An alias under a binder, `for<'a> fn(<T as Tr<'a>>::Out)`, is normalised with
// placeholders for the variables of the binder, which are put back in the result.
#include "sema/traits/elaborate.h"
#include "sema/traits/fulfill.h"
#include "sema/traits/generalize.h"
#include "sema/traits/solver.h"
#include "sema/ty/memo.h"

namespace ochre::traits {

namespace {

/// Escaping bound variables to placeholders of one universe per binder.
struct EscapingToPlaceholders {
  TyCtxt &tcx;
  llvm::ArrayRef<UniverseIndex> universes; ///< outermost binder first
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  UniverseIndex universe(uint32_t debruijn) const {
    return universes[universes.size() - 1 - (debruijn - depth)];
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_vars_bound_at_or_above(depth))
      return ty;
    if (!ty.is(ty::TyKind::Bound))
      return ty::memo_fold(*this, ty);
    return tcx.mk_placeholder(universe(ty.debruijn()), ty.bound_var());
  }
  Region fold_region(Region region) {
    if (!region.has_vars_bound_at_or_above(depth))
      return region;
    return tcx.mk_re_placeholder(universe(region.debruijn()), region.bound_var(),
                                 region.param_def());
  }
  Const fold_const(Const ct) {
    if (!ct.has_vars_bound_at_or_above(depth))
      return ct;
    if (!ct.is(ty::ConstKind::Bound))
      return ty::super_fold(*this, ct);
    return tcx.mk_const_placeholder(universe(ct.debruijn()), ct.bound_var());
  }
};

struct PlaceholdersToBound {
  TyCtxt &tcx;
  llvm::ArrayRef<UniverseIndex> universes;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  std::optional<uint32_t> debruijn(UniverseIndex universe) const {
    for (size_t i = 0; i < universes.size(); ++i)
      if (universes[i] == universe)
        return depth + static_cast<uint32_t>(universes.size() - 1 - i);
    return std::nullopt;
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasPlaceholder))
      return ty;
    if (ty.is(ty::TyKind::Placeholder))
      if (auto index = debruijn(ty.universe()))
        return tcx.mk_bound(*index, ty.bound_var());
    return ty::memo_fold(*this, ty);
  }
  Region fold_region(Region region) {
    if (region.kind() == ty::RegionKind::Placeholder)
      if (auto index = debruijn(region.universe()))
        return tcx.mk_re_bound(*index, region.bound_var(), region.param_def());
    return region;
  }
  Const fold_const(Const ct) {
    if (!ct.has_flags(ty::kHasPlaceholder))
      return ct;
    if (ct.is(ty::ConstKind::Placeholder))
      if (auto index = debruijn(ct.universe()))
        return tcx.mk_const_bound(*index, ct.bound_var());
    return ty::super_fold(*this, ct);
  }
};

struct Normalizer {
  InferCtxt &infcx;
  TyCtxt &tcx;
  const ObligationCause &cause;
  ParamEnv env;
  Obligations obligations{};
  uint32_t depth = 0;
  unsigned aliases_open = 0;
  llvm::SmallVector<UniverseIndex, 4> universes{};
  Solver solver{tcx};
  ty::TypeMemo memo{};

  static constexpr uint32_t kWork = ty::kHasAlias;

  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(kWork))
      return ty;
    if (!ty.is_alias() || is_rigid_opaque(infcx, ty))
      return ty::memo_fold(*this, ty);
    if (ty.has_escaping_bound_vars())
      return fold_escaping(ty);
    if (++aliases_open > 128) {
      --aliases_open;
      return ty;
    }
    NormalForm form = normalize_fully(solver, infcx, cause, env, ty, obligations);
    Ty result = form.term ? infcx.resolve(form.term.ty()) : failed(ty);
    // Parts of what it stands for, or of a rigid alias.
    if (result.has_flags(kWork) && !(result.is_alias() && result.is_opaque()))
      result = result.is_alias() ? ty::memo_fold(*this, result) : fold_ty(result);
    --aliases_open;
    return result;
  }
  Region fold_region(Region region) { return region; }
  Const fold_const(Const ct) {
    if (!ct.has_flags(kWork))
      return ct;
    if (!ct.is(ty::ConstKind::Unevaluated) || ct.has_escaping_bound_vars())
      return ty::super_fold(*this, ct);
    NormalForm form = normalize_fully(solver, infcx, cause, env, ct, obligations);
    if (!form.term || form.certainty != Certainty::Yes)
      return ct;
    return form.term.ct();
  }

  /// The trait of the alias does not hold: say so, once.
  Ty failed(Ty alias) {
    if (alias.alias_kind() != ty::AliasKind::Projection)
      return tcx.common.error;
    uint32_t own = static_cast<uint32_t>(tcx.generics_of(alias.def_id())->own.size());
    ty::TraitRef ref{tcx.parent(alias.def_id()), tcx.mk_args(alias.args().array().drop_back(own))};
    Predicate predicate = tcx.mk_trait_predicate(ty::PolyTraitRef::dummy(ref));
    obligations.push_back({cause, env, predicate});
    if (!predicate_must_hold(infcx, env, predicate))
      return tcx.common.error;
    return alias;
  }

  /// What an impl gives names regions of its own, `&'?1 T`, that are equal to placeholders by
  /// constraints found since `first`: there the placeholders are put, which can be bound again.
  Ty placeholders_for_vars(Ty value, size_t first) {
    if (!value.has_flags(ty::kHasReInfer))
      return value;
    const auto &outlives = infcx.region_constraints().outlives;
    auto is_known = [&](Region sup, Region sub) {
      for (size_t i = first; i < outlives.size(); ++i)
        if (outlives[i].sup == sup && outlives[i].sub == sub)
          return true;
      return false;
    };
    return ty::map_regions(tcx, value, [&](Region region, uint32_t) {
      if (!region.is_var())
        return region;
      for (size_t i = first; i < outlives.size(); ++i) {
        Region other = outlives[i].sub;
        if (outlives[i].sup == region && other.kind() == ty::RegionKind::Placeholder &&
            is_known(other, region))
          return other;
      }
      return region;
    });
  }

  Ty fold_escaping(Ty ty) {
    if (ty.outer_binder() > depth)
      return ty; // bound outside of what is normalised
    while (universes.size() < depth)
      universes.push_back(infcx.create_next_universe());
    llvm::ArrayRef<UniverseIndex> open(universes.data(), depth);
    EscapingToPlaceholders opener{tcx, open};
    Ty closed = opener.fold_ty(ty);
    Obligations more;
    size_t constraints = infcx.region_constraints().outlives.size();
    NormalForm form = normalize_fully(solver, infcx, cause, env, closed, more);
    if (!form.term || form.certainty != Certainty::Yes)
      return ty;
    Ty value = placeholders_for_vars(infcx.resolve(form.term.ty()), constraints);
    if (value.has_flags(ty::kHasInfer & ~uint32_t(ty::kHasReInfer)) && !more.empty())
      return ty;
    obligations.append(more.begin(), more.end());
    PlaceholdersToBound closer{tcx, open};
    return closer.fold_ty(value);
  }
};

template <class T>
T normalized(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause, ParamEnv env,
             const T &value) {
  Normalizer normalizer{infcx, infcx.tcx, cause, env};
  T result = ty::fold(normalizer, infcx.resolve(value));
  fulfill.add(std::move(normalizer.obligations));
  return result;
}

} // namespace

Ty normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause, ParamEnv env,
             Ty value) {
  return value.has_flags(ty::kHasAlias | ty::kHasNonRegionInfer)
             ? normalized(infcx, fulfill, cause, env, value)
             : value;
}
GenericArgs normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                      ParamEnv env, GenericArgs value) {
  return value.has_flags(ty::kHasAlias | ty::kHasNonRegionInfer)
             ? normalized(infcx, fulfill, cause, env, value)
             : value;
}
ty::FnSig normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                    ParamEnv env, const ty::FnSig &value) {
  return normalized(infcx, fulfill, cause, env, value);
}
ty::PolyFnSig normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                        ParamEnv env, const ty::PolyFnSig &value) {
  return normalized(infcx, fulfill, cause, env, value);
}
ty::TraitRef normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                       ParamEnv env, const ty::TraitRef &value) {
  return {value.def_id, normalize(infcx, fulfill, cause, env, value.args)};
}
Predicate normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                    ParamEnv env, Predicate value) {
  if (!value.has_flags(ty::kHasAlias | ty::kHasNonRegionInfer))
    return value;
  return normalized(infcx, fulfill, cause, env, value);
}

Ty structurally_normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                          ParamEnv env, Ty ty) {
  ty = infcx.shallow_resolve(ty);
  if (!ty.is_alias())
    return ty;
  Solver solver(infcx.tcx);
  Obligations obligations;
  NormalForm form = normalize_fully(solver, infcx, cause, env, ty, obligations);
  if (!form.term)
    return ty;
  fulfill.add(std::move(obligations));
  return infcx.shallow_resolve(form.term.ty());
}

ty::ParamEnv param_env_from_clauses(TyCtxt &tcx, llvm::ArrayRef<ty::Clause> clauses, Span span) {
  auto elaborated = elaborate(tcx, clauses);
  ty::ParamEnv env{tcx.mk_clauses(elaborated)};
  if (!env.caller_bounds.has_flags(ty::kHasAlias))
    return env;
  InferCtxt infcx(tcx, TypingMode::Analysis);
  FulfillmentCtxt fulfill;
  ObligationCause cause(span);
  llvm::SmallVector<ty::Clause, 8> out;
  bool changed = false;
  for (ty::Clause clause : elaborated) {
    Predicate made = normalize(infcx, fulfill, cause, env, clause);
    fulfill.select_where_possible(infcx);
    made = infcx.resolve(made);
    // What is not known without more is kept as the user wrote it.
    bool usable = !made.has_flags(ty::kHasInfer | ty::kHasPlaceholder | ty::kHasError);
    out.push_back(usable ? made : clause);
    changed |= !(out.back() == clause);
  }
  if (!changed)
    return env;
  // Normal trait refs may have other supertraits. What these say of associated types is there
  // already, normal; said once more as written it would be a second answer.
  auto all = elaborate(tcx, out);
  llvm::erase_if(all, [&](ty::Clause clause) {
    return clause.is(ty::PredicateKind::Projection) && !llvm::is_contained(out, clause);
  });
  return {tcx.mk_clauses(all)};
}

} // namespace ochre::traits
