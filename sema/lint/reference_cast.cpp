// Shared references made into exclusive ones behind the type system's back, which is undefined
// behaviour even where the result is not used.
// Source: Reference, "Behavior considered undefined"; rustc book, invalid_reference_casting.
#include "sema/lint/body_cx.h"

namespace ochre::lint {

namespace {

using hir::ExprKind;

bool is_deref(const BodyCx &cx, hir::ExprId id) {
  const hir::Expr &expr = cx.expr(id);
  return expr.kind == ExprKind::Unary && expr.un_op() == hir::UnOp::Deref;
}

bool is_transmute(const BodyCx &cx, DefId def) {
  if (!def.is_valid() || (cx.tcx.def_kind(def) != DefKind::Fn))
    return false;
  Symbol name = cx.tcx.intrinsic_name(def);
  return name.is_valid() && cx.tcx.str(name) == "transmute";
}

/// What a cast, `cast`, `cast_mut` and the like make a pointer of; the expression itself: nothing.
hir::ExprId peel_cast(const BodyCx &cx, hir::ExprId id, bool &through_cell) {
  const hir::Expr &expr = cx.expr(id);
  if (expr.kind == ExprKind::Cast)
    return expr.lhs();
  if (expr.kind != ExprKind::Call && expr.kind != ExprKind::MethodCall)
    return id;
  llvm::SmallVector<hir::ExprId, 4> args = cx.operands(id);
  if (args.size() != 1)
    return id;
  DefId callee = cx.called(id);
  llvm::StringRef name = cx.tcx.str(cx.item_name(callee));
  if (name == "unsafe_cell_raw_get") {
    through_cell = true;
    return args[0];
  }
  bool casts = name == "ptr_cast" || name == "const_ptr_cast" || name == "ptr_cast_mut" ||
               name == "ptr_cast_const" || name == "ptr_from_ref" || is_transmute(cx, callee);
  return casts ? args[0] : id;
}

/// Whether a pointer to change through was made of a shared reference.
bool is_mut_ptr_of_shared_ref(const BodyCx &cx, hir::ExprId id) {
  ty::Ty end = cx.results.expr_ty(id);
  if (!end || !end.is_raw_ptr() || end.mutbl() != ty::Mutability::Mut)
    return false;
  bool through_cell = false;
  hir::ExprId at = cx.initial_value(id);
  for (hir::ExprId below = peel_cast(cx, at, through_cell); below != at;
       below = peel_cast(cx, at, through_cell))
    at = cx.initial_value(below);
  ty::Ty start = cx.results.expr_ty(at);
  if (!start || !start.is_ref() || start.mutbl() == ty::Mutability::Mut)
    return false;
  return !through_cell || cx.tcx.is_freeze({cx.env, start.inner()});
}

void check_assigned(const BodyCx &cx, hir::ExprId id, hir::ExprId pointer) {
  if (!is_mut_ptr_of_shared_ref(cx, pointer))
    return;
  if (auto diag = cx.lint(hir::Lint::InvalidReferenceCasting, cx.expr(id).span,
                          "assigning to `&T` is undefined behavior, consider using an "
                          "`UnsafeCell`"))
    diag->emit_any();
}

void check_borrowed(const BodyCx &cx, hir::ExprId id) {
  const hir::Expr &expr = cx.expr(id);
  bool is_mut_ref = static_cast<hir::BorrowKind>(expr.small) == hir::BorrowKind::Ref &&
                    static_cast<hir::Mutability>(expr.small2) == hir::Mutability::Mut;
  if (!is_mut_ref || !is_deref(cx, expr.lhs()) ||
      !is_mut_ptr_of_shared_ref(cx, cx.expr(expr.lhs()).lhs()))
    return;
  if (auto diag = cx.lint(hir::Lint::InvalidReferenceCasting, expr.span,
                          "casting `&T` to `&mut T` is undefined behavior, even if the reference "
                          "is unused, consider instead using an `UnsafeCell`"))
    diag->emit_any();
}

void check_transmute(const BodyCx &cx, hir::ExprId id) {
  DefId def = cx.path_def(id);
  if (!is_transmute(cx, def))
    return;
  ty::Ty fn = cx.results.expr_ty(id);
  if (!fn || !fn.is(ty::TyKind::FnDef) || fn.args().size() < 2)
    return;
  ty::Ty from = fn.args()[0].ty(), to = fn.args()[1].ty();
  if (!from.is_ref() || from.mutbl() == ty::Mutability::Mut || !to.is_ref() ||
      to.mutbl() != ty::Mutability::Mut)
    return;
  if (auto diag = cx.lint(hir::Lint::MutableTransmutes, cx.expr(id).span,
                          "transmuting &T to &mut T is undefined behavior, even if the reference "
                          "is unused, consider instead using an UnsafeCell"))
    diag->emit_any();
}

} // namespace

void check_reference_cast(const BodyCx &cx, hir::ExprId id) {
  const hir::Expr &expr = cx.expr(id);
  if (expr.kind == ExprKind::Path)
    return check_transmute(cx, id);
  if (expr.kind == ExprKind::AddrOf)
    return check_borrowed(cx, id);
  if (expr.kind == ExprKind::Assign || expr.kind == ExprKind::AssignOp) {
    if (is_deref(cx, expr.lhs()))
      check_assigned(cx, id, cx.expr(expr.lhs()).lhs());
  } else if (expr.kind == ExprKind::Call) {
    llvm::StringRef name = cx.tcx.str(cx.item_name(cx.called(id)));
    if (name == "ptr_write" || name == "ptr_write_volatile" || name == "ptr_write_unaligned")
      check_assigned(cx, id, cx.operands(id)[0]);
  }
}

} // namespace ochre::lint
