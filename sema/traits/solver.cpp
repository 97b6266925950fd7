#include "sema/traits/elaborate.h"
#include "sema/traits/eval_ctxt.h"

namespace ochre::traits {

using ty::PredicateKind;

namespace {
/// The recursion limit that still fits on the stack.
constexpr uint32_t kMaxRecursionLimit = 4096;
constexpr unsigned kFixpointLimit = 8;
/// Rounds over the nested goals of one goal: each must have taught something new.
constexpr unsigned kNestedRounds = 64;
/// Evaluations under one root; more means an exponential search.
constexpr uint32_t kWorkLimit = 1u << 17;
} // namespace

SolverCache &SolverCache::of(TyCtxt &tcx) {
  if (!tcx.solver_cache)
    tcx.solver_cache = std::make_shared<SolverCache>();
  return *tcx.solver_cache;
}

InferCtxt &SolverCache::context(TyCtxt &tcx, uint32_t at) {
  while (contexts_.size() <= at) {
    contexts_.push_back(std::make_unique<InferCtxt>(tcx));
    contexts_.back()->is_root = false;
  }
  return *contexts_[at];
}

BuiltinTrait SolverCache::builtin(TyCtxt &tcx, DefId trait) {
  auto [it, fresh] = builtins_.try_emplace(trait, BuiltinTrait::None);
  if (!fresh)
    return it->second;
  static constexpr std::pair<LangItem, BuiltinTrait> kKnown[] = {
      {LangItem::Sized, BuiltinTrait::Sized},
      {LangItem::MetaSized, BuiltinTrait::MetaSized},
      {LangItem::PointeeSized, BuiltinTrait::PointeeSized},
      {LangItem::Copy, BuiltinTrait::Copy},
      {LangItem::Clone, BuiltinTrait::Clone},
      {LangItem::Fn, BuiltinTrait::Fn},
      {LangItem::FnMut, BuiltinTrait::FnMut},
      {LangItem::FnOnce, BuiltinTrait::FnOnce},
      {LangItem::AsyncFn, BuiltinTrait::AsyncFn},
      {LangItem::AsyncFnMut, BuiltinTrait::AsyncFn},
      {LangItem::AsyncFnOnce, BuiltinTrait::AsyncFn},
      {LangItem::Tuple, BuiltinTrait::Tuple},
      {LangItem::FnPtrTrait, BuiltinTrait::FnPtr},
      {LangItem::DiscriminantKind, BuiltinTrait::DiscriminantKind},
      {LangItem::PointeeTrait, BuiltinTrait::Pointee},
      {LangItem::Destruct, BuiltinTrait::Destruct},
      {LangItem::Unsize, BuiltinTrait::Unsize},
      {LangItem::FutureTrait, BuiltinTrait::Future},
      {LangItem::Coroutine, BuiltinTrait::Coroutine},
  };
  BuiltinTrait found = BuiltinTrait::None;
  for (auto [item, builtin] : kKnown)
    if (tcx.is_lang_item(trait, item))
      found = builtin;
  if (found == BuiltinTrait::None && tcx.trait_def(trait)->is_auto)
    found = BuiltinTrait::Auto;
  builtins_[trait] = found; // trait_def may have moved the table
  return found;
}

const EnvInfo &SolverCache::env_info(ParamEnv env) {
  auto &slot = envs_[env.caller_bounds.raw()];
  if (slot)
    return *slot;
  slot = std::make_unique<EnvInfo>();
  for (Predicate clause : env.caller_bounds) {
    slot->has_global |= !clause.has_flags(ty::kHasTyParam | ty::kHasCtParam |
                                          ty::kHasNonRegionInfer | ty::kHasTyPlaceholder);
    if (clause.is(PredicateKind::Trait))
      slot->traits[clause.trait_ref().def_id].push_back(clause);
    else if (clause.is(PredicateKind::Projection))
      slot->projections[clause.alias().def_id].push_back(clause);
  }
  return *slot;
}

ty::Clauses SolverCache::elaborated_bounds(TyCtxt &tcx, DefId alias) {
  auto it = bounds_.find(alias);
  if (it != bounds_.end())
    return it->second;
  ty::Clauses bounds = tcx.item_bounds(alias).instantiate_identity();
  ty::Clauses made = tcx.mk_clauses(elaborate(tcx, bounds.array()));
  bounds_[alias] = made;
  return made;
}

bool SolverCache::defines_types(TyCtxt &tcx, DefId root) {
  if (!type_owners_known_) {
    type_owners_known_ = true;
    for (uint32_t i = 0; i < tcx.defs.local_count(); ++i) {
      DefId at = tcx.defs.to_def_id(LocalDefId(i));
      if (tcx.defs.local(LocalDefId(i)).kind != DefKind::OpaqueTy && !tcx.is_coroutine(at))
        continue;
      while ((at = tcx.parent(at)).is_valid() && type_owners_.insert(at).second) {
      }
    }
  }
  return type_owners_.contains(root);
}

// --- The search graph

bool Solver::is_coinductive(Predicate predicate) {
  if (predicate.is(PredicateKind::WellFormed))
    return true;
  if (!predicate.is(PredicateKind::Trait))
    return false;
  DefId trait = predicate.trait_ref().def_id;
  BuiltinTrait builtin = cache.builtin(tcx, trait);
  return builtin == BuiltinTrait::Auto || builtin == BuiltinTrait::Sized ||
         builtin == BuiltinTrait::MetaSized || builtin == BuiltinTrait::PointeeSized ||
         tcx.trait_def(trait)->is_coinductive;
}

QueryResult Solver::trivial(const CanonicalGoal &goal, Certainty certainty) {
  InferCtxt &infcx = cache.context(tcx, cache.depth);
  auto vars = enter_canonical(infcx, goal);
  return make_response(infcx, cache.arena, goal, vars, certainty);
}

QueryResult Solver::cycle(const CanonicalGoal &goal, uint32_t head) {
  bool coinductive = true;
  for (uint32_t i = head; i < stack_.size(); ++i) {
    coinductive &= stack_[i].is_coinductive;
    if (i > head)
      stack_[i].lowest_head = std::min(stack_[i].lowest_head, head);
  }
  Frame &frame = stack_[head];
  frame.used_as_head = true;
  if (frame.has_provisional)
    return frame.provisional;
  if (coinductive)
    return trivial(goal, Certainty::Yes);
  return goal.key.mode == TypingMode::Coherence ? trivial(goal, Certainty::Ambiguous) : nullptr;
}

QueryResult Solver::run(const CanonicalGoal &goal) {
  InferCtxt &infcx = cache.context(tcx, cache.depth);
  ++cache.depth;
  auto vars = enter_canonical(infcx, goal);
  EvalCtxt ec(*this, infcx, goal, vars);
  QueryResult result = compute_goal(ec, goal.key.predicate);
  --cache.depth;
  return result;
}

QueryResult Solver::evaluate(const CanonicalGoal &goal) {
  uint32_t depth = static_cast<uint32_t>(stack_.size());
  uint32_t limit = std::min(tcx.sess.opts.recursion_limit, kMaxRecursionLimit);
  work_ = depth ? work_ : 0;
  if (auto it = cache.results.find(goal.key); it != cache.results.end()) {
    const SolverCache::Entry &entry = it->second;
    if (entry.required_depth <= limit - std::min(depth, limit)) {
      if (depth)
        stack_.back().reached_depth =
            std::max(stack_.back().reached_depth, depth + entry.required_depth);
      return entry.result;
    }
    if (depth >= entry.limited_depth) {
      for (Frame &frame : stack_)
        frame.hit_limit = true;
      return entry.limited;
    }
  }
  if (auto it = on_stack_.find(goal.key); it != on_stack_.end())
    return cycle(goal, it->second);
  if (depth >= limit || ++work_ > kWorkLimit) {
    for (Frame &frame : stack_)
      frame.hit_limit = true;
    return trivial(goal, Certainty::Overflow);
  }

  Frame fresh;
  fresh.key = goal.key;
  fresh.is_coinductive = is_coinductive(goal.key.predicate);
  fresh.reached_depth = depth;
  stack_.push_back(fresh);
  on_stack_[goal.key] = depth;
  QueryResult result = nullptr;
  for (unsigned round = 0;; ++round) {
    stack_[depth].used_as_head = false;
    result = run(goal);
    Frame &frame = stack_[depth];
    bool same =
        frame.has_provisional && (result == frame.provisional ||
                                  (result && frame.provisional && *result == *frame.provisional));
    if (!frame.used_as_head || same)
      break;
    if (round == kFixpointLimit) {
      result = trivial(goal, Certainty::Overflow);
      break;
    }
    frame.provisional = result;
    frame.has_provisional = true;
  }
  Frame done = stack_.back();
  stack_.pop_back();
  on_stack_.erase(goal.key);
  if (depth) {
    Frame &parent = stack_.back();
    parent.reached_depth = std::max(parent.reached_depth, done.reached_depth);
    if (done.lowest_head < depth - 1)
      parent.lowest_head = std::min(parent.lowest_head, done.lowest_head);
  }
  if (done.lowest_head < depth || work_ > kWorkLimit)
    return result;
  SolverCache::Entry &entry = cache.results[goal.key];
  if (done.hit_limit) {
    entry.limited = result;
    entry.limited_depth = depth;
  } else {
    entry.result = result;
    entry.required_depth = done.reached_depth - depth;
  }
  return result;
}

// --- One goal's evaluation

std::optional<Certainty> EvalCtxt::solve_nested() {
  for (unsigned round = 0; round < kNestedRounds; ++round) {
    Certainty worst = Certainty::Yes;
    bool changed = false;
    Obligations work = std::move(nested_);
    nested_.clear();
    Obligations kept;
    for (size_t i = 0; i < work.size(); ++i) {
      Obligation obligation = work[i];
      Obligations more;
      StepOutcome outcome = step(solver, infcx, obligation.cause, obligation.goal(), more);
      changed |= outcome.changed;
      work.append(more.begin(), more.end());
      switch (outcome.step) {
      case Step::NoSolution: return std::nullopt;
      case Step::Done: break;
      case Step::Overflow:
        worst = Certainty::Overflow;
        kept.push_back(obligation);
        break;
      case Step::Ambiguous:
        worst = std::max(worst, Certainty::Ambiguous);
        kept.push_back(obligation);
        break;
      }
      if (work.size() > 4096)
        return Certainty::Overflow;
    }
    nested_ = std::move(kept);
    if (nested_.empty())
      return Certainty::Yes;
    if (!changed)
      return worst;
  }
  return Certainty::Overflow;
}

QueryResult EvalCtxt::respond(Certainty certainty) {
  std::optional<Certainty> nested = solve_nested();
  if (!nested)
    return nullptr;
  return make_response(infcx, solver.cache.arena, goal, vars, std::max(certainty, *nested));
}

QueryResult EvalCtxt::ambiguous(Certainty certainty) {
  // Made from a context in which nothing was learnt.
  CanonicalGoal empty = goal;
  InferCtxt &fresh = solver.cache.context(tcx, solver.cache.depth);
  auto fresh_vars = enter_canonical(fresh, goal);
  return make_response(fresh, solver.cache.arena, empty, fresh_vars, certainty);
}

Ty EvalCtxt::structurally(Ty ty) {
  ty = infcx.shallow_resolve(ty);
  if (!ty.is_alias())
    return ty;
  Obligations more;
  NormalForm form = normalize_fully(solver, infcx, cause, env, ty, more);
  if (!form.term)
    return Ty();
  add(more);
  return infcx.shallow_resolve(form.term.ty());
}

QueryResult compute_goal(EvalCtxt &ec, Predicate predicate) {
  if (!predicate.bound_vars().empty())
    predicate = ec.infcx.instantiate_with_placeholders(predicate);
  switch (predicate.kind()) {
  case PredicateKind::Trait:
    return compute_trait_goal(ec, predicate.trait_ref(), predicate.polarity());
  case PredicateKind::NormalizesTo:
    return compute_normalizes_to(ec, predicate.alias(), predicate.term());
  case PredicateKind::Projection:
  case PredicateKind::TypeOutlives:
  case PredicateKind::RegionOutlives:
  case PredicateKind::ConstArgHasType:
  case PredicateKind::WellFormed:
  case PredicateKind::ConstEvaluatable:
  case PredicateKind::DynCompatible:
  case PredicateKind::Subtype:
  case PredicateKind::Coerce:
  case PredicateKind::ConstEquate:
  case PredicateKind::AliasRelate:
  case PredicateKind::Ambiguous: ec.add(predicate); return ec.respond();
  }
  return nullptr;
}

} // namespace ochre::traits
