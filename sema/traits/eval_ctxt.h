// The state of one goal's evaluation (private to sema/traits).
#pragma once

#include "sema/traits/solver.h"

namespace ochre::traits {

/// Where a candidate comes from, in the order of the rules that choose.
enum class CandidateSource : uint8_t {
  TrivialBuiltin, ///< built-in Sized
  ParamEnv,       ///< a where-clause that depends on parameters
  AliasBound,     ///< `type Item: Bound` of a rigid alias
  GlobalParamEnv, ///< a where-clause such as `String: Clone`
  Impl,
  Builtin,
  Object,
  Auto,
  Unknowable, ///< coherence: another crate may add an impl
};
struct Candidate {
  CandidateSource source = CandidateSource::Builtin;
  QueryResult response = nullptr;
  DefId impl; ///< Impl
};

class EvalCtxt {
public:
  EvalCtxt(Solver &solver, InferCtxt &infcx, const CanonicalGoal &goal,
           llvm::ArrayRef<GenericArg> vars)
      : solver(solver), tcx(solver.tcx), infcx(infcx), goal(goal), vars(vars), env(goal.key.env) {}

  Solver &solver;
  TyCtxt &tcx;
  InferCtxt &infcx;
  const CanonicalGoal &goal;
  llvm::ArrayRef<GenericArg> vars;
  ParamEnv env;
  ObligationCause cause;

  void add(Predicate predicate) { nested_.push_back({cause, env, predicate}); }
  void add(ty::TraitRef ref) { add(tcx.mk_trait_predicate(ty::PolyTraitRef::dummy(ref))); }
  void add(const Obligations &obligations) {
    nested_.append(obligations.begin(), obligations.end());
  }
  /// Adds what equality needs; false if they cannot be equal.
  bool eq(GenericArg a, GenericArg b) { return keep(infcx.eq(cause, env, a, b)); }
  bool eq(const ty::TraitRef &a, const ty::TraitRef &b) {
    return keep(infcx.eq_trait_refs(cause, env, a, b));
  }
  bool keep(const RelateResult &result) {
    if (result)
      add(result.obligations);
    return bool(result);
  }
  /// Makes `value` the normal form that `term`, a variable of its own, stands for.
  bool set_term(Term term, Term value);
  /// Solves the nested goals as far as possible; nothing if one cannot hold.
  std::optional<Certainty> solve_nested();
  /// Solves the nested goals and gives the response of the whole.
  QueryResult respond(Certainty certainty = Certainty::Yes);
  /// The response that says nothing.
  QueryResult ambiguous(Certainty certainty = Certainty::Ambiguous);
  /// `fn` gives a response, to which the nested goals of so far belong; what it did is undone.
  template <class Fn>
  QueryResult probe(Fn fn) {
    Obligations saved = nested_;
    QueryResult result = infcx.probe(fn);
    nested_ = std::move(saved);
    return result;
  }
  /// The type as far as it is known, its head normalised; a variable if unknown.
  /// Null: the alias does not normalise.
  Ty structurally(Ty ty);

private:
  Obligations nested_;
};

// --- Goals (one file each)
QueryResult compute_goal(EvalCtxt &ec, Predicate predicate);
QueryResult compute_trait_goal(EvalCtxt &ec, const ty::TraitRef &ref, ty::Polarity polarity);
QueryResult compute_normalizes_to(EvalCtxt &ec, const ty::AliasTerm &alias, Term term);

using Candidates = llvm::SmallVector<Candidate, 4>;
/// All candidates that may apply. Requires: the Self type is not a variable.
Candidates assemble_trait_candidates(EvalCtxt &ec, const ty::TraitRef &ref, ty::Polarity polarity);
/// The response that the rules of choice give, and the source that won.
Candidate merge_candidates(EvalCtxt &ec, llvm::ArrayRef<Candidate> candidates);
/// The same response, the trivially true one, or ambiguity.
QueryResult merge_responses(EvalCtxt &ec, llvm::ArrayRef<Candidate> candidates);

/// The candidate that proves the trait in `infcx`, with nothing learnt; a null
/// response: none does.
Candidate winning_candidate(InferCtxt &infcx, ParamEnv env, const ty::TraitRef &ref);

void add_builtin_candidates(EvalCtxt &ec, const ty::TraitRef &ref, Candidates &out);
/// The types that a structural trait (auto traits, Copy, Clone, Sized) asks about.
/// False: it does not hold (or cannot be known structurally).
bool auto_constituents(EvalCtxt &ec, Ty ty, llvm::SmallVectorImpl<Ty> &out, bool &is_known);
QueryResult consider_unsize(EvalCtxt &ec, const ty::TraitRef &ref);
/// Signature of a callable type with its inputs as a tuple. Null output: not
/// callable. `known` false: the closure's kind or signature is a variable.
struct CallableSig {
  ty::PolyFnSig sig;
  std::optional<ty::ClosureKind> closure_kind; ///< of a closure
  bool is_callable = false;
  bool is_known = true;
  ty::Lends lends = ty::Lends::No; ///< of an async closure
};
CallableSig callable_sig(EvalCtxt &ec, Ty self_ty);
/// Projections that the language defines: call output, discriminant, metadata…
/// True if the associated type is one of them; the response is in `out`.
bool builtin_projection(EvalCtxt &ec, const ty::AliasTerm &alias, Term term, QueryResult &out);

/// Impls of the trait that may unify with the reference by shape.
void for_each_relevant_impl(TyCtxt &tcx, const ty::TraitRef &ref,
                            llvm::function_ref<void(DefId)> each);
/// Whether types may be equal for some values of their variables; `pattern`'s
/// parameters are variables too.
bool may_unify(GenericArg pattern, GenericArg value);
bool args_may_unify(GenericArgs pattern, GenericArgs value);
/// As above, parameters of both sides being rigid.
bool clause_may_apply(GenericArgs clause, GenericArgs value);

/// Unifies the impl's header with the goal; adds its where-clauses as nested
/// goals. Null args on failure.
std::optional<GenericArgs> match_impl(EvalCtxt &ec, DefId impl, const ty::TraitRef &ref);

/// The type whose being Sized decides that of the ADT (its last field, with the
/// ADT's own parameters); null: always Sized.
Ty sized_constraint(TyCtxt &tcx, DefId adt);

} // namespace ochre::traits
