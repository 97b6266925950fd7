// Comparisons whose result is known: with a literal at the edge of the type, with NaN.
#include "sema/lint/body_cx.h"

namespace ochre::lint {

namespace {

using hir::BinOp;
using i128 = __int128;
using u128 = unsigned __int128;

bool is_comparison(BinOp op) {
  return op == BinOp::Eq || op == BinOp::Ne || op == BinOp::Lt || op == BinOp::Le ||
         op == BinOp::Gt || op == BinOp::Ge;
}
/// The operator for exchanged operands.
BinOp reversed(BinOp op) {
  switch (op) {
  case BinOp::Lt: return BinOp::Gt;
  case BinOp::Le: return BinOp::Ge;
  case BinOp::Gt: return BinOp::Lt;
  case BinOp::Ge: return BinOp::Le;
  default: return op;
  }
}

/// Whether `x op value` depends on x, which lies in min..=max.
template <class Int>
bool depends(BinOp op, Int value, Int min, Int max) {
  switch (op) {
  case BinOp::Lt: return value > min && value <= max;
  case BinOp::Le: return value >= min && value < max;
  case BinOp::Gt: return value >= min && value < max;
  case BinOp::Ge: return value > min && value <= max;
  default: return value >= min && value <= max;
  }
}

bool is_useless(const BodyCx &cx, BinOp op, hir::ExprId operand, hir::ExprId literal) {
  const hir::Lit &lit = cx.nodes.lits[cx.expr(literal).lit()];
  ty::Ty ty = cx.results.expr_ty(operand);
  if (lit.kind != hir::LitKind::Int || !ty)
    return false;
  u128 value = u128(lit.hi) << 64 | lit.lo;
  if (ty.is(ty::TyKind::Int)) {
    unsigned bits = bit_width(ty.int_ty(), cx.tcx.pointer_bits);
    i128 max = static_cast<i128>(~u128(0) >> (129 - bits));
    return static_cast<i128>(value) >= 0 &&
           !depends<i128>(op, static_cast<i128>(value), -max - 1, max);
  }
  if (!ty.is(ty::TyKind::Uint))
    return false;
  unsigned bits = bit_width(ty.uint_ty(), cx.tcx.pointer_bits);
  return !depends<u128>(op, value, 0, ~u128(0) >> (128 - bits));
}

/// `f32::NAN`, `f64::NAN` and the like
bool is_nan(const BodyCx &cx, hir::ExprId id) {
  if (cx.expr(id).kind == hir::ExprKind::AddrOf)
    id = cx.expr(id).lhs();
  return cx.is_item(cx.path_def(id), "float_nan");
}

} // namespace

void check_comparison(const BodyCx &cx, hir::ExprId id) {
  const hir::Expr &expr = cx.expr(id);
  if (expr.kind != hir::ExprKind::Binary || !is_comparison(expr.bin_op()))
    return;
  bool literal_right = cx.expr(expr.rhs()).kind == hir::ExprKind::Lit;
  bool literal_left = cx.expr(expr.lhs()).kind == hir::ExprKind::Lit;
  if ((literal_right && is_useless(cx, expr.bin_op(), expr.lhs(), expr.rhs())) ||
      (!literal_right && literal_left &&
       is_useless(cx, reversed(expr.bin_op()), expr.rhs(), expr.lhs()))) {
    if (auto diag = cx.lint(hir::Lint::UnusedComparisons, expr.span,
                            "comparison is useless due to type limits"))
      diag->emit_any();
    return;
  }
  if (!is_nan(cx, expr.lhs()) && !is_nan(cx, expr.rhs()))
    return;
  bool is_equality = expr.bin_op() == BinOp::Eq || expr.bin_op() == BinOp::Ne;
  if (auto diag = cx.lint(hir::Lint::InvalidNanComparisons, expr.span,
                          is_equality ? "incorrect NaN comparison, NaN cannot be directly "
                                        "compared to itself"
                                      : "incorrect NaN comparison, NaN is not orderable"))
    diag->emit_any();
}

} // namespace ochre::lint
