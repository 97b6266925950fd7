// Parentheses matter where the parser would read something else without them: before a block
// (`if (S { a }) {}`), where a statement would end (`({ 0 } + 1)`), around `a | b`.
#include "frontend/expand/unused_parens.h"

namespace ochre::expand {

using namespace ast;

namespace {

/// The operand that an expression begins with, or an invalid id.
ExprId leftmost(const Crate &krate, ExprId id) {
  const Expr &expr = krate[id];
  if (const auto *binary = expr.get_if<BinaryExpr>())
    return binary->lhs;
  if (const auto *cast = expr.get_if<CastExpr>())
    return cast->expr;
  if (const auto *assign = expr.get_if<AssignExpr>())
    return assign->lhs;
  if (const auto *assign = expr.get_if<AssignOpExpr>())
    return assign->lhs;
  if (const auto *call = expr.get_if<CallExpr>())
    return call->callee;
  if (const auto *method = expr.get_if<MethodCallExpr>())
    return method->receiver;
  if (const auto *field = expr.get_if<FieldExpr>())
    return field->expr;
  if (const auto *index = expr.get_if<IndexExpr>())
    return index->expr;
  if (const auto *range = expr.get_if<RangeExpr>())
    return range->lo;
  if (const auto *attempt = expr.get_if<TryExpr>())
    return attempt->inner;
  if (const auto *await = expr.get_if<AwaitExpr>())
    return await->expr;
  return {};
}

/// Whether it ends a statement by itself, as blocks do.
bool is_block_like(ExprKind kind) {
  return kind == ExprKind::If || kind == ExprKind::Match || kind == ExprKind::Block ||
         kind == ExprKind::While || kind == ExprKind::Loop || kind == ExprKind::ForLoop ||
         kind == ExprKind::TryBlock || kind == ExprKind::ConstBlock;
}

bool begins_with_block(const Crate &krate, ExprId id) {
  for (ExprId left = leftmost(krate, id); left; left = leftmost(krate, left))
    if (is_block_like(krate[left].kind()))
      return true;
  return false;
}

/// `S { a }` outside of any delimiters.
bool has_bare_struct(const Crate &krate, ExprId id) {
  const Expr &expr = krate[id];
  if (expr.kind() == ExprKind::Struct)
    return true;
  if (const auto *binary = expr.get_if<BinaryExpr>())
    return has_bare_struct(krate, binary->lhs) || has_bare_struct(krate, binary->rhs);
  if (const auto *assign = expr.get_if<AssignExpr>())
    return has_bare_struct(krate, assign->lhs) || has_bare_struct(krate, assign->rhs);
  if (const auto *assign = expr.get_if<AssignOpExpr>())
    return has_bare_struct(krate, assign->lhs) || has_bare_struct(krate, assign->rhs);
  if (const auto *unary = expr.get_if<UnaryExpr>())
    return has_bare_struct(krate, unary->operand);
  if (const auto *cast = expr.get_if<CastExpr>())
    return has_bare_struct(krate, cast->expr);
  if (const auto *borrow = expr.get_if<AddrOfExpr>())
    return has_bare_struct(krate, borrow->expr);
  if (const auto *method = expr.get_if<MethodCallExpr>())
    return has_bare_struct(krate, method->receiver);
  if (const auto *field = expr.get_if<FieldExpr>())
    return has_bare_struct(krate, field->expr);
  if (const auto *index = expr.get_if<IndexExpr>())
    return has_bare_struct(krate, index->expr);
  return false;
}

bool is_lazy(const Expr &expr) {
  const auto *binary = expr.get_if<BinaryExpr>();
  return binary && (binary->op == BinOp::And || binary->op == BinOp::Or);
}

bool needs_parens(const Crate &krate, ExprId inner, const ParenPlace &place) {
  const Expr &expr = krate[inner];
  if (begins_with_block(krate, inner))
    return true;
  if (place.is_let_scrutinee && (is_lazy(expr) || expr.kind() == ExprKind::Range))
    return true;
  if (!place.before_block)
    return false;
  if (const auto *range = expr.get_if<RangeExpr>())
    if (range->hi && krate[range->hi].kind() == ExprKind::Block)
      return true;
  return expr.kind() == ExprKind::Closure || expr.kind() == ExprKind::Break ||
         (expr.kind() == ExprKind::Ret && !expr.as<RetExpr>().value) ||
         has_bare_struct(krate, inner);
}

} // namespace

void check_parens(const Crate &krate, LintBuffer &out, ExprId value, const ParenPlace &place) {
  if (!value)
    return;
  const Expr &expr = krate[value];
  const auto *paren = expr.get_if<ParenExpr>();
  if (!paren || expr.span.from_expansion() || !krate[expr.attrs].empty() ||
      needs_parens(krate, paren->inner, place) || krate[paren->inner].kind() == ExprKind::Let)
    return;
  out.add("unused_parens", expr.span, ("unnecessary parentheses around " + place.what).str());
}

void check_parens(const Crate &krate, LintBuffer &out, PatId id, bool may_be_or) {
  const Pat &pat = krate[id];
  const auto *paren = pat.get_if<ParenPat>();
  if (!paren || pat.span.from_expansion())
    return;
  const Pat &inner = krate[paren->inner];
  // `&(1..=2)` and `&(mut x)` need theirs; here a whole pattern is meant.
  if (inner.kind() == PatKind::Range || (inner.kind() == PatKind::Or && !may_be_or))
    return;
  out.add("unused_parens", pat.span, "unnecessary parentheses around pattern");
}

void check_parens(const Crate &krate, LintBuffer &out, TyId id) {
  const Ty &ty = krate[id];
  const auto *paren = ty.get_if<ParenTy>();
  if (!paren || ty.span.from_expansion())
    return;
  const Ty &inner = krate[paren->inner];
  const auto *object = inner.get_if<TraitObjectTy>();
  const auto *opaque = inner.get_if<ImplTraitTy>();
  if ((object && object->bounds.size() != 1) || (opaque && opaque->bounds.size() != 1) ||
      inner.kind() == TyKind::FnPtr || (object && !object->has_dyn))
    return;
  out.add("unused_parens", ty.span, "unnecessary parentheses around type");
}

} // namespace ochre::expand
