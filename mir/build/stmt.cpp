// Blocks, statements, and expressions that are evaluated for their effect.
//
// A `let` opens a scope for the rest of its block; its initialiser has a scope of its own that ends
// temporaries, except those whose lifetime is extended to the variable's.

#include "mir/build/builder.h"

namespace ochre::mir::build {

namespace {

bool pat_extends(const hir::Owner &nodes, hir::PatId id) {
  const hir::Pat &pat = nodes.pats[id];
  switch (pat.kind) {
  case hir::PatKind::Binding: return pat.by_ref != hir::ByRef::No;
  case hir::PatKind::Struct:
    for (hir::FieldPatId f : nodes.list(pat.fields))
      if (pat_extends(nodes, nodes.field_pats[f].pat))
        return true;
    return false;
  case hir::PatKind::TupleStruct:
  case hir::PatKind::Tuple:
  case hir::PatKind::Or:
  case hir::PatKind::Slice:
    for (hir::PatId p : nodes.list(pat.elems))
      if (pat_extends(nodes, p))
        return true;
    return pat.slice_rest.is_valid() && pat_extends(nodes, pat.slice_rest);
  default: return false;
  }
}

/// `e` is borrowed for the variable: it and what it is a part of live as long.
void extend_operand(Builder &b, hir::ExprId id, ScopeKey scope) {
  while (true) {
    b.extended_temps[id] = scope;
    const hir::Expr &expr = b.nodes.exprs[id];
    bool is_part = expr.kind == hir::ExprKind::Field || expr.kind == hir::ExprKind::Index ||
                   expr.kind == hir::ExprKind::AddrOf ||
                   (expr.kind == hir::ExprKind::Unary && expr.un_op() == hir::UnOp::Deref);
    if (!is_part)
      return;
    id = expr.lhs();
  }
}

/// `Some` in `Some(&temp())`.
bool is_ctor(Builder &b, hir::ExprId callee) {
  const hir::Expr &expr = b.nodes.exprs[callee];
  ty::Ty ty = expr.kind == hir::ExprKind::Path ? b.results.expr_ty(callee) : ty::Ty();
  if (!ty || !ty.is(ty::TyKind::FnDef))
    return false;
  DefKind kind = b.tcx.def_kind(ty.def_id());
  return kind == DefKind::StructCtorFn || kind == DefKind::VariantCtorFn;
}

void extend_expr(Builder &b, hir::ExprId id, ScopeKey scope) {
  const hir::Expr &expr = b.nodes.exprs[id];
  switch (expr.kind) {
  case hir::ExprKind::AddrOf:
    extend_expr(b, expr.lhs(), scope);
    extend_operand(b, expr.lhs(), scope);
    return;
  case hir::ExprKind::Struct:
    for (hir::FieldExprId f : b.nodes.list(expr.fields()))
      extend_expr(b, b.nodes.field_exprs[f].expr, scope);
    return;
  case hir::ExprKind::Array:
  case hir::ExprKind::Tup:
    for (hir::ExprId elem : b.nodes.list(expr.elems()))
      extend_expr(b, elem, scope);
    return;
  case hir::ExprKind::Cast: return extend_expr(b, expr.lhs(), scope);
  case hir::ExprKind::Call:
    if (is_ctor(b, expr.lhs()))
      for (hir::ExprId arg : b.nodes.list(expr.args()))
        extend_expr(b, arg, scope);
    return;
  case hir::ExprKind::Block: {
    b.super_scopes[expr.block()] = scope;
    hir::ExprId tail = b.nodes.blocks[expr.block()].tail;
    if (tail.is_valid())
      extend_expr(b, tail, scope);
    return;
  }
  case hir::ExprKind::If:
    if (b.sess.edition(expr.span) >= Edition::E2024 || hir::ExprId(expr.c).is_valid()) {
      extend_expr(b, expr.rhs(), scope);
      if (hir::ExprId(expr.c).is_valid())
        extend_expr(b, hir::ExprId(expr.c), scope);
    }
    return;
  case hir::ExprKind::Match:
    for (hir::ArmId arm : b.nodes.list(expr.arms()))
      extend_expr(b, b.nodes.arms[arm].body, scope);
    return;
  case hir::ExprKind::FormatArgs:
    for (hir::ExprId arg : b.nodes.format_args[hir::FormatArgsId(expr.a)].args)
      extend_operand(b, arg, scope);
    b.extended_temps[id] = scope;
    return;
  default: return;
  }
}

} // namespace

void extend_temporaries(Builder &b, hir::ExprId init, hir::PatId pat, ScopeKey scope) {
  extend_expr(b, init, scope);
  if (pat.is_valid() && pat_extends(b.nodes, pat))
    extend_operand(b, init, scope);
}

namespace {

void let_else(Builder &b, BasicBlock &block, const hir::LetStmt &let, ScopeKey outer) {
  Span span = let.span;
  BasicBlock matched;
  BasicBlock failed = b.in_if_then_scope(
      outer, span,
      [&] {
        BasicBlock at = block;
        ScopeKey key = b.push_scope(span, true);
        b.declare_bindings({let.pat, 0}, span, false, b.nodes.exprs[let.init].span);
        b.let_condition(at, let.pat, b.mirror(let.init), span, let.ty);
        b.pop_scope(key, at);
        return at;
      },
      matched);
  // The else block diverges.
  Local never = b.new_temp(b.tcx.common.never, span);
  // Variables of the pattern are not in scope here: their storage was never begun on this way.
  std::vector<DropEntry> kept(b.scopes.back().drops.begin(), b.scopes.back().drops.end());
  b.scopes.back().drops.clear();
  b.scopes.back().cached_unwind.reset();
  ScopeKey key = b.push_scope(span, true);
  b.block_into({never, {}}, failed, let.else_block);
  b.pop_scope(key, failed);
  b.scopes.back().drops.assign(kept.begin(), kept.end());
  b.scopes.back().cached_unwind.reset();
  b.terminate(failed, b.source(span), Terminator());
  block = matched;
}

/// The variables of `let` live in `remainder`, b.var_scope meanwhile.
void let_stmt(Builder &b, BasicBlock &block, const hir::LetStmt &let, ScopeKey outer,
              ScopeKey remainder) {
  Span span = let.span;
  if (!let.init.is_valid()) {
    b.declare_bindings({let.pat, 0}, span, false);
    const hir::Pat &pat = b.nodes.pats[let.pat];
    b.storage_live_bindings(block, let.pat);
    if (pat.kind == hir::PatKind::Binding)
      b.declare_type(b.var_local(pat.binding, false), let.ty);
    return;
  }
  extend_temporaries(b, let.init, let.pat, remainder);
  if (let.else_block.is_valid())
    return let_else(b, block, let, outer);
  ScopeKey key = b.push_scope(span, true);
  bool is_simple = b.nodes.pats[let.pat].kind == hir::PatKind::Binding;
  b.declare_bindings({let.pat, 0}, span, false, is_simple ? Span() : b.nodes.exprs[let.init].span);
  // What `super let` of a macro names is a temporary to its user.
  if (is_simple && let.is_super) {
    LocalDecl &decl = b.code.locals[b.var_local(b.nodes.pats[let.pat].binding, false)];
    decl.info = LocalInfo::Boring;
    decl.name = Symbol();
  }
  b.irrefutable_expr(block, let.pat, b.mirror(let.init), let.ty);
  b.pop_scope(key, block);
}

} // namespace

void Builder::block_into(Place dest, BasicBlock &block, hir::BlockId id) {
  const hir::Block &hir_block = nodes.blocks[id];
  Span span = hir_block.span;
  SourceScope outer_source_scope = source_scope;
  llvm::SmallVector<ScopeKey, 8> opened;
  // Where the variables of `super let` live: as long as a temporary in the block's place.
  auto extended = super_scopes.find(id);
  ScopeKey super_scope =
      extended != super_scopes.end() ? extended->second : temp_scope(hir::ExprId());
  opened.push_back(push_scope(span, false));
  for (hir::StmtId stmt_id : nodes.list(hir_block.stmts)) {
    if (failed)
      break;
    const hir::Stmt &stmt = nodes.stmts[stmt_id];
    switch (stmt.kind) {
    case hir::StmtKind::Item: break;
    case hir::StmtKind::Let: {
      const hir::LetStmt &let = nodes.lets[hir::LetId(stmt.a)];
      ScopeKey outer = opened.back();
      opened.push_back(push_scope(span, false));
      source_scope = code.scopes.push({span, source_scope, {}, {}, {}});
      // Blocks in the initialiser have variables of their own.
      ScopeKey remainder = let.is_super ? super_scope : opened.back();
      ScopeKey outer_vars = std::exchange(var_scope, remainder);
      let_stmt(*this, block, let, outer, remainder);
      var_scope = outer_vars;
      break;
    }
    case hir::StmtKind::Expr:
    case hir::StmtKind::Semi: {
      ScopeKey key = push_scope(stmt.span, true);
      stmt_expr(block, mirror(hir::ExprId(stmt.a)));
      pop_scope(key, block);
      break;
    }
    }
  }
  if (hir_block.tail.is_valid()) {
    bool tail_scope = sess.edition(span) >= Edition::E2024;
    ScopeKey key;
    if (tail_scope)
      key = push_scope(span, true);
    into(dest, block, mirror(hir_block.tail));
    if (tail_scope)
      pop_scope(key, block);
  } else if (place_ty(dest).is_unit()) {
    assign_unit(block, source(span), dest);
  }
  for (size_t i = opened.size(); i-- > 0;)
    pop_scope(opened[i], block);
  source_scope = outer_source_scope;
}

namespace {

/// `&x`, `&raw const x`, and a coercion that ends in one.
bool is_borrow(Builder &b, ExprCursor e) {
  if (e.level == 0)
    return b.nodes.exprs[e.expr].kind == hir::ExprKind::AddrOf;
  AdjustKind kind = b.results.expr_adjustments(e.expr)[e.level - 1].kind;
  return kind == AdjustKind::BorrowRef || kind == AdjustKind::BorrowRawPtr;
}

void assign_stmt(Builder &b, BasicBlock &block, const hir::Expr &expr) {
  ExprCursor lhs = b.mirror(expr.lhs());
  ExprCursor rhs = b.mirror(expr.rhs());
  if (b.needs_drop(b.ty_of(lhs))) {
    Operand value = b.as_operand(block, rhs);
    Place place = b.to_place(b.as_place(block, lhs));
    b.drop_and_replace(block, b.source(expr.span), place, value);
    return;
  }
  // What is read from a place or borrowed is so before the left side is looked at, which may change
  // what the right one goes through: `v[i] = v[i + 1]`.
  Rvalue value;
  if (typeck::step(b.typed, rhs).is_place() || is_borrow(b, rhs))
    value.a = b.as_operand(block, rhs);
  else
    value = b.as_rvalue(block, rhs);
  Place place = b.to_place(b.as_place(block, lhs));
  b.assign(block, b.source(expr.span), place, value);
}

void assign_op_stmt(Builder &b, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  ExprCursor lhs = b.mirror(expr.lhs());
  ExprCursor rhs = b.mirror(expr.rhs());
  if (b.results.callee(e.expr)) {
    Local unit = b.new_temp(b.tcx.common.unit, expr.span);
    b.overloaded_call({unit, {}}, block, e, {lhs, rhs});
    return;
  }
  Operand value = b.as_operand(block, rhs);
  ty::Ty ty = b.ty_of(lhs);
  Place place = b.to_place(b.as_place(block, lhs));
  Rvalue result = b.build_binary(block, expr.bin_op(), expr.span, ty, Operand::copy(place), value);
  b.assign(block, b.source(expr.span), place, result);
}

} // namespace

void Builder::stmt_expr(BasicBlock &block, ExprCursor e) {
  if (failed)
    return;
  const hir::Expr &expr = nodes.exprs[e.expr];
  SourceInfo at = source(expr.span);
  if (e.level == 0) {
    switch (expr.kind) {
    case hir::ExprKind::Assign: return assign_stmt(*this, block, expr);
    case hir::ExprKind::AssignOp: return assign_op_stmt(*this, block, e);
    case hir::ExprKind::Break:
      exit_to_break(block, at, hir::ExprId(expr.a), hir::ExprId(expr.b));
      block = new_block();
      return;
    case hir::ExprKind::Continue:
      exit_to_continue(block, at, hir::ExprId(expr.a));
      block = new_block();
      return;
    case hir::ExprKind::Ret:
      if (hir::ExprId(expr.a).is_valid())
        into({kReturnPlace, {}}, block, mirror(hir::ExprId(expr.a)));
      else
        assign_unit(block, at, {kReturnPlace, {}});
      exit_return(block, at);
      block = new_block();
      return;
    default: break;
    }
  }
  as_temp(block, e);
}

} // namespace ochre::mir::build
