// Coercions: how a value of one type becomes a value of another where the language allows it.
//
// `from` and `to` are compared at their heads; what applies first decides: `!` to anything,
// unsizing
// (`&[T; N]` to `&[T]`, `Box<T>` to `Box<dyn Tr>`), reborrowing through derefs (`&String` to
// `&str`, also `&T` to `&T`, whose lifetime may shrink), raw pointers, fn items and closures to fn
// pointers; else subtyping. Source: Reference "Type coercions", RFC 401, rustc-dev-guide.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"
#include "sema/typeck/unsize.h"

namespace ochre::typeck {
namespace {

/// A coercion that was found: the adjustments and what must hold for them.
struct Coercion {
  Ty target; ///< null: none
  llvm::SmallVector<Adjustment, 4> steps;
  Obligations obligations;
  explicit operator bool() const { return bool(target); }

  void add(Obligations more) {
    for (Obligation &obligation : more)
      obligations.push_back(obligation);
  }
};

Adjustment step(AdjustKind kind, Ty target, Mutability mutbl = Mutability::Not) {
  Adjustment out;
  out.kind = kind;
  out.target = target;
  out.mutbl = mutbl;
  return out;
}
Adjustment pointer_step(PointerCoercion coercion, Ty target) {
  Adjustment out = step(AdjustKind::Pointer, target);
  out.coercion = coercion;
  return out;
}

struct Coerce {
  FnCtxt &fcx;
  Span span;
  bool use_lub = false;
  bool allow_two_phase = false;

  Coercion run(Ty from, Ty to);

private:
  Coercion unify(Ty from, Ty to);
  Coercion unify_and(Ty from, Ty to, llvm::ArrayRef<Adjustment> steps);
  Coercion from_variable(Ty from, Ty to);
  Coercion unsized(Ty from, Ty to);
  Coercion reference(Ty from, Ty to);
  Coercion raw_pointer(Ty from, Ty to);
  Coercion from_fn_item(Ty from, Ty to);
  Coercion from_fn_pointer(Ty from, Ty to);
  Coercion from_closure(Ty from, Ty to);
  Coercion fn_pointer(Ty pointer, Ty to, llvm::ArrayRef<Adjustment> steps);
};

Coercion Coerce::unify(Ty from, Ty to) { return unify_and(from, to, {}); }

Coercion Coerce::unify_and(Ty from, Ty to, llvm::ArrayRef<Adjustment> steps) {
  Coercion out;
  ObligationCause cause = fcx.cause(span, CauseCode::Coercion);
  if (use_lub) {
    traits::LatticeResult result = fcx.infcx.lub(cause, fcx.env, to, from);
    if (!result)
      return {};
    out.target = result.ty;
    out.obligations = std::move(result.obligations);
  } else {
    traits::RelateResult result = fcx.infcx.sub(cause, fcx.env, from, to);
    if (!result)
      return {};
    out.target = to;
    out.obligations = std::move(result.obligations);
  }
  out.steps.append(steps.begin(), steps.end());
  if (!out.steps.empty() && steps.size() == 1)
    out.steps.back().target = out.target;
  return out;
}

Coercion Coerce::run(Ty from, Ty to) {
  from = try_structurally_resolve(fcx, span, from);
  to = try_structurally_resolve(fcx, span, to);
  if (from.is_never()) {
    Coercion out;
    out.target = to;
    if (!to.is_never())
      out.steps.push_back(step(AdjustKind::NeverToAny, to));
    return out;
  }
  if (from.is_ty_var())
    return from_variable(from, to);
  if (from.is_error() || to.is_error()) {
    Coercion out;
    out.target = fcx.tcx.common.error;
    return out;
  }
  if (Coercion out = unsized(from, to))
    return out;
  if (to.is_raw_ptr())
    return raw_pointer(from, to);
  if (to.is_ref())
    return reference(from, to);
  if (from.is(ty::TyKind::FnDef))
    return from_fn_item(from, to);
  if (from.is(ty::TyKind::FnPtr))
    return from_fn_pointer(from, to);
  if (from.is_closure())
    return from_closure(from, to);
  return unify(from, to);
}

Coercion Coerce::from_variable(Ty from, Ty to) {
  if (!to.is_ty_var())
    return unify(from, to);
  // Both unknown: which coercion it is shows when one becomes known.
  if (fcx.infcx.root_var(from.ty_vid()) == fcx.infcx.root_var(to.ty_vid()))
    return unify(from, to);
  Coercion out;
  out.target = to;
  Obligation obligation;
  obligation.cause = fcx.cause(span, CauseCode::Coercion);
  obligation.env = fcx.env;
  obligation.predicate = fcx.tcx.mk_coerce(from, to);
  out.obligations.push_back(obligation);
  return out;
}

Coercion Coerce::unsized(Ty from, Ty to) {
  if (!may_be_unsize(fcx, from, to))
    return {};
  Attempt attempt(fcx);
  Coercion out;
  // `&mut [T; N]` is reborrowed on the way.
  Ty source = from;
  if (from.is_ref()) {
    bool ok = from.mutbl() == Mutability::Mut || to.mutbl() == Mutability::Not;
    if (ok && to.is_ref()) {
      ty::Region region = fcx.infcx.next_region_var(span);
      out.steps.push_back(step(AdjustKind::Deref, from.inner()));
      source = fcx.tcx.mk_ref(region, from.inner(), to.mutbl());
      out.steps.push_back(step(AdjustKind::BorrowRef, source, to.mutbl()));
    } else if (ok && to.is_raw_ptr()) {
      out.steps.push_back(step(AdjustKind::Deref, from.inner()));
      source = fcx.tcx.mk_ptr(from.inner(), to.mutbl());
      out.steps.push_back(step(AdjustKind::BorrowRawPtr, source, to.mutbl()));
    }
  }
  if (std::optional<Obligations> goals = coerce_unsized(fcx, span, source, to)) {
    out.obligations = std::move(*goals);
    out.steps.push_back(pointer_step(PointerCoercion::Unsize, to));
    out.target = to;
    attempt.commit();
    return out;
  }
  attempt.undo();
  return {};
}

Coercion Coerce::reference(Ty from, Ty to) {
  if (!from.is_ref())
    return unify(from, to);
  if (from.mutbl() == Mutability::Not && to.mutbl() == Mutability::Mut)
    return {};
  Autoderef autoderef(fcx, span, from);
  autoderef.next();
  Coercion found;
  while (Ty referent = autoderef.next()) {
    // `&'a mut T` to `&'b mut T` borrows `*x` anew: 'b need not be 'a.
    ty::Region region = autoderef.steps().size() == 1 && from.mutbl() == Mutability::Not
                            ? from.region()
                            : fcx.infcx.next_region_var(span);
    Ty candidate = fcx.tcx.mk_ref(region, referent, to.mutbl());
    found = unify(candidate, to); // changes nothing if it fails
    if (found)
      break;
  }
  if (!found)
    return {};
  // `&T` to `&T` is a copy.
  if (autoderef.steps().size() == 1 && from.mutbl() == Mutability::Not &&
      to.mutbl() == Mutability::Not)
    return found;
  Ty target = found.target;
  for (const Adjustment &deref : autoderef.adjustments())
    found.steps.push_back(deref);
  Adjustment borrow = step(AdjustKind::BorrowRef, target, to.mutbl());
  borrow.allow_two_phase = allow_two_phase && to.mutbl() == Mutability::Mut;
  found.steps.push_back(borrow);
  return found;
}

Coercion Coerce::raw_pointer(Ty from, Ty to) {
  if (!from.is_ref() && !from.is_raw_ptr())
    return from.is(ty::TyKind::FnDef) ? from_fn_item(from, to) : unify(from, to);
  if (from.mutbl() == Mutability::Not && to.mutbl() == Mutability::Mut)
    return {};
  Ty pointer = fcx.tcx.mk_ptr(from.inner(), to.mutbl());
  Coercion out = unify(pointer, to);
  if (!out)
    return out;
  if (from.is_ref()) {
    out.steps.push_back(step(AdjustKind::Deref, from.inner()));
    out.steps.push_back(step(AdjustKind::BorrowRawPtr, out.target, to.mutbl()));
  } else if (from.mutbl() != to.mutbl()) {
    out.steps.push_back(pointer_step(PointerCoercion::MutToConstPointer, out.target));
  }
  return out;
}

Coercion Coerce::fn_pointer(Ty pointer, Ty to, llvm::ArrayRef<Adjustment> steps) {
  if (to.is(ty::TyKind::FnPtr)) {
    ty::PolyFnSig sig = pointer.fn_ptr_sig();
    if (to.fn_ptr_sig().skip_binder().safety == ty::Safety::Unsafe &&
        sig.skip_binder().safety == ty::Safety::Safe) {
      ty::FnSig unsafe_sig = sig.skip_binder();
      unsafe_sig.safety = ty::Safety::Unsafe;
      Ty unsafe_ptr = fcx.tcx.mk_fn_ptr(ty::PolyFnSig(unsafe_sig, sig.bound_vars()));
      llvm::SmallVector<Adjustment, 2> all(steps.begin(), steps.end());
      all.push_back(pointer_step(PointerCoercion::UnsafeFnPointer, unsafe_ptr));
      return unify_and(unsafe_ptr, to, all);
    }
  }
  return unify_and(pointer, to, steps);
}

Coercion Coerce::from_fn_pointer(Ty from, Ty to) { return fn_pointer(from, to, {}); }

Coercion Coerce::from_fn_item(Ty from, Ty to) {
  if (!to.is(ty::TyKind::FnPtr))
    return unify(from, to);
  ty::PolyFnSig sig = ty::instantiate(fcx.tcx, fcx.tcx.fn_sig(from.def_id()), from.args());
  sig = normalize(fcx, span, sig);
  Ty pointer = fcx.tcx.mk_fn_ptr(sig);
  return fn_pointer(pointer, to, pointer_step(PointerCoercion::ReifyFnPointer, pointer));
}

Coercion Coerce::from_closure(Ty from, Ty to) {
  if (!to.is(ty::TyKind::FnPtr))
    return unify(from, to);
  // Whether the closure captures anything shows when its body is done; the syntax tells.
  LocalDefId local = fcx.tcx.defs.as_local(from.def_id());
  if (closure_mentions_upvars(fcx, from.def_id(), local))
    return unify(from, to);
  ty::PolyFnSig sig = ty::ClosureArgs::of(from.args()).sig_as_fn_ptr.fn_ptr_sig();
  ty::FnSig inner = sig.skip_binder();
  // The closure's inputs are one tuple.
  llvm::SmallVector<Ty, 8> tys;
  Ty tuple = shallow(fcx, inner.inputs()[0]);
  if (!tuple.is(ty::TyKind::Tuple))
    return unify(from, to);
  for (Ty elem : tuple.tuple_elems())
    tys.push_back(elem);
  tys.push_back(inner.output());
  inner.inputs_and_output = fcx.tcx.mk_ty_list(tys);
  inner.abi = ty::Abi::Rust;
  inner.safety = to.fn_ptr_sig().skip_binder().safety;
  Ty pointer = fcx.tcx.mk_fn_ptr(ty::PolyFnSig(inner, sig.bound_vars()));
  Adjustment adjustment = pointer_step(PointerCoercion::ClosureFnPointer, pointer);
  adjustment.unsafe_fn = inner.safety == ty::Safety::Unsafe;
  return unify_and(pointer, to, adjustment);
}

/// Runs a coercion; on success its goals are registered.
Coercion commit_coercion(FnCtxt &fcx, Coerce coerce, Ty from, Ty to) {
  from = try_structurally_resolve(fcx, coerce.span, from);
  to = try_structurally_resolve(fcx, coerce.span, to);
  Attempt attempt(fcx);
  Coercion out = coerce.run(from, to);
  if (!out) {
    attempt.undo();
    return out;
  }
  attempt.commit();
  register_obligations(fcx, out.obligations);
  out.obligations.clear();
  return out;
}

bool has_adjustments(FnCtxt &fcx, hir::ExprId id) { return fcx.results.adjustments.contains(id); }

/// Adjustments that change nothing but regions: `&*x`.
bool is_plain_reborrow(llvm::ArrayRef<Adjustment> steps) {
  if (steps.empty())
    return true;
  return steps.size() == 2 && steps[0].kind == AdjustKind::Deref &&
         steps[1].kind == AdjustKind::BorrowRef;
}

/// The fn pointer that a fn item or capture-free closure becomes; null: neither.
Ty reify(FnCtxt &fcx, Span span, Ty ty, Adjustment &how) {
  if (ty.is(ty::TyKind::FnDef)) {
    ty::PolyFnSig sig = ty::instantiate(fcx.tcx, fcx.tcx.fn_sig(ty.def_id()), ty.args());
    Ty pointer = fcx.tcx.mk_fn_ptr(normalize(fcx, span, sig));
    how = pointer_step(PointerCoercion::ReifyFnPointer, pointer);
    return pointer;
  }
  if (!ty.is_closure() ||
      closure_mentions_upvars(fcx, ty.def_id(), fcx.tcx.defs.as_local(ty.def_id())))
    return Ty();
  ty::PolyFnSig sig = ty::ClosureArgs::of(ty.args()).sig_as_fn_ptr.fn_ptr_sig();
  ty::FnSig inner = sig.skip_binder();
  Ty tuple = shallow(fcx, inner.inputs()[0]);
  if (!tuple.is(ty::TyKind::Tuple))
    return Ty();
  llvm::SmallVector<Ty, 8> tys(tuple.tuple_elems().begin(), tuple.tuple_elems().end());
  tys.push_back(inner.output());
  inner.inputs_and_output = fcx.tcx.mk_ty_list(tys);
  inner.abi = ty::Abi::Rust;
  Ty pointer = fcx.tcx.mk_fn_ptr(ty::PolyFnSig(inner, sig.bound_vars()));
  how = pointer_step(PointerCoercion::ClosureFnPointer, pointer);
  return pointer;
}

/// Two different functions meet as fn pointers.
Ty lub_of_functions(FnCtxt &fcx, Span span, llvm::ArrayRef<hir::ExprId> previous, Ty previous_ty,
                    hir::ExprId expr, Ty ty) {
  Adjustment how_previous, how;
  Ty a = reify(fcx, span, previous_ty, how_previous);
  Ty b = reify(fcx, span, ty, how);
  if (!a || !b)
    return Ty();
  auto snapshot = fcx.infcx.start_snapshot();
  traits::LatticeResult lub = fcx.infcx.lub(fcx.cause(span, CauseCode::Coercion), fcx.env, a, b);
  if (!lub) {
    fcx.infcx.rollback_to(snapshot);
    return Ty();
  }
  fcx.infcx.commit(snapshot);
  register_obligations(fcx, lub.obligations);
  how_previous.target = how.target = lub.ty;
  for (hir::ExprId id : previous)
    apply_adjustments(fcx, id, how_previous);
  apply_adjustments(fcx, expr, how);
  return lub.ty;
}

/// The common type of what was pushed (`previous_ty`) and a further expression; null: none.
Ty coercion_lub(FnCtxt &fcx, llvm::ArrayRef<hir::ExprId> previous, Ty previous_ty, hir::ExprId expr,
                Ty ty) {
  Span span = fcx.span(expr);
  previous_ty = try_structurally_resolve(fcx, span, previous_ty);
  ty = try_structurally_resolve(fcx, span, ty);
  if (previous_ty == ty)
    return ty;
  if (previous_ty.is_never()) {
    for (hir::ExprId id : previous)
      if (Ty at = fcx.results.expr_ty_adjusted(id);
          shallow(fcx, at).is_never() && !has_adjustments(fcx, id))
        apply_adjustments(fcx, id, step(AdjustKind::NeverToAny, ty));
    return ty;
  }
  bool functions = (previous_ty.is(ty::TyKind::FnDef) || previous_ty.is_closure()) &&
                   (ty.is(ty::TyKind::FnDef) || ty.is_closure());
  if (functions) {
    // The same function twice keeps its own type if the arguments agree.
    auto snapshot = fcx.infcx.start_snapshot();
    traits::LatticeResult lub =
        fcx.infcx.lub(fcx.cause(span, CauseCode::Coercion), fcx.env, previous_ty, ty);
    if (lub) {
      fcx.infcx.commit(snapshot);
      register_obligations(fcx, lub.obligations);
      return lub.ty;
    }
    fcx.infcx.rollback_to(snapshot);
    if (Ty pointer = lub_of_functions(fcx, span, previous, previous_ty, expr, ty))
      return pointer;
  }
  Coerce coerce{fcx, span, true, false};
  if (!has_adjustments(fcx, expr)) {
    if (Coercion out = commit_coercion(fcx, coerce, ty, previous_ty)) {
      apply_adjustments(fcx, expr, out.steps);
      return out.target;
    }
  }
  auto diverges = [&](hir::ExprId id) {
    llvm::ArrayRef<Adjustment> steps = fcx.results.expr_adjustments(id);
    return steps.size() == 1 && steps[0].kind == AdjustKind::NeverToAny;
  };
  for (hir::ExprId id : previous)
    if (!diverges(id) && !is_plain_reborrow(fcx.results.expr_adjustments(id)))
      return Ty();
  Coercion out = commit_coercion(fcx, coerce, previous_ty, ty);
  if (!out)
    return Ty();
  for (hir::ExprId id : previous) {
    if (diverges(id)) {
      apply_adjustments(fcx, id, step(AdjustKind::NeverToAny, out.target));
      continue;
    }
    // A reborrow that was recorded is replaced by what leads to the new type.
    fcx.results.adjustments.erase(id);
    apply_adjustments(fcx, id, out.steps);
  }
  return out.target;
}

} // namespace

void apply_adjustments(FnCtxt &fcx, hir::ExprId id, llvm::ArrayRef<Adjustment> steps) {
  if (steps.empty())
    return;
  for (const Adjustment &adjustment : steps)
    if (adjustment.kind == AdjustKind::NeverToAny && shallow(fcx, adjustment.target).is_ty_var())
      fcx.diverging_vars.push_back(adjustment.target);
  auto [it, fresh] = fcx.results.adjustments.try_emplace(id);
  if (!fresh && it->second.size() == 1 && it->second[0].kind == AdjustKind::NeverToAny &&
      steps[0].kind == AdjustKind::NeverToAny) {
    it->second[0] = steps[0];
    return;
  }
  // Coercing `&*x` again starts from x.
  if (!fresh && is_plain_reborrow(it->second) && !it->second.empty() &&
      steps[0].kind == AdjustKind::Deref)
    it->second.assign(steps.begin(), steps.end());
  else
    it->second.append(steps.begin(), steps.end());
  // A mutable autoref is `&mut *e`: what it goes through by Deref must go by DerefMut.
  if (llvm::any_of(steps, [](const Adjustment &step) {
        return step.kind == AdjustKind::BorrowRef && step.mutbl == Mutability::Mut;
      }))
    convert_place_derefs_to_mutable(fcx, id);
}

Ty try_coerce(FnCtxt &fcx, hir::ExprId id, Ty from, Ty to, TwoPhase two_phase) {
  Coerce coerce{fcx, fcx.span(id), false, two_phase == TwoPhase::Yes};
  Coercion out = commit_coercion(fcx, coerce, from, to);
  if (!out)
    return Ty();
  apply_adjustments(fcx, id, out.steps);
  return out.target;
}

bool may_coerce(FnCtxt &fcx, Ty from, Ty to) {
  Attempt attempt(fcx);
  bool found = bool(Coerce{fcx, Span(), false, false}.run(from, to));
  attempt.undo();
  return found;
}

Ty demand_coerce(FnCtxt &fcx, hir::ExprId id, Ty from, Ty to, TwoPhase two_phase) {
  if (Ty target = try_coerce(fcx, id, from, to, two_phase))
    return target;
  report_mismatch(fcx, fcx.span(id), to, from, id);
  return fcx.tcx.common.error;
}

// --- Several expressions

void coerce_push(FnCtxt &fcx, CoerceMany &many, Span span, hir::ExprId expr, Ty ty) {
  ty = shallow(fcx, ty);
  if (ty.references_error() || many.so_far().references_error()) {
    many.merged = fcx.tcx.common.error;
    return;
  }
  Ty target;
  if (many.count == 0)
    target = try_coerce(fcx, expr, ty, many.expected);
  else
    target = coercion_lub(fcx, many.pushed, many.so_far(), expr, ty);
  ++many.count;
  many.pushed.push_back(expr);
  if (!target) {
    report_mismatch(fcx, span, many.so_far(), ty, expr);
    many.merged = fcx.tcx.common.error;
    return;
  }
  many.merged = target;
}

void coerce_push_unit(FnCtxt &fcx, CoerceMany &many, Span span, llvm::StringRef label) {
  if (many.so_far().references_error()) {
    many.merged = fcx.tcx.common.error;
    return;
  }
  Ty unit = fcx.tcx.common.unit;
  traits::RelateResult result = fcx.infcx.eq(fcx.cause(span), fcx.env, many.so_far(), unit);
  ++many.count;
  if (result) {
    register_obligations(fcx, result.obligations);
    many.merged = unit;
    return;
  }
  report_mismatch(fcx, span, many.so_far(), unit);
  (void)label;
  many.merged = fcx.tcx.common.error;
}

Ty coerce_complete(FnCtxt &fcx, CoerceMany &many) {
  if (many.merged)
    return many.merged;
  return fcx.tcx.common.never;
}

} // namespace ochre::typeck
