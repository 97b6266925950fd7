// Relating types under a variance: equality, subtyping, their obligations.
//
// `&'a Vec<?T> <: &'b ?U` gives `'a: 'b`, binds ?U to a generalised copy of the
// pointee and relates the two. Aliases that are not identical become AliasRelate
// obligations instead of being compared by structure. Binders are opened with
// placeholders on one side and variables on the other. Source: rustc-dev-guide,
// "Type inference", "Higher-ranked trait bounds", "The new trait solver".
#include "sema/traits/generalize.h"
#include "sema/traits/solver.h"

namespace ochre::traits {

using ty::ConstKind;
using ty::TyKind;
using ty::Variance;

namespace {

class Relation {
public:
  Relation(InferCtxt &infcx, const ObligationCause &cause, ParamEnv env, Variance ambient)
      : infcx_(infcx), tcx_(infcx.tcx), cause_(cause), env_(env), ambient_(ambient) {}

  bool structural_aliases = false; ///< for the outermost alias only
  RelateError error = RelateError::Mismatch;
  Obligations obligations;

  bool args(GenericArg a, GenericArg b) {
    if (a.kind() != b.kind())
      return false;
    switch (a.kind()) {
    case GenericArg::kTy: return tys(a.ty(), b.ty());
    case GenericArg::kRegion: return regions(a.region(), b.region());
    case GenericArg::kConst: return consts(a.ct(), b.ct());
    }
    return false;
  }
  bool tys(Ty a, Ty b);
  bool regions(Region a, Region b);
  bool consts(Const a, Const b);
  bool lists(GenericArgs a, GenericArgs b, const std::vector<Variance> *variances);
  bool sigs(const ty::PolyFnSig &a, const ty::PolyFnSig &b);

private:
  bool with(Variance variance, llvm::function_ref<bool()> fn) {
    Variance old = ambient_;
    ambient_ = ty::xform(old, variance);
    bool ok = ambient_ == Variance::Bivariant || fn();
    ambient_ = old;
    return ok;
  }
  bool vars(Ty a, Ty b);
  bool bind_ty(Ty var, Ty value, bool var_is_left);
  bool bind_const(Const var, Const value, bool var_is_left);
  bool int_or_float(Ty a, Ty b);
  bool structure(Ty a, Ty b);
  bool aliases(Ty a, Ty b);
  bool alias_obligation(Ty a, Ty b);
  bool settle(Ty &ty);
  bool open_sigs(const ty::FnSig &a, const ty::FnSig &b);
  bool dyn(Ty a, Ty b);
  bool existential(const ty::PolyExistentialPredicate &a, const ty::PolyExistentialPredicate &b);
  bool open_existential(const ty::ExistentialPredicate &a, const ty::ExistentialPredicate &b);
  void oblige(Predicate predicate) { obligations.push_back({cause_, env_, predicate}); }
  bool fail(RelateError why) {
    error = why;
    return false;
  }

  InferCtxt &infcx_;
  TyCtxt &tcx_;
  const ObligationCause &cause_;
  ParamEnv env_;
  Variance ambient_;
  unsigned depth_ = 0;
};

bool Relation::regions(Region a, Region b) {
  if (a == b)
    return true;
  if (a.is_bound() || b.is_bound())
    return fail(RelateError::Mismatch);
  if (ambient_ != Variance::Contravariant)
    infcx_.add_outlives(a, b, cause_);
  if (ambient_ != Variance::Covariant)
    infcx_.add_outlives(b, a, cause_);
  return true;
}

bool Relation::vars(Ty a, Ty b) {
  TyVid x = a.ty_vid();
  TyVid y = b.ty_vid();
  switch (ambient_) {
  case Variance::Invariant: infcx_.unify(x, y); return true;
  case Variance::Covariant:
    infcx_.sub_unify(x, y);
    oblige(tcx_.mk_subtype(a, b));
    return true;
  case Variance::Contravariant:
    infcx_.sub_unify(x, y);
    oblige(tcx_.mk_subtype(b, a));
    return true;
  case Variance::Bivariant: return true;
  }
  return true;
}

bool Relation::bind_ty(Ty var, Ty value, bool var_is_left) {
  // An alias may turn out to be the variable itself, or contain it.
  if (value.is_alias() && !structural_aliases)
    return var_is_left ? alias_obligation(var, value) : alias_obligation(value, var);
  Variance ambient = value.is_alias() ? Variance::Invariant : ambient_;
  Ty copy = value;
  if (value.is_alias()) {
    // Structurally equal to an alias: its arguments are generalised alone.
    bool occurs = false;
    llvm::SmallVector<GenericArg, 4> parts;
    for (GenericArg arg : value.args()) {
      Generalized part = arg.is_region() ? Generalized{arg, RelateError::None}
                                         : generalize(infcx_, var, ambient, arg, Aliases::Keep);
      occurs |= !part.value;
      parts.push_back(part.value);
    }
    if (occurs)
      return fail(RelateError::CyclicTy);
    copy = tcx_.mk_alias(value.alias_kind(), value.def_id(), tcx_.mk_args(parts));
  } else {
    Generalized made = generalize(infcx_, var, ambient, value);
    if (!made.value)
      return fail(made.error);
    copy = made.value.ty();
    if (made.needs_wf)
      oblige(tcx_.mk_well_formed(GenericArg(copy)));
  }
  infcx_.bind(var.ty_vid(), copy);
  if (copy == value)
    return true;
  bool structural = std::exchange(structural_aliases, structural_aliases && copy.is_alias());
  bool ok = var_is_left ? tys(copy, value) : tys(value, copy);
  structural_aliases = structural;
  return ok;
}

/// Integer and float variables: with each other, with numbers.
bool Relation::int_or_float(Ty a, Ty b) {
  if (b.is_int_var() || b.is_float_var())
    if (!a.is_int_var() && !a.is_float_var())
      std::swap(a, b);
  if (a.is_int_var()) {
    if (b.is_int_var())
      return infcx_.unify(a.int_vid(), b.int_vid()), true;
    if (!b.is(TyKind::Int) && !b.is(TyKind::Uint))
      return fail(RelateError::Mismatch);
    return infcx_.bind(a.int_vid(), b), true;
  }
  if (b.is_float_var())
    return infcx_.unify(a.float_vid(), b.float_vid()), true;
  if (!b.is(TyKind::Float))
    return fail(RelateError::Mismatch);
  return infcx_.bind(a.float_vid(), b), true;
}

bool Relation::alias_obligation(Ty a, Ty b) {
  if (ambient_ == Variance::Bivariant)
    return true;
  if (ambient_ == Variance::Invariant) {
    oblige(tcx_.mk_alias_relate(a, b));
    return true;
  }
  // Whoever solves it normalises both sides first.
  oblige(ambient_ == Variance::Covariant ? tcx_.mk_subtype(a, b) : tcx_.mk_subtype(b, a));
  return true;
}

/// An alias that mentions no variables stands for one type, now and later: it is
/// replaced by that. False: it is not known (yet).
bool Relation::settle(Ty &ty) {
  if (!ty.is_alias() || is_rigid_opaque(infcx_, ty))
    return true;
  // An opaque type that is not revealed here stands for itself, whatever its arguments will be.
  bool hides = infcx_.mode == TypingMode::Analysis || infcx_.mode == TypingMode::Borrowck;
  if (ty.is_opaque() && hides && !infcx_.is_defining(ty.def_id()))
    return true;
  if (ty.has_flags(ty::kHasNonRegionInfer) || ty.has_escaping_bound_vars())
    return false;
  // What stands for a type that holds it would be opened up for ever.
  constexpr unsigned kMaxOpen = 64;
  Solver solver(tcx_);
  if (solver.cache.relations_open >= kMaxOpen)
    return false;
  // Where nothing is hidden or inferred, the answer does not depend on who asks.
  bool is_certain = infcx_.mode == TypingMode::PostAnalysis && !ty.has_flags(ty::kHasInfer);
  std::pair key(env_.caller_bounds.raw(), ty);
  if (is_certain)
    if (Ty known = solver.cache.settled.lookup(key)) {
      ty = known;
      return true;
    }
  ++solver.cache.relations_open;
  Obligations more;
  NormalForm form = normalize_fully(solver, infcx_, cause_, env_, ty, more);
  --solver.cache.relations_open;
  if (!form.term || form.certainty != Certainty::Yes)
    return false;
  obligations.append(more.begin(), more.end());
  ty = infcx_.shallow_resolve(form.term.ty());
  if (is_certain && more.empty())
    if (Ty value = infcx_.resolve(ty); !value.has_flags(ty::kHasInfer))
      solver.cache.settled[key] = ty = value;
  return true;
}

bool Relation::aliases(Ty a, Ty b) {
  if (structural_aliases || a.has_escaping_bound_vars() || b.has_escaping_bound_vars()) {
    if (!a.is_alias() || !b.is_alias() || a.def_id() != b.def_id() ||
        a.alias_kind() != b.alias_kind())
      return fail(RelateError::Mismatch);
    bool structural = std::exchange(structural_aliases, false);
    bool opaque = a.is_opaque();
    bool ok = lists(a.args(), b.args(), opaque ? tcx_.variances_of(a.def_id()) : nullptr);
    structural_aliases = structural;
    return ok;
  }
  return alias_obligation(a, b);
}

bool Relation::tys(Ty a, Ty b) {
  if (a == b)
    return true;
  a = infcx_.shallow_resolve(a);
  b = infcx_.shallow_resolve(b);
  if (a == b)
    return true;
  if (infcx_.is_root && !structural_aliases && (a.is_alias() || b.is_alias())) {
    bool known = settle(a) && settle(b);
    if (a == b)
      return true;
    if (known && (a.is_alias() || b.is_alias())) {
      structural_aliases = true;
      bool ok = tys(a, b);
      structural_aliases = false;
      return ok;
    }
  }
  if (a.is_ty_var() && b.is_ty_var())
    return vars(a, b);
  if (a.is_ty_var())
    return bind_ty(a, b, true);
  if (b.is_ty_var())
    return bind_ty(b, a, false);
  if (a.is_error() || b.is_error()) {
    infcx_.tainted_by_errors = true;
    return true;
  }
  if (a.is_alias() || b.is_alias())
    return aliases(a, b);
  if (a.is_infer() || b.is_infer()) {
    if ((a.is_infer() && a.infer_kind() >= ty::InferKind::FreshTy) ||
        (b.is_infer() && b.infer_kind() >= ty::InferKind::FreshTy))
      return fail(RelateError::Mismatch);
    return int_or_float(a, b);
  }
  if (a.kind() != b.kind())
    return fail(RelateError::Mismatch);
  if (++depth_ > 512) {
    --depth_;
    return fail(RelateError::CyclicTy);
  }
  bool structural = std::exchange(structural_aliases, false);
  bool ok = structure(a, b);
  structural_aliases = structural;
  --depth_;
  return ok;
}

bool Relation::structure(Ty a, Ty b) {
  switch (a.kind()) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Foreign:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Infer:
  case TyKind::Error:
  case TyKind::Alias: return fail(RelateError::Mismatch); // equal ones are identical
  case TyKind::Adt:
    if (a.def_id() != b.def_id())
      return fail(RelateError::Mismatch);
    return lists(a.args(), b.args(),
                 ambient_ == Variance::Invariant ? nullptr : tcx_.variances_of(a.def_id()));
  case TyKind::FnDef:
  case TyKind::Closure:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness:
    return a.def_id() == b.def_id() ? lists(a.args(), b.args(), nullptr)
                                    : fail(RelateError::Mismatch);
  case TyKind::Array: return tys(a.inner(), b.inner()) && consts(a.array_len(), b.array_len());
  case TyKind::Slice: return tys(a.inner(), b.inner());
  case TyKind::RawPtr:
  case TyKind::Ref: {
    if (a.mutbl() != b.mutbl())
      return fail(RelateError::Mismatch);
    if (a.is_ref() && !regions(a.region(), b.region()))
      return false;
    Variance inner = a.mutbl() == ty::Mutability::Mut ? Variance::Invariant : Variance::Covariant;
    return with(inner, [&] { return tys(a.inner(), b.inner()); });
  }
  case TyKind::FnPtr: return sigs(a.fn_ptr_sig(), b.fn_ptr_sig());
  case TyKind::Dynamic: return dyn(a, b);
  case TyKind::Tuple: {
    ty::TyList x = a.tuple_elems();
    ty::TyList y = b.tuple_elems();
    if (x.size() != y.size())
      return fail(RelateError::Mismatch);
    for (uint32_t i = 0; i < x.size(); ++i)
      if (!tys(x[i], y[i]))
        return false;
    return true;
  }
  }
  return false;
}

/// `variances` null: all invariant.
bool Relation::lists(GenericArgs a, GenericArgs b, const std::vector<Variance> *variances) {
  if (a.size() != b.size())
    return fail(RelateError::Mismatch);
  for (uint32_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i])
      continue;
    Variance variance = variances && i < variances->size() ? (*variances)[i] : Variance::Invariant;
    if (!with(variance, [&] { return args(a[i], b[i]); }))
      return false;
  }
  return true;
}

bool Relation::open_sigs(const ty::FnSig &a, const ty::FnSig &b) {
  for (size_t i = 0; i < a.inputs().size(); ++i)
    if (!with(Variance::Contravariant, [&] { return tys(a.inputs()[i], b.inputs()[i]); }))
      return false;
  return tys(a.output(), b.output());
}

bool Relation::sigs(const ty::PolyFnSig &a, const ty::PolyFnSig &b) {
  const ty::FnSig &x = a.skip_binder();
  const ty::FnSig &y = b.skip_binder();
  if (x.c_variadic != y.c_variadic || x.safety != y.safety || x.abi != y.abi ||
      x.inputs().size() != y.inputs().size())
    return fail(RelateError::Mismatch);
  if (a.bound_vars().empty() && b.bound_vars().empty())
    return open_sigs(x, y);
  // a <: b: for all regions of b there are regions of a. Equality is both, each with equal parts:
  // `for<'b> fn(fn(&'b T))` and `fn(fn(&'static T))` are subtypes of each other, but not equal.
  if (ambient_ != Variance::Contravariant) {
    ty::FnSig right = infcx_.instantiate_with_placeholders(b);
    ty::FnSig left = infcx_.instantiate_with_fresh_vars(a, cause_.span);
    if (!open_sigs(left, right))
      return false;
  }
  if (ambient_ != Variance::Covariant) {
    ty::FnSig left = infcx_.instantiate_with_placeholders(a);
    ty::FnSig right = infcx_.instantiate_with_fresh_vars(b, cause_.span);
    return open_sigs(left, right);
  }
  return true;
}

bool Relation::open_existential(const ty::ExistentialPredicate &a,
                                const ty::ExistentialPredicate &b) {
  return with(Variance::Invariant, [&] {
    return lists(a.args, b.args, nullptr) &&
           (a.kind != ty::ExistentialKind::Projection || args(a.term, b.term));
  });
}

bool Relation::existential(const ty::PolyExistentialPredicate &a,
                           const ty::PolyExistentialPredicate &b) {
  if (a.skip_binder().kind != b.skip_binder().kind ||
      a.skip_binder().def_id != b.skip_binder().def_id)
    return fail(RelateError::Mismatch);
  if (a.bound_vars().empty() && b.bound_vars().empty())
    return open_existential(a.skip_binder(), b.skip_binder());
  if (ambient_ != Variance::Contravariant) {
    ty::ExistentialPredicate right = infcx_.instantiate_with_placeholders(b);
    ty::ExistentialPredicate left = infcx_.instantiate_with_fresh_vars(a, cause_.span);
    if (!open_existential(left, right))
      return false;
  }
  if (ambient_ != Variance::Covariant) {
    ty::ExistentialPredicate left = infcx_.instantiate_with_placeholders(a);
    ty::ExistentialPredicate right = infcx_.instantiate_with_fresh_vars(b, cause_.span);
    return open_existential(left, right);
  }
  return true;
}

bool Relation::dyn(Ty a, Ty b) {
  auto x = a.dyn_predicates();
  auto y = b.dyn_predicates();
  if (x.size() != y.size())
    return fail(RelateError::Mismatch);
  if (!regions(a.region(), b.region()))
    return false;
  // Projections of one associated type may stand in another order.
  llvm::SmallVector<bool, 8> used(y.size());
  for (uint32_t i = 0; i < x.size(); ++i) {
    bool found = false;
    for (uint32_t j = 0; j < y.size() && !found; ++j) {
      if (used[j] || x[i].skip_binder().kind != y[j].skip_binder().kind ||
          x[i].skip_binder().def_id != y[j].skip_binder().def_id)
        continue;
      if (!existential(x[i], y[j]))
        return false;
      used[j] = found = true;
    }
    if (!found)
      return fail(RelateError::Mismatch);
  }
  return true;
}

bool Relation::bind_const(Const var, Const value, bool var_is_left) {
  if (value.is(ConstKind::Unevaluated) && !structural_aliases) {
    oblige(var_is_left ? tcx_.mk_alias_relate(var, value) : tcx_.mk_alias_relate(value, var));
    return true;
  }
  if (value.is(ConstKind::Unevaluated)) {
    infcx_.bind(var.vid(), value);
    return true;
  }
  Generalized made = generalize(infcx_, var, Variance::Invariant, value);
  if (!made.value)
    return fail(made.error);
  infcx_.bind(var.vid(), made.value.ct());
  return made.value.ct() == value || consts(made.value.ct(), value);
}

bool Relation::consts(Const a, Const b) {
  if (a == b)
    return true;
  a = infcx_.shallow_resolve(a);
  b = infcx_.shallow_resolve(b);
  if (a == b)
    return true;
  bool a_var = a.is(ConstKind::Infer) && !a.is_fresh();
  bool b_var = b.is(ConstKind::Infer) && !b.is_fresh();
  if (a_var && b_var)
    return infcx_.unify(a.vid(), b.vid()), true;
  if (a_var)
    return bind_const(a, b, true);
  if (b_var)
    return bind_const(b, a, false);
  if (a.is(ConstKind::Error) || b.is(ConstKind::Error)) {
    infcx_.tainted_by_errors = true;
    return true;
  }
  if (a.is(ConstKind::Unevaluated) || b.is(ConstKind::Unevaluated)) {
    if (!structural_aliases) {
      oblige(tcx_.mk_alias_relate(a, b));
      return true;
    }
    if (a.kind() != b.kind() || a.def_id() != b.def_id())
      return fail(RelateError::Mismatch);
    bool structural = std::exchange(structural_aliases, false);
    bool ok = with(Variance::Invariant, [&] { return lists(a.args(), b.args(), nullptr); });
    structural_aliases = structural;
    return ok;
  }
  if (a.is(ConstKind::Value) && b.is(ConstKind::Value) && a.valtree() == b.valtree())
    return tys(a.value_ty(), b.value_ty());
  return fail(RelateError::Mismatch);
}

template <class Fn>
RelateResult run(InferCtxt &infcx, const ObligationCause &cause, ParamEnv env, Variance variance,
                 bool structural, Fn fn) {
  Relation relation(infcx, cause, env, variance);
  relation.structural_aliases = structural;
  InferCtxt::Snapshot snapshot = infcx.start_snapshot();
  if (!fn(relation)) {
    infcx.rollback_to(snapshot);
    return {relation.error, {}};
  }
  infcx.commit(snapshot);
  return {RelateError::None, std::move(relation.obligations)};
}

} // namespace

RelateResult InferCtxt::relate(const ObligationCause &cause, ParamEnv env, Variance variance,
                               GenericArg a, GenericArg b) {
  if (a == b)
    return {};
  return run(*this, cause, env, variance, false, [&](Relation &r) { return r.args(a, b); });
}

RelateResult InferCtxt::relate_structurally(const ObligationCause &cause, ParamEnv env,
                                            Variance variance, GenericArg a, GenericArg b) {
  if (a == b)
    return {};
  return run(*this, cause, env, variance, true, [&](Relation &r) { return r.args(a, b); });
}

RelateResult InferCtxt::eq(const ObligationCause &cause, ParamEnv env, GenericArg a, GenericArg b) {
  return relate(cause, env, Variance::Invariant, a, b);
}
RelateResult InferCtxt::sub(const ObligationCause &cause, ParamEnv env, Ty a, Ty b) {
  return relate(cause, env, Variance::Covariant, a, b);
}
RelateResult InferCtxt::eq_trait_refs(const ObligationCause &cause, ParamEnv env,
                                      const ty::TraitRef &a, const ty::TraitRef &b) {
  if (a.def_id != b.def_id)
    return {RelateError::Mismatch, {}};
  return run(*this, cause, env, Variance::Invariant, false,
             [&](Relation &r) { return r.lists(a.args, b.args, nullptr); });
}
RelateResult InferCtxt::relate_sigs(const ObligationCause &cause, ParamEnv env, Variance variance,
                                    const ty::PolyFnSig &a, const ty::PolyFnSig &b) {
  return run(*this, cause, env, variance, false, [&](Relation &r) { return r.sigs(a, b); });
}

bool InferCtxt::can_eq(ParamEnv env, Ty a, Ty b) {
  return probe([&] { return bool(eq(ObligationCause(), env, a, b)); });
}
bool InferCtxt::can_sub(ParamEnv env, Ty a, Ty b) {
  return probe([&] { return bool(sub(ObligationCause(), env, a, b)); });
}

} // namespace ochre::traits
