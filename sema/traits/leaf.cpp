// `Vec<Opaque>: Clone` fails because `Opaque: Clone` does: of the impls of Clone
// only that for Vec matches, and of its where-clauses this one cannot hold.
#include "sema/traits/leaf.h"

#include "sema/traits/elaborate.h"
#include "sema/traits/eval_ctxt.h"
#include "sema/ty/print.h"

namespace ochre::traits {

namespace {

constexpr unsigned kMaxDepth = 16;

/// The first where-clause of the impl that cannot hold for this reference; null:
/// none, or the impl does not match.
Predicate failing_clause(InferCtxt &infcx, ParamEnv env, DefId impl, const ty::TraitRef &ref,
                         bool &matches) {
  TyCtxt &tcx = infcx.tcx;
  GenericArgs args = infcx.fresh_args_for_item(impl);
  ty::TraitRef header = ty::instantiate(tcx, tcx.impl_header(impl)->trait_ref, args);
  matches = bool(infcx.eq_trait_refs(ObligationCause(), env, header, ref));
  if (!matches)
    return Predicate();
  for (Predicate clause : all_predicates_of(tcx, impl)) {
    Predicate wanted = ty::instantiate_predicate(tcx, clause, args);
    if (!predicate_may_hold(infcx, env, wanted))
      return infcx.resolve(wanted);
  }
  return Predicate();
}

Predicate failing_through_impl(InferCtxt &infcx, ParamEnv env, const ty::TraitRef &ref) {
  llvm::SmallVector<DefId, 8> impls;
  for_each_relevant_impl(infcx.tcx, ref, [&](DefId impl) { impls.push_back(impl); });
  Predicate found;
  unsigned matching = 0;
  for (DefId impl : impls) {
    if (infcx.tcx.impl_header(impl)->polarity != ty::ImplPolarity::Positive)
      continue;
    bool matches = false;
    Predicate clause = infcx.probe([&] { return failing_clause(infcx, env, impl, ref, matches); });
    matching += matches;
    if (clause)
      found = clause;
  }
  return matching == 1 ? found : Predicate();
}

Predicate failing_demand(InferCtxt &infcx, ParamEnv env, const ty::TraitRef &ref) {
  for (const ty::PolyExistentialPredicate &part : ref.self_ty().dyn_predicates()) {
    if (part.skip_binder().kind == ty::ExistentialKind::Projection)
      continue;
    Predicate clause = ty::existential_with_self_ty(infcx.tcx, part, ref.self_ty());
    for (const ty::PolyTraitRef &super : supertraits(infcx.tcx, clause.poly_trait_ref()))
      if (super.skip_binder().def_id == ref.def_id)
        for (Predicate demand : demands_on_dyn(infcx.tcx, ref))
          if (!predicate_may_hold(infcx, env, demand))
            return demand;
  }
  return Predicate();
}

Predicate failing_part(InferCtxt &infcx, ParamEnv env, const ty::TraitRef &ref) {
  TyCtxt &tcx = infcx.tcx;
  if (!tcx.trait_def(ref.def_id)->is_auto)
    return Predicate();
  bool has_impl = false;
  for_each_relevant_impl(tcx, ref, [&](DefId) { has_impl = true; });
  Solver solver(tcx);
  CanonicalGoal none;
  EvalCtxt ec(solver, infcx, none, {});
  llvm::SmallVector<Ty, 8> parts;
  bool known = true;
  if (has_impl || !auto_constituents(ec, ref.self_ty(), parts, known) || !known)
    return Predicate();
  for (Ty part : parts) {
    Predicate wanted =
        tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({ref.def_id, tcx.mk_args({part})}));
    if (!predicate_may_hold(infcx, env, wanted))
      return infcx.resolve(wanted);
  }
  return Predicate();
}

} // namespace

FailedLeaf find_failed_leaf(InferCtxt &infcx, ParamEnv env, Predicate predicate) {
  TyCtxt &tcx = infcx.tcx;
  FailedLeaf leaf{infcx.resolve(predicate), {}, Ty()};
  for (unsigned depth = 0; depth < kMaxDepth; ++depth) {
    if (!leaf.predicate.is(ty::PredicateKind::Trait) || !leaf.predicate.bound_vars().empty())
      break;
    ty::TraitRef ref = leaf.predicate.trait_ref();
    if (ref.self_ty().is_ty_var() || ref.self_ty().is_error())
      break;
    std::string note;
    Predicate next = ref.self_ty().is_dyn() ? failing_demand(infcx, env, ref) : Predicate();
    if (!next)
      next = failing_through_impl(infcx, env, ref);
    if (next) {
      note = "required for `" + to_string(tcx, ref.self_ty()) + "` to implement `" +
             trait_path_string(tcx, ref) + "`";
    } else if ((next = failing_part(infcx, env, ref))) {
      note = "required because it appears within the type `" + to_string(tcx, ref.self_ty()) + "`";
    } else {
      break;
    }
    if (next == leaf.predicate)
      break;
    leaf.predicate = next;
    if (ref.self_ty().is(ty::TyKind::Coroutine))
      leaf.coroutine = ref.self_ty();
    if (!ref.self_ty().is(ty::TyKind::CoroutineWitness))
      leaf.notes.insert(leaf.notes.begin(), note);
  }
  return leaf;
}

} // namespace ochre::traits
