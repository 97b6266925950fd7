// Fields, indexes, borrows.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"
#include "sema/typeck/method.h"

namespace ochre::typeck {

bool is_place_syntax(const FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  switch (expr.kind) {
  case hir::ExprKind::Path: {
    const hir::QPath &qpath = fcx.nodes.qpaths[expr.qpath()];
    if (qpath.kind != hir::QPathKind::Resolved)
      return false;
    const hir::Res &res = fcx.nodes.paths[qpath.path].res;
    return res.kind == ResKind::Local || res.is_def(DefKind::Static) || res.is_err();
  }
  case hir::ExprKind::Unary: return expr.un_op() == hir::UnOp::Deref;
  case hir::ExprKind::Field:
  case hir::ExprKind::Index: return true;
  case hir::ExprKind::Err: return true;
  case hir::ExprKind::Lit:
  case hir::ExprKind::Array:
  case hir::ExprKind::Tup:
  case hir::ExprKind::Repeat:
  case hir::ExprKind::ConstBlock:
  case hir::ExprKind::Call:
  case hir::ExprKind::MethodCall:
  case hir::ExprKind::Binary:
  case hir::ExprKind::Cast:
  case hir::ExprKind::DropTemps:
  case hir::ExprKind::Let:
  case hir::ExprKind::If:
  case hir::ExprKind::Loop:
  case hir::ExprKind::Match:
  case hir::ExprKind::Closure:
  case hir::ExprKind::Block:
  case hir::ExprKind::Assign:
  case hir::ExprKind::AssignOp:
  case hir::ExprKind::AddrOf:
  case hir::ExprKind::Break:
  case hir::ExprKind::Continue:
  case hir::ExprKind::Ret:
  case hir::ExprKind::Struct:
  case hir::ExprKind::Yield:
  case hir::ExprKind::InlineAsm:
  case hir::ExprKind::OffsetOf:
  case hir::ExprKind::FormatArgs: return false;
  }
  return false;
}

// --- Fields

namespace {

struct FoundField {
  ty::FieldIdx index;
  Ty ty;
};

std::optional<FoundField> find_field(FnCtxt &fcx, const hir::Ident &name, Span span, Ty base,
                                     DefId &private_owner) {
  if (base.is_adt()) {
    const ty::AdtDef *adt = fcx.tcx.adt_def(base.def_id());
    if (adt->is_enum())
      return std::nullopt;
    const ty::VariantDef &variant = adt->non_enum_variant();
    for (ty::FieldIdx index : variant.fields.ids()) {
      const ty::FieldDef &field = variant.fields[index];
      if (field.name != name.name)
        continue;
      if (!is_visible(fcx, field.visibility)) {
        private_owner = adt->def_id;
        return std::nullopt;
      }
      return FoundField{index, field_ty(fcx, span, field, base.args())};
    }
    return std::nullopt;
  }
  if (!base.is(ty::TyKind::Tuple))
    return std::nullopt;
  uint32_t index = 0;
  if (fcx.str(name.name).getAsInteger(10, index) || index >= base.tuple_elems().size())
    return std::nullopt;
  return FoundField{ty::FieldIdx(index), base.tuple_elems()[index]};
}

} // namespace

Ty check_field(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  const hir::Ident &name = fcx.nodes.idents[expr.b];
  hir::ExprId base = expr.lhs();
  Ty base_ty = structurally_resolve(fcx, fcx.span(base), check_expr(fcx, base));
  if (base_ty.references_error() && base_ty.is_error())
    return fcx.tcx.common.error;
  DefId private_owner;
  Autoderef autoderef(fcx, fcx.span(base), base_ty);
  while (Ty step = autoderef.next()) {
    if (step.is_error())
      return fcx.tcx.common.error;
    std::optional<FoundField> found = find_field(fcx, name, expr.span, step, private_owner);
    if (!found)
      continue;
    apply_adjustments(fcx, base, autoderef.adjustments());
    fcx.results.field_indices[id] = found->index;
    return found->ty;
  }
  report_no_field(fcx, id, base_ty, private_owner);
  return fcx.tcx.common.error;
}

// --- Indexes

namespace {

struct IndexResult {
  Ty index, element;
};

std::optional<IndexResult> try_index_step(FnCtxt &fcx, hir::ExprId id, Autoderef &autoderef,
                                          Ty self_ty, Ty index_ty, bool unsize) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ExprId base = expr.lhs();
  // Built in: array or slice by usize.
  if (!unsize && (self_ty.is(ty::TyKind::Array) || self_ty.is(ty::TyKind::Slice))) {
    Ty index = shallow(fcx, index_ty);
    if (index.is_usize() || index.is_int_var()) {
      apply_adjustments(fcx, base, autoderef.adjustments());
      demand_eq(fcx, fcx.span(expr.rhs()), fcx.tcx.common.usize, index);
      return IndexResult{fcx.tcx.common.usize, self_ty.inner()};
    }
  }
  if (unsize) {
    if (!self_ty.is(ty::TyKind::Array))
      return std::nullopt;
    self_ty = fcx.tcx.mk_slice(self_ty.inner());
  }
  // The index is a variable first, so that an integer variable does not choose among impls.
  Ty input = fcx.infcx.next_ty_var(fcx.span(expr.rhs()));
  auto method = lookup_operator_method(fcx, expr.span, LangItem::Index,
                                       fcx.tcx.sess.intern("index"), self_ty, {input});
  if (!method)
    return std::nullopt;
  llvm::SmallVector<Adjustment, 2> steps = autoderef.adjustments();
  Ty receiver = method->sig.inputs()[0];
  Adjustment borrow;
  borrow.kind = AdjustKind::BorrowRef;
  if (unsize) {
    Ty array_ref = fcx.tcx.mk_ref(receiver.region(), autoderef.current(), Mutability::Not);
    borrow.target = array_ref;
    steps.push_back(borrow);
    Adjustment unsized_step;
    unsized_step.kind = AdjustKind::Pointer;
    unsized_step.coercion = PointerCoercion::Unsize;
    unsized_step.target = receiver;
    steps.push_back(unsized_step);
  } else {
    borrow.target = receiver;
    steps.push_back(borrow);
  }
  apply_adjustments(fcx, base, steps);
  register_obligations(fcx, method->obligations);
  fcx.results.method_callees[id] = method->callee;
  Ty output = try_structurally_resolve(fcx, expr.span, method->sig.output());
  return IndexResult{input, output.is_ref() ? output.inner() : fcx.tcx.common.error};
}

} // namespace

Ty check_index(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  Ty base_ty = check_expr(fcx, expr.lhs());
  Ty index_ty = check_expr(fcx, expr.rhs());
  if (base_ty.references_error() && shallow(fcx, base_ty).is_error())
    return base_ty;
  base_ty = structurally_resolve(fcx, fcx.span(expr.lhs()), base_ty);
  if (base_ty.is_error())
    return base_ty;
  if (shallow(fcx, index_ty).is_error())
    return index_ty;
  std::optional<IndexResult> found;
  Autoderef autoderef(fcx, fcx.span(expr.lhs()), base_ty);
  while (Ty step = autoderef.next()) {
    found = try_index_step(fcx, id, autoderef, step, index_ty, false);
    if (!found && step.is(ty::TyKind::Array))
      found = try_index_step(fcx, id, autoderef, step, index_ty, true);
    if (found)
      break;
  }
  if (!found) {
    taint(fcx, error(fcx.tcx.sess, expr.span, diag::CannotIndex, show(fcx, base_ty)).emit());
    return fcx.tcx.common.error;
  }
  demand_coerce(fcx, expr.rhs(), index_ty, found->index);
  select_where_possible(fcx);
  return found->element;
}

// --- Borrows

Ty check_addr_of(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ExprId operand(expr.a);
  bool is_raw = static_cast<hir::BorrowKind>(expr.small) == hir::BorrowKind::Raw;
  Mutability mutbl = static_cast<hir::Mutability>(expr.small2) == hir::Mutability::Mut
                         ? Mutability::Mut
                         : Mutability::Not;
  Expectation hint;
  if (Ty wanted = only_has_type(fcx, expected)) {
    wanted = try_structurally_resolve(fcx, expr.span, wanted);
    if (wanted.is_ref() || wanted.is_raw_ptr())
      // A place keeps its type; an rvalue may be of another size.
      hint = is_place_syntax(fcx, operand) ? Expectation::has_type(wanted.inner())
                                           : rvalue_hint(fcx, wanted.inner());
  }
  Ty ty = mutbl == Mutability::Mut ? check_expr_mut_place(fcx, operand, hint)
                                   : check_expr(fcx, operand, hint);
  if (is_raw) {
    if (!is_place_syntax(fcx, operand) && !ty.references_error())
      taint(fcx, error(fcx.tcx.sess, fcx.span(operand), diag::RawBorrowOfTemporary)
                     .primary_label("temporary value")
                     .emit());
    return fcx.tcx.mk_ptr(ty, mutbl);
  }
  if (ty.references_error() && shallow(fcx, ty).is_error())
    return fcx.tcx.common.error;
  ty::Region region = fcx.infcx.next_region_var(expr.span);
  return fcx.tcx.mk_ref(region, ty, mutbl);
}

} // namespace ochre::typeck
