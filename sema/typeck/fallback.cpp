// What variables become that nothing decided: `{integer}` i32, `{float}` f64, and those that only
// stand for diverging expressions () or, from edition 2024, `!`.
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

void bind(FnCtxt &fcx, Ty var, Ty value) {
  auto result = fcx.infcx.eq(fcx.cause(Span()), fcx.env, var, value);
  register_obligations(fcx, result.obligations);
}

} // namespace

void apply_fallback(FnCtxt &fcx) {
  TyCtxt &tcx = fcx.tcx;
  InferCtxt &infcx = fcx.infcx;
  select_where_possible(fcx);
  bool progress = false;
  for (uint32_t i = 0; i < infcx.int_var_count(); ++i) {
    Ty ty = infcx.shallow_resolve(tcx.mk_int_var(ty::IntVid(i)));
    if (ty.is_int_var()) {
      bind(fcx, ty, tcx.common.i32);
      progress = true;
    }
  }
  for (uint32_t i = 0; i < infcx.float_var_count(); ++i) {
    Ty ty = infcx.shallow_resolve(tcx.mk_float_var(ty::FloatVid(i)));
    if (ty.is_float_var()) {
      bind(fcx, ty, tcx.common.f64);
      progress = true;
    }
  }
  Edition edition = tcx.sess.edition(tcx.def_span(fcx.root_def));
  Ty diverging = edition >= Edition::E2024 ? tcx.common.never : tcx.common.unit;
  // Variables that are related only by subtyping or coercion fall back together.
  llvm::SmallDenseSet<ty::TyVid, 8> roots;
  for (Ty var : fcx.diverging_vars) {
    Ty ty = infcx.shallow_resolve(var);
    if (ty.is_ty_var())
      roots.insert(infcx.sub_root_var(ty.ty_vid()));
  }
  if (!roots.empty()) {
    // A coercion from one variable to another carries divergence along.
    for (bool changed = true; changed;) {
      changed = false;
      for (const Obligation &pending : fcx.fulfill.pending()) {
        if (!pending.predicate.is(ty::PredicateKind::Coerce))
          continue;
        Ty a = infcx.shallow_resolve(pending.predicate.ty());
        Ty b = infcx.shallow_resolve(pending.predicate.ty2());
        if (a.is_ty_var() && b.is_ty_var() && roots.contains(infcx.sub_root_var(a.ty_vid())))
          changed |= roots.insert(infcx.sub_root_var(b.ty_vid())).second;
      }
    }
    for (uint32_t i = 0; i < infcx.ty_var_count(); ++i) {
      Ty ty = infcx.shallow_resolve(tcx.mk_ty_var(ty::TyVid(i)));
      if (ty.is_ty_var() && roots.contains(infcx.sub_root_var(ty.ty_vid()))) {
        bind(fcx, ty, diverging);
        progress = true;
      }
    }
  }
  if (progress)
    select_where_possible(fcx);
}

} // namespace ochre::typeck
