// Closures: kind and signature from what is expected, then the body.
//
// An expected type that is still a variable tells through its pending goals: `?T: FnMut(&u8) -> ?R`
// gives kind and signature, bound lifetimes kept. What the user wrote is merged with it. The kind
// stays a variable if nothing demands one; capture analysis decides then.
// Source: rustc-dev-guide "Closure expansion", checklist point 24.
#include "sema/traits/elaborate.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

struct Deduced {
  std::optional<ty::PolyFnSig> sig; ///< inputs as written by the bound: not tupled
  std::optional<ty::ClosureKind> kind;
  Ty future_output; ///< of `AsyncFn() -> T`; null: not known
};

std::optional<ty::ClosureKind> fn_trait_kind(TyCtxt &tcx, DefId trait_id) {
  auto is = [&](LangItem a, LangItem b) {
    return tcx.is_lang_item(trait_id, a) || tcx.is_lang_item(trait_id, b);
  };
  if (is(LangItem::Fn, LangItem::AsyncFn))
    return ty::ClosureKind::Fn;
  if (is(LangItem::FnMut, LangItem::AsyncFnMut))
    return ty::ClosureKind::FnMut;
  if (is(LangItem::FnOnce, LangItem::AsyncFnOnce))
    return ty::ClosureKind::FnOnce;
  return std::nullopt;
}

/// `<?T as FnOnce<(A, B)>>::Output == R` and `?T: Fn<(A, B)>` say what the closure takes.
void deduce_from_clause(FnCtxt &fcx, ty::Predicate clause, Deduced &out) {
  TyCtxt &tcx = fcx.tcx;
  if (clause.is(ty::PredicateKind::Projection)) {
    bool is_async = tcx.is_lang_item(clause.alias().def_id, LangItem::AsyncFnOnceOutput);
    if ((!is_async && !tcx.is_lang_item(clause.alias().def_id, LangItem::FnOnceOutput)) ||
        !clause.term().is_ty())
      return;
    Ty inputs = shallow(fcx, clause.alias().args[1].ty());
    if (!inputs.is(ty::TyKind::Tuple))
      return;
    llvm::SmallVector<Ty, 8> tys(inputs.tuple_elems().begin(), inputs.tuple_elems().end());
    // What the bound names as output is what the future gives.
    tys.push_back(is_async ? fcx.infcx.next_ty_var() : clause.term().ty());
    if (is_async && !clause.term().ty().has_escaping_bound_vars())
      out.future_output = clause.term().ty();
    ty::FnSig sig;
    sig.inputs_and_output = tcx.mk_ty_list(tys);
    out.sig = ty::PolyFnSig(sig, clause.bound_vars());
    return;
  }
  if (!clause.is(ty::PredicateKind::Trait))
    return;
  std::optional<ty::ClosureKind> kind = fn_trait_kind(tcx, clause.trait_ref().def_id);
  if (!kind)
    return;
  out.kind = out.kind ? std::min(*out.kind, *kind) : *kind;
  if (out.sig)
    return;
  Ty inputs = shallow(fcx, clause.trait_ref().args[1].ty());
  if (!inputs.is(ty::TyKind::Tuple))
    return;
  llvm::SmallVector<Ty, 8> tys(inputs.tuple_elems().begin(), inputs.tuple_elems().end());
  tys.push_back(fcx.infcx.next_ty_var());
  ty::FnSig sig;
  sig.inputs_and_output = tcx.mk_ty_list(tys);
  out.sig = ty::PolyFnSig(sig, clause.bound_vars());
}

Deduced deduce_from_clauses(FnCtxt &fcx, llvm::ArrayRef<ty::Predicate> clauses) {
  Deduced out;
  llvm::SmallVector<ty::Predicate, 8> all;
  for (ty::Predicate clause : clauses)
    if (clause.is_clause())
      for (ty::Clause implied : traits::elaborate(fcx.tcx, clause))
        all.push_back(implied);
  // Projections carry the output: they come first.
  for (ty::Predicate clause : all)
    if (clause.is(ty::PredicateKind::Projection) && !out.sig)
      deduce_from_clause(fcx, clause, out);
  for (ty::Predicate clause : all)
    if (clause.is(ty::PredicateKind::Trait))
      deduce_from_clause(fcx, clause, out);
  return out;
}

Deduced deduce(FnCtxt &fcx, Ty expected) {
  Deduced out;
  switch (expected.kind()) {
  case ty::TyKind::Infer: {
    if (!expected.is_ty_var())
      return out;
    llvm::SmallVector<ty::Predicate, 8> clauses;
    register_hidden_type_bounds(fcx);
    for (const Obligation &pending : fcx.fulfill.pending_for_self(fcx.infcx, expected.ty_vid()))
      clauses.push_back(fcx.infcx.resolve(pending.predicate));
    return deduce_from_clauses(fcx, clauses);
  }
  case ty::TyKind::Alias: {
    if (expected.alias_kind() != ty::AliasKind::Opaque)
      return out;
    ty::Clauses bounds =
        ty::instantiate(fcx.tcx, fcx.tcx.item_bounds(expected.def_id()), expected.args());
    llvm::SmallVector<ty::Predicate, 8> clauses(bounds.begin(), bounds.end());
    return deduce_from_clauses(fcx, clauses);
  }
  case ty::TyKind::Dynamic: {
    llvm::SmallVector<ty::Predicate, 8> clauses;
    Ty self_ty = fcx.infcx.next_ty_var();
    for (const ty::PolyExistentialPredicate &p : expected.dyn_predicates())
      clauses.push_back(ty::existential_with_self_ty(fcx.tcx, p, self_ty));
    return deduce_from_clauses(fcx, clauses);
  }
  case ty::TyKind::FnPtr: {
    ty::PolyFnSig sig = expected.fn_ptr_sig();
    ty::FnSig plain = sig.skip_binder();
    plain.abi = ty::Abi::Rust;
    plain.safety = ty::Safety::Safe;
    out.sig = ty::PolyFnSig(plain, sig.bound_vars());
    out.kind = ty::ClosureKind::Fn;
    return out;
  }
  case ty::TyKind::Bool:
  case ty::TyKind::Char:
  case ty::TyKind::Int:
  case ty::TyKind::Uint:
  case ty::TyKind::Float:
  case ty::TyKind::Str:
  case ty::TyKind::Never:
  case ty::TyKind::Adt:
  case ty::TyKind::Foreign:
  case ty::TyKind::Array:
  case ty::TyKind::Slice:
  case ty::TyKind::RawPtr:
  case ty::TyKind::Ref:
  case ty::TyKind::FnDef:
  case ty::TyKind::Closure:
  case ty::TyKind::Coroutine:
  case ty::TyKind::CoroutineWitness:
  case ty::TyKind::Tuple:
  case ty::TyKind::Param:
  case ty::TyKind::Bound:
  case ty::TyKind::Placeholder:
  case ty::TyKind::Error: break;
  }
  return out;
}

/// The signature as the user wrote it; what is missing is a variable.
ty::PolyFnSig written_sig(FnCtxt &fcx, const hir::Closure &closure) {
  collect::HirTyLowerer lower = lowerer(fcx);
  const hir::FnDecl &decl = fcx.nodes.fn_decls[closure.decl];
  lower.push_scope(decl.bound_params);
  llvm::SmallVector<Ty, 8> tys;
  for (hir::TyId input : fcx.nodes.list(decl.inputs)) {
    tys.push_back(lower.lower_ty(input));
    fcx.results.hir_tys[input] = tys.back();
  }
  tys.push_back(decl.output.is_valid() ? lower.lower_ty(decl.output)
                                       : fcx.infcx.next_ty_var(closure.decl_span));
  ty::FnSig sig;
  sig.inputs_and_output = fcx.tcx.mk_ty_list(tys);
  return ty::PolyFnSig(sig, lower.pop_scope());
}

/// Expected and written signature together: written types are made equal to the expected ones,
/// which may be under a binder of their own.
ty::PolyFnSig merge_sigs(FnCtxt &fcx, const hir::Closure &closure, const ty::PolyFnSig &expected,
                         const ty::PolyFnSig &written, Span span) {
  size_t count = written.skip_binder().inputs().size();
  if (expected.skip_binder().inputs().size() != count || expected.skip_binder().c_variadic)
    return written;
  const hir::FnDecl &decl = fcx.nodes.fn_decls[closure.decl];
  Attempt attempt(fcx);
  auto merge = [&] {
    ty::FnSig inner = fcx.infcx.instantiate_with_placeholders(expected);
    ty::FnSig user = fcx.infcx.instantiate_with_fresh_vars(written, span);
    for (size_t i = 0; i < count; ++i) {
      auto result = fcx.infcx.eq(fcx.cause(span), fcx.env, inner.inputs()[i], user.inputs()[i]);
      if (!result)
        return false;
      register_obligations(fcx, result.obligations);
    }
    if (decl.output.is_valid()) {
      auto result = fcx.infcx.eq(fcx.cause(span), fcx.env, inner.output(), user.output());
      if (!result)
        return false;
      register_obligations(fcx, result.obligations);
    }
    return true;
  };
  if (merge()) {
    attempt.commit();
    return expected;
  }
  attempt.undo();
  // `|x: &u8|` for `Fn(_)`: the user's types hold, the solver reports what does not fit.
  return written;
}

void check_body(FnCtxt &fcx, hir::ExprId id, const hir::Closure &closure, ty::FnSig sig,
                Ty yield_ty, Ty resume_ty) {
  const hir::Body &body = fcx.nodes.bodies[closure.body];
  const hir::FnDecl &decl = fcx.nodes.fn_decls[closure.decl];
  BodyCtxt outer = fcx.body;
  Diverges outer_diverges = fcx.diverges;
  std::vector<Breakable> outer_breakables;
  std::swap(outer_breakables, fcx.breakables);
  CoerceMany ret;
  ret.expected = sig.output();
  fcx.body = BodyCtxt();
  fcx.body.def_id = closure.def_id;
  fcx.body.ret = &ret;
  fcx.body.ret_span = decl.output.is_valid() ? decl.output_span : Span();
  fcx.body.yield_ty = yield_ty;
  fcx.body.resume_ty = resume_ty;
  fcx.diverges = Diverges::Maybe;
  fcx.results.body_sigs[closure.def_id] = sig;
  for (size_t i = 0; i < body.params.size(); ++i) {
    declare_locals(fcx, body.params[i].pat);
    Ty ty = i < sig.inputs().size() ? sig.inputs()[i] : fcx.tcx.common.error;
    check_pat_top(fcx, body.params[i].pat, ty, body.params[i].ty_span, hir::ExprId());
    require_sized_deferred(fcx, ty, body.params[i].span, CauseCode::SizedArgument);
  }
  Ty value = check_expr(fcx, body.value, Expectation::has_type(ret.expected));
  coerce_push(fcx, ret, fcx.span(body.value), body.value, value);
  Ty actual = coerce_complete(fcx, ret);
  if (!actual.is_never() || !shallow(fcx, sig.output()).is_infer())
    demand_sub(fcx, fcx.span(body.value), sig.output(), actual.is_never() ? sig.output() : actual);
  else
    demand_eq(fcx, fcx.span(body.value), sig.output(), actual);
  (void)id;
  fcx.body = outer;
  fcx.diverges = outer_diverges;
  std::swap(outer_breakables, fcx.breakables);
}

GenericArgs closure_args(FnCtxt &fcx, llvm::ArrayRef<Ty> own) {
  GenericArgs parent = ty::identity_args(fcx.tcx, fcx.root_def);
  llvm::SmallVector<GenericArg, 8> args(parent.begin(), parent.end());
  args.append(own.begin(), own.end());
  return fcx.tcx.mk_args(args);
}

Ty kind_ty(TyCtxt &tcx, ty::ClosureKind kind) {
  switch (kind) {
  case ty::ClosureKind::Fn: return tcx.common.i8;
  case ty::ClosureKind::FnMut: return tcx.common.i16;
  case ty::ClosureKind::FnOnce: return tcx.common.i32;
  }
  return tcx.common.i8;
}

/// Late-bound regions of the closure's own signature are free inside its body.
ty::FnSig liberate(FnCtxt &fcx, DefId closure, const ty::PolyFnSig &sig) {
  TyCtxt &tcx = fcx.tcx;
  ty::BoundVarReplacer replacer{
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error; },
      [&](ty::BoundVar var, ty::BoundVarKind kind) {
        return kind.def_id.is_valid()
                   ? tcx.mk_re_late_param(closure, kind.def_id, tcx.name(kind.def_id))
                   : tcx.mk_re_late_anon(closure, var.raw);
      },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error_const; }};
  return normalize(fcx, Span(), ty::replace_bound_vars(tcx, sig, replacer));
}

ty::PolyFnSig tupled(TyCtxt &tcx, const ty::PolyFnSig &sig) {
  const ty::FnSig &inner = sig.skip_binder();
  Ty inputs = tcx.mk_tuple(inner.inputs());
  Ty tys[] = {inputs, inner.output()};
  ty::FnSig out = inner;
  out.inputs_and_output = tcx.mk_ty_list(tys);
  out.abi = ty::Abi::RustCall;
  return ty::PolyFnSig(out, sig.bound_vars());
}

/// What the closure writes as types, for the borrow checker. What is bound is free inside.
void record_written_sig(FnCtxt &fcx, const hir::Closure &closure, const ty::PolyFnSig &written) {
  TyCtxt &tcx = fcx.tcx;
  DefId def = tcx.defs.to_def_id(closure.def_id);
  const hir::FnDecl &decl = fcx.nodes.fn_decls[closure.decl];
  ty::BoundVarReplacer replacer{
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error; },
      [&](ty::BoundVar, ty::BoundVarKind kind) {
        return tcx.mk_re_late_param(def, kind.def_id, tcx.name(kind.def_id));
      },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error_const; }};
  ty::FnSig open = ty::replace_bound_vars(tcx, written, replacer);
  llvm::ArrayRef<hir::TyId> inputs = fcx.nodes.list(decl.inputs);
  auto record = [&](hir::TyId id, Ty ty) {
    if (UserType user = canonical_user_type(fcx, ty))
      fcx.results.user_tys[id] = user;
  };
  for (size_t i = 0; i < inputs.size(); ++i)
    record(inputs[i], open.inputs()[i]);
  if (decl.output.is_valid())
    record(decl.output, open.output());
}

Ty check_coroutine(FnCtxt &fcx, hir::ExprId id, const hir::Closure &closure) {
  TyCtxt &tcx = fcx.tcx;
  DefId def_id = tcx.defs.to_def_id(closure.def_id);
  bool is_async = closure.coroutine != hir::CoroutineKind::Coroutine;
  Span span = fcx.span(id);
  Ty resume =
      is_async ? tcx.mk_lang_adt(LangItem::ResumeTy, {}, span) : fcx.infcx.next_ty_var(span);
  Ty yield_ty = is_async ? tcx.common.unit : fcx.infcx.next_ty_var(span);
  const hir::FnDecl &decl = fcx.nodes.fn_decls[closure.decl];
  Ty output = decl.output.is_valid() ? lower_ty(fcx, decl.output) : fcx.infcx.next_ty_var(span);
  if (closure.coroutine == hir::CoroutineKind::AsyncFn && !decl.output.is_valid())
    if (Ty declared = async_fn_output(fcx))
      output = declared;
  Ty wanted = std::exchange(fcx.future_output, Ty());
  if (closure.coroutine == hir::CoroutineKind::AsyncClosure && !decl.output.is_valid() && wanted)
    output = wanted;
  Ty upvars = fcx.infcx.next_ty_var(span);
  Ty witness = tcx.mk_coroutine_witness(def_id, ty::identity_args(tcx, fcx.root_def));
  // Whether it borrows from the async closure around it shows with that one's kind (capture.cpp).
  Ty kind = closure.coroutine == hir::CoroutineKind::AsyncClosure ? fcx.infcx.next_ty_var(span)
                                                                  : tcx.common.i32;
  Ty ty = tcx.mk_coroutine(def_id,
                           closure_args(fcx, {kind, resume, yield_ty, output, witness, upvars}));
  ClosureInfo &info = fcx.results.closures[closure.def_id];
  info.def_id = closure.def_id;
  info.closure = hir::ClosureId(fcx.expr(id).a);
  info.ty = ty;
  info.kind = ty::ClosureKind::FnOnce;
  fcx.closure_expr_of[closure.def_id] = id;
  ty::FnSig sig;
  const hir::Body &body = fcx.nodes.bodies[closure.body];
  llvm::SmallVector<Ty, 2> tys;
  if (!body.params.empty())
    tys.push_back(resume);
  tys.push_back(output);
  sig.inputs_and_output = tcx.mk_ty_list(tys);
  check_body(fcx, id, closure, sig, yield_ty, resume);
  fcx.closure_exprs.push_back(id);
  return ty;
}

} // namespace

Ty check_closure(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  TyCtxt &tcx = fcx.tcx;
  const hir::Closure &closure = fcx.nodes.closures[hir::ClosureId(fcx.expr(id).a)];
  if (closure.coroutine != hir::CoroutineKind::None)
    return check_coroutine(fcx, id, closure);
  DefId def_id = tcx.defs.to_def_id(closure.def_id);
  Span span = fcx.span(id);
  Deduced deduced;
  if (Ty hint = expected_ty(fcx, expected))
    deduced = deduce(fcx, try_structurally_resolve(fcx, span, hint));
  LocalDefId outer_def = fcx.body.def_id;
  fcx.body.def_id = closure.def_id;
  ty::PolyFnSig sig = written_sig(fcx, closure);
  fcx.body.def_id = outer_def;
  record_written_sig(fcx, closure, sig);
  if (deduced.sig) {
    if (deduced.sig->skip_binder().inputs().size() != sig.skip_binder().inputs().size()) {
      // The bound that fails is reported as such (E0593) by the solver's messages.
      deduced.sig.reset();
    } else {
      sig = merge_sigs(fcx, closure, *deduced.sig, sig, span);
    }
  }
  Ty kind = deduced.kind ? kind_ty(tcx, *deduced.kind) : fcx.infcx.next_ty_var(span);
  Ty upvars = fcx.infcx.next_ty_var(span);
  Ty sig_ptr = tcx.mk_fn_ptr(tupled(tcx, sig));
  Ty ty = tcx.mk_closure(def_id, closure_args(fcx, {kind, sig_ptr, upvars}));
  ClosureInfo &info = fcx.results.closures[closure.def_id];
  info.def_id = closure.def_id;
  info.closure = hir::ClosureId(fcx.expr(id).a);
  info.ty = ty;
  fcx.closure_expr_of[closure.def_id] = id;
  fcx.future_output = closure.is_async_closure ? deduced.future_output : Ty();
  check_body(fcx, id, closure, liberate(fcx, def_id, sig), Ty(), Ty());
  fcx.closure_exprs.push_back(id);
  return ty;
}

} // namespace ochre::typeck
