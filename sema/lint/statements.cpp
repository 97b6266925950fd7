// Statements that do nothing, or something else than they look like.
#include "sema/hir/walk.h"
#include "sema/lint/body_cx.h"

namespace ochre::lint {

void check_path_statements(const BodyCx &cx) {
  for (const hir::Stmt &stmt : cx.nodes.stmts) {
    if (stmt.kind != hir::StmtKind::Semi)
      continue;
    hir::ExprId id(stmt.a);
    ty::Ty ty = cx.results.expr_ty(id);
    if (cx.expr(id).kind != hir::ExprKind::Path || !ty || ty.references_error())
      continue;
    bool drops = cx.tcx.needs_drop({cx.env, ty});
    auto diag = cx.lint(hir::Lint::PathStatements, stmt.span,
                        drops ? "path statement drops value" : "path statement with no effect");
    if (diag)
      diag->emit_any();
  }
}

namespace {

bool is_guard(const BodyCx &cx, ty::Ty ty) {
  if (cx.is_adt_item(ty, "Result"))
    ty = ty.args()[0].ty();
  return cx.is_adt_item(ty, "MutexGuard") || cx.is_adt_item(ty, "RwLockReadGuard") ||
         cx.is_adt_item(ty, "RwLockWriteGuard");
}

/// `wild`: `_` in the pattern of the statement.
void check_wild(const BodyCx &cx, const hir::LetStmt &let, hir::PatId wild) {
  ty::Ty ty = cx.results.pat_ty(wild);
  if (!ty || ty.references_error() || !cx.tcx.needs_drop({cx.env, ty}))
    return;
  bool is_lock = is_guard(cx, ty);
  if (!is_lock && wild != let.pat)
    return;
  auto diag = is_lock ? cx.lint(hir::Lint::LetUnderscoreLock, cx.nodes.pats[wild].span,
                                "non-binding let on a synchronization lock")
                      : cx.lint(hir::Lint::LetUnderscoreDrop, let.span,
                                "non-binding let on a type that has a destructor");
  if (!diag)
    return;
  if (is_lock)
    diag->primary_label("this lock is not assigned to a binding and is immediately dropped");
  diag->help("consider binding to an unused variable to avoid immediately dropping the value")
      .help("consider immediately dropping the value with `drop(..)`")
      .emit_any();
}

} // namespace

void check_let_underscore(const BodyCx &cx) {
  for (const hir::LetStmt &let : cx.nodes.lets) {
    if (!let.init.is_valid() || let.is_for_desugar || !cx.results.expr_ty(let.init))
      continue;
    llvm::SmallVector<hir::PatId, 8> work{let.pat};
    while (!work.empty()) {
      hir::PatId id = work.pop_back_val();
      if (cx.nodes.pats[id].kind == hir::PatKind::Wild)
        check_wild(cx, let, id);
      hir::Children children;
      hir::children_of(cx.nodes, id, children);
      work.append(children.pats.begin(), children.pats.end());
    }
  }
}

void check_field_patterns(const BodyCx &cx) {
  for (hir::PatId id : cx.nodes.pats.ids()) {
    const hir::Pat &pat = cx.nodes.pats[id];
    if (pat.kind != hir::PatKind::Struct || !cx.results.pat_ty(id))
      continue;
    for (hir::FieldPatId field_id : cx.nodes.list(pat.fields)) {
      const hir::FieldPat &field = cx.nodes.field_pats[field_id];
      const hir::Pat &sub = cx.nodes.pats[field.pat];
      if (field.is_shorthand || field.span.from_expansion() || sub.kind != hir::PatKind::Binding ||
          sub.sub.is_valid() || sub.ident.name != field.ident.name ||
          sub.ident.span.ctxt != field.ident.span.ctxt)
        continue;
      std::string name = cx.tcx.str(field.ident.name).str();
      if (auto diag = cx.lint(hir::Lint::NonShorthandFieldPatterns, field.span,
                              "the `" + name + ":` in this pattern is redundant"))
        diag->help("use shorthand field pattern: `" + name + "`").emit_any();
    }
  }
}

void check_loop(const BodyCx &cx, hir::ExprId id) {
  const hir::Expr &expr = cx.expr(id);
  if (expr.kind != hir::ExprKind::Match ||
      static_cast<hir::MatchSource>(expr.small) != hir::MatchSource::ForLoopDesugar)
    return;
  // match IntoIterator::into_iter(iterated) { .. }
  if (cx.expr(expr.lhs()).kind != hir::ExprKind::Call)
    return;
  hir::ExprId iterated = cx.operands(expr.lhs())[0];
  ty::Ty ty = cx.results.expr_ty(iterated);
  std::string ref = ty && ty.is_ref() ? ty.mutbl() == ty::Mutability::Mut ? "&mut " : "&" : "";
  if (!ref.empty())
    ty = ty.inner();
  bool is_option = cx.is_adt_item(ty, "Option");
  if (!is_option && !cx.is_adt_item(ty, "Result"))
    return;
  std::string article = is_option && ref.empty() ? "an" : "a";
  std::string name = is_option ? "Option" : "Result";
  if (auto diag = cx.lint(hir::Lint::ForLoopsOverFallibles, cx.expr(iterated).span,
                          "for loop over " + article + " `" + ref + name +
                              "`. This is more readably written as an `if let` statement"))
    diag->help(std::string("consider using `if let` to clear intent: `if let ") +
               (is_option ? "Some" : "Ok") + "(..) = ..`")
        .emit_any();
}

} // namespace ochre::lint
