// Evaluating an expression into a place: control flow, calls, aggregates of ADTs.

#include "mir/build/builder.h"

#include "sema/hir/walk.h"

#include "sema/ty/fold.h"

namespace ochre::mir::build {

namespace {

bool is_lazy(const hir::Expr &expr) {
  return expr.kind == hir::ExprKind::Binary &&
         (expr.bin_op() == hir::BinOp::And || expr.bin_op() == hir::BinOp::Or);
}

} // namespace

/// Whether the expression writes its result itself, rather than being an rvalue.
bool Builder::is_into_expr(ExprCursor e) const {
  if (e.level > 0)
    return results.expr_adjustments(e.expr)[e.level - 1].kind == AdjustKind::NeverToAny;
  const hir::Expr &expr = nodes.exprs[e.expr];
  switch (expr.kind) {
  case hir::ExprKind::Block:
  case hir::ExprKind::If:
  case hir::ExprKind::Loop:
  case hir::ExprKind::Match:
  case hir::ExprKind::Call:
  case hir::ExprKind::MethodCall:
  case hir::ExprKind::DropTemps:
  case hir::ExprKind::Let:
  case hir::ExprKind::Assign:
  case hir::ExprKind::AssignOp:
  case hir::ExprKind::Break:
  case hir::ExprKind::Continue:
  case hir::ExprKind::Ret:
  case hir::ExprKind::Struct:
  case hir::ExprKind::Yield:
  case hir::ExprKind::InlineAsm:
  case hir::ExprKind::OffsetOf:
  case hir::ExprKind::FormatArgs:
  case hir::ExprKind::Err:
  case hir::ExprKind::Path: return true; // a path here is a unit constructor
  case hir::ExprKind::Binary:
  case hir::ExprKind::Unary: return is_lazy(expr) || bool(results.callee(e.expr));
  case hir::ExprKind::Lit:
  case hir::ExprKind::Array:
  case hir::ExprKind::Tup:
  case hir::ExprKind::Repeat:
  case hir::ExprKind::ConstBlock:
  case hir::ExprKind::Cast:
  case hir::ExprKind::Closure:
  case hir::ExprKind::Field:
  case hir::ExprKind::Index:
  case hir::ExprKind::AddrOf: return false;
  }
  return false;
}

void Builder::overloaded_call(Place dest, BasicBlock &block, ExprCursor e,
                              llvm::ArrayRef<ExprCursor> args) {
  MethodCallee callee = results.callee(e.expr);
  llvm::SmallVector<Operand, 4> operands;
  for (ExprCursor arg : args)
    operands.push_back(as_operand(block, arg));
  Span span = span_of(e);
  block = call(block, source(span), fn_operand(callee.def_id, callee.args, span), operands, dest,
               CallSource::OverloadedOperator, results.expr_ty(e.expr).is_never());
}

namespace {

void if_into(Builder &b, Place dest, BasicBlock &block, const hir::Expr &expr) {
  Span span = expr.span;
  ScopeKey outer = b.innermost_scope();
  bool rescoped = b.sess.edition(span) >= Edition::E2024;
  BasicBlock then_block;
  BasicBlock else_block = b.in_if_then_scope(
      outer, span,
      [&] {
        BasicBlock at = block;
        ScopeKey key = b.push_scope(span, rescoped);
        b.then_else_break(at, expr.lhs(), true);
        ScopeKey body = b.push_scope(span, true);
        b.into(dest, at, b.mirror(expr.rhs()));
        b.pop_scope(body, at);
        b.pop_scope(key, at);
        return at;
      },
      then_block);
  hir::ExprId otherwise(expr.c);
  if (otherwise.is_valid()) {
    ScopeKey key = b.push_scope(span, true);
    b.into(dest, else_block, b.mirror(otherwise));
    b.pop_scope(key, else_block);
  } else {
    b.assign_unit(else_block, b.source(span), dest);
  }
  block = b.new_block();
  b.go_to(then_block, block, b.source(span));
  b.go_to(else_block, block, b.source(span));
}

/// `a && b`, `a || b` as a value.
void lazy_into(Builder &b, Place dest, BasicBlock &block, const hir::Expr &expr) {
  Span span = expr.span;
  bool is_and = expr.bin_op() == hir::BinOp::And;
  BasicBlock lhs_true;
  BasicBlock lhs_false = b.in_if_then_scope(
      b.innermost_scope(), span,
      [&] {
        BasicBlock at = block;
        b.then_else_break(at, expr.lhs(), false);
        return at;
      },
      lhs_true);
  BasicBlock decided = is_and ? lhs_false : lhs_true;
  BasicBlock undecided = is_and ? lhs_true : lhs_false;
  b.assign_operand(decided, b.source(span), dest,
                   b.scalar_operand(b.tcx.common.bool_, is_and ? 0 : 1, span));
  ScopeKey key = b.push_scope(span, true);
  b.into(dest, undecided, b.mirror(expr.rhs()));
  b.pop_scope(key, undecided);
  block = b.new_block();
  b.go_to(decided, block, b.source(span));
  b.go_to(undecided, block, b.source(span));
}

void loop_into(Builder &b, Place dest, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  Span span = expr.span;
  BasicBlock head = b.new_block();
  b.go_to(block, head, b.source(span));
  b.in_breakable_scope(e.expr, true, dest, span, head, block, [&](BasicBlock &) {
    BasicBlock body = b.new_block();
    Terminator term;
    term.kind = TerminatorKind::FalseUnwind;
    term.target = body;
    b.terminate(head, b.source(span), term);
    b.record_unwind(head);
    Local unit = b.new_temp(b.tcx.common.unit, span);
    ScopeKey key = b.push_scope(span, true);
    b.block_into({unit, {}}, body, expr.block());
    b.pop_scope(key, body);
    b.go_to(body, head, b.source(span));
  });
}

/// `Some(x)`, `S(x)`: a constructor is an aggregate, not a call.
bool ctor_into(Builder &b, Place dest, BasicBlock &block, const hir::Expr &expr, ty::Ty fn_ty) {
  if (!fn_ty.is(ty::TyKind::FnDef))
    return false;
  DefKind kind = b.tcx.def_kind(fn_ty.def_id());
  if (kind != DefKind::StructCtorFn && kind != DefKind::VariantCtorFn)
    return false;
  DefId variant = b.tcx.parent(fn_ty.def_id());
  DefId adt_id = kind == DefKind::StructCtorFn ? variant : b.tcx.parent(variant);
  const ty::AdtDef *adt = b.tcx.adt_def(adt_id);
  llvm::SmallVector<Operand, 4> operands;
  for (hir::ExprId arg : b.nodes.list(expr.args()))
    operands.push_back(b.as_operand(block, b.mirror(arg)));
  Rvalue value;
  value.kind = RvalueKind::Aggregate;
  value.op = static_cast<uint8_t>(AggregateKind::Adt);
  value.ty = b.ty_idx(b.normalize(b.tcx.mk_adt(adt_id, fn_ty.args())));
  value.variant = adt->variant_with_id(fn_ty.def_id()).raw;
  value.operands = b.code.add_operands(operands);
  const hir::Expr &path = b.nodes.exprs[expr.lhs()];
  if (path.kind == hir::ExprKind::Path)
    value.user_ty = b.written_args(path.qpath(), fn_ty);
  b.assign(block, b.source(expr.span), dest, value);
  return true;
}

void call_into(Builder &b, Place dest, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  Span span = expr.span;
  ExprCursor callee = b.mirror(expr.lhs());
  bool diverges = b.results.expr_ty(e.expr).is_never();
  if (MethodCallee method = b.results.callee(e.expr)) {
    // `f(a, b)` through Fn, FnMut or FnOnce: the arguments are one tuple.
    Operand self = b.as_operand(block, callee);
    llvm::SmallVector<Operand, 4> parts;
    llvm::SmallVector<ty::Ty, 4> tys;
    for (hir::ExprId arg : b.nodes.list(expr.args())) {
      parts.push_back(b.as_operand(block, b.mirror(arg)));
      tys.push_back(b.ty_of(b.mirror(arg)));
    }
    ty::Ty tuple_ty = b.tcx.mk_tuple(tys);
    Rvalue tuple;
    tuple.kind = RvalueKind::Aggregate;
    tuple.op = static_cast<uint8_t>(AggregateKind::Tuple);
    tuple.ty = b.ty_idx(tuple_ty);
    tuple.operands = b.code.add_operands(parts);
    Local args = b.new_live_temp(block, tuple_ty, span, e.expr);
    b.assign(block, b.source(span), {args, {}}, tuple);
    Operand operands[] = {self, Operand::move({args, {}})};
    block = b.call(block, b.source(span), b.fn_operand(method.def_id, method.args, span), operands,
                   dest, CallSource::Normal, diverges);
    return;
  }
  if (ctor_into(b, dest, block, expr, b.ty_of(callee)))
    return;
  Operand fn = b.as_operand(block, callee);
  llvm::SmallVector<Operand, 6> operands;
  for (hir::ExprId arg : b.nodes.list(expr.args()))
    operands.push_back(b.as_operand(block, b.mirror(arg)));
  block = b.call(block, b.source(span), fn, operands, dest, CallSource::Normal, diverges);
}

void method_call_into(Builder &b, Place dest, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  MethodCallee callee = b.results.callee(e.expr);
  if (!callee) {
    b.failed = true;
    return;
  }
  llvm::SmallVector<Operand, 6> operands;
  operands.push_back(b.as_operand(block, b.mirror(expr.lhs())));
  for (hir::ExprId arg : b.nodes.list(expr.args()))
    operands.push_back(b.as_operand(block, b.mirror(arg)));
  Operand fn = b.fn_operand(callee.def_id, callee.args, expr.span);
  auto user = b.results.user_method_args.find(e.expr);
  if (user != b.results.user_method_args.end()) {
    ConstOperand &ct = b.body->tables.consts[fn.ct];
    ct.user_ty = b.user_type(user->second, ct.ty, expr.span);
  }
  BasicBlock at = block;
  block = b.call(block, b.source(expr.span), fn, operands, dest, CallSource::Normal,
                 b.results.expr_ty(e.expr).is_never());
  // Where the call is in a chain of calls shows by the method's name.
  Span name = b.nodes.segments[expr.segment()].ident.span;
  b.code.blocks[at].terminator.fn_span =
      name.ctxt == expr.span.ctxt ? Span{name.lo, expr.span.hi, name.ctxt} : name;
}

ty::VariantIdx variant_of(Builder &b, hir::QPathId qpath, const ty::AdtDef &adt) {
  if (!adt.is_enum())
    return ty::VariantIdx(0);
  hir::Res res = b.results.res_of(b.nodes, qpath);
  return res.kind == ResKind::Def ? adt.variant_with_id(res.def_id) : ty::VariantIdx();
}

void struct_into(Builder &b, Place dest, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  ty::Ty ty = b.results.expr_ty(e.expr);
  if (!ty.is_adt()) {
    b.failed = true;
    return;
  }
  const ty::AdtDef *adt = b.tcx.adt_def(ty.def_id());
  ty::VariantIdx variant = variant_of(b, expr.qpath(), *adt);
  if (!variant.is_valid()) {
    b.failed = true;
    return;
  }
  size_t count = adt->variants[variant].fields.size();
  llvm::SmallVector<std::optional<Operand>, 8> values(count);
  uint32_t active = UINT32_MAX;
  for (hir::FieldExprId id : b.nodes.list(expr.fields())) {
    uint32_t index = b.results.field_expr_indices.lookup(id).raw;
    if (index >= count) {
      b.failed = true;
      return;
    }
    values[index] = b.as_operand(block, b.mirror(b.nodes.field_exprs[id].expr));
    active = index;
  }
  auto base_kind = static_cast<hir::StructBase>(expr.small);
  if (base_kind == hir::StructBase::DefaultFields)
    return b.unsupported(expr.span, "default field values");
  if (base_kind == hir::StructBase::Expr) {
    PlaceBuilder base = b.as_place(block, b.mirror(expr.base()));
    auto tys = b.results.fru_tys.find(e.expr);
    for (size_t i = 0; i < count; ++i) {
      if (values[i] || tys == b.results.fru_tys.end())
        continue;
      ty::Ty field = tys->second[i];
      Place place = b.to_place(base.field(static_cast<uint32_t>(i), b.ty_idx(field)));
      values[i] = b.consume(place, field);
    }
  }
  llvm::SmallVector<Operand, 8> operands;
  for (const std::optional<Operand> &value : values) {
    if (value)
      operands.push_back(*value);
    else if (!adt->is_union())
      b.failed = true;
  }
  Rvalue out;
  out.kind = RvalueKind::Aggregate;
  out.op = static_cast<uint8_t>(AggregateKind::Adt);
  out.ty = b.ty_idx(ty);
  out.variant = variant.raw;
  if (adt->is_union())
    out.active_field = active;
  out.operands = b.code.add_operands(operands);
  out.user_ty = b.written_args(expr.qpath(), ty);
  b.assign(block, b.source(expr.span), dest, out);
}

/// `Unit`, `Enum::A`: a path to a unit constructor.
void unit_ctor_into(Builder &b, Place dest, BasicBlock block, ExprCursor e) {
  ty::Ty ty = b.results.expr_ty(e.expr);
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  if (!ty.is_adt()) {
    b.unsupported(expr.span, "this path as a value");
    return;
  }
  const ty::AdtDef *adt = b.tcx.adt_def(ty.def_id());
  Rvalue out;
  out.kind = RvalueKind::Aggregate;
  out.op = static_cast<uint8_t>(AggregateKind::Adt);
  out.ty = b.ty_idx(ty);
  hir::Res res = b.results.res_of(b.nodes, expr.qpath());
  ty::VariantIdx variant = adt->is_enum() && res.kind == ResKind::Def
                               ? adt->variant_with_id(res.def_id)
                               : ty::VariantIdx(0);
  if (!variant.is_valid()) {
    b.failed = true;
    return;
  }
  out.variant = variant.raw;
  out.user_ty = b.written_args(expr.qpath(), ty);
  b.assign(block, b.source(expr.span), dest, out);
}

} // namespace

namespace {

/// Whether an operand with a destructor waits while a later one is evaluated.
bool has_waiting_operands(Builder &b, ExprCursor e) {
  hir::ExprKind kind = b.nodes.exprs[e.expr].kind;
  bool has_operands = kind == hir::ExprKind::Call || kind == hir::ExprKind::MethodCall ||
                      kind == hir::ExprKind::Tup || kind == hir::ExprKind::Array ||
                      kind == hir::ExprKind::Struct || kind == hir::ExprKind::Binary;
  if (e.level > 0 || !has_operands)
    return false;
  hir::Children children;
  hir::children_of(b.nodes, e.expr, hir::WalkClosures::No, children);
  bool is_waiting = false;
  for (hir::ExprId child : children.exprs) {
    ExprCursor operand = b.mirror(child);
    if (b.is_constant(operand))
      continue;
    if (is_waiting)
      return true;
    is_waiting = b.needs_drop(b.ty_of(operand));
  }
  return false;
}

} // namespace

/// Operands that wait are dropped before the temporaries of the statement if evaluation is left:
/// they have a scope of their own.
namespace {

/// `offset_of!(T, a.b)`: the sum of the fields' offsets, each known once its layout is.
void offset_of_into(Builder &b, Place dest, BasicBlock &block, ExprCursor e) {
  Span span = b.span_of(e);
  const auto &fields = b.results.offset_ofs.find(e.expr)->second;
  const auto &containers = b.results.offset_of_tys.find(e.expr)->second;
  Operand sum = b.scalar_operand(b.tcx.common.usize, 0, span);
  for (size_t i = 0; i < fields.size(); ++i) {
    ty::GenericArg container = containers[i];
    Operand operands[] = {b.scalar_operand(b.tcx.common.u32, fields[i].first.raw, span),
                          b.scalar_operand(b.tcx.common.u32, fields[i].second.raw, span)};
    Local offset = b.new_temp(b.tcx.common.usize, span);
    block = b.call(block, b.source(span), b.lang_fn_operand(LangItem::OffsetOf, container, span),
                   operands, {offset, {}}, CallSource::Misc);
    Rvalue added;
    added.kind = RvalueKind::BinaryOp;
    added.op = static_cast<uint8_t>(BinOp::Add);
    added.a = sum;
    added.b = Operand::move({offset, {}});
    Local next = b.new_temp(b.tcx.common.usize, span);
    b.assign(block, b.source(span), {next, {}}, added);
    sum = Operand::move({next, {}});
  }
  Rvalue value;
  value.a = sum;
  b.assign(block, b.source(span), dest, value);
}

} // namespace

void Builder::into(Place dest, BasicBlock &block, ExprCursor e) {
  if (failed)
    return;
  if (!has_waiting_operands(*this, e))
    return into_in_scope(dest, block, e);
  ScopeKey key = push_scope(span_of(e), false);
  scopes.back().is_operands = true;
  into_in_scope(dest, block, e);
  pop_scope(key, block);
}

void Builder::into_in_scope(Place dest, BasicBlock &block, ExprCursor e) {
  Span span = span_of(e);
  if (!is_into_expr(e) || is_constant(e) || typeck::step(typed, e).is_place()) {
    Rvalue value = as_rvalue(block, e);
    assign(block, source(span), dest, value);
    return;
  }
  if (e.level > 0) { // never to any
    as_temp(block, {e.expr, e.level - 1});
    terminate(block, source(span), Terminator());
    block = new_block();
    return;
  }
  const hir::Expr &expr = nodes.exprs[e.expr];
  switch (expr.kind) {
  case hir::ExprKind::Block: {
    hir::BlockId id = expr.block();
    if (!nodes.blocks[id].targeted_by_break)
      return block_into(dest, block, id);
    return in_breakable_scope(e.expr, false, dest, span, {}, block,
                              [&](BasicBlock &at) { block_into(dest, at, id); });
  }
  case hir::ExprKind::If: return if_into(*this, dest, block, expr);
  case hir::ExprKind::Loop: return loop_into(*this, dest, block, e);
  case hir::ExprKind::Match: return match_expr(dest, block, e);
  case hir::ExprKind::Call: return call_into(*this, dest, block, e);
  case hir::ExprKind::MethodCall: return method_call_into(*this, dest, block, e);
  case hir::ExprKind::Binary:
    if (is_lazy(expr))
      return lazy_into(*this, dest, block, expr);
    return overloaded_call(dest, block, e, {mirror(expr.lhs()), mirror(expr.rhs())});
  case hir::ExprKind::Unary: return overloaded_call(dest, block, e, mirror(expr.lhs()));
  case hir::ExprKind::DropTemps: {
    ScopeKey key = push_scope(span, true);
    into(dest, block, mirror(expr.lhs()));
    return pop_scope(key, block);
  }
  case hir::ExprKind::Let: return unsupported(span, "`let` outside of a condition");
  case hir::ExprKind::Assign:
  case hir::ExprKind::AssignOp: stmt_expr(block, e); return assign_unit(block, source(span), dest);
  case hir::ExprKind::Break:
  case hir::ExprKind::Continue:
  case hir::ExprKind::Ret: return stmt_expr(block, e);
  case hir::ExprKind::Struct: return struct_into(*this, dest, block, e);
  case hir::ExprKind::Path: return unit_ctor_into(*this, dest, block, e);
  case hir::ExprKind::FormatArgs:
    return format_args(dest, block, nodes.format_args[hir::FormatArgsId(expr.a)],
                       temp_scope(e.expr), span);
  case hir::ExprKind::Yield: {
    Operand value = as_operand(block, mirror(expr.lhs()));
    block = yield(block, source(span), value, dest);
    return;
  }
  case hir::ExprKind::InlineAsm:
    return inline_asm(dest, block, nodes.asms[hir::AsmId(expr.a)], span);
  case hir::ExprKind::OffsetOf: return offset_of_into(*this, dest, block, e);
  case hir::ExprKind::Err: failed = true; return;
  case hir::ExprKind::Lit:
  case hir::ExprKind::Array:
  case hir::ExprKind::Tup:
  case hir::ExprKind::Repeat:
  case hir::ExprKind::ConstBlock:
  case hir::ExprKind::Cast:
  case hir::ExprKind::Closure:
  case hir::ExprKind::Field:
  case hir::ExprKind::Index:
  case hir::ExprKind::AddrOf: break;
  }
  bug("mir/build: an rvalue expression was not evaluated as one");
}

} // namespace ochre::mir::build
