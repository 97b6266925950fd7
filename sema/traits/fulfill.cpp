#include "sema/traits/fulfill.h"

#include "sema/traits/elaborate.h"
#include "sema/traits/solver.h"
#include "sema/ty/memo.h"

namespace ochre::traits {

namespace {

/// The unresolved variables of a predicate, each once.
struct VarCollector {
  const InferCtxt &infcx;
  llvm::SmallVectorImpl<GenericArg> &out;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  void see(GenericArg var) {
    if (!llvm::is_contained(out, var))
      out.push_back(var);
  }
  bool visit_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasNonRegionInfer))
      return false;
    if (!ty.is_infer())
      return ty::memo_visit(*this, ty);
    Ty value = infcx.shallow_resolve(ty);
    if (!value.is_infer())
      return visit_ty(value);
    see(value);
    return false;
  }
  bool visit_region(Region) { return false; }
  bool visit_const(Const ct) {
    if (!ct.has_flags(ty::kHasNonRegionInfer))
      return false;
    if (!ct.is(ty::ConstKind::Infer))
      return ty::super_visit(*this, ct);
    Const value = infcx.shallow_resolve(ct);
    if (!value.is(ty::ConstKind::Infer))
      return visit_const(value);
    see(value);
    return false;
  }
};

FulfillmentError::Kind kind_of(Certainty certainty) {
  return certainty == Certainty::Overflow ? FulfillmentError::Overflow
                                          : FulfillmentError::Ambiguity;
}

} // namespace

void FulfillmentCtxt::add(Obligation obligation) {
  Pending pending;
  pending.obligation = std::move(obligation);
  pending_.push_back(std::move(pending));
}

bool FulfillmentCtxt::may_progress(const InferCtxt &infcx, const Pending &pending) const {
  if (pending.is_new || pending.opaque_count != infcx.opaque_types().size())
    return true;
  return llvm::any_of(pending.stalled_on,
                      [&](GenericArg var) { return infcx.shallow_resolve(var) != var; });
}

FulfillmentErrors FulfillmentCtxt::select_where_possible(InferCtxt &infcx) {
  FulfillmentErrors errors;
  Solver solver(infcx.tcx);
  bool progress = true;
  while (progress) {
    progress = false;
    std::vector<Pending> kept;
    // Obligations that come out are appended and done in the same round.
    for (size_t i = 0; i < pending_.size(); ++i) {
      if (!may_progress(infcx, pending_[i])) {
        kept.push_back(std::move(pending_[i]));
        continue;
      }
      Obligation obligation = pending_[i].obligation;
      Obligations nested;
      StepOutcome outcome = obligation.depth > 512
                                ? StepOutcome{Step::Overflow}
                                : step(solver, infcx, obligation.cause, obligation.goal(), nested);
      progress |= outcome.changed;
      for (Obligation &more : nested) {
        more.depth = obligation.depth + 1;
        add(std::move(more));
      }
      switch (outcome.step) {
      case Step::Done: break;
      case Step::NoSolution: errors.push_back({FulfillmentError::Unsatisfied, obligation}); break;
      case Step::Ambiguous:
      case Step::Overflow: {
        Pending pending;
        pending.obligation = obligation;
        pending.is_new = false;
        pending.last = outcome.step == Step::Overflow ? Certainty::Overflow : Certainty::Ambiguous;
        pending.opaque_count = static_cast<uint32_t>(infcx.opaque_types().size());
        VarCollector collector{infcx, pending.stalled_on};
        ty::visit(collector, obligation.predicate);
        kept.push_back(std::move(pending));
        break;
      }
      }
    }
    pending_ = std::move(kept);
  }
  return errors;
}

FulfillmentErrors FulfillmentCtxt::select_all_or_error(InferCtxt &infcx) {
  FulfillmentErrors errors = select_where_possible(infcx);
  if (!errors.empty())
    return errors;
  for (const Pending &pending : pending_)
    errors.push_back({kind_of(pending.last), pending.obligation});
  pending_.clear();
  return errors;
}

Obligations FulfillmentCtxt::pending() const {
  Obligations out;
  for (const Pending &pending : pending_)
    out.push_back(pending.obligation);
  return out;
}

Obligations FulfillmentCtxt::pending_for_self(const InferCtxt &infcx, TyVid vid) const {
  TyVid root = infcx.sub_root_var(infcx.root_var(vid));
  Obligations out;
  for (const Pending &pending : pending_) {
    Predicate p = pending.obligation.predicate;
    Ty self;
    if (p.is(ty::PredicateKind::Trait))
      self = p.trait_ref().self_ty();
    else if (p.is(ty::PredicateKind::Projection) || p.is(ty::PredicateKind::NormalizesTo))
      self = !p.alias().args.empty() && p.alias().args[0].is_ty() ? p.alias().self_ty() : Ty();
    else if (p.is(ty::PredicateKind::AliasRelate) && p.arg().is_ty() && p.arg().ty().is_alias() &&
             !p.arg().ty().args().empty() && p.arg().ty().args()[0].is_ty())
      self = p.arg().ty().args()[0].ty();
    if (!self)
      continue;
    self = infcx.shallow_resolve(self);
    if (self.is_ty_var() && infcx.sub_root_var(infcx.root_var(self.ty_vid())) == root)
      out.push_back(pending.obligation);
  }
  return out;
}

// --- Questions

namespace {

Certainty ask(InferCtxt &infcx, ParamEnv env, Predicate predicate, bool &holds) {
  Certainty worst = Certainty::Yes;
  holds = infcx.probe([&] {
    Solver solver(infcx.tcx);
    Obligations work{{ObligationCause(), env, predicate}};
    for (unsigned round = 0; round < 8; ++round) {
      Obligations left;
      bool changed = false;
      worst = Certainty::Yes;
      for (size_t i = 0; i < work.size() && i < 4096; ++i) {
        Obligation obligation = work[i];
        Obligations nested;
        StepOutcome outcome = step(solver, infcx, obligation.cause, obligation.goal(), nested);
        changed |= outcome.changed;
        if (outcome.step == Step::NoSolution)
          return false;
        if (outcome.step != Step::Done) {
          left.push_back(obligation);
          worst = std::max(worst, outcome.step == Step::Overflow ? Certainty::Overflow
                                                                 : Certainty::Ambiguous);
        }
        work.append(nested.begin(), nested.end());
      }
      work = std::move(left);
      if (work.empty() || !changed)
        return true;
    }
    return true;
  });
  return worst;
}

Predicate trait_predicate(TyCtxt &tcx, DefId trait, llvm::ArrayRef<GenericArg> args) {
  return tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait, tcx.mk_args(args)}));
}

} // namespace

bool predicate_must_hold(InferCtxt &infcx, ParamEnv env, Predicate predicate) {
  bool holds = false;
  return ask(infcx, env, predicate, holds) == Certainty::Yes && holds;
}
bool predicate_may_hold(InferCtxt &infcx, ParamEnv env, Predicate predicate) {
  bool holds = false;
  ask(infcx, env, predicate, holds);
  return holds;
}
bool type_implements_trait(InferCtxt &infcx, ParamEnv env, DefId trait,
                           llvm::ArrayRef<GenericArg> args) {
  return predicate_must_hold(infcx, env, trait_predicate(infcx.tcx, trait, args));
}
bool type_is_copy(InferCtxt &infcx, ParamEnv env, Ty ty) {
  DefId trait = infcx.tcx.lang_item(LangItem::Copy);
  return trait.is_valid() && type_implements_trait(infcx, env, trait, {GenericArg(ty)});
}
bool type_is_sized(InferCtxt &infcx, ParamEnv env, Ty ty) {
  DefId trait = infcx.tcx.lang_item(LangItem::Sized);
  return !trait.is_valid() || type_implements_trait(infcx, env, trait, {GenericArg(ty)});
}

Obligations predicates_for_item(TyCtxt &tcx, ParamEnv env, DefId item, GenericArgs args, Span span,
                                DefId body) {
  Obligations out;
  uint32_t index = 0;
  for (Predicate clause : all_predicates_of(tcx, item)) {
    ObligationCause cause = ObligationCause::where_clause(span, body, item, index++);
    out.push_back({cause, env, ty::instantiate_predicate(tcx, clause, args)});
  }
  return out;
}

} // namespace ochre::traits
