#include "sema/lint/body_cx.h"

namespace ochre::lint {

BodyCx::BodyCx(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts, LocalDefId root)
    : tcx(tcx), levels(levels), facts(facts), root(root), nodes(tcx.krate->owner_of(root)),
      results(*tcx.typeck(root)),
      env{tcx.param_env(tcx.defs.to_def_id(root)), ty::TypingMode::Analysis} {
  for (const hir::LetStmt &let : nodes.lets) {
    const hir::Pat &pat = nodes.pats[let.pat];
    if (pat.kind == hir::PatKind::Binding && let.init.is_valid() && !pat.sub.is_valid() &&
        pat.by_ref == hir::ByRef::No && pat.mutbl == hir::Mutability::Not)
      fixed_lets_[pat.binding] = let.init;
  }
}

DefId BodyCx::path_def(hir::ExprId id) const {
  if (expr(id).kind != hir::ExprKind::Path)
    return DefId();
  hir::Res res = results.res_of(nodes, expr(id).qpath());
  return res.kind == ResKind::Def ? res.def_id : DefId();
}

DefId BodyCx::called(hir::ExprId id) const {
  if (expr(id).kind == hir::ExprKind::MethodCall)
    return results.callee(id).def_id;
  return expr(id).kind == hir::ExprKind::Call ? path_def(expr(id).lhs()) : DefId();
}

llvm::SmallVector<hir::ExprId, 4> BodyCx::operands(hir::ExprId id) const {
  llvm::SmallVector<hir::ExprId, 4> out;
  if (expr(id).kind == hir::ExprKind::MethodCall)
    out.push_back(expr(id).lhs());
  llvm::ArrayRef<hir::ExprId> args = nodes.list(expr(id).args());
  out.append(args.begin(), args.end());
  return out;
}

Symbol BodyCx::item_name(DefId def) const {
  if (!def.is_valid())
    return sym::empty;
  if (!tcx.is_local(def))
    return facts.extern_diagnostic_item ? facts.extern_diagnostic_item(def) : sym::empty;
  const hir::Attr *attr = hir::find_attr(*tcx.krate, tcx.defs.expect_local(def),
                                         tcx.sess.intern("rustc_diagnostic_item"));
  return attr && attr->value.text.is_valid() ? attr->value.text : sym::empty;
}

hir::ExprId BodyCx::initial_value(hir::ExprId id) const {
  // Bounded: a variable's initial value was written before the variable.
  while (expr(id).kind == hir::ExprKind::Path) {
    hir::Res res = results.res_of(nodes, expr(id).qpath());
    auto it = res.kind == ResKind::Local ? fixed_lets_.find(res.local) : fixed_lets_.end();
    if (it == fixed_lets_.end())
      return id;
    id = it->second;
  }
  return id;
}

} // namespace ochre::lint
