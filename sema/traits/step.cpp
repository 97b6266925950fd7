// One step for one goal in a live context: goals that only rewrite are done in
// place, trait goals and normalisation go to the evaluator.
#include "sema/traits/eval_ctxt.h"
#include "sema/traits/fulfill.h"

namespace ochre::traits {

using ty::ConstKind;
using ty::PredicateKind;
using ty::TyKind;

namespace {

class Stepper {
public:
  Stepper(Solver &solver, InferCtxt &infcx, const ObligationCause &cause, const Goal &goal,
          Obligations &nested)
      : solver_(solver), tcx_(solver.tcx), infcx_(infcx), cause_(cause), env_(goal.env),
        predicate_(goal.predicate), nested_(nested) {}

  StepOutcome run();

private:
  StepOutcome canonical();
  StepOutcome trait();
  bool trivially_holds(const ty::TraitRef &ref, BuiltinTrait builtin);
  StepOutcome normalizes_to();
  StepOutcome alias_relate(Term a, Term b);
  StepOutcome subtype();
  StepOutcome const_has_type();
  StepOutcome const_evaluatable();
  StepOutcome type_outlives();
  StepOutcome relate(ty::Variance variance, Term a, Term b, bool structurally);
  void oblige(Predicate predicate) { nested_.push_back({cause_, env_, predicate}); }

  Solver &solver_;
  TyCtxt &tcx_;
  InferCtxt &infcx_;
  const ObligationCause &cause_;
  ParamEnv env_;
  Predicate predicate_;
  Obligations &nested_;
};

StepOutcome outcome(Certainty certainty, bool changed) {
  switch (certainty) {
  case Certainty::Yes: return {Step::Done, changed};
  case Certainty::Ambiguous: return {Step::Ambiguous, changed};
  case Certainty::Overflow: return {Step::Overflow, changed};
  }
  return {Step::Ambiguous, changed};
}

Predicate alias_of(TyCtxt &tcx, Term alias, Term to) {
  ty::AliasTerm parts = alias.is_ty() ? ty::AliasTerm{alias.ty().def_id(), alias.ty().args()}
                                      : ty::AliasTerm{alias.ct().def_id(), alias.ct().args()};
  return tcx.mk_normalizes_to(parts, to);
}

bool is_alias(Term term) {
  return term.is_ty() ? term.ty().is_alias() : term.ct().is(ConstKind::Unevaluated);
}
bool is_var(Term term) {
  return term.is_ty() ? term.ty().is_ty_var()
                      : term.ct().is(ConstKind::Infer) && !term.ct().is_fresh();
}

/// Whether a variable made for a normal form got one, be it another variable: that of
/// `<Option<?T> as IntoIterator>::Item` is ?T.
bool has_value(const InferCtxt &infcx, Term fresh) {
  if (!is_var(infcx.shallow_resolve(fresh)))
    return true;
  return fresh.is_ty() ? infcx.is_unified(fresh.ty().ty_vid()) : infcx.is_unified(fresh.ct().vid());
}

StepOutcome Stepper::canonical() {
  Goal goal{env_, predicate_};
  // Nothing in the environment speaks about goals without parameters.
  if (!env_.caller_bounds.empty() && !solver_.cache.env_info(env_).has_global) {
    Predicate known = infcx_.resolve(predicate_);
    goal.predicate = known;
    // The term to find is a variable, but says nothing.
    uint32_t flags =
        known.is(PredicateKind::NormalizesTo) ? known.alias().args.flags() : known.flags();
    if (!(flags & (ty::kHasTyParam | ty::kHasCtParam | ty::kHasNonRegionInfer |
                   ty::kHasTyPlaceholder | ty::kHasCtPlaceholder)))
      goal.env = ParamEnv();
  }
  CanonicalGoal query = canonicalize(infcx_, goal);
  if (query.key.scope.is_valid() &&
      !solver_.cache.defines_types(tcx_, tcx_.typeck_root(query.key.scope)))
    query.key.scope = DefId();
  QueryResult response = solver_.evaluate(query);
  if (!response)
    return {Step::NoSolution};
  bool changed = false;
  if (!response->is_trivial()) {
    InferCtxt::Snapshot snapshot = infcx_.start_snapshot();
    if (!apply_response(infcx_, query, *response, cause_, changed, nested_)) {
      infcx_.rollback_to(snapshot);
      return {Step::NoSolution};
    }
    infcx_.commit(snapshot);
  }
  return outcome(response->certainty, changed);
}

/// Without asking anybody.
bool Stepper::trivially_holds(const ty::TraitRef &ref, BuiltinTrait builtin) {
  if (builtin != BuiltinTrait::Sized && builtin != BuiltinTrait::MetaSized &&
      builtin != BuiltinTrait::PointeeSized)
    return false;
  Ty self = infcx_.shallow_resolve(ref.self_ty());
  switch (self.kind()) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Never:
  case TyKind::Array:
  case TyKind::RawPtr:
  case TyKind::Ref:
  case TyKind::FnDef:
  case TyKind::FnPtr:
  case TyKind::Closure:
  case TyKind::Coroutine: return true;
  case TyKind::Tuple: return self.is_unit();
  case TyKind::Infer: return !self.is_ty_var();
  case TyKind::Adt: return !sized_constraint(tcx_, self.def_id());
  case TyKind::Str:
  case TyKind::Slice:
  case TyKind::Dynamic:
  case TyKind::Foreign:
  case TyKind::CoroutineWitness:
  case TyKind::Alias:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Error: return false;
  }
  return false;
}

StepOutcome Stepper::trait() {
  ty::TraitRef ref = predicate_.trait_ref();
  Ty self = infcx_.shallow_resolve(ref.self_ty());
  if (self.is_error())
    return {Step::Done};
  if (self.is_ty_var())
    return {Step::Ambiguous};
  if (predicate_.polarity() == ty::Polarity::Positive &&
      trivially_holds(ref, solver_.cache.builtin(tcx_, ref.def_id)))
    return {Step::Done};
  return canonical();
}

StepOutcome Stepper::relate(ty::Variance variance, Term a, Term b, bool structurally) {
  RelateResult result = structurally ? infcx_.relate_structurally(cause_, env_, variance, a, b)
                                     : infcx_.relate(cause_, env_, variance, a, b);
  if (!result)
    return {Step::NoSolution};
  nested_.append(result.obligations.begin(), result.obligations.end());
  return {Step::Done, true};
}

StepOutcome Stepper::normalizes_to() {
  // A function of the alias: the expected term has no say in it.
  Term expected = predicate_.term();
  InferCtxt::Snapshot snapshot = infcx_.start_snapshot();
  Term fresh = expected.is_ty() ? Term(infcx_.next_ty_var(cause_.span))
                                : Term(infcx_.next_const_var(cause_.span));
  Term known = infcx_.shallow_resolve(expected);
  predicate_ = tcx_.mk_normalizes_to(predicate_.alias(), fresh);
  StepOutcome result = canonical();
  bool is_known = has_value(infcx_, fresh);
  fresh = infcx_.shallow_resolve(fresh);
  if (result.step == Step::NoSolution || (!is_known && result.step != Step::Done)) {
    infcx_.rollback_to(snapshot);
    return {result.step, false};
  }
  infcx_.commit(snapshot);
  known = infcx_.shallow_resolve(known);
  if (is_var(fresh) && result.step == Step::Done)
    return relate(ty::Variance::Invariant, fresh, known, true);
  bool same = fresh == known;
  StepOutcome related =
      relate(ty::Variance::Invariant, known, fresh, is_alias(fresh) && is_var(known));
  if (related.step == Step::NoSolution)
    return related;
  return {result.step, !same && (is_var(known) || is_var(fresh))};
}

StepOutcome Stepper::alias_relate(Term a, Term b) {
  Term sides[] = {a, b};
  Obligations more;
  for (Term &side : sides) {
    side = infcx_.shallow_resolve(side);
    if (!is_alias(side))
      continue;
    // Rigid on both sides and identical: nothing to ask.
    if (infcx_.shallow_resolve(a) == infcx_.shallow_resolve(b))
      return {Step::Done};
    NormalForm form = normalize_fully(solver_, infcx_, cause_, env_, side, more);
    if (!form.term)
      return {Step::NoSolution};
    side = infcx_.shallow_resolve(form.term);
    if (form.certainty != Certainty::Yes)
      return outcome(form.certainty, false);
  }
  nested_.append(more.begin(), more.end());
  bool structurally = is_alias(sides[0]) || is_alias(sides[1]);
  return relate(ty::Variance::Invariant, sides[0], sides[1], structurally);
}

StepOutcome Stepper::subtype() {
  Ty a = infcx_.shallow_resolve(predicate_.ty());
  Ty b = infcx_.shallow_resolve(predicate_.ty2());
  if (a.is_ty_var() && b.is_ty_var())
    return a == b ? StepOutcome{Step::Done} : StepOutcome{Step::Ambiguous};
  if (!a.is_alias() && !b.is_alias())
    return relate(ty::Variance::Covariant, a, b, false);
  Obligations more;
  for (Ty *side : {&a, &b}) {
    if (!side->is_alias())
      continue;
    NormalForm form = normalize_fully(solver_, infcx_, cause_, env_, *side, more);
    if (!form.term)
      return {Step::NoSolution};
    if (form.certainty != Certainty::Yes)
      return outcome(form.certainty, false);
    *side = infcx_.shallow_resolve(form.term.ty());
  }
  nested_.append(more.begin(), more.end());
  return relate(ty::Variance::Covariant, a, b, a.is_alias() || b.is_alias());
}

StepOutcome Stepper::const_has_type() {
  Const ct = infcx_.shallow_resolve(predicate_.ct());
  switch (ct.kind()) {
  case ConstKind::Error: return {Step::Done};
  case ConstKind::Infer: return {Step::Ambiguous};
  case ConstKind::Value:
    return relate(ty::Variance::Invariant, ct.value_ty(), predicate_.ty(), false);
  case ConstKind::Unevaluated: {
    Ty ty = ty::instantiate(tcx_, tcx_.type_of(ct.def_id()), ct.args());
    return relate(ty::Variance::Invariant, ty, predicate_.ty(), false);
  }
  case ConstKind::Param:
    for (Predicate clause : env_.caller_bounds)
      if (clause.is(PredicateKind::ConstArgHasType) && clause.ct() == ct)
        return relate(ty::Variance::Invariant, clause.ty(), predicate_.ty(), false);
    return {Step::NoSolution};
  case ConstKind::Bound:
  case ConstKind::Placeholder: return {Step::NoSolution};
  }
  return {Step::NoSolution};
}

StepOutcome Stepper::const_evaluatable() {
  Const ct = infcx_.resolve(predicate_.ct());
  if (ct.is(ConstKind::Infer))
    return {Step::Ambiguous};
  if (!ct.is(ConstKind::Unevaluated))
    return {Step::Done};
  if (ct.has_flags(ty::kHasNonRegionInfer))
    return {Step::Ambiguous};
  // A generic constant is evaluated when its parameters are known.
  return {Step::Done};
}

/// What an associated type stands for must outlive: `<Exec<'r> as Search>::Text: 't` may be
/// `[u8]: 't`.
StepOutcome Stepper::type_outlives() {
  Ty ty = infcx_.resolve(predicate_.ty());
  if (ty.is_alias() && ty.alias_kind() == ty::AliasKind::Projection) {
    Obligations more;
    NormalForm form = normalize_fully(solver_, infcx_, cause_, env_, ty, more);
    if (form.term && form.certainty == Certainty::Yes) {
      nested_.append(more.begin(), more.end());
      ty = infcx_.resolve(form.term.ty());
    }
  }
  infcx_.add_type_outlives(ty, predicate_.region(), cause_);
  return {Step::Done};
}

StepOutcome Stepper::run() {
  if (!predicate_.bound_vars().empty())
    return canonical();
  switch (predicate_.kind()) {
  case PredicateKind::Trait: return trait();
  case PredicateKind::Projection: {
    ty::AliasTerm alias = predicate_.alias();
    Term term = predicate_.term();
    if (term.is_const())
      return alias_relate(tcx_.mk_const_unevaluated(alias.def_id, alias.args), term);
    bool opaque = tcx_.def_kind(alias.def_id) == DefKind::OpaqueTy;
    ty::AliasKind kind = opaque ? ty::AliasKind::Opaque : ty::AliasKind::Projection;
    return alias_relate(tcx_.mk_alias(kind, alias.def_id, alias.args), term);
  }
  case PredicateKind::AliasRelate: return alias_relate(predicate_.arg(), predicate_.arg2());
  case PredicateKind::ConstEquate: return alias_relate(predicate_.ct(), predicate_.ct2());
  case PredicateKind::NormalizesTo: return normalizes_to();
  case PredicateKind::TypeOutlives: return type_outlives();
  case PredicateKind::RegionOutlives:
    infcx_.add_outlives(predicate_.longer(), predicate_.shorter(), cause_);
    return {Step::Done};
  case PredicateKind::ConstArgHasType: return const_has_type();
  case PredicateKind::WellFormed:
    return well_formed_obligations(infcx_, env_, cause_, predicate_.arg(), nested_)
               ? StepOutcome{Step::Done}
               : StepOutcome{Step::Ambiguous};
  case PredicateKind::ConstEvaluatable: return const_evaluatable();
  case PredicateKind::DynCompatible:
    return {tcx_.dyn_compatible(predicate_.def_id()) ? Step::Done : Step::NoSolution};
  case PredicateKind::Subtype:
  case PredicateKind::Coerce: return subtype();
  case PredicateKind::Ambiguous: return {Step::Ambiguous};
  }
  return {Step::Ambiguous};
}

Predicate equality(TyCtxt &tcx, Ty alias, Term term) {
  if (alias.alias_kind() == ty::AliasKind::Projection)
    return tcx.mk_projection_predicate({alias.def_id(), alias.args()}, term);
  return tcx.mk_alias_relate(alias, term);
}

/// The value of a constant without inference variables; itself if generic.
NormalForm normalize_const(InferCtxt &infcx, ParamEnv env, Const ct) {
  TyCtxt &tcx = infcx.tcx;
  ct = infcx.resolve(ct);
  if (ct.has_flags(ty::kHasNonRegionInfer))
    return {infcx.next_const_var(), Certainty::Ambiguous};
  if (ct.args().has_flags(ty::kHasParam | ty::kHasPlaceholder) &&
      is_assoc(tcx.def_kind(ct.def_id())) &&
      tcx.def_kind(tcx.parent(ct.def_id())) == DefKind::Trait)
    return {ct, Certainty::Yes};
  ty::ConstEvalKey key{{env, infcx.mode}, ct.def_id(), ty::erase_regions(tcx, ct.args())};
  if (!key.args.has_flags(ty::kHasParam | ty::kHasPlaceholder))
    key.env = ty::TypingEnv::fully_monomorphized();
  ty::ValTreeResult result = tcx.const_eval_valtree(key);
  if (result.value)
    return {result.value, Certainty::Yes};
  if (result.error == ty::EvalError::TooGeneric)
    return {ct, Certainty::Yes};
  return {tcx.common.error_const, Certainty::Yes};
}

} // namespace

StepOutcome step(Solver &solver, InferCtxt &infcx, const ObligationCause &cause, const Goal &goal,
                 Obligations &nested) {
  return Stepper(solver, infcx, cause, goal, nested).run();
}

NormalForm normalize_once(Solver &solver, InferCtxt &infcx, const ObligationCause &cause,
                          ParamEnv env, Term alias, Obligations &nested) {
  if (alias.is_const())
    return normalize_const(infcx, env, alias.ct());
  Term fresh = infcx.next_ty_var(cause.span);
  Goal goal{env, alias_of(infcx.tcx, alias, fresh)};
  Obligations more;
  StepOutcome result = step(solver, infcx, cause, goal, more);
  if (result.step == Step::NoSolution)
    return {};
  nested.append(more.begin(), more.end());
  Term value = infcx.shallow_resolve(fresh);
  if (result.step == Step::Done)
    return {value, Certainty::Yes};
  // A value that is known counts: what is not decided yet waits. Else what waits is
  // the equality with all that the alias stands for, not with one step.
  bool known = has_value(infcx, fresh);
  nested.push_back({cause, env, known ? goal.predicate : equality(infcx.tcx, alias.ty(), fresh)});
  Certainty certainty = result.step == Step::Overflow ? Certainty::Overflow : Certainty::Ambiguous;
  return {value, known ? Certainty::Yes : certainty};
}

NormalForm normalize_fully(Solver &solver, InferCtxt &infcx, const ObligationCause &cause,
                           ParamEnv env, Term alias, Obligations &nested) {
  for (unsigned i = 0; i < 64; ++i) {
    NormalForm form = normalize_once(solver, infcx, cause, env, alias, nested);
    if (!form.term || form.certainty != Certainty::Yes)
      return form;
    Term value = infcx.shallow_resolve(form.term);
    if (!is_alias(value) || infcx.resolve(value) == infcx.resolve(alias))
      return {value, Certainty::Yes};
    alias = value;
  }
  return {alias, Certainty::Overflow};
}

} // namespace ochre::traits
