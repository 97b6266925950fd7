// References to `static mut`: nothing keeps two of them apart. Source: edition guide, "Disallow
// references to static mut".
#include "sema/lint/body_cx.h"

namespace ochre::lint {

namespace {

/// Whether the place is a `static mut` or in one.
bool is_static_mut(const BodyCx &cx, hir::ExprId id) {
  while (cx.expr(id).kind == hir::ExprKind::Field)
    id = cx.expr(id).lhs();
  DefId def = cx.path_def(id);
  return def.is_valid() && cx.tcx.def_kind(def) == DefKind::Static && cx.tcx.static_def(def).is_mut;
}

void report(const BodyCx &cx, Span span, bool is_mut) {
  std::string kind = is_mut ? "mutable" : "shared";
  if (auto diag = cx.lint(hir::Lint::StaticMutRefs, span,
                          "creating a " + kind + " reference to mutable static"))
    diag->primary_label(kind + " reference to mutable static")
        .note(is_mut ? "mutable references to mutable statics are dangerous; it's undefined "
                       "behavior if any other pointers to the static are used or if any other "
                       "references are created for the static while the mutable reference lives"
                     : "shared references to mutable statics are dangerous; it's undefined "
                       "behavior if the static is mutated or if a mutable reference is created for "
                       "it while the shared reference lives")
        .emit_any();
}

} // namespace

void check_static_mut_bindings(const BodyCx &cx) {
  for (const hir::LetStmt &let : cx.nodes.lets) {
    const hir::Pat &pat = cx.nodes.pats[let.pat];
    if (pat.kind == hir::PatKind::Binding && pat.by_ref != hir::ByRef::No && let.init.is_valid() &&
        cx.results.expr_ty(let.init) && is_static_mut(cx, let.init))
      report(cx, cx.expr(let.init).span, pat.by_ref == hir::ByRef::RefMut);
  }
}

void check_static_mut_ref(const BodyCx &cx, hir::ExprId id) {
  const hir::Expr &expr = cx.expr(id);
  if (expr.kind == hir::ExprKind::AddrOf) {
    if (static_cast<hir::BorrowKind>(expr.small) == hir::BorrowKind::Ref &&
        is_static_mut(cx, expr.lhs()))
      report(cx, expr.span, static_cast<hir::Mutability>(expr.small2) == hir::Mutability::Mut);
    return;
  }
  if (expr.kind != hir::ExprKind::MethodCall || !is_static_mut(cx, expr.lhs()))
    return;
  for (const Adjustment &adjustment : cx.results.expr_adjustments(expr.lhs()))
    if (adjustment.kind == AdjustKind::BorrowRef)
      return report(cx, cx.expr(expr.lhs()).span, adjustment.mutbl == ty::Mutability::Mut);
}

} // namespace ochre::lint
