// `f(a, b)`: functions, function pointers, closures, and what implements `Fn`.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

struct Callee {
  enum Kind : uint8_t { None, Builtin, Overloaded, Deferred, Error } kind = None;
  ty::FnSig sig;
  DefId def_id;
};

void borrow_callee(FnCtxt &fcx, llvm::SmallVectorImpl<Adjustment> &steps, Ty target) {
  Adjustment step;
  step.kind = AdjustKind::BorrowRef;
  step.target = target;
  step.mutbl = target.mutbl();
  (void)fcx;
  steps.push_back(step);
}

struct Way {
  LangItem trait;
  const char *method;
  bool borrow;
};
constexpr Way kSyncWays[] = {{LangItem::Fn, "call", true},
                             {LangItem::FnMut, "call_mut", true},
                             {LangItem::FnOnce, "call_once", false}};
constexpr Way kAsyncWays[] = {{LangItem::AsyncFn, "async_call", true},
                              {LangItem::AsyncFnMut, "async_call_mut", true},
                              {LangItem::AsyncFnOnce, "async_call_once", false}};

bool is_async_closure(FnCtxt &fcx, Ty ty) {
  if (!ty.is_closure() || !fcx.tcx.is_local(ty.def_id()))
    return false;
  const ClosureInfo *info = fcx.results.closure(fcx.tcx.defs.expect_local(ty.def_id()));
  return info && fcx.nodes.closures[info->closure].is_async_closure;
}

/// The traits to call a value by, the best first.
llvm::SmallVector<Way, 6> ways_to_call(FnCtxt &fcx, Ty ty) {
  llvm::SmallVector<Way, 6> ways;
  // The future of an async closure may borrow from it, which Fn cannot tell.
  if (!is_async_closure(fcx, ty))
    ways.append(std::begin(kSyncWays), std::end(kSyncWays));
  ways.append(std::begin(kAsyncWays), std::end(kAsyncWays));
  return ways;
}

Callee overloaded_call(FnCtxt &fcx, hir::ExprId id, Autoderef &autoderef, Ty ty) {
  const hir::Expr &expr = fcx.expr(id);
  size_t count = fcx.nodes.list(expr.args()).size();
  for (Way way : ways_to_call(fcx, ty)) {
    llvm::SmallVector<Ty, 4> inputs;
    for (size_t i = 0; i < count; ++i)
      inputs.push_back(fcx.infcx.next_ty_var(expr.span));
    auto method = lookup_operator_method(fcx, expr.span, way.trait, fcx.tcx.sess.intern(way.method),
                                         ty, {fcx.tcx.mk_tuple(inputs)});
    if (!method) {
      // A wrong number of arguments is told better than a missing impl.
      method = lookup_operator_method(fcx, expr.span, way.trait, fcx.tcx.sess.intern(way.method),
                                      ty, {fcx.infcx.next_ty_var(expr.span)});
      if (!method)
        continue;
    }
    register_obligations(fcx, method->obligations);
    llvm::SmallVector<Adjustment, 2> steps = autoderef.adjustments();
    if (way.borrow)
      borrow_callee(fcx, steps, method->sig.inputs()[0]);
    apply_adjustments(fcx, expr.lhs(), steps);
    if (way.borrow && method->sig.inputs()[0].mutbl() == Mutability::Mut)
      convert_place_derefs_to_mutable(fcx, expr.lhs());
    fcx.results.method_callees[id] = method->callee;
    select_where_possible(fcx);
    Callee out;
    out.kind = Callee::Overloaded;
    out.sig = method->sig;
    return out;
  }
  return {};
}

Callee call_step(FnCtxt &fcx, hir::ExprId id, Autoderef &autoderef, Ty ty) {
  const hir::Expr &expr = fcx.expr(id);
  Callee out;
  if (ty.is(ty::TyKind::FnDef) || ty.is(ty::TyKind::FnPtr)) {
    apply_adjustments(fcx, expr.lhs(), autoderef.adjustments());
    ty::PolyFnSig sig = ty.is(ty::TyKind::FnPtr)
                            ? ty.fn_ptr_sig()
                            : ty::instantiate(fcx.tcx, fcx.tcx.fn_sig(ty.def_id()), ty.args());
    out.kind = Callee::Builtin;
    out.sig = normalize(fcx, expr.span, fcx.infcx.instantiate_with_fresh_vars(sig, expr.span));
    if (ty.is(ty::TyKind::FnDef))
      out.def_id = ty.def_id();
    return out;
  }
  if (ty.is_error()) {
    out.kind = Callee::Error;
    return out;
  }
  // `f()` of an `f: &mut F` calls `*f`: the impl for `&mut F` would need `f` itself to be `mut`.
  if (ty.is_ref() && autoderef.steps().empty())
    return out;
  if (ty.is_closure() && fcx.tcx.is_local(ty.def_id())) {
    ty::ClosureArgs args = ty::ClosureArgs::of(ty.args());
    if (shallow(fcx, args.kind_ty).is_ty_var()) {
      // Which of the three traits is used shows after capture analysis.
      out.kind = Callee::Deferred;
      out.def_id = ty.def_id();
      out.sig = normalize(
          fcx, expr.span,
          fcx.infcx.instantiate_with_fresh_vars(args.sig_as_fn_ptr.fn_ptr_sig(), expr.span));
      DeferredCall deferred;
      deferred.call = id;
      deferred.callee = expr.lhs();
      deferred.callee_ty = ty;
      deferred.adjustments = autoderef.adjustments();
      deferred.closure = fcx.tcx.defs.as_local(ty.def_id());
      deferred.sig = out.sig;
      fcx.calls.push_back(std::move(deferred));
      return out;
    }
  }
  return overloaded_call(fcx, id, autoderef, ty);
}

void report_not_callable(FnCtxt &fcx, hir::ExprId id, Ty callee_ty) {
  const hir::Expr &expr = fcx.expr(id);
  const hir::Expr &callee = fcx.expr(expr.lhs());
  std::string what = "`" + show(fcx, callee_ty) + "`";
  DefId def_id;
  std::string of_kind;
  if (callee.kind == hir::ExprKind::Path) {
    hir::Res res = fcx.results.res_of(fcx.nodes, callee.qpath());
    if (res.kind == ResKind::Def) {
      def_id = res.def_id;
      if (res.def_kind == DefKind::StructCtorConst || res.def_kind == DefKind::VariantCtorConst)
        of_kind = res.def_kind == DefKind::StructCtorConst ? "struct" : "enum variant";
    }
  }
  if (!of_kind.empty())
    what = of_kind + " `" + fcx.tcx.defs.path_string(fcx.tcx.parent(def_id)) + "`";
  auto builder = error(fcx.tcx.sess, callee.span, diag::NotCallable, what);
  builder.label(expr.span, "call expression requires function");
  if (def_id.is_valid() && fcx.tcx.is_local(def_id))
    builder.label(fcx.tcx.def_span(def_id),
                  "`" + fcx.str(fcx.tcx.name(def_id)).str() + "` defined here");
  taint(fcx, builder.emit());
}

/// `drop` of the trait Drop must not be called by name.
void check_explicit_drop(FnCtxt &fcx, hir::ExprId id, DefId callee) {
  if (!callee.is_valid() || fcx.tcx.def_kind(callee) != DefKind::AssocFn)
    return;
  DefId container = fcx.tcx.parent(callee);
  if (!fcx.tcx.is_lang_item(container, LangItem::Drop))
    return;
  const hir::Expr &expr = fcx.expr(id);
  taint(fcx, error(fcx.tcx.sess, fcx.span(expr.lhs()), diag::ExplicitDrop)
                 .primary_label("explicit destructor calls not allowed")
                 .emit());
}

} // namespace

Ty check_call(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ExprId callee_id = expr.lhs();
  Ty callee_ty = structurally_resolve(fcx, fcx.span(callee_id), check_expr(fcx, callee_id));
  CallInfo info;
  info.call = id;
  info.args = fcx.nodes.list(expr.args());
  Callee callee;
  Autoderef autoderef(fcx, fcx.span(callee_id), callee_ty);
  while (Ty step = autoderef.next()) {
    callee = call_step(fcx, id, autoderef, step);
    if (callee.kind != Callee::None)
      break;
  }
  switch (callee.kind) {
  case Callee::None:
  case Callee::Error:
    if (callee.kind == Callee::None)
      report_not_callable(fcx, id, callee_ty);
    for (hir::ExprId arg : info.args)
      check_expr(fcx, arg);
    return fcx.tcx.common.error;
  case Callee::Builtin:
    info.callee = callee.def_id;
    info.c_variadic = callee.sig.c_variadic;
    info.is_tupled = callee.sig.abi == ty::Abi::RustCall;
    check_explicit_drop(fcx, id, callee.def_id);
    break;
  case Callee::Deferred:
    info.callee = callee.def_id;
    info.is_tupled = true;
    break;
  case Callee::Overloaded: {
    info.is_tupled = true;
    llvm::SmallVector<Ty, 2> tys(callee.sig.inputs_and_output.begin() + 1,
                                 callee.sig.inputs_and_output.end());
    callee.sig.inputs_and_output = fcx.tcx.mk_ty_list(tys);
    break;
  }
  }
  if (info.is_tupled && callee.kind == Callee::Builtin && callee.sig.inputs().size() > 1) {
    // `Fn::call(&f, (1, 2))`: only the last of several is a tuple, and it is written as one.
    info.is_tupled = false;
  }
  Ty output = check_args(fcx, info, callee.sig, expected);
  require_sized_deferred(fcx, output, expr.span, CauseCode::SizedCallReturn);
  return output;
}

/// The closure's kind is known: the call uses the best trait that it implements.
void resolve_deferred_calls(FnCtxt &fcx, LocalDefId closure, ty::ClosureKind) {
  std::vector<DeferredCall> calls;
  for (DeferredCall &call : fcx.calls)
    if (call.closure == closure)
      calls.push_back(call);
  llvm::erase_if(fcx.calls, [&](const DeferredCall &call) { return call.closure == closure; });
  for (DeferredCall &call : calls) {
    const hir::Expr &expr = fcx.expr(call.call);
    bool is_async = is_async_closure(fcx, call.callee_ty);
    for (Way way : llvm::ArrayRef(is_async ? kAsyncWays : kSyncWays)) {
      Ty tuple = call.sig.inputs()[0];
      auto method = lookup_operator_method(
          fcx, expr.span, way.trait, fcx.tcx.sess.intern(way.method), call.callee_ty, {tuple});
      if (!method)
        continue;
      register_obligations(fcx, method->obligations);
      demand_eq(fcx, expr.span, call.sig.output(), method->sig.output());
      llvm::SmallVector<Adjustment, 2> steps = call.adjustments;
      if (way.borrow)
        borrow_callee(fcx, steps, method->sig.inputs()[0]);
      apply_adjustments(fcx, call.callee, steps);
      if (way.borrow && method->sig.inputs()[0].mutbl() == Mutability::Mut)
        convert_place_derefs_to_mutable(fcx, call.callee);
      fcx.results.method_callees[call.call] = method->callee;
      break;
    }
  }
}

} // namespace ochre::typeck
