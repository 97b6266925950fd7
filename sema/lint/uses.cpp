#include "sema/lint/uses.h"

#include "sema/typeck/results.h"

namespace ochre::lint {

namespace {

using Found = llvm::function_ref<void(DefId, Span, Span)>;

/// The fields that `S { field: value }` names.
void uses_of_literal(TyCtxt &tcx, const hir::Owner &owner, const TypeckResults &results,
                     hir::ExprId id, Found found) {
  const hir::Expr &expr = owner.exprs[id];
  ty::Ty ty = results.expr_ty(id);
  if (!ty.is_adt())
    return;
  const ty::AdtDef &adt = *tcx.adt_def(ty.def_id());
  hir::Res res = results.res_of(owner, expr.qpath());
  ty::VariantIdx variant(0);
  if (adt.is_enum())
    variant = res.kind == ResKind::Def ? adt.variant_with_id(res.def_id) : ty::VariantIdx();
  if (!variant.is_valid())
    return;
  for (hir::FieldExprId field : owner.list(expr.fields())) {
    auto it = results.field_expr_indices.find(field);
    if (it != results.field_expr_indices.end())
      found(adt.variants[variant].fields[it->second].def_id, owner.field_exprs[field].span,
            owner.field_exprs[field].ident.span);
  }
}

void uses_of_expr(TyCtxt &tcx, const hir::Owner &owner, const TypeckResults &results,
                  hir::ExprId id, Found found) {
  const hir::Expr &expr = owner.exprs[id];
  if (expr.kind == hir::ExprKind::MethodCall && results.callee(id)) {
    Span name = owner.segments[expr.segment()].ident.span;
    found(results.callee(id).def_id, name, name);
  }
  if (expr.kind == hir::ExprKind::Struct)
    uses_of_literal(tcx, owner, results, id, found);
  auto field = results.field_indices.find(id);
  if (expr.kind != hir::ExprKind::Field || field == results.field_indices.end())
    return;
  ty::Ty base = results.expr_ty_adjusted(expr.lhs());
  if (base && base.is_adt() && !base.references_error())
    found(tcx.adt_def(base.def_id())->non_enum_variant().fields[field->second].def_id, expr.span,
          owner.idents[expr.b].span);
}

void uses_of_body(TyCtxt &tcx, const hir::Owner &owner, const TypeckResults &results, Found found) {
  if (results.tainted_by_errors)
    return;
  for (hir::QPathId id : owner.qpaths.ids()) {
    const hir::QPath &path = owner.qpaths[id];
    auto it = results.path_res.find(id);
    if (path.kind == hir::QPathKind::TypeRelative && it != results.path_res.end() &&
        it->second.kind == ResKind::Def)
      found(it->second.def_id, path.span, owner.segments[path.segment].ident.span);
  }
  for (hir::ExprId id : owner.exprs.ids())
    if (results.expr_ty(id))
      uses_of_expr(tcx, owner, results, id, found);
}

} // namespace

void for_each_use(TyCtxt &tcx, const hir::Owner &owner, Found found) {
  for (const hir::Path &path : owner.paths)
    if (path.res.kind == ResKind::Def && !path.segments.empty())
      found(path.res.def_id, path.span,
            owner.segments[owner.list(path.segments).back()].ident.span);
  for (hir::BodyId id : owner.bodies.ids()) {
    DefId def = tcx.defs.to_def_id(owner.bodies[id].def_id);
    if (tcx.typeck_root(def) == def)
      uses_of_body(tcx, owner, *tcx.typeck(owner.bodies[id].def_id), found);
  }
}

} // namespace ochre::lint
