// Assignment, plain and destructuring.
//
//   (a, b.c, _) = e   { let (lhs, lhs, _) = e; a = lhs; b.c = lhs; }
//
// Source: RFC 2909.
#include "sema/lower/context.h"

namespace ochre::lower {

namespace {

/// `..`
bool is_rest(const ast::Expr &expr) {
  const auto *range = expr.get_if<ast::RangeExpr>();
  return range && !range->lo && !range->hi && !range->is_inclusive;
}

} // namespace

bool OwnerLowering::is_destructuring(ast::ExprId id) const {
  const ast::Expr *lhs = &krate[id];
  while (lhs->kind() == ast::ExprKind::Paren)
    lhs = &krate[lhs->as<ast::ParenExpr>().inner];
  switch (lhs->kind()) {
  case ast::ExprKind::Array:
  case ast::ExprKind::Tup:
  case ast::ExprKind::Struct:
  case ast::ExprKind::Underscore:
  case ast::ExprKind::Range: return true;
  case ast::ExprKind::Call: {
    // Only a path can name a tuple struct.
    return krate[lhs->as<ast::CallExpr>().callee].kind() == ast::ExprKind::Path;
  }
  default: return false; // lint: allow(default) places and everything else
  }
}

hir::ExprId OwnerLowering::lower_assign(const ast::Expr &expr, const ast::AssignExpr &node) {
  if (!is_destructuring(node.lhs)) {
    hir::ExprId lhs = lower_expr(node.lhs);
    hir::ExprId rhs = lower_expr(node.rhs);
    uint32_t op = static_cast<uint32_t>(o.op_spans.size());
    o.op_spans.push_back(node.eq_span);
    return add_expr(hir::ExprKind::Assign, expr.span, lhs.raw, rhs.raw, op);
  }
  hir::ExprId rhs = lower_expr(node.rhs);
  llvm::SmallVector<hir::StmtId, 8> assignments;
  hir::PatId pat = assignee_pat(node.lhs, assignments, node.eq_span);
  llvm::SmallVector<hir::StmtId, 8> stmts{let_stmt(pat, rhs, expr.span)};
  stmts.append(assignments.begin(), assignments.end());
  return block_expr(add_block(stmts, {}, expr.span), expr.span);
}

hir::PatId OwnerLowering::assignee_seq(hir::PatKind kind, Span span,
                                       llvm::ArrayRef<ast::ExprId> elems,
                                       llvm::SmallVectorImpl<hir::StmtId> &assignments,
                                       Span eq_span) {
  hir::Pat pat;
  pat.kind = kind;
  pat.span = span;
  llvm::SmallVector<hir::PatId, 8> ids;
  for (ast::ExprId elem : elems) {
    if (!is_rest(krate[elem])) {
      ids.push_back(assignee_pat(elem, assignments, eq_span));
    } else if (pat.dots == hir::Pat::kNoDots) {
      pat.dots = static_cast<uint32_t>(ids.size());
    } else {
      error(sess, krate[elem].span, diag::RestTwice,
            kind == hir::PatKind::Slice ? "slice" : "tuple")
          .emit();
    }
  }
  pat.elems = o.add_list<hir::PatId>(ids);
  return o.pats.push(pat);
}

hir::PatId OwnerLowering::assignee_pat(ast::ExprId id,
                                       llvm::SmallVectorImpl<hir::StmtId> &assignments,
                                       Span eq_span) {
  const ast::Expr *lhs = &krate[id];
  while (lhs->kind() == ast::ExprKind::Paren) {
    ast::ExprId inner = lhs->as<ast::ParenExpr>().inner;
    if (is_rest(krate[inner])) // `(..)`: a tuple of which all is left out
      return assignee_seq(hir::PatKind::Tuple, lhs->span, {inner}, assignments, eq_span);
    lhs = &krate[inner];
  }
  Span span = lhs->span;
  if (lhs->kind() == ast::ExprKind::Underscore)
    return add_pat(hir::PatKind::Wild, span);
  if (const auto *array = lhs->get_if<ast::ArrayExpr>())
    return assignee_seq(hir::PatKind::Slice, span, array->elems, assignments, eq_span);
  if (const auto *tuple = lhs->get_if<ast::TupExpr>())
    return assignee_seq(hir::PatKind::Tuple, span, tuple->elems, assignments, eq_span);
  if (const auto *call = lhs->get_if<ast::CallExpr>();
      call && krate[call->callee].kind() == ast::ExprKind::Path) {
    const ast::Expr &callee = krate[call->callee];
    const auto &path = callee.as<ast::PathExpr>();
    const PartialRes *found = cx.res.path(callee.id);
    bool is_fn = found && found->is_full() && found->base.kind == ResKind::Def &&
                 !is_ctor(found->base.def_kind);
    if (!is_fn) {
      hir::PatId pat =
          assignee_seq(hir::PatKind::TupleStruct, span, call->args, assignments, eq_span);
      hir::QPathId qpath = lower_qpath(callee.id, path.qself, path.path, ParamMode::Infer);
      o.pats[pat].path = qpath;
      return pat;
    }
  }
  if (const auto *node = lhs->get_if<ast::StructExpr>()) {
    hir::Pat pat;
    pat.kind = hir::PatKind::Struct;
    pat.span = span;
    pat.path = lower_qpath(lhs->id, node->qself, node->path, ParamMode::Infer);
    llvm::SmallVector<hir::FieldPatId, 8> fields;
    for (const ast::ExprField &field : node->fields) {
      hir::FieldPat lowered;
      lowered.ident = lower_ident(field.ident);
      lowered.pat = assignee_pat(field.expr, assignments, eq_span);
      lowered.is_shorthand = false;
      lowered.span = field.span;
      fields.push_back(o.field_pats.push(lowered));
    }
    pat.has_rest = node->rest != ast::StructRestKind::None;
    if (node->rest == ast::StructRestKind::Base)
      error(sess, krate[node->base].span, diag::BaseInAssignment).emit();
    pat.fields = o.add_list<hir::FieldPatId>(fields);
    return o.pats.push(pat);
  }
  // A unit struct or constant compares like in a pattern.
  if (const auto *path = lhs->get_if<ast::PathExpr>()) {
    const PartialRes *found = cx.res.path(lhs->id);
    bool is_unit = found && found->is_full() && found->base.kind == ResKind::Def &&
                   (found->base.def_kind == DefKind::StructCtorConst ||
                    found->base.def_kind == DefKind::VariantCtorConst);
    if (is_unit) {
      hir::QPathId qpath = lower_qpath(lhs->id, path->qself, path->path, ParamMode::Infer);
      hir::PatId pat = add_pat(hir::PatKind::Path, span);
      o.pats[pat].path = qpath;
      return pat;
    }
  }
  hir::ExprId place = lower_expr(id);
  hir::PatId value = binding(sess.intern("lhs"), span);
  uint32_t op = static_cast<uint32_t>(o.op_spans.size());
  o.op_spans.push_back(eq_span);
  hir::ExprId assign =
      add_expr(hir::ExprKind::Assign, span, place.raw, local_path(value, span).raw, op);
  assignments.push_back(expr_stmt(assign, hir::StmtKind::Expr, span));
  return value;
}

} // namespace ochre::lower
