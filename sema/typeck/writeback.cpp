// The end: every type in the results is resolved and its inferred regions erased.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"
#include "sema/typeck/ops.h"

namespace ochre::typeck {
namespace {

/// The signature of an async closure: its future holds the arguments, whose lifetimes are bound
/// there, and may borrow from the closure itself, for a lifetime of the call:
///   for<'a, '{env}> fn(&'a str) -> {future that holds &'a str, &'{env} mut u8}
/// Until here the future's type was one for all calls.
struct FutureBinder {
  FnCtxt &fcx;
  TyCtxt &tcx;

  ty::Region env; ///< of the call; null: nothing is lent

  Ty bind(Ty closure);
  Ty upvar(Ty old, const CapturedPlace &capture, const hir::Closure &closure, ty::TyList inputs);
};

Ty FutureBinder::upvar(Ty old, const CapturedPlace &capture, const hir::Closure &closure,
                       ty::TyList inputs) {
  const hir::Body &body = fcx.nodes.bodies[closure.body];
  for (uint32_t k = 0; k < body.params.size() && k < inputs.size(); ++k)
    if (capture.kind == CaptureKind::ByValue && capture.place.projections.empty() &&
        capture.place.local == body.params[k].pat)
      return inputs[k];
  return env && old.is_ref() && is_lent(closure, capture)
             ? tcx.mk_ref(env, old.inner(), old.mutbl())
             : old;
}

Ty FutureBinder::bind(Ty closure) {
  if (!tcx.is_local(closure.def_id()))
    return closure;
  const ClosureInfo *info = fcx.results.closure(tcx.defs.expect_local(closure.def_id()));
  const ClosureInfo *future = info ? future_of(fcx, fcx.nodes.closures[info->closure]) : nullptr;
  auto parts = ty::ClosureArgs::of(closure.args());
  if (!future || !parts.sig_as_fn_ptr.is(ty::TyKind::FnPtr))
    return closure;
  ty::PolyFnSig poly = parts.sig_as_fn_ptr.fn_ptr_sig();
  ty::FnSig sig = poly.skip_binder();
  Ty output = sig.output();
  if (!output.is(ty::TyKind::Coroutine) || !sig.inputs()[0].is(ty::TyKind::Tuple))
    return closure;
  ty::TyList old = ty::upvar_tys(output);
  Symbol env_name = tcx.sess.intern(ty::kEnvLifetime);
  llvm::SmallVector<ty::BoundVarKind, 4> vars(poly.bound_vars().begin(), poly.bound_vars().end());
  bool is_bound = !vars.empty() && vars.back().name == env_name;
  if (future->captures.size() != old.size() || is_bound)
    return closure;
  Ty kind = fcx.infcx.shallow_resolve(ty::CoroutineArgs::of(output.args()).kind_ty);
  if (ty::future_lends(kind) == ty::Lends::Yes) {
    env = tcx.mk_re_bound(0, ty::BoundVar(static_cast<uint32_t>(vars.size())), DefId());
    vars.push_back({ty::BoundVarKind::Region, DefId(), env_name});
  }
  llvm::SmallVector<Ty, 8> upvars;
  for (uint32_t i = 0; i < old.size(); ++i)
    upvars.push_back(upvar(old[i], future->captures[i], fcx.nodes.closures[info->closure],
                           sig.inputs()[0].tuple_elems()));
  llvm::SmallVector<GenericArg, 8> args(output.args().begin(), output.args().end());
  args.back() = tcx.mk_tuple(upvars);
  sig.inputs_and_output =
      tcx.mk_ty_list({sig.inputs()[0], tcx.mk_coroutine(output.def_id(), tcx.mk_args(args))});
  llvm::SmallVector<GenericArg, 8> own(closure.args().begin(), closure.args().end());
  own[own.size() - 2] = tcx.mk_fn_ptr(ty::PolyFnSig(sig, tcx.mk_bound_vars(vars)));
  return tcx.mk_closure(closure.def_id(), tcx.mk_args(own));
}

Ty bind_future(FnCtxt &fcx, Ty closure) { return FutureBinder{fcx, fcx.tcx, {}}.bind(closure); }

struct FutureFolder {
  FnCtxt &fcx;
  TyCtxt &tcx;
  uint32_t depth = 0;

  Ty fold_ty(Ty ty) {
    Ty out = super_fold(*this, ty);
    return out.is_closure() ? bind_future(fcx, out) : out;
  }
  ty::Region fold_region(ty::Region region) { return region; }
  ty::Const fold_const(ty::Const ct) { return ct; }
};

struct Resolver {
  FnCtxt &fcx;
  TyCtxt &tcx;
  uint32_t depth = 0;
  Span span;
  bool failed = false;
  llvm::DenseMap<Ty, Ty> cache;

  explicit Resolver(FnCtxt &fcx) : fcx(fcx), tcx(fcx.tcx) {}

  void unresolved() {
    failed = true;
    if (fcx.infcx.tainted_by_errors || fcx.tcx.sess.diags.has_errors())
      return;
    taint(fcx,
          error(tcx.sess, span, diag::NeedsAnnotation).primary_label("cannot infer type").emit());
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasInfer | ty::kHasFreeRegions | ty::kHasPlaceholder |
                      ty::kHasUnevaluated))
      return ty;
    auto it = cache.find(ty);
    if (it != cache.end() && !ty.has_escaping_bound_vars())
      return it->second;
    Ty resolved = fcx.infcx.shallow_resolve(ty);
    Ty out;
    if (resolved.is_infer()) {
      unresolved();
      out = tcx.common.error;
    } else {
      out = super_fold(*this, resolved);
      if (out.is_closure())
        out = bind_future(fcx, out);
    }
    cache[ty] = out;
    return out;
  }
  ty::Region fold_region(ty::Region region) {
    return region.is_bound() ? region : tcx.common.re_erased;
  }
  ty::Const fold_const(ty::Const ct) {
    ct = fcx.infcx.shallow_resolve(ct);
    if (ct.is(ty::ConstKind::Infer)) {
      unresolved();
      return tcx.common.error_const;
    }
    return super_fold(*this, ct);
  }
};

struct Writeback {
  FnCtxt &fcx;
  Resolver resolver;
  TypeckResults &r;

  explicit Writeback(FnCtxt &fcx) : fcx(fcx), resolver(fcx), r(fcx.results) {}

  Ty ty(Ty value, Span span) {
    if (!value)
      return value;
    resolver.span = span;
    return resolver.fold_ty(value);
  }
  GenericArgs args(GenericArgs value, Span span) {
    resolver.span = span;
    return fold(resolver, value);
  }

  void run() {
    locals_and_pats();
    exprs();
    paths();
    closures();
    opaques();
  }

private:
  /// Deterministic order of a map keyed by ids.
  template <class Key, class Value>
  static llvm::SmallVector<Key, 16> keys(const llvm::DenseMap<Key, Value> &map) {
    llvm::SmallVector<Key, 16> out;
    for (auto &entry : map)
      out.push_back(entry.first);
    llvm::sort(out);
    return out;
  }
  void locals_and_pats() {
    for (hir::PatId id : keys(r.local_tys))
      r.local_tys[id] = ty(r.local_tys[id], fcx.pat(id).span);
    for (uint32_t i = 0; i < r.pat_tys.size(); ++i)
      r.pat_tys.rows()[i] = ty(r.pat_tys.rows()[i], fcx.pat(hir::PatId(r.pat_tys.base() + i)).span);
    for (hir::PatId id : keys(r.pat_adjustments))
      for (Ty &step : r.pat_adjustments[id])
        step = ty(step, fcx.pat(id).span);
  }
  void exprs() {
    for (uint32_t i = 0; i < r.expr_tys.size(); ++i) {
      hir::ExprId id(r.expr_tys.base() + i);
      r.expr_tys.rows()[i] = ty(r.expr_tys.rows()[i], fcx.span(id));
    }
    for (hir::ExprId id : keys(r.adjustments))
      for (Adjustment &step : r.adjustments[id])
        step.target = ty(step.target, fcx.span(id));
    for (hir::ExprId id : keys(r.method_callees)) {
      MethodCallee &callee = r.method_callees[id];
      callee.args = args(callee.args, fcx.span(id));
    }
    for (hir::ExprId id : keys(r.method_callees))
      drop_builtin_operator(id);
    for (hir::ExprId id : keys(r.offset_of_tys))
      for (Ty &container : r.offset_of_tys[id])
        container = ty(container, fcx.span(id));
    for (hir::ExprId id : keys(r.fru_tys))
      for (Ty &field : r.fru_tys[id])
        field = ty(field, fcx.span(id));
    for (auto &entry : r.const_args)
      entry.second = resolver.fold_const(entry.second);
    for (hir::TyId id : keys(r.hir_tys))
      r.hir_tys[id] = ty(r.hir_tys[id], fcx.nodes.tys[id].span);
  }
  /// An operator on scalars needs no method; its operands are not borrowed.
  void drop_builtin_operator(hir::ExprId id) {
    const hir::Expr &expr = fcx.expr(id);
    if (expr.kind == hir::ExprKind::Binary || expr.kind == hir::ExprKind::AssignOp) {
      Ty lhs = r.expr_tys.get(expr.lhs()), rhs = r.expr_tys.get(expr.rhs());
      bool is_assign = expr.kind == hir::ExprKind::AssignOp;
      bool by_ref = is_assign || expr.bin_op() >= hir::BinOp::Eq;
      // Where the operand was coerced, what it became counts.
      if (!by_ref) {
        lhs = r.expr_ty_adjusted(expr.lhs());
        rhs = r.expr_ty_adjusted(expr.rhs());
      }
      if (!lhs.is_scalar() || !rhs.is_scalar() || !is_builtin_binop(lhs, rhs, expr.bin_op()))
        return;
      r.method_callees.erase(id);
      if (by_ref)
        pop_autoref(expr.lhs());
      if (by_ref && !is_assign)
        pop_autoref(expr.rhs());
    } else if (expr.kind == hir::ExprKind::Unary && expr.un_op() != hir::UnOp::Deref) {
      if (r.expr_tys.get(expr.lhs()).is_scalar())
        r.method_callees.erase(id);
    }
  }
  void pop_autoref(hir::ExprId id) {
    auto it = r.adjustments.find(id);
    if (it == r.adjustments.end() || it->second.empty() ||
        it->second.back().kind != AdjustKind::BorrowRef)
      return;
    it->second.pop_back();
    if (it->second.empty())
      r.adjustments.erase(it);
  }
  void paths() {
    for (hir::QPathId id : keys(r.path_args))
      r.path_args[id] = args(r.path_args[id], fcx.nodes.qpaths[id].span);
  }
  void closures() {
    for (auto &[id, info] : r.closures) {
      Span span = fcx.tcx.def_span(fcx.tcx.defs.to_def_id(id));
      info.ty = ty(info.ty, span);
      auto place = [&](Place &place) {
        place.base_ty = ty(place.base_ty, span);
        for (Projection &projection : place.projections)
          projection.ty = ty(projection.ty, span);
      };
      for (CapturedPlace &capture : info.captures)
        place(capture.place);
      for (ClosureFakeRead &read : info.fake_reads)
        place(read.place);
      if (info.kind_origin_place)
        place(*info.kind_origin_place);
    }
    // Signatures keep their free regions: the borrow checker starts from them.
    for (auto &entry : r.body_sigs)
      entry.second = keep_regions(entry.second);
  }
  ty::FnSig keep_regions(ty::FnSig sig) {
    llvm::SmallVector<Ty, 8> tys;
    for (Ty ty : sig.inputs_and_output) {
      Ty resolved = fcx.infcx.resolve(ty);
      resolved = ty::map_regions(fcx.tcx, resolved, [&](ty::Region region, uint32_t) {
        return region.is_free() ? region : fcx.tcx.common.re_erased;
      });
      if (resolved.has_flags(ty::kHasNonRegionInfer))
        resolved = resolver.fold_ty(resolved);
      tys.push_back(resolved);
    }
    sig.inputs_and_output = fcx.tcx.mk_ty_list(tys);
    return sig;
  }
  void opaques() {
    for (const traits::OpaqueEntry &entry : fcx.infcx.take_opaque_types()) {
      Ty opaque =
          fcx.tcx.mk_alias(ty::AliasKind::Opaque, entry.def_id, fcx.infcx.resolve(entry.args));
      Ty hidden = fcx.infcx.resolve(entry.hidden);
      if (hidden.has_flags(ty::kHasNonRegionInfer)) {
        resolver.span = entry.span;
        hidden = resolver.fold_ty(hidden);
      }
      hidden = FutureFolder{fcx, fcx.tcx}.fold_ty(hidden);
      r.opaque_types.insert({opaque, hidden});
    }
  }
};

} // namespace

void write_back(FnCtxt &fcx) { Writeback(fcx).run(); }

} // namespace ochre::typeck
