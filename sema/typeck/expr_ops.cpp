// Operators.
//
// Operands of primitive types have built-in operators; all others call a trait's method. Which it
// is may show late, so the trait's method is looked up first in any case, and where both sides are
// found to be primitive the built-in rule fixes the result's type; writeback then forgets the
// method. Source: Reference "Operator expressions"; rustc-dev-guide.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"
#include "sema/typeck/ops.h"

namespace ochre::typeck {
namespace {

struct OpTrait {
  LangItem trait;
  const char *method;
};

OpTrait trait_of(hir::BinOp op) {
  switch (op) {
  case hir::BinOp::Add: return {LangItem::Add, "add"};
  case hir::BinOp::Sub: return {LangItem::Sub, "sub"};
  case hir::BinOp::Mul: return {LangItem::Mul, "mul"};
  case hir::BinOp::Div: return {LangItem::Div, "div"};
  case hir::BinOp::Rem: return {LangItem::Rem, "rem"};
  case hir::BinOp::BitXor: return {LangItem::BitXor, "bitxor"};
  case hir::BinOp::BitAnd: return {LangItem::BitAnd, "bitand"};
  case hir::BinOp::BitOr: return {LangItem::BitOr, "bitor"};
  case hir::BinOp::Shl: return {LangItem::Shl, "shl"};
  case hir::BinOp::Shr: return {LangItem::Shr, "shr"};
  case hir::BinOp::Eq: return {LangItem::PartialEq, "eq"};
  case hir::BinOp::Ne: return {LangItem::PartialEq, "ne"};
  case hir::BinOp::Lt: return {LangItem::PartialOrd, "lt"};
  case hir::BinOp::Le: return {LangItem::PartialOrd, "le"};
  case hir::BinOp::Ge: return {LangItem::PartialOrd, "ge"};
  case hir::BinOp::Gt: return {LangItem::PartialOrd, "gt"};
  case hir::BinOp::And:
  case hir::BinOp::Or: break;
  }
  return {LangItem::Add, "add"};
}
OpTrait assign_trait_of(hir::BinOp op) {
  switch (op) {
  case hir::BinOp::Add: return {LangItem::AddAssign, "add_assign"};
  case hir::BinOp::Sub: return {LangItem::SubAssign, "sub_assign"};
  case hir::BinOp::Mul: return {LangItem::MulAssign, "mul_assign"};
  case hir::BinOp::Div: return {LangItem::DivAssign, "div_assign"};
  case hir::BinOp::Rem: return {LangItem::RemAssign, "rem_assign"};
  case hir::BinOp::BitXor: return {LangItem::BitXorAssign, "bitxor_assign"};
  case hir::BinOp::BitAnd: return {LangItem::BitAndAssign, "bitand_assign"};
  case hir::BinOp::BitOr: return {LangItem::BitOrAssign, "bitor_assign"};
  case hir::BinOp::Shl: return {LangItem::ShlAssign, "shl_assign"};
  case hir::BinOp::Shr: return {LangItem::ShrAssign, "shr_assign"};
  case hir::BinOp::Eq:
  case hir::BinOp::Ne:
  case hir::BinOp::Lt:
  case hir::BinOp::Le:
  case hir::BinOp::Ge:
  case hir::BinOp::Gt:
  case hir::BinOp::And:
  case hir::BinOp::Or: break;
  }
  return {LangItem::AddAssign, "add_assign"};
}

bool is_comparison(hir::BinOp op) { return op >= hir::BinOp::Eq; }
bool is_shift(hir::BinOp op) { return op == hir::BinOp::Shl || op == hir::BinOp::Shr; }

Ty deref_if_ref(Ty ty) { return ty.is_ref() ? ty.inner() : ty; }

/// The result of a built-in operator; operands are made equal where the operator wants it.
Ty enforce_builtin(FnCtxt &fcx, const hir::Expr &expr, Ty lhs, Ty rhs) {
  lhs = deref_if_ref(lhs);
  rhs = deref_if_ref(rhs);
  hir::BinOp op = expr.bin_op();
  if (is_shift(op))
    return lhs;
  demand_sub(fcx, fcx.span(expr.rhs()), lhs, rhs);
  return is_comparison(op) ? fcx.tcx.common.bool_ : lhs;
}

struct Overloaded {
  Ty lhs, rhs, result;
};

void autoref(FnCtxt &fcx, hir::ExprId id, Ty target, bool two_phase) {
  Adjustment adjustment;
  adjustment.kind = AdjustKind::BorrowRef;
  adjustment.target = target;
  adjustment.mutbl = target.is_ref() ? target.mutbl() : Mutability::Not;
  adjustment.allow_two_phase = two_phase;
  apply_adjustments(fcx, id, adjustment);
}

Overloaded check_overloaded(FnCtxt &fcx, hir::ExprId id, bool is_assign) {
  const hir::Expr &expr = fcx.expr(id);
  hir::BinOp op = expr.bin_op();
  bool by_ref = is_comparison(op);
  Overloaded out;
  Ty lhs_ty;
  if (is_assign) {
    lhs_ty = check_expr(fcx, expr.lhs());
  } else {
    // Comparisons borrow; others move, and a `&mut` is reborrowed by coercion to a variable.
    lhs_ty = check_expr(fcx, expr.lhs());
    if (!by_ref) {
      Ty fresh = fcx.infcx.next_ty_var(fcx.span(expr.lhs()));
      lhs_ty = demand_coerce(fcx, expr.lhs(), lhs_ty, fresh);
    }
  }
  lhs_ty = try_structurally_resolve(fcx, fcx.span(expr.lhs()), lhs_ty);
  out.lhs = lhs_ty;
  Ty rhs_var = fcx.infcx.next_ty_var(fcx.span(expr.rhs()));
  OpTrait which = is_assign ? assign_trait_of(op) : trait_of(op);
  if (lhs_ty.references_error()) {
    out.rhs = check_expr(fcx, expr.rhs());
    out.result = fcx.tcx.common.error;
    return out;
  }
  std::optional<OperatorMethod> method = lookup_operator_method(
      fcx, expr.span, which.trait, fcx.tcx.sess.intern(which.method), lhs_ty, {rhs_var});
  if (method)
    register_obligations(fcx, method->obligations);
  Ty rhs_ty = check_expr_coercible(fcx, expr.rhs(), rhs_var,
                                   method ? std::optional<Expectation>()
                                          : std::optional(Expectation::none()));
  out.rhs = try_structurally_resolve(fcx, fcx.span(expr.rhs()), rhs_ty);
  if (!method) {
    out.result = fcx.tcx.common.error;
    if (!out.rhs.references_error())
      report_binary(fcx, id, lhs_ty, out.rhs, is_assign);
    return out;
  }
  if (is_assign || by_ref) {
    autoref(fcx, expr.lhs(), method->sig.inputs()[0], is_assign);
    if (by_ref)
      autoref(fcx, expr.rhs(), method->sig.inputs()[1], false);
  }
  if (is_assign)
    convert_place_derefs_to_mutable(fcx, expr.lhs());
  fcx.results.method_callees[id] = method->callee;
  select_where_possible(fcx);
  out.result = method->sig.output();
  return out;
}

} // namespace

bool is_builtin_binop(Ty lhs, Ty rhs, hir::BinOp op) {
  if (lhs.references_error() || rhs.references_error())
    return true;
  // `&1 + &2` is not built in for code generation, but its type is the same.
  lhs = deref_if_ref(lhs);
  rhs = deref_if_ref(rhs);
  switch (op) {
  case hir::BinOp::And:
  case hir::BinOp::Or: return true;
  case hir::BinOp::Shl:
  case hir::BinOp::Shr: return lhs.is_integral() && rhs.is_integral();
  case hir::BinOp::Add:
  case hir::BinOp::Sub:
  case hir::BinOp::Mul:
  case hir::BinOp::Div:
  case hir::BinOp::Rem:
    return (lhs.is_integral() && rhs.is_integral()) ||
           (lhs.is_floating_point() && rhs.is_floating_point());
  case hir::BinOp::BitXor:
  case hir::BinOp::BitAnd:
  case hir::BinOp::BitOr:
    return (lhs.is_integral() && rhs.is_integral()) || (lhs.is_bool() && rhs.is_bool());
  case hir::BinOp::Eq:
  case hir::BinOp::Ne:
  case hir::BinOp::Lt:
  case hir::BinOp::Le:
  case hir::BinOp::Ge:
  case hir::BinOp::Gt: return lhs.is_scalar() && rhs.is_scalar();
  }
  return false;
}

Ty check_binary(FnCtxt &fcx, hir::ExprId id, Expectation) {
  const hir::Expr &expr = fcx.expr(id);
  hir::BinOp op = expr.bin_op();
  Ty bool_ty = fcx.tcx.common.bool_;
  if (op == hir::BinOp::And || op == hir::BinOp::Or) {
    check_expr_coercible(fcx, expr.lhs(), bool_ty);
    Diverges lhs_diverges = fcx.diverges;
    check_expr_coercible(fcx, expr.rhs(), bool_ty);
    fcx.diverges = lhs_diverges; // the right side may not run
    return bool_ty;
  }
  Overloaded checked = check_overloaded(fcx, id, false);
  if (checked.lhs.references_error() || checked.rhs.references_error())
    return checked.result.references_error() ? checked.result : fcx.tcx.common.error;
  if (checked.lhs.is_ty_var() || checked.rhs.is_ty_var() ||
      !is_builtin_binop(checked.lhs, checked.rhs, op) || checked.result.references_error())
    return checked.result;
  // SIMD and references stay overloaded in fact; only the type follows.
  if (!deref_if_ref(checked.lhs).is_scalar())
    return checked.result;
  Ty builtin = enforce_builtin(fcx, expr, checked.lhs, checked.rhs);
  demand_eq(fcx, expr.span, builtin, checked.result);
  return builtin;
}

Ty check_assign_op(FnCtxt &fcx, hir::ExprId id, Expectation) {
  const hir::Expr &expr = fcx.expr(id);
  Overloaded checked = check_overloaded(fcx, id, true);
  if (!is_place_syntax(fcx, expr.lhs()) && !checked.lhs.references_error())
    taint(fcx, error(fcx.tcx.sess,
                     expr.c < fcx.nodes.op_spans.size() ? fcx.nodes.op_spans[expr.c] : expr.span,
                     diag::InvalidAssignOpLhs)
                   .label(fcx.span(expr.lhs()), "cannot assign to this expression")
                   .emit());
  if (!checked.result.references_error() && !checked.lhs.is_ty_var() && !checked.rhs.is_ty_var() &&
      is_builtin_binop(checked.lhs, checked.rhs, expr.bin_op()) && !checked.lhs.is_ref())
    enforce_builtin(fcx, expr, checked.lhs, checked.rhs);
  return checked.result.references_error() ? fcx.tcx.common.error : fcx.tcx.common.unit;
}

// --- Unary operators

namespace {

Ty check_deref(FnCtxt &fcx, hir::ExprId id, Ty operand) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ExprId base = expr.lhs();
  operand = structurally_resolve(fcx, fcx.span(base), operand);
  if (operand.references_error())
    return fcx.tcx.common.error;
  if (Ty target = builtin_deref(fcx.tcx, operand, true))
    return target;
  auto method = lookup_operator_method(fcx, expr.span, LangItem::Deref,
                                       fcx.tcx.sess.intern("deref"), operand, {});
  if (!method) {
    taint(fcx, error(fcx.tcx.sess, expr.span, diag::CannotDeref, show(fcx, operand))
                   .primary_label("can't be dereferenced")
                   .emit());
    return fcx.tcx.common.error;
  }
  register_obligations(fcx, method->obligations);
  autoref(fcx, base, method->sig.inputs()[0], false);
  fcx.results.method_callees[id] = method->callee;
  Ty output = try_structurally_resolve(fcx, expr.span, method->sig.output());
  return output.is_ref() ? output.inner() : fcx.tcx.common.error;
}

Ty check_overloaded_unary(FnCtxt &fcx, hir::ExprId id, Ty operand, LangItem trait,
                          const char *name) {
  const hir::Expr &expr = fcx.expr(id);
  auto method =
      lookup_operator_method(fcx, expr.span, trait, fcx.tcx.sess.intern(name), operand, {});
  if (!method) {
    report_unary(fcx, id, operand);
    return fcx.tcx.common.error;
  }
  register_obligations(fcx, method->obligations);
  fcx.results.method_callees[id] = method->callee;
  return method->sig.output();
}

} // namespace

Ty check_unary(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  if (expr.un_op() == hir::UnOp::Deref)
    return check_deref(fcx, id, check_expr(fcx, expr.lhs()));
  Expectation hint = expected.kind == Expectation::HasType ? expected : Expectation::none();
  if (expected.kind == Expectation::Castable)
    hint = expected;
  Ty operand = structurally_resolve(fcx, expr.span, check_expr(fcx, expr.lhs(), hint));
  if (operand.references_error())
    return operand;
  if (expr.un_op() == hir::UnOp::Not) {
    if (operand.is_integral() || operand.is_bool())
      return operand;
    return check_overloaded_unary(fcx, id, operand, LangItem::Not, "not");
  }
  if (operand.is_floating_point() || operand.is(ty::TyKind::Int) || operand.is_int_var())
    return operand;
  return check_overloaded_unary(fcx, id, operand, LangItem::Neg, "neg");
}

} // namespace ochre::typeck
