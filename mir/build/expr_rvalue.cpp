// Expressions as rvalues: arithmetic with its checks, casts, borrows, aggregates, adjustments.

#include "mir/build/builder.h"

#include "sema/ty/fold.h"

namespace ochre::mir::build {

namespace {

BinOp lower_op(hir::BinOp op) {
  switch (op) {
  case hir::BinOp::Add: return BinOp::Add;
  case hir::BinOp::Sub: return BinOp::Sub;
  case hir::BinOp::Mul: return BinOp::Mul;
  case hir::BinOp::Div: return BinOp::Div;
  case hir::BinOp::Rem: return BinOp::Rem;
  case hir::BinOp::BitXor: return BinOp::BitXor;
  case hir::BinOp::BitAnd: return BinOp::BitAnd;
  case hir::BinOp::BitOr: return BinOp::BitOr;
  case hir::BinOp::Shl: return BinOp::Shl;
  case hir::BinOp::Shr: return BinOp::Shr;
  case hir::BinOp::Eq: return BinOp::Eq;
  case hir::BinOp::Lt: return BinOp::Lt;
  case hir::BinOp::Le: return BinOp::Le;
  case hir::BinOp::Ne: return BinOp::Ne;
  case hir::BinOp::Ge: return BinOp::Ge;
  case hir::BinOp::Gt: return BinOp::Gt;
  case hir::BinOp::And:
  case hir::BinOp::Or: break; // control flow
  }
  bug("mir/build: a lazy operator as an rvalue");
}

Rvalue use(Operand operand) {
  Rvalue out;
  out.kind = RvalueKind::Use;
  out.a = operand;
  return out;
}

Rvalue bin(BinOp op, Operand a, Operand b) {
  Rvalue out;
  out.kind = RvalueKind::BinaryOp;
  out.op = static_cast<uint8_t>(op);
  out.a = a;
  out.b = b;
  return out;
}

unsigned int_bits(TyCtxt &tcx, ty::Ty ty) {
  return ty.is(ty::TyKind::Int) ? bit_width(ty.int_ty(), tcx.pointer_bits)
                                : bit_width(ty.uint_ty(), tcx.pointer_bits);
}

/// Operands are used twice where there is a check: moves become copies (all are scalars).
Operand copied(Operand operand) {
  if (operand.kind == OperandKind::Move)
    operand.kind = OperandKind::Copy;
  return operand;
}

Operand to_temp(Builder &b, BasicBlock block, ty::Ty ty, const Rvalue &rvalue, Span span) {
  Local temp = b.new_temp(ty, span);
  b.assign(block, b.source(span), {temp, {}}, rvalue);
  return Operand::move({temp, {}});
}

Operand min_value(Builder &b, ty::Ty ty, Span span) {
  unsigned bits = int_bits(b.tcx, ty);
  uint64_t lo = bits == 128 ? 0 : uint64_t(1) << (bits - 1);
  uint64_t hi = bits == 128 ? uint64_t(1) << 63 : 0;
  return b.scalar_operand(ty, lo, span, hi);
}

/// Checked add, sub, mul: the pair of result and overflow flag, then the assertion.
Rvalue checked_arithmetic(Builder &b, BasicBlock &block, BinOp op, Span span, ty::Ty ty, Operand x,
                          Operand y) {
  ty::Ty pair_ty = b.tcx.mk_tuple({ty, b.tcx.common.bool_});
  Local pair = b.new_temp(pair_ty, span);
  b.assign(block, b.source(span), {pair, {}}, bin(to_checked(op), copied(x), copied(y)));
  PlaceElem value{ProjectionKind::Field, false, 0, 0, b.ty_idx(ty)};
  PlaceElem flag{ProjectionKind::Field, false, 1, 0, b.ty_idx(b.tcx.common.bool_)};
  Place flag_place = b.code.project({pair, {}}, flag);
  Operand message[] = {x, y};
  block = b.assert_(block, b.source(span), Operand::move(flag_place), false, AssertKind::Overflow,
                    message, op);
  return use(Operand::move(b.code.project({pair, {}}, value)));
}

/// The right side must be below the width, compared as unsigned.
void check_shift(Builder &b, BasicBlock &block, BinOp op, Span span, ty::Ty ty, Operand x,
                 Operand y) {
  ty::Ty rhs_ty = operand_ty(b.tcx, *b.body, y);
  [[maybe_unused]] unsigned rhs_bits = int_bits(b.tcx, rhs_ty);
  Operand unsigned_rhs = copied(y);
  ty::Ty unsigned_ty = rhs_ty;
  if (rhs_ty.is(ty::TyKind::Int)) {
    unsigned_ty = b.tcx.mk_uint(static_cast<UintTy>(static_cast<unsigned>(rhs_ty.int_ty())));
    Rvalue cast;
    cast.kind = RvalueKind::Cast;
    cast.op = static_cast<uint8_t>(CastKind::IntToInt);
    cast.a = unsigned_rhs;
    cast.ty = b.ty_idx(unsigned_ty);
    unsigned_rhs = to_temp(b, block, unsigned_ty, cast, span);
  }
  uint64_t width = int_bits(b.tcx, ty);
  // A width that the right side's type cannot hold is out of reach (u8 << 255 on i256 does not
  // exist).
  assert(rhs_bits >= 8 && width <= 128);
  Operand limit = b.scalar_operand(unsigned_ty, width, span);
  Operand ok = to_temp(b, block, b.tcx.common.bool_, bin(BinOp::Lt, unsigned_rhs, limit), span);
  Operand message[] = {copied(x), copied(y)};
  block = b.assert_(block, b.source(span), ok, true, AssertKind::Overflow, message, op);
}

void check_division(Builder &b, BasicBlock &block, BinOp op, Span span, ty::Ty ty, Operand x,
                    Operand y) {
  ty::Ty bool_ = b.tcx.common.bool_;
  Operand zero = b.scalar_operand(ty, 0, span);
  Operand is_zero = to_temp(b, block, bool_, bin(BinOp::Eq, copied(y), zero), span);
  Operand message[] = {copied(x)};
  block = b.assert_(block, b.source(span), is_zero, false,
                    op == BinOp::Div ? AssertKind::DivisionByZero : AssertKind::RemainderByZero,
                    message);
  if (!ty.is(ty::TyKind::Int))
    return;
  Operand minus_one = b.scalar_operand(ty, UINT64_MAX, span, UINT64_MAX);
  Operand is_neg1 = to_temp(b, block, bool_, bin(BinOp::Eq, copied(y), minus_one), span);
  Operand is_min =
      to_temp(b, block, bool_, bin(BinOp::Eq, copied(x), min_value(b, ty, span)), span);
  Operand both = to_temp(b, block, bool_, bin(BinOp::BitAnd, is_neg1, is_min), span);
  Operand sides[] = {copied(x), copied(y)};
  block = b.assert_(block, b.source(span), both, false, AssertKind::Overflow, sides, op);
}

} // namespace

Rvalue Builder::build_binary(BasicBlock &block, hir::BinOp hir_op, Span span, ty::Ty ty, Operand x,
                             Operand y) {
  BinOp op = lower_op(hir_op);
  ty::Ty lhs = operand_ty(tcx, *body, x);
  bool is_int = lhs.is(ty::TyKind::Int) || lhs.is(ty::TyKind::Uint);
  if (!is_int)
    return bin(op, x, y);
  if (check_overflow && (op == BinOp::Add || op == BinOp::Sub || op == BinOp::Mul))
    return checked_arithmetic(*this, block, op, span, ty, x, y);
  if (check_overflow && (op == BinOp::Shl || op == BinOp::Shr)) {
    check_shift(*this, block, op, span, lhs, x, y);
    return bin(op, copied(x), copied(y));
  }
  if (op == BinOp::Div || op == BinOp::Rem) {
    check_division(*this, block, op, span, ty, x, y);
    return bin(op, copied(x), copied(y));
  }
  return bin(op, x, y);
}

namespace {

Rvalue negation(Builder &b, BasicBlock &block, Span span, ty::Ty ty, Operand x) {
  if (b.check_overflow && ty.is(ty::TyKind::Int)) {
    Operand is_min = to_temp(b, block, b.tcx.common.bool_,
                             bin(BinOp::Eq, copied(x), min_value(b, ty, span)), span);
    Operand message[] = {copied(x)};
    block = b.assert_(block, b.source(span), is_min, false, AssertKind::OverflowNeg, message);
  }
  Rvalue out;
  out.kind = RvalueKind::UnaryOp;
  out.op = static_cast<uint8_t>(UnOp::Neg);
  out.a = x;
  return out;
}

Rvalue cast_to(Builder &b, CastKind kind, Operand operand, ty::Ty target, bool implicit) {
  Rvalue out;
  out.kind = RvalueKind::Cast;
  out.op = static_cast<uint8_t>(kind);
  out.a = operand;
  out.ty = b.ty_idx(target);
  out.coercion_is_implicit = implicit;
  return out;
}

CastKind numeric_cast(ty::Ty from, ty::Ty to) {
  if (from.is(ty::TyKind::Float))
    return to.is(ty::TyKind::Float) ? CastKind::FloatToFloat : CastKind::FloatToInt;
  return to.is(ty::TyKind::Float) ? CastKind::IntToFloat : CastKind::IntToInt;
}

/// `Enum::Variant as T`: the variant's discriminant without the values of the others, which may be
/// computed from it.
std::optional<Operand> variant_discriminant(Builder &b, BasicBlock block, ExprCursor e,
                                            ty::Ty enum_ty) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  if (e.level > 0 || expr.kind != hir::ExprKind::Path)
    return std::nullopt;
  hir::Res res = b.results.res_of(b.nodes, expr.qpath());
  if (!res.is_def(DefKind::VariantCtorConst))
    return std::nullopt;
  const ty::AdtDef &adt = *b.tcx.adt_def(enum_ty.def_id());
  ty::VariantIdx variant = adt.variant_with_id(res.def_id);
  if (!variant.is_valid())
    return std::nullopt;
  ty::Ty discr_ty = adt.repr.int_ty ? b.tcx.mk_prim(*adt.repr.int_ty) : b.tcx.common.isize;
  uint32_t distance = adt.variants[variant].discr_relative;
  DefId written;
  if (distance <= variant.raw)
    written = adt.variants[ty::VariantIdx(variant.raw - distance)].discr_expr;
  Operand offset = b.scalar_operand(discr_ty, distance, expr.span);
  if (!written.is_valid())
    return offset;
  ConstOperand ct;
  ct.kind = ConstOperandKind::Unevaluated;
  ct.ty = discr_ty;
  ct.def_id = written;
  ct.span = expr.span;
  Operand base = b.const_operand(ct);
  if (distance == 0)
    return base;
  return to_temp(b, block, discr_ty, bin(BinOp::Add, base, offset), expr.span);
}

Rvalue plain_cast(Builder &b, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  ExprCursor inner = b.mirror(expr.lhs());
  ty::Ty from = b.ty_of(inner);
  ty::Ty to = b.results.expr_ty(e.expr);
  ochre::CastKind kind = b.results.casts.lookup(e.expr);
  if (kind == ochre::CastKind::EnumInt) {
    // Through the discriminant.
    if (std::optional<Operand> known = variant_discriminant(b, block, inner, from))
      return cast_to(b, CastKind::IntToInt, *known, to, false);
    Place place{b.as_temp(block, inner), {}};
    DefId enum_id = from.def_id();
    const std::vector<ty::DiscrValue> *discrs = b.tcx.adt_discriminants(enum_id);
    ty::Ty discr_ty = discrs && !discrs->empty() ? discrs->front().ty : b.tcx.common.isize;
    Rvalue read;
    read.kind = RvalueKind::Discriminant;
    read.place = place;
    read.ty = b.ty_idx(discr_ty);
    Operand discr = to_temp(b, block, discr_ty, read, expr.span);
    return cast_to(b, CastKind::IntToInt, discr, to, false);
  }
  Operand operand = b.as_operand(block, inner);
  switch (kind) {
  case ochre::CastKind::None: b.failed = true; return use(operand);
  case ochre::CastKind::Coercion: return use(operand);
  case ochre::CastKind::PtrPtr: return cast_to(b, CastKind::PtrToPtr, operand, to, false);
  case ochre::CastKind::PtrAddr:
    return cast_to(b, CastKind::PointerExposeProvenance, operand, to, false);
  case ochre::CastKind::AddrPtr:
    if (!from.is_usize()) {
      Rvalue widened = cast_to(b, CastKind::IntToInt, operand, b.tcx.common.usize, false);
      operand = to_temp(b, block, b.tcx.common.usize, widened, expr.span);
    }
    return cast_to(b, CastKind::PointerWithExposedProvenance, operand, to, false);
  case ochre::CastKind::Numeric: return cast_to(b, numeric_cast(from, to), operand, to, false);
  case ochre::CastKind::PrimInt:
  case ochre::CastKind::U8Char: return cast_to(b, CastKind::IntToInt, operand, to, false);
  case ochre::CastKind::ArrayPtr: return cast_to(b, CastKind::ArrayToPointer, operand, to, false);
  case ochre::CastKind::FnPtrPtr: return cast_to(b, CastKind::FnPtrToPtr, operand, to, false);
  case ochre::CastKind::FnPtrAddr:
    return cast_to(b, CastKind::PointerExposeProvenance, operand, to, false);
  case ochre::CastKind::EnumInt: break;
  }
  return use(operand);
}

/// `e as T` that is no coercion.
Rvalue as_cast(Builder &b, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  Rvalue value = plain_cast(b, block, e);
  value.user_ty = b.written_type(hir::TyId(expr.b), b.results.expr_ty(e.expr));
  return value;
}

Rvalue repeat(Builder &b, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  ty::Ty array = b.results.expr_ty(e.expr);
  ty::Const len = array.array_len();
  if (len.is(ty::ConstKind::Value) && len.valtree()->lo == 0) {
    // The operand is still evaluated, and dropped.
    b.as_temp(block, b.mirror(expr.lhs()));
    Rvalue out;
    out.kind = RvalueKind::Aggregate;
    out.op = static_cast<uint8_t>(AggregateKind::Array);
    out.ty = b.ty_idx(array);
    return out;
  }
  Rvalue out;
  out.kind = RvalueKind::Repeat;
  out.a = b.as_operand(block, b.mirror(expr.lhs()));
  ConstOperand ct;
  ct.kind = ConstOperandKind::Ty;
  ct.ty = b.tcx.common.usize;
  ct.ct = len;
  ct.span = expr.span;
  out.ct = b.const_idx(ct);
  return out;
}

Rvalue aggregate(Builder &b, BasicBlock &block, AggregateKind kind, ty::Ty ty,
                 llvm::ArrayRef<hir::ExprId> elems) {
  llvm::SmallVector<Operand, 8> operands;
  for (hir::ExprId elem : elems)
    operands.push_back(b.as_operand(block, b.mirror(elem)));
  Rvalue out;
  out.kind = RvalueKind::Aggregate;
  out.op = static_cast<uint8_t>(kind);
  out.ty = b.ty_idx(ty);
  out.operands = b.code.add_operands(operands);
  return out;
}

/// The variable or part of one that a capture names, as a place of the creating body.
PlaceBuilder captured_place(Builder &b, const ochre::Place &captured) {
  PlaceBuilder place;
  auto it = b.vars.find(captured.local);
  if (it == b.vars.end()) {
    place.is_upvar = true;
    place.upvar = captured.local;
  } else if (b.in_guard && it->second.for_guard.is_valid()) {
    place = PlaceBuilder::of(it->second.for_guard).deref();
  } else {
    place = PlaceBuilder::of(it->second.for_body);
  }
  for (size_t i = 0; i < captured.projections.size(); ++i) {
    const ochre::Projection &p = captured.projections[i];
    if (p.kind == ochre::ProjectionKind::Deref) {
      place = place.deref();
      continue;
    }
    ty::Ty before = captured.ty_before(i);
    if (before.is_adt() && b.tcx.adt_def(before.def_id())->is_enum())
      place = place.downcast(p.variant.raw);
    place = place.field(p.field.raw, b.ty_idx(p.ty));
  }
  return place;
}

/// Whether the variable that the place starts from, or the capture that holds it, is mutable.
bool is_base_mutable(Builder &b, const PlaceBuilder &place) {
  if (!place.is_upvar)
    return b.code.locals[place.local].mutbl == ty::Mutability::Mut;
  std::optional<uint32_t> index = b.capture_of(place);
  return index && b.closure->captures[*index].mutbl == hir::Mutability::Mut;
}

Rvalue closure_value(Builder &b, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = b.nodes.exprs[e.expr];
  const hir::Closure &closure = b.nodes.closures[hir::ClosureId(expr.a)];
  const ClosureInfo *info = b.results.closure(closure.def_id);
  Rvalue out;
  out.kind = RvalueKind::Aggregate;
  out.op = static_cast<uint8_t>(AggregateKind::Closure);
  if (!info) {
    b.failed = true;
    out.ty = b.ty_idx(b.tcx.common.error);
    return out;
  }
  bool is_coroutine = info->ty.is(ty::TyKind::Coroutine);
  if (is_coroutine)
    out.op = static_cast<uint8_t>(AggregateKind::Coroutine);
  for (const ClosureFakeRead &read : info->fake_reads)
    if (std::optional<Place> place = b.try_to_place(captured_place(b, read.place)))
      b.fake_read(block, b.source(expr.span),
                  read.is_match ? FakeReadCause::ForMatchedPlace : FakeReadCause::ForLet, *place);
  llvm::SmallVector<Operand, 4> operands;
  ty::TyList upvars = ty::upvar_tys(info->ty);
  for (size_t i = 0; i < info->captures.size(); ++i) {
    const CapturedPlace &capture = info->captures[i];
    PlaceBuilder captured = captured_place(b, capture.place);
    Place place = b.to_place(captured);
    if (capture.kind == CaptureKind::ByValue || capture.kind == CaptureKind::ByUse) {
      operands.push_back(b.consume(place, b.place_ty(place)));
      continue;
    }
    Rvalue borrow;
    borrow.kind = RvalueKind::Ref;
    // What an immutable variable leads to is borrowed uniquely; that the variable itself is not
    // changed is checked in the closure.
    BorrowKind kind = capture.kind == CaptureKind::ByRef ? BorrowKind::Shared
                      : capture.kind == CaptureKind::ByMutRef && is_base_mutable(b, captured)
                          ? BorrowKind::Mut
                          : BorrowKind::MutClosure;
    borrow.op = static_cast<uint8_t>(kind);
    borrow.place = place;
    borrow.region = b.erased_region();
    Local temp = b.new_live_temp(block, upvars[static_cast<uint32_t>(i)], expr.span, e.expr);
    b.assign(block, b.source(expr.span), {temp, {}}, borrow);
    operands.push_back(Operand::move({temp, {}}));
  }
  out.ty = b.ty_idx(info->ty);
  out.operands = b.code.add_operands(operands);
  return out;
}

} // namespace

Rvalue Builder::adjusted_rvalue(BasicBlock &block, ExprCursor e) {
  const Adjustment &step = results.expr_adjustments(e.expr)[e.level - 1];
  ExprCursor base{e.expr, e.level - 1};
  switch (step.kind) {
  case AdjustKind::Pointer: {
    static constexpr CastKind kKinds[] = {CastKind::ReifyFnPointer,   CastKind::UnsafeFnPointer,
                                          CastKind::ClosureFnPointer, CastKind::MutToConstPointer,
                                          CastKind::ArrayToPointer,   CastKind::Unsize};
    Operand operand = as_operand(block, base);
    return cast_to(*this, kKinds[static_cast<unsigned>(step.coercion)], operand, step.target, true);
  }
  case AdjustKind::BorrowRef:
  case AdjustKind::BorrowRawPtr: {
    Rvalue out;
    bool is_mut = step.mutbl == ty::Mutability::Mut;
    out.place = to_place(as_place(block, base));
    if (step.kind == AdjustKind::BorrowRef) {
      out.kind = RvalueKind::Ref;
      out.region = erased_region();
      BorrowKind kind = !is_mut                ? BorrowKind::Shared
                        : step.allow_two_phase ? BorrowKind::MutTwoPhase
                                               : BorrowKind::Mut;
      out.op = static_cast<uint8_t>(kind);
    } else {
      out.kind = RvalueKind::RawPtr;
      out.op = static_cast<uint8_t>(is_mut ? RawPtrKind::Mut : RawPtrKind::Const);
    }
    return out;
  }
  case AdjustKind::NeverToAny:
  case AdjustKind::Deref:
  case AdjustKind::OverloadedDeref: break;
  }
  Place place = to_place(as_place(block, e));
  return use(consume(place, place_ty(place)));
}

Rvalue Builder::as_rvalue(BasicBlock &block, ExprCursor e) {
  if (is_constant(e))
    return use(as_constant(e));
  if (typeck::step(typed, e).is_place()) {
    Place place = to_place(as_place(block, e));
    return use(consume(place, ty_of(e)));
  }
  if (is_into_expr(e))
    return use(as_operand(block, e));
  if (e.level > 0)
    return adjusted_rvalue(block, e);
  const hir::Expr &expr = nodes.exprs[e.expr];
  ty::Ty ty = results.expr_ty(e.expr);
  switch (expr.kind) {
  case hir::ExprKind::Binary: {
    Operand x = as_operand(block, mirror(expr.lhs()));
    Operand y = as_operand(block, mirror(expr.rhs()));
    return build_binary(block, expr.bin_op(), expr.span, ty, x, y);
  }
  case hir::ExprKind::Unary: {
    Operand x = as_operand(block, mirror(expr.lhs()));
    if (expr.un_op() == hir::UnOp::Neg)
      return negation(*this, block, expr.span, ty, x);
    Rvalue out;
    out.kind = RvalueKind::UnaryOp;
    out.op = static_cast<uint8_t>(UnOp::Not);
    out.a = x;
    return out;
  }
  case hir::ExprKind::Cast: return as_cast(*this, block, e);
  case hir::ExprKind::Array:
    return aggregate(*this, block, AggregateKind::Array, ty, nodes.list(expr.elems()));
  case hir::ExprKind::Tup:
    return aggregate(*this, block, AggregateKind::Tuple, ty, nodes.list(expr.elems()));
  case hir::ExprKind::Repeat: return repeat(*this, block, e);
  case hir::ExprKind::Closure: return closure_value(*this, block, e);
  case hir::ExprKind::AddrOf: {
    Rvalue out;
    out.place = to_place(as_place(block, mirror(expr.lhs())));
    bool is_mut = static_cast<hir::Mutability>(expr.small2) == hir::Mutability::Mut;
    if (static_cast<hir::BorrowKind>(expr.small) == hir::BorrowKind::Ref) {
      out.kind = RvalueKind::Ref;
      out.region = erased_region();
      out.op = static_cast<uint8_t>(is_mut ? BorrowKind::Mut : BorrowKind::Shared);
    } else {
      out.kind = RvalueKind::RawPtr;
      out.op = static_cast<uint8_t>(is_mut ? RawPtrKind::Mut : RawPtrKind::Const);
    }
    return out;
  }
  default: break;
  }
  unsupported(expr.span, "this expression in MIR");
  return use(unit_operand(expr.span));
}

} // namespace ochre::mir::build
