// `S { a: x, ..base }`
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"
#include "sema/typeck/method.h"

namespace ochre::typeck {
namespace {

void check_fields(FnCtxt &fcx, hir::ExprId id, Ty adt_ty, Ty expected,
                  const ty::VariantDef &variant, const ty::AdtDef &adt) {
  const hir::Expr &expr = fcx.expr(id);
  // The wanted type tells the arguments, as far as it can be equal at all.
  if (expected)
    fcx.infcx.commit_if_ok([&] {
      auto result = fcx.infcx.sub(fcx.cause(expr.span), fcx.env, adt_ty, expected);
      if (result)
        register_obligations(fcx, result.obligations);
      return bool(result);
    });
  GenericArgs args = shallow(fcx, adt_ty).args();
  llvm::DenseMap<Symbol, Span> seen;
  bool had_error = false;
  for (hir::FieldExprId field_id : fcx.nodes.list(expr.fields())) {
    const hir::FieldExpr &field = fcx.nodes.field_exprs[field_id];
    ty::FieldIdx index;
    for (ty::FieldIdx i : variant.fields.ids())
      if (variant.fields[i].name == field.ident.name)
        index = i;
    Ty wanted = fcx.tcx.common.error;
    if (!index.is_valid()) {
      report_unknown_field(fcx, adt_ty, variant, adt, field.ident);
      had_error = true;
    } else if (auto [it, fresh] = seen.try_emplace(field.ident.name, field.span); !fresh) {
      taint(fcx, error(fcx.tcx.sess, field.ident.span, diag::FieldTwice, field.ident.name)
                     .primary_label("used more than once")
                     .label(it->second, "first use of `" + fcx.str(field.ident.name).str() + "`")
                     .emit());
      had_error = true;
    } else {
      if (!is_visible(fcx, variant.fields[index].visibility))
        taint(fcx, error(fcx.tcx.sess, field.ident.span, diag::PrivateField, field.ident.name,
                         llvm::StringRef(adt.is_union() ? "union" : "struct"),
                         fcx.tcx.defs.path_string(adt.def_id))
                       .primary_label("private field")
                       .emit());
      fcx.results.field_expr_indices[field_id] = index;
      wanted = field_ty(fcx, field.span, variant.fields[index], args);
    }
    check_expr_coercible(fcx, field.expr, wanted);
  }
  auto base = static_cast<hir::StructBase>(expr.small);
  if (adt.is_union()) {
    if (seen.size() != 1 && !had_error)
      taint(fcx, error(fcx.tcx.sess, expr.span, diag::UnionOneField).emit());
    return;
  }
  if (base != hir::StructBase::None || had_error || seen.size() == variant.fields.size())
    return;
  report_missing_fields(fcx, id, adt_ty, variant, seen);
}

/// `..base`: the remaining fields come from a value of the same type.
void check_base(FnCtxt &fcx, hir::ExprId id, Ty adt_ty, const ty::VariantDef &variant,
                const ty::AdtDef &adt) {
  const hir::Expr &expr = fcx.expr(id);
  auto base = static_cast<hir::StructBase>(expr.small);
  if (base != hir::StructBase::Expr)
    return;
  if (!adt.is_struct()) {
    check_expr(fcx, expr.base());
    taint(fcx, error(fcx.tcx.sess, fcx.span(expr.base()), diag::BaseNeedsStruct).emit());
    return;
  }
  check_expr_has_type(fcx, expr.base(), adt_ty);
  Ty resolved = try_structurally_resolve(fcx, expr.span, adt_ty);
  if (!resolved.is_adt())
    return;
  auto &tys = fcx.results.fru_tys[id];
  for (const ty::FieldDef &field : variant.fields) {
    tys.push_back(field_ty(fcx, expr.span, field, resolved.args()));
    bool is_named = false;
    for (hir::FieldExprId named : fcx.nodes.list(expr.fields()))
      is_named |= fcx.nodes.field_exprs[named].ident.name == field.name;
    if (!is_named && !is_visible(fcx, field.visibility))
      taint(fcx, error(fcx.tcx.sess, fcx.span(expr.base()), diag::PrivateField, field.name,
                       llvm::StringRef("struct"), fcx.tcx.defs.path_string(adt.def_id))
                     .primary_label("field `" + fcx.str(field.name).str() + "` is private")
                     .emit());
  }
}

} // namespace

Ty check_struct(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  VariantPath path = check_struct_path(fcx, expr.qpath(), expr.span);
  if (!path.ty) {
    for (hir::FieldExprId field : fcx.nodes.list(expr.fields()))
      check_expr(fcx, fcx.nodes.field_exprs[field].expr);
    if (static_cast<hir::StructBase>(expr.small) == hir::StructBase::Expr)
      check_expr(fcx, expr.base());
    return fcx.tcx.common.error;
  }
  const ty::AdtDef &adt = *fcx.tcx.adt_def(path.ty.def_id());
  bool non_exhaustive = path.variant->is_non_exhaustive || (adt.is_enum() && false);
  if (non_exhaustive && !fcx.tcx.is_local(adt.def_id))
    taint(fcx, error(fcx.tcx.sess, expr.span, diag::NonExhaustiveCtor,
                     llvm::StringRef(adt.is_enum() ? "variant" : "struct"))
                   .emit());
  check_fields(fcx, id, path.ty, only_has_type(fcx, expected), *path.variant, adt);
  check_base(fcx, id, path.ty, *path.variant, adt);
  require_sized(fcx, path.ty, expr.span, CauseCode::SizedExpr);
  return path.ty;
}

} // namespace ochre::typeck
