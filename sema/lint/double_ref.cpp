// Methods of references where the referent was meant: `clone`, `borrow` and `deref` that only copy
// the reference.
#include "sema/lint/body_cx.h"
#include "sema/ty/fold.h"
#include "sema/ty/instance.h"
#include "sema/ty/print.h"

namespace ochre::lint {

namespace {

bool derefs_by_user(const BodyCx &cx, hir::ExprId id) {
  return llvm::any_of(cx.results.expr_adjustments(id), [](const Adjustment &adjustment) {
    return adjustment.kind == AdjustKind::OverloadedDeref;
  });
}

} // namespace

void check_double_ref(const BodyCx &cx, hir::ExprId id) {
  const hir::Expr &expr = cx.expr(id);
  Span name_span = expr.kind == hir::ExprKind::MethodCall
                       ? cx.nodes.segments[expr.segment()].ident.span
                       : Span();
  MethodCallee callee = cx.results.callee(id);
  if (expr.kind != hir::ExprKind::MethodCall || !callee || name_span.from_expansion())
    return;
  llvm::StringRef method = cx.tcx.str(cx.tcx.name(callee.def_id));
  if (method != "clone" && method != "borrow" && method != "deref")
    return;
  llvm::StringRef trait = cx.tcx.str(cx.item_name(cx.tcx.defs.parent(callee.def_id)));
  if (trait != "Borrow" && trait != "Clone" && trait != "Deref")
    return;
  const ty::Instance *instance =
      cx.tcx.resolve_instance({cx.env, callee.def_id, ty::erase_regions(cx.tcx, callee.args)});
  if (!instance)
    return;
  llvm::StringRef noop = cx.tcx.str(cx.item_name(instance->def_id));
  if (!noop.consume_front("noop_method_") || derefs_by_user(cx, expr.lhs()))
    return;
  ty::Ty receiver = cx.results.expr_ty(expr.lhs()), result = cx.results.expr_ty_adjusted(id);
  if (ty::erase_regions(cx.tcx, receiver) == ty::erase_regions(cx.tcx, result)) {
    Span span = cx.expr(expr.lhs()).span;
    span.lo = span.hi;
    if (auto diag = cx.lint(hir::Lint::NoopMethodCall, span.to(expr.span),
                            "call to `." + method.str() +
                                "()` on a reference in this situation does nothing"))
      diag->primary_label("help: remove this redundant call").emit_any();
    return;
  }
  if (noop == "borrow")
    return;
  std::string text = ty::to_string(cx.tcx, result);
  std::string message = noop == "clone"
                            ? "using `.clone()` on a double reference, which returns `" + text +
                                  "` instead of cloning the inner type"
                            : "using `.deref()` on a double reference, which returns `" + text +
                                  "` instead of dereferencing the inner type";
  if (auto diag = cx.lint(hir::Lint::SuspiciousDoubleRefOp, name_span, message))
    diag->emit_any();
}

} // namespace ochre::lint
