// Selection for code generation: with regions erased and opaque types revealed,
// exactly one source satisfies a goal.
#include "sema/traits/elaborate.h"
#include "sema/traits/eval_ctxt.h"
#include "sema/traits/queries.h"
#include "sema/traits/vtable.h"

namespace ochre::traits {

using ty::ImplSource;
using ty::ImplSourceKind;
using ty::TyKind;

namespace {

/// The impl's arguments: what its header and its where-clauses determine.
std::optional<GenericArgs> impl_args(InferCtxt &infcx, ParamEnv env, DefId impl,
                                     const ty::TraitRef &ref) {
  TyCtxt &tcx = infcx.tcx;
  GenericArgs args = infcx.fresh_args_for_item(impl);
  ty::TraitRef header = ty::instantiate(tcx, tcx.impl_header(impl)->trait_ref, args);
  RelateResult related = infcx.eq_trait_refs(ObligationCause(), env, header, ref);
  if (!related)
    return std::nullopt;
  FulfillmentCtxt fulfill;
  fulfill.add(std::move(related.obligations));
  for (Predicate clause : all_predicates_of(tcx, impl))
    fulfill.add({ObligationCause(), env, ty::instantiate_predicate(tcx, clause, args)});
  fulfill.select_where_possible(infcx);
  bool known = false;
  GenericArgs full = infcx.fully_resolve(args, known);
  if (!known)
    return std::nullopt;
  return ty::erase_regions(tcx, full);
}

ImplSourceKind builtin_kind(Ty self) {
  if (self.is_closure())
    return ImplSourceKind::Closure;
  if (self.is(TyKind::FnPtr) || self.is(TyKind::FnDef))
    return ImplSourceKind::FnPtr;
  return self.is(TyKind::Coroutine) ? ImplSourceKind::Coroutine : ImplSourceKind::Builtin;
}

bool is_callable_trait(BuiltinTrait trait) {
  return trait == BuiltinTrait::Fn || trait == BuiltinTrait::FnMut ||
         trait == BuiltinTrait::FnOnce || trait == BuiltinTrait::AsyncFn ||
         trait == BuiltinTrait::Future || trait == BuiltinTrait::Coroutine;
}

} // namespace

const ImplSource *codegen_select(TyCtxt &tcx, ty::TypingEnvAnd<ty::TraitRef> key) {
  InferCtxt infcx(tcx, key.env.mode);
  ParamEnv env = key.env.param_env;
  ty::TraitRef ref{key.value.def_id, ty::erase_regions(tcx, key.value.args)};
  Candidate best = winning_candidate(infcx, env, ref);
  if (!best.response || best.response->certainty != Certainty::Yes)
    return nullptr;
  ImplSource source;
  switch (best.source) {
  case CandidateSource::Impl: {
    std::optional<GenericArgs> args = impl_args(infcx, env, best.impl, ref);
    if (!args)
      return nullptr;
    source.kind = ImplSourceKind::UserDefined;
    source.impl_id = best.impl;
    source.args = *args;
    break;
  }
  case CandidateSource::ParamEnv:
  case CandidateSource::AliasBound:
  case CandidateSource::GlobalParamEnv: source.kind = ImplSourceKind::Param; break;
  case CandidateSource::Object: source.kind = ImplSourceKind::Object; break;
  case CandidateSource::Auto: source.kind = ImplSourceKind::AutoTrait; break;
  case CandidateSource::TrivialBuiltin:
  case CandidateSource::Builtin: {
    BuiltinTrait trait = SolverCache::of(tcx).builtin(tcx, ref.def_id);
    source.kind = is_callable_trait(trait) ? builtin_kind(ref.self_ty()) : ImplSourceKind::Builtin;
    break;
  }
  case CandidateSource::Unknowable: return nullptr;
  }
  return tcx.own<ImplSource>(source);
}

GenericArg normalize_erasing_regions(TyCtxt &tcx, ty::TypingEnvAnd<GenericArg> key) {
  GenericArg value = ty::erase_regions(tcx, key.value);
  if (!value.has_flags(ty::kHasAlias) || value.is_region())
    return value;
  InferCtxt infcx(tcx, key.env.mode);
  FulfillmentCtxt fulfill;
  GenericArgs one =
      normalize(infcx, fulfill, ObligationCause(), key.env.param_env, tcx.mk_args({value}));
  fulfill.select_where_possible(infcx);
  GenericArg made = infcx.resolve(one[0]);
  // Not determined: the caller sees the alias and knows that it is too generic.
  if (made.has_flags(ty::kHasNonRegionInfer))
    return value;
  return ty::erase_regions(tcx, made);
}

} // namespace ochre::traits
