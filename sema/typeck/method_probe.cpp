// Which item `x.f` or `T::f` names: candidates, then one step of autoderef after the other.
//
// At each step the receiver is tried by value, `&`, `&mut` and (from `*mut`) `*const`; inherent
// candidates (impls, where-clauses, `dyn` methods) come before traits in scope. Several candidates
// of one trait collapse to it: which impl is meant is the trait solver's business.
#include "sema/traits/elaborate.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/method.h"

namespace ochre::typeck {
namespace {

struct Step {
  Ty ty;
  uint32_t autoderefs = 0;
  bool unsize = false;
};

struct Candidate {
  ty::AssocItem item;
  PickKind kind = PickKind::Trait;
  DefId impl_id;              ///< InherentImpl
  ty::PolyTraitRef trait_ref; ///< WhereClause, Object
  DefId trait_id;             ///< Trait
  llvm::SmallVector<LocalDefId, 1> imports;
};

class Prober {
public:
  Prober(FnCtxt &fcx, Span span, ProbeMode mode, hir::Ident name)
      : fcx_(fcx), span_(span), mode_(mode), name_(name) {}

  ProbeResult run(Ty self_ty, hir::TraitScopeId traits);

private:
  enum class Outcome : uint8_t { No, Yes };

  bool collect_steps(Ty self_ty);
  void assemble_inherent(Ty ty);
  void assemble_impls(Ty ty);
  void assemble_object(Ty ty);
  void assemble_where_clauses(Ty ty);
  void assemble_traits(hir::TraitScopeId traits);
  llvm::SmallVector<ty::AssocItem, 1> items_named(DefId container);
  bool accept(const ty::AssocItem &item);
  void add(llvm::SmallVector<Candidate, 4> &to, Candidate candidate);

  std::optional<Pick> pick_step(const Step &step);
  std::optional<Pick> pick_method(Ty receiver, const Step &step);
  std::optional<Pick> pick_among(llvm::ArrayRef<Candidate> candidates, Ty receiver);
  Outcome consider(const Candidate &candidate, Ty receiver);
  Ty receiver_of(const ty::AssocItem &item, GenericArgs parent_args);
  bool self_matches(Ty wanted, Ty receiver);
  bool skipped_by_edition(DefId trait_id, Ty receiver);

  FnCtxt &fcx_;
  Span span_;
  ProbeMode mode_;
  hir::Ident name_;
  llvm::SmallVector<Step, 4> steps_;
  llvm::SmallVector<Candidate, 4> inherent_, extension_;
  ProbeFailure failure_;
  bool ambiguous_ = false;
};

bool Prober::collect_steps(Ty self_ty) {
  if (mode_ == ProbeMode::Path) {
    Ty ty = try_structurally_resolve(fcx_, span_, self_ty);
    // Of a variable, `<_>::default()`, it is the traits in scope that have the name.
    steps_.push_back({ty, 0, false});
    return true;
  }
  Autoderef autoderef(fcx_, span_, self_ty);
  while (Ty ty = autoderef.next())
    steps_.push_back({ty, static_cast<uint32_t>(autoderef.steps().size()), false});
  Ty last = steps_.back().ty;
  if (last.is(ty::TyKind::Array))
    steps_.push_back({fcx_.tcx.mk_slice(last.inner()), steps_.back().autoderefs, true});
  if (last.is_ty_var()) {
    steps_.pop_back();
    return !steps_.empty();
  }
  return true;
}

bool Prober::accept(const ty::AssocItem &item) {
  if (mode_ == ProbeMode::Path)
    return item.kind != ty::AssocKind::Type;
  if (item.kind != ty::AssocKind::Fn)
    return false;
  if (item.has_self_param)
    return true;
  failure_.statics.push_back(item);
  return false;
}

llvm::SmallVector<ty::AssocItem, 1> Prober::items_named(DefId container) {
  llvm::SmallVector<ty::AssocItem, 1> out;
  const ty::AssocItems *items = fcx_.tcx.associated_items(container);
  auto it = items->by_name.find(name_.name);
  if (it == items->by_name.end())
    return out;
  for (uint32_t index : it->second)
    if (accept(items->items[index]))
      out.push_back(items->items[index]);
  return out;
}

void Prober::add(llvm::SmallVector<Candidate, 4> &to, Candidate candidate) {
  for (const Candidate &old : to)
    if (old.item.def_id == candidate.item.def_id && old.kind == candidate.kind &&
        old.trait_ref == candidate.trait_ref && old.impl_id == candidate.impl_id)
      return;
  if (candidate.kind == PickKind::InherentImpl &&
      !is_visible(fcx_, fcx_.tcx.visibility(candidate.item.def_id))) {
    failure_.kind = ProbeFailure::Private;
    failure_.candidates.push_back(candidate.item);
    return;
  }
  to.push_back(std::move(candidate));
}

void Prober::assemble_impls(Ty ty) {
  std::optional<ty::SimplifiedType> key = ty::simplify_type(ty, ty::TreatParams::AsInfer);
  if (!key)
    return;
  for (DefId impl_id : *fcx_.tcx.inherent_impls(*key))
    for (const ty::AssocItem &item : items_named(impl_id)) {
      Candidate candidate;
      candidate.item = item;
      candidate.kind = PickKind::InherentImpl;
      candidate.impl_id = impl_id;
      add(inherent_, std::move(candidate));
    }
}

void Prober::assemble_object(Ty ty) {
  auto predicates = ty.dyn_predicates();
  if (predicates.empty() || predicates[0].skip_binder().kind != ty::ExistentialKind::Trait)
    return;
  ty::PolyTraitRef principal(ty::with_self_ty(fcx_.tcx, predicates[0].skip_binder(), ty),
                             predicates[0].bound_vars());
  for (const ty::PolyTraitRef &super : traits::supertraits(fcx_.tcx, principal))
    for (const ty::AssocItem &item : items_named(super.skip_binder().def_id)) {
      Candidate candidate;
      candidate.item = item;
      candidate.kind = PickKind::Object;
      candidate.trait_ref = super;
      add(inherent_, std::move(candidate));
    }
}

void Prober::assemble_where_clauses(Ty ty) {
  for (ty::Clause clause : fcx_.env.caller_bounds) {
    if (!clause.is(ty::PredicateKind::Trait) || !(clause.trait_ref().self_ty() == ty))
      continue;
    for (const ty::AssocItem &item : items_named(clause.trait_ref().def_id)) {
      Candidate candidate;
      candidate.item = item;
      candidate.kind = PickKind::WhereClause;
      candidate.trait_ref = clause.poly_trait_ref();
      add(inherent_, std::move(candidate));
    }
  }
}

void Prober::assemble_inherent(Ty ty) {
  assemble_impls(ty);
  if (ty.is_dyn())
    assemble_object(ty);
  else if (ty.is_param() || ty.is(ty::TyKind::Placeholder))
    assemble_where_clauses(ty);
}

void Prober::assemble_traits(hir::TraitScopeId traits) {
  if (!traits.is_valid() || traits.raw >= fcx_.tcx.krate->trait_scopes.size())
    return;
  llvm::SmallDenseSet<DefId, 8> seen;
  for (const hir::TraitCandidate &in_scope : fcx_.tcx.krate->trait_scopes[traits]) {
    if (!seen.insert(in_scope.trait_id).second)
      continue;
    for (const ty::AssocItem &item : items_named(in_scope.trait_id)) {
      Candidate candidate;
      candidate.item = item;
      candidate.kind = PickKind::Trait;
      candidate.trait_id = in_scope.trait_id;
      candidate.imports = in_scope.imports;
      extension_.push_back(std::move(candidate));
    }
  }
}

/// The type that the item wants its receiver (or, for paths, Self) to have.
Ty Prober::receiver_of(const ty::AssocItem &item, GenericArgs parent_args) {
  TyCtxt &tcx = fcx_.tcx;
  if (mode_ == ProbeMode::Path || item.kind != ty::AssocKind::Fn) {
    if (item.container == ty::AssocContainer::InherentImpl)
      return ty::instantiate(tcx, tcx.type_of(item.container_id), parent_args);
    return parent_args[0].ty();
  }
  GenericArgs args = fcx_.infcx.fresh_args_from(item.def_id, parent_args.array(), span_);
  ty::PolyFnSig sig = ty::instantiate(tcx, tcx.fn_sig(item.def_id), args);
  if (sig.skip_binder().inputs().empty())
    return tcx.common.error;
  return fcx_.infcx.instantiate_with_fresh_vars(sig, span_).inputs()[0];
}

bool Prober::self_matches(Ty wanted, Ty receiver) {
  if (wanted.has_flags(ty::kHasAlias))
    wanted = traits::normalize(fcx_.infcx, fcx_.fulfill_for_probe(), fcx_.cause(span_), fcx_.env,
                               wanted);
  if (mode_ == ProbeMode::Path)
    return bool(fcx_.infcx.eq(fcx_.cause(span_), fcx_.env, wanted, receiver));
  return bool(fcx_.infcx.sub(fcx_.cause(span_), fcx_.env, receiver, wanted));
}

bool Prober::skipped_by_edition(DefId trait_id, Ty receiver) {
  const ty::TraitDef *def = fcx_.tcx.trait_def(trait_id);
  Edition edition = fcx_.tcx.sess.edition(name_.span);
  if (def->skip_array_during_method_dispatch && receiver.is(ty::TyKind::Array) &&
      edition < Edition::E2021)
    return true;
  if (!def->skip_boxed_slice_during_method_dispatch || edition >= Edition::E2024)
    return false;
  Ty boxed = receiver.is_adt() ? builtin_deref(fcx_.tcx, receiver, false) : Ty();
  return boxed && shallow(fcx_, boxed).is(ty::TyKind::Slice);
}

Prober::Outcome Prober::consider(const Candidate &candidate, Ty receiver) {
  InferCtxt &infcx = fcx_.infcx;
  TyCtxt &tcx = fcx_.tcx;
  return infcx.probe([&] {
    switch (candidate.kind) {
    case PickKind::InherentImpl: {
      GenericArgs args = infcx.fresh_args_for_item(candidate.impl_id, span_);
      if (!self_matches(receiver_of(candidate.item, args), receiver))
        return Outcome::No;
      for (const Obligation &goal : traits::predicates_for_item(tcx, fcx_.env, candidate.impl_id,
                                                                args, span_, fcx_.root_def)) {
        if (traits::predicate_may_hold(infcx, fcx_.env, goal.predicate))
          continue;
        Ty shown = receiver;
        failure_.unsatisfied.push_back({infcx.resolve(shown), infcx.resolve(goal.predicate)});
        return Outcome::No;
      }
      return Outcome::Yes;
    }
    case PickKind::Object:
    case PickKind::WhereClause: {
      ty::TraitRef ref = infcx.instantiate_with_fresh_vars(candidate.trait_ref, span_);
      return self_matches(receiver_of(candidate.item, ref.args), receiver) ? Outcome::Yes
                                                                           : Outcome::No;
    }
    case PickKind::Trait: {
      if (skipped_by_edition(candidate.trait_id, receiver))
        return Outcome::No;
      GenericArgs args = infcx.fresh_args_for_item(candidate.trait_id, span_);
      if (!self_matches(receiver_of(candidate.item, args), receiver))
        return Outcome::No;
      ty::Predicate goal =
          tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({candidate.trait_id, args}));
      if (traits::predicate_may_hold(infcx, fcx_.env, goal))
        return Outcome::Yes;
      failure_.unsatisfied.push_back({infcx.resolve(receiver), infcx.resolve(goal)});
      return Outcome::No;
    }
    }
    return Outcome::No;
  });
}

std::optional<Pick> Prober::pick_among(llvm::ArrayRef<Candidate> candidates, Ty receiver) {
  llvm::SmallVector<const Candidate *, 2> applicable;
  for (const Candidate &candidate : candidates)
    if (consider(candidate, receiver) == Outcome::Yes)
      applicable.push_back(&candidate);
  if (applicable.empty())
    return std::nullopt;
  const Candidate &first = *applicable[0];
  Pick pick;
  pick.item = first.item;
  pick.kind = first.kind;
  pick.trait_ref = first.trait_ref;
  pick.imports = first.imports;
  if (applicable.size() == 1)
    return pick;
  // An unstable item gives way to a stable one.
  llvm::SmallVector<const Candidate *, 2> stable;
  for (const Candidate *candidate : applicable)
    if (fcx_.tcx.is_local(candidate->item.def_id) ||
        !fcx_.tcx.stability(candidate->item.def_id).is_unstable)
      stable.push_back(candidate);
  if (stable.size() == 1) {
    pick.item = stable[0]->item;
    pick.kind = stable[0]->kind;
    pick.trait_ref = stable[0]->trait_ref;
    pick.imports = stable[0]->imports;
    return pick;
  }
  bool one_trait = llvm::all_of(applicable, [&](const Candidate *candidate) {
    return candidate->item.container == ty::AssocContainer::Trait &&
           candidate->item.container_id == first.item.container_id;
  });
  if (one_trait) {
    pick.kind = PickKind::Trait;
    return pick;
  }
  ambiguous_ = true;
  failure_.kind = ProbeFailure::Ambiguous;
  failure_.candidates.clear();
  for (const Candidate *candidate : applicable)
    failure_.candidates.push_back(candidate->item);
  return std::nullopt;
}

std::optional<Pick> Prober::pick_method(Ty receiver, const Step &step) {
  std::optional<Pick> pick = pick_among(inherent_, receiver);
  if (!pick && !ambiguous_)
    pick = pick_among(extension_, receiver);
  if (pick) {
    pick->autoderefs = step.autoderefs;
    pick->unsize = step.unsize;
    pick->self_ty = step.ty;
  }
  return pick;
}

std::optional<Pick> Prober::pick_step(const Step &step) {
  TyCtxt &tcx = fcx_.tcx;
  if (!step.unsize || mode_ == ProbeMode::Path)
    if (auto pick = pick_method(step.ty, step)) {
      // A reference by value is reborrowed: `r.f()` does not move a `&mut`.
      if (mode_ == ProbeMode::MethodCall && step.ty.is_ref()) {
        ++pick->autoderefs;
        pick->autoref = step.ty.mutbl() == Mutability::Mut ? Autoref::RefMut : Autoref::Ref;
      }
      return pick;
    }
  if (mode_ == ProbeMode::Path || ambiguous_)
    return std::nullopt;
  Ty shared =
      fcx_.infcx.probe([&] { return tcx.mk_ref(tcx.common.re_erased, step.ty, Mutability::Not); });
  if (auto pick = pick_method(shared, step)) {
    pick->autoref = Autoref::Ref;
    return pick;
  }
  if (ambiguous_)
    return std::nullopt;
  Ty unique = tcx.mk_ref(tcx.common.re_erased, step.ty, Mutability::Mut);
  if (auto pick = pick_method(unique, step)) {
    pick->autoref = Autoref::RefMut;
    return pick;
  }
  if (ambiguous_ || !step.ty.is_raw_ptr() || step.ty.mutbl() == Mutability::Not || step.unsize)
    return std::nullopt;
  if (auto pick = pick_method(tcx.mk_ptr(step.ty.inner(), Mutability::Not), step)) {
    pick->autoref = Autoref::ConstPtr;
    return pick;
  }
  return std::nullopt;
}

ProbeResult Prober::run(Ty self_ty, hir::TraitScopeId traits) {
  ProbeResult out;
  failure_.mode_call = mode_ == ProbeMode::MethodCall;
  if (!collect_steps(self_ty)) {
    out.failure = failure_;
    out.failure.kind = ProbeFailure::BadType;
    return out;
  }
  for (const Step &step : steps_)
    assemble_inherent(step.ty);
  assemble_traits(traits);
  for (const Step &step : steps_) {
    if (step.ty.is_error()) {
      out.failure = failure_;
      out.failure.kind = ProbeFailure::BadType;
      return out;
    }
    out.pick = pick_step(step);
    if (out.pick || ambiguous_)
      break;
  }
  out.failure = std::move(failure_);
  return out;
}

} // namespace

ProbeResult probe(FnCtxt &fcx, Span span, ProbeMode mode, hir::Ident name, Ty self_ty,
                  hir::TraitScopeId traits) {
  return Prober(fcx, span, mode, name).run(self_ty, traits);
}

} // namespace ochre::typeck
