// Expressions: the dispatch, blocks, loops, jumps and what is short.
//
// An expression is checked with a hint; its type is recorded before adjustments. Whether control
// may go on after it is kept in `fcx.diverges`: an expression of type `!` ends it.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

constexpr uint32_t kMaxExprDepth = 3000;

Ty check_array(FnCtxt &fcx, const hir::Expr &expr, Expectation expected) {
  Ty elem_hint;
  if (Ty hint = expected_ty(fcx, expected)) {
    hint = try_structurally_resolve(fcx, expr.span, hint);
    if (hint.is(ty::TyKind::Array) || hint.is(ty::TyKind::Slice))
      elem_hint = hint.inner();
  }
  llvm::ArrayRef<hir::ExprId> elems = fcx.nodes.list(expr.elems());
  CoerceMany many;
  many.expected = elem_hint ? elem_hint : fcx.infcx.next_ty_var(expr.span);
  Expectation hint = elem_hint ? Expectation::has_type(elem_hint) : Expectation::none();
  for (hir::ExprId elem : elems) {
    Ty ty = check_expr(fcx, elem, hint);
    coerce_push(fcx, many, fcx.span(elem), elem, ty);
  }
  Ty elem_ty = elems.empty() ? many.expected : coerce_complete(fcx, many);
  require_sized(fcx, elem_ty, expr.span, CauseCode::Misc);
  return fcx.tcx.mk_array(elem_ty, fcx.tcx.mk_const_usize(elems.size()));
}

Ty check_repeat(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ConstArgId count_id(expr.b);
  ty::Const count = lowerer(fcx).lower_const_arg(count_id, fcx.tcx.common.usize);
  if (count.is(ty::ConstKind::Unevaluated)) {
    Ty array = normalize(fcx, expr.span, fcx.tcx.mk_array(fcx.tcx.common.unit, count));
    count = array.array_len();
  }
  fcx.results.const_args[count_id] = count;
  Ty elem_hint;
  if (Ty hint = expected_ty(fcx, expected)) {
    hint = try_structurally_resolve(fcx, expr.span, hint);
    if (hint.is(ty::TyKind::Array) || hint.is(ty::TyKind::Slice))
      elem_hint = hint.inner();
  }
  hir::ExprId elem(expr.a);
  Ty elem_ty;
  if (elem_hint) {
    check_expr_coercible(fcx, elem, elem_hint);
    elem_ty = elem_hint;
  } else {
    elem_ty = fcx.infcx.next_ty_var(expr.span);
    check_expr_has_type(fcx, elem, elem_ty);
  }
  require_sized(fcx, elem_ty, expr.span, CauseCode::Misc);
  fcx.repeats.push_back({elem, elem_ty, count});
  return fcx.tcx.mk_array(elem_ty, count);
}

Ty check_tuple(FnCtxt &fcx, const hir::Expr &expr, Expectation expected) {
  llvm::SmallVector<Ty, 8> hints;
  if (Ty hint = only_has_type(fcx, expected)) {
    hint = try_structurally_resolve(fcx, expr.span, hint);
    if (hint.is(ty::TyKind::Tuple))
      hints.append(hint.tuple_elems().begin(), hint.tuple_elems().end());
  }
  llvm::SmallVector<Ty, 8> tys;
  llvm::ArrayRef<hir::ExprId> elems = fcx.nodes.list(expr.elems());
  for (size_t i = 0; i < elems.size(); ++i) {
    if (i < hints.size()) {
      check_expr_coercible(fcx, elems[i], hints[i]);
      tys.push_back(hints[i]);
    } else {
      tys.push_back(check_expr(fcx, elems[i]));
    }
    require_sized(fcx, tys.back(), fcx.span(elems[i]), CauseCode::Misc);
  }
  for (Ty ty : tys)
    if (ty.references_error())
      return fcx.tcx.common.error;
  return fcx.tcx.mk_tuple(tys);
}

Breakable *find_breakable(FnCtxt &fcx, hir::ExprId target) {
  for (Breakable &breakable : llvm::reverse(fcx.breakables))
    if (breakable.id == target)
      return &breakable;
  return nullptr;
}

Ty check_break(FnCtxt &fcx, const hir::Expr &expr) {
  hir::ExprId value = expr.value();
  Breakable *target = static_cast<hir::BreakTarget>(expr.small) == hir::BreakTarget::Error
                          ? nullptr
                          : find_breakable(fcx, hir::ExprId(expr.a));
  if (!target) {
    if (value.is_valid())
      check_expr(fcx, value);
    return fcx.tcx.common.error;
  }
  bool has_coerce = target->coerce != nullptr;
  if (value.is_valid()) {
    Ty hint = has_coerce ? target->coerce->expected : fcx.tcx.common.error;
    Ty ty = check_expr(fcx, value, Expectation::has_type(hint));
    target = find_breakable(fcx, hir::ExprId(expr.a));
    if (has_coerce)
      coerce_push(fcx, *target->coerce, fcx.span(value), value, ty);
    else
      taint(fcx, error(fcx.tcx.sess, expr.span, diag::BreakWithValue)
                     .primary_label("can only break with a value inside `loop` or breakable block")
                     .emit());
  } else if (has_coerce) {
    coerce_push_unit(fcx, *target->coerce, expr.span, "");
  }
  target->may_break = true;
  return fcx.tcx.common.never;
}

Ty check_return(FnCtxt &fcx, const hir::Expr &expr) {
  hir::ExprId value(expr.a);
  if (!fcx.body.ret) {
    taint(fcx, error(fcx.tcx.sess, expr.span, diag::ReturnOutsideFn).emit());
    if (value.is_valid())
      check_expr(fcx, value);
    return fcx.tcx.common.never;
  }
  CoerceMany &ret = *fcx.body.ret;
  if (value.is_valid()) {
    Ty ty = check_expr(fcx, value, Expectation::has_type(ret.expected));
    coerce_push(fcx, ret, fcx.span(value), value, ty);
    return fcx.tcx.common.never;
  }
  Ty so_far = shallow(fcx, ret.so_far());
  if (!so_far.is_infer() && !so_far.is_unit() && !so_far.references_error()) {
    auto result = fcx.infcx.eq(fcx.cause(expr.span), fcx.env, so_far, fcx.tcx.common.unit);
    if (!result) {
      auto builder = error(fcx.tcx.sess, expr.span, diag::ReturnMissingExpr);
      builder.primary_label("return type is not `()`");
      if (!fcx.body.ret_span.is_dummy())
        builder.label(fcx.body.ret_span,
                      "expected `" + show(fcx, so_far) + "` because of this return type");
      taint(fcx, builder.emit());
      return fcx.tcx.common.never;
    }
    register_obligations(fcx, result.obligations);
    return fcx.tcx.common.never;
  }
  coerce_push_unit(fcx, ret, expr.span, "");
  return fcx.tcx.common.never;
}

Ty check_loop(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  bool is_loop = static_cast<hir::LoopSource>(expr.small) == hir::LoopSource::Loop;
  CoerceMany many;
  many.expected = is_loop ? coercion_target(fcx, expected, expr.span) : Ty();
  Breakable breakable;
  breakable.id = id;
  breakable.coerce = is_loop ? &many : nullptr;
  fcx.breakables.push_back(breakable);
  Ty body = check_block(fcx, expr.block(), Expectation::has_type(fcx.tcx.common.unit));
  demand_sub(fcx, fcx.nodes.blocks[expr.block()].span, fcx.tcx.common.unit,
             body.is_never() ? fcx.tcx.common.unit : body);
  bool may_break = fcx.breakables.back().may_break;
  fcx.breakables.pop_back();
  // A desugared `while` or `for` always has its break.
  if (may_break)
    fcx.diverges = Diverges::Maybe;
  else
    fcx.diverges = Diverges::Always;
  if (!is_loop)
    return may_break ? fcx.tcx.common.unit : fcx.tcx.common.never;
  return coerce_complete(fcx, many);
}

Ty check_block_expr(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  bool is_target = fcx.nodes.blocks[expr.block()].targeted_by_break;
  return check_block(fcx, expr.block(), expected, is_target ? id : hir::ExprId());
}

Ty check_assign(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  Ty lhs = check_expr_mut_place(fcx, expr.lhs());
  if (!is_place_syntax(fcx, expr.lhs()) && !lhs.references_error())
    taint(fcx, error(fcx.tcx.sess,
                     expr.c < fcx.nodes.op_spans.size() ? fcx.nodes.op_spans[expr.c] : expr.span,
                     diag::InvalidAssignLhs)
                   .label(fcx.span(expr.lhs()), "cannot assign to this expression")
                   .emit());
  check_expr_coercible(fcx, expr.rhs(), lhs);
  require_sized(fcx, lhs, fcx.span(expr.lhs()), CauseCode::Misc);
  return lhs.references_error() ? fcx.tcx.common.error : fcx.tcx.common.unit;
}

Ty check_let_expr(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  hir::PatId pat(expr.a);
  hir::ExprId init(expr.b);
  declare_locals(fcx, pat);
  Ty ty;
  if (hir::TyId written(expr.c); written.is_valid()) {
    ty = lower_ty_checked(fcx, written);
    check_expr_coercible(fcx, init, ty);
  } else {
    ty = check_expr(fcx, init);
  }
  if (explicit_ref_binding(fcx, pat) == hir::ByRef::RefMut)
    convert_place_derefs_to_mutable(fcx, init);
  check_pat_top(fcx, pat, ty, fcx.span(init), init);
  return fcx.tcx.common.bool_;
}

Ty check_yield(FnCtxt &fcx, const hir::Expr &expr) {
  if (!fcx.body.yield_ty) {
    check_expr(fcx, hir::ExprId(expr.a));
    return fcx.tcx.common.error;
  }
  check_expr_coercible(fcx, hir::ExprId(expr.a), fcx.body.yield_ty);
  return fcx.body.resume_ty;
}

Ty check_const_block(FnCtxt &fcx, const hir::Expr &expr, Expectation expected) {
  const hir::Body &body = fcx.nodes.bodies[hir::BodyId(expr.a)];
  BodyCtxt outer = fcx.body;
  fcx.body.ret = nullptr;
  std::vector<Breakable> breakables;
  std::swap(breakables, fcx.breakables);
  Diverges diverges = fcx.diverges;
  Ty ty;
  if (Ty hint = only_has_type(fcx, expected)) {
    check_expr_coercible(fcx, body.value, hint);
    ty = hint;
  } else {
    ty = check_expr(fcx, body.value);
  }
  fcx.diverges = diverges;
  std::swap(breakables, fcx.breakables);
  fcx.body = outer;
  return ty;
}

Ty check_expr_kind(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  switch (expr.kind) {
  case hir::ExprKind::Err:
    if (fcx.tcx.sess.diags.has_errors())
      taint(fcx, fcx.tcx.sess.diags.guaranteed());
    return fcx.tcx.common.error;
  case hir::ExprKind::Lit: return check_lit(fcx, fcx.nodes.lits[expr.lit()], expected);
  case hir::ExprKind::Path: return check_path_expr(fcx, id);
  case hir::ExprKind::Array: return check_array(fcx, expr, expected);
  case hir::ExprKind::Tup: return check_tuple(fcx, expr, expected);
  case hir::ExprKind::Repeat: return check_repeat(fcx, id, expected);
  case hir::ExprKind::ConstBlock: return check_const_block(fcx, expr, expected);
  case hir::ExprKind::Call: return check_call(fcx, id, expected);
  case hir::ExprKind::MethodCall: return check_method_call(fcx, id, expected);
  case hir::ExprKind::Binary: return check_binary(fcx, id, expected);
  case hir::ExprKind::Unary: return check_unary(fcx, id, expected);
  case hir::ExprKind::Cast: return check_cast(fcx, id);
  case hir::ExprKind::DropTemps: return check_expr(fcx, expr.lhs(), expected);
  case hir::ExprKind::Let: return check_let_expr(fcx, id);
  case hir::ExprKind::If: return check_if(fcx, id, expected);
  case hir::ExprKind::Loop: return check_loop(fcx, id, expected);
  case hir::ExprKind::Match: return check_match(fcx, id, expected);
  case hir::ExprKind::Closure: return check_closure(fcx, id, expected);
  case hir::ExprKind::Block: return check_block_expr(fcx, id, expected);
  case hir::ExprKind::Assign: return check_assign(fcx, id);
  case hir::ExprKind::AssignOp: return check_assign_op(fcx, id, expected);
  case hir::ExprKind::Field: return check_field(fcx, id);
  case hir::ExprKind::Index: return check_index(fcx, id);
  case hir::ExprKind::AddrOf: return check_addr_of(fcx, id, expected);
  case hir::ExprKind::Break: return check_break(fcx, expr);
  case hir::ExprKind::Continue:
    return static_cast<hir::BreakTarget>(expr.small) == hir::BreakTarget::Error
               ? fcx.tcx.common.error
               : fcx.tcx.common.never;
  case hir::ExprKind::Ret: return check_return(fcx, expr);
  case hir::ExprKind::Struct: return check_struct(fcx, id, expected);
  case hir::ExprKind::Yield: return check_yield(fcx, expr);
  case hir::ExprKind::InlineAsm: return check_inline_asm(fcx, id);
  case hir::ExprKind::OffsetOf: return check_offset_of(fcx, id);
  case hir::ExprKind::FormatArgs: return check_format_args(fcx, id);
  }
  return fcx.tcx.common.error;
}

/// Whether evaluating the expression reads a value: `_ = *p` of type `!` does not.
bool reads_value(const FnCtxt &fcx, hir::ExprId id) { return !is_place_syntax(fcx, id); }

bool check_stmt(FnCtxt &fcx, hir::StmtId id) {
  const hir::Stmt &stmt = fcx.nodes.stmts[id];
  Diverges outer = fcx.diverges;
  fcx.diverges = Diverges::Maybe;
  switch (stmt.kind) {
  case hir::StmtKind::Item: break;
  case hir::StmtKind::Let: check_let(fcx, hir::LetId(stmt.a)); break;
  case hir::StmtKind::Semi: check_expr(fcx, hir::ExprId(stmt.a)); break;
  case hir::StmtKind::Expr: {
    // `if c { 1 }` as a statement must be ().
    hir::ExprId expr(stmt.a);
    Ty unit = fcx.tcx.common.unit;
    Ty ty = check_expr(fcx, expr, Expectation::has_type(unit));
    if (!ty.is_never() || !fcx.results.expr_adjustments(expr).empty())
      demand_coerce(fcx, expr, ty, unit);
    break;
  }
  }
  fcx.diverges = fcx.diverges | outer;
  return true;
}

} // namespace

Ty check_expr(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  if (fcx.depth > kMaxExprDepth) {
    taint(fcx, error(fcx.tcx.sess, fcx.span(id), diag::TooDeep).emit());
    write_ty(fcx, id, fcx.tcx.common.error);
    return fcx.tcx.common.error;
  }
  ++fcx.depth;
  Diverges outer = fcx.diverges;
  fcx.diverges = Diverges::Maybe;
  Ty ty = check_expr_kind(fcx, id, expected);
  if (ty.is_never() && reads_value(fcx, id))
    fcx.diverges = Diverges::Always;
  write_ty(fcx, id, ty);
  fcx.diverges = fcx.diverges | outer;
  --fcx.depth;
  return ty;
}

Ty check_expr_has_type(FnCtxt &fcx, hir::ExprId id, Ty expected) {
  Ty ty = check_expr(fcx, id, Expectation::has_type(expected));
  if (ty.is_never()) {
    // `!` becomes whatever is asked for.
    Adjustment adjustment;
    adjustment.kind = AdjustKind::NeverToAny;
    adjustment.target = expected;
    if (!shallow(fcx, expected).is_never() && fcx.results.expr_adjustments(id).empty())
      apply_adjustments(fcx, id, adjustment);
    return expected;
  }
  demand_sub(fcx, fcx.span(id), expected, ty);
  return ty;
}

Ty check_expr_coercible(FnCtxt &fcx, hir::ExprId id, Ty expected, std::optional<Expectation> hint) {
  Ty ty = check_expr(fcx, id, hint.value_or(Expectation::has_type(expected)));
  return demand_coerce(fcx, id, ty, expected);
}

Ty check_expr_mut_place(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  Ty ty = check_expr(fcx, id, expected);
  convert_place_derefs_to_mutable(fcx, id);
  return ty;
}

Ty check_block(FnCtxt &fcx, hir::BlockId id, Expectation expected, hir::ExprId breakable_id) {
  const hir::Block &block = fcx.nodes.blocks[id];
  bool is_target = breakable_id.is_valid();
  CoerceMany many;
  many.expected = coercion_target(fcx, expected, block.span);
  if (is_target) {
    Breakable breakable;
    breakable.id = breakable_id;
    breakable.coerce = &many;
    fcx.breakables.push_back(breakable);
  }
  Diverges outer = fcx.diverges;
  fcx.diverges = Diverges::Maybe;
  for (hir::StmtId stmt : fcx.nodes.list(block.stmts))
    check_stmt(fcx, stmt);
  Diverges after_stmts = fcx.diverges;
  if (block.tail.is_valid()) {
    Ty ty = check_expr(fcx, block.tail, expected);
    coerce_push(fcx, many, fcx.span(block.tail), block.tail, ty);
  } else if (after_stmts == Diverges::Maybe) {
    Ty so_far = shallow(fcx, many.so_far());
    if (so_far.is_infer() || so_far.is_unit() || many.count > 0)
      coerce_push_unit(fcx, many, block.span, "");
    else if (!so_far.references_error()) {
      auto result = fcx.infcx.eq(fcx.cause(block.span), fcx.env, so_far, fcx.tcx.common.unit);
      if (result) {
        register_obligations(fcx, result.obligations);
        many.merged = fcx.tcx.common.unit;
      } else {
        report_missing_tail(fcx, id, so_far);
        many.merged = fcx.tcx.common.error;
      }
    } else {
      many.merged = fcx.tcx.common.error;
    }
  }
  bool broken = false;
  if (is_target) {
    broken = fcx.breakables.back().may_break;
    fcx.breakables.pop_back();
  }
  if (broken)
    fcx.diverges = Diverges::Maybe;
  fcx.diverges = fcx.diverges | outer;
  Ty ty = coerce_complete(fcx, many);
  return ty;
}

} // namespace ochre::typeck
