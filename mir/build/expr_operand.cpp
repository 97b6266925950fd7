// Expressions as operands: constants directly, all else through a temporary.

#include "mir/build/builder.h"

#include "mir/ir/alloc_table.h"
#include "sema/ty/fold.h"

namespace ochre::mir::build {

namespace {

bool is_const_res(const hir::Res &res) {
  if (res.kind == hir::Res().kind)
    return false;
  if (res.kind != ResKind::Def)
    return false;
  switch (res.def_kind) {
  case DefKind::Const:
  case DefKind::AssocConst:
  case DefKind::ConstParam:
  case DefKind::Fn:
  case DefKind::AssocFn:
  case DefKind::StructCtorFn:
  case DefKind::VariantCtorFn: return true;
  default: return false;
  }
}

} // namespace

bool Builder::is_constant(ExprCursor e) const {
  if (e.level > 0)
    return false;
  const hir::Expr &expr = nodes.exprs[e.expr];
  switch (expr.kind) {
  case hir::ExprKind::Lit:
  case hir::ExprKind::ConstBlock: return true;
  case hir::ExprKind::Path: {
    hir::Res res = results.res_of(nodes, expr.qpath());
    if (res.kind == ResKind::SelfCtor)
      return results.expr_ty(e.expr).is(ty::TyKind::FnDef);
    return is_const_res(res);
  }
  case hir::ExprKind::Unary: {
    // `-1` is the literal, checked as such.
    if (expr.un_op() != hir::UnOp::Neg || results.callee(e.expr))
      return false;
    const hir::Expr &inner = nodes.exprs[expr.lhs()];
    return inner.kind == hir::ExprKind::Lit && results.expr_adjustments(expr.lhs()).empty();
  }
  default: return false;
  }
}

namespace {

ConstOperand literal(Builder &b, const hir::Lit &lit, ty::Ty ty, bool negate, Span span) {
  ConstOperand ct;
  ct.ty = ty;
  ct.span = span;
  if (lit.kind == hir::LitKind::Str) {
    ct.value.kind = ConstValueKind::Slice;
    llvm::StringRef text = b.sess.str(lit.text);
    ct.value.alloc = intern_bytes(b.tcx, text);
    ct.value.meta = text.size();
    return ct;
  }
  if (lit.kind == hir::LitKind::ByteStr || lit.kind == hir::LitKind::CStr) {
    llvm::StringRef text = b.sess.str(lit.text);
    bool is_array = ty.is_ref() && ty.inner().is(ty::TyKind::Array);
    AllocId alloc = intern_bytes(b.tcx, text);
    if (is_array) {
      ct.value.kind = ConstValueKind::Scalar;
      ct.value.scalar = Scalar::ptr(alloc, 0, static_cast<uint8_t>(b.tcx.pointer_bits / 8));
    } else {
      ct.value.kind = ConstValueKind::Slice;
      ct.value.alloc = alloc;
      ct.value.meta = text.size();
    }
    return ct;
  }
  ct.kind = ConstOperandKind::Ty;
  ct.ct = typeck::lit_to_const(b.tcx, lit, ty, negate);
  return ct;
}

} // namespace

Operand Builder::as_constant(ExprCursor e) {
  const hir::Expr &expr = nodes.exprs[e.expr];
  ty::Ty ty = results.expr_ty(e.expr);
  switch (expr.kind) {
  case hir::ExprKind::Lit:
    return const_operand(literal(*this, nodes.lits[expr.lit()], ty, false, expr.span));
  case hir::ExprKind::Unary: {
    const hir::Lit &lit = nodes.lits[nodes.exprs[expr.lhs()].lit()];
    return const_operand(literal(*this, lit, ty, true, expr.span));
  }
  case hir::ExprKind::ConstBlock: {
    const hir::Body &inner = nodes.bodies[hir::BodyId(expr.a)];
    ConstOperand ct;
    ct.kind = ConstOperandKind::Unevaluated;
    ct.ty = ty;
    ct.def_id = tcx.defs.to_def_id(inner.def_id);
    ct.args = ty::identity_args(tcx, ct.def_id);
    ct.span = expr.span;
    return const_operand(ct);
  }
  default: break;
  }
  hir::Res res = results.res_of(nodes, expr.qpath());
  ConstOperand ct;
  ct.ty = ty;
  ct.span = expr.span;
  auto user = results.user_args.find(expr.qpath());
  if (user != results.user_args.end())
    ct.user_ty = user_type(user->second, ty, expr.span);
  if (res.kind == ResKind::SelfCtor || is_fn_like(res.def_kind))
    return const_operand(ct); // the zero-sized value of a function item
  if (res.def_kind == DefKind::ConstParam) {
    const ty::Generics *generics = tcx.generics_of(tcx.defs.to_def_id(def));
    ct.kind = ConstOperandKind::Ty;
    for (const ty::GenericParamDef *p : ty::all_params(tcx, *generics))
      if (p->def_id == res.def_id)
        ct.ct = tcx.mk_const_param(p->index, p->name);
    if (!ct.ct) {
      failed = true;
      ct.ct = tcx.common.error_const;
    }
    return const_operand(ct);
  }
  ct.kind = ConstOperandKind::Unevaluated;
  ct.def_id = res.def_id;
  auto args = results.path_args.find(expr.qpath());
  ct.args = args == results.path_args.end() ? ty::GenericArgs() : args->second;
  return const_operand(ct);
}

Local Builder::as_temp(BasicBlock &block, ExprCursor e, bool is_mut) {
  return as_temp_in(temp_scope(e.expr), block, e, is_mut);
}

Local Builder::as_temp_in(ScopeKey scope, BasicBlock &block, ExprCursor e, bool is_mut) {
  Span span = span_of(e);
  Local temp = new_temp(ty_of(e), span);
  code.locals[temp].mutbl = is_mut ? ty::Mutability::Mut : ty::Mutability::Not;
  // Jumps have no value: what they would store is never live.
  hir::ExprKind kind = nodes.exprs[e.expr].kind;
  bool is_jump =
      kind == hir::ExprKind::Break || kind == hir::ExprKind::Continue || kind == hir::ExprKind::Ret;
  if (!is_jump) {
    Statement live;
    live.kind = StatementKind::StorageLive;
    live.a = temp.raw;
    live.source = source(span);
    push(block, live);
    schedule_drop(scope, temp, DropKind::Storage);
  }
  into({temp, {}}, block, e);
  if (!is_jump)
    schedule_drop(scope, temp, DropKind::Value);
  return temp;
}

Operand Builder::as_operand(BasicBlock &block, ExprCursor e) {
  // A value that must be dropped if what comes next leaves early is kept in a temporary.
  if (is_constant(e) && !tcx.needs_drop({env, ty_of(e)}))
    return as_constant(e);
  // An unsized value (`*boxed_fn_once`) is passed in place: no local can hold it.
  if (typeck::step(typed, e).is_place() && !tcx.is_sized({env, ty_of(e)}))
    return Operand::move(to_place(as_place(block, e)));
  bool in_operands = scopes.back().is_operands && !extended_temps.count(e.expr);
  ScopeKey scope = in_operands ? scopes.back().key : temp_scope(e.expr);
  Local temp = as_temp_in(scope, block, e, true);
  return Operand::move({temp, {}});
}

} // namespace ochre::mir::build
