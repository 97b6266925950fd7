#include "sema/typeck/cursor.h"

#include "llvm/ADT/APFloat.h"

namespace ochre::typeck {

ty::Ty ty_of(const TypedBody &body, ExprCursor cursor) {
  if (cursor.level == 0)
    return body.results.expr_ty(cursor.expr);
  return body.results.expr_adjustments(cursor.expr)[cursor.level - 1].target;
}

namespace {

PlaceStep adjusted_step(const TypedBody &body, ExprCursor cursor) {
  const Adjustment &adjustment = body.results.expr_adjustments(cursor.expr)[cursor.level - 1];
  PlaceStep out;
  out.base = {cursor.expr, cursor.level - 1};
  out.ty = adjustment.target;
  switch (adjustment.kind) {
  case AdjustKind::Deref: out.kind = StepKind::Deref; break;
  case AdjustKind::OverloadedDeref:
    out.kind = StepKind::OverloadedDeref;
    out.mutbl = adjustment.mutbl;
    out.adjustment = &adjustment;
    break;
  case AdjustKind::NeverToAny:
  case AdjustKind::BorrowRef:
  case AdjustKind::BorrowRawPtr:
  case AdjustKind::Pointer:
    out.kind = StepKind::AdjustedRvalue;
    out.adjustment = &adjustment;
    break;
  }
  return out;
}

PlaceStep path_step(const TypedBody &body, const hir::Expr &expr, PlaceStep out) {
  hir::Res res = body.results.res_of(body.nodes, expr.qpath());
  if (res.kind == ResKind::Local) {
    out.kind = StepKind::Local;
    out.local = res.local;
  } else if (res.is_def(DefKind::Static)) {
    out.kind = StepKind::Static;
    out.def_id = res.def_id;
  }
  return out;
}

/// `*Index::index(&base, i)`: the method's first argument tells whether it is the mutable one.
PlaceStep overloaded(const TypedBody &body, hir::ExprId base, PlaceStep out, StepKind kind,
                     MethodCallee callee) {
  out.kind = kind;
  out.callee = callee;
  out.base = adjusted(body, base);
  ty::Ty receiver = ty_of(body, out.base);
  if (receiver && receiver.is_ref())
    out.mutbl = receiver.mutbl();
  return out;
}

} // namespace

PlaceStep step(const TypedBody &body, ExprCursor cursor) {
  if (cursor.level > 0)
    return adjusted_step(body, cursor);
  const hir::Expr &expr = body.nodes.exprs[cursor.expr];
  PlaceStep out;
  out.base = cursor;
  out.ty = body.results.expr_ty(cursor.expr);
  switch (expr.kind) {
  case hir::ExprKind::Path: return path_step(body, expr, out);
  case hir::ExprKind::Field: {
    auto it = body.results.field_indices.find(cursor.expr);
    if (it == body.results.field_indices.end())
      return out;
    out.kind = StepKind::Field;
    out.base = adjusted(body, expr.lhs());
    out.field = it->second;
    return out;
  }
  case hir::ExprKind::Index:
    out.index = expr.rhs();
    if (MethodCallee callee = body.results.callee(cursor.expr))
      return overloaded(body, expr.lhs(), out, StepKind::OverloadedIndex, callee);
    out.kind = StepKind::Index;
    out.base = adjusted(body, expr.lhs());
    return out;
  case hir::ExprKind::Unary:
    if (expr.un_op() != hir::UnOp::Deref)
      return out;
    if (MethodCallee callee = body.results.callee(cursor.expr))
      return overloaded(body, expr.lhs(), out, StepKind::OverloadedDeref, callee);
    out.kind = StepKind::Deref;
    out.base = adjusted(body, expr.lhs());
    return out;
  case hir::ExprKind::Err:
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
  case hir::ExprKind::FormatArgs: return out;
  }
  return out;
}

bool is_place_expr(const TypedBody &body, hir::ExprId expr) {
  return step(body, {expr, 0}).is_place();
}

} // namespace ochre::typeck
