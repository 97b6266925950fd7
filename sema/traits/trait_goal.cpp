// Trait goals: candidates, and the rules that choose among them.
//
// All candidates that may apply are evaluated. A where-clause that depends on
// parameters wins over bounds of aliases, these over where-clauses that do not,
// impls and built-in rules. Inside the winning class all must say the same, or
// one must be trivially true; otherwise the goal is ambiguous. In coherence no
// class is preferred. Source: rustc-dev-guide, "Candidate preference".
#include "sema/traits/elaborate.h"
#include "sema/traits/eval_ctxt.h"
#include "sema/traits/orphan.h"

namespace ochre::traits {

using ty::PredicateKind;
using ty::TyKind;

namespace {

bool is_numeric_key(const ty::SimplifiedType &key) {
  return key.kind == TyKind::Int || key.kind == TyKind::Uint;
}

bool tys_may_unify(Ty pattern, Ty value, bool rigid_params, unsigned depth);

bool args_match(GenericArg pattern, GenericArg value, bool rigid_params, unsigned depth) {
  if (pattern == value || pattern.kind() != value.kind() || depth == 0)
    return pattern.kind() == value.kind();
  switch (pattern.kind()) {
  case GenericArg::kRegion: return true;
  case GenericArg::kTy: return tys_may_unify(pattern.ty(), value.ty(), rigid_params, depth);
  case GenericArg::kConst: {
    Const a = pattern.ct();
    Const b = value.ct();
    if (a.is(ty::ConstKind::Value) && b.is(ty::ConstKind::Value))
      return a.valtree() == b.valtree();
    return true;
  }
  }
  return true;
}

bool lists_match(llvm::ArrayRef<GenericArg> a, llvm::ArrayRef<GenericArg> b, bool rigid_params,
                 unsigned depth) {
  if (a.size() != b.size())
    return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (!args_match(a[i], b[i], rigid_params, depth))
      return false;
  return true;
}

bool infer_may_be(Ty var, Ty other) {
  if (var.is_int_var())
    return other.is_integral();
  if (var.is_float_var())
    return other.is_floating_point();
  return true;
}

bool tys_may_unify(Ty a, Ty b, bool rigid_params, unsigned depth) {
  if (a == b || depth == 0 || a.is_alias() || b.is_alias() || a.is_error() || b.is_error())
    return true;
  if (a.is_ty_var() || b.is_ty_var() || (a.is_param() && !rigid_params))
    return true;
  if (a.is_infer() || b.is_infer())
    return a.is_infer() ? infer_may_be(a, b) : infer_may_be(b, a);
  if (a.kind() != b.kind())
    return false;
  switch (a.kind()) {
  case TyKind::Adt:
  case TyKind::FnDef:
  case TyKind::Closure:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness:
    return a.def_id() == b.def_id() &&
           lists_match(a.args().array(), b.args().array(), rigid_params, depth - 1);
  case TyKind::Array:
    return tys_may_unify(a.inner(), b.inner(), rigid_params, depth - 1) &&
           args_match(a.array_len(), b.array_len(), rigid_params, depth - 1);
  case TyKind::Slice: return tys_may_unify(a.inner(), b.inner(), rigid_params, depth - 1);
  case TyKind::RawPtr:
  case TyKind::Ref:
    return a.mutbl() == b.mutbl() && tys_may_unify(a.inner(), b.inner(), rigid_params, depth - 1);
  case TyKind::Tuple: {
    if (a.tuple_elems().size() != b.tuple_elems().size())
      return false;
    for (auto [x, y] : llvm::zip(a.tuple_elems(), b.tuple_elems()))
      if (!tys_may_unify(x, y, rigid_params, depth - 1))
        return false;
    return true;
  }
  case TyKind::FnPtr:
    return a.fn_ptr_sig().skip_binder().inputs().size() ==
           b.fn_ptr_sig().skip_binder().inputs().size();
  case TyKind::Dynamic:
    return simplify_type(a, ty::TreatParams::AsRigid) == simplify_type(b, ty::TreatParams::AsRigid);
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Foreign:
  case TyKind::Param:
  case TyKind::Placeholder: return false; // equal ones are identical
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Alias:
  case TyKind::Bound:
  case TyKind::Infer:
  case TyKind::Error: return true;
  }
  return true;
}

constexpr unsigned kRejectDepth = 6;

} // namespace

bool may_unify(GenericArg pattern, GenericArg value) {
  return args_match(pattern, value, false, kRejectDepth);
}
bool args_may_unify(GenericArgs pattern, GenericArgs value) {
  return lists_match(pattern.array(), value.array(), false, kRejectDepth);
}
bool clause_may_apply(GenericArgs clause, GenericArgs value) {
  return lists_match(clause.array(), value.array(), true, kRejectDepth);
}

void for_each_relevant_impl(TyCtxt &tcx, const ty::TraitRef &ref,
                            llvm::function_ref<void(DefId)> each) {
  const ty::TraitImpls &impls = *tcx.impls_of_trait(ref.def_id);
  Ty self = ref.self_ty();
  if (self.is_int_var() || self.is_float_var()) {
    for (const auto &[key, list] : impls.by_self_ty)
      if (self.is_int_var() ? is_numeric_key(key) : key.kind == TyKind::Float)
        llvm::for_each(list, each);
  } else if (auto key = simplify_type(self, ty::TreatParams::AsRigid)) {
    if (auto it = impls.by_self_ty.find(*key); it != impls.by_self_ty.end())
      llvm::for_each(it->second, each);
  } else if (self.is_ty_var()) {
    for (const auto &[unused, list] : impls.by_self_ty)
      llvm::for_each(list, each);
  }
  llvm::for_each(impls.blanket, each);
}

std::optional<GenericArgs> match_impl(EvalCtxt &ec, DefId impl, const ty::TraitRef &ref) {
  TyCtxt &tcx = ec.tcx;
  GenericArgs args = ec.infcx.fresh_args_for_item(impl, ec.cause.span);
  ty::TraitRef header = ty::instantiate(tcx, tcx.impl_header(impl)->trait_ref, args);
  if (!ec.eq(header, ref))
    return std::nullopt;
  for (Predicate clause : all_predicates_of(tcx, impl))
    ec.add(ty::instantiate_predicate(tcx, clause, args));
  return args;
}

namespace {

class Assembler {
public:
  Assembler(EvalCtxt &ec, const ty::TraitRef &ref, ty::Polarity polarity, Candidates &out)
      : ec_(ec), tcx_(ec.tcx), ref_(ref), polarity_(polarity), out_(out) {}

  void run() {
    where_clauses();
    alias_bounds(ref_.self_ty());
    object();
    bool has_impl = impls();
    if (polarity_ == ty::Polarity::Positive && !has_impl)
      auto_trait();
    if (polarity_ == ty::Polarity::Positive)
      add_builtin_candidates(ec_, ref_, out_);
    unknowable();
  }

private:
  void add(CandidateSource source, QueryResult response, DefId impl = DefId()) {
    if (response)
      out_.push_back({source, response, impl});
  }
  QueryResult match_clause(Predicate clause) {
    return ec_.probe([&] {
      ty::TraitRef known = ec_.infcx.instantiate_with_fresh_vars(clause.poly_trait_ref(), Span());
      return ec_.eq(known, ref_) ? ec_.respond() : nullptr;
    });
  }

  void where_clauses() {
    if (ec_.env.caller_bounds.empty())
      return;
    const EnvInfo &info = ec_.solver.cache.env_info(ec_.env);
    auto it = info.traits.find(ref_.def_id);
    if (it == info.traits.end())
      return;
    llvm::SmallVector<Predicate, 2> clauses = it->second;
    for (Predicate clause : clauses) {
      if (clause.polarity() != polarity_ || !clause_may_apply(clause.trait_ref().args, ref_.args))
        continue;
      bool global = !clause.has_flags(ty::kHasFreeLocalNames) && clause.bound_vars().empty();
      add(global ? CandidateSource::GlobalParamEnv : CandidateSource::ParamEnv,
          match_clause(clause));
    }
  }

  void alias_bounds(Ty self) {
    for (unsigned i = 0; self.is_alias() && i < 16; ++i) {
      if (self.alias_kind() == ty::AliasKind::Projection || self.is_opaque()) {
        ty::Clauses bounds = ec_.solver.cache.elaborated_bounds(tcx_, self.def_id());
        for (Predicate bound : bounds) {
          if (!bound.is(PredicateKind::Trait) || bound.trait_ref().def_id != ref_.def_id ||
              bound.polarity() != polarity_)
            continue;
          add(CandidateSource::AliasBound,
              match_clause(ty::instantiate_predicate(tcx_, bound, self.args())));
        }
      }
      if (self.alias_kind() != ty::AliasKind::Projection || self.args().empty() ||
          !self.args()[0].is_ty())
        break;
      self = ec_.infcx.shallow_resolve(self.args()[0].ty());
    }
  }

  void object() {
    Ty self = ref_.self_ty();
    if (!self.is_dyn() || polarity_ == ty::Polarity::Negative)
      return;
    for (const ty::PolyExistentialPredicate &p : self.dyn_predicates()) {
      if (p.skip_binder().kind == ty::ExistentialKind::Projection)
        continue;
      Predicate clause = ty::existential_with_self_ty(tcx_, p, self);
      for (const ty::PolyTraitRef &super : supertraits(tcx_, clause.poly_trait_ref()))
        if (super.skip_binder().def_id == ref_.def_id)
          add(CandidateSource::Object, match_object(super));
    }
  }
  /// A dyn type may name types for which the trait's own bounds do not hold, `dyn Tr<A = str>`:
  /// then it does not implement the trait.
  QueryResult match_object(const ty::PolyTraitRef &super) {
    return ec_.probe([&]() -> QueryResult {
      ty::TraitRef known = ec_.infcx.instantiate_with_fresh_vars(super, Span());
      if (!ec_.eq(known, ref_))
        return nullptr;
      for (Predicate demand : demands_on_dyn(tcx_, ref_))
        ec_.add(demand);
      return ec_.respond();
    });
  }

  /// Whether an impl of either polarity may speak about the type.
  bool impls() {
    bool any = false;
    llvm::SmallVector<DefId, 8> relevant;
    for_each_relevant_impl(tcx_, ref_, [&](DefId impl) { relevant.push_back(impl); });
    for (DefId impl : relevant) {
      const ty::ImplHeader &header = *tcx_.impl_header(impl);
      if (!args_may_unify(header.trait_ref.skip_binder().args, ref_.args))
        continue;
      any = true;
      bool negative = header.polarity == ty::ImplPolarity::Negative;
      if (header.polarity == ty::ImplPolarity::Reservation) {
        if (ec_.infcx.mode == TypingMode::Coherence)
          add(CandidateSource::Unknowable, ec_.ambiguous());
        continue;
      }
      if (negative != (polarity_ == ty::Polarity::Negative))
        continue;
      add(CandidateSource::Impl, ec_.probe([&]() -> QueryResult {
        return match_impl(ec_, impl, ref_) ? ec_.respond() : nullptr;
      }),
          impl);
    }
    return any;
  }

  void auto_trait() {
    if (!tcx_.trait_def(ref_.def_id)->is_auto)
      return;
    // A coroutine may hold borrows of itself, so it must not move once it has run.
    if (ref_.self_ty().is(TyKind::Coroutine) && tcx_.is_lang_item(ref_.def_id, LangItem::Unpin))
      return;
    llvm::SmallVector<Ty, 8> parts;
    bool known = true;
    if (!auto_constituents(ec_, ref_.self_ty(), parts, known))
      return;
    if (!known)
      return add(CandidateSource::Auto, ec_.ambiguous());
    add(CandidateSource::Auto, ec_.probe([&] {
      for (Ty part : parts)
        ec_.add(ty::TraitRef{ref_.def_id, tcx_.mk_args({part})});
      return ec_.respond();
    }));
  }

  /// In coherence: may a crate that is not seen implement it?
  void unknowable() {
    if (ec_.infcx.mode == TypingMode::Coherence && !is_knowable(tcx_, ref_))
      add(CandidateSource::Unknowable, ec_.ambiguous());
  }

  EvalCtxt &ec_;
  TyCtxt &tcx_;
  const ty::TraitRef &ref_;
  ty::Polarity polarity_;
  Candidates &out_;
};

bool says_nothing_but_yes(const Response &response) {
  return response.certainty == Certainty::Yes && response.is_trivial();
}

} // namespace

Candidates assemble_trait_candidates(EvalCtxt &ec, const ty::TraitRef &ref, ty::Polarity polarity) {
  Candidates out;
  Assembler(ec, ref, polarity, out).run();
  return out;
}

QueryResult merge_responses(EvalCtxt &ec, llvm::ArrayRef<Candidate> candidates) {
  if (candidates.empty())
    return nullptr;
  bool same = llvm::all_of(
      candidates, [&](const Candidate &c) { return *c.response == *candidates[0].response; });
  if (same)
    return candidates[0].response;
  for (const Candidate &c : candidates)
    if (says_nothing_but_yes(*c.response))
      return c.response;
  bool overflow = llvm::any_of(
      candidates, [](const Candidate &c) { return c.response->certainty == Certainty::Overflow; });
  return ec.ambiguous(overflow ? Certainty::Overflow : Certainty::Ambiguous);
}

Candidate merge_candidates(EvalCtxt &ec, llvm::ArrayRef<Candidate> candidates) {
  if (candidates.empty())
    return {};
  if (ec.infcx.mode == TypingMode::Coherence)
    return {candidates[0].source, merge_responses(ec, candidates), candidates[0].impl};
  auto pick = [&](llvm::ArrayRef<CandidateSource> sources) -> std::optional<Candidate> {
    llvm::SmallVector<Candidate, 4> chosen;
    for (const Candidate &c : candidates)
      if (llvm::is_contained(sources, c.source))
        chosen.push_back(c);
    if (chosen.empty())
      return std::nullopt;
    return Candidate{chosen[0].source, merge_responses(ec, chosen), chosen[0].impl};
  };
  using S = CandidateSource;
  if (auto found = pick({S::TrivialBuiltin}))
    return *found;
  if (auto found = pick({S::ParamEnv}))
    return *found;
  if (auto found = pick({S::AliasBound}))
    return *found;
  // Rules of the object type itself come before blanket impls that cover it.
  if (auto found = pick({S::Object}))
    return *found;
  if (auto found = pick({S::Impl, S::Builtin, S::Auto}))
    return *found;
  return *pick({S::GlobalParamEnv, S::Unknowable});
}

Candidate winning_candidate(InferCtxt &infcx, ParamEnv env, const ty::TraitRef &ref) {
  TyCtxt &tcx = infcx.tcx;
  Solver solver(tcx);
  CanonicalGoal goal =
      canonicalize(infcx, {env, tcx.mk_trait_predicate(ty::PolyTraitRef::dummy(ref))});
  InferCtxt &inner = solver.cache.context(tcx, solver.cache.depth);
  ++solver.cache.depth;
  auto vars = enter_canonical(inner, goal);
  EvalCtxt ec(solver, inner, goal, vars);
  Candidate best;
  ty::TraitRef known = goal.key.predicate.trait_ref();
  Ty self = ec.structurally(known.self_ty());
  if (self && ec.solve_nested() && !self.is_ty_var()) {
    llvm::SmallVector<GenericArg, 4> args(known.args.begin(), known.args.end());
    args[0] = self;
    known.args = tcx.mk_args(args);
    best = merge_candidates(ec, assemble_trait_candidates(ec, known, ty::Polarity::Positive));
  }
  --solver.cache.depth;
  return best;
}

QueryResult compute_trait_goal(EvalCtxt &ec, const ty::TraitRef &ref, ty::Polarity polarity) {
  Ty self = ec.structurally(ref.self_ty());
  // What normalisation left to do tells of the parts of the type.
  if (!self || !ec.solve_nested())
    return nullptr;
  if (self.is_ty_var())
    return ec.ambiguous();
  if (self.is_error())
    return ec.respond();
  llvm::SmallVector<GenericArg, 4> args(ref.args.begin(), ref.args.end());
  args[0] = self;
  for (GenericArg &arg : llvm::drop_begin(args))
    arg = ec.infcx.resolve(arg);
  ty::TraitRef known{ref.def_id, ec.tcx.mk_args(args)};
  return merge_candidates(ec, assemble_trait_candidates(ec, known, polarity)).response;
}

} // namespace ochre::traits
